"""What is known of one person: each passing-on with what was judged of it."""

import pyarrow as pa

from amanat.audit.person import ask, fingerprints
from amanat.evidence.derive.apart import marked
from amanat.evidence.keys import Keys
from amanat.evidence.views import define_views
from amanat.reports.person import to_text
from amanat.rules.load import load_rules
from amanat.rules.run import judge_all

KEYS = Keys.of(bytes(range(32)))
IDS = pa.schema([("row_ordinal", pa.int64()), ("fp", pa.binary(16))])


def test_each_flow_of_a_row_has_its_own_verdict(drawn_engine):
    engine = drawn_engine(
        "select 1 from as_of",
        identifiers="identifier | kind | person\nasha | email | asha",
        people="person | kind\nasha | contact",
        units="unit_id | dataset_id | snapshot_id | status\nu-1 | mail/list | s-1 | read",
        snapshots="snapshot_id | dataset_id | relation | taken_at | taken_how\ns-1 | mail/list | current | 900 | content",
        datasets="dataset_id | system_id | current_snapshot_id | layout\nmail/list | mail | s-1 | seen",
        flows="""
            flow_id    | source_system_id | recipient_kind | recipient_id | recipient_system_kind | layout | refuted
            crm>mail   | crm              | system         | mail         | marketing             | seen   | false
            desk>mail  | desk             | system         | mail         | marketing             | seen   | false
        """,
        flow_purposes="flow_id | purpose_id\ncrm>mail | class-marketing",
        disclosures="""
            flow_id   | unit_id | row_ordinal | person | at_from | at_to | on_day     | continuing
            crm>mail  | u-1     | 0           | asha   | 50      | 50    | 2026-03-02 | true
            desk>mail | u-1     | 0           | asha   | 50      | 50    | 2026-03-02 | true
        """,
        consents="""
            unit_id | row_ordinal | seq | person | system_id | label_id  | purpose_id      | scope   | act      | at_from | at_to | seen_at | layout
            u-1     | 0           | 0   | asha   | mail      | marketing | class-marketing | purpose | withdraw | 40      | 40    | 900     | seen
        """,
    )
    define_views(engine)
    engine.register("judged", judge_all(engine, load_rules()))
    (answer,) = ask(engine, [[("email", [b"asha".ljust(16, b"\0")])]])
    said = {row["flow_id"]: (row["verdict"], row["reason"]) for row in answer.disclosures}
    assert said == {
        "crm>mail": ("fails", None),
        "desk>mail": ("cannot_tell", "purpose_unknown"),
    }
    assert len(answer.disclosures) == 2


def people_of(drawn_engine, ids):
    return drawn_engine(
        "select 1 from as_of",
        identifiers=ids,
        systems="system_id | product\nhubspot | hubspot\nhubspot~2 | hubspot\nsheets | ",
        units="unit_id | dataset_id | snapshot_id | status\nu-1 | hubspot/list | s-1 | read\nu-2 | hubspot/list | s-0 | read",
        datasets="dataset_id | system_id | current_snapshot_id | layout\nhubspot/list | hubspot | s-1 | seen",
    )


def test_a_shared_identifier_is_told_with_its_datasets(drawn_engine):
    engine = people_of(
        drawn_engine,
        "identifier | kind | person | shared\ndesk | email | | true\nasha | email | | false",
    )
    define_views(engine)
    desk = b"desk".ljust(16, b"\0")
    rows = {"row_ordinal": [0, 0, 1, 2], "fp": [desk, desk, desk, b"asha".ljust(16, b"\0")]}
    units = [
        {"unit": pa.table({"unit_id": [unit_id]}), "row_ids": pa.table(rows, IDS)}
        for unit_id in ("u-1", "u-2")
    ]
    shared, unknown = ask(engine, [[("email", [desk])], [("email", [b"x" * 16])]], units)
    assert shared.shared
    assert [(row["dataset_id"], row["records"], row["in_current"]) for row in shared.datasets] == [
        ("hubspot/list", 2, True)
    ]
    assert "shared: belongs to no one person" in to_text([shared])
    assert "not found in what was read" in to_text([unknown])


def test_a_record_id_is_found_under_each_account_that_was_read():
    asked = fingerprints(["1000"], KEYS, [("hubspot", "hubspot"), ("hubspot~2", "hubspot")])
    (kind, forms), *_ = asked[0]
    assert kind == "customer_id"
    bare = KEYS.fingerprint(pa.array(["1000"]), "customer_id")
    first = KEYS.fingerprint(pa.array(["hubspot\x001000"]), "customer_id")
    assert forms == [bare[0].as_py(), first[0].as_py(), marked(first, "hubspot~2")[0].as_py()]


def test_a_number_is_a_phone_first_and_a_record_id_where_nobody_has_that_phone():
    ((phone, record),) = fingerprints(["9876543210"], KEYS)
    assert (phone[0], record[0]) == ("phone", "customer_id")


def test_an_id_of_several_people_tells_of_none_of_them(drawn_engine):
    engine = people_of(
        drawn_engine,
        "identifier | kind | person | shared\none | customer_id | asha | false\ntwo | customer_id | ravi | false",
    )
    define_views(engine)
    both = [word.ljust(16, b"\0") for word in (b"one", b"two")]
    (answer,) = ask(engine, [[("customer_id", both)]])
    assert answer.several
    assert (answer.datasets, answer.flows, answer.consents) == ((), (), ())
    assert "several people" in to_text([answer])
