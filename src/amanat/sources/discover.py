"""Walk folders and say of every unit what it is, or why it cannot be read."""

import errno
import os
import stat as modes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from amanat.sources.expand import Finished, units_of
from amanat.sources.limits import DEFAULT, Limits
from amanat.sources.model import Found, Locator, Stat
from amanat.sources.names import is_junk, speaks_of_agreement
from amanat.sources.telling import named
from amanat.sources.twins import mark_twins

_WORKSPACE_FILE: Final = "amanat.toml"
_NO_STAT: Final = Stat(0, 0, 0)

Known = Callable[[str, Stat], bool]


def discover(
    folders: Sequence[Path],
    *,
    workspace: Path | None,
    exclude: Sequence[str] = (),
    limits: Limits = DEFAULT,
    known: Callable[[str, Stat], bool] = lambda _path, _stat: False,
    finished: Finished = lambda _found: False,
) -> list[Found]:
    """Find every unit of some folders (or single files), zips and workbooks in place.

    Args:
        folders: folders and files, in any order; each file is found once.
        workspace: Amanat's own folder, which is named and not walked.
        exclude: patterns (`*.tmp`, `old/*`) for names or for paths below a folder; left out.
        limits: bounds on containers.
        known: says of a file's path and stat that its units are known; it is not opened then, and
            stands as one unit.
        finished: says of a unit, told by its name only, that its result is kept; it is not opened.

    Returns:
        Units sorted by path, then in the order in which their container is read; also those that
        cannot be read, with a `reason`. Files that an operating system leaves about are not units.
    """
    walk = _Walk(workspace, tuple(exclude), limits, known, finished)
    found: list[Found] = []
    for folder in sorted({Path(folder) for folder in folders}, key=str):
        found.extend(walk.start(folder))
    return mark_twins(found)


class _Walk:
    """One walk: remembers the files that it saw, so that none is found twice."""

    def __init__(
        self,
        workspace: Path | None,
        exclude: tuple[str, ...],
        limits: Limits,
        known: Callable[[str, Stat], bool],
        finished: Finished,
    ) -> None:
        self._own = workspace.resolve() if workspace is not None else None
        self._exclude = exclude
        self._limits = limits
        self._known = known
        self._finished = finished
        self._seen: set[tuple[int, int]] = set()

    def start(self, path: Path) -> Iterator[Found]:
        try:
            real = path.resolve(strict=True)
        except OSError as error:
            cycle = error.errno == errno.ELOOP
            yield _plain(path, "link_cycle" if cycle else "unreadable")
            return
        except RuntimeError:
            yield _plain(path, "link_cycle")
            return
        if real.is_dir():
            yield from self._folder(path, real, "")
        else:
            yield from self._entry(path, real, "")

    def _folder(self, folder: Path, root: Path, below: str) -> Iterator[Found]:
        if self._is_own(folder):
            yield _plain(folder, "own_workspace", "folder")
            return
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208  names are sorted as text
        except OSError:
            yield _plain(folder, "unreadable", "folder")
            return
        for name in names:
            inner = f"{below}{name}"
            if not is_junk(name) and not self._excluded(name, inner):
                yield from self._entry(folder / name, root, inner)

    def _entry(self, path: Path, root: Path, below: str) -> Iterator[Found]:
        if below and path.is_symlink():
            yield _plain(path, _link_reason(path, root))
            return
        try:
            info = path.stat()
        except OSError:
            yield _plain(path, "unreadable")
            return
        if modes.S_ISDIR(info.st_mode):
            yield from self._folder(path, root, f"{below}/")
            return
        if not modes.S_ISREG(info.st_mode):
            yield _plain(path, "special_file")
            return
        # Inode 0 is what some file systems say of every file.
        key = (info.st_dev, info.st_ino)
        if info.st_ino and info.st_nlink == 1:
            if key in self._seen:
                return
            self._seen.add(key)
        yield from self._file(path, info)

    def _file(self, path: Path, info: os.stat_result) -> Iterator[Found]:
        kind, reason = named(path.name)
        stat = Stat(info.st_size, info.st_mtime_ns, info.st_ino)
        found = Found(
            where=Locator(str(path)),
            format=kind,
            size=info.st_size,
            modified_at=moment(info.st_mtime_ns),
            stat=stat,
            reason=reason if info.st_size else "empty",
            agreement=speaks_of_agreement(path.name),
        )
        if found.reason is None and not os.access(path, os.R_OK):
            found = replace(found, reason="unreadable")
        if self._known(str(path), stat):
            yield found
        else:
            yield from units_of(found, self._limits, self._finished)

    def _is_own(self, folder: Path) -> bool:
        if (folder / _WORKSPACE_FILE).is_file():
            return True
        return self._own is not None and folder.resolve() == self._own

    def _excluded(self, name: str, below: str) -> bool:
        return any(
            fnmatchcase(name, pattern) or fnmatchcase(below, pattern) for pattern in self._exclude
        )


def moment(nanoseconds: int) -> datetime:
    """Return a file system's time as a UTC moment, to the microsecond."""
    seconds, rest = divmod(nanoseconds, 1_000_000_000)
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest // 1000)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _link_reason(path: Path, root: Path) -> str:
    # What a link inside the folder points to is found where it lies, so a link is never followed.
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        try:
            path.stat()
        except OSError as error:
            return "link_cycle" if error.errno == errno.ELOOP else "link_outside"
        return "link_cycle"
    if target == root or target in path.parent.resolve().parents or target == path.parent.resolve():
        return "link_cycle"
    return "duplicate" if root in target.parents else "link_outside"


def _plain(path: Path, reason: str, kind: str = "unknown") -> Found:
    try:
        info = path.lstat()
        stat = Stat(info.st_size, info.st_mtime_ns, info.st_ino)
    except OSError:
        stat = _NO_STAT
    return Found(Locator(str(path)), kind, 0, moment(stat.modified_ns), stat, reason)
