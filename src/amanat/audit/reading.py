"""Read every unit once, in worker processes, into the unit cache."""

import os
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from amanat.audit.guard import refuse_children, seal_process
from amanat.audit.watch import Watch
from amanat.detect.detectors import load_plugins
from amanat.evidence.cache import UnitCache
from amanat.evidence.extract import ExtractError, extract_found, extract_skipped
from amanat.evidence.keys import Keys
from amanat.evidence.memory import let_go, plain_allocator
from amanat.evidence.own import NOTHING, Own
from amanat.sources.model import Found
from amanat.terms.numbers import grouped

#: Bytes of a unit from which on its reading takes much memory.
_LARGE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs to read units; the key travels through a pipe, never through a file."""

    cache: Path
    keys: Keys
    off: frozenset[str]
    verify: bool
    plugins: bool
    own_domains: tuple[str, ...] = ()
    code: str | None = None
    own: Own = NOTHING

    def open_cache(self) -> UnitCache:
        """Open the cache that belongs to these switches and settings."""
        return UnitCache(
            self.cache,
            keys=self.keys,
            off=self.off,
            own_domains=self.own_domains,
            verify=self.verify,
            code=self.code,
        )


@dataclass(frozen=True, slots=True)
class UnitRead:
    """A unit that is in the cache now: its folder, its records, what stood out in it."""

    folder: Path
    records: int
    sensitive: int


_task: Task | None = None
_cache: UnitCache | None = None


def _begin(task: Task) -> None:
    """Set a worker up: sealed first, then plug-ins, so that these are refused as well."""
    global _task, _cache  # noqa: PLW0603  a worker is told once, not with every unit
    seal_process()
    refuse_children()
    plain_allocator()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if task.plugins:
        load_plugins()
    _task = task
    _cache = task.open_cache()


def _end_with_parent() -> None:
    """End when the audit is gone: a killed one leaves nobody behind who holds the key."""
    parent = parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _read_unit(found: Found) -> UnitRead:
    if _task is None or _cache is None:
        raise RuntimeError("a worker that was never set up")
    return read_unit(found, _task, _cache)


def read_unit(found: Found, task: Task, cache: UnitCache) -> UnitRead:
    """Read one unit into the cache."""
    read = _into_cache(found, task, cache)
    if found.size > _LARGE:
        let_go()
    return read


def _into_cache(found: Found, task: Task, cache: UnitCache) -> UnitRead:
    sink = cache.begin(found)
    try:
        tables = extract_found(
            found,
            keys=task.keys,
            off=task.off,
            own_domains=task.own_domains,
            own=task.own,
            sink=sink,
        )
    except ExtractError:
        sink.discard()
        # A fault of ours costs the one file that shows it, and the report names that file.
        tables = extract_skipped(found, "reader_fault", keys=task.keys)
    folder = cache.write_unit(found, tables)
    records = tables["unit"]["records"][0].as_py() or 0
    return UnitRead(folder, records, private_notes(tables["mentions"]))


def private_notes(mentions: pa.Table) -> int:
    """Count the cells that speak of a person, however often; what is merely possible is not said.

    Args:
        mentions: a table `mentions` of one unit.
    """
    told = mentions.filter((pc.field("about") == "person") & (pc.field("tier") != "possible"))
    cells = told.group_by(["row_ordinal", "column_ordinal"]).aggregate([])
    return int(cells.num_rows)


def read_units(
    units: Sequence[Found], task: Task, *, workers: int, watch: Watch
) -> Iterator[tuple[Found, Path]]:
    """Read units that are not in the cache yet; yield each with its folder as soon as it is there.

    Args:
        units: what to read; the largest go first, so that the last worker does not wait long.
        task: cache, key and switches.
        workers: processes; 1 reads in this one.
        watch: told of each unit.

    Raises:
        KeyboardInterrupt: stopped; what was read stays in the cache.
    """
    ordered = sorted(units, key=_rank)
    size = records = 0
    for count, (found, done) in enumerate(_results(ordered, task, workers), start=1):
        size += found.size
        records += done.records
        watch.read(count, len(ordered), size, records)
        if done.sensitive:
            watch.first_finding(
                f"{grouped(done.sensitive)} notes speak of somebody's private matters."
                if done.sensitive > 1
                else "1 note speaks of somebody's private matters."
            )
        yield found, done.folder


def _rank(found: Found) -> tuple[int, str, int, tuple[str, ...]]:
    # What unpacks from its beginning only, is read in its own order: once through, not once each.
    if found.position is not None:
        return -found.stat.size, found.where.file, found.position, found.where.members
    return -found.size, found.where.file, 0, found.where.members


def _results(units: Sequence[Found], task: Task, workers: int) -> Iterator[tuple[Found, UnitRead]]:
    if workers <= 1 or len(units) <= 1:
        if task.plugins:
            load_plugins()
            refuse_children()
        cache = task.open_cache()
        for found in units:
            yield found, read_unit(found, task, cache)
        return
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_begin, initargs=(task,))
    try:
        yield from _as_done(pool, units)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _as_done(pool: ProcessPoolExecutor, units: Iterable[Found]) -> Iterator[tuple[Found, UnitRead]]:
    waiting: dict[Future[UnitRead], Found] = {
        pool.submit(_read_unit, found): found for found in units
    }
    while waiting:
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            yield waiting.pop(future), future.result()
