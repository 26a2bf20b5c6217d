"""Take a message apart: which text is its own, and which attachments it has.

Parts are found by their boundaries, each level once, so that the work grows with the message's size
alone; what lies deeper than any mail program nests is an attachment that cannot be read.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from amanat.sources.documents import html_text
from amanat.sources.mail.headers import Headers, in_charset

#: Multiparts within multiparts, and parts of one message.
_DEEPEST: Final = 16
_MOST: Final = 10_000
_BLANK: Final = re.compile(rb"\r?\n\r?\n")
_NAME: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_SUFFIXES: Final = {
    "application/pdf": "pdf",
    "application/json": "json",
    "application/zip": "zip",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "message/delivery-status": "txt",
    "message/rfc822": "eml",
    "text/calendar": "ics",
    "text/csv": "csv",
    "text/directory": "vcf",
    "text/html": "html",
    "text/plain": "txt",
    "text/vcard": "vcf",
    "text/x-vcard": "vcf",
}
_LOCKED: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part without parts. `body`: as it is in the message, still encoded."""

    type: str
    charset: str
    name: str | None
    attached: bool
    encoding: str
    body: bytes
    reason: str | None = None

    @property
    def size(self) -> int:
        """Bytes after decoding, nearly."""
        if self.encoding != "base64":
            return len(self.body)
        return (len(self.body) - self.body.count(b"\n") - self.body.count(b"\r")) * 3 // 4

    def data(self) -> bytes:
        """Return the decoded bytes, as far as they can be decoded."""
        if self.encoding == "base64":
            return _base64(self.body)
        if self.encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        return self.body

    def text(self) -> str:
        """Return the decoded text."""
        return in_charset(self.data(), self.charset).removeprefix("\ufeff").replace("\x00", "")


@dataclass(frozen=True, slots=True)
class Message:
    """A message: its headers, its own text, its attachments in order."""

    headers: Headers
    body: str
    attachments: tuple[Leaf, ...]


def message_of(data: bytes, *, body: bool = True) -> Message:
    """Take a message apart.

    Args:
        data: headers, a blank line, and what follows.
        body: whether its text is wanted as well.
    """
    headers, content = _split(data)
    walk = _Walk()
    walk.take(headers, content, 0)
    return Message(headers, walk.text() if body else "", tuple(walk.attachments))


class _Walk:
    """One walk through the parts of a message."""

    def __init__(self) -> None:
        self.attachments: list[Leaf] = []
        self._texts: list[Leaf] = []
        self._count = 0

    def take(self, headers: Headers, content: bytes, depth: int, *, locked: bool = False) -> None:
        kind, said = headers.parameters("content-type")
        boundary = said.get("boundary", "")
        if not kind.startswith("multipart/") or not boundary:
            self._leaf(_leaf(headers, content, locked=locked))
            return
        if depth >= _DEEPEST:
            self.attachments.append(_beyond(content, "over_depth"))
            return
        before = len(self._texts)
        parts = _between(content, boundary)
        first = next(parts, None)
        if first is None:
            # Its parts are told by a line that stands nowhere: what is there is read as it is.
            self._leaf(Leaf("", "", None, attached=False, encoding="", body=content))
            return
        for part in chain([first], parts):
            self._count += 1
            if self._count > _MOST:
                self.attachments.append(_beyond(part, "over_members"))
                break
            inner, text = _split(part)
            self.take(inner, text, depth + 1, locked=locked or kind == "multipart/encrypted")
        if kind == "multipart/alternative":
            self._texts[before:] = _one_of(self._texts[before:])

    def _leaf(self, leaf: Leaf) -> None:
        own = leaf.type in ("text/plain", "text/html", "") and not leaf.attached
        (self._texts if own and leaf.reason is None else self.attachments).append(leaf)

    def text(self) -> str:
        pieces = [
            html_text(leaf.text().encode("utf-8", "replace"))
            if leaf.type == "text/html"
            else leaf.text()
            for leaf in self._texts
        ]
        whole = "\n".join(piece.strip() for piece in pieces if piece.strip())
        return whole.replace("\r\n", "\n")


def attachment_name(number: int, name: str | None, kind: str) -> str:
    """Return what an attachment is called within its message.

    Args:
        number: its place, from 1; the name begins with it.
        name: as the message gives it.
        kind: its media type in lower case, which tells a suffix where the name has none.
    """
    safe = _NAME.sub("_", name or "").strip(" .")[-120:]
    if not safe:
        suffix = _SUFFIXES.get(kind)
        safe = f"unnamed.{suffix}" if suffix else "unnamed"
    elif "." not in safe and kind in _SUFFIXES:
        safe = f"{safe}.{_SUFFIXES[kind]}"
    return f"{number} {safe}"


def _one_of(texts: list[Leaf]) -> list[Leaf]:
    """Return the one of several forms of a text that is read: plain, where it has words."""
    plain = [leaf for leaf in texts if leaf.type != "text/html" and leaf.text().strip()]
    return plain or texts


def _leaf(headers: Headers, content: bytes, *, locked: bool) -> Leaf:
    kind, said = headers.parameters("content-type")
    shown, about = headers.parameters("content-disposition")
    name = about.get("filename") or said.get("name")
    is_locked = locked or (kind in _LOCKED and said.get("smime-type") != "signed-data")
    return Leaf(
        type=kind,
        charset=said.get("charset", ""),
        name=name,
        attached=shown == "attachment" or name is not None,
        encoding=headers.first("content-transfer-encoding").strip().lower(),
        body=content,
        reason="encrypted" if is_locked else None,
    )


def _beyond(content: bytes, reason: str) -> Leaf:
    return Leaf("", "", "parts.eml", attached=True, encoding="", body=content, reason=reason)


def _split(data: bytes) -> tuple[Headers, bytes]:
    if data[:1] in (b"\r", b"\n"):
        return Headers(()), data.lstrip(b"\r\n")
    end = _BLANK.search(data)
    if end is None:
        return Headers.of(data), b""
    return Headers.of(data[: end.start()]), data[end.end() :]


def _between(content: bytes, boundary: str) -> Iterator[bytes]:
    """Yield what stands between the lines of a boundary; without the last line, to the end."""
    mark = b"--" + boundary.encode("utf-8", "surrogateescape").rstrip()
    line = re.compile(rb"(?:^|\r?\n)" + re.escape(mark) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    start: int | None = None
    for found in line.finditer(content):
        if start is not None:
            yield content[start : found.start()]
        start = _after_line(content, found.end())
        if found[1]:
            return
    if start is not None and start < len(content):
        yield content[start:]


def _after_line(content: bytes, at: int) -> int:
    if content.startswith(b"\r\n", at):
        return at + 2
    return at + 1 if content.startswith(b"\n", at) else at


def _base64(body: bytes) -> bytes:
    """Decode Base64 with whatever stands between; a last character that lacks others is dropped."""
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        whole = letters[: len(letters) // 4 * 4] if len(letters) % 4 == 1 else letters + b"=="
        return binascii.a2b_base64(whole)
