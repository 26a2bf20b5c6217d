import pytest
from cases_calendly import BOOKINGS
from checks import finds_aadhaar, ids, is_recognised, mentions, moments
from exported import consents_of, extracted, plain


def test_bookings_are_known_by_invitee_and_kind_of_meeting(tmp_path):
    is_recognised(
        BOOKINGS,
        tmp_path,
        **{
            "Invitee Email": "email",
            "User Email": "staff",
            "Guest Email(s)": "other_email",
            "Response 1": "text",
            "Salesforce UUID": "integration",
        },
    )


def test_invitees_guests_and_our_own_are_told_apart(tmp_path):
    mails = [(row, who) for row, kind, who in ids(BOOKINGS, tmp_path) if kind == "email"]
    assert mails == [(0, "other"), (0, "own"), (0, "staff"), (1, "own"), (1, "staff")]


def test_a_ticked_box_is_a_dated_yes_and_an_empty_one_is_no_choice(tmp_path):
    # Without a zone an act lies within a day each way.
    assert consents_of(BOOKINGS, tmp_path) == [("marketing-emails", "give", "email", "2025-05-09")]


def test_answers_are_searched_and_times_claim_no_zone(tmp_path):
    assert mentions(BOOKINGS, tmp_path) == {("pan", 0)}
    assert moments(BOOKINGS, tmp_path)[0] == ("2025-05-10 21:15", "unknown")


def test_the_id_of_a_salesforce_record_is_a_trace_of_it(tmp_path):
    rows = extracted(BOOKINGS, tmp_path)["traces"].to_pylist()
    assert [(row["row_ordinal"], row["product"]) for row in rows] == [(0, "salesforce")]


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(BOOKINGS, tmp_path)


@pytest.mark.parametrize(
    "columns", ["Invitee Email,Event,Start", "Event Type Name,Email,Location", "Name,Invitee UUID"]
)
def test_another_list_of_invitees_is_not_calendlys(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
