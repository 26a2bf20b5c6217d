"""A value that a writer let through would be found: in every form that a report has."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from example import REPORT

from amanat.findings.person import PersonAnswer
from amanat.notify.digest import digest
from amanat.notify.due import OpenTask, due
from amanat.notify.ics import calendar
from amanat.reports import board, person, terminal
from amanat.reports.forms import FORMS
from amanat.reports.texts import PLACES, texts
from canary import Search

NAMES = ["Meenakshi Sundararajan", "मीनाक्षी सुंदरराजन", "meenakshi.s@example.in", "Lata D'Souza"]
SEARCH = Search(NAMES)
NEAR = "Meenakshi Sundaram, मीनाक्षी सुंदरम, meenakshi.t@example.in, Lata D'Silva"
GAP = next(each for each in REPORT.findings if each.verdict == "fails" and each.control in PLACES)


def holding(words):
    """Return the report with words where each copy shows them: in a title of the tool."""
    told = replace(GAP, text=f"Notes of {words}", where=words)
    return replace(
        REPORT, company=words, findings=(told, *(f for f in REPORT.findings if f.id != GAP.id))
    )


def due_soon(words):
    task = OpenTask("a1", f"Close the sheet of {words}", "owner", 5, date(2026, 12, 1), GAP.control)
    return due((), (), (task,), now=date(2026, 11, 23))


WRITERS = {
    **{
        f"{form.name} {'inside' if inside else 'share'}": lambda words, form=form, inside=inside: (
            form.render(holding(words), inside=inside)
        )
        for form in FORMS.values()
        for inside in (True, False)
    },
    "counsel": lambda words: board.render(holding(words), inside=True, counsel=True),
    "texts": lambda words: b"\n".join(text.file() for text in texts(holding(words))),
    "terminal": lambda words: terminal.summary(
        replace(REPORT, worst=(replace(REPORT.worst[0], where=f"a sheet of {words}"),))
    ).encode(),
    "ics": lambda words: calendar(due_soon(words), now=datetime(2026, 11, 23, tzinfo=UTC)),
    "digest": lambda words: digest(due_soon(words), now=date(2026, 11, 23)).encode(),
    "person text": lambda words: person.to_text([_answer(words)]).encode(),
    "person json": lambda words: person.to_json([_answer(words)]).encode(),
}


def _answer(words):
    held = {"dataset_id": words, "records": 3, "last_seen_at": None, "in_current": True}
    return PersonAnswer(line=0, kind="email", found=True, datasets=(held,))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("writer", list(WRITERS))
def test_a_value_that_a_writer_lets_through_is_found(writer, name):
    assert [NAMES[hit] for hit in SEARCH.in_text(WRITERS[writer](name))] == [name]


@pytest.mark.parametrize("writer", list(WRITERS))
def test_what_is_like_a_value_is_not_found(writer):
    assert SEARCH.in_text(WRITERS[writer](NEAR)) == []
