import pytest

RULE = "support-data-in-marketing"
COVER = """
    flow_id | unit_id | row_ordinal | person | on_day     | continuing | cover   | reason
    f       | u       | 0           | asha   | 2026-03-02 | true       | no      | -
    f       | u       | 1           | ravi   | 2026-03-02 | true       | yes     | -
    f       | u       | 2           | -      | 2026-03-02 | false      | unknown | person_unmatched
"""
FLOWS = "flow_id | recipient_system_kind | recipient_kind | recipient_id | list_id | uses_cs_data | refuted | last_seen_on\n"


def flow(kind="marketing", cs="true", *, listed="-", recipient="system | mail", refuted="false"):
    return FLOWS + f"f | {kind} | {recipient} | {listed} | {cs} | {refuted} | 2026-10-01"


def test_support_data_on_a_marketing_list_needs_each_persons_consent(judge_rows):
    rows = judge_rows(RULE, consent_cover=COVER, flows=flow())
    assert [(row.verdict, row.reason) for row in rows.values()] == [
        ("fails", None),
        ("passes", None),
        ("cannot_tell", "person_unmatched"),
    ]
    assert str(rows["f", "u", 0].event_on) == "2026-11-23"


def test_where_nobody_can_tell_what_the_list_uses_nothing_fails(judge_rows):
    rows = judge_rows(RULE, consent_cover=COVER, flows=flow(cs="-"))
    assert [(row.verdict, row.reason) for row in rows.values()] == [
        ("cannot_tell", "definition_unreadable"),
        ("passes", None),
        ("cannot_tell", "person_unmatched"),
    ]


@pytest.mark.parametrize(
    ("drawn", "judged"),
    [
        (flow("ads"), True),
        (flow("newsletter"), True),
        (flow("unknown"), True),
        (flow("helpdesk"), False),
        (flow("helpdesk", recipient="team | marketing"), True),
        (flow("helpdesk", recipient="team | sales"), False),
        (flow("crm", listed="list-m"), True),
        (flow("crm", listed="list-s"), False),
        (flow("marketing", "false"), False),
        (flow("marketing", refuted="true"), False),
    ],
)
def test_only_marketing_that_may_use_support_data_is_judged(drawn, judged, judge):
    verdicts = judge(
        RULE,
        consent_cover=COVER,
        flows=drawn,
        lists="list_id | team\nlist-m | marketing\nlist-s | sales",
    )
    assert bool(verdicts) is judged


def test_a_marketing_flow_without_rows_is_one_that_nobody_judged(judge_rows):
    (row,) = judge_rows(RULE, flows=flow()).values()
    assert (row.verdict, row.reason) == ("cannot_tell", "content_unknown")
