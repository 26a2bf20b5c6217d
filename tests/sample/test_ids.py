from re import fullmatch

from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn, verhoeff
from stdnum.in_ import aadhaar, epic, gstin, pan, vid

from amanat.sample import ids
from amanat.sample.dice import Dice

numbers = st.integers(min_value=0, max_value=10**6)


@given(numbers, numbers)
def test_identifiers_pass_the_check_of_another_library(seed, index):
    dice = Dice(seed, "test")
    assert aadhaar.is_valid(ids.aadhaar(dice, index))
    assert luhn.is_valid(ids.card(dice, index))
    assert pan.is_valid(ids.pan(dice, index, initial="K"))
    assert pan.info(ids.pan(dice, index))["holder_type"] == "Individual"
    assert pan.info(ids.pan(dice, index, holder="C"))["holder_type"] == "Company"
    assert gstin.is_valid(ids.gstin(dice, index))
    own = ids.gstin(dice, index, holder="P", initial="K")
    assert gstin.is_valid(own)
    assert pan.info(gstin.to_pan(own))["holder_type"] == "Individual"


@given(numbers, numbers)
def test_what_only_looks_like_an_identifier_fails_that_check(seed, index):
    dice = Dice(seed, "test")
    order, transaction = ids.order_number(dice, index), ids.transaction_number(dice, index)
    assert len(order) == 12
    assert not verhoeff.is_valid(order)
    assert len(transaction) == 16
    assert not luhn.is_valid(transaction)


@given(numbers, numbers)
def test_virtual_ids_voter_ids_and_accounts_abroad_pass_the_check_of_another_library(seed, index):
    dice = Dice(seed, "test")
    assert vid.is_valid(ids.virtual_id(dice, index))
    assert not vid.is_valid(ids.video_number(dice, index))
    assert epic.is_valid(ids.voter_id(dice, index))
    assert iban.is_valid(ids.iban(dice, index))
    assert not iban.is_valid(ids.payment_reference(dice, index))
    assert verhoeff.is_valid(ids.abha(dice, index).replace("-", ""))
    assert not verhoeff.is_valid(ids.shipment(dice, index).replace("-", ""))


@given(numbers, numbers)
def test_numbers_without_a_check_digit_have_the_form_of_their_kind(seed, index):
    dice = Dice(seed, "test")
    for made, form in (
        (ids.passport(dice, index), "[A-PR-WY][1-9][0-9]{5}[1-9]"),
        (ids.driving_licence(dice, index), "[A-Z]{2}[0-9]{2} 20[0-9]{9}"),
        (ids.uan(dice, index), "10[0-9]{10}"),
        (ids.vehicle(dice, index), "[A-Z]{2} [0-9]{2} [A-Z]{2} [0-9]{4}"),
        (ids.tan(dice, index), "[A-Z]{4}[0-9]{5}[A-Z]"),
        (ids.cin(dice, index), "U[0-9]{5}[A-Z]{2}[0-9]{4}PTC[0-9]{6}"),
    ):
        assert fullmatch(form, made)


@given(numbers, numbers)
def test_an_account_is_known_by_the_words_beside_it_alone(seed, index):
    account = ids.account(Dice(seed, "test"), index)
    assert account.isdigit()
    assert len(account) in (11, 14)
    assert account[0] not in "06789"  # a mobile number, with the zero of a trunk call or without
    assert len(account) == 11 or not luhn.is_valid(account)


@given(numbers, numbers)
def test_a_masked_aadhaar_shows_four_digits_and_a_branch_has_the_form_of_an_ifsc(seed, index):
    dice = Dice(seed, "test")
    number = ids.aadhaar(dice, index)
    assert ids.masked(number) == f"XXXX XXXX {number[8:]}"
    assert fullmatch("[A-Z]{4}0[0-9]{6}", ids.ifsc(dice, index))


@given(st.text("0123456789", min_size=1, max_size=30))
def test_check_digits_agree_with_another_library(digits):
    assert ids.verhoeff_digit(digits) == verhoeff.calc_check_digit(digits)
    assert ids.luhn_digit(digits) == luhn.calc_check_digit(digits)


def test_salesforce_ids_are_different_and_keep_their_case_in_the_last_three_letters():
    made = [ids.SalesforceIds("003")(n) for n in range(20_000)]
    assert len({each[:15] for each in made}) == len(made)
    # The three letters tell which of the fifteen are capitals: lower case alone is enough.
    assert len({each.lower() for each in made}) == len(made)
    assert ids.SalesforceIds("003")(0) == "0035g00000AAAAAAA5"[:15] + "AA5"


def test_headers_are_folded_as_people_write_them():
    assert ids.fold("  E-mail  id ") == "e_mail_id"
    assert ids.fold("State/Region") == "state_region"
    assert ids.table_dataset(("A", "b c")) == ids.table_dataset(("B C", "a"))


@given(numbers, st.integers(min_value=2, max_value=10**9))
def test_one_throw_is_the_same_as_the_throw_in_a_column(index, below):
    import numpy as np

    dice = Dice(7, "label")
    assert dice.throw(index, below) == dice.throws(np.array([index]), below)[0]
