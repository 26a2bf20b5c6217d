import pytest
from cases_gong import CALLS, CASES, TRANSCRIPTS
from checks import finds_aadhaar, is_recognised, mentions
from exported import Case, head_of


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_answer_is_known_by_its_keys(tmp_path, case):
    is_recognised(case, tmp_path)


def test_what_was_said_is_searched_and_long_ids_are_no_numbers_of_people(tmp_path):
    assert mentions(TRANSCRIPTS, tmp_path / "a") == {("aadhaar", 0)}
    assert mentions(CALLS, tmp_path / "b") == {("email", 0)}


def test_a_key_of_our_own_is_searched(tmp_path):
    finds_aadhaar(TRANSCRIPTS, tmp_path)


@pytest.mark.parametrize("record", [{"callId": 1, "text": "x"}, {"parties": [], "title": "x"}])
def test_like_keys_alone_are_not_gongs(tmp_path, record):
    case = Case(None, "rows", "data.json", records=(record, record))
    assert head_of(case, tmp_path).layout.product is None
