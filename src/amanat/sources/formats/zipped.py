"""Zips: members are streamed where they lie; stored ones can be sought."""

import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, BinaryIO, Final, cast

from amanat.sources.errors import SourceError
from amanat.sources.format import Entry, Format
from amanat.sources.limits import Limits
from amanat.sources.names import UniqueNames
from amanat.sources.opening import DAMAGE, Window, damaged, refused

_LOCAL_HEADER: Final = struct.Struct("<26xHH")
_UNIX_TIME: Final = b"UT"
_FIRST_YEAR: Final = 1981  # 1980-01-01 is what packers write who know no time


class Zip:
    """A zip that is open."""

    forward = False

    def __init__(self, raw: BinaryIO, limits: Limits) -> None:
        """Read the list of members.

        Raises:
            SourceError: `truncated`, `corrupt` or `over_members`.
        """
        self._raw = raw
        try:
            self._zip = zipfile.ZipFile(raw)
        except DAMAGE:
            if _looks_cut(raw):
                raise SourceError(
                    "truncated", "a zip without its end", "a whole zip", "download it again"
                ) from None
            raise damaged() from None
        if sum(not info.is_dir() for info in self._zip.infolist()) > limits.max_members:
            raise SourceError(
                "over_members", "a zip of too many files", "fewer", "unpack it and try again"
            )

    def entries(self) -> Iterator[Entry]:
        """Yield the files of the zip in its list's order."""
        for name, info in self._members.items():
            if not info.is_dir():
                yield Entry(
                    name,
                    info.file_size,
                    info.compress_size,
                    _modified(info),
                    refused(info),
                )

    def open(self, name: str) -> BinaryIO:
        """Open a member to be read forward."""
        return cast("BinaryIO", self._zip.open(self._info(name)))

    def window(self, name: str) -> BinaryIO | None:
        """Open a stored member for seeking."""
        info = self._info(name)
        if info.compress_type != zipfile.ZIP_STORED:
            return None
        self._raw.seek(info.header_offset)
        header = self._raw.read(_LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size:
            raise damaged()
        start = info.header_offset + _LOCAL_HEADER.size + sum(_LOCAL_HEADER.unpack(header))
        return cast("BinaryIO", Window(self._raw, start, info.file_size))

    def close(self) -> None:
        """Forget the list."""
        self._zip.close()

    @cached_property
    def _members(self) -> dict[str, zipfile.ZipInfo]:
        """The members by name; those of equal names are told apart, so that none is lost."""
        names = UniqueNames()
        return {names.add(info.filename): info for info in self._zip.infolist()}

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = self._members.get(name)
        if info is None:
            raise damaged()
        reason = refused(info)
        if reason is not None:
            raise SourceError(
                reason, "a packed file that is locked", "an open one", "unpack it and try again"
            )
        return info


def _looks_cut(raw: BinaryIO) -> bool:
    raw.seek(0)
    starts = raw.read(4) == b"PK\x03\x04"
    end = raw.seek(0, 2)
    raw.seek(max(0, end - 65_600))
    return starts and b"PK\x05\x06" not in raw.read()


def _modified(info: zipfile.ZipInfo) -> datetime | None:
    at = _unix_time(info.extra)
    if at is not None:
        return at
    try:
        # Zips carry no zone; the day is what matters, and it is marked as a container's time.
        local = datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None
    return local if local.year >= _FIRST_YEAR else None


def _unix_time(extra: Any) -> datetime | None:
    at = 0
    while at + 4 <= len(extra):
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        field = extra[at + 4 : at + 4 + size]
        if extra[at : at + 2] == _UNIX_TIME and len(field) >= 5 and field[0] & 1:
            seconds = int.from_bytes(field[1:5], "little")
            return datetime.fromtimestamp(seconds, UTC) if seconds else None
        at += 4 + size
    return None


FORMATS: Final = (
    Format(
        "zip",
        suffixes=("zip",),
        magic=(b"PK\x03\x04", b"PK\x05\x06"),
        tells=lambda peek: peek.packed_as == "zip",
        archive=Zip,
    ),
)
