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


def test_rules_for_categories_cover_a_system_only_with_all_that_its_text_and_columns_hold(
    judge_rows,
):
    names = ("whole", "noted", "quoted", "bare", "faint", "before", "firm")
    rows = judge_rows(
        RULE,
        systems="system_id | holds_personal\n" + "\n".join(f"{name} | yes" for name in names),
        register_retention="""
            rule_id | covers   | category | trigger      | max_months
            r       | category | email    | contract_end | 24
            s       | category | pan      | contract_end | 24
        """,
        datasets="dataset_id | system_id | current_snapshot_id\n"
        + "\n".join(f"{name} | {name} | s-2" for name in names),
        snapshots="snapshot_id | dataset_id | relation\ns-1 | before | history\ns-2 | before | current",
        units="unit_id | dataset_id | snapshot_id | status\nold | before | s-1 | read",
        fields="dataset_id | field_id | personal | category | filled\nbare | other | yes | - | 3\n"
        + "\n".join(f"{name} | email | yes | email | 3" for name in names),
        mentions="""
            unit_id | category | dataset_id | kind          | tier      | masked | about
            u       | pan      | whole      | government_id | confirmed | false  | person
            u       | aadhaar  | noted      | government_id | confirmed | false  | nobody
            u       | health   | quoted     | topic         | likely    | false  | unclear
            u       | aadhaar  | faint      | government_id | possible  | false  | nobody
            old     | aadhaar  | before     | government_id | confirmed | false  | nobody
            u       | ifsc     | firm       | unknown       | confirmed | false  | nobody
            u       | cin      | firm       | unknown       | confirmed | false  | nobody
            u       | tan      | firm       | unknown       | likely    | false  | nobody
            u       | url      | firm       | unknown       | confirmed | false  | nobody
            u       | api_key  | firm       | secret        | confirmed | false  | nobody
        """,
        register_complete="subject | on_day\nretention | 2026-11-20",
    )
    assert {key[1]: row.verdict for key, row in rows.items() if key[0] == "system"} == {
        "whole": "passes",
        "noted": "fails",  # no rule for the Aadhaar numbers in its notes
        "quoted": "cannot_tell",
        "bare": "cannot_tell",  # a column of people's data of no known category
        "faint": "passes",
        "before": "passes",
        "firm": "passes",
    }


def test_a_missing_rule_is_no_fault_of_a_register_that_is_not_complete(judge_rows):
    rows = judge_rows(RULE, systems=SYSTEMS)
    assert rows["system", "bare"].reason == "register_not_complete"
