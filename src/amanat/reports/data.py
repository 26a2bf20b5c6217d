"""Findings for programs: JSON as scripts rely on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

import msgspec

from amanat.findings.model import Finding, Place

#: What `--reveal` adds to a place: file, record, column_name, read again from the original.
Reveal = Callable[[Place], Mapping[str, str]]


#: All places of a finding, which itself carries only the first of them.
PlacesOf = Callable[[Finding], Iterable[Place]]

_NO_PLACES: Final = b'"places": []'
#: So many places are written at a time.
_PIECE: Final = 1_024


def findings_json(
    findings: Iterable[Finding], places_of: PlacesOf, reveal: Reveal | None = None
) -> Iterator[bytes]:
    """Write findings as `amanat findings --format json` promises them, piece by piece.

    Args:
        findings: in the order in which they are to stand.
        places_of: gives all places of a finding, in their order.
        reveal: gives file, record and column name of a place; None: places by ids only.

    Yields:
        Parts of a JSON list of objects, UTF-8 with a line feed at the end; memory does not grow
        with the places.
    """
    before = b"["
    for finding in findings:
        head, empty, tail = _items([_object(finding)], depth=0).partition(_NO_PLACES)
        yield before + head
        yield from _list_of(places_of(finding), reveal, empty)
        yield tail
        before = b","
    yield b"[]\n" if before == b"[" else b"\n]\n"


def _list_of(places: Iterable[Place], reveal: Reveal | None, empty: bytes) -> Iterator[bytes]:
    left = iter(places)
    before = empty.removesuffix(b"]")
    while piece := [place_object(place, reveal) for place in islice(left, _PIECE)]:
        yield before + _items(piece, depth=2)
        before = b","
    yield b"\n    ]" if before == b"," else empty


def _items(values: list[dict[str, Any]], depth: int) -> bytes:
    """Return the items of an indented JSON list that stands so deep, without its brackets."""
    written = msgspec.json.format(msgspec.json.encode(values), indent=2)
    # A line feed in a text is written as an escape: all others are of the layout.
    return written[1:-2].replace(b"\n", b"\n" + b"  " * depth)


def _object(finding: Finding) -> dict[str, Any]:
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
        "places": [],
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
