"""The audit: sources, evidence, rules, findings, report. Read this first and you know the tool."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from amanat import __version__
from amanat.audit.again import made_from, people_in, report_again, share_evidence, stands
from amanat.audit.caching import code_with
from amanat.audit.guard import seal_process
from amanat.audit.kept import (
    EVIDENCE,
    FINDINGS,
    REPORT,
    SCHEMA_VERSION,
    About,
    Kept,
    evidence_file,
    finished,
    hashes_of,
    last_readable,
    write_about,
    write_findings,
)
from amanat.audit.names import Screener
from amanat.audit.reading import Task, read_units
from amanat.audit.summarise import Judged, Told, summarise
from amanat.audit.survey import Survey, survey
from amanat.audit.watch import Watch
from amanat.detect.scan import scan
from amanat.engine.duckdb import DuckDB
from amanat.evidence.cache import StoredUnit
from amanat.evidence.derive.run import derive
from amanat.evidence.extract_staff import employee_hash
from amanat.evidence.keys import Keys, short_hash
from amanat.evidence.memory import let_go, plain_allocator
from amanat.evidence.registered import register_tables
from amanat.evidence.schema import TABLES
from amanat.evidence.seal import Seal
from amanat.evidence.store import write_table
from amanat.evidence.views import define_views
from amanat.evidence.workspace import Workspace, new_audit_id
from amanat.findings.accepted import acceptances, not_accepted
from amanat.findings.baseline import looked_at, since
from amanat.findings.build import build_findings
from amanat.findings.freeze import dump
from amanat.findings.model import Finding, Report
from amanat.findings.plan import plan
from amanat.findings.projection import project
from amanat.findings.questions import questions
from amanat.findings.rollup import roll_up
from amanat.law.days import india_day
from amanat.law.load import controls
from amanat.register.files import Register, read_register
from amanat.rules.load import load_rules
from amanat.rules.run import judge_all
from amanat.sources.opening import close_containers


@dataclass(frozen=True, slots=True)
class Asked:
    """What an audit is asked to do."""

    folders: tuple[Path, ...]
    as_of: date
    now: datetime
    workers: int = 2
    off: frozenset[str] = frozenset()
    exclude: tuple[str, ...] = ()
    verify: bool = False
    plugins: bool = False
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished audit: its id, its folder, its findings, its report."""

    audit_id: str
    folder: Path
    findings: tuple[Finding, ...]
    report: Report


#: Renders a report as files by name; the room of reports is no business of an audit.
Render = Callable[[Report], dict[str, bytes]]


def audit(workspace: Workspace, asked: Asked, watch: Watch, render: Render) -> Outcome:
    """Read, derive, judge, keep.

    Raises:
        UserError: nothing could be read (exit code 3), the register has faults, the key is gone.
        RuleError: a rule could not run.
        KeyboardInterrupt: stopped; the same call goes on where it was.
    """
    keys = workspace.keys()  # before sealing: a keyring is asked over a local socket
    seal_process()
    plain_allocator()
    workspace.settings.own.refuse_failing()
    register = read_register(workspace.register, refuse=refuse)
    surveyed = survey(workspace, asked, keys)
    watch.found(surveyed.inventory)
    surveyed.refuse_nothing_readable()
    with workspace.lock(now=asked.now):
        folders = _read(workspace, asked, keys, surveyed, watch)
        told = (asked.as_of, asked.sample, sorted(asked.off))
        stamp = made_from(
            workspace, register, keys, folders, surveyed.names, told, plugins=asked.plugins
        )
        last = last_readable(workspace)
        if last is not None and not asked.verify and stands(last, stamp):
            judgement = _stands(last, asked, watch)
        else:
            screener = Screener()
            tables = _derive(folders, register, keys, asked, screener, watch)
            names = screener.names(surveyed.names)
            judgement = _judge(workspace, last, asked, register, tables, names, watch)
        return _keep(workspace, asked, keys, folders, stamp, judgement, render)


def refuse(ids: Sequence[str]) -> list[bool]:
    """Say of each register id whether a detector hits in it: ids are kept, so they name nobody."""
    hits = scan(pa.array(list(ids), pa.large_string()))
    hit = {
        row
        for row, tier in zip(hits["row"].to_pylist(), hits["tier"].to_pylist(), strict=True)
        if tier != "possible"
    }
    return [row in hit for row in range(len(ids))]


def _read(
    workspace: Workspace, asked: Asked, keys: Keys, surveyed: Survey, watch: Watch
) -> list[Path]:
    """Return the unit folders of all files, in the order of the survey."""
    task = Task(
        workspace.cache,
        keys,
        asked.off,
        asked.verify,
        asked.plugins,
        own_domains=workspace.settings.own_domains,
        code=code_with(plugins=asked.plugins, own=workspace.settings.own.digest),
        own=workspace.settings.own,
    )
    cache = task.open_cache()
    cache.discard_halves()
    done = {
        found: folder
        for found in surveyed.to_read()
        if (folder := cache.known_unit(found)) is not None
    }
    todo = [found for found in surveyed.to_read() if found not in done]
    missing = Counter(found.where.file for found in todo)
    new = {file.path: file for file in surveyed.files if file.known is None}

    def remember(path: str) -> None:
        cache.remember_file(path, new[path].stat, [done[found] for found in new[path].units])

    for path in new:
        if not missing[path]:
            remember(path)
    # A file is remembered with its last unit: a killed run does not open it again.
    for found, folder in read_units(todo, task, workers=asked.workers, watch=watch):
        done[found] = folder
        missing[found.where.file] -= 1
        if not missing[found.where.file]:
            remember(found.where.file)
    close_containers()
    return [
        folder
        for file in surveyed.files
        for folder in file.known or [done[found] for found in file.units]
    ]


def _derive(
    folders: Sequence[Path],
    register: Register,
    keys: Keys,
    asked: Asked,
    screener: Screener,
    watch: Watch,
) -> dict[str, pa.Table]:
    let_go()
    seal = Seal(keys)
    tables = derive(
        [StoredUnit(folder) for folder in folders],
        register_tables(register),
        as_of=asked.as_of,
        unseal=lambda blobs: [
            None if blob is None else seal.open(blob) for blob in blobs.to_pylist()
        ],
        screen=screener,
        name_hash=lambda names: short_hash(
            pa.array(names, pa.large_string()), key=keys.sub("name")
        ).to_pylist(),
        employee_hash=lambda ids: employee_hash(ids, keys),
    )
    let_go()
    people = tables["people"].num_rows
    watch.derived(people, 0)
    return tables


@dataclass(frozen=True, slots=True)
class _Judgement:
    """Evidence as tables, or the audit that has just the same; what was found in it."""

    evidence: dict[str, pa.Table] | Kept
    findings: tuple[Finding, ...]
    report: Report

    def write_evidence(self, folder: Path) -> None:
        """Fill a folder with the evidence; a table is let go of once it is written."""
        if isinstance(self.evidence, Kept):
            share_evidence(self.evidence, folder)
            return
        # The largest last: sorting one takes several times its memory.
        for name in sorted(self.evidence, key=lambda each: (self._size(each), each)):
            write_table(folder, name, self.evidence.pop(name))

    def hashes(self, folder: Path) -> dict[str, str]:
        """Hash the files of an audit's folder; evidence that was taken over has its hashes."""
        if isinstance(self.evidence, Kept):
            return self.evidence.about.hashes | hashes_of(folder, (FINDINGS, REPORT))
        evidence = (evidence_file(each) for each in TABLES)
        return hashes_of(folder, (FINDINGS, REPORT, *evidence))

    def _size(self, name: str) -> int:
        return 0 if isinstance(self.evidence, Kept) else int(self.evidence[name].nbytes)


def _stands(last: Kept, asked: Asked, watch: Watch) -> _Judgement:
    """Return what the last audit said: nothing that it was made from has changed."""
    watch.derived(people_in(last), 0)
    watch.judged(len(load_rules()))
    report = report_again(last, today=india_day(asked.now))
    return _Judgement(last, last.findings, report)


def _judge(
    workspace: Workspace,
    before: Kept | None,
    asked: Asked,
    register: Register,
    tables: dict[str, pa.Table],
    names: tuple[str, ...],
    watch: Watch,
) -> _Judgement:
    rules = load_rules()
    law = controls()
    with workspace.spill() as temp, DuckDB(threads=asked.workers, temp=temp) as engine:
        for name, table in tables.items():
            engine.register(name, table)
        define_views(engine)
        judged = judge_all(engine, rules)
        engine.register("judged", judged)
        watch.judged(len(rules))
        found = build_findings(engine, rules, law, as_of=asked.as_of)
        accepted = acceptances(found, register.accepted, as_of=asked.as_of)
        tasks = plan(not_accepted(found, accepted), as_of=asked.as_of)
        report = summarise(
            engine,
            Judged(
                findings=found,
                results=roll_up(engine, rules, law, found, as_of=asked.as_of),
                questions=questions(engine, rules),
                tasks=tasks,
                projection=project(tasks, accepted=sum(not each.ended for each in accepted)),
                since=since(
                    before.findings,
                    found,
                    last_on=before.about.as_of,
                    looked=looked_at(tables),
                )
                if before
                else None,
                accepted=accepted,
            ),
            Told(
                as_of=asked.as_of,
                today=india_day(asked.now),
                first=before is None,
                company=register.company.name,
                role=register.company.role,
                sample=asked.sample,
                files=len(names),
                delete=names,
            ),
        )
    return _Judgement({**tables, "judged": judged}, tuple(found), report)


def _keep(
    workspace: Workspace,
    asked: Asked,
    keys: Keys,
    units: Sequence[Path],
    stamp: str,
    judgement: _Judgement,
    render: Render,
) -> Outcome:
    """Write reports, then the audit, each under a temporary name that is renamed.

    The audit's folder comes last: where it is, all is, and a killed run leaves none of it.
    """
    audit_id = new_audit_id(asked.as_of, finished(workspace))
    report = replace(judgement.report, audit_id=audit_id)
    with _whole(workspace.reports / audit_id) as half:
        for name, content in render(report).items():
            (half / name).write_bytes(content)
    folder = workspace.audits / audit_id
    with _whole(folder) as half:
        (half / EVIDENCE).mkdir()
        judgement.write_evidence(half / EVIDENCE)
        write_findings(half, judgement.findings)
        (half / REPORT).write_bytes(dump(report))
        seal = Seal(keys)
        about = About(
            schema_version=SCHEMA_VERSION,
            audit_id=audit_id,
            as_of=asked.as_of,
            version=__version__,
            key_id=keys.key_id,
            # As they were named, links and all: the cache knows the files by these paths.
            folders=tuple(seal.seal(str(each.absolute())) for each in asked.folders),
            off=tuple(sorted(asked.off)),
            plugins=asked.plugins,
            units=tuple(each.name for each in units),
            made_from=stamp,
            own=workspace.settings.own.digest,
            hashes=judgement.hashes(half),
        )
        write_about(half, about)
    return Outcome(audit_id, folder, judgement.findings, report)


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """Give a folder to fill that takes its name only when it is filled."""
    half = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    yield half
    shutil.rmtree(folder, ignore_errors=True)
    half.replace(folder)
