"""Eight questions that no data answers: what the answers mean, and what would prove them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from amanat.law.load import control, phase_3, schedule_rows
from amanat.law.standing import standing
from amanat.register.model import Answer
from amanat.terms.days import day_text

LETTERS: Final = {"y": "yes", "n": "no", "?": "unknown"}
#: Kinds of outcome, in the order in which they are shown.
OUTCOMES: Final = ("gap", "cannot_tell", "noted")
_COMPANY: Final = "company"
_SPDI: Final = "spdi-sensitive-consent-until-2027"
_ROW_WORDS: Final = {1: "security", 7: "other duties"}
_INDENT: Final = " " * 20
_TITLE_WIDTH: Final = 22
_CAP_WIDTH: Final = 36


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `gap`: the answer that shows a gap; None: none does.

    `only_if`: the question that must have been answered yes for this one to be asked, and whose
    outcome it then decides.
    """

    number: int
    id: str
    title: str
    text: str
    controls: tuple[str, ...]
    proof: str
    gap: str | None
    only_if: str | None = None


QUESTIONS: Final = (
    Question(
        1,
        "check-role",
        "Role",
        "Does your company decide why and how customer data is used?",
        ("role-and-scope-recorded",),
        "customer contracts that state the roles",
        None,
    ),
    Question(
        2,
        "check-sharing",
        "Marketing and sales",
        "Does marketing or sales get people from CS data (lists, usage)?",
        ("sharing-needs-purpose-consent", "reuse-for-marketing"),
        "HubSpot lists, CleverTap profiles",
        None,
    ),
    Question(
        2,
        "check-sharing-agreed",
        "Marketing and sales",
        "Did each person agree to that use?",
        ("sharing-needs-purpose-consent", "reuse-for-marketing"),
        "HubSpot lists, CleverTap profiles",
        "no",
        only_if="check-sharing",
    ),
    Question(
        3,
        "check-notes",
        "Notes",
        "Do notes hold private details (health, family, money, ID numbers)?",
        ("notes-sensitive-open-access", "notes-government-and-payment-ids", _SPDI),
        "Notion export, sheets, tickets",
        "yes",
    ),
    Question(
        4,
        "check-access",
        "Access",
        "Is access to CS tools limited to those who need it, links closed?",
        ("access-limited-to-need",),
        "Drive permission list",
        "no",
    ),
    Question(
        5,
        "check-agreements",
        "Agreements",
        "Does each tool that holds customer data have an agreement in force?",
        ("processor-contract-signed",),
        "the signed files, or a complete list",
        "no",
    ),
    Question(
        6,
        "check-verification",
        "Vendor checks",
        "Did anyone check those vendors in the last 12 months?",
        ("processor-compliance-verified",),
        "certificates or reports of 12 months",
        "no",
    ),
    Question(
        7,
        "check-scores",
        "Scores",
        "If you score people (health, renewal odds): does your notice say so?",
        ("score-purpose-declared",),
        "text of the privacy notice",
        "no",
    ),
    Question(
        8,
        "check-keeping",
        "Keeping",
        "Does each kind of data have an end date?",
        ("retention-rule-per-category",),
        "your rules, in register/retention.toml",
        "no",
    ),
)
_MAIN: Final = tuple(question for question in QUESTIONS if question.only_if is None)


class AnswersError(ValueError):
    """Letters that are not one answer a question."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answer to a question means: `gap`, `cannot_tell` or `noted`."""

    question: Question
    kind: str
    answer: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """What all answers mean on a day, one outcome a number, gaps first."""

    outcomes: tuple[Outcome, ...]
    as_of: date

    def open_numbers(self, row: int | None = None) -> tuple[int, ...]:
        """Return the questions not answered well whose controls engage a Schedule row."""
        return tuple(
            sorted(
                outcome.question.number
                for outcome in self.outcomes
                if outcome.kind != "noted" and (row is None or row in _rows(outcome.question))
            )
        )


def ask_all(ask: Callable[[Question], str]) -> dict[str, str]:
    """Return the answers by question id, asking what is left out only where it matters.

    Args:
        ask: returns `yes`, `no` or `unknown` for a question.
    """
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        if question.only_if is None or answers[question.only_if] == "yes":
            answers[question.id] = ask(question)
    return answers


def answers_of(letters: str) -> dict[str, str]:
    """Return the answers that letters stand for: `y`, `n` or `?`, one a question.

    After a `y` to question 2 a ninth letter may say whether each person agreed; without it that is
    not known.

    Raises:
        AnswersError: another number of letters, or another letter.
    """
    left = list(letters)
    most = len(_MAIN) + (1 if left[1:2] == ["y"] else 0)
    if not set(left) <= set(LETTERS) or not len(_MAIN) <= len(left) <= most:
        raise AnswersError(f"wanted {len(_MAIN)} letters y, n or ?, such as y?nn?nnn")
    if len(left) == len(_MAIN) and left[1] == "y":
        left.insert(2, "?")
    return ask_all(lambda _: LETTERS[left.pop(0)])


def assess(answers: Mapping[str, str], *, as_of: date) -> Assessment:
    """Return what answers mean; a question without an answer is one whose answer is unknown."""
    outcomes = []
    for question in _MAIN:
        asked = question
        for other in QUESTIONS:
            if other.only_if == question.id and answers.get(question.id) == "yes":
                asked = other
        answer = answers.get(asked.id, "unknown")
        outcomes.append(Outcome(asked, _kind(asked, answer), answer))
    ordered = sorted(outcomes, key=lambda one: (OUTCOMES.index(one.kind), one.question.number))
    return Assessment(tuple(ordered), as_of)


def _kind(question: Question, answer: str) -> str:
    if answer == "unknown":
        return "cannot_tell"
    return "gap" if answer == question.gap else "noted"


def role_said(answers: Iterable[Answer]) -> str:
    """Return the role that answers to the check say, `unknown` where they do not."""
    roles = {"yes": "data-fiduciary", "no": "data-processor"}
    said = [one.answer for one in answers if one.question_id == "check-role"]
    return roles.get(said[-1], "unknown") if said else "unknown"


def register_answers(answers: Mapping[str, str], *, on_day: date) -> tuple[Answer, ...]:
    """Return the answers as entries of the register, about the company as a whole."""
    return tuple(
        Answer(question_id=key, subject_id=_COMPANY, answer=answer, on_day=on_day)
        for key, answer in answers.items()
    )


def question_line(question: Question) -> str:
    """Return a question as it is shown, padded to where its answer stands."""
    number = " " if question.only_if else str(question.number)
    return f"{number}  {question.text}".ljust(73)


def result_lines(assessment: Assessment) -> tuple[str, ...]:
    """Return what the answers mean in lines of at most 80 columns."""
    lines = ["What your answers mean", ""]
    for outcome in assessment.outcomes:
        lines += _outcome_lines(outcome, assessment.as_of)
    return (*lines, "", *_binding_lines(assessment))


def _outcome_lines(outcome: Outcome, as_of: date) -> list[str]:
    question = outcome.question
    if outcome.kind == "gap":
        word = standing(control(question.controls[0]), event_on=None, continuing=True, as_of=as_of)
        mark, proof = f"▲ {word}", "prove it closed"
    elif outcome.kind == "cannot_tell":
        mark, proof = "○ cannot tell", "settled by"
    else:
        mark, proof = "  noted", "would prove it"
    head = f"{mark:<17}{question.number}  {question.title:<{_TITLE_WIDTH}}"
    if question.id == "check-role":
        return _role_lines(outcome, head)
    first, *others = [f"{one}," for one in question.controls[:-1]] + [question.controls[-1]]
    lines = [head + first, *(f"{_INDENT}{'':<{_TITLE_WIDTH}}{one}" for one in others)]
    return [*lines, f"{_INDENT}{proof}: {question.proof}"]


def _role_lines(outcome: Outcome, head: str) -> list[str]:
    if outcome.answer == "yes":
        return [head + "judged as Data Fiduciary"]
    if outcome.answer == "no":
        return [
            head + "you act for customers",
            f"{_INDENT}(Data Processor): your contracts bind you. Judged as Data",
            f"{_INDENT}Fiduciary where you decide why and how, scores for example",
        ]
    return [
        head + outcome.question.controls[0],
        f"{_INDENT}judged as if you were Data Fiduciary",
        f"{_INDENT}settled by: {outcome.question.proof}",
    ]


def _binding_lines(assessment: Assessment) -> list[str]:
    first = phase_3()
    day = f"{day_text(first.date)} ({day_text(first.alt_date).rsplit(' ', 1)[0]} arguable)"
    if assessment.as_of < first.date:
        lines = [
            _today_line(assessment),
            f"From {day}: the DPDP Act. Until then its gaps are",
            "readiness gaps and no penalty can be imposed under it. Caps then, at most:",
        ]
    else:
        lines = [
            f"Binds since {day}: the DPDP Act. A penalty needs an",
            "inquiry, a hearing and a significant breach (s.33(1)). Caps, at most:",
        ]
    return [*lines, *_cap_lines(assessment), "A cap is no forecast; rows are not added up."]


def _today_line(assessment: Assessment) -> str:
    notes = [
        outcome.question.number
        for outcome in assessment.outcomes
        if _SPDI in outcome.question.controls and outcome.kind != "noted"
    ]
    if notes:
        return (
            f"Binds today: SPDI Rules (question {notes[0]}), if notes hold health or bank details."
        )
    return "Binds today: nothing that these answers point to."


def _cap_lines(assessment: Assessment) -> list[str]:
    lines = []
    for row, schedule in sorted(schedule_rows().items()):
        numbers = assessment.open_numbers(row)
        if numbers:
            word = "question" if len(numbers) == 1 else "questions"
            head = f"{_ROW_WORDS.get(row, schedule.breach)} ({word} {_ranges(numbers)})"
            lines.append(f"  {head:<{_CAP_WIDTH}}row {row}, {schedule.cap_words}")
    return lines or ["  none: no answer points to a Schedule row"]


def _rows(question: Question) -> set[int | None]:
    return {control(one).penalty.schedule_row for one in question.controls}


def _ranges(numbers: Iterable[int]) -> str:
    """Return `2, 5 to 8` for 2, 5, 6, 7, 8; two neighbours stay two numbers."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)
