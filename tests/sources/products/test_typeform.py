import pytest
from cases_typeform import RESPONSES
from checks import finds_aadhaar, ids, is_recognised, moments
from exported import extracted, plain


def test_answers_are_known_by_token_and_network(tmp_path):
    is_recognised(RESPONSES, tmp_path, **{"Submit Date (UTC)": "created_at", "#": "other"})


def test_the_times_are_in_utc_as_their_titles_say(tmp_path):
    assert moments(RESPONSES, tmp_path)[0] == ("2025-05-04 04:47", "known")


def test_the_team_s_own_questions_are_read_as_those_of_any_table(tmp_path):
    assert ids(RESPONSES, tmp_path) == [(0, "email", "own"), (1, "email", "own")]


def test_a_legal_question_is_a_consent_that_nothing_fails_by(tmp_path):
    found = extracted(RESPONSES, tmp_path)["consents"].to_pylist()
    assert [(row["act"], row["mark"]) for row in found] == [("give", "M"), ("refuse", "M")]


def test_a_question_for_aadhaar_is_seen(tmp_path):
    finds_aadhaar(RESPONSES, tmp_path)


@pytest.mark.parametrize(
    "columns", ["#,Name,Email", "#,Network ID,Port", "Submit Date (UTC),Start Date (UTC),Name"]
)
def test_a_numbered_list_is_no_typeform(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
