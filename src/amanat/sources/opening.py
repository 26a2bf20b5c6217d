"""Open originals: the one place where a source file is opened, and the way into containers.

Nothing is unpacked to disk: members are streamed, and only packed containers inside containers are
held in memory, up to a limit.
"""

import gzip
import io
import lzma
import os
import struct
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from amanat.sources.errors import SourceError
from amanat.sources.format import Archive
from amanat.sources.limits import DEFAULT, Limits
from amanat.sources.model import Locator
from amanat.sources.packed import TELLING, Cursor, Unpacked, Unpacker, packing_of

#: What zipfile, zlib, gzip and their like raise on bytes that are cut off or damaged.
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    gzip.BadGzipFile,
    lzma.LZMAError,
    struct.error,
)
_KEPT_OPEN: Final = 4
_ZIP_PACKINGS: Final = frozenset(
    {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
)
_PIECE: Final = 64 << 10


def open_file(path: str | Path) -> BinaryIO:
    """Open an original for reading; every read of a source passes here.

    Raises:
        SourceError: `unreadable`, where the system refuses.
    """
    try:
        return Path(path).open("rb")
    except OSError:
        raise SourceError(
            "unreadable",
            "a file that the system does not let us open",
            "a readable file",
            "give your account read permission, or copy the file",
        ) from None


def open_unit(where: Locator, limits: Limits = DEFAULT) -> BinaryIO:
    """Open a unit's bytes: a file, a member of a container (also nested), the workbook of a sheet.

    They are streamed, need not be seekable, and unpack where they are a `.gz`, `.bz2` or `.xz`.

    Raises:
        SourceError: the file or one of its containers cannot be read.
    """
    stream = _open_member(where, limits) if where.members else open_file(where.file)
    begun = _begun(stream)
    packing = packing_of(begun.first)
    if packing is None:
        return begun.again()
    return cast("BinaryIO", Unpacked(Unpacker(begun.again(), packing, limits)))


def open_seekable(where: Locator, limits: Limits = DEFAULT) -> BinaryIO:
    """Open a unit's bytes for seeking; packed ones are held in memory where they cannot be sought.

    Raises:
        SourceError: `over_size`, above `limits.max_nested` bytes in memory; or it cannot be read.
    """
    if not where.members:
        raw = open_file(where.file)
    else:
        raw = _ARCHIVES.get(where.file, where.members[:-1], limits).seekable(
            where.members[-1], limits
        )
    if packing_of(raw.read(TELLING)) is None:
        raw.seek(0)
        return raw
    raw.close()
    with open_unit(where, limits) as stream:
        return _held(stream, limits)


def open_container(where: Locator, limits: Limits = DEFAULT) -> Archive:
    """Open a container (also one within others) to list it. It stays open for its members.

    Raises:
        SourceError: `truncated`, `corrupt`, `encrypted`, `over_size` or `unreadable`.
    """
    return _ARCHIVES.get(where.file, where.members, limits).archive


def close_containers() -> None:
    """Close the containers kept open, so that their files can be moved or deleted."""
    _ARCHIVES.clear()


def refused(info: zipfile.ZipInfo) -> str | None:
    """Return the reason why a zip member's packing cannot be undone, or None."""
    if info.flag_bits & 0x1:
        return "encrypted"
    return None if info.compress_type in _ZIP_PACKINGS else "unpack_first"


def damaged() -> SourceError:
    """Return the error of a container that cannot be read."""
    return SourceError(
        "corrupt", "a damaged container", "a whole one", "download or export it again"
    )


@contextmanager
def rim() -> Iterator[None]:
    """Make whatever goes wrong within a format the reason of the one file that it is opened for.

    Raises:
        SourceError: as the format raised it; else `corrupt`, `over_memory` or `reader_fault`.
    """
    try:
        yield
    except SourceError:
        raise
    except (*DAMAGE, RuntimeError, ValueError, OSError):
        raise damaged() from None
    except MemoryError:
        raise _failed("over_memory") from None
    except Exception:  # noqa: BLE001  a hostile file must not end the audit, whatever it hits
        raise _failed("reader_fault") from None


def _failed(reason: str) -> SourceError:
    return SourceError(
        reason, "a file on which its reader fails", "one that can be read", "export it again"
    )


def _open_member(where: Locator, limits: Limits) -> BinaryIO:
    return _ARCHIVES.get(where.file, where.members[:-1], limits).member(where.members[-1])


@dataclass(frozen=True, slots=True)
class _Begun:
    """A stream of which the first bytes were read, and what went wrong on the way."""

    stream: BinaryIO
    first: bytes
    error: Exception | None

    def again(self) -> BinaryIO:
        """Return the stream as if nothing had been read of it."""
        if self.stream.seekable():
            self.stream.seek(0)
            return self.stream
        return cast("BinaryIO", _Again(self))


def _begun(stream: BinaryIO) -> _Begun:
    first = b""
    try:
        while len(first) < TELLING and (piece := stream.read(_PIECE)):
            first += piece
    except DAMAGE as error:
        return _Begun(stream, first, error.with_traceback(None))
    return _Begun(stream, first, None)


def _held(stream: BinaryIO, limits: Limits) -> BinaryIO:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(1 << 20):
        pieces.append(piece)
        size += len(piece)
        if size > limits.max_nested:
            raise _over_size()
    return io.BytesIO(b"".join(pieces))


def _over_size() -> SourceError:
    return SourceError(
        "over_size", "a packed file above the limit", "a smaller one", "unpack the outer file"
    )


class _Opened:
    """An open container and how many of its members are being read."""

    def __init__(self, raw: BinaryIO, archive: Archive) -> None:
        self.archive = archive
        self._raw = raw
        self._users = 0
        self._dropped = False

    def member(self, name: str) -> BinaryIO:
        with rim():
            stream = self.archive.open(name)
        self._users += 1
        return cast("BinaryIO", _Member(stream, self._release))

    def seekable(self, name: str, limits: Limits) -> BinaryIO:
        with rim():
            stream = self.archive.window(name)
            if stream is None:
                with self.archive.open(name) as member:
                    return _held(member, limits)
        self._users += 1
        return cast("BinaryIO", _Seekable(stream, self._release))

    def drop(self) -> None:
        self._dropped = True
        self._close_if_idle()

    def _release(self) -> None:
        self._users -= 1
        self._close_if_idle()

    def _close_if_idle(self) -> None:
        if self._dropped and self._users <= 0:
            self.archive.close()
            self._raw.close()


def _opened(raw: BinaryIO, name: str, limits: Limits) -> _Opened:
    # Formats open their units here: telling them is asked for when one is opened.
    from amanat.sources.telling import format_in  # noqa: PLC0415

    packing = packing_of(raw.read(TELLING))
    raw.seek(0)
    if packing is not None:
        raw = cast("BinaryIO", Cursor(Unpacker(raw, packing, limits)))
    shape = format_in(name, raw)
    if shape is None or shape.archive is None:
        raise damaged()
    return _Opened(raw, shape.archive(raw, limits))


class _Archives:
    """The last few containers, kept open: a Notion export has thousands of pages in one zip."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[object, ...], _Opened] = OrderedDict()

    def get(self, file: str, members: tuple[str, ...], limits: Limits) -> _Opened:
        try:
            stat = Path(file).stat()
        except OSError:
            open_file(file).close()
            raise
        # A forked worker shares the offset of an inherited file: it opens its own.
        key = (os.getpid(), file, stat.st_size, stat.st_mtime_ns, stat.st_ino, members)
        found = self._open.get(key)
        if found is None:
            found = self._load(file, members, limits)
            self._open[key] = found
            while len(self._open) > _KEPT_OPEN:
                self._open.popitem(last=False)[1].drop()
        else:
            self._open.move_to_end(key)
        return found

    def clear(self) -> None:
        while self._open:
            self._open.popitem()[1].drop()

    def _load(self, file: str, members: tuple[str, ...], limits: Limits) -> _Opened:
        raw = self._raw(file, members, limits)
        try:
            with rim():
                return _opened(raw, members[-1] if members else file, limits)
        except BaseException:
            raw.close()
            raise

    def _raw(self, file: str, members: tuple[str, ...], limits: Limits) -> BinaryIO:
        if not members:
            return open_file(file)
        return self.get(file, members[:-1], limits).seekable(members[-1], limits)


_ARCHIVES: Final = _Archives()


class _Member(io.RawIOBase):
    """A member's bytes; lets go of its container when closed."""

    def __init__(self, stream: BinaryIO, release: Callable[[], None]) -> None:
        super().__init__()
        self._stream = stream
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._release = release

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        # Small pieces: what unpacked before a damaged place is not lost with the error.
        data = self._read(min(len(buffer), _PIECE))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._release()
        super().close()


class _Seekable(_Member):
    """The same where it can be sought."""

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)


class _Again(io.RawIOBase):
    """A stream that is read forward, with its first bytes put back."""

    def __init__(self, begun: _Begun) -> None:
        super().__init__()
        self._stream = begun.stream
        self._first = begun.first
        self._error = begun.error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data, self._first = self._first[: len(buffer)], self._first[len(buffer) :]
        if not data:
            if self._error is not None:
                raise self._error
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


class Window(io.RawIOBase):
    """A piece of another stream, as a stream of its own; the other one stays open."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        """Look at `size` bytes from `start` on."""
        super().__init__()
        self._stream = stream
        self._start = start
        self._size = size
        self._at = 0

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
        """Go to a place."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Give bytes from the current place on; fewer only at the end or where the other ends."""
        count = max(0, min(len(buffer), self._size - self._at))
        self._stream.seek(self._start + self._at)
        data = self._stream.read(count) if count else b""
        if count and not data:
            raise EOFError
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
