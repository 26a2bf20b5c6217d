RULE = "retention-rule-missing"
SYSTEMS = """
    system_id | holds_personal
    ruled     | yes
    tied      | yes
    bare      | yes
    mystery   | unknown
    empty     | no
    parts     | yes
    gap       | yes
"""
RULES = """
    rule_id | system_id | covers   | category | trigger      | max_months | hold  | hold_cites_law
    r-good  | ruled     | all      | -        | contract_end | 24         | false | -
    r-vague | tied      | all      | -        | -            | 24         | false | -
    r-short | -         | backups  | -        | contract_end | 11         | false | -
    r-year  | -         | copies   | -        | contract_end | 12         | false | -
    r-email | parts     | category | email    | contract_end | 24         | false | -
    r-gap   | gap       | category | email    | contract_end | 24         | false | -
    h-law   | -         | all      | -        | -            | -          | true  | true
    h-none  | -         | all      | -        | -            | -          | true  | false
    h-what  | -         | all      | -        | -            | -          | true  | -
"""
DATASETS = "dataset_id | system_id\np | parts\ng | gap"
FIELDS = """
    dataset_id | field_id | personal | category | filled
    p          | email    | yes      | email    | 3
    g          | email    | yes      | email    | 3
    g          | phone    | yes      | phone    | 3
"""


def test_a_system_needs_a_rule_and_a_rule_a_trigger_and_a_year(judge_rows):
    rows = judge_rows(
        RULE,
        systems=SYSTEMS,
        register_retention=RULES,
        datasets=DATASETS,
        fields=FIELDS,
        register_complete="subject | on_day\nretention | 2026-11-20",
    )
    assert {key: (row.verdict, row.reason) for key, row in rows.items()} == {
        ("system", "ruled"): ("passes", None),
        ("system", "tied"): ("cannot_tell", "retention_untied"),
        ("system", "bare"): ("fails", None),
        ("system", "mystery"): ("cannot_tell", "content_unknown"),
        ("system", "parts"): ("passes", None),
        ("system", "gap"): ("fails", None),  # no rule for the phone numbers
        ("rule", "r-good"): ("passes", None),
        ("rule", "r-vague"): ("cannot_tell", "retention_untied"),
        ("rule", "r-short"): ("fails", None),
        ("rule", "r-year"): ("passes", None),
        ("rule", "r-email"): ("passes", None),
        ("rule", "r-gap"): ("passes", None),
        ("hold", "h-law"): ("passes", None),
        ("hold", "h-none"): ("fails", None),
        ("hold", "h-what"): ("cannot_tell", "retention_untied"),
    }


def test_a_missing_rule_is_no_fault_of_a_register_that_is_not_complete(judge_rows):
    rows = judge_rows(RULE, systems=SYSTEMS)
    assert rows["system", "bare"].reason == "register_not_complete"
