RULE = "sensitive-data-without-written-consent"
FIELDS = """
    dataset_id | field_id | spdi_class | filled
    bare       | bank     | financial  | 4
    proven     | bank     | financial  | 4
    headless   | bank     | financial  | 4
    unsaid     | bank     | financial  | 4
    halfsaid   | bank     | financial  | 4
    odd        | thing    | unclear    | 4
    plain      | email    | none       | 4
    empty      | bank     | financial  | 0
    hearsay    | bank     | financial  | 4
"""
ANSWERS = """
    dataset_id | spdi_class | proven | officer_named | policy
    bare       | financial  | false  | true          | true
    proven     | financial  | true   | true          | true
    headless   | financial  | true   | false         | true
    halfsaid   | financial  | true   | -             | true
    hearsay    | financial  | false  | true          | true
    notes      | health     | false  | true          | true
"""
MENTIONS = """
    unit_id | category | dataset_id | kind       | tier      | masked | about
    u       | health   | notes      | topic      | likely    | false  | person
    u       | health   | rumours    | topic      | likely    | false  | nobody
    u       | card     | masked     | payment_id | confirmed | true   | nobody
    u       | card     | cards      | payment_id | confirmed | false  | nobody
    u       | card     | doubtful   | payment_id | possible  | false  | nobody
    u       | iban     | abroad     | payment_id | confirmed | false  | nobody
"""


def test_what_only_an_older_export_mentions_is_not_judged(judge_rows):
    rows = judge_rows(
        RULE,
        mentions=MENTIONS.replace("u       | card     | cards ", "old     | card     | cards "),
        datasets="dataset_id | current_snapshot_id | layout\nnotes | s-2 | seen\ncards | s-2 | seen",
        snapshots="snapshot_id | dataset_id | relation\ns-1 | cards | history\ns-2 | notes | current",
        units="""
            unit_id | dataset_id | snapshot_id | status
            old     | cards      | s-1         | read
            u       | notes      | s-2         | read
        """,
    )
    assert set(rows) == {("notes", "health"), ("abroad", "financial")}


def test_sensitive_data_needs_written_consent_an_officer_and_a_policy(judge_rows):
    rows = judge_rows(
        RULE,
        fields=FIELDS,
        register_written_consents=ANSWERS,
        mentions=MENTIONS,
        datasets="dataset_id | layout\nhearsay | looks_like\nbare | seen",
    )
    assert {key: (row.verdict, row.reason) for key, row in rows.items()} == {
        ("bare", "financial"): ("fails", None),
        ("proven", "financial"): ("passes", None),
        ("headless", "financial"): ("fails", None),
        ("unsaid", "financial"): ("cannot_tell", "written_consent_unsaid"),
        ("halfsaid", "financial"): ("cannot_tell", "written_consent_unsaid"),
        ("odd", "unclear"): ("cannot_tell", "class_unclear"),
        ("hearsay", "financial"): ("cannot_tell", "layout_unseen"),
        ("notes", "health"): ("fails", None),
        ("cards", "financial"): ("cannot_tell", "written_consent_unsaid"),
        ("abroad", "financial"): ("cannot_tell", "written_consent_unsaid"),
    }
