import pytest
from cases_chargebee import API, CASES, EXPORT, WRAPPED
from checks import finds_aadhaar, ids, is_recognised, moments
from exported import extracted, plain


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_customers_are_known_by_label_and_by_key(tmp_path, case):
    is_recognised(case, tmp_path)


def test_customers_are_known_in_the_wrapping_of_the_api_too(tmp_path):
    is_recognised(WRAPPED, tmp_path, email="email", deleted="deleted")


def test_data_that_was_cleared_is_a_deletion(tmp_path):
    for number, case in enumerate(CASES):
        states = extracted(case, tmp_path / str(number))["rows"].column("state").to_pylist()
        assert states == ["active", "deleted"]


def test_customers_have_addresses_and_ids(tmp_path):
    assert (0, "email", "own") in ids(EXPORT, tmp_path / "a")
    assert (1, "customer_id", "own") in ids(API, tmp_path / "b")


def test_seconds_of_the_api_are_utc_and_the_sites_zone_is_not_told(tmp_path):
    assert moments(API, tmp_path / "a")[0] == ("2025-05-25 04:45", "known")
    assert moments(EXPORT, tmp_path / "b")[0] == ("2025-05-04 10:15", "unknown")


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(EXPORT, tmp_path)


@pytest.mark.parametrize(
    "columns",
    ["Customer Id,Auto Collection,Email", "Customer Id,Net Term Days,Taxability,Card Status"],
)
def test_another_list_of_customers_is_not_chargebees(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
