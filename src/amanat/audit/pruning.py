"""Kept audits, and what to let go of: evidence is pseudonymised, and none is hoarded."""

import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from stat import S_ISREG

from amanat.audit.caching import open_cache
from amanat.audit.kept import finished, read_kept
from amanat.evidence.workspace import Workspace
from amanat.terms.errors import UserError


@dataclass(frozen=True, slots=True)
class KeptAudit:
    """One audit: its id, day, gaps, size in bytes; None where it cannot be read."""

    audit_id: str
    as_of: date | None
    gaps: int | None
    size: int


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed: audits, units of the cache, bytes."""

    audits: tuple[str, ...]
    units: int
    size: int


def kept_audits(workspace: Workspace) -> tuple[KeptAudit, ...]:
    """Return the finished audits, oldest first.

    Evidence that two audits share counts for the newer one: it stays when the older one goes.
    """
    seen: set[tuple[int, int]] = set()
    newest_first = [_kept(workspace, each, seen) for each in reversed(finished(workspace))]
    return tuple(reversed(newest_first))


def surplus(workspace: Workspace, *, keep: int) -> tuple[str, ...]:
    """Return the audits beyond the newest `keep`, oldest first."""
    return tuple(finished(workspace)[:-keep])


def prune(workspace: Workspace, *, keep: int, now: datetime) -> Pruned:
    """Remove all audits but the newest `keep`, and cached units that none of these rests on.

    The cache goes first: with the key, it tells more than evidence does. Register, key and the
    originals are never touched.

    Args:
        workspace: whose audits.
        keep: how many stay, at least one.
        now: written into the lock.

    Raises:
        UserError: an audit runs in the workspace.
    """
    with workspace.lock(now=now):
        before = _size(workspace.cache, workspace.audits, workspace.reports)
        gone = surplus(workspace, keep=keep)
        stay = [each for each in finished(workspace) if each not in gone]
        cache = open_cache(
            workspace, workspace.keys(), off=frozenset(), plugins=False, own="", verify=False
        )
        units = cache.sweep(
            workspace.cache / "units" / name
            for audit_id in stay
            for name in read_kept(workspace.audits / audit_id).about.units
        )
        for audit_id in gone:
            # The audit's folder goes last: as long as it is there, the next run finds the rest.
            shutil.rmtree(workspace.reports / audit_id, ignore_errors=True)
            shutil.rmtree(workspace.audits / audit_id)
        after = _size(workspace.cache, workspace.audits, workspace.reports)
    return Pruned(gone, units, before - after)


def _kept(workspace: Workspace, audit_id: str, seen: set[tuple[int, int]]) -> KeptAudit:
    size = _size(workspace.audits / audit_id, workspace.reports / audit_id, seen=seen)
    try:
        kept = read_kept(workspace.audits / audit_id)
    except UserError:
        return KeptAudit(audit_id, None, None, size)
    gaps = sum(finding.verdict == "fails" for finding in kept.findings)
    return KeptAudit(audit_id, kept.about.as_of, gaps, size)


def _size(*folders: Path, seen: set[tuple[int, int]] | None = None) -> int:
    """Return the bytes of all files; one that several names share counts once.

    Args:
        folders: looked through with all below.
        seen: files that count no more, by device and inode; those counted now are added.
    """
    seen = set() if seen is None else seen
    size = 0
    for folder in folders:
        for path in folder.rglob("*"):
            stat = path.lstat()
            file = (stat.st_dev, stat.st_ino)
            if not S_ISREG(stat.st_mode) or file in seen:
                continue
            size += stat.st_size
            if stat.st_nlink > 1:
                seen.add(file)
    return size
