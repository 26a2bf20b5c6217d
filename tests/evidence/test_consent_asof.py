"""`consent_asof` case by case, and against an oracle that tries every possible order."""

import itertools
import random
from dataclasses import dataclass

import pyarrow as pa
import pytest

from amanat.engine.duckdb import DuckDB
from amanat.evidence.schema import TABLES
from amanat.evidence.views import define_views, register_tables, view_sql

DISCLOSED = """
    flow_id | unit_id | row_ordinal | person | at_from | at_to | on_day     | channel | continuing
    f       | u-1     | 0           | asha   | 50      | 50    | 2026-03-02 | -       | false
"""
HELD = {
    "datasets": "dataset_id | current_snapshot_id\nlist | s-1\nledger | s-2\nold | s-4\nlate | s-5",
    "snapshots": """
        snapshot_id | dataset_id | relation | taken_at | taken_to | taken_how
        s-1         | list       | current  | 100      | 110      | content
        s-2         | ledger     | current  | 90       | 110      | content
        s-3         | old        | history  | 10       | 10       | content
        s-4         | old        | current  | 95       | 95       | content
        s-5         | late       | current  | 95       | 200      | content
    """,
    "units": """
        unit_id | dataset_id | snapshot_id | status
        u-1     | list       | s-1         | read
        u-2     | ledger     | s-2         | read
        u-3     | old        | s-3         | read
        u-4     | old        | s-4         | read
        u-5     | late       | s-5         | read
    """,
    "flow_purposes": "flow_id | purpose_id\nf | news",
}
CONSENT = "unit_id | row_ordinal | seq | person | system_id | label_id | purpose_id | scope | act | at_from | at_to | seen_at | channel | layout\n"


def consents(*lines):
    rows = []
    for place, line in enumerate(lines):
        act, at_from, at_to, *more = line.split()
        told = dict(part.split("=") for part in more)
        rows.append(
            f"{told.get('unit', 'u-2')} | {place} | 0 | {told.get('person', 'asha')} |"
            f" {told.get('system', 'ledger')} | label | {told.get('purpose', 'news')} |"
            f" {told.get('scope', 'purpose')} | {act} | {at_from} | {at_to} |"
            f" {told.get('seen', '90')} | {told.get('channel', '-')} | seen"
        )
    return CONSENT + "\n".join(rows)


@pytest.mark.parametrize(
    ("acts", "disclosed", "state"),
    [
        (["give 40 40"], {}, "given"),
        (["withdraw 40 40"], {}, "withdrawn"),
        (["refuse 40 40"], {}, "withdrawn"),
        (["give 40 40", "withdraw 45 45"], {}, "withdrawn"),
        (["withdraw 40 40", "give 45 45"], {}, "given"),
        (["give 40 40", "withdraw 40 40"], {}, "overlap"),  # their order is not known
        (["give 30 44", "withdraw 40 48"], {}, "overlap"),
        (["give 45 55"], {}, "overlap"),
        (["give 40 40", "withdraw 45 55"], {}, "overlap"),
        (["give 40 40", "give 45 55"], {}, "given"),  # of the same kind: nothing hangs on it
        (["give 60 60"], {}, "later_only"),
        (["withdraw 60 60"], {}, "never"),
        ([], {}, "never"),
        (["give - -"], {}, "undated"),
        (["state_in - -"], {}, "undated"),
        (["state_out - -"], {}, "state_only"),
        (["give 40 40", "state_out - -"], {}, "state_only"),
        (["give 40 40", "withdraw 60 60", "state_out - -"], {}, "given"),  # the outcome of 60
        (["withdraw 40 40", "state_in - - system=other"], {}, "withdrawn"),  # told one, told all
        (["withdraw 40 40", "give - -"], {}, "undated"),  # it may have come after
        (["state_out - - unit=u-3 seen=10"], {}, "never"),  # a state of an older export
        (["give 40 40 person=ravi"], {}, "never"),
        (["give 40 40 purpose=-"], {}, "unmapped"),
        (["give 60 60 purpose=-"], {}, "never"),
        (["give 40 40 purpose=other"], {}, "never"),
        (["withdraw 40 40 scope=all purpose=-"], {}, "withdrawn"),
        (["withdraw 40 40 channel=sms"], {"channel": "email"}, "never"),
        (["withdraw 40 40 channel=sms"], {}, "overlap"),  # the disclosure's channel is unknown
        (["give 30 30", "withdraw 40 40 channel=sms"], {}, "overlap"),
        (["give 30 30", "withdraw 40 40 channel=sms"], {"channel": "email"}, "given"),
        (["give 30 30", "withdraw 40 40 channel=sms"], {"channel": "sms"}, "withdrawn"),
        (["give 40 40"], {"person": "-"}, "unmatched"),
        (["give 40 40"], {"at_from": "-", "at_to": "-"}, "overlap"),
        ([], {"at_from": "-", "at_to": "-"}, "never"),
        # still on an active list when the list was exported, between 100 and 110
        (["give 40 40", "withdraw 60 60"], {"continuing": "true"}, "withdrawn"),
        (["give 40 40", "withdraw 60 60"], {}, "given"),
        (["give 40 40", "withdraw 60 60", "give 70 70"], {"continuing": "true"}, "given"),
        (["give 40 40", "withdraw 90 110"], {"continuing": "true"}, "overlap"),
        (["give 40 40", "withdraw 120 120"], {"continuing": "true"}, "given"),
        (["state_out - -"], {"continuing": "true"}, "withdrawn"),
        (["give 40 40", "state_out - -"], {"continuing": "true"}, "withdrawn"),
        (["state_out - - unit=u-1 seen=100"], {"continuing": "true"}, "withdrawn"),
        (["state_out - - unit=u-4 seen=105"], {"continuing": "true"}, "withdrawn"),
        (["give 40 40"], {"continuing": "true", "at_from": "-", "at_to": "-"}, "given"),
        (["state_out - - channel=sms"], {"continuing": "true"}, "state_only"),
        (["give 40 40", "withdraw 104 104"], {"continuing": "true"}, "overlap"),
        (["give 40 40", "withdraw 104 104"], {}, "given"),
        (["give 40 40", "withdraw 110 110"], {"continuing": "true"}, "given"),
        (["give 30 30", "withdraw 60 60", "give 104 104"], {"continuing": "true"}, "overlap"),
        (["give 30 30", "withdraw 60 60", "give 110 110"], {"continuing": "true"}, "withdrawn"),
        # a state of a file that may have been written after the list was exported
        (["state_out - - unit=u-5 seen=95"], {"continuing": "true"}, "state_only"),
        (
            ["give 120 120", "state_out - - unit=u-5 seen=95"],
            {"at_from": "130", "at_to": "130"},
            "state_only",
        ),
        (["withdraw 40 40", "give - - unit=u-3 seen=10"], {}, "withdrawn"),
        (
            ["withdraw 97 97", "give - - unit=u-5 seen=95"],
            {"at_from": "99", "at_to": "99"},
            "undated",
        ),
    ],
)
def test_consent_as_of_a_disclosure(acts, disclosed, state, view):
    row = {
        "flow_id": "f", "unit_id": "u-1", "row_ordinal": "0", "person": "asha", "at_from": "50",
        "at_to": "50", "on_day": "2026-03-02", "channel": "-", "continuing": "false",
    } | disclosed  # fmt: skip
    drawn = " | ".join(row) + "\n" + " | ".join(row.values())
    (found,) = view("consent_asof", disclosures=drawn, consents=consents(*acts), **HELD)
    assert found["state"] == state


def test_without_a_candidate_purpose_a_disclosure_keeps_its_row_without_state(view):
    held = HELD | {"flow_purposes": "flow_id | purpose_id"}
    (found,) = view("consent_asof", disclosures=DISCLOSED, consents=consents("give 1 1"), **held)
    assert (found["purpose_id"], found["state"]) == (None, None)


def test_each_candidate_purpose_has_its_own_state(view):
    held = HELD | {"flow_purposes": "flow_id | purpose_id\nf | news\nf | ads"}
    rows = view("consent_asof", disclosures=DISCLOSED, consents=consents("give 40 40"), **held)
    assert {row["purpose_id"]: row["state"] for row in rows} == {"news": "given", "ads": "never"}


def test_the_export_of_an_older_snapshot_alleges_nothing_twice(view):
    rows = view(
        "consent_asof",
        disclosures=DISCLOSED.replace("u-1", "u-3"),
        consents=consents("withdraw 40 40"),
        **HELD,
    )
    assert rows == []


@dataclass(frozen=True)
class Act:
    says: str
    at_from: int
    at_to: int


@dataclass(frozen=True)
class Case:
    at_from: int
    at_to: int
    acts: tuple[Act, ...]
    undated_no: tuple[int, int] | None = None  # exported between: a state_out without time
    undated_yes: tuple[int, int] | None = None  # exported between: a give without time
    export: tuple[int, int] | None = None  # the row continues and was exported between


def _moments(at_from, at_to):
    # A span of time does not hold its end; a moment is itself.
    return (
        [at_from]
        if at_from == at_to
        else [at_from + step / 4 for step in range(1, 4 * (at_to - at_from), 2)]
    )


def _between(span):
    return (None,) if span is None else tuple(_moments(*span))


def _orders(case):
    """Yield every possible (time of the disclosure, acts with their times, export, state's)."""
    acts = [_moments(act.at_from, act.at_to) for act in case.acts]
    places = itertools.product(
        _between(case.export), _between(case.undated_no), _between(case.undated_yes)
    )
    for export, state, said in places:
        # The earlier of two exports is the one with both its bounds earlier.
        if (
            export is not None
            and state is not None
            and state > export
            and case.undated_no[0] <= case.export[0]
            and case.undated_no[1] <= case.export[1]
        ):
            continue
        hidden = []
        if state is not None:
            hidden.append(("no", _hidden(state, 0.375)))
        if said is not None:
            hidden.append(("yes", _hidden(said, 0.625)))
        for at in _moments(case.at_from, case.at_to):
            if export is not None and at > export:
                continue  # what an export shows had happened
            for times in itertools.product(*acts, *(times for _, times in hidden)):
                says = [act.says for act in case.acts] + [kind for kind, _ in hidden]
                # Acts of one moment may have come in either order.
                told = list(zip(times, says, strict=True))
                for last in ("yes", "no"):
                    order = sorted(told, key=lambda act, last=last: (act[0], act[1] == last))
                    yield at, order, export, state


def _hidden(until, part):
    """Moments before an export at which something may have been said."""
    return [at + part for at in range(-1, 4) if at + part <= until]


def _standing(acts, at):
    before = [says for when, says in acts if when <= at]
    return before[-1] if before else "none"


def _possible(case):
    found = set()
    for at, acts, export, state in _orders(case):
        # The state was "out" when it was exported, just before or after what bears that moment:
        # no order in which it was not.
        if state is not None and "no" not in (
            _standing(acts, state),
            _standing(acts, state - 0.01),
        ):
            continue
        here = {"yes": "given", "no": "withdrawn", "none": "silent"}[_standing(acts, at)]
        withdrawn = export is not None and _standing(acts, export) == "no"
        found.add("withdrawn" if withdrawn else here)
    return found


def _cases():
    spans = [(at, to) for at in range(4) for to in range(at, 4)]
    pool = [Act(says, *span) for says in ("yes", "no") for span in spans]
    for span in spans:
        yield Case(*span, ())
        for act in pool:
            yield Case(*span, (act,))
    for pair in itertools.combinations_with_replacement(pool, 2):
        for span in ((1, 1), (1, 2), (2, 2), (0, 3)):
            yield Case(*span, pair)
    draw = random.Random(7)
    for _ in range(1500):
        acts = tuple(draw.sample(pool, draw.choice((1, 2, 3))))
        yield Case(
            *draw.choice(spans),
            acts,
            undated_no=draw.choice((None, None, (1, 1), (2, 2), (4, 4), (1, 3), (2, 4))),
            undated_yes=draw.choice((None, None, None, (2, 2), (4, 4), (1, 4))),
            export=draw.choice((None, (3, 3), (4, 4), (2, 4), (1, 3))),
        )


def _table(name, rows):
    schema = pa.schema([field.with_nullable(True) for field in TABLES[name].arrow])
    return pa.Table.from_pylist(rows, schema=schema)


def _tables(cases):
    minute = 60_000_000
    stamp = lambda at: None if at is None else at * minute  # noqa: E731
    tables = {name: [] for name in ("datasets", "snapshots", "units", "disclosures", "consents")}
    tables["flow_purposes"] = [{"flow_id": "f", "purpose_id": "news"}]
    for taken in (None, *itertools.combinations_with_replacement(range(5), 2)):
        tables["snapshots"].append(
            {"snapshot_id": f"s-{taken}", "dataset_id": f"d-{taken}", "relation": "current",
             "taken_at": taken and stamp(taken[0]), "taken_to": taken and stamp(taken[1]),
             "taken_how": "content"}
        )  # fmt: skip
        tables["datasets"].append({"dataset_id": f"d-{taken}", "current_snapshot_id": f"s-{taken}"})
        for kind in ("list", "ledger"):
            tables["units"].append(
                {"unit_id": f"{kind}-{taken}", "dataset_id": f"d-{taken}",
                 "snapshot_id": f"s-{taken}", "status": "read"}
            )  # fmt: skip
    for number, case in enumerate(cases):
        person = number.to_bytes(16, "big")
        tables["disclosures"].append(
            {"flow_id": "f", "unit_id": f"list-{case.export}", "row_ordinal": number,
             "person": person, "at_from": stamp(case.at_from), "at_to": stamp(case.at_to),
             "continuing": case.export is not None}
        )  # fmt: skip
        told = [
            ({"yes": "give", "no": "withdraw"}[act.says], act.at_from, act.at_to, None)
            for act in case.acts
        ]
        if case.undated_no is not None:
            told.append(("state_out", None, None, case.undated_no))
        if case.undated_yes is not None:
            told.append(("give", None, None, case.undated_yes))
        for seq, (act, at_from, at_to, seen) in enumerate(told):
            tables["consents"].append(
                {"unit_id": f"ledger-{seen}", "row_ordinal": number, "seq": seq, "person": person,
                 # The state is of another tool, so nothing dated explains it.
                 "system_id": "tool" if act == "state_out" else "ledger", "label_id": "news",
                 "purpose_id": "news", "scope": "purpose", "act": act, "at_from": stamp(at_from),
                 "at_to": stamp(at_to), "seen_at": stamp(4 if seen is None else seen[0]),
                 "layout": "seen"}
            )  # fmt: skip
    return {name: _table(name, rows) for name, rows in tables.items()}


def _states(cases):
    with DuckDB(threads=2) as engine:
        register_tables(engine, _tables(cases))
        engine.register("current_rows", engine.query(view_sql("current_rows")))
        rows = engine.query(view_sql("consent_asof")).to_pylist()
    return {row["row_ordinal"]: row["state"] for row in rows}


@pytest.mark.parametrize("at_a_time", [1, 7, 299, 300])
def test_disclosures_some_at_a_time_give_the_rows_of_all_at_once(at_a_time):
    cases = list(itertools.islice(_cases(), 0, None, 71))[:300]
    tables = _tables(cases)
    # A person who is passed on twice, in two pieces: all of her acts count in each of them.
    passed_on = tables["disclosures"]
    tables["disclosures"] = pa.concat_tables([passed_on, passed_on.slice(0, 5)])
    with DuckDB(threads=2) as engine:
        register_tables(engine, tables)
        define_views(engine)
        whole = engine.table("consent_asof")
        define_views(engine, at_a_time=at_a_time)
        pieces = engine.table("consent_asof")
        assert engine.table("disclosures") is tables["disclosures"]
        assert engine.table("consents") is tables["consents"]
    order = [(name, "ascending") for name in whole.column_names]
    assert pieces.sort_by(order).equals(whole.sort_by(order))
    assert len({row["state"] for row in whole.to_pylist()}) > 3


def test_no_definite_state_differs_from_any_possible_order():
    cases = list(_cases())
    states = _states(cases)
    assert len(states) == len(cases)
    seen = set()
    for number, case in enumerate(cases):
        state, possible = states[number], _possible(case)
        if not possible:
            continue  # times that contradict each other: a row later than its export
        seen.add(state)
        if state in ("given", "withdrawn"):
            assert possible == {state}, (case, state, possible)
        if state in ("never", "later_only"):
            assert possible == {"silent"}, (case, state, possible)
    assert {"given", "withdrawn", "never", "later_only", "overlap"} <= seen


def test_what_every_order_agrees_on_is_said():
    """With times only, nothing that could be told is left untold, but where spans just touch."""
    cases = [
        case
        for case in _cases()
        if case.undated_no is None and case.undated_yes is None and case.export is None
    ]
    states = _states(cases)
    told = agreed = 0
    for number, case in enumerate(cases):
        possible = _possible(case)
        if possible in ({"given"}, {"withdrawn"}):
            agreed += 1
            told += {states[number]} == possible
    assert told * 10 >= agreed * 8
