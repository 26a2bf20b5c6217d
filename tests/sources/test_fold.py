from hypothesis import given
from hypothesis import strategies as st

from amanat.sources.fold import fold


def test_spellings_of_one_title_are_equal():
    spellings = ['\ufeff"Email\xa0Opt-Out"', "email_opt_out", " EMAIL  opt.out ", "Email/Opt Out"]
    assert {fold(title) for title in spellings} == {"email_opt_out"}


def test_camel_case_is_folded_not_split():
    assert fold("CreatedById") == "createdbyid"


def test_near_titles_stay_apart():
    assert fold("Email") != fold("Emails")
    assert fold("permissions.0.type") == "permissions_0_type" != fold("permissions.1.type")


def test_devanagari_and_wide_letters_are_normalised():
    assert fold("मोबाइल नंबर") == "मोबाइल_नंबर"
    assert fold("Ｅｍａｉｌ") == "email"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
