"""Audit a company of 1 million people (about 10 GB) and tell time and memory of each stage.

    python bench/million.py [--people 1000000] [--workers 2] [--folder DIR] [--keep] [--write]

Four audits in one workspace: the first; again with nothing changed; with one ticket file changed,
which is 1 % of all bytes; with one contact more, so that every note is joined with other people.
Shares of the first run's time are what counts: the machine may be shared.
"""

# ruff: noqa: PLC0415 - steps run in processes of their own: imports of one are not those of another
import argparse
import cProfile
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import page
from big_company import add_contact, add_ticket, contact_file, make, ticket_file

#: The section of the page that this file writes.
_SECTION: Final = "A million people"
AS_OF: Final = date(2026, 11, 23)
_WANTED_MEMORY: Final = 3000
#: Per cent of the first run's time.
_WANTED: Final = {"nothing changed": 5.0, "one ticket file changed": 15.0}
_EVERY: Final = 0.05
#: Calls of the audit that are stages of their own: room, function, name.
_STAGES: Final = (
    ("amanat.audit.run", "survey", "survey"),
    ("amanat.audit.run", "_read", "read and extract"),
    ("amanat.audit.run", "_derive", "merge and derive"),
    ("amanat.audit.run", "define_views", "views"),
    ("amanat.audit.run", "judge_all", "rules"),
    ("amanat.audit.run", "build_findings", "findings"),
    ("amanat.audit.run", "summarise", "summarise"),
    ("amanat.audit.run", "_keep", "write evidence and reports"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of one audit: seconds, and the largest memory of all processes in MB."""

    name: str
    seconds: float
    peak: int


@dataclass(frozen=True, slots=True)
class Run:
    """One audit: what had changed before it, seconds, peak memory in MB, stages in order."""

    changed: str
    seconds: float
    peak: int
    stages: tuple[Stage, ...]


def main() -> int:
    """Make the company, audit it four times, print; say whether the promises are kept."""
    asked = _asked()
    folder = asked.folder or Path(tempfile.gettempdir()) / f"amanat-bench-{asked.people}"
    work = folder / "work"
    try:
        exports = make(folder, asked.people)
        size = _unpacked(exports)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        ticket, contact = ticket_file(exports), contact_file(exports)
        steps: Sequence[tuple[str, Callable[[], None]]] = (
            ("first run", lambda: None),
            ("nothing changed", lambda: None),
            ("one ticket file changed", lambda: add_ticket(ticket)),
            ("one contact added", lambda: add_contact(contact)),
        )
        runs = []
        for changed, change in steps[: asked.runs]:
            change()
            runs.append(_audit(changed, exports, work, asked))
            print(_line(runs[-1], runs[0]), flush=True)
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    lines, kept = _told(asked, size, ticket.name, runs)
    print("\n".join(lines))
    if asked.write:
        page.write(_SECTION, lines)
    return 0 if kept else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=4, help="so many of the four audits")
    parser.add_argument("--folder", type=Path, help="where the company is made")
    parser.add_argument("--keep", action="store_true", help="keep the company and the workspace")
    parser.add_argument("--profile", type=Path, help="where profiles of the main process go")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def _unpacked(folder: Path) -> int:
    import zipfile

    size = 0
    for path in folder.iterdir():
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as packed:
                size += sum(member.file_size for member in packed.infolist())
        else:
            size += path.stat().st_size
    return size


def _audit(changed: str, exports: Path, work: Path, asked: argparse.Namespace) -> Run:
    """Audit in a process of its own and watch the memory of all its processes."""
    profile = f"{asked.profile}/{changed.replace(' ', '-')}" if asked.profile else ""
    command = [sys.executable, __file__, "--step", str(exports), str(work), str(asked.workers)]
    started = time.monotonic()
    process = subprocess.Popen([*command, profile], stdout=subprocess.PIPE, text=True)
    samples = []
    while process.poll() is None:
        samples.append((time.monotonic(), _resident(process.pid)))
        time.sleep(_EVERY)
    seconds = time.monotonic() - started
    text = process.communicate()[0]
    if process.returncode:
        raise SystemExit(f"the audit failed with exit code {process.returncode}")
    spans = json.loads(text.splitlines()[-1])
    stages = [Stage("start", spans[0][1] - started, 0)]
    for name, begun, ended in spans:
        peak = max((size for at, size in samples if begun <= at <= ended), default=0)
        stages.append(Stage(name, ended - begun, peak))
    peak = max(size for _, size in samples)
    return Run(changed, seconds, peak, tuple(stages))


def _resident(root: int) -> int:
    """Return the resident memory in MB of a process and all below it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(told[1]), []).append(int(entry.parent.name))
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        todo += parents.get(pid, [])
        try:
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except OSError:
            continue
    return total * os.sysconf("SC_PAGE_SIZE") // 10**6


def _line(run: Run, first: Run) -> str:
    share = 100 * run.seconds / first.seconds
    return f"{run.changed}: {run.seconds:.1f} s ({share:.1f} %), peak {run.peak:,} MB"


def _told(
    asked: argparse.Namespace, size: int, ticket: str, runs: Sequence[Run]
) -> tuple[list[str], bool]:
    first, kept = runs[0], max(run.peak for run in runs) <= _WANTED_MEMORY
    machine = (
        f"{asked.people:,} people, 5 notes and 20 events a person, {size / 1e6:,.0f} MB unpacked; "
        f"{asked.workers} workers, {os.cpu_count()} cores, Python {sys.version.split()[0]}. "
        "Memory is the largest sum of resident memory of all processes."
    )
    head = "| first run: stage | s | share | MB/s | peak MB |"
    lines = [machine, "", head, "|---|---|---|---|---|"]
    lines += [_stage(stage, first, size) for stage in first.stages]
    lines.append(
        f"| all | {first.seconds:.1f} | 100 % | {size / 1e6 / first.seconds:.1f} | {first.peak:,} |"
    )
    names = list(dict.fromkeys(stage.name for run in runs for stage in run.stages))
    lines += [
        "",
        "| run | s | of the first | peak MB | " + " | ".join(names) + " |",
        "|---|---|---|---|" + "---|" * len(names),
    ]
    for run in runs:
        took = {stage.name: f"{stage.seconds:.1f}" for stage in run.stages}
        share = 100 * run.seconds / first.seconds
        kept &= share <= _WANTED.get(run.changed, 1000.0)
        lines.append(
            f"| {run.changed} | {run.seconds:.1f} | {share:.1f} % | {run.peak:,} | "
            + " | ".join(took.get(name, "") for name in names)
            + " |"
        )
    lines += [
        "",
        f"The ticket file is `{ticket}`, one of many of about 1 % of all bytes.",
        f"Wanted: under {_WANTED_MEMORY:,} MB, nothing changed under 5 %, one ticket file under "
        "15 %: " + ("kept." if kept else "NOT kept."),
    ]
    return lines, kept


def _stage(stage: Stage, run: Run, size: int) -> str:
    speed = f"{size / 1e6 / stage.seconds:,.0f}" if stage.peak else ""
    peak = f"{stage.peak:,}" if stage.peak else ""
    share = 100 * stage.seconds / run.seconds
    return f"| {stage.name} | {stage.seconds:.1f} | {share:.1f} % | {speed} | {peak} |"


class _Clock:
    """Notes when stages begin and end; hears of an audit's steps and needs none of it."""

    def __init__(self) -> None:
        self.spans: list[tuple[str, float, float]] = []

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **more: Any) -> Any:
            begun = time.monotonic()
            try:
                return call(*arguments, **more)
            finally:
                self.spans.append((name, begun, time.monotonic()))

        return timed

    def found(self, inventory: object) -> None:
        """Hear of what there is."""

    def read(self, files: int, of: int, size: int, records: int) -> None:
        """Hear of a unit."""

    def first_finding(self, text: str) -> None:
        """Hear of a note."""

    def derived(self, people: int, shared: int) -> None:
        """Hear of the people."""

    def judged(self, controls: int) -> None:
        """Hear of the controls."""


def _step(folder: str, work: str, workers: str, profile: str) -> int:
    """Audit once; print the spans of its stages."""
    from importlib import import_module

    from amanat.audit.run import Asked, audit
    from amanat.evidence.workspace import Workspace
    from amanat.reports.html import render

    clock = _Clock()
    for room, function, name in _STAGES:
        module = import_module(room)
        setattr(module, function, clock.around(name, getattr(module, function)))
    os.environ["AMANAT_KEY_HOME"] = f"{work}/key"
    now = datetime.now(UTC)
    workspace = Workspace.open(Path(work) / "workspace", now=now)
    profiler = cProfile.Profile() if profile else nullcontext()
    with profiler:
        audit(
            workspace,
            Asked(folders=(Path(folder),), as_of=AS_OF, now=now, workers=int(workers)),
            clock,
            lambda report: {
                "inside.html": render(report, inside=True),
                "share.html": render(report, inside=False),
            },
        )
    if isinstance(profiler, cProfile.Profile):
        Path(profile).parent.mkdir(parents=True, exist_ok=True)
        profiler.dump_stats(profile)
    print(json.dumps(clock.spans))
    return 0


if __name__ == "__main__":
    raise SystemExit(_step(*sys.argv[2:]) if sys.argv[1:2] == ["--step"] else main())
