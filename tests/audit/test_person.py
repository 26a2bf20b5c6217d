"""What is known of one person: each passing-on with what was judged of it."""

from amanat.audit.person import ask
from amanat.evidence.views import define_views
from amanat.rules.load import load_rules
from amanat.rules.run import judge_all


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
    (answer,) = ask(engine, [("email", b"asha".ljust(16, b"\0"))])
    said = {row["flow_id"]: (row["verdict"], row["reason"]) for row in answer.disclosures}
    assert said == {
        "crm>mail": ("fails", None),
        "desk>mail": ("cannot_tell", "purpose_unknown"),
    }
    assert len(answer.disclosures) == 2
