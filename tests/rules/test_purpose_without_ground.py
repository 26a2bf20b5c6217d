RULE = "purpose-without-ground"
TABLES = {
    "register_purposes": """
        purpose_id | class      | ground      | fact
        news       | newsletter | consent     | false
        care       | support    | s7a         | true
        vague      | support    | s7a         | false
        words      | scoring    | other_words | false
        empty      | sales      | -           | false
    """,
    "flows": """
        flow_id | basis    | refuted
        f       | list     | false
        gone    | list     | true
        asked   | question | false
    """,
    "flow_purposes": """
        flow_id | purpose_id | how
        f       | used       | kind
        f       | news       | kind
        gone    | refuted    | kind
        asked   | supposed   | kind
    """,
}


def test_a_purpose_needs_consent_or_a_clause_with_its_fact(judge_rows):
    rows = judge_rows(RULE, register_complete="subject | on_day\npurposes | 2026-11-20", **TABLES)
    assert {key[0]: (row.verdict, row.reason) for key, row in rows.items()} == {
        "news": ("passes", None),
        "care": ("passes", None),
        "vague": ("cannot_tell", "ground_fact_missing"),
        "words": ("cannot_tell", "ground_other_words"),
        "empty": ("fails", None),
        "used": ("fails", None),
    }


def test_what_is_missing_is_no_fault_of_a_register_that_is_not_complete(judge_rows):
    rows = judge_rows(RULE, **TABLES)
    assert rows[("empty",)].reason == "ground_silent"
    assert rows[("used",)].reason == "register_not_complete"
