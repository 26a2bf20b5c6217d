import pytest
from cases_lusha import CASES, LUSHA
from checks import finds_aadhaar, ids, is_recognised
from exported import consents_of, plain


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.product)
def test_a_column_of_their_own_name_makes_it_look_like_them(tmp_path, case):
    is_recognised(case, tmp_path, **{"First Name": "first_name"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.product)
def test_people_have_addresses_and_numbers_and_no_consent(tmp_path, case):
    assert ids(case, tmp_path / "a") == [(0, "email", "own"), (0, "phone", "own")]
    assert consents_of(case, tmp_path / "b") == []


def test_where_the_data_is_from_is_a_source(tmp_path):
    is_recognised(LUSHA, tmp_path, **{"Data source": "source"})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.product)
def test_a_column_of_our_own_is_searched(tmp_path, case):
    finds_aadhaar(case, tmp_path)


@pytest.mark.parametrize(
    "columns",
    [
        "First Name,Last Name,Job Title,Company,Work Email,Direct Phone,LinkedIn URL,Credits",
        "Lusha Credits,Date,Amount",
    ],
)
def test_without_it_they_are_of_no_product(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
