"""Open originals: the one place where a source file is opened, and the way into containers.

Nothing is unpacked to disk: members are streamed, and only packed containers inside containers are
held in memory, up to a limit.
"""

import gzip
import io
import os
import struct
import zipfile
import zlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from amanat.sources.errors import SourceError
from amanat.sources.limits import DEFAULT, Limits
from amanat.sources.model import Locator

#: What zipfile, zlib and gzip raise on bytes that are cut off or damaged.
DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, struct.error)
_KEPT_OPEN: Final = 4
_PIECE: Final = 64 << 10
_LOCAL_HEADER: Final = struct.Struct("<26xHH")
_PACKINGS: Final = frozenset(
    {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA}
)


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
    """Open a unit's bytes: a file, a member of a zip (also nested), or the workbook of a sheet.

    Members and `.gz` files are streamed as they unpack, and need not be seekable.

    Raises:
        SourceError: the file or one of its containers cannot be read.
    """
    stream = _open_member(where, limits) if where.members else open_file(where.file)
    name = where.members[-1] if where.members else where.file
    if name.lower().endswith(".gz"):
        return cast("BinaryIO", _Unpacked(stream, limits))
    return stream


def open_container(where: Locator, limits: Limits = DEFAULT) -> zipfile.ZipFile:
    """Open a zip (or a zip within zips) to list it. It stays open for the members that follow.

    Raises:
        SourceError: `truncated`, `corrupt`, `encrypted`, `over_size` or `unreadable`.
    """
    return _ARCHIVES.get(where.file, where.members, limits).zip


def close_containers() -> None:
    """Close the containers kept open, so that their files can be moved or deleted."""
    _ARCHIVES.clear()


def refused(info: zipfile.ZipInfo) -> str | None:
    """Return the reason why a member's packing cannot be undone, or None."""
    if info.flag_bits & 0x1:
        return "encrypted"
    return None if info.compress_type in _PACKINGS else "unpack_first"


def _open_member(where: Locator, limits: Limits) -> BinaryIO:
    archive = _ARCHIVES.get(where.file, where.members[:-1], limits)
    info = _info(archive, where.members[-1])
    try:
        stream = archive.zip.open(info)
    except (*DAMAGE, NotImplementedError, RuntimeError):
        raise _damaged() from None
    archive.users += 1
    return cast("BinaryIO", _Member(stream, archive.release))


def _info(archive: "_Archive", name: str) -> zipfile.ZipInfo:
    try:
        info = archive.zip.getinfo(name)
    except KeyError:
        raise _damaged() from None
    reason = refused(info)
    if reason is not None:
        raise SourceError(
            reason, "a packed file that is locked", "an open one", "unpack it and try again"
        )
    return info


def _damaged() -> SourceError:
    return SourceError(
        "corrupt", "a damaged container", "a whole zip", "download or export it again"
    )


class _Archive:
    """An open zip and how many of its members are being read."""

    def __init__(self, raw: BinaryIO, zipped: zipfile.ZipFile) -> None:
        self.raw = raw
        self.zip = zipped
        self.users = 0
        self.dropped = False

    def release(self) -> None:
        self.users -= 1
        self._close_if_idle()

    def drop(self) -> None:
        self.dropped = True
        self._close_if_idle()

    def _close_if_idle(self) -> None:
        if self.dropped and self.users <= 0:
            self.zip.close()
            self.raw.close()


class _Archives:
    """The last few zips, kept open: a Notion export has thousands of pages in one nested zip."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[object, ...], _Archive] = OrderedDict()

    def get(self, file: str, members: tuple[str, ...], limits: Limits) -> _Archive:
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

    def _load(self, file: str, members: tuple[str, ...], limits: Limits) -> _Archive:
        raw = self._raw(file, members, limits)
        try:
            return _Archive(raw, zipfile.ZipFile(raw))
        except DAMAGE:
            cut = _looks_cut(raw)
            raw.close()
            if cut:
                raise SourceError(
                    "truncated", "a zip without its end", "a whole zip", "download it again"
                ) from None
            raise _damaged() from None
        except (NotImplementedError, ValueError, OSError):
            raw.close()
            raise _damaged() from None

    def _raw(self, file: str, members: tuple[str, ...], limits: Limits) -> BinaryIO:
        if not members:
            return open_file(file)
        outer = self.get(file, members[:-1], limits)
        info = _info(outer, members[-1])
        if info.compress_type == zipfile.ZIP_STORED:
            return cast("BinaryIO", _Window(outer, info))
        if info.file_size > limits.max_nested:
            raise SourceError(
                "over_size",
                "a packed container above the limit",
                "a smaller one",
                "unpack the outer file",
            )
        try:
            return io.BytesIO(outer.zip.read(info))
        except (*DAMAGE, NotImplementedError, RuntimeError):
            raise _damaged() from None


def _looks_cut(raw: BinaryIO) -> bool:
    raw.seek(0)
    starts = raw.read(4) == b"PK\x03\x04"
    raw.seek(0, io.SEEK_END)
    raw.seek(max(0, raw.tell() - 65_600))
    return starts and b"PK\x05\x06" not in raw.read()


_ARCHIVES: Final = _Archives()


class _Member(io.RawIOBase):
    """A member's bytes; lets go of its archive when closed."""

    def __init__(self, stream: Any, release: Callable[[], None]) -> None:
        super().__init__()
        self._stream = stream
        self._release = release

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        # Small pieces: what unpacked before a damaged place is not lost with the error.
        data = self._stream.read1(min(len(buffer), _PIECE))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._release()
        super().close()


class _Window(io.RawIOBase):
    """The bytes of a stored member, read where they lie in the outer zip."""

    def __init__(self, outer: _Archive, info: zipfile.ZipInfo) -> None:
        super().__init__()
        self._outer = outer
        outer.users += 1
        outer.raw.seek(info.header_offset)
        header = outer.raw.read(_LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size:
            raise _damaged()
        name, extra = _LOCAL_HEADER.unpack(header)
        self._start = info.header_offset + _LOCAL_HEADER.size + name + extra
        self._size = info.file_size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        count = max(0, min(len(buffer), self._size - self._at))
        self._outer.raw.seek(self._start + self._at)
        data = self._outer.raw.read(count)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._outer.release()
        super().close()


class _Unpacked(io.RawIOBase):
    """A `.gz` file as it unpacks, up to the ratio that no honest file has."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        super().__init__()
        self._counter = _Counted(stream)
        self._gzip = gzip.GzipFile(fileobj=cast("Any", self._counter))
        self._limits = limits
        self._unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._gzip.read1(min(len(buffer), _PIECE))
        self._unpacked += len(data)
        if self._limits.over_ratio(self._unpacked, self._counter.count):
            raise SourceError(
                "over_ratio",
                "a packed file that unpacks to far more than its size",
                "an honest one",
                "unpack it",
            )
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._gzip.close()
            self._counter.close()
        super().close()


class _Counted(io.RawIOBase):
    """Counts the packed bytes that were asked for."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()
