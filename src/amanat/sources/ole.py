"""Read compound files (OLE: XLS, DOC, PPT, MSG, locked OOXML): a directory of streams in sectors.

Work and memory grow with the file alone, whatever its tables say: chains that lead back into
themselves end, a directory is walked once, and of streams that share sectors one is read.
"""

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt

from amanat.sources.errors import SourceError

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: In it lies an Office file that needs a password.
LOCKED: Final = "EncryptedPackage"
_END: Final = 0xFFFFFFFA  # this and above: no sector, no entry
_HEADER: Final = 512
_IN_HEADER: Final = 109
_ENTRY: Final = 128
#: Names of a directory; no honest file has more.
_MOST: Final = 1 << 17
_MINI: Final = 64
_STORAGE, _STREAM, _ROOT = 1, 2, 5

Sectors = list[int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the directory: a stream of `size` bytes from sector `start` on, or a storage."""

    name: str
    kind: int
    size: int
    start: int
    left: int
    right: int
    child: int

    @property
    def is_storage(self) -> bool:
        """Whether other entries lie in it."""
        return self.kind in (_STORAGE, _ROOT)


def is_ole(head: bytes) -> bool:
    """Say whether a file that begins so is a compound file."""
    return head.startswith(MAGIC)


def stream_names(stream: BinaryIO) -> frozenset[str]:
    """Return the names in a compound file's directory, as far as it is whole.

    Args:
        stream: all of the file, seekable.
    """
    return frozenset(entry.name for entry in Compound(stream).entries if entry.name)


class Compound:
    """A compound file; what is damaged says so when it is opened, not before."""

    def __init__(self, raw: BinaryIO) -> None:
        """Look at its header.

        Args:
            raw: all of the file, seekable; stays open.
        """
        self._raw = raw
        self._length = raw.seek(0, io.SEEK_END)
        self._header = self._bytes(0, _HEADER).ljust(_HEADER, b"\x00")
        (self._version,) = struct.unpack_from("<H", self._header, 26)
        (shift,) = struct.unpack_from("<H", self._header, 30)
        self._size = 1 << shift if shift in (9, 12) else 512
        self._most = self._length // self._size + 1

    @cached_property
    def entries(self) -> list[Entry]:
        """The directory as it lies; the root comes first."""
        data = b"".join(self._bytes(self._offset(sector), self._size) for sector in self._directory)
        return [
            self._entry(data[at : at + _ENTRY]) for at in range(0, len(data) - _ENTRY + 1, _ENTRY)
        ]

    @cached_property
    def _directory(self) -> Sectors:
        (start,) = struct.unpack_from("<I", self._header, 48)
        return self._chain(self._table, start, min(self._most, _MOST * _ENTRY // self._size))

    @cached_property
    def _inside(self) -> dict[int, dict[str, int]]:
        """Of each storage its entries by name: each entry lies in one storage only."""
        if len(self.entries) * _ENTRY < len(self._directory) * self._size:
            raise _error("truncated")
        last = self._directory[-1:]
        if not last or last[0] >= len(self._table) or int(self._table[last[0]]) < _END:
            # The list of names leads back into itself, or its end is not told: some of it is lost.
            raise _error("corrupt")
        inside: dict[int, dict[str, int]] = {}
        seen = {0}
        storages = [0] if self.entries else []
        while storages:
            storage = storages.pop()
            names = inside[storage] = {}
            waiting = [self.entries[storage].child]
            while waiting:
                at = waiting.pop()
                if at >= _END:
                    continue
                if at >= len(self.entries) or at in seen:
                    raise _error("corrupt")
                seen.add(at)
                entry = self.entries[at]
                names[entry.name] = at
                waiting += [entry.left, entry.right]
                if entry.is_storage:
                    storages.append(at)
        return inside

    def inside(self, storage: int = 0) -> dict[str, int]:
        """Return the numbers of the entries in a storage by name; 0 is the root.

        Raises:
            SourceError: `truncated` or `corrupt`, where names are lost.
        """
        return self._inside.get(storage, {})

    def stream(self, number: int, most: int | None = None) -> BinaryIO:
        """Open a stream for seeking.

        Args:
            number: of its entry, as `inside` tells it.
            most: bytes from its beginning that are wanted; None: all.

        Raises:
            SourceError: `truncated` or `corrupt`; also where its sectors are another stream's.
        """
        entry = self.entries[number]
        if entry.is_storage or entry.size > self._length:
            raise _error("truncated" if entry.size > self._length else "corrupt")
        if number in self._sharing:
            raise _error("corrupt")
        size = entry.size if most is None else min(entry.size, most)
        mini, unit = self._kept(entry)
        wanted = -(-size // unit)
        sectors = self._chain(self._mini_table if mini else self._table, entry.start, wanted)
        if len(sectors) < wanted:
            raise _error("corrupt")
        place = self._mini_offset if mini else self._offset
        offsets = np.array([place(at) for at in sectors], np.int64)
        if len(offsets) and int(offsets.max()) >= self._length:
            raise _error("truncated")
        return io.BufferedReader(_Chain(self._raw, offsets, unit, size))

    def _kept(self, entry: Entry) -> tuple[bool, int]:
        """Return whether a stream lies in small sectors, and their bytes."""
        mini = entry.size < struct.unpack_from("<I", self._header, 56)[0]
        return mini, _MINI if mini else self._size

    @cached_property
    def _sharing(self) -> frozenset[int]:
        """The streams that run into an earlier one: each sector is one stream's, and walked once.

        No honest file has any; a hostile one could have its bytes read once for each of its names.
        """
        taken = bytearray(len(self._table)), bytearray(len(self._mini_table))
        sharing: set[int] = set()
        for number in sorted(at for names in self._inside.values() for at in names.values()):
            entry = self.entries[number]
            if entry.is_storage:
                continue
            mini, unit = self._kept(entry)
            table = self._mini_table if mini else self._table
            at, wanted = entry.start, -(-min(entry.size, self._length) // unit)
            while wanted > 0 and at < len(table):
                if taken[mini][at]:
                    sharing.add(number)
                    break
                taken[mini][at] = 1
                at, wanted = self._next(table, at), wanted - 1
        return frozenset(sharing)

    def _entry(self, data: bytes) -> Entry:
        name = data[:64].decode("utf-16-le", "replace").split("\x00", 1)[0]
        left, right, child = struct.unpack_from("<III", data, 68)
        start, size = struct.unpack_from("<IQ", data, 116)
        # Old writers leave rubbish in the upper half of a size.
        return Entry(
            name,
            data[66],
            size & 0xFFFFFFFF if self._version < 4 else size,
            start,
            left,
            right,
            child,
        )

    @cached_property
    def _table(self) -> npt.NDArray[np.uint32]:
        """The sector that follows each sector."""
        # A table that speaks of more sectors than there are is not read any further.
        most = -(-self._most * 4 // self._size)
        pieces = []
        for at, sector in enumerate(self._table_sectors()):
            if at >= most or sector >= _END:
                break
            pieces.append(self._bytes(self._offset(sector), self._size))
        return _numbers(b"".join(pieces))

    def _table_sectors(self) -> Iterator[int]:
        yield from struct.unpack_from(f"<{_IN_HEADER}I", self._header, 76)
        (more,) = struct.unpack_from("<I", self._header, 68)
        seen: set[int] = set()
        while more < _END and more not in seen:
            seen.add(more)
            listed = _numbers(self._bytes(self._offset(more), self._size))
            if not len(listed):
                return
            yield from listed[:-1].tolist()
            more = int(listed[-1])

    @cached_property
    def _mini_table(self) -> npt.NDArray[np.uint32]:
        (start,) = struct.unpack_from("<I", self._header, 60)
        sectors = self._chain(self._table, start, self._most)
        return _numbers(b"".join(self._bytes(self._offset(at), self._size) for at in sectors))

    @cached_property
    def _mini_sectors(self) -> Sectors:
        return self._chain(self._table, self.entries[0].start, self._most)

    def _chain(self, table: npt.NDArray[np.uint32], start: int, most: int) -> Sectors:
        """Return the sectors of a chain in order, up to where it ends or leads back."""
        sectors: Sectors = []
        seen: set[int] = set()
        while start < _END and start not in seen and len(sectors) < most:
            seen.add(start)
            sectors.append(start)
            start = self._next(table, start)
        return sectors

    @staticmethod
    def _next(table: npt.NDArray[np.uint32], sector: int) -> int:
        """Return the sector that follows; none where the table does not tell."""
        return int(table[sector]) if sector < len(table) else _END

    def _offset(self, sector: int) -> int:
        return (sector + 1) * self._size

    def _mini_offset(self, sector: int) -> int:
        at, within = divmod(sector * _MINI, self._size)
        if at >= len(self._mini_sectors):
            raise _error("corrupt")
        return self._offset(self._mini_sectors[at]) + within

    def _bytes(self, offset: int, size: int) -> bytes:
        if offset >= self._length:
            return b""
        self._raw.seek(offset)
        pieces: list[bytes] = []
        while size > 0 and (piece := self._raw.read(size)):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


class _Chain(io.RawIOBase):
    """A stream of a compound file: its sectors where they lie, neighbours read together."""

    def __init__(self, raw: BinaryIO, offsets: npt.NDArray[np.int64], unit: int, size: int) -> None:
        super().__init__()
        self._raw = raw
        self._size = size
        self._at = 0
        begins = np.flatnonzero(np.diff(offsets, prepend=-unit - 1) != unit)
        self._places: list[int] = (begins * unit).tolist()
        self._offsets: list[int] = offsets[begins].tolist()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._size:
            return 0
        run = bisect_right(self._places, self._at) - 1
        end = self._places[run + 1] if run + 1 < len(self._places) else self._size
        self._raw.seek(self._offsets[run] + self._at - self._places[run])
        data = self._raw.read(min(len(buffer), end - self._at))
        if not data:
            # The file ends before its last sector does.
            raise EOFError
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _numbers(data: bytes) -> npt.NDArray[np.uint32]:
    return np.frombuffer(data[: len(data) // 4 * 4], "<u4")


def _error(reason: str) -> SourceError:
    return SourceError(reason, "a file of Office that is damaged", "a whole one", "save it again")
