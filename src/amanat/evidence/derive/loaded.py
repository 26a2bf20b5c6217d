"""The units of an audit, as far as all steps need them at once: small arrays, the rest lazily."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive.arrays import (
    Codes,
    Flags,
    Ints,
    Keys,
    coded,
    encoded,
    ints,
    keys,
    mixed,
)
from amanat.evidence.derive.dates import MOMENT, NO_TIME, micros
from amanat.evidence.extracted import EXTRACTED

#: Extracted tables of one unit by name; a table that is not there counts as empty.
UnitTables: TypeAlias = Mapping[str, pa.Table]

WHO: Final = ("own", "other", "staff")
OWN, OTHER, STAFF = range(3)
KINDS: Final = ("email", "phone", "customer_id", "device_id", "role_mailbox")
EMAIL, PHONE, CUSTOMER_ID, DEVICE_ID, ROLE_MAILBOX = range(5)


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
        return pa.table([table.column(n).cast(schema.field(n).type) for n in schema.names], schema)

    def rows(self) -> pa.Table:
        """Return the table `rows` in the order of the ordinals."""
        rows = self.table("rows")
        ordinals = ints(rows.column("row_ordinal"))
        if np.all(ordinals[1:] > ordinals[:-1]):
            return rows
        return rows.take(pa.array(np.argsort(ordinals, kind="stable")))

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

    `row` is the position in the unit's rows, `code` the place in `vocabulary`, which holds all
    fingerprints in ascending order. `start[u]:start[u + 1]` are the entries of unit u.
    """

    vocabulary: pa.Array
    unit: Codes
    row: Codes
    kind: Codes
    who: Codes
    code: Codes
    start: Ints

    def of(self, unit: int) -> slice:
        """Return the entries of one unit."""
        return slice(int(self.start[unit]), int(self.start[unit + 1]))


@dataclass(frozen=True, slots=True)
class Loaded:
    """All units in the order of their ids, with what was taken from their rows."""

    units: tuple[Unit, ...]
    scans: tuple[Scan, ...]
    ids: Identifiers


def load(units: Iterable[UnitTables]) -> Loaded:
    """Read each unit once, in the order of the unit ids, whatever order they come in."""
    ordered = _apart([_unit(tables) for tables in units])
    scans: list[Scan] = []
    parts: list[tuple[Codes, Codes, Codes]] = []
    fingerprints: list[pa.Array] = []
    for unit in ordered:
        rows = unit.rows() if unit.was_read else EXTRACTED["rows"].empty_table()
        ordinals = ints(rows.column("row_ordinal"))
        row, kind, who, found = _row_ids(unit, ordinals)
        parts.append((row, kind, who))
        fingerprints.append(found)
        scans.append(_scan(rows, ordinals, row, who, found))
    vocabulary, codes = encoded(fingerprints)
    return Loaded(ordered, tuple(scans), _identifiers(vocabulary, parts, codes))


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


def _row_ids(unit: Unit, ordinals: Ints) -> tuple[Codes, Codes, Codes, pa.Array]:
    table = unit.table("row_ids") if unit.was_read else EXTRACTED["row_ids"].empty_table()
    table = table.filter(pc.is_valid(table.column("fp")))
    wanted = ints(table.column("row_ordinal"))
    place = np.searchsorted(ordinals, wanted)
    there = place < len(ordinals)
    there[there] = ordinals[place[there]] == wanted[there]
    kind, who = coded(table.column("kind"), KINDS), coded(table.column("who"), WHO)
    there &= (kind >= 0) & (who >= 0)
    # Entries in the order of rows; within a row in the order of kind, so that shuffled columns
    # change nothing.
    order = np.flatnonzero(there)
    order = order[np.lexsort((who[order], kind[order], place[order]))]
    found = table.column("fp").combine_chunks().take(pa.array(order))
    return place[order].astype(np.int32), kind[order], who[order], found


def _scan(rows: pa.Table, ordinals: Ints, row: Codes, who: Codes, found: pa.Array) -> Scan:
    record, has_record = keys(rows.column("record"))
    name, has_name = keys(rows.column("name"), 8)
    created = micros(rows.column("created_at"))
    seen = micros(rows.column("seen_at"))
    sent = micros(rows.column("sent_from"))
    own = who == OWN
    people = np.zeros(len(ordinals), dtype=np.uint64)
    np.add.at(people, row[own], mixed(keys(found)[0][own]))
    with np.errstate(over="ignore"):
        content = people + mixed(created) + mixed(seen + 1) + mixed(sent + 2) + mixed(name)
    record = np.where(has_record, np.maximum(record, np.uint64(1)), np.uint64(0))
    return Scan(
        ordinals,
        record,
        np.where(has_record, record, mixed(content)),
        np.where(has_name, np.maximum(name, np.uint64(1)), np.uint64(0)),
        *_span(created, seen, sent),
        _least(created),
    )


def _span(*times: Ints) -> tuple[int | None, int | None]:
    least = [value for each in times if (value := _least(each)) is not None]
    most = [int(each.max()) for each in times if len(each) and int(each.max()) != NO_TIME]
    return min(least, default=None), max(most, default=None)


def _least(times: Ints) -> int | None:
    told = times[times != NO_TIME]
    return int(told.min()) if len(told) else None


def _identifiers(
    vocabulary: pa.Array, parts: list[tuple[Codes, Codes, Codes]], codes: list[Codes]
) -> Identifiers:
    sizes = [len(code) for code in codes]

    def joined(arrays: list[Codes]) -> Codes:
        return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int32)

    return Identifiers(
        vocabulary,
        np.repeat(np.arange(len(sizes), dtype=np.int32), sizes),
        joined([part[0] for part in parts]),
        joined([part[1] for part in parts]),
        joined([part[2] for part in parts]),
        joined(codes),
        np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
    )


def positions(scan: Scan, wanted: Ints) -> tuple[Ints, Flags]:
    """Return where ordinals stand among the unit's rows, and which of them are there at all."""
    place = np.searchsorted(scan.ordinals, wanted)
    place = np.minimum(place, max(len(scan.ordinals) - 1, 0))
    if not len(scan.ordinals):
        return place.astype(np.int64), np.zeros(len(wanted), dtype=bool)
    return place.astype(np.int64), scan.ordinals[place] == wanted
