import pytest

RULE = "access-beyond-need"
PLACES = """
    place_id | dataset_id | access       | people
    linked   | d          | public       | 5
    guests   | d          | guests       | 5
    staff    | d          | organisation | 5
    team     | d          | group        | 5
    needed   | d          | -            | 5
    closed   | d          | restricted   | 5
    unsaid   | d          | -            | 5
    nobody   | d          | public       | 0
    uncount  | d          | public       | -
"""
GRANTS = """
    place_id | seq | opened_to
    needed   | 0   | group
    closed   | 0   | user
"""
ACCOUNTS = """
    system_id  | user_id | dataset_id | active | layout
    drive      | left    | drive/p    | -      | seen
    drive      | here    | drive/p    | -      | seen
    drive      | soon    | drive/p    | -      | seen
    drive      | who     | drive/p    | -      | seen
    salesforce | left    | sf/user    | true   | looks_like
    salesforce | closed  | sf/user    | false  | looks_like
    zendesk    | open    | zd/user    | true   | seen
"""
LISTED = """
    user_id | left_on
    left    | 2026-08-31
    closed  | 2026-08-31
    open    | 2026-08-31
    here    | -
    soon    | 2026-12-31
    gone    | 2026-01-31
"""
COMPLETE = "subject | on_day\nstaff | 2026-11-20"


def test_places_that_anyone_or_guests_can_open_fail(judge_rows):
    rows = judge_rows(
        RULE,
        places=PLACES,
        grants=GRANTS,
        register_access="place_id | access\nneeded | need_confirmed",
    )
    assert {key[1]: (row.verdict, row.reason) for key, row in rows.items()} == {
        "linked": ("fails", None),
        "guests": ("fails", None),
        "staff": ("cannot_tell", "access_need_unsaid"),
        "team": ("cannot_tell", "access_need_unsaid"),
        "needed": ("passes", None),
        "closed": ("passes", None),
        "unsaid": ("cannot_tell", "access_unknown"),
        "uncount": ("cannot_tell", "content_unknown"),
    }


def test_a_place_of_numbers_fails_where_no_row_can_be_counted_as_a_person(judge_rows):
    rows = judge_rows(
        RULE,
        places="""
            place_id | dataset_id | access     | people | records
            kyc      | kyc        | public     | 0      | 6
            closed   | kyc        | restricted | 0      | 6
            empty    | kyc        | public     | 0      | 0
            shape    | shape      | public     | 0      | 6
            team     | team       | public     | 0      | 6
            tab      | part       | public     | 0      | 6
        """,
        datasets="""
            dataset_id | people | staff
            kyc        | 0      | 0
            shape      | 0      | 0
            team       | 0      | 3
            part       | 4      | 0
        """,
        fields="""
            dataset_id | field_id | personal | tier      | filled
            kyc        | aadhaar  | yes      | confirmed | 6
            kyc        | none     | yes      | confirmed | 0
            shape      | number   | yes      | possible  | 6
            team       | name     | yes      | likely    | 6
            part       | name     | yes      | likely    | 6
        """,
    )
    assert {key[1]: row.verdict for key, row in rows.items()} == {"kyc": "fails"}


def accounts(judge_rows, **tables):
    rows = judge_rows(RULE, accounts=ACCOUNTS, **tables)
    return {key[1:]: (row.verdict, row.reason) for key, row in rows.items()}, rows


def test_an_open_account_of_someone_who_left_fails_and_a_leaver_without_one_is_no_row(judge_rows):
    said, rows = accounts(judge_rows, staff_listed=LISTED)
    assert said == {
        ("left", "drive"): ("fails", None),
        ("open", "zendesk"): ("fails", None),
        ("left", "salesforce"): ("cannot_tell", "layout_unseen"),
        ("closed", "salesforce"): ("passes", None),
        ("here", "drive"): ("passes", None),
        ("soon", "drive"): ("passes", None),
        ("who", "drive"): ("cannot_tell", "staff_list_missing"),
    }
    assert str(rows["account", "left", "drive"].event_on) == "2026-08-31"


def test_the_register_says_it_as_the_hr_list_does_and_who_is_here_only_where_it_is_complete(
    judge_rows,
):
    said, _ = accounts(judge_rows, register_staff=LISTED, register_complete=COMPLETE)
    assert said == accounts(judge_rows, staff_listed=LISTED)[0]
    loose, _ = accounts(judge_rows, register_staff=LISTED)
    assert loose["here", "drive"] == ("cannot_tell", "staff_list_missing")
    assert loose["left", "drive"] == ("fails", None)


@pytest.mark.parametrize(
    ("left_on", "layout", "found"),
    [
        ("2026-11-22", "seen", ("fails", None)),
        ("2026-11-23", "seen", ("passes", None)),  # the day of the audit is the last at work
        ("2026-11-23", "looks_like", ("passes", None)),
        ("2026-11-22", "looks_like", ("cannot_tell", "layout_unseen")),
    ],
)
def test_an_account_may_be_open_on_the_last_working_day_itself(left_on, layout, found, judge_rows):
    rows = judge_rows(
        RULE,
        accounts=f"system_id | user_id | dataset_id | active | layout\nzd | one | zd/u | true | {layout}",
        staff_listed=f"user_id | left_on\none | {left_on}",
    )
    row = rows["account", "one", "zd"]
    assert (row.verdict, row.reason) == found


def test_an_account_of_nobody_on_a_complete_list_cannot_be_told(judge_rows):
    said, _ = accounts(
        judge_rows, staff_listed=LISTED, register_staff=LISTED, register_complete=COMPLETE
    )
    assert said["who", "drive"] == ("cannot_tell", "staff_list_missing")


def test_of_two_lists_that_differ_the_earlier_day_counts(judge_rows):
    _, rows = accounts(
        judge_rows,
        staff_listed=LISTED,
        register_staff="user_id | left_on\nleft | 2026-09-30\nhere | 2026-10-31\nsoon | 2026-12-15",
    )
    fails = {key[1:]: str(row.event_on) for key, row in rows.items() if row.verdict == "fails"}
    assert fails == {
        ("left", "drive"): "2026-08-31",
        ("here", "drive"): "2026-10-31",
        ("open", "zendesk"): "2026-08-31",
    }
