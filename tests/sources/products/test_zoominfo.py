import pytest
from cases_zoominfo import PEOPLE
from checks import finds_aadhaar, ids, is_recognised
from exported import consents_of, extracted, plain


def test_people_are_known_by_their_ids(tmp_path):
    is_recognised(
        PEOPLE,
        tmp_path,
        **{"ZoomInfo Contact ID": "record_id", "Mobile phone": "phone", "Email Address": "email"},
    )


def test_a_number_not_to_be_called_is_a_choice_and_any_other_is_none(tmp_path):
    assert consents_of(PEOPLE, tmp_path) == [("calls", "state_out", "voice", None)]
    (row,) = extracted(PEOPLE, tmp_path)["consents"].to_pylist()
    assert (row["row_ordinal"], row["mark"]) == (0, "C")


def test_people_have_numbers_and_ids(tmp_path):
    kinds = {kind for _, kind, who in ids(PEOPLE, tmp_path) if who == "own"}
    assert kinds == {"email", "phone", "customer_id"}


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(PEOPLE, tmp_path)


@pytest.mark.parametrize(
    "columns", ["Contact Accuracy Score,Email,Phone", "Contact ID,Mobile Phone Do Not Call,Email"]
)
def test_scores_and_flags_alone_are_of_no_product(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
