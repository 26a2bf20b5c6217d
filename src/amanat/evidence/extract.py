"""Turn one unit, read once, into the tables of the unit cache.

Batch by batch: memory grows with distinct values and with what is kept for each row, not with
text. Raw values stay in memory; what is returned holds fingerprints, places, counts and sealed
titles only.
"""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.detect.columns import ColumnKind
from amanat.evidence.ahead import ahead
from amanat.evidence.extract_cells import (
    BYTES_LIMIT,
    DISTINCT_LIMIT,
    Batch,
    Cells,
    Flags,
    Tally,
    flags,
)
from amanat.evidence.extract_colleagues import Colleagues
from amanat.evidence.extract_consents import Consents
from amanat.evidence.extract_grants import Grants
from amanat.evidence.extract_ids import Identities
from amanat.evidence.extract_labels import Labels
from amanat.evidence.extract_lists import Integrations, Memberships
from amanat.evidence.extract_plan import PLAIN, PLAIN_TEXT, TEXT, Plan, chosen, decide
from amanat.evidence.extract_rows import Rows
from amanat.evidence.extract_staff import StaffList
from amanat.evidence.extract_tables import Sink, Tables
from amanat.evidence.extract_text import Counted, TextSearch
from amanat.evidence.extract_traces import Traces
from amanat.evidence.extract_unit import add_columns, add_unit, skipped_row, unit_row
from amanat.evidence.keys import Keys
from amanat.evidence.memory import let_go
from amanat.evidence.own import NOTHING, Own, Search
from amanat.evidence.seal import Seal
from amanat.sources.errors import SourceError
from amanat.sources.model import ColumnRule, Found, Head, ReadNotes

#: A column is first judged by so many distinct values, a column of text by so many cells.
_SAMPLE: Final = 8_192
_TEXT_SAMPLE: Final = 1_024
#: Bytes of a file from which on reading and extraction go on at the same time.
_LARGE: Final = 8 << 20
#: Bytes of batches after which what they left in memory is given back.
_MUCH: Final = 48 << 20
#: Per mille of filled cells: with so many identifiers of people a column is contaminated.
_CONTAMINATED: Final = 10


class ExtractError(RuntimeError):
    """A fault of our own while a unit was read: where in the code, never what was read."""


def extract_found(
    found: Found,
    *,
    keys: Keys,
    off: frozenset[str] = frozenset(),
    own_domains: tuple[str, ...] = (),
    own: Own = NOTHING,
    sink: Sink | None = None,
) -> dict[str, pa.Table]:
    """Recognise, read and extract one unit.

    Args:
        found: the unit; one that cannot be read gives a row that says so.
        keys: the workspace's key.
        off: detectors that are switched off.
        own_domains: our own mail domains, as settings name them.
        own: patterns and words of the team.
        sink: takes the first rows of long tables while the unit is read; None: all are returned.

    Returns:
        All tables of `extracted.EXTRACTED`, without the rows that the sink took.

    Raises:
        ExtractError: a fault of our own; its message holds no value.
    """
    if found.reason is not None:
        return extract_skipped(found, found.reason, keys=keys)
    # Readers import their libraries: a unit that is skipped needs none.
    from amanat.sources.read import read  # noqa: PLC0415
    from amanat.sources.recognise import recognise  # noqa: PLC0415

    try:
        head = recognise(found)
        notes = ReadNotes()
        batches = _as_far_as(read(head, notes), notes)
        # A thread for each of a thousand pages would cost more than it saves.
        batches = ahead(batches) if found.size > _LARGE else batches
        with closing(batches):
            return extract(
                head,
                batches,
                keys=keys,
                notes=notes,
                off=off,
                own_domains=own_domains,
                own=own,
                sink=sink,
            )
    except SourceError as error:
        if sink is not None:
            sink.discard()
        return extract_skipped(found, error.reason, keys=keys)
    except (MemoryError, ExtractError):
        raise
    except Exception as error:  # noqa: BLE001 - foreign messages may hold cell values
        raise ExtractError(_code_place(error)) from None


def extract_skipped(found: Found, reason: str, *, keys: Keys) -> dict[str, pa.Table]:
    """Return the tables of a unit that was not read.

    Args:
        found: the unit.
        reason: a code of `terms.reasons.SKIPPED`.
        keys: the workspace's key.
    """
    tables = Tables()
    add_unit(tables, skipped_row(found, reason, keys), Seal(keys))
    return tables.finish()


def extract(
    head: Head,
    batches: Iterator[pa.RecordBatch],
    *,
    keys: Keys,
    notes: ReadNotes,
    off: frozenset[str] = frozenset(),
    own_domains: tuple[str, ...] = (),
    own: Own = NOTHING,
    sink: Sink | None = None,
) -> dict[str, pa.Table]:
    """Extract a recognised unit.

    Args:
        head: what the unit is and what its columns mean.
        batches: its rows: large_string columns in the order of `head.columns`, empty cells null.
        keys: the workspace's key.
        notes: filled by the reader while batches come.
        off: detectors that are switched off.
        own_domains: our own mail domains; without them a permission list's owners tell ours.
        own: patterns and words of the team.
        sink: as in `extract_found`.

    Returns:
        All tables of `extracted.EXTRACTED`, rows in the order of their ordinals.
    """
    tables, seal = Tables(sink), Seal(keys)
    search = Search(off, own)
    work: _Work | None = None
    taken = 0
    for batch in batches:
        if batch.num_rows:
            work = work or _Work.begin(head, batch, keys, search, own_domains)
            work.add(tables, batch)
        taken += batch.nbytes
        if taken > _MUCH:
            let_go()
            taken = 0
    if work is None:
        work = _Work.begin(head, _no_rows(head), keys, search, own_domains)
    work.finish(tables, notes, seal)
    return tables.finish()


@dataclass(slots=True)
class _Work:
    """What is under way while one unit is read."""

    head: Head
    keys: Keys
    search: Search
    plan: Plan
    tallies: list[Tally]
    identities: Identities
    rows: Rows
    text: TextSearch
    consents: Consents
    labels: Labels
    lists: tuple[Memberships, ...]
    staff: StaffList
    colleagues: Colleagues
    grants: Grants | None
    integrations: Integrations
    traces: Traces
    batches: int = 0

    @classmethod
    def begin(
        cls,
        head: Head,
        first: pa.RecordBatch,
        keys: Keys,
        search: Search,
        own: tuple[str, ...],
    ) -> "_Work":
        """Decide on the first batch what the columns are for."""
        samples = {
            at: _sample(first.column(at), _TEXT_SAMPLE if _is_text(rule) else first.num_rows)
            for at, rule in enumerate(head.rules)
        }
        plan = decide(head, samples, search)
        colleagues = Colleagues(keys)
        identities = Identities(head, plan, keys, colleagues, own)
        consents = Consents.of(head, keys)
        rules = (head.layout.lists, *head.layout.more_lists)
        lists = tuple(Memberships(head, rule, keys) for rule in rules if rule is not None)
        staff = StaffList(plan, keys, head.layout.people == "staff", colleagues)
        more = consents.time_columns.union(
            staff.time_columns, *(each.time_columns for each in lists)
        )
        room = BYTES_LIMIT // max(len(head.columns), 1)
        return cls(
            head,
            keys,
            search,
            plan,
            [
                Tally(room=room, limit=_SAMPLE if column.role in PLAIN else DISTINCT_LIMIT)
                for column in plan.columns
            ],
            identities,
            Rows.of(head, plan, identities, more),
            TextSearch(keys, search),
            consents,
            Labels(head, keys),
            lists,
            staff,
            colleagues,
            Grants(head, head.layout.grants, keys, colleagues, own) if head.layout.grants else None,
            Integrations(plan.of("integration"), keys),
            Traces.of(head, keys),
        )

    def add(self, tables: Tables, batch: pa.RecordBatch) -> None:
        """Take in a batch."""
        base = self.rows.count
        long = {column.ordinal for column in self.plan.scanned if column.sure}
        cells = Batch(batch)
        has_text: Flags = np.zeros(batch.num_rows, dtype=bool)
        for column in self.plan.scanned:
            texts = batch.column(column.ordinal)
            has_text |= flags(texts.is_valid())
            self.text.add(column.ordinal, texts, base)
        for at, tally in enumerate(self.tallies):
            if at in long:
                tally.add_text(batch.column(at))
            else:
                tally.add(cells[at])
        self.identities.add(tables, cells, base)
        self.consents.add(cells, base)
        self.labels.add(cells)
        for each in self.lists:
            each.add(cells, base)
        self.staff.add(cells, base)
        if self.grants is not None:
            self.grants.add(cells, base, self.plan)
        self.integrations.add(cells, base)
        self.traces.add(tables, cells, base)
        self.rows.add(tables, cells, has_text)
        self.batches += 1

    def finish(self, tables: Tables, notes: ReadNotes, seal: Seal) -> None:
        """Decide what only the whole unit can tell, and write it."""
        kinds = self._kinds()
        moments = self.rows.finish(tables)
        self.identities.finish(tables)
        self.consents.finish(tables, moments.columns)
        self.labels.finish(tables)
        for each in self.lists:
            each.finish(tables, moments.columns, seal)
        self.staff.finish(tables, moments.columns)
        if self.grants is not None:
            self.grants.finish(tables)
        self.colleagues.finish(tables, seal)
        self.integrations.finish(tables, moments.written_at)
        typed = {
            column.ordinal
            for column, kind in zip(self.plan.columns, kinds, strict=True)
            if column.scanned and not column.sure and not (kind.free_text or kind.contaminated)
        }
        searched = {column.ordinal for column in self.plan.scanned} - typed
        hits = self.text.finish(tables, dropped=typed, searched=searched)
        kinds = tuple(
            _searched(kind, hits[column.ordinal], tally.filled) if column.ordinal in hits else kind
            for column, kind, tally in zip(self.plan.columns, kinds, self.tallies, strict=True)
        )
        add_columns(tables, self.plan, kinds, self.tallies, keys=self.keys, seal=seal)
        row = unit_row(
            self.head,
            self.plan,
            notes,
            self.keys,
            records=self.rows.count,
            newest=moments.newest,
            undecided=moments.undecided,
        )
        add_unit(tables, row, seal)

    def _seen_whole(self, tally: Tally) -> bool:
        """Say whether the first look at a column saw all its distinct values."""
        return self.batches <= 1 and tally.distinct_values < _SAMPLE

    def _kinds(self) -> tuple[ColumnKind, ...]:
        known = zip(self.plan.columns, self.plan.kinds, self.tallies, strict=True)
        found = []
        for column, first, tally in known:
            dull = column.role in PLAIN and first.category is None and not first.contaminated
            if dull or column.sure or self._seen_whole(tally):
                found.append(first)
                continue
            table = tally.distinct()
            values, counts = table["value"].combine_chunks(), table["count"].combine_chunks()
            kind = self.search.classify(column.title, values, counts)
            found.append(chosen(kind) if column.choice else kind)
        return tuple(found)


def _sample(values: pa.Array, rows: int) -> pa.Table:
    cells = Cells.of(values.drop_null().slice(0, rows))
    counts = np.bincount(cells.codes[cells.filled], minlength=len(cells.words))
    table = pa.table({"value": cells.words, "count": pa.array(counts.astype(np.int64))})
    return table.slice(0, _SAMPLE)


def _searched(kind: ColumnKind, found: Counted, filled: int) -> ColumnKind:
    """Say of a column of text what the search of all its cells found."""
    if kind is not PLAIN_TEXT:
        return replace(kind, hits=found.any)
    often = found.of_people * 1000 >= _CONTAMINATED * filled and found.of_people > 0
    return replace(
        kind, hits=found.any, contaminated=often, personal="yes" if often else kind.personal
    )


def _is_text(rule: ColumnRule | None) -> bool:
    return rule is not None and rule.role in TEXT


def _no_rows(head: Head) -> pa.RecordBatch:
    empty = [pa.array([], pa.large_string()) for _ in head.columns]
    return pa.RecordBatch.from_arrays(empty, names=[str(at) for at in range(len(empty))])


def _as_far_as(
    batches: Iterator[pa.RecordBatch], notes: ReadNotes
) -> Generator[pa.RecordBatch, None, None]:
    """Yield batches up to where a file breaks off: what was read before it counts."""
    read = 0
    try:
        for batch in batches:
            read += batch.num_rows
            yield batch
    except SourceError:
        if not read:
            raise
        notes.partly = notes.partly or "truncated_tail"


def _code_place(error: BaseException) -> str:
    """Name the kind of an error and the line of our code that it came through."""
    trace, place = error.__traceback__, "unknown place"
    while trace is not None:
        frame = trace.tb_frame
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("amanat."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
