"""Tars, packed or not: members are read where they lie; nothing is unpacked.

A packed one is read forward, and its list grows on the way: a worker that reads its members in
their order unpacks it once.
"""

import posixpath
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final, cast

from amanat.sources.errors import SourceError
from amanat.sources.format import Entry, Format, Peek
from amanat.sources.limits import Limits
from amanat.sources.names import UniqueNames
from amanat.sources.opening import DAMAGE, Window
from amanat.sources.packed import Cursor

_SUFFIXES: Final = ("tar", "tgz", "taz", "tbz", "tbz2", "txz")
_BLOCK: Final = 512
#: What stands before a member (long names, times) is read into memory, and never needs more.
_LONGEST_HEADER: Final = 1 << 20


class Tar:
    """A tar that is open.

    Names lead nowhere: `../` or `/etc` in one is only how the member is called. Links are not
    followed and devices not made: they are told as such. Of equal names each is a member.
    """

    def __init__(self, raw: BinaryIO, _limits: Limits) -> None:
        """Read the first header.

        Raises:
            SourceError: `corrupt`, `empty` or `truncated`.
        """
        self.forward = isinstance(raw, Cursor)
        self._raw = raw
        self._headers = _Headers(raw)
        self._listed: list[Entry] = []
        self._names = UniqueNames()
        self._places: dict[str, tuple[int, int, str | None]] = {}
        self._reason: str | None = None
        self._tar: Any = None
        if _is_empty(raw):
            return
        try:
            self._tar = tarfile.TarFile(fileobj=cast("Any", self._headers))
        except EOFError:
            raise _broken("truncated") from None
        except (tarfile.TarError, *DAMAGE, ValueError):
            raise _broken(self._headers.fault()) from None

    def entries(self) -> Iterator[Entry]:
        """Yield files, links and devices in the order of the tar.

        Raises:
            SourceError: `truncated` or `corrupt`, where the list breaks off.
        """
        at = 0
        while at < len(self._listed) or self._list_one():
            yield self._listed[at]
            at += 1
        if self._reason is not None:
            raise _broken(self._reason)

    def open(self, name: str) -> BinaryIO:
        """Open a member to be read."""
        return self.window(name)

    def window(self, name: str) -> BinaryIO:
        """Open a member for seeking."""
        while name not in self._places and self._list_one():
            pass
        start, size, reason = self._places.get(name, (0, 0, "corrupt"))
        if reason is not None:
            raise SourceError(reason, "a member that cannot be read", "a file", "unpack it")
        return cast("BinaryIO", Window(self._raw, start, size))

    def close(self) -> None:
        """Forget the list."""
        if self._tar is not None:
            self._tar.close()

    def _list_one(self) -> bool:
        """Add one more member to the list; False at its end."""
        while self._tar is not None:
            self._headers.begin()
            try:
                info = self._tar.next()
                self._reason = None if info is not None else self._ended()
            except EOFError:
                info, self._reason = None, "truncated"
            except (tarfile.TarError, *DAMAGE, ValueError):
                info, self._reason = None, self._headers.fault()
            if info is None:
                self._tar = None
            elif not info.isdir():
                # The members that it keeps are of no more use.
                self._tar.members.clear()
                self._add(info)
                return True
        return False

    def _ended(self) -> str | None:
        """Say how the list ended: tarfile takes a damaged header for the end."""
        if self._headers.short:
            return "truncated"
        return "corrupt" if any(self._headers.last) else None

    def _add(self, info: tarfile.TarInfo) -> None:
        name = self._names.add(_readable(info.name))
        reason = _refused(info, name)
        self._places[name] = (info.offset_data, info.size, reason)
        size = info.size if info.isreg() else 0
        self._listed.append(Entry(name, size, None, _modified(info.mtime), reason))


class _Headers:
    """The tar as tarfile reads it: its headers only, each of bounded size.

    `last`: what was read last; `short`: it was less than asked for.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._at = 0
        self._room = _LONGEST_HEADER
        self.short = False
        self.last = b""

    def fault(self) -> str:
        """Return the reason of an error: the tar ends too soon, or is damaged."""
        return "truncated" if self.short else "corrupt"

    def begin(self) -> None:
        """Give the next header its room."""
        self._room = _LONGEST_HEADER

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, _whence: int = 0) -> int:
        self._at = offset
        return offset

    def read(self, size: int) -> bytes:
        self._room -= size
        if self._room < 0:
            raise tarfile.ReadError("a header without end")
        self._raw.seek(self._at)
        pieces: list[bytes] = []
        while size > 0 and (piece := self._raw.read(size)):
            pieces.append(piece)
            size -= len(piece)
        self.last = b"".join(pieces)
        self.short = size > 0
        self._at += len(self.last)
        return self.last


def _broken(reason: str) -> SourceError:
    return SourceError(reason, "a tar that breaks off", "a whole one", "download it again")


def _is_empty(raw: BinaryIO) -> bool:
    raw.seek(0)
    empty = not any(raw.read(_BLOCK))
    raw.seek(0)
    return empty


def _refused(info: tarfile.TarInfo, name: str) -> str | None:
    """Return the reason why an entry is no file to be read, or None."""
    if info.issym() or info.islnk():
        beside = posixpath.dirname(name) if info.issym() else ""
        target = posixpath.normpath(posixpath.join(beside, info.linkname))
        return "link_outside" if target.startswith(("/", "..")) else "duplicate"
    if info.issparse():
        return "unpack_first"
    return None if info.isreg() else "special_file"


def _readable(name: str) -> str:
    """Return a name that is text, whatever bytes were written."""
    name = name.removeprefix("./")
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("cp437")
    return name


def _modified(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None


def _is_tar(peek: Peek) -> bool:
    block = peek.head[:_BLOCK]
    if len(block) < _BLOCK:
        return False
    if not any(block):
        return peek.suffix in _SUFFIXES
    written = block[148:156].strip(b"\x00 ")
    blanked = sum(block[:148]) + 8 * ord(" ") + sum(block[156:])
    octal = bool(written) and not written.strip(b"01234567")
    return octal and int(written, 8) == blanked


FORMATS: Final = (
    # Its mark stands further in, and old ones have none: the sum of the first header tells.
    Format("tar", suffixes=_SUFFIXES, by_content=True, tells=_is_tar, archive=Tar),
)
