"""Calendars (ICS): a row an event, a task or a journal entry."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from amanat.sources.contentlines import Block, Line, blocks
from amanat.sources.documents import html_text
from amanat.sources.format import Form, Format
from amanat.sources.limits import Limits
from amanat.sources.lines import beginning
from amanat.sources.mail.rows import Row, batch_of
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.opening import open_unit
from amanat.sources.stream import Raw

COLUMNS: Final = (
    "UID",
    "Start",
    "End",
    "Summary",
    "Description",
    "Location",
    "Organizer Name",
    "Organizer",
    "Attendee Names",
    "Attendees",
    "Status",
    "Created",
    "Updated",
)
_KINDS: Final = frozenset({"VEVENT", "VTODO", "VJOURNAL"})
_ROWS: Final = 2_000
_TIME: Final = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$")
#: What Outlook calls the zone of India.
_ZONES: Final = {"India Standard Time": "Asia/Kolkata"}
_MAILTO: Final = re.compile(r"^mailto:", re.IGNORECASE)


def _form(found: Found, limits: Limits) -> Form:
    return Form("ics", beginning(found.where, limits)[0], COLUMNS)


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    """Yield entries as rows; one that ends with the file is read as far as it goes."""
    rows: list[Row] = []
    with closing(Raw(open_unit(head.found.where, limits))) as raw:
        for block in blocks(raw, str(head.dialect), _KINDS):
            if not block.whole:
                notes.partly = "truncated_tail"
            elif block.cut:
                notes.partly = notes.partly or "text_cut"
            elif any(line.parameters.get("VALUE") == "BINARY" for line in block.all("ATTACH")):
                notes.partly = notes.partly or "members_skipped"
            rows.append(_row(block))
            if len(rows) >= _ROWS:
                yield batch_of(rows, COLUMNS)
                rows = []
        if rows:
            yield batch_of(rows, COLUMNS)
        raw.drain()
        if raw.cut:
            notes.partly = "truncated_tail"
        notes.content_hash = raw.digest()


def _row(block: Block) -> Row:
    organizer, attendees = block.first("ORGANIZER"), block.all("ATTENDEE")
    return (
        _text(block, "UID"),
        _moment(block.first("DTSTART")),
        _moment(block.first("DTEND") or block.first("DUE")),
        _text(block, "SUMMARY"),
        _description(block),
        _text(block, "LOCATION"),
        organizer.parameters.get("CN") if organizer is not None else None,
        _address(organizer) if organizer is not None else None,
        "; ".join(filter(None, (line.parameters.get("CN") for line in attendees))),
        "; ".join(map(_address, attendees)),
        _text(block, "STATUS"),
        _moment(block.first("CREATED")),
        _moment(block.first("LAST-MODIFIED")),
    )


def _text(block: Block, name: str) -> str | None:
    line = block.first(name)
    return line.text() if line is not None else None


def _description(block: Block) -> str:
    said = [line.text() for name in ("DESCRIPTION", "COMMENT") for line in block.all(name)]
    if not any(said):
        pages = [line.text().encode("utf-8", "replace") for line in block.all("X-ALT-DESC")]
        said = [html_text(page) for page in pages]
    return "\n".join(filter(None, said))


def _address(line: Line) -> str:
    return _MAILTO.sub("", line.value.strip())


def _moment(line: Line | None) -> str | None:
    """Return a time as ISO text: with its offset where the zone is known, else without."""
    if line is None:
        return None
    found = _TIME.match(line.value.strip())
    if found is None:
        return line.text() or None
    if found[4] is None:
        return f"{found[1]}-{found[2]}-{found[3]}"
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
    zone = UTC if found[7] else _zone(line.parameters.get("TZID", ""))
    return (moment if zone is None else moment.replace(tzinfo=zone)).isoformat()


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(_ZONES.get(name, name)) if name else None
    except (KeyError, ValueError, OSError):
        return None


FORMATS: Final = (
    Format(
        "ics",
        suffixes=("ics", "ical", "ifb"),
        by_content=True,
        tells=lambda peek: (
            peek.head.lstrip(b"\xef\xbb\xbf\r\n ")[:15].upper() == b"BEGIN:VCALENDAR"
        ),
        form=_form,
        batches=_batches,
    ),
)
