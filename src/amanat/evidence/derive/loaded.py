"""The units of an audit, as far as all steps need them at once: small arrays, the rest lazily."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.cache import StoredUnit
from amanat.evidence.derive.arrays import (
    Codes,
    Flags,
    Ints,
    Keys,
    Pairs,
    Small,
    coded,
    ints,
    keys,
    mixed,
    one,
    together,
    words,
)
from amanat.evidence.derive.dates import MOMENT, NO_TIME, micros
from amanat.evidence.extracted import EXTRACTED
from amanat.evidence.memory import let_go

#: Extracted tables of one unit by name; a table that is not there counts as empty.
UnitTables: TypeAlias = Mapping[str, pa.Table]

WHO: Final = ("own", "other", "staff")
OWN, OTHER, STAFF = range(3)
KINDS: Final = ("email", "phone", "customer_id", "device_id", "role_mailbox")
EMAIL, PHONE, CUSTOMER_ID, DEVICE_ID, ROLE_MAILBOX = range(5)
#: Rows of a unit after which memory is given back.
_LONG: Final = 262_144
#: What is read of every row at once.
_SCANNED: Final = ("record", "name", "created_at", "seen_at", "sent_from")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: the row of its table `unit`, and its other tables, read when asked for.

    Moments are microseconds since 1970 in UTC. Columns are those of `EXTRACTED["unit"]`.
    """

    unit_id: str
    parent_unit_id: str | None
    content: bytes | None
    signature: str | None
    product: str | None
    object: str | None
    kind: str | None
    layout: str
    format: str
    status: str
    reason: str | None
    records: int | None
    bad_records: int | None
    row_from: int
    row_to: int
    account: bytes | None
    people: str | None
    team: str | None
    taken_at: int | None
    taken_how: str | None
    written_at: int | None
    name: bytes | None
    title: bytes | None
    title_key: bytes | None
    undated_key: bytes | None
    size: int | None
    file: bytes | None
    place_key: bytes | None
    place_kind: str | None
    agreement_of: str | None
    tables: UnitTables

    def table(self, name: str) -> pa.Table:
        """Return one extracted table with the columns of its schema; empty where there is none."""
        schema = EXTRACTED[name]
        table = self.tables.get(name)
        if table is None:
            return schema.empty_table()
        if table.schema.equals(schema):
            return table
        return pa.table([table.column(n).cast(schema.field(n).type) for n in schema.names], schema)

    def some(self, name: str, *columns: str) -> pa.Table:
        """Return some columns of an extracted table; words of closed lists may be dictionaries."""
        if isinstance(self.tables, StoredUnit):
            return self.tables.some(name, columns)
        return self.table(name).select(columns)

    def rows(self, *columns: str) -> pa.Table:
        """Return some columns of the table `rows` in the order of the ordinals, which lead it."""
        rows = self.some("rows", "row_ordinal", *columns)
        ordinals = ints(rows.column("row_ordinal"))
        if np.all(ordinals[1:] > ordinals[:-1]):
            return rows
        return rows.take(pa.array(np.argsort(ordinals, kind="stable")))

    def known(self, row: Mapping[str, Any]) -> str:
        """Return how surely a row of a table of this unit is known, by the row's `mark`."""
        return "looks_like" if row["mark"] == "M" else self.layout

    @property
    def was_read(self) -> bool:
        """Whether the unit has content that counts."""
        return self.status != "skipped" and self.kind is not None


@dataclass(frozen=True, slots=True)
class Scan:
    """What the steps need of a unit's n rows at once.

    `record`: hash of the record id, 0 where none; `key`: what tells the row apart from others:
    its record id, else its people and times; `name`: hash of the full name, 0 where none.
    """

    ordinals: Ints
    record: Keys
    key: Keys
    name: Keys
    oldest: int | None
    newest: int | None
    created: int | None

    @property
    def by_record(self) -> bool:
        """Whether at least half of the rows have an id of their own."""
        return bool(len(self.record)) and 2 * int((self.record != 0).sum()) >= len(self.record)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """All identifiers in rows, in the order of units: m entries.

    `row` is the position in the unit's rows (ascending in each unit), `code` the place in
    `vocabulary`, which holds all fingerprints in ascending order. `start[u]:start[u + 1]` are the
    entries of unit u.
    """

    vocabulary: pa.Array
    row: Codes
    kind: Small
    who: Small
    code: Codes
    start: Ints

    def of(self, unit: int) -> slice:
        """Return the entries of one unit."""
        return slice(int(self.start[unit]), int(self.start[unit + 1]))

    def parts(self) -> Iterator[slice]:
        """Yield the entries of each unit, in the order of units."""
        for unit in range(len(self.start) - 1):
            yield self.of(unit)


@dataclass(frozen=True, slots=True)
class Loaded:
    """All units in the order of their ids, with what was taken from their rows."""

    units: tuple[Unit, ...]
    scans: tuple[Scan, ...]
    ids: Identifiers

    def without_hashes(self) -> "Loaded":
        """Return the same without what tells rows apart: not needed once exports are compared."""
        none = np.zeros(0, dtype=np.uint64)
        scans = (replace(scan, record=none, key=none, name=none) for scan in self.scans)
        return replace(self, scans=tuple(scans))

    def without_rows(self) -> "Loaded":
        """Return the same without rows: which identifiers there are, not where they stand."""
        ids = replace(self.ids, row=np.zeros(0, dtype=np.int32), who=np.zeros(0, dtype=np.int8))
        return replace(self, scans=(), ids=ids)


def load(units: Iterable[UnitTables]) -> Loaded:
    """Read each unit once, in the order of the unit ids, whatever order they come in."""
    ordered = _apart([_unit(tables) for tables in units])
    scans: list[Scan] = []
    parts: list[_RowIds] = []
    counting = np.arange(0)
    # Arrow and NumPy let other threads run; more than two would hold more units at once.
    with ThreadPoolExecutor(2) as pool:
        for scan, part in pool.map(_read, ordered):
            size = len(scan.ordinals)
            if size > len(counting):
                counting = np.arange(2 * size)
            # Nearly all units count their rows from 0: they share the numbers.
            counts = np.array_equal(scan.ordinals, counting[:size])
            scans.append(replace(scan, ordinals=counting[:size]) if counts else scan)
            parts.append(part)
    let_go()
    return Loaded(ordered, tuple(scans), _identifiers(parts))


def _read(unit: Unit) -> tuple[Scan, "_RowIds"]:
    rows = unit.rows(*_SCANNED) if unit.was_read else EXTRACTED["rows"].empty_table()
    ordinals = ints(rows.column("row_ordinal"))
    ids = _row_ids(unit, ordinals)
    scan = _scan(rows, ordinals, ids)
    del rows
    if len(ordinals) >= _LONG:
        let_go()
    return scan, ids


def _apart(units: list[Unit]) -> tuple[Unit, ...]:
    """Sort units; of those with one id (files of equal content) all but one become duplicates."""
    # The shortest name goes first: "plan.csv" before its second download "plan (1).csv".
    units.sort(key=lambda unit: (unit.unit_id, len(unit.name or b""), unit.name or b""))
    seen: Counter[str] = Counter()
    apart = []
    for unit in units:
        seen[unit.unit_id] += 1
        again = seen[unit.unit_id]
        apart.append(
            unit
            if again == 1
            else replace(
                unit, unit_id=f"{unit.unit_id}~{again}", status="skipped", reason="duplicate"
            )
        )
    return tuple(apart)


def _unit(tables: UnitTables) -> Unit:
    table = tables["unit"]
    names = [field.name for field in fields(Unit) if field.name != "tables"]
    values = {name: table.column(name).cast(EXTRACTED["unit"].field(name).type) for name in names}
    for name in ("taken_at", "written_at"):
        values[name] = values[name].cast(MOMENT).cast(pa.int64())
    return Unit(**{name: value[0].as_py() for name, value in values.items()}, tables=tables)


_NOTHING: Final = np.zeros((0, 2), dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class _RowIds:
    """The identifiers of one unit, as in `Identifiers`; `code` is the place in `vocabulary`."""

    row: Codes
    kind: Small
    who: Small
    code: Codes
    vocabulary: Pairs


def _row_ids(unit: Unit, ordinals: Ints) -> _RowIds:
    if unit.was_read:
        table = unit.some("row_ids", "row_ordinal", "kind", "who", "fp")
    else:
        table = EXTRACTED["row_ids"].empty_table()
    if table.column("fp").null_count:
        table = table.filter(pc.is_valid(table.column("fp")))
    place, there = _places(ordinals, ints(table.column("row_ordinal")))
    kind, who = coded(table.column("kind"), KINDS), coded(table.column("who"), WHO)
    there &= (kind >= 0) & (who >= 0)
    found = one(table.column("fp"))
    del table
    # Entries in the order of rows; within a row in the order of kind, so that shuffled columns
    # change nothing.
    rank = (place * len(KINDS) + kind) * len(WHO) + who
    if not there.all() or (rank[1:] < rank[:-1]).any():
        chosen = np.flatnonzero(there)
        order = chosen[np.argsort(rank[chosen], kind="stable")]
        place, kind, who = place[order], kind[order], who[order]
        found = found.take(pa.array(order))
    numbered = found.dictionary_encode()
    return _RowIds(
        place.astype(np.int32),
        kind.astype(np.int8),
        who.astype(np.int8),
        np.asarray(numbered.indices.to_numpy(zero_copy_only=False), dtype=np.int32),
        words(numbered.dictionary),
    )


def _scan(rows: pa.Table, ordinals: Ints, ids: _RowIds) -> Scan:
    created = micros(rows.column("created_at"))
    seen = micros(rows.column("seen_at"))
    sent = micros(rows.column("sent_from"))
    record, name = _hashes(rows.column("record")), _hashes(rows.column("name"), 8)
    key = record
    if not record.all():
        own = ids.who == OWN
        people = np.zeros(len(ordinals), dtype=np.uint64)
        np.add.at(people, ids.row[own], mixed(ids.vocabulary[:, 0])[ids.code[own]])
        with np.errstate(over="ignore"):
            content = people + mixed(created) + mixed(seen + 1) + mixed(sent + 2) + mixed(name)
        key = np.where(record != 0, record, mixed(content))
    return Scan(
        ordinals,
        record,
        key,
        name,
        *_span(created, seen, sent),
        _least(created),
    )


def _hashes(values: pa.ChunkedArray, width: int = 16) -> Keys:
    """Return the first 8 bytes of each hash as a number, 0 where it is null, and only there."""
    if values.null_count == len(values):
        # One zero for all rows.
        return np.broadcast_to(np.uint64(0), len(values))
    numbers, told = keys(values, width)
    np.maximum(numbers, told.astype(np.uint64), out=numbers)
    return numbers


def _span(*times: Ints) -> tuple[int | None, int | None]:
    least = [value for each in times if (value := _least(each)) is not None]
    most = [int(each.max()) for each in times if len(each) and int(each.max()) != NO_TIME]
    return min(least, default=None), max(most, default=None)


def _least(times: Ints) -> int | None:
    told = times[times != NO_TIME]
    return int(told.min()) if len(told) else None


def _identifiers(parts: list[_RowIds]) -> Identifiers:
    vocabularies = [part.vocabulary for part in parts]
    parts[:] = [replace(part, vocabulary=_NOTHING) for part in parts]
    vocabulary, places = together(vocabularies)
    sizes = [len(part.row) for part in parts]
    size = sum(sizes)
    start = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)
    ids = Identifiers(
        vocabulary,
        np.empty(size, dtype=np.int32),
        np.empty(size, dtype=np.int8),
        np.empty(size, dtype=np.int8),
        np.empty(size, dtype=np.int32),
        start,
    )
    # One after the other, each let go of: the parts and the whole never lie side by side.
    for unit in range(len(sizes) - 1, -1, -1):
        part, here, place = parts.pop(), ids.of(unit), places.pop()
        ids.row[here], ids.kind[here], ids.who[here] = part.row, part.kind, part.who
        ids.code[here] = place[part.code]
    return ids


def positions(scan: Scan, wanted: Ints) -> tuple[Ints, Flags]:
    """Return where ordinals stand among the unit's rows, and which of them are there at all."""
    place, there = _places(scan.ordinals, wanted)
    return np.minimum(place, max(len(scan.ordinals) - 1, 0)), there


def _places(ordinals: Ints, wanted: Ints) -> tuple[Ints, Flags]:
    """Return where to look for each ordinal, and whether it is there."""
    size = len(ordinals)
    if size and ordinals[0] == 0 and ordinals[-1] == size - 1:
        # Counted from 0 without a gap: an ordinal is its own place.
        return wanted, (wanted >= 0) & (wanted < size)
    place = np.searchsorted(ordinals, wanted).astype(np.int64)
    there = place < size
    there[there] = ordinals[place[there]] == wanted[there]
    return place, there
