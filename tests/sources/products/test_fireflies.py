import pytest
from cases_fireflies import TRANSCRIPT
from checks import finds_aadhaar, ids, is_recognised, mentions, moments
from exported import Case, head_of


def test_a_transcript_is_known_by_its_keys(tmp_path):
    is_recognised(TRANSCRIPT, tmp_path, sentences="text", summary="text", date="created_at")


def test_what_was_said_and_what_was_made_of_it_are_searched(tmp_path):
    found = {category for category, _ in mentions(TRANSCRIPT, tmp_path)}
    assert {"aadhaar", "health", "email"} <= found


def test_the_host_is_our_own_and_the_day_is_in_utc(tmp_path):
    assert {who for _, _, who in ids(TRANSCRIPT, tmp_path)} == {"staff"}
    assert moments(TRANSCRIPT, tmp_path) == [("2024-05-01 09:50", "known")]


def test_a_key_of_our_own_is_searched(tmp_path):
    finds_aadhaar(TRANSCRIPT, tmp_path)


@pytest.mark.parametrize(
    "record",
    [
        {"sentences": [{"text": "x"}], "title": "Story", "host_email": "a@example.in"},
        {"title": "Call", "participants": ["a"], "summary": "x"},
    ],
)
def test_other_texts_in_sentences_are_not_fireflies(tmp_path, record):
    case = Case(None, "rows", "data.json", records=(record, record))
    assert head_of(case, tmp_path).layout.product is None
