"""Read the messages of an Outlook file (MSG) as rows of mail; runs in the child."""

import struct
from collections.abc import Iterator
from typing import Any, Final

from striprtf.striprtf import rtf_to_text

from amanat.sources.dialect import Columns
from amanat.sources.documents import html_text
from amanat.sources.limits import Limits
from amanat.sources.mail.headers import in_charset
from amanat.sources.mail.outlook import KINDS, Item, Note, notes_of, page_of
from amanat.sources.mail.rows import COLUMNS, Row, batch_of, spread
from amanat.sources.model import Locator, ReadNotes
from amanat.sources.ole import Compound
from amanat.sources.opening import open_seekable, open_unit
from amanat.sources.stream import Raw
from amanat.sources.tabular import noted, packed

_ROWS: Final = 200
#: Outlook's own packing of RTF: a window that begins with what most texts begin with.
_PACKED: Final = b"LZFu"
_PLAIN: Final = b"MELA"
_WINDOW: Final = 4096
_PRIMED: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def batches(where: Locator, _dialect: Columns, limits: Limits) -> Iterator[bytes | dict[str, Any]]:
    """Yield the messages as rows: the file's own, then those attached to it."""
    notes = ReadNotes()
    rows: list[Row] = []
    with open_seekable(where, limits) as stream:
        for note in notes_of(Compound(stream), limits):
            rows += _rows(note, notes, limits)
            if len(rows) >= _ROWS:
                yield packed(batch_of(rows, COLUMNS))
                rows = []
    if rows:
        yield packed(batch_of(rows, COLUMNS))
    raw = Raw(open_unit(where, limits))
    raw.drain()
    raw.close()
    notes.content_hash = raw.digest()
    yield noted(notes)


def _rows(note: Note, notes: ReadNotes, limits: Limits) -> list[Row]:
    item = note.item
    name, address = _sender(note)
    told = (
        item.text("1035") or note.headers.text("message-id"),
        _moment(note),
        name,
        address,
        *(_recipients(note, kind) for kind in KINDS.values()),
        item.text("0037") or note.headers.text("subject"),
    )
    tag, body = _body(item, limits.max_mail)
    if item.is_longer(tag, limits.max_mail) or len(body) > limits.max_mail:
        notes.partly = "text_cut"
    names = " | ".join(each.name for each in note.attachments)
    return spread(told, body[: limits.max_mail], (names or None,))


def _sender(note: Note) -> tuple[str | None, str | None]:
    """Return name and address of the sender, or of whom they wrote for."""
    item = note.item
    for name, addresses in (("0C1A", ("5D01", "0C1F")), ("0042", ("5D02", "0065"))):
        address = next((each for each in map(item.text, addresses) if "@" in each), None)
        if address is not None:
            return item.text(name) or None, address
    # Inside a firm addresses are its directory's; the headers may have the usual ones.
    written = next(iter(note.headers.addresses("from")), None)
    if written is not None:
        return written[0] or item.text("0C1A") or None, written[1]
    return item.text("0C1A") or item.text("0042") or None, None


def _recipients(note: Note, kind: str) -> str | None:
    """Return the addresses of one kind of recipients; names where no address is known."""
    listed = []
    for each in note.recipients:
        if KINDS.get(each.number(0x0C15) or 1) == kind:
            known = (text for text in map(each.text, ("39FE", "3003", "3001")) if "@" in text)
            listed.append(next(known, None))
    written = [address for _, address in note.headers.addresses(kind)]
    if None in listed and len(written) >= len(listed):
        return "; ".join(written) or None
    return "; ".join(filter(None, listed)) or None


def _moment(note: Note) -> str | None:
    written = note.headers.moment()
    if written is not None:
        return written
    moments = (note.item.moment(tag) for tag in (0x0039, 0x0E06))
    return next((moment.isoformat() for moment in moments if moment is not None), None)


def _body(item: Item, most: int) -> tuple[str, str]:
    """Return the text and the number of its property, of which `most` bytes are read.

    It is the plain one where that has words, else the page, else the formatted text.
    """
    plain = item.text("1000", most).replace("\r\n", "\n")
    if plain:
        return "1000", plain
    page = item.data("1013", most=most)
    text = (
        in_charset(page, page_of(item.number(0x3FDE) or 65001)) if page else item.text("1013", most)
    )
    if text:
        return "1013", html_text(text.encode("utf-8", "replace"))
    rtf = unpacked(item.data("1009", most=most))
    words: str = rtf_to_text(rtf.decode("latin-1"), encoding="cp1252", errors="replace")
    return "1009", words.strip()


def unpacked(data: bytes) -> bytes:
    """Return RTF as it was before Outlook packed it, as far as it is whole."""
    if len(data) < 16:
        return b""
    size, kind = struct.unpack_from("<I4s", data, 4)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    if kind != _PACKED:
        return b""
    text = bytearray(_PRIMED)
    at, end = 16, len(data)
    while at < end:
        flags = data[at]
        at += 1
        for bit in range(8):
            if at + (flags >> bit & 1) >= end:
                return bytes(text[len(_PRIMED) :][:size])
            if not flags >> bit & 1:
                text.append(data[at])
                at += 1
                continue
            place, length = divmod(data[at] << 8 | data[at + 1], 16)
            at += 2
            now = len(text) % _WINDOW
            if place == now:
                return bytes(text[len(_PRIMED) :][:size])
            begin = len(text) - ((now - place) % _WINDOW)
            for step in range(length + 2):
                text.append(text[begin + step] if begin + step >= 0 else 0)
    return bytes(text[len(_PRIMED) :][:size])
