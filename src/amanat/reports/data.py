"""Findings for programs: JSON as scripts rely on it, and CSV that no spreadsheet runs."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import msgspec

from amanat.findings.model import Finding, Place, Report
from amanat.reports.suppress import hide
from amanat.reports.voice import Inside, Share, Voice

#: What `--reveal` adds to a place: file, record, column_name, read again from the original.
Reveal = Callable[[Place], Mapping[str, str]]

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


def findings_json(findings: Iterable[Finding], reveal: Reveal | None = None) -> bytes:
    """Return findings as `amanat findings --format json` promises them.

    Args:
        findings: in the order in which they are to stand.
        reveal: gives file, record and column name of a place; None: places by ids only.

    Returns:
        A JSON list of objects, UTF-8 with a line feed at the end.
    """
    return _json([_object(finding, reveal) for finding in findings])


def report_json(report: Report, *, inside: bool = False) -> bytes:
    """Return the findings of a report as JSON; the default leaves the house.

    A copy that leaves has no places, no subject and no titles; a small count is the text "<5".
    """
    if inside:
        return findings_json(report.findings)
    voice = Share(report)
    return _json([_shared(finding, voice) for finding in report.findings])


def report_csv(report: Report, *, inside: bool = False) -> bytes:
    """Return the findings of a report as CSV, UTF-8; the default leaves the house."""
    voice: Voice = Inside() if inside else Share(report)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "where") if inside else COLUMNS)
    for finding in report.findings:
        row = _object(finding, None) if inside else _shared(finding, voice)
        cells = [row.get(name, getattr(finding, name, None)) for name in COLUMNS]
        writer.writerow(_cell(value) for value in [*cells, *([finding.where] * inside)])
    return out.getvalue().encode()


def _object(finding: Finding, reveal: Reveal | None) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "control": finding.control,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "event_on": finding.event_on,
        "standing": finding.standing,
        "subject": dict(sorted(finding.subject.items())),
        "places": [_place(place, reveal) for place in finding.places],
        "people": finding.people,
        "cap_inr": finding.cap_inr,
        "text": finding.text,
    }


def _place(place: Place, reveal: Reveal | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "system": place.system,
        "dataset": place.dataset,
        "unit": place.unit,
        "row": place.row,
        "column": place.column,
    }
    if place.offset is not None:
        told |= {"offset": place.offset, "length": place.length}
    return told | dict(reveal(place)) if reveal else told


def _shared(finding: Finding, voice: Voice) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "control": finding.control,
        "verdict": finding.verdict,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "event_on": finding.event_on,
        "standing": finding.standing,
        "people": _count(finding.people),
        "records": _count(finding.records),
        "cap_inr": finding.cap_inr,
        "text": voice.text(finding.text),
        "remedy": voice.text(finding.remedy),
        "minutes": finding.minutes,
    }


def _count(number: int | None) -> int | str | None:
    return hide(number) if number is not None and 0 < number < 5 else number


def _json(rows: list[dict[str, Any]]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n"


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    # A count is a number and may not begin so; a text that does is shown, never run.
    return f"'{text}" if text.startswith(_FORMULA) else text
