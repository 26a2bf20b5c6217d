"""Bytes of a unit as they are read once: hashed, forgiven where cut off, and turned into UTF-8."""

import codecs
import io
from hashlib import blake2b
from typing import Any, BinaryIO, Final

from amanat.sources.opening import DAMAGE

_BLOCK: Final = 1 << 20
_NUL: Final = b"\x00"
_MARKS: Final = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    # Excel on Indian Windows writes cp1252. Bytes that are no UTF-8 are read so, wherever in a
    # file of any size the first of them stands: no second pass, and UTF-8 around them stays.
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("amanat-cp1252", _as_cp1252)


def decode(data: bytes, encoding: str) -> str:
    """Decode a whole piece of text; bytes that do not fit become cp1252 or U+FFFD."""
    errors = "amanat-cp1252" if encoding == "utf-8" else "replace"
    return data.decode(encoding, errors)


class Raw:
    """The raw bytes of a unit: hashed while read; an end that is cut off ends the reading.

    `cut` is true after the end if the packed bytes were cut off or damaged.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = blake2b(digest_size=16)
        self.cut = False
        self.ended = False

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; nothing only at the end."""
        if self.ended:
            return b""
        try:
            data = self._stream.read(size)
        except DAMAGE:
            self.cut = True
            data = b""
        if not data:
            self.ended = True
        self._hash.update(data)
        return data

    def drain(self) -> None:
        """Read to the end, so that the hash is that of the whole unit."""
        while self.read(_BLOCK):
            pass

    def digest(self) -> bytes:
        """Return the hash of all bytes read."""
        return self._hash.digest()

    def close(self) -> None:
        """Close the original."""
        self._stream.close()


class Utf8(io.RawIOBase):
    """A unit's text as valid UTF-8 without BOM and without NULs, from `skip` bytes on.

    NULs pad fixed-width fields and fill what a crash left unwritten: they are no characters.
    `quotes` counts the double quotes that have passed, to notice one that was never closed.
    """

    def __init__(self, raw: Raw, encoding: str, skip: int = 0) -> None:
        super().__init__()
        self._raw = raw
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)(
            "amanat-cp1252" if encoding == "utf-8" else "replace"
        )
        self._skip = skip
        self._first = True
        self._rest = b""
        self._tail = b""
        self.quotes = 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill as much of the buffer as one piece gives."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int | None = -1) -> bytes:
        """Return up to `size` bytes; fewer only at the end."""
        if size is None or size < 0:
            size = 1 << 62
        pieces: list[bytes] = []
        have = 0
        while have < size:
            if not self._rest:
                self._rest = self._next(min(max(size - have, 4096), 1 << 23))
                if not self._rest:
                    break
            piece = self._rest[: size - have]
            self._rest = self._rest[len(piece) :]
            pieces.append(piece)
            have += len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    def _next(self, size: int) -> bytes:
        while True:
            data = self._raw.read(size)
            if self._first and data:
                data = self._without_mark(data)
            text = self._to_utf8(data)
            if _NUL in text:
                text = text.replace(_NUL, b"")
            if self._skip:
                dropped = min(self._skip, len(text))
                self._skip -= dropped
                text = text[dropped:]
            self.quotes += text.count(b'"')
            if text or self._raw.ended:
                return text

    def _without_mark(self, data: bytes) -> bytes:
        mark = _MARKS[self._encoding]
        while len(data) < len(mark):
            more = self._raw.read(len(mark))
            if not more:
                break
            data += more
        self._first = False
        return data.removeprefix(mark)

    def _to_utf8(self, data: bytes) -> bytes:
        if self._encoding != "utf-8":
            text = self._decoder.decode(data, final=self._raw.ended)
            return text.encode("utf-8", "replace")
        data = self._tail + data
        whole = len(data) if self._raw.ended else _whole(data)
        data, self._tail = data[:whole], data[whole:]
        if data.isascii():
            return data
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("utf-8", "amanat-cp1252").encode("utf-8")
        return data


def _whole(data: bytes) -> int:
    """Return how many bytes end on a whole character; at most three are kept for later."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte < 0x80:
            return len(data)
        if byte >= 0xC0:
            needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return len(data) if back >= needed else len(data) - back
    return len(data)
