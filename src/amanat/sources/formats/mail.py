"""Mail: a message (EML) or a mailbox (MBOX) is a table of messages; attachments are its members."""

import io
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final

from amanat.sources.errors import SourceError
from amanat.sources.format import Entry, Form, Format, Peek
from amanat.sources.limits import Limits
from amanat.sources.mail.mailbox import Piece, begins, messages
from amanat.sources.mail.parts import Leaf, attachment_name, message_of
from amanat.sources.mail.rows import COLUMNS, GMAIL, batch_of, rows_of
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.opening import damaged, open_unit
from amanat.sources.stream import Raw

#: Where a message begins so, it is one whatever the file is called.
_SURE: Final = re.compile(
    rb"(return-path|received|delivered-to|message-id|mime-version): ?\S", re.IGNORECASE
)
_VERSION: Final = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_FROM: Final = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_FIELD: Final = re.compile(rb"[!-9;-~]{1,80}:")
_MARK: Final = b"\xef\xbb\xbf"
#: A mailbox is known by its first messages; so many rows make a batch.
_FEW: Final = 20
_ROWS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Mail:
    """Messages. `mailbox`: there are many in the file; `more`: headers besides the usual ones."""

    mailbox: bool
    more: tuple[str, ...] = ()


def _is_eml(peek: Peek) -> bool:
    head = peek.head.removeprefix(_MARK).lstrip(b"\r\n")
    if peek.suffix == "eml":
        return _FIELD.match(head) is not None
    return all((_SURE.match(head), _VERSION.search(head), _FROM.search(head)))


def _pieces(raw: Raw, limits: Limits, *, mailbox: bool) -> Iterator[Piece]:
    if mailbox:
        yield from messages(raw.read, limits.max_mail)
        return
    data = bytearray()
    while len(data) <= limits.max_mail and (piece := raw.read(1 << 20)):
        data += piece
    yield Piece(0, data[: limits.max_mail], cut=len(data) > limits.max_mail)


def _form(found: Found, limits: Limits) -> Form:
    mailbox = found.format == "mbox"
    more: set[str] = set()
    if mailbox:
        with closing(Raw(open_unit(found.where, limits))) as raw:
            for piece in islice(messages(raw.read, limits.max_mail), _FEW):
                headers = message_of(bytes(piece.data), body=False).headers
                more |= {name for name in GMAIL if headers.first(name.lower())}
    ordered = tuple(name for name in GMAIL if name in more)
    return Form(found.format, Mail(mailbox, ordered), (*COLUMNS, *ordered))


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    """Yield messages as rows; one that is longer than any honest one is read in part."""
    dialect = head.dialect
    if not isinstance(dialect, Mail):
        raise damaged()
    rows: list[Any] = []
    with closing(Raw(open_unit(head.found.where, limits))) as raw:
        for piece in _pieces(raw, limits, mailbox=dialect.mailbox):
            if piece.cut:
                notes.partly = "text_cut"
            message = message_of(bytes(piece.data).removeprefix(_MARK))
            if not message.headers.fields:
                notes.bad_records += 1
            rows += rows_of(message, dialect.more)
            if len(rows) >= _ROWS:
                yield batch_of(rows, head.columns)
                rows = []
        raw.drain()
        if rows:
            yield batch_of(rows, head.columns)
        if raw.cut:
            notes.partly = "truncated_tail"
        notes.content_hash = raw.digest()


class _Attachments:
    """The attachments of one message, or of all in a mailbox, as members of a container."""

    forward = False

    def __init__(self, raw: BinaryIO, limits: Limits, *, mailbox: bool) -> None:
        self._raw = raw
        self._most = limits.max_mail
        self._mailbox = mailbox
        self._places: list[tuple[int, int]] | None = None

    def entries(self) -> Iterator[Entry]:
        """Yield the attachments of all messages in order."""
        places = []
        for number, piece in enumerate(self._messages(), start=1):
            places.append((piece.start, len(piece.data)))
            for name, leaf in self._named(piece, number):
                yield Entry(name, leaf.size, reason=leaf.reason)
        self._places = places

    def open(self, name: str) -> BinaryIO:
        """Open an attachment; its message is read again."""
        number = _number(name) if self._mailbox else 1
        for each, leaf in self._named(self._message(number), number):
            if each == name:
                if leaf.reason is not None:
                    raise SourceError(leaf.reason, "a locked part", "an open one", "save it apart")
                return io.BytesIO(leaf.data())
        raise damaged()

    def window(self, _name: str) -> BinaryIO | None:
        """Return nothing: an attachment lies encoded in its message."""
        return None

    def close(self) -> None:
        """Forget where messages begin."""
        self._places = None

    def _named(self, piece: Piece, number: int) -> Iterator[tuple[str, Leaf]]:
        data = bytes(piece.data).removeprefix(_MARK)
        folder = f"message {number}/" if self._mailbox else ""
        for at, leaf in enumerate(message_of(data, body=False).attachments, start=1):
            yield folder + attachment_name(at, leaf.name, leaf.type), leaf

    def _messages(self) -> Iterator[Piece]:
        self._raw.seek(0)
        if self._mailbox:
            return messages(self._raw.read, self._most)
        return iter([Piece(0, bytearray(_exactly(self._raw, self._most)))])

    def _message(self, number: int) -> Piece:
        if self._places is None:
            self._places = [(piece.start, len(piece.data)) for piece in self._messages()]
        if not 0 < number <= len(self._places):
            raise damaged()
        start, size = self._places[number - 1]
        self._raw.seek(start)
        return Piece(start, bytearray(_exactly(self._raw, size)))


def _number(name: str) -> int:
    """Return the number of the message in whose folder an attachment stands."""
    written = name.partition("/")[0].rpartition(" ")[2]
    if not written.isdecimal():
        raise damaged()
    return int(written)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """Return so many bytes of a stream, or all that are left."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


FORMATS: Final = (
    Format(
        "eml",
        suffixes=("eml",),
        by_content=True,
        tells=_is_eml,
        form=_form,
        batches=_batches,
        parts=lambda _found, _limits: iter(["message"]),
        archive=lambda raw, limits: _Attachments(raw, limits, mailbox=False),
    ),
    Format(
        "mbox",
        suffixes=("mbox", "mbx"),
        by_content=True,
        tells=lambda peek: begins(peek.head),
        form=_form,
        batches=_batches,
        parts=lambda _found, _limits: iter(["messages"]),
        archive=lambda raw, limits: _Attachments(raw, limits, mailbox=True),
    ),
)
