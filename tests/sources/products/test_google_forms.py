import pytest
from cases_google_forms import CASES, SHEET, ZIPPED
from checks import finds_aadhaar, ids, is_recognised, moments
from exported import consents_of, extracted, head_of, plain, renamed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_answers_are_known_by_their_questions_which_are_the_teams_own(tmp_path, case):
    is_recognised(case, tmp_path, Timestamp="created_at")


def test_the_zone_is_known_where_the_export_says_it(tmp_path):
    assert moments(ZIPPED, tmp_path / "a") == [
        ("2025-05-04 04:45", "known"),
        ("2025-05-04 16:46", "known"),
    ]
    assert moments(SHEET, tmp_path / "b")[1] == ("2025-05-26 22:16", "unknown")


def test_a_question_for_agreement_is_a_consent_that_nothing_fails_by(tmp_path):
    found = extracted(ZIPPED, tmp_path / "a")["consents"].to_pylist()
    assert [(row["act"], row["mark"]) for row in found] == [("give", "M"), ("refuse", "M")]
    assert consents_of(SHEET, tmp_path / "b") == []


def test_addresses_are_the_peoples_who_answered(tmp_path):
    assert ids(ZIPPED, tmp_path) == [(0, "email", "own"), (1, "email", "own")]


def test_a_question_for_aadhaar_is_seen(tmp_path):
    finds_aadhaar(ZIPPED, tmp_path)


def test_a_form_in_hindi_is_a_table_of_no_product(tmp_path):
    hindi = renamed(ZIPPED, {"Timestamp": "टाइमस्टैम्प"})
    assert head_of(hindi, tmp_path).layout.product is None


@pytest.mark.parametrize(
    "columns",
    ["Timestamp,Name,City", "Timestamp,Level,What happened?", "What is your name?,Where from?"],
)
def test_a_log_or_a_sheet_is_no_form(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
