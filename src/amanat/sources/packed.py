"""Undo the packing of a single file (gzip, bzip2, xz) as it is read, up to an honest ratio."""

import bz2
import gzip
import io
import lzma
import zlib
from collections import deque
from collections.abc import Callable
from typing import Any, BinaryIO, Final, Protocol

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits

#: So many bytes tell a packing.
TELLING: Final = 10
_PIECE: Final = 64 << 10
#: An xz file may ask for gigabytes; none that was written with usual settings needs more.
_XZ_MEMORY: Final = 256 << 20
#: What was read last is kept, so that a member can be read again without starting over.
_RECENT: Final = 16 << 20
_MARKS_APART: Final = 16 << 20
_BZIP2_BLOCKS: Final = (b"1AY&SY", b"\x17rE8P\x90")


def packing_of(head: bytes) -> str | None:
    """Return "gz", "bz2" or "xz" for packed bytes that begin so, else None."""
    if head.startswith(b"\x1f\x8b\x08"):
        return "gz"
    if head.startswith(b"BZh") and head[4:10] in _BZIP2_BLOCKS:
        return "bz2"
    return "xz" if head.startswith(b"\xfd7zXZ\x00") else None


class _Zlib:
    """zlib's decompressor with the manners of the other two."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def copy(self) -> "_Zlib":
        twin = _Zlib()
        twin._inner = self._inner.copy()
        return twin


_ENGINES: Final[dict[str, Callable[[], Any]]] = {
    "gz": _Zlib,
    "bz2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}


class Forward(Protocol):
    """Bytes as they unpack, forward only. `position`: bytes given so far."""

    position: int

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; nothing only at the end."""

    def mark(self) -> Callable[[], None] | None:
        """Return what takes the unpacking back to here; None where there are no marks."""

    def restart(self) -> None:
        """Begin again."""

    def close(self) -> None:
        """Close what it reads from."""


class Unpacker:
    """Packed bytes as they unpack, forward only; several packed streams in a row are one.

    `position`: unpacked bytes given so far.
    """

    def __init__(self, stream: BinaryIO, packing: str, limits: Limits) -> None:
        """Begin at the stream's beginning, where the packed bytes begin."""
        self._stream = stream
        self._packing = packing
        self._make = _ENGINES[packing]
        self._engine = self._make()
        self._limits = limits
        self._input = b""
        self._taken = 0
        self.position = 0

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; nothing only at the end.

        Raises:
            EOFError, zlib.error, OSError, lzma.LZMAError: the packed bytes are cut or damaged.
            SourceError: `over_ratio`.
        """
        while True:
            if self._engine.eof and not self._next_stream():
                return b""
            data = self._step(min(size, _PIECE))
            if data:
                self.position += len(data)
                if self._limits.over_ratio(self.position, self._taken):
                    raise SourceError(
                        "over_ratio",
                        "a packed file that unpacks to far more than its size",
                        "an honest one",
                        "unpack it",
                    )
                return data

    def mark(self) -> Callable[[], None] | None:
        """Return what takes the unpacking back to here; None where the packing has no marks."""
        if not isinstance(self._engine, _Zlib):
            return None
        state = (self._engine.copy(), self._input, self._taken, self.position)
        offset = self._stream.tell()

        def back() -> None:
            engine, self._input, self._taken, self.position = state
            self._engine = engine.copy()
            self._stream.seek(offset)

        return back

    def restart(self) -> None:
        """Begin again."""
        self._stream.seek(0)
        self._engine = self._make()
        self._input = b""
        self._taken = self.position = 0

    def close(self) -> None:
        """Close the packed stream."""
        self._stream.close()

    def _step(self, size: int) -> bytes:
        if self._engine.needs_input and not self._input:
            self._input = self._more()
        data, self._input = self._input, b""
        unpacked: bytes = self._engine.decompress(data, size)
        # At the end of the input, what the engine still held has been given by now.
        if not data and not unpacked and not self._engine.eof and self._engine.needs_input:
            raise EOFError
        return unpacked

    def _next_stream(self) -> bool:
        """Go on to the packed stream that follows; zeros that pad the file are none."""
        rest = (self._engine.unused_data + self._input).lstrip(b"\x00")
        self._input = b""
        while len(rest) < TELLING:
            more = self._more()
            if not more:
                break
            rest = (rest + more).lstrip(b"\x00")
        if rest and packing_of(rest) != self._packing:
            raise gzip.BadGzipFile
        if rest:
            self._engine = self._make()
            self._input = rest
        return bool(rest)

    def _more(self) -> bytes:
        data = self._stream.read(_PIECE)
        self._taken += len(data)
        return data


class Unpacked(io.RawIOBase):
    """A packed file as a stream that is read forward."""

    def __init__(self, unpacker: Unpacker) -> None:
        super().__init__()
        self._unpacker = unpacker

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give what one step unpacks: what came before a damaged place is not lost with it."""
        data = self._unpacker.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the packed stream too."""
        if not self.closed:
            self._unpacker.close()
        super().close()


class Cursor(io.RawIOBase):
    """A packed file as a stream that can seek.

    What was unpacked last is kept; further back it goes to the last mark before (gzip has marks
    all along the file, at 40 KB each), or starts over. Forward, it unpacks and drops.
    """

    def __init__(self, unpacker: Forward) -> None:
        super().__init__()
        self._unpacker = unpacker
        self._at = 0
        self._recent: deque[bytes] = deque()
        self._begin = 0
        self._marks: list[tuple[int, Callable[[], None]]] = []

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place; nothing is unpacked before something is read there."""
        if whence == io.SEEK_END:
            while self._unpack():
                pass
            offset += self._unpacker.position
        elif whence == io.SEEK_CUR:
            offset += self._at
        self._at = max(0, offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Give bytes from the current place on."""
        data = self._bytes(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        """Close the packed stream too."""
        if not self.closed:
            self._unpacker.close()
        super().close()

    def _bytes(self, size: int) -> bytes:
        if self._at < self._begin:
            self._go_back()
        while self._at >= self._unpacker.position:
            if not self._unpack():
                return b""
        # From the end on: what was unpacked last is what is read, mostly.
        begin = self._unpacker.position
        for piece in reversed(self._recent):
            begin -= len(piece)
            if self._at >= begin:
                break
        return piece[self._at - begin :][:size]

    def _unpack(self) -> bool:
        position = self._unpacker.position
        last = self._marks[-1][0] if self._marks else 0
        if position >= last + _MARKS_APART:
            mark = self._unpacker.mark()
            if mark is not None:
                self._marks.append((position, mark))
        data = self._unpacker.read(_PIECE)
        self._recent.append(data)
        while self._unpacker.position - self._begin > _RECENT:
            self._begin += len(self._recent.popleft())
        return bool(data)

    def _go_back(self) -> None:
        before = [back for position, back in self._marks if position <= self._at]
        if before:
            before[-1]()
        else:
            self._unpacker.restart()
        self._recent.clear()
        self._begin = self._unpacker.position
