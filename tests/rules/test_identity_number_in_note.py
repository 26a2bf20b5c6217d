RULE = "identity-number-in-note"
MENTIONS = """
    unit_id | row_ordinal | column_ordinal | text_offset | category       | dataset_id | place_id | kind          | tier      | masked | person
    u       | 1           | 0              | 5           | aadhaar        | d          | tickets  | government_id | confirmed | false  | asha
    u       | 1           | 0              | 40          | aadhaar        | d          | tickets  | government_id | confirmed | false  | -
    u       | 2           | 0              | 5           | pan            | d          | tickets  | government_id | likely    | false  | -
    u       | 3           | 0              | 5           | card           | d          | tickets  | payment_id    | confirmed | true   | -
    u       | 4           | 0              | 5           | voter_id       | d          | tickets  | government_id | possible  | false  | -
    u       | 5           | 0              | 5           | pan_company    | d          | tickets  | unknown       | confirmed | false  | -
    u       | 6           | 0              | 5           | email          | d          | tickets  | identifier    | confirmed | false  | asha
    u       | 7           | 0              | 5           | aadhaar_masked | d          | masked   | government_id | confirmed | true   | -
    u       | 8           | 0              | 5           | cin            | d          | tickets  | unknown       | confirmed | false  | -
    u       | 8           | 0              | 40          | tan            | d          | tickets  | unknown       | likely    | false  | -
    u       | 8           | 0              | 60          | url            | d          | tickets  | unknown       | confirmed | false  | -
"""
PLACES = """
    place_id | dataset_id | text_records | status
    tickets  | d          | 9            | read
    masked   | d          | 1            | read
    clean    | d          | 4            | read
    half     | d          | 4            | partly
    table    | d          | 0            | read
"""


def test_unmasked_numbers_fail_and_masked_or_doubtful_ones_do_not(judge_rows):
    rows = judge_rows(RULE, places=PLACES, mentions=MENTIONS)
    assert {
        key[:2] + key[3:4] + key[5:]: (row.verdict, row.reason) for key, row in rows.items()
    } == {
        ("tickets", "aadhaar", 1, 5): ("fails", None),
        ("tickets", "aadhaar", 1, 40): ("fails", None),
        ("tickets", "pan", 2, 5): ("fails", None),
        ("tickets", "card", 3, 5): ("passes", None),
        ("masked", "aadhaar_masked", 7, 5): ("passes", None),
        ("clean", "none", None, None): ("passes", None),
        ("half", "none", None, None): ("cannot_tell", "place_partly_read"),
    }


def test_a_place_without_numbers_in_a_filtered_export_says_nothing(judge_rows):
    (row,) = judge_rows(
        RULE,
        places="place_id | dataset_id | status | text_records\nclean | d | read | 3",
        partial_exports="dataset_id\nd",
    ).values()
    assert (row.verdict, row.reason) == ("cannot_tell", "absence_from_partial_export")
