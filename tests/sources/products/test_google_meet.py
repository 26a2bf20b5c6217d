import pytest
from cases_google_meet import ATTENDANCE
from checks import finds_aadhaar, ids, is_recognised, moments
from exported import plain


def test_attendance_looks_like_it_by_when_people_came_and_went(tmp_path):
    is_recognised(ATTENDANCE, tmp_path, Email="email", **{"First name": "first_name"})


def test_people_and_local_times_are_read(tmp_path):
    assert ids(ATTENDANCE, tmp_path / "a") == [(0, "email", "own")]
    assert moments(ATTENDANCE, tmp_path / "b")[0] == ("2025-05-04 10:15", "unknown")


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(ATTENDANCE, tmp_path)


@pytest.mark.parametrize(
    "columns",
    ["Vorname,Nachname,E-Mail,Dauer,Beitritt", "First name,Email,Time joined", "Email,Duration"],
)
def test_another_list_of_guests_is_not_google_meets(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
