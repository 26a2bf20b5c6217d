import pytest
from cases_mailchimp import CASES, CLEANED, SUBSCRIBED, UNSUBSCRIBED
from checks import finds_aadhaar, is_recognised
from exported import consents_of, extracted, head_of, renamed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_part_is_known_by_columns_that_are_the_same_in_every_language(tmp_path, case):
    is_recognised(case, tmp_path / "a", EUID="record_id")
    is_recognised(renamed(case, {"First Name": "Vorname", "Last Name": "Nachname"}), tmp_path / "b")


def test_a_form_is_a_dated_yes_and_a_confirmation_alone_only_a_state(tmp_path):
    acts = [(act, day) for _, act, _, day in consents_of(SUBSCRIBED, tmp_path / "a")]
    # The zone is only assumed: an act lies within a day each way.
    assert acts == [("give", "2025-05-03"), ("state_in", None), ("state_in", None)]
    gone = [act for _, act, _, _ in consents_of(UNSUBSCRIBED, tmp_path / "b")]
    assert sorted(gone) == ["give", "state_in", "withdraw"]


def test_who_left_or_bounced_is_on_the_list_no_more(tmp_path):
    for number, (case, active) in enumerate(
        ((SUBSCRIBED, {True}), (UNSUBSCRIBED, {False}), (CLEANED, {False}))
    ):
        rows = extracted(case, tmp_path / str(number))["memberships"].to_pylist()
        assert {row["active"] for row in rows} == active


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_a_merge_field_of_our_own_is_searched(tmp_path, case):
    finds_aadhaar(case, tmp_path)


def test_without_its_own_columns_it_is_a_table_of_no_product(tmp_path):
    other = {"LEID": "a", "EUID": "b", "MEMBER_RATING": "c", "CONFIRM_TIME": "d"}
    assert head_of(renamed(SUBSCRIBED, other), tmp_path).layout.product is None
