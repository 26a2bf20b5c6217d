import pytest
from cases_surveymonkey import CASES, RESPONSES, WHOLE
from checks import cells, ids, is_recognised, mentions, moments
from exported import Case, extracted, head_of, plain, reordered


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_answers_are_known_by_their_ids(tmp_path, case):
    is_recognised(case, tmp_path, **{"Email Address": "email", "Start Date": "created_at"})


def test_a_question_goes_on_over_its_choices(tmp_path):
    columns = head_of(WHOLE, tmp_path).columns
    assert columns[8:] == (
        "Which products do you use? / Alpha",
        "Which products do you use? / Beta",
        "What should we know of you? / Open-Ended Response",
    )
    assert len(cells(WHOLE, tmp_path)) == 2
    assert extracted(WHOLE, tmp_path)["unit"].column("status").to_pylist() == ["read"]


def test_the_order_of_columns_changes_no_meaning(tmp_path):
    other = reordered(RESPONSES)
    is_recognised(
        Case("surveymonkey", "responses", "a.csv", data=other.text(), how="generic"), tmp_path
    )


def test_people_times_and_answers_are_read(tmp_path):
    assert ids(WHOLE, tmp_path / "a") == [(0, "email", "own"), (1, "email", "own")]
    assert moments(WHOLE, tmp_path / "b")[0] == ("2025-04-13 10:15", "unknown")
    assert ("aadhaar", 0) in mentions(WHOLE, tmp_path / "c")


@pytest.mark.parametrize("columns", ["Respondent ID,Start Date,IP Address", "Collector ID,Name"])
def test_another_survey_is_not_surveymonkeys(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
