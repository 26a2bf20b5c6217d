"""Exports of one dataset: which are parts or views of one another, which came before.

Shares are whole per mille. Units are compared by record ids; where either has none, by the people
in its rows, and rows are told apart by people and times (`docs`, evidence section 5).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from amanat.evidence.derive.arrays import (
    Flags,
    distinct,
    distinct_codes,
    per_mille,
    shared,
    united,
)
from amanat.evidence.derive.dates import DAY
from amanat.evidence.derive.loaded import OWN, Loaded, Unit
from amanat.terms.words import WORKBOOKS

SAME: Final = 500
_LEAST: Final = -(2**62)


@dataclass(slots=True)
class Snapshot:
    """One export: its `base` units, whose rows count, and its `views`, whose columns alone do.

    `again[u]` tells of each row of base unit u whether another base unit has its record too.
    """

    base: list[int]
    views: list[int] = field(default_factory=list)
    relation: str = "asked"
    again: dict[int, Flags] = field(default_factory=dict)

    @property
    def units(self) -> list[int]:
        """All units of the export, the base first."""
        return [*self.base, *self.views]


@dataclass(frozen=True, slots=True)
class Content:
    """What a unit can be compared by: sorted, without repeats."""

    records: npt.NDArray[np.uint64]
    people: npt.NDArray[np.int32]
    rows: npt.NDArray[np.uint64]
    by_record: bool
    every_row: bool
    lists: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """How many records are told apart."""
        return len(self.records if self.by_record else self.rows)


def content(loaded: Loaded, index: int) -> Content:
    """Collect a unit's record ids, own identifiers and row keys."""
    scan, part = loaded.scans[index], loaded.ids.of(index)
    own = loaded.ids.who[part] == OWN
    records = distinct(scan.record)
    rows = records if scan.key is scan.record else distinct(scan.key)
    return Content(
        records if rows is records else records[records != 0],
        distinct_codes(loaded.ids.code[part][own], len(loaded.ids.vocabulary)),
        rows,
        scan.by_record,
        bool((scan.record != 0).all()),
        frozenset(loaded.units[index].table("lists").column("list_key").to_pylist()),
    )


def snapshots(
    loaded: Loaded,
    members: Sequence[int],
    unclear: frozenset[tuple[int, int]] = frozenset(),
    files: Mapping[int, bytes] = MappingProxyType({}),
) -> list[Snapshot]:
    """Sort the read units of one dataset into exports, the current one first.

    Two units that may be of two accounts (`unclear`) are never one another's history, nor are two
    that are other files to a permission list (`files`): the newest export of each is current.

    The current export is the newest, of those of one day the largest; `duplicate` ones have the
    content of another unit; `history` shares at least half of its ids with the current one; the
    rest is `asked`.
    """
    kept, duplicates = _without_duplicates(loaded, members)
    kinds = {loaded.units[index].kind for index in members}
    if kinds <= {"documents"}:
        exports = _documents(loaded, kept)
    else:
        exports = _tables(loaded, kept, files, windows=kinds <= {"events", "messages"})
        _ask(exports, unclear)
    return exports + [Snapshot([index], relation="duplicate") for index in duplicates]


def _ask(exports: Sequence[Snapshot], unclear: frozenset[tuple[int, int]]) -> None:
    if not unclear or not exports:
        return
    current = exports[0].units
    for export in exports[1:]:
        pairs = {(min(a, b), max(a, b)) for a in current for b in export.units}
        if pairs & unclear:
            export.relation = "asked"


def _newest_first(loaded: Loaded, members: Sequence[int]) -> list[int]:
    def order(index: int) -> tuple[int, int, str]:
        unit = loaded.units[index]
        taken = _LEAST if unit.taken_at is None else unit.taken_at
        return -taken, -len(loaded.scans[index].ordinals), unit.unit_id

    return sorted(members, key=order)


def _larger_of_a_day_first(
    loaded: Loaded, newest_first: Sequence[int], held: Mapping[int, Content]
) -> list[int]:
    """Order exports: later days first, and the largest of a day before those that filter it."""
    days: list[list[int]] = []
    for index in newest_first:
        unit = loaded.units[index]
        if days and _within_a_day(loaded.units[days[-1][0]], unit):
            days[-1].append(index)
        else:
            days.append([index])
    return [each for day in days for each in sorted(day, key=lambda index: -held[index].size)]


def _without_duplicates(loaded: Loaded, members: Sequence[int]) -> tuple[list[int], list[int]]:
    seen: set[tuple[Any, ...]] = set()
    kept: list[int] = []
    duplicates: list[int] = []
    often = Counter(loaded.units[index].content for index in members)
    for index in _newest_first(loaded, members):
        content_hash = loaded.units[index].content
        if content_hash is None or often[content_hash] == 1:
            kept.append(index)
            continue
        fingerprint = _print_of(loaded, index)
        (duplicates if fingerprint in seen else kept).append(index)
        seen.add(fingerprint)
    return kept, duplicates


def _print_of(loaded: Loaded, index: int) -> tuple[Any, ...]:
    # Sheets and row ranges of one file may carry the file's hash: what is in them must agree too.
    unit = loaded.units[index]
    counts = unit.table("columns").select(["filled", "distinct_values", "hits"]).to_pydict()
    return (
        unit.content,
        unit.signature,
        unit.row_from,
        unit.row_to,
        tuple(zip(*counts.values(), strict=True)),
        blake2b(np.sort(loaded.scans[index].key).tobytes(), digest_size=16).digest(),
    )


def _documents(loaded: Loaded, kept: Sequence[int]) -> list[Snapshot]:
    # A document is a place: an older copy of the same page is history, all newest ones are one
    # export.
    current: list[int] = []
    older: list[int] = []
    places: set[bytes] = set()
    for index in kept:
        key = loaded.units[index].place_key
        if key is not None and key in places:
            older.append(index)
            continue
        current.append(index)
        if key is not None:
            places.add(key)
    exports = [Snapshot(current, relation="current")] if current else []
    return exports + [Snapshot([index], relation="history") for index in older]


@dataclass(slots=True)
class _Held:
    """What the base of an export holds, by the file that a permission list says it is."""

    by_file: dict[bytes | None, Content] = field(default_factory=dict)

    def add(self, file: bytes | None, more: Content) -> None:
        """Add the content of a unit of a file; None: no list names it."""
        self.by_file[file] = _union([self.by_file[file], more]) if file in self.by_file else more

    def of(self, files: Iterable[bytes | None]) -> Content:
        """Return the content of some files that are here; of all where nobody knows which."""
        wanted = set(files)
        return _union(
            each for file, each in self.by_file.items() if None in wanted or file in wanted
        )


def _tables(
    loaded: Loaded, kept: Sequence[int], files: Mapping[int, bytes], *, windows: bool
) -> list[Snapshot]:
    if len(kept) == 1:
        return [Snapshot(list(kept), relation="current")]
    exports: list[Snapshot] = []
    holds: list[_Held] = []
    unsure: set[int] = set()
    contents = {index: content(loaded, index) for index in kept}
    if not windows:
        kept = _larger_of_a_day_first(loaded, kept, contents)
    for index in kept:
        unit, mine, file = loaded.units[index], contents[index], files.get(index)
        joined: str | None = None
        for rank, export in _own_file_first(loaded, unit, exports):
            bases = [
                loaded.units[each]
                for each in export.base
                if file is None or files.get(each) == file
            ]
            # Two files to a permission list are no exports of one another, however alike they are.
            joined = "part"
            if bases:
                joined = _joins(unit, mine, bases, holds[rank].of([file]), windows=windows)
            if joined in ("part", "more"):
                if joined == "more":
                    theirs = holds[rank].of([file]).records
                    export.again[index] = np.isin(loaded.scans[index].record, theirs)
                export.base.append(index)
                holds[rank].add(file, mine)
            elif joined == "view":
                export.views.append(index)
            if joined:
                break
        if joined in (None, "asked"):
            unsure |= {len(exports)} if joined else set()
            exports.append(Snapshot([index]))
            holds.append(_Held({file: mine}))
    for rank, export in enumerate(exports):
        told = "asked" if rank in unsure else _relation(holds[0], holds[rank])
        export.relation = "current" if rank == 0 else told
    return exports


def _own_file_first(
    loaded: Loaded, unit: Unit, exports: Sequence[Snapshot]
) -> list[tuple[int, Snapshot]]:
    def other_file(ranked: tuple[int, Snapshot]) -> bool:
        return not any(_same_file(unit, loaded.units[each]) for each in ranked[1].base)

    return sorted(enumerate(exports), key=other_file)


def _same_file(left: Unit, right: Unit) -> bool:
    """Whether two units are sheets of one workbook, or tables of one database."""
    return (
        left.format == right.format
        and left.format in WORKBOOKS
        and left.file is not None
        and (left.file == right.file)
    )


def _joins(
    unit: Unit, mine: Content, bases: Sequence[Unit], theirs: Content, *, windows: bool
) -> str | None:
    """Return `part`, `view` or `more` where the unit belongs to the export, else None.

    `asked`: it shows the export again and more besides, and no ids tell which of its rows.
    """
    # Two sheets of one workbook are no exports of one another, whoever is on both.
    if any(_same_file(unit, base) for base in bases):
        return "part"
    # Two databases of a wiki are no exports of one another, however alike their columns are.
    if unit.place_key is not None and all(
        base.place_key not in (None, unit.place_key) for base in bases
    ):
        return "part"
    # One file for each list: another list is another part, whoever is on both.
    if mine.lists and theirs.lists and not mine.lists & theirs.lists:
        return "part"
    rows = shared(mine.rows, theirs.rows)
    if windows:
        return "part" if per_mille(rows, min(len(mine.rows), len(theirs.rows))) < SAME else None
    common, smaller = _common(mine, theirs)
    same_time = any(_within_a_day(unit, base) for base in bases)
    same_columns = any(unit.signature == base.signature for base in bases)
    if same_columns and rows == 0 and same_time:
        return "part"
    # The latest time in the content is only a lower bound of when it was exported: two halves of
    # one file have different ones, and nobody's record is in both.
    by_content = all(each.taken_how == "content" for each in (unit, *bases))
    if same_columns and smaller and common == 0 and by_content:
        return "part"
    if same_time and smaller and per_mille(common, smaller) >= SAME:
        return _shows_again(mine, theirs, same_columns=same_columns)
    return None


def _shows_again(mine: Content, theirs: Content, *, same_columns: bool) -> str:
    """Return `view` where the export has all of it, `more` where ids tell what it lacks."""
    if mine.by_record and theirs.by_record:
        if mine.every_row and shared(mine.records, theirs.records) < len(mine.records):
            return "more"
        return "view" if mine.every_row or _within(mine.rows, theirs.rows) else "asked"
    # Without ids a row is its people and times, and other columns may hold other times.
    whole = _within(mine.rows, theirs.rows) if same_columns else False
    other = not same_columns and _within(mine.people, theirs.people)
    return "view" if whole or other else "asked"


def _within(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> bool:
    return shared(left, right) == len(left)


def _within_a_day(left: Unit, right: Unit) -> bool:
    if left.taken_at is None or right.taken_at is None:
        return False
    return abs(left.taken_at - right.taken_at) < DAY


def _union(contents: Iterable[Content]) -> Content:
    return reduce(_both, contents)


def _both(left: Content, right: Content) -> Content:
    records = united(left.records, right.records)
    # Where every row has a record id, rows are told apart by nothing else.
    alike = left.rows is left.records and right.rows is right.records
    return Content(
        records,
        united(left.people, right.people),
        records if alike else united(left.rows, right.rows),
        left.by_record and right.by_record,
        left.every_row and right.every_row,
        left.lists | right.lists,
    )


def _common(left: Content, right: Content) -> tuple[int, int]:
    """Return how many ids two units share, and how many the smaller one has."""
    if left.by_record and right.by_record:
        return shared(left.records, right.records), min(len(left.records), len(right.records))
    return shared(left.people, right.people), min(len(left.people), len(right.people))


def _relation(newest: _Held, before: _Held) -> str:
    older, current = before.of([None]), newest.of(before.by_file)
    common, smaller = _common(older, current)
    by_record = older.by_record and current.by_record
    size = len(older.records if by_record else older.people)
    enough = per_mille(common, smaller) >= SAME and per_mille(common, size) >= SAME
    return "history" if enough else "asked"
