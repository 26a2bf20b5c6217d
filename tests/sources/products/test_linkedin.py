import pytest
from cases_linkedin import CASES, CONNECTIONS
from checks import cells, finds_aadhaar, ids, is_recognised, moments
from exported import head_of, plain, renamed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_export_is_known_by_its_columns(tmp_path, case):
    is_recognised(case, tmp_path)


def test_connections_stand_below_notes(tmp_path):
    assert [row[0] for row in cells(CONNECTIONS, tmp_path / "a")] == ["Meena", "Ravi"]
    assert ids(CONNECTIONS, tmp_path / "b") == [(0, "email", "own")]
    assert moments(CONNECTIONS, tmp_path / "c")[0] == ("2025-05-04 00:00", "unknown")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_a_column_of_our_own_is_searched(tmp_path, case):
    finds_aadhaar(case, tmp_path)


def test_connections_in_german_are_a_table_of_no_product(tmp_path):
    german = renamed(CONNECTIONS, {"Connected On": "Vernetzt am", "Position": "Funktion"})
    assert head_of(german, tmp_path).layout.product is None


@pytest.mark.parametrize(
    "columns",
    ["First Name,Last Name,Company,Position", "Lead ID,Form name,Campaign name,Created time"],
)
def test_another_list_of_people_is_not_linkedins(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
