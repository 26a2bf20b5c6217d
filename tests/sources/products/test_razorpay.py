import pytest
from cases_razorpay import CASES, CUSTOMERS, PAYMENTS
from checks import finds_aadhaar, ids, is_recognised, mentions, moments
from exported import extracted, plain


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_report_is_known_by_the_form_of_its_ids(tmp_path, case):
    is_recognised(case, tmp_path, email="email", contact="phone")


def test_notes_of_a_shop_are_searched_and_an_upi_id_is_seen(tmp_path):
    assert mentions(PAYMENTS, tmp_path / "a") == {("pan", 0)}
    columns = extracted(PAYMENTS, tmp_path / "b")["columns"].to_pylist()
    assert "upi" in {row["category"] for row in columns}


def test_a_payment_is_no_person_and_a_customer_is_one(tmp_path):
    paid = {kind for _, kind, _ in ids(PAYMENTS, tmp_path / "a")}
    known = {kind for _, kind, _ in ids(CUSTOMERS, tmp_path / "b")}
    assert (paid, known) == ({"email", "phone"}, {"email", "phone", "customer_id"})


def test_a_reports_zone_is_only_assumed_and_seconds_are_doubtful_too(tmp_path):
    assert moments(PAYMENTS, tmp_path / "a")[0] == ("2025-05-25 04:45", "assumed")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_a_column_of_our_own_is_searched(tmp_path, case):
    finds_aadhaar(case, tmp_path)


@pytest.mark.parametrize(
    "columns",
    [
        "id,amount,currency,method,vpa,contact,fee",  # ids of another form
        "id,name,email,contact",
        "Order,Amount,Currency,Contact,Email",
    ],
)
def test_another_list_of_payments_is_not_razorpays(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
