"""The worklist as a workbook: what to do, by whom and when; its cells are text, never formulas."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import xlsxwriter

from amanat.findings.model import Report
from amanat.reports.body import control, skipped
from amanat.reports.first import meta
from amanat.reports.numbers import shown, told
from amanat.reports.screen import HIDDEN, MARK
from amanat.reports.tail import end
from amanat.reports.voice import Voice, voice_of
from amanat.reports.words import STANDINGS, VERDICTS, codes

_STATES: Final = ("open", "in work", "done", "accepted")
#: A cell of a workbook holds so many characters; nothing of ours comes near.
_LONGEST: Final = 32_767
_WIDE: Final = 60
_READING: Final = 40


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its title and width in characters; `inside`: of the working copy only."""

    title: str
    width: int
    inside: bool = False


_TASKS: Final = (
    _Column("No.", 6),
    _Column("Do", _WIDE),
    _Column("Where", _READING, inside=True),
    _Column("Clicks", _READING, inside=True),
    _Column("Owner (role)", 20),
    _Column("Minutes", 9),
    _Column("Due (proposed)", 15),
    _Column("Standing", 18),
    _Column("Closes", 14),
    _Column("State", 12),
    _Column("Done on", 12),
    _Column("Note", _READING),
)
_FINDINGS: Final = (
    _Column("Finding", 10),
    _Column("Verdict", 14),
    _Column("What is so", _WIDE),
    _Column("Where", _READING, inside=True),
    _Column("How we know", _READING, inside=True),
    _Column("People", 10),
    _Column("Standing", 18),
    _Column("Control", 32),
    _Column("Cap, Rs (at most)", 18),
    _Column("Remedy", _WIDE),
    _Column("Accepted until", 15),
)
_CONTROLS: Final = (
    _Column("Control", 32),
    _Column("What it asks", _WIDE),
    _Column("Verdict", 30),
    _Column("Gap", 8),
    _Column("No fault found", 15),
    _Column("Cannot tell", 12),
    _Column("Not read", 10),
    _Column("Schedule row", 13),
    _Column("Law", _READING),
)
_QUESTIONS: Final = (
    _Column("Question", _WIDE),
    _Column("Where", _READING, inside=True),
    _Column("Settled by", _WIDE),
    _Column("Settles", 10),
    _Column("Minutes", 9),
    _Column("Answer", _READING),
)
_NOT_READ: Final = (
    _Column("What", _READING),
    _Column("Why", _WIDE),
    _Column("Settled by", _WIDE),
)


def render(report: Report, *, inside: bool) -> bytes:
    """Return the workbook (XLSX); equal reports give equal bytes."""
    voice = voice_of(report, inside=inside)
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "d mmm yyyy",
    }
    with xlsxwriter.Workbook(out, options) as book:
        made = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC)
        book.set_properties({"title": "Worklist", "created": made.replace(tzinfo=None)})
        sheets = _Sheets(book, voice)
        state = sheets.table("Tasks", _TASKS, _tasks(report, voice))
        _choose(state, len(report.tasks), inside=inside)
        sheets.table("Findings", _FINDINGS, _findings(report, voice))
        sheets.table("Controls", _CONTROLS, _controls(report, voice))
        sheets.table("Questions", _QUESTIONS, _questions(report, voice))
        sheets.table(
            "Not read",
            _NOT_READ,
            [(each.what, each.why, each.settles) for each in skipped(report, voice)],
        )
        sheets.about([meta(report, voice), *end(report, inside=inside)])
    return out.getvalue()


class _Sheets:
    """Writes sheets of one look into a workbook."""

    def __init__(self, book: Any, voice: Voice) -> None:
        self._book = book
        self._voice = voice
        top = {"valign": "top", "text_wrap": True}
        self._head = book.add_format({"bold": True, "bottom": 1, **top})
        self._cell = book.add_format(top)
        self._day = book.add_format({"num_format": "d mmm yyyy", "align": "left", **top})
        self._number = book.add_format({"num_format": "#,##0", **top})

    def table(self, name: str, columns: Sequence[_Column], rows: Iterable[Sequence[Any]]) -> Any:
        """Write a table whose head stays in sight; columns of the inside copy may be left out."""
        kept = [at for at, column in enumerate(columns) if self._voice.inside or not column.inside]
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for place, at in enumerate(kept):
            sheet.set_column(place, place, columns[at].width)
            sheet.write_string(0, place, columns[at].title, self._head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, at in enumerate(kept):
                self._write(sheet, last, place, row[at])
        sheet.autofilter(0, 0, last, len(kept) - 1)
        return sheet

    def about(self, lines: Sequence[str]) -> None:
        """Write what the workbook is; the first line says whether it may leave."""
        sheet = self._book.add_worksheet("About")
        sheet.set_column(0, 0, 110)
        inside = "This copy names places: keep it inside."
        copy = "This copy names no place and hides counts under five: it may leave the house."
        for row, line in enumerate([inside if self._voice.inside else copy, *lines]):
            self._write(sheet, row, 0, line)

    def _write(self, sheet: Any, row: int, column: int, value: object) -> None:
        if value is None:
            return
        if isinstance(value, date):
            sheet.write_datetime(row, column, value, self._day)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._number)
        else:
            # Written as text whatever it begins with: no spreadsheet runs it.
            text = HIDDEN.sub(MARK, str(value))[:_LONGEST]
            sheet.write_string(row, column, text, self._cell)


def _choose(sheet: Any, tasks: int, *, inside: bool) -> None:
    if not tasks:
        return
    shown_columns = [column.title for column in _TASKS if inside or not column.inside]
    place = shown_columns.index("State")
    sheet.data_validation(1, place, tasks, place, {"validate": "list", "source": list(_STATES)})


def _tasks(report: Report, voice: Voice) -> list[Sequence[Any]]:
    findings = {finding.id: finding for finding in report.findings}
    known = codes(tuple(findings))
    return [
        (
            task.order,
            voice.task(task, findings),
            task.where,
            task.clicks or None,
            task.owner,
            task.minutes,
            task.due_on,
            STANDINGS[task.standing],
            ", ".join(known.get(each, each[:4]) for each in task.finding_ids),
            "open",
            None,
            None,
        )
        for task in sorted(report.tasks, key=lambda task: task.order)
    ]


def _findings(report: Report, voice: Voice) -> list[Sequence[Any]]:
    known = codes(tuple(finding.id for finding in report.findings))
    until = {each.finding_id: each.until for each in report.accepted}
    return [
        (
            known[finding.id],
            VERDICTS[finding.verdict][0],
            voice.text(finding.text),
            finding.where,
            finding.how,
            shown(finding.people, voice),
            STANDINGS[finding.standing],
            finding.control,
            finding.cap_inr,
            voice.text(finding.remedy),
            until.get(finding.id),
        )
        for finding in report.findings
        if finding.verdict != "passes"
    ]


def _controls(report: Report, voice: Voice) -> list[Sequence[Any]]:
    return [
        (
            result.control,
            voice.text(result.title),
            VERDICTS[result.verdict][0],
            *(told(text) for text in control(result, report, voice).counts),
            result.schedule_row,
            result.citation,
        )
        for result in report.controls
    ]


def _questions(report: Report, voice: Voice) -> list[Sequence[Any]]:
    return [
        (
            voice.text(each.text),
            each.where,
            voice.text(each.settled_by),
            shown(each.settles, voice),
            each.minutes,
            None,
        )
        for each in report.questions
    ]
