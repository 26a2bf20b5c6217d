"""What the report says of flows and tasks, over tables that are drawn as text."""

from dataclasses import replace
from datetime import date

from amanat.audit.journey import journey
from amanat.audit.summarise import Judged, Told, summarise
from amanat.evidence.views import define_views
from amanat.findings.build import build_findings
from amanat.findings.plan import plan
from amanat.findings.projection import project
from amanat.law.load import controls
from amanat.rules.load import load_rules
from amanat.rules.run import judge_all

AS_OF = date(2026, 11, 23)
SYSTEMS = """
    system_id | product   | kind      | status
    clevertap | clevertap | marketing | read
    hubspot   | hubspot   | crm       | read
"""
FLOW = """
    flow_id           | source_system_id | recipient_kind | recipient_id | basis   | refuted
    hubspot>clevertap | hubspot          | system         | clevertap    | {basis} | false
"""


def ways(engine, basis, proofs="flow_id | basis"):
    drawn = engine(
        "select 1 from as_of",
        systems=SYSTEMS,
        flows=FLOW.format(basis=basis),
        flow_proofs=proofs,
    )
    return {line.system: (line.comes_in, line.goes_to) for line in journey(drawn, (), AS_OF)}


def test_a_journey_names_a_sender_only_where_more_than_overlap_tells_it(drawn_engine):
    assert ways(drawn_engine, "question") == {"clevertap": ((), ()), "hubspot": ((), ())}
    assert ways(drawn_engine, "list") == {
        "clevertap": (("a source not seen",), ()),
        "hubspot": ((), ()),
    }
    told = {"clevertap": (("HubSpot",), ()), "hubspot": ((), ("CleverTap",))}
    assert ways(drawn_engine, "declared") == told
    proofs = "flow_id | basis\nhubspot>clevertap | copied_trace"
    assert ways(drawn_engine, "list", proofs) == told


def test_a_system_of_a_journey_passes_only_where_all_of_it_was_read_and_passes(drawn_engine):
    engine = drawn_engine(
        "select 1 from as_of",
        systems="system_id | status\n"
        + "\n".join(f"{name} | read" for name in ("bad", "unsure", "good", "nothing"))
        + "\npart | partly\nunread | none",
        places="""
            place_id | dataset_id | access     | people
            bad-1    | bad        | public     | 3
            bad-2    | bad        | restricted | 3
            unsure-1 | unsure     | -          | 3
            unsure-2 | unsure     | restricted | 3
            good-1   | good       | restricted | 3
            part-1   | part       | restricted | 3
        """,
        datasets="dataset_id | system_id\nbad | bad\nunsure | unsure\ngood | good\npart | part",
    )
    define_views(engine)
    rules = [rule for rule in load_rules() if rule.id == "access-beyond-need"]
    engine.register("judged", judge_all(engine, rules))
    found = build_findings(engine, rules, controls(), as_of=AS_OF)
    assert {line.system: line.verdict for line in journey(engine, found, AS_OF)} == {
        "bad": "fails",
        "unsure": "cannot_tell",
        "good": "passes",
        "nothing": "cannot_tell",  # nothing of it was judged
        "part": "cannot_tell",
        "unread": "cannot_tell",
    }


def test_a_gap_closes_what_its_task_closes(drawn_engine):
    places = """
        place_id  | dataset_id | access | people | records
        notes/one | notes      | public | 4      | 5
        notes/two | notes      | public | 4      | 5
    """
    engine = drawn_engine(
        "select 1 from as_of", places=places, datasets="dataset_id | system_id\nnotes | notion"
    )
    define_views(engine)
    rules, law = load_rules(), controls()
    engine.register("judged", judge_all(engine, rules))
    found = build_findings(engine, rules, law, as_of=AS_OF)
    tasks = plan(found, as_of=AS_OF)
    judged = Judged(found, (), (), tasks, project(tasks), None, ())
    told = Told(AS_OF, AS_OF, True, None, "unknown", False, 1, ())
    gaps = summarise(engine, judged, told).worst
    assert [gap.closes for gap in gaps] == [
        len(task.finding_ids)
        for gap in gaps
        for task in tasks
        if gap.finding.id in task.finding_ids
    ]
    # Two places are two tasks, though their remedy reads the same.
    assert {gap.closes for gap in gaps} == {1}
    one = replace(tasks[0], finding_ids=tuple(each.id for each in found))
    both = summarise(engine, replace(judged, tasks=(one,)), told).worst
    assert {gap.closes for gap in both} == {len(found)}
