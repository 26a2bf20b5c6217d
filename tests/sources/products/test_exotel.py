import pytest
from cases_exotel import CALLS, CASES, TWILIO
from checks import finds_aadhaar, ids, is_recognised, moments
from exported import head_of, plain, table, told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.product)
def test_the_ids_of_calls_tell_the_two_apart(tmp_path, case):
    is_recognised(case, tmp_path, Sid="record_id", From="other_phone", StartTime="created_at")


def test_neither_number_is_taken_for_the_rows_person_so_that_ours_joins_nobody(tmp_path):
    assert {(kind, who) for _, kind, who in ids(CALLS, tmp_path)} == {("phone", "other")}


def test_exotels_zone_is_only_assumed_and_twilios_is_told(tmp_path):
    assert moments(CALLS, tmp_path / "a")[0] == ("2025-05-04 04:45", "assumed")
    assert moments(TWILIO, tmp_path / "b")[0] == ("2025-05-04 04:45", "known")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.product)
def test_a_column_of_our_own_is_searched(tmp_path, case):
    finds_aadhaar(case, tmp_path)


def test_ids_of_both_in_one_list_tell_nothing(tmp_path):
    mixed = table(None, "", "calls.csv", CALLS.text())
    mixed = type(mixed)(
        None, "", "calls.csv", mixed.columns, (*mixed.rows, ("CA" + "0" * 32, *mixed.rows[0][1:]))
    )
    assert told(head_of(mixed, tmp_path))[0] is None


@pytest.mark.parametrize(
    "columns",
    [
        "Sid,From,To,AccountSid,RecordingUrl",  # ids of another form
        "Call ID,From,To,Duration,Start time",
        "कॉल,प्रेषक,प्राप्तकर्ता,अवधि",
    ],
)
def test_another_list_of_calls_is_of_no_product(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
