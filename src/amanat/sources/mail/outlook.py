"""Take an Outlook file (MSG) apart: messages within messages, their properties and attachments.

A message is a storage of a compound file; each property is a stream, or stands in a list of short
ones. What lies deeper than any mail program nests is an attachment that cannot be read.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import BinaryIO, Final

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.mail.headers import Headers, in_charset
from amanat.sources.mail.parts import attachment_name
from amanat.sources.ole import Compound

#: In each message lies a list of its short properties.
SHORT: Final = "__properties_version1.0"
_RECIPIENT: Final = "__recip_version1.0_#"
_ATTACHED: Final = "__attach_version1.0_#"
_LONG: Final = "__substg1.0_"
#: Bytes before the short properties: of the file's message, of one within it, of other things.
_TOP, _INNER, _OTHER = 32, 24, 8
_DEEPEST: Final = 16
#: So much is read of a property that is no body, and of a list of short ones.
_LONGEST: Final = 256 << 10
_FIRST_MOMENT: Final = datetime(1601, 1, 1, tzinfo=UTC)
#: Code pages by number that Python knows by another name.
_PAGES: Final = {65001: "utf-8", 20127: "ascii", 1200: "utf-16-le", 20866: "koi8-r"}
_LATIN: Final = range(28591, 28606)
_TEXT, _BYTES, _DATA_BYTES, _OBJECT = "001F", "001E", "0102", "000D"
_BY_VALUE, _EMBEDDED, _OLE = 1, 5, 6
#: What is locked for its reader: S/MIME, and rights management of Office.
_LOCKED: Final = re.compile(r"\.(p7m|rpmsg)$", re.IGNORECASE)
#: By whose number a recipient is one of these.
KINDS: Final = {1: "to", 2: "cc", 3: "bcc"}


class Item:
    """A storage with properties: a message, a recipient or an attachment."""

    def __init__(self, file: Compound, storage: int, header: int, page: str = "cp1252") -> None:
        """Look at a storage.

        Args:
            file: the whole file.
            storage: its number.
            header: bytes before its short properties.
            page: code page of its texts where it says none itself.
        """
        self._file = file
        self._header = header
        self._page = page
        self.inside = file.inside(storage)

    def text(self, tag: str, most: int = _LONGEST) -> str:
        """Return a text property; empty without one.

        Args:
            tag: its number, four hex digits.
            most: bytes that are read of it.
        """
        data = self.data(tag, _TEXT, most)
        if data:
            text = data[: len(data) // 2 * 2].decode("utf-16-le", "replace")
        else:
            text = in_charset(self.data(tag, _BYTES, most), self.page)
        return text.replace("\x00", "").strip()

    def data(self, tag: str, kind: str = _DATA_BYTES, most: int = _LONGEST) -> bytes:
        """Return the bytes of a property; none without one."""
        number = self.inside.get(f"{_LONG}{tag}{kind}")
        return b"" if number is None else self._read(number, most)

    def is_longer(self, tag: str, most: int) -> bool:
        """Say whether a property, however it is written, has more bytes than `most`."""
        numbers = (self.inside.get(f"{_LONG}{tag}{kind}") for kind in (_TEXT, _BYTES, _DATA_BYTES))
        return any(self._file.entries[each].size > most for each in numbers if each is not None)

    def number(self, tag: int) -> int | None:
        """Return a whole number."""
        value = self._short.get((tag, 0x0003))
        return None if value is None else int.from_bytes(value[:4], "little")

    def moment(self, tag: int) -> datetime | None:
        """Return a time in UTC."""
        value = int.from_bytes(self._short.get((tag, 0x0040), b""), "little")
        try:
            return _FIRST_MOMENT + timedelta(microseconds=value // 10) if value else None
        except OverflowError:
            return None

    @cached_property
    def page(self) -> str:
        """The codec of its texts that are no Unicode."""
        number = self.number(0x3FFD) or self.number(0x3FDE)
        return self._page if number is None else page_of(number)

    @cached_property
    def _short(self) -> dict[tuple[int, int], bytes]:
        number = self.inside.get(SHORT)
        if number is None:
            raise _error("corrupt")
        data = self._read(number, _LONGEST)
        places = range(self._header, len(data) - 15, 16)
        heads = ((struct.unpack_from("<HH", data, at), data[at + 8 : at + 16]) for at in places)
        return {(tag, kind): value for (kind, tag), value in heads}

    def _read(self, number: int, most: int) -> bytes:
        with self._file.stream(number, most) as stream:
            try:
                return stream.read()
            except EOFError:
                raise _error("truncated") from None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a message. `name`: within the whole file; `stream`: its number in it, or None."""

    name: str
    size: int
    modified: datetime | None
    stream: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """A message: its properties, its transport headers, its recipients, its attachments."""

    item: Item
    headers: Headers
    recipients: tuple[Item, ...]
    attachments: tuple[Attachment, ...]


def notes_of(file: Compound, limits: Limits) -> Iterator[Note]:
    """Yield the message of a file, then those that are attached to it, at any depth.

    Raises:
        SourceError: `corrupt`, `truncated` or `over_members`.
    """
    top = Item(file, 0, _TOP)
    waiting = [(top, "", 0)]
    count = 0
    while waiting:
        item, folder, depth = waiting.pop()
        attachments: list[Attachment] = []
        inner: list[tuple[Item, str, int]] = []
        for at, storage in enumerate(_storages(item, _ATTACHED), start=1):
            count += 1
            if count > limits.max_members:
                raise _error("over_members")
            attached = Item(file, storage, _OTHER, item.page)
            found = _attachment(file, item, attached, folder, at)
            message = attached.inside.get(f"{_LONG}3701{_OBJECT}")
            if found.reason is None and found.stream is None and message is not None:
                if depth < _DEEPEST:
                    inner.append((Item(file, message, _INNER), f"{folder}{at} message/", depth + 1))
                else:
                    attachments.append(_with_reason(found, "over_depth"))
            else:
                attachments.append(found)
        recipients = [Item(file, each, _OTHER, item.page) for each in _storages(item, _RECIPIENT)]
        headers = Headers.of(item.text("007D").encode("utf-8", "replace"))
        yield Note(item, headers, tuple(recipients), tuple(attachments))
        waiting += reversed(inner)


def page_of(number: int) -> str:
    """Return the codec of a Windows code page."""
    if number in _LATIN:
        return f"iso8859-{number - _LATIN.start + 1}"
    return _PAGES.get(number, f"cp{number}")


def open_attachment(file: Compound, attachment: Attachment) -> BinaryIO:
    """Open an attachment for seeking.

    Raises:
        SourceError: it has no content of its own, or is damaged.
    """
    if attachment.stream is None or attachment.reason is not None:
        raise _error(attachment.reason or "corrupt")
    return file.stream(attachment.stream)


def _storages(item: Item, prefix: str) -> list[int]:
    return [number for name, number in sorted(item.inside.items()) if name.startswith(prefix)]


def _attachment(file: Compound, item: Item, attached: Item, folder: str, at: int) -> Attachment:
    written = attached.text("3707") or attached.text("3704") or attached.text("3001")
    kind = attached.text("370E").lower()
    signed = item.text("001A").lower().endswith("multipartsigned")
    # A signed message lies in it as any mail program would save it.
    name = attachment_name(at, f"{written}.eml" if signed else written, kind)
    stream = attached.inside.get(f"{_LONG}3701{_DATA_BYTES}")
    way = attached.number(0x3705)
    if _LOCKED.search(name):
        reason: str | None = "encrypted"
    elif stream is not None:
        reason = None
    elif way in (_EMBEDDED, _OLE):
        message = attached.inside.get(f"{_LONG}3701{_OBJECT}")
        readable = message is not None and SHORT in file.inside(message)
        reason = None if readable else "format_unsupported"
    else:
        # It stands elsewhere, and the message has a link to it, unless it is empty.
        reason = "empty" if way == _BY_VALUE else "link_outside"
    size = 0 if stream is None else file.entries[stream].size
    return Attachment(folder + name, size, attached.moment(0x3008), stream, reason)


def _with_reason(found: Attachment, reason: str) -> Attachment:
    return Attachment(found.name, found.size, found.modified, None, reason)


def _error(reason: str) -> SourceError:
    return SourceError(
        reason, "an Outlook file that cannot be read", "a whole one", "save it again as .msg"
    )
