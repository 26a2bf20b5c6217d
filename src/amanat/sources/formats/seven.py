"""7z: members are unpacked as they are read, in the order of the file; nothing goes to disk."""

import io
import lzma
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any, BinaryIO, Final, cast

from amanat.sources.format import Entry, Format
from amanat.sources.limits import Limits
from amanat.sources.names import UniqueNames
from amanat.sources.opening import Window, damaged
from amanat.sources.packed import Cursor
from amanat.sources.sevens import MAGIC, Listing, Member, error, listing
from amanat.sources.unseven import Piece, refused


class Seven:
    """A 7z that is open. Files packed together are unpacked together, once, in their order."""

    forward = True

    def __init__(self, raw: BinaryIO, limits: Limits) -> None:
        """Read the list.

        Raises:
            SourceError: `truncated`, `corrupt`, `encrypted`, `unpack_first`, `over_size` or
                `over_members`.
        """
        self._raw = raw
        self._listing: Listing = listing(raw, limits.max_members)
        self._piece: tuple[int, Cursor] | None = None

    def entries(self) -> Iterator[Entry]:
        """Yield the files in the order in which they unpack."""
        for name, member in self._members.items():
            yield Entry(name, member.size, None, member.modified, self._reason(member))

    def open(self, name: str) -> BinaryIO:
        """Open a member to be read forward."""
        member = self._members.get(name)
        if member is None:
            raise damaged()
        reason = self._reason(member)
        if reason is not None:
            raise error(reason)
        if member.folder is None:
            return io.BytesIO()
        window = Window(cast("BinaryIO", self._cursor(member.folder)), member.offset, member.size)
        return io.BufferedReader(_Checked(window, member))

    def window(self, _name: str) -> BinaryIO | None:
        """Return nothing: to go back is to unpack again."""
        return None

    def close(self) -> None:
        """Forget the piece that was read last."""
        self._piece = None

    @cached_property
    def _members(self) -> dict[str, Member]:
        """The members by name; those of equal names are told apart, so that none is lost."""
        names = UniqueNames()
        return {names.add(member.name): member for member in self._listing.members}

    def _reason(self, member: Member) -> str | None:
        if member.is_link:
            return "link_outside"
        return None if member.folder is None else refused(self._listing.folders[member.folder])

    def _cursor(self, folder: int) -> Cursor:
        # One piece at a time: each may hold a large window.
        if self._piece is None or self._piece[0] != folder:
            piece = Piece(self._raw, self._listing.folders[folder])
            self._piece = (folder, Cursor(piece))
        return self._piece[1]


class _Checked(io.RawIOBase):
    """A member's bytes, held to its sum at the end: packed bytes may be damaged without a sign."""

    def __init__(self, window: Window, member: Member) -> None:
        super().__init__()
        self._window = window
        self._crc = member.crc
        self._left = member.size
        self._sum = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = self._window.readinto(buffer)
        self._sum = zlib.crc32(memoryview(buffer)[:count], self._sum)
        self._left -= count
        if count and not self._left and self._crc not in (None, self._sum):
            raise lzma.LZMAError
        return count


FORMATS: Final = (
    # A part of several is not told: the parts would have to be joined first.
    Format(
        "7z",
        suffixes=("7z",),
        magic=(MAGIC,),
        tells=lambda peek: peek.head.startswith(MAGIC) and not peek.suffix.isdigit(),
        archive=Seven,
    ),
)
