import pytest
from cases_google_drive import CASES, LOG, WIDE
from checks import finds_aadhaar, is_recognised, moments
from exported import extracted, plain


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_list_is_known_in_any_order(tmp_path, case):
    is_recognised(case, tmp_path)


def test_a_wide_list_says_of_each_file_to_whom_it_is_open(tmp_path):
    grants = extracted(WIDE, tmp_path)["grants"].to_pylist()
    assert [(row["row_ordinal"], row["opened_to"], row["may"]) for row in grants] == [
        (0, "user", "own"),
        (0, "link", "read"),
        (1, "user", "own"),
        (1, "domain", "write"),
        (2, "anyone", "read"),
        (2, "guest", "read"),
    ]


def test_the_log_says_to_whom_a_file_was_opened_and_when(tmp_path):
    tables = extracted(LOG, tmp_path / "a")
    assert tables["grants"].column("opened_to").to_pylist() == ["link", "outsider"]
    (unit,) = tables["unit"].to_pylist()
    assert f"{unit['taken_at']:%Y-%m-%d %H:%M}" == "2025-05-04 05:45"
    assert [zone for _, zone in moments(LOG, tmp_path / "b")] == ["unknown", "unknown"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_a_column_of_our_own_is_searched(tmp_path, case):
    finds_aadhaar(case, tmp_path)


@pytest.mark.parametrize(
    "columns", ["Datum,Ereignis,Akteur,Dokument-ID,Sichtbarkeit", "id,name,type,role,emailAddress"]
)
def test_another_list_of_files_is_not_drives(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
