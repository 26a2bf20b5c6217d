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
    place_id | seq | opened_to | user_id
    needed   | 0   | group     | -
    closed   | 0   | user      | user-left
    closed   | 1   | user      | user-here
    closed   | 2   | user      | user-soon
    closed   | 3   | user      | user-who
"""
STAFF = "user_id | left_on\nuser-left | 2026-08-31\nuser-here | -\nuser-soon | 2026-12-31\nuser-gone | 2026-01-31"


def test_open_places_and_accounts_of_those_who_left_fail(judge_rows):
    rows = judge_rows(
        RULE,
        places=PLACES,
        grants=GRANTS,
        register_staff=STAFF,
        register_access="place_id | access\nneeded | need_confirmed",
        register_complete="subject | on_day\nstaff | 2026-11-20",
    )
    assert {key: (row.verdict, row.reason) for key, row in rows.items()} == {
        ("place", "linked"): ("fails", None),
        ("place", "guests"): ("fails", None),
        ("place", "staff"): ("cannot_tell", "access_need_unsaid"),
        ("place", "team"): ("cannot_tell", "access_need_unsaid"),
        ("place", "needed"): ("passes", None),
        ("place", "closed"): ("passes", None),
        ("place", "unsaid"): ("cannot_tell", "access_unknown"),
        ("place", "uncount"): ("cannot_tell", "content_unknown"),
        ("account", "user-left"): ("fails", None),
        ("account", "user-gone"): ("fails", None),  # the register still lists it
        ("account", "user-here"): ("passes", None),
        ("account", "user-soon"): ("passes", None),
        ("account", "user-who"): ("cannot_tell", "staff_list_missing"),
    }
    assert str(rows["account", "user-left"].event_on) == "2026-08-31"


def test_who_still_works_here_is_not_told_by_a_list_that_is_not_complete(judge_rows):
    rows = judge_rows(RULE, places=PLACES, grants=GRANTS, register_staff=STAFF)
    assert rows["account", "user-here"].reason == "staff_list_missing"
    assert rows["account", "user-left"].verdict == "fails"
