"""Findings for programs: JSON as scripts rely on it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from amanat.findings.model import Finding, Place

#: What `--reveal` adds to a place: file, record, column_name, read again from the original.
Reveal = Callable[[Place], Mapping[str, str]]


def findings_json(findings: Iterable[Finding], reveal: Reveal | None = None) -> bytes:
    """Return findings as `amanat findings --format json` promises them.

    Args:
        findings: in the order in which they are to stand.
        reveal: gives file, record and column name of a place; None: places by ids only.

    Returns:
        A JSON list of objects, UTF-8 with a line feed at the end.
    """
    return _json([_object(finding, reveal) for finding in findings])


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
        "places": [place_object(place, reveal) for place in finding.places],
        "people": finding.people,
        "cap_inr": finding.cap_inr,
        "text": finding.text,
    }


def place_object(place: Place, reveal: Reveal | None = None) -> dict[str, Any]:
    """Return a place by ids and ordinals, and what the original says of it where it is revealed."""
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


def _json(rows: list[dict[str, Any]]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(rows), indent=2) + b"\n"
