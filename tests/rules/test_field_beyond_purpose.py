RULE = "field-beyond-purpose"
FIELDS = """
    dataset_id | field_id | personal | filled
    crm        | used     | yes      | 9
    crm        | dusty    | yes      | 9
    crm        | unread   | yes      | 9
    crm        | aimless  | yes      | 9
    crm        | reads    | yes      | 9
    crm        | unlisted | yes      | 9
    crm        | empty    | yes      | 0
    crm        | odd      | unknown  | 9
    crm        | colour   | no       | 9
    hearsay    | aimless  | yes      | 9
"""
USES = """
    dataset_id | field_id | purpose_id | last_read_on | reads_known
    crm        | used     | news       | 2025-11-23   | true
    crm        | dusty    | news       | 2025-11-22   | true
    crm        | unread   | news       | -            | true
    crm        | aimless  | -          | -            | false
    crm        | reads    | news       | -            | false
    hearsay    | aimless  | -          | -            | true
"""
DATASETS = "dataset_id | layout\ncrm | seen\nhearsay | looks_like"


def test_a_field_needs_a_purpose_and_a_read_within_a_year(judge_rows):
    rows = judge_rows(
        RULE,
        fields=FIELDS,
        register_field_uses=USES,
        datasets=DATASETS,
        register_complete="subject | on_day\nfield_uses | 2026-11-20",
    )
    assert {key: (row.verdict, row.reason) for key, row in rows.items()} == {
        ("crm", "used"): ("passes", None),
        ("crm", "dusty"): ("fails", None),
        ("crm", "unread"): ("fails", None),
        ("crm", "aimless"): ("fails", None),
        ("crm", "reads"): ("cannot_tell", "reads_unknown"),
        ("crm", "unlisted"): ("fails", None),
        ("crm", "empty"): ("passes", None),
        ("crm", "odd"): ("cannot_tell", "field_unknown"),
        ("hearsay", "aimless"): ("cannot_tell", "layout_unseen"),
    }


def test_a_field_without_entry_is_no_fault_of_a_register_that_is_not_complete(judge_rows):
    rows = judge_rows(RULE, fields=FIELDS, register_field_uses=USES, datasets=DATASETS)
    assert rows["crm", "unlisted"].reason == "reads_unknown"


def test_an_empty_field_of_a_filtered_export_says_nothing(judge_rows):
    rows = judge_rows(RULE, fields=FIELDS, datasets=DATASETS, partial_exports="dataset_id\ncrm")
    assert (rows["crm", "empty"].verdict, rows["crm", "empty"].reason) == (
        "cannot_tell",
        "absence_from_partial_export",
    )
