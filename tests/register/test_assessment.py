from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.law.load import controls
from amanat.register.check import (
    LETTERS,
    QUESTIONS,
    AnswersError,
    answers_of,
    ask_all,
    assess,
    question_line,
    register_answers,
    result_lines,
    role_said,
)

TODAY, AFTER = date(2026, 11, 23), date(2027, 6, 1)


def _kinds(letters: str) -> dict[int, str]:
    return {
        one.question.number: one.kind for one in assess(answers_of(letters), as_of=TODAY).outcomes
    }


def test_each_question_is_tied_to_controls_and_to_what_proves_it():
    assert sorted({question.number for question in QUESTIONS}) == list(range(1, 9))
    for question in QUESTIONS:
        assert set(question.controls) <= set(controls())
        assert question.proof
        assert len(question_line(question)) == 73


def test_answers_mean_what_the_example_says():
    assert _kinds("yy??n?nnn") == {
        1: "noted", 2: "cannot_tell", 3: "cannot_tell", 4: "gap",
        5: "cannot_tell", 6: "gap", 7: "gap", 8: "gap",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("letters", "number", "kind"),
    [
        ("yn??????", 2, "noted"),
        ("yy??????", 2, "cannot_tell"),
        ("yyn??????", 2, "gap"),
        ("yyy??????", 2, "noted"),
        ("y?y?????", 3, "gap"),
        ("y?n?????", 3, "noted"),
        ("???y????", 4, "noted"),
        ("n???????", 1, "noted"),
        ("????????", 1, "cannot_tell"),
    ],
)
def test_an_answer_shows_a_gap_or_not(letters, number, kind):
    assert _kinds(letters)[number] == kind


@pytest.mark.parametrize("letters", ["", "y", "y?nn?nnnn", "Y?nn?nnn", "y?nn?nn!", "yy?nn?nnnn"])
def test_other_letters_are_refused(letters):
    with pytest.raises(AnswersError):
        answers_of(letters)


def test_a_follow_up_is_asked_only_after_a_yes():
    asked = []

    def ask(question):
        asked.append(question.id)
        return "no"

    ask_all(ask)
    assert "check-sharing-agreed" not in asked
    assert "check-sharing-agreed" in ask_all(lambda _: "yes")


@given(
    st.dictionaries(
        st.sampled_from([question.id for question in QUESTIONS]),
        st.sampled_from(sorted(LETTERS.values())),
    ),
    st.sampled_from([TODAY, AFTER]),
)
def test_any_answers_give_honest_lines_of_80_columns(answers, day):
    found = assess(answers, as_of=day)
    assert len(found.outcomes) == 8
    lines = result_lines(found)
    text = "\n".join(lines)
    assert max(map(len, lines)) <= 80
    assert "rows are not added up" in text
    assert ("no penalty can be imposed" in text) == (day == TODAY)
    assert ("readiness gap " in text) <= (day == TODAY)
    assert "violation" not in text
    assert "compliant" not in text


def test_all_good_answers_point_to_no_row_and_to_nothing_that_binds_today():
    text = "\n".join(result_lines(assess(answers_of("ynnyyyyy"), as_of=TODAY)))
    assert "Binds today: nothing" in text
    assert "row 1" not in text
    assert "row 7" not in text
    assert text.count("would prove it") == 7


def test_caps_are_shown_once_a_row_with_their_questions():
    text = "\n".join(result_lines(assess(answers_of("yy??n?nnn"), as_of=TODAY)))
    assert "  security (questions 3, 4)           row 1, up to Rs 250 crore" in text
    assert "  other duties (questions 2, 5 to 8)  row 7, up to Rs 50 crore" in text


def test_a_role_is_what_the_last_answer_says():
    assert role_said([]) == "unknown"
    for letter, role in (("y", "data-fiduciary"), ("n", "data-processor"), ("?", "unknown")):
        said = register_answers(answers_of(letter + "???????"), on_day=TODAY)
        assert role_said(said) == role
