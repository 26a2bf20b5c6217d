"""The findings as a CSV table that no spreadsheet runs."""

import csv
import io
from typing import Final

from amanat.findings.model import Finding, Report
from amanat.reports.numbers import shown
from amanat.reports.voice import Voice, voice_of

#: A cell that begins so is a formula for a spreadsheet; full-width forms count as well.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
COLUMNS: Final = (
    "id",
    "rule",
    "control",
    "verdict",
    "severity",
    "confidence",
    "standing",
    "event_on",
    "people",
    "records",
    "cap_inr",
    "text",
    "remedy",
    "minutes",
)


def render(report: Report, *, inside: bool) -> bytes:
    """Return the findings as CSV, UTF-8; inside, a column `where` names the places."""
    voice = voice_of(report, inside=inside)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "where") if inside else COLUMNS)
    for finding in report.findings:
        row = [*_row(finding, voice), *([finding.where] * inside)]
        writer.writerow(_cell(value) for value in row)
    return out.getvalue().encode()


def _row(finding: Finding, voice: Voice) -> list[object]:
    said = {
        "people": shown(finding.people, voice),
        "records": shown(finding.records, voice),
        "text": voice.text(finding.text),
        "remedy": voice.text(finding.remedy),
    }
    return [said[name] if name in said else getattr(finding, name) for name in COLUMNS]


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    # A count is a number and may not begin so; a text that does is shown, never run.
    return f"'{text}" if text.startswith(_FORMULA) else text
