"""Measure an audit end to end beside the pure scan of the same bytes, in one run.

    python bench/end_to_end.py [--people 135000] [--runs 3] [--folder DIR] [--keep] [--write]

Inputs are made once: the invented company of about 1 GB, its event export alone (one big JSONL) and
a ticket export of 600,000 rows (one big CSV). Each audit has a fresh workspace. Of shared machines
trust the ratios: every speed is told as a share of the scan speed of the same run.
"""

# ruff: noqa: PLC0415 - steps run in processes of their own: imports of one are not those of another
import argparse
import cProfile
import csv
import json
import os
import pstats
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import page

ROOT: Final = Path(__file__).resolve().parent.parent
AS_OF: Final = date(2026, 11, 23)
TICKETS: Final = 600_000
#: Text that is scanned in memory, in MB.
_SCANNED: Final = 128
_WANTED_SHARE: Final = 15
_WANTED_MEMORY: Final = 1500
#: Calls whose time within reading and extraction is told; none of them is inside another.
_STEPS: Final = {
    "wait for the reader, a thread of its own": [("ahead.py", "ahead")],
    "recognise": [("recognise.py", "recognise")],
    "what columns hold (first batch)": [("extract_plan.py", "decide")],
    "what columns hold (whole)": [("extract.py", "_kinds")],
    "text: identifiers and topics": [("extract_text.py", "add")],
    "count distinct values": [("extract_cells.py", "add"), ("extract_cells.py", "add_text")],
    "number distinct values": [("extract_cells.py", "__missing__")],
    "fingerprint identifiers": [("extract_ids.py", "add")],
    "rows: times, records, names": [("extract_rows.py", "add"), ("extract_rows.py", "finish")],
    "consents and lists": [("extract_consents.py", "add"), ("extract_lists.py", "add")],
    "write the unit": [("cache.py", "write_unit")],
}


@dataclass(frozen=True, slots=True)
class Input:
    """What is audited: its name, its folder, its bytes unpacked."""

    name: str
    folder: Path
    size: int


@dataclass(frozen=True, slots=True)
class Run:
    """One audit: seconds in all and by stage, peak memory of all its processes in MB."""

    seconds: float
    stages: dict[str, float]
    peak: int


def main() -> int:
    """Make the inputs, measure, print; say whether the promises are kept."""
    asked = _asked()
    folder = asked.folder or Path(tempfile.gettempdir()) / f"amanat-bench-{asked.people}"
    try:
        inputs = _inputs(folder, asked.people)
        lines, kept = _measure(inputs, folder / "work", asked.runs, asked.workers)
    finally:
        if not asked.keep:
            shutil.rmtree(folder, ignore_errors=True)
    text = "\n".join(lines)
    print(text)
    if asked.write:
        page.write(None, [text])
    return 0 if kept else 1


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=135_000, help="of the invented company")
    parser.add_argument("--runs", type=int, default=3, help="the median is told")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where inputs are made")
    parser.add_argument("--keep", action="store_true", help="keep the inputs for the next time")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def _inputs(folder: Path, people: int) -> list[Input]:
    company = folder / "company"
    if not (folder / "made").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        _python("company", company, people)
        for name in ("jsonl", "csv"):
            (folder / name).mkdir(parents=True)
        events = next((company / "exports").glob("mixpanel-export-*.jsonl"))
        os.link(events, folder / "jsonl" / events.name)
        tickets = next((company / "exports").glob("freshdesk-tickets-*.csv"))
        _more_tickets(tickets, folder / "csv" / tickets.name)
        (folder / "made").touch()
    named = {"company": company / "exports", "JSONL": folder / "jsonl", "CSV": folder / "csv"}
    return [Input(name, at, _unpacked(at)) for name, at in named.items()]


def _more_tickets(source: Path, target: Path) -> None:
    """Write a long ticket export: the tickets of a short one over and over, of other people."""
    with source.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    at = {title: place for place, title in enumerate(header)}
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        for done in range(TICKETS):
            row = rows[done % len(rows)].copy()
            turn = done // len(rows)
            row[at["Ticket ID"]] = str(1001 + done)
            if turn:
                for title in ("Contact ID", "Unique external ID"):
                    row[at[title]] += f"{turn}"
                row[at["Email"]] = row[at["Email"]].replace("@", f".{turn}@")
                phone = row[at["Mobile phone"]]
                row[at["Mobile phone"]] = phone and f"{phone[:-6]}{done % 1_000_000:06d}"
            out.writerow(row)


def _unpacked(folder: Path) -> int:
    size = 0
    for path in folder.iterdir():
        if zipfile.is_zipfile(path) and path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as packed:
                size += sum(member.file_size for member in packed.infolist())
        else:
            size += path.stat().st_size
    return size


def _measure(inputs: list[Input], work: Path, runs: int, workers: int) -> tuple[list[str], bool]:
    """Measure every input `runs` times; return the report, and whether the promises are kept."""
    lines, kept = [_machine(workers, runs)], True
    table = [
        "| input | MB | scan MB/s | audit s | audit MB/s | of scan | peak MB |",
        "|---|---|---|---|---|---|---|",
    ]
    shares: list[str] = []
    for each in inputs:
        scans: list[float] = []
        audits: list[Run] = []
        for _ in range(runs):
            scans.append(_python("scan", each.folder)["speed"])
            audits.append(_audit(each.folder, work, workers))
        speed = statistics.median(scans)
        seconds = statistics.median(run.seconds for run in audits)
        peak = max(run.peak for run in audits)
        share = 100 * each.size / 1e6 / seconds / speed
        table.append(
            f"| {each.name} | {each.size / 1e6:,.0f} | {speed:,.0f} | {seconds:.1f} "
            f"| {each.size / 1e6 / seconds:.1f} | {share:.0f} % | {peak:,} |"
        )
        kept &= peak <= _WANTED_MEMORY and (each.name == "company" or share >= _WANTED_SHARE)
        shares += _stages(each, audits)
    lines += [*table, "", "Where the time goes, as shares of the whole audit:", "", *shares, ""]
    for each in inputs:
        if each.name != "company":
            lines += _steps(each, _python("steps", each.folder, work))
    lines.append(
        f"Wanted: under {_WANTED_MEMORY:,} MB, CSV and JSONL at {_WANTED_SHARE} % of the scan: "
        + ("kept." if kept else "NOT kept.")
    )
    return lines, kept


def _machine(workers: int, runs: int) -> str:
    cores = os.cpu_count()
    return (
        f"{workers} workers, {cores} cores, Python {sys.version.split()[0]}, {sys.platform}; "
        f"medians of {runs}. MB are 10^6 bytes, unpacked. Memory is the largest sum of resident "
        "memory of all processes; the scan is `detect.scan.scan` on the lines in memory, "
        "one thread.\n"
    )


def _stages(each: Input, audits: list[Run]) -> list[str]:
    total = statistics.median(run.seconds for run in audits)
    told = {
        name: statistics.median(run.stages.get(name, 0.0) for run in audits)
        for name in audits[0].stages
    }
    parts = ", ".join(f"{name} {100 * took / total:.0f} %" for name, took in told.items())
    return [f"- {each.name}: {parts}"]


def _steps(each: Input, told: dict[str, Any]) -> list[str]:
    """Say what reading and extraction of one file spend their time on."""
    total = told["total"]
    lines = [f"Reading and extraction of {each.name}, one process, under a profiler:", ""]
    lines += ["| step | share |", "|---|---|"]
    rest = total
    for name, took in sorted(told["steps"].items(), key=lambda pair: -pair[1]):
        rest -= took
        lines.append(f"| {name} | {100 * took / total:.0f} % |")
    return [*lines, f"| all else | {100 * rest / total:.0f} % |", ""]


def _audit(folder: Path, work: Path, workers: int) -> Run:
    """Audit in a fresh workspace in a process of its own, and watch its memory."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    started = time.monotonic()
    process = _start("audit", folder, work, workers)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(process.pid))
        time.sleep(0.05)
    seconds = time.monotonic() - started
    told = _told(process)
    shutil.rmtree(work, ignore_errors=True)
    stages = {"start": seconds - told["seconds"], **told["stages"]}
    return Run(seconds, stages, max(peak, told["own_peak"]))


def _resident(root: int) -> int:
    """Return the resident memory in MB of a process and all below it; 0 where not told."""
    parents: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in entry.read_text().splitlines())
        except OSError:
            continue
        pid = int(fields["Pid"])
        parents.setdefault(int(fields["PPid"]), []).append(pid)
        sizes[pid] = int(fields.get("VmRSS", "0 kB").split()[0])
    total, todo = 0, [root]
    while todo:
        pid = todo.pop()
        total += sizes.get(pid, 0)
        todo += parents.get(pid, [])
    return total * 1024 // 10**6


def _python(*arguments: object) -> Any:
    """Run one step of this file in a fresh process; return what it tells as JSON."""
    process = _start(*arguments)
    process.wait()
    return _told(process)


def _start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--step", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _told(process: subprocess.Popen[str]) -> Any:
    text = process.communicate()[0]
    if process.returncode:
        raise SystemExit(f"a step failed with exit code {process.returncode}")
    return json.loads(text.splitlines()[-1])


def _step_company(folder: str, people: str) -> object:
    from amanat.sample.company import generate

    generate(Path(folder), people=int(people))
    return {}


def _step_scan(folder: str) -> object:
    import pyarrow as pa

    from amanat.detect.scan import scan

    lines = _lines(Path(folder))
    texts = pa.array(lines, pa.large_string())
    scan(texts.slice(0, 1000))
    begun = time.perf_counter()
    scan(texts)
    seconds = time.perf_counter() - begun
    return {"speed": sum(map(len, lines)) / 1e6 / seconds}


def _lines(folder: Path) -> list[bytes]:
    """Return lines of the largest files of text, so much of each as it has of all."""
    texts = sorted(
        (path for path in folder.iterdir() if path.suffix in (".csv", ".jsonl")), key=str
    )
    whole = sum(path.stat().st_size for path in texts)
    lines: list[bytes] = []
    for path in texts:
        share = min(1.0, _SCANNED * 1e6 / whole)
        with path.open("rb") as file:
            lines += file.readlines(int(path.stat().st_size * share) or 1)
    return lines


class _Clock:
    """Hears of each step of an audit and notes when it was."""

    def __init__(self) -> None:
        self.begun = self.last = time.monotonic()
        self.stages: dict[str, float] = {}

    def mark(self, stage: str) -> None:
        now = time.monotonic()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self.last
        self.last = now

    def found(self, inventory: object) -> None:
        del inventory
        self.mark("survey")

    def read(self, files: int, of: int, size: int, records: int) -> None:
        del files, of, size, records
        self.mark("read and extract")

    def first_finding(self, text: str) -> None:
        """Cost no time."""

    def derived(self, people: int, shared: int) -> None:
        del people, shared
        self.mark("derive")

    def judged(self, controls: int) -> None:
        del controls
        self.mark("judge")


def _step_audit(folder: str, work: str, workers: str) -> object:
    from amanat.audit.run import Asked, audit
    from amanat.evidence.workspace import Workspace
    from amanat.reports.html import render

    clock = _Clock()
    os.environ["AMANAT_KEY_HOME"] = f"{work}/key"
    now = datetime.now(UTC)
    workspace = Workspace.open(Path(work) / "workspace", now=now)
    audit(
        workspace,
        Asked(folders=(Path(folder),), as_of=AS_OF, now=now, workers=int(workers)),
        clock,
        lambda report: {
            "inside.html": render(report, inside=True),
            "share.html": render(report, inside=False),
        },
    )
    clock.mark("findings and report")
    return {
        "stages": clock.stages,
        "seconds": time.monotonic() - clock.begun,
        "own_peak": _own_peak(),
    }


def _own_peak() -> int:
    try:
        import resource
    except ImportError:
        return 0
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    usage = max(resource.getrusage(who).ru_maxrss for who in both)
    return usage * 1024 // 10**6


def _step_steps(folder: str, work: str) -> object:
    from amanat.audit.reading import Task, read_unit
    from amanat.evidence.cache import UnitCache
    from amanat.evidence.keys import Keys
    from amanat.sources.discover import discover

    cache = Path(work) / "cache"
    keys = Keys.of(bytes(range(32)))
    task = Task(cache, keys, frozenset(), verify=False, plugins=False)
    units = UnitCache(cache, keys=keys)
    profile = cProfile.Profile()
    for found in discover([Path(folder)], workspace=None):
        profile.runcall(read_unit, found, task, units)
    shutil.rmtree(work, ignore_errors=True)
    stats: Any = pstats.Stats(profile)
    took = {
        name: sum(
            entry[3]
            for (file, _, function), entry in stats.stats.items()
            if (Path(file).name, function) in calls
        )
        for name, calls in _STEPS.items()
    }
    return {"total": stats.total_tt, "steps": {name: each for name, each in took.items() if each}}


_STEPS_OF_THIS_FILE: Final = {
    "company": _step_company,
    "scan": _step_scan,
    "audit": _step_audit,
    "steps": _step_steps,
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        print(json.dumps(_STEPS_OF_THIS_FILE[sys.argv[2]](*sys.argv[3:])))  # type: ignore[operator]
    else:
        sys.exit(main())
