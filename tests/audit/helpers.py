"""Run audits in a process of their own.

An audit seals the process that it runs in for good: sockets and other programs are refused from
then on. Tests that need those must not share it, so all audits of a test process run in one child.
"""

import atexit
import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, time
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from amanat.audit.kept import Kept, last_audit
from amanat.audit.run import Asked, audit
from amanat.audit.watch import Silent, Watch
from amanat.evidence.workspace import Workspace
from amanat.findings.freeze import load
from amanat.findings.model import Finding, Report
from amanat.reports.html import render

AS_OF = date(2026, 11, 23)


def run_audit(
    folders: Path | Sequence[Path],
    workspace: Path,
    *,
    register: Path | None = None,
    off: Iterable[str] = (),
    as_of: date = AS_OF,
    now: datetime | None = None,
    workers: int = 1,
    verify: bool = False,
    watch: Watch | None = None,
) -> Kept:
    """Audit, in the child process, and return what was kept.

    Args:
        folders: what to read.
        workspace: made where it is missing; its key lies in `keys` beside it.
        register: a folder of register files that replaces the workspace's; None: leave it.
        off: detectors that are switched off.
        as_of: the day of the audit.
        now: the moment; None: noon in India of that day.
        workers: processes that read.
        verify: read and judge anew, whatever is known.
        watch: told of each step, in the child.
    """
    if register is not None:
        shutil.rmtree(workspace / "register", ignore_errors=True)
        shutil.copytree(register, workspace / "register")
    chosen = (folders,) if isinstance(folders, Path) else tuple(folders)
    asked = Asked(
        folders=chosen,
        as_of=as_of,
        now=now or datetime.combine(as_of, time(6, 30), UTC),
        workers=workers,
        off=frozenset(off),
        verify=verify,
    )
    audit_id = _child().submit(_audited, workspace, asked, watch or Silent()).result()
    return last_audit(opened(workspace), audit_id)


def opened(workspace: Path) -> Workspace:
    """Open a workspace whose key lies beside it."""
    environ = {**os.environ, "AMANAT_KEY_HOME": str(workspace.parent / "keys")}
    return Workspace.open(workspace, now=datetime.combine(AS_OF, time(), UTC), environ=environ)


def findings(workspace: Path) -> tuple[Finding, ...]:
    """Return the findings of the last audit, of all verdicts."""
    return last_audit(opened(workspace)).findings


def report(kept: Kept) -> Report:
    """Return the report of an audit."""
    return load((kept.folder / "report.json").read_bytes())


def by_control(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return findings by the id of their control."""
    grouped: dict[str, list[Finding]] = defaultdict(list)
    for each in found:
        grouped[each.control].append(each)
    return dict(grouped)


def _audited(workspace: Path, asked: Asked, watch: Watch) -> str:
    try:
        outcome = audit(
            opened(workspace),
            asked,
            watch,
            lambda made: {
                "inside.html": render(made, inside=True),
                "share.html": render(made, inside=False),
            },
        )
    except Exception as error:  # noqa: BLE001  told on in words
        # Not every error survives the pipe, and one that does not takes the child with it.
        raise AssertionError(f"{type(error).__name__}: {error}") from None
    return outcome.audit_id


@cache
def _child() -> ProcessPoolExecutor:
    pool = ProcessPoolExecutor(1, get_context("spawn"))
    atexit.register(pool.shutdown)
    return pool
