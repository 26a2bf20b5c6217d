RULE = "processor-not-verified"
FLOWS = """
    vendor_id | system_id | recipient_role | receives | ended
    fresh     | a         | data-processor | yes      | 0
    stale     | b         | data-processor | yes      | 0
    ended     | c         | data-processor | yes      | 0
    scopeless | d         | data-processor | yes      | 0
    narrow    | e         | data-processor | yes      | 0
    undated   | f         | data-processor | yes      | 0
    never     | g         | data-processor | yes      | 0
    idle      | h         | data-processor | no       | 0
    who       | i         | -              | yes      | 0
    bank      | j         | data-fiduciary | yes      | 0
    gone      | k         | data-processor | yes      | 1
    -         | l         | data-processor | yes      | 0
    twice     | m         | data-processor | yes      | 0
    twice     | n         | data-processor | no       | 0
"""
REVIEWS = """
    vendor_id | seq | kind     | valid_to   | reviewed_on | scope_ok
    fresh     | 0   | iso27001 | 2027-08-31 | 2026-06-10  | true
    stale     | 0   | audit    | -          | 2025-11-22  | true
    ended     | 0   | iso27001 | 2026-11-22 | 2026-06-10  | true
    scopeless | 0   | iso27001 | 2027-08-31 | 2026-06-10  | -
    narrow    | 0   | iso27001 | 2027-08-31 | 2026-06-10  | false
    undated   | 0   | iso27001 | 2027-08-31 | -           | true
    twice     | 0   | iso27001 | 2020-08-31 | 2019-06-10  | true
    twice     | 1   | audit    | -          | 2025-11-23  | true
"""


def test_a_review_counts_for_a_year_where_its_scope_is_told(judge_rows):
    rows = judge_rows(
        RULE,
        flows_latest=FLOWS,
        register_reviews=REVIEWS,
        register_complete="subject | on_day\nreviews | 2026-11-20",
    )
    assert {key[0]: (row.verdict, row.reason) for key, row in rows.items()} == {
        "fresh": ("passes", None),
        "stale": ("fails", None),
        "ended": ("fails", None),
        "scopeless": ("cannot_tell", "review_scope_unsaid"),
        "narrow": ("fails", None),
        "undated": ("cannot_tell", "review_undated"),
        "never": ("fails", None),
        "idle": ("passes", None),
        "who": ("cannot_tell", "role_unknown"),
        "gone": ("cannot_tell", "relation_ended"),
        "l": ("cannot_tell", "vendor_unresolved"),
        "twice": ("passes", None),  # a year ago to the day
    }


def test_no_review_is_no_fault_where_the_register_is_not_complete(judge_rows):
    rows = judge_rows(RULE, flows_latest=FLOWS, register_reviews=REVIEWS)
    assert rows[("never",)].reason == "register_not_complete"
    assert rows[("stale",)].verdict == "fails"
