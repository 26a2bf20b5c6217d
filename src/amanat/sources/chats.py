"""Read chats saved as text: one message a row, whatever lines it has.

A message begins with a stamp, `04/05/2025, 10:15 pm - Name: text` or `[04/05/25, 10:15:30] Name:
text`. Lines without a stamp go on with the message above; a stamp without a name is what the app
itself says.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from amanat.sources.cells import TEXT
from amanat.sources.dialect import Chat
from amanat.sources.model import ReadNotes
from amanat.sources.stream import Raw, Utf8

COLUMNS: Final = ("at", "sender", "number", "text", "deleted")
#: So many stamped lines make a text a chat.
_LEAST: Final = 5
_PIECE: Final = 4 << 20
_ROWS: Final = 16_384
#: Marks of direction, and the spaces that phones put before am and pm.
_MARKS: Final = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\ufeff"), None) | {
    0x202F: " ",
    0xA0: " ",
}
_DATE: Final = r"(\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}),"
_TIME: Final = r"(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)(?: ?([ap]\.? ?m\.?|पूर्वाह्न|अपराह्न))?"
_STAMP: Final = re.compile(
    rf"(?:{_DATE} {_TIME} - |\[{_DATE} {_TIME}\] )(.*)", re.IGNORECASE | re.DOTALL
)
_NAMED: Final = re.compile(r"~? ?([^:\n]{1,80}): ?(.*)", re.DOTALL)
_NUMBER: Final = re.compile(r"\+?[\d() \-]{8,24}")
_LEFT_OUT: Final = re.compile(
    r"<[^<>\n]{3,40}>|(image|video|audio|sticker|gif|document|contact card) omitted", re.IGNORECASE
)
_DELETED: Final = re.compile(
    r"(this message was deleted|you deleted this message)\.?", re.IGNORECASE
)
_HALVES: Final = {"पूर्वाह्न": "AM", "अपराह्न": "PM"}


@dataclass(slots=True)
class _Message:
    """A message as its lines come in."""

    at: str | None
    sender: str | None
    number: str | None
    lines: list[str]
    size: int

    def row(self) -> tuple[str | None, ...]:
        """Return the cells of the message."""
        text = "\n".join(self.lines).strip()
        bare = text.translate(_MARKS).strip()
        deleted = _DELETED.fullmatch(bare) is not None
        # What was left out or taken back is no text of anybody.
        silent = deleted or _LEFT_OUT.fullmatch(bare) is not None
        return (
            self.at,
            self.sender,
            self.number,
            None if silent else text or None,
            "true" if deleted else None,
        )


def is_chat(text: str) -> bool:
    """Say whether the first piece of a text is a chat: five of its lines bear a stamp."""
    stamped = 0
    for line in text.splitlines():
        stamped += _STAMP.match(line.translate(_MARKS)) is not None
        if stamped >= _LEAST:
            return True
    return False


def first_rows(text: str, most: int) -> list[tuple[str | None, ...]]:
    """Return the first messages of a chat as rows of `COLUMNS`."""
    rows = []
    for row in _messages(iter(text.splitlines())):
        rows.append(row)
        if len(rows) >= most:
            break
    return rows


def read_chat(raw: Raw, dialect: Chat, notes: ReadNotes) -> Iterator[Any]:
    """Yield batches of messages, the columns as in `COLUMNS`, times as they are written."""
    rows: list[tuple[str | None, ...]] = []
    for row in _messages(_lines(Utf8(raw, dialect.encoding))):
        rows.append(row)
        if len(rows) >= _ROWS:
            yield _batch(rows)
            rows = []
    if rows:
        yield _batch(rows)
    raw.drain()
    if raw.cut:
        notes.partly = "truncated_tail"
    notes.content_hash = raw.digest()


def _batch(rows: list[tuple[str | None, ...]]) -> Any:
    columns = [pa.array([row[at] for row in rows], TEXT) for at in range(len(COLUMNS))]
    return pa.record_batch(columns, names=list(COLUMNS))


def _lines(stream: Utf8) -> Iterator[str]:
    """Yield lines without their ends; a line of many megabytes comes in pieces."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest, ended = "", False
    while not ended:
        data = stream.read(_PIECE)
        ended = not data
        rest += decoder.decode(data, final=ended)
        *whole, rest = re.split(r"\r\n|\n|\r(?!$)", rest)
        yield from whole
        if len(rest) > _PIECE:
            # Not in the middle of a number.
            end = rest.rfind(" ", len(rest) - 4096) + 1 or len(rest)
            yield rest[:end]
            rest = rest[end:]
    yield rest


def _messages(lines: Iterable[str]) -> Iterator[tuple[str | None, ...]]:
    message: _Message | None = None
    for line in lines:
        begun = _begun(line)
        if begun is None and message is not None and message.size <= _PIECE:
            message.lines.append(line)
            message.size += len(line)
            continue
        if message is not None and any(map(str.strip, message.lines)):
            yield message.row()
        if begun is None:
            # What stands above the first stamp, or goes on for megabytes.
            before = message or _Message(None, None, None, [], 0)
            begun = _Message(before.at, before.sender, before.number, [line], len(line))
        message = begun
    if message is not None and any(map(str.strip, message.lines)):
        yield message.row()


def _begun(line: str) -> _Message | None:
    """Return the message that a line begins; None: it goes on with the one above."""
    if not line[:1].isdigit() and line[:1] not in "[\u200e\u200f\u202a\ufeff":
        return None
    stamp = _STAMP.match(line.translate(_MARKS))
    if stamp is None:
        return None
    date, time, half = stamp[1] or stamp[4], stamp[2] or stamp[5], stamp[3] or stamp[6]
    at = f"{date}, {time.replace('.', ':')}{_half(half)}"
    named = _NAMED.fullmatch(stamp[7])
    if named is None:
        return _Message(at, None, None, [stamp[7]], len(line))
    sender = named[1].strip()
    # The text is kept as it stands: only the stamp and the name are cleaned for matching.
    text = line.partition(": ")[2] if ": " in line else named[2]
    if _NUMBER.fullmatch(sender):
        return _Message(at, None, sender, [text], len(line))
    return _Message(at, sender, None, [text], len(line))


def _half(said: str | None) -> str:
    if said is None:
        return ""
    return f" {_HALVES.get(said) or said.replace('.', '').replace(' ', '').upper()}"
