"""Datasets with their exports: what belongs together whatever the files are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pyarrow as pa

from amanat.evidence.derive.arrays import count_distinct
from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.dates import DAY, KOLKATA, NO_TIME, day_of
from amanat.evidence.derive.instances import Systems
from amanat.evidence.derive.listed import Listing, file_keys, read_listing
from amanat.evidence.derive.loaded import Loaded, Unit
from amanat.evidence.derive.snapshots import Snapshot, snapshots
from amanat.terms.reasons import HARMLESS


@dataclass(frozen=True, slots=True)
class Dataset:
    """One (system, object): its exports, the current one first, and units that were skipped."""

    dataset_id: str
    system_id: str
    object: str
    kind: str
    exports: tuple[Snapshot, ...]
    skipped: tuple[int, ...]

    @property
    def current(self) -> Snapshot | None:
        """The export that rules judge; None where nothing of the dataset was read."""
        return self.exports[0] if self.exports else None

    @property
    def bases(self) -> Sequence[int]:
        """The units whose rows are the dataset today."""
        return self.current.base if self.current else ()

    def fresh(self, loaded: Loaded, unit: int) -> int:
        """Count rows of a unit whose record no other unit of the current export has."""
        again = self.current.again.get(unit) if self.current else None
        return len(loaded.scans[unit].ordinals) - (0 if again is None else int(again.sum()))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All datasets by id, and for each unit its dataset and export.

    `of[u]` is the dataset of unit u; `snapshot[u]` its snapshot id; `current[u]` tells whether the
    unit is in a current export, `base[u]` whether its rows count there, `duplicate[u]` whether
    another unit has the same content. `listing`: what current permission lists say. `file_key[u]`:
    which file of theirs unit u is, where its dataset lies in several.
    """

    datasets: dict[str, Dataset]
    of: tuple[str | None, ...]
    snapshot: tuple[str | None, ...]
    current: tuple[bool, ...]
    base: tuple[bool, ...]
    duplicate: tuple[bool, ...]
    listing: Listing
    file_key: tuple[bytes | None, ...]

    def bases(self, dataset_id: str) -> Sequence[int]:
        """Return the units whose rows are the dataset today."""
        return self.datasets[dataset_id].bases


def catalogue(loaded: Loaded, systems: Systems) -> Catalogue:
    """Group units into datasets, and the units of each dataset into exports.

    Permission lists come first: they tell the files of one header signature apart.
    """
    members = _members(loaded, systems)
    telling = {
        dataset_id
        for dataset_id, indices in members.items()
        if any(loaded.units[index].table("grants").num_rows for index in indices)
    }
    exports = {each: _exports(loaded, members[each], systems) for each in telling}
    listing = read_listing(
        loaded, (unit for each in telling for unit in (exports[each] or [Snapshot([])])[0].units)
    )
    keys = file_keys(loaded, listing)
    size = len(loaded.units)
    of: list[str | None] = [None] * size
    snapshot: list[str | None] = [None] * size
    file_key: list[bytes | None] = [None] * size
    current, base, duplicate = [False] * size, [False] * size, [False] * size
    datasets = {}
    for dataset_id, indices in sorted(members.items()):
        if dataset_id not in telling:
            exports[dataset_id] = _exports(loaded, indices, systems, keys)
        first = loaded.units[indices[0]]
        datasets[dataset_id] = Dataset(
            dataset_id,
            str(systems.of[indices[0]]),
            str(first.object),
            str(first.kind),
            tuple(exports[dataset_id]),
            tuple(index for index in indices if not loaded.units[index].was_read),
        )
        for index in indices:
            of[index] = dataset_id
        for export in exports[dataset_id]:
            for index in export.units:
                snapshot[index] = snapshot_id(loaded, export)
                current[index] = export.relation == "current"
                base[index] = current[index] and index in export.base
                duplicate[index] = export.relation == "duplicate"
        # Files that hold the dataset together are places of their own.
        if len({keys.get(index) for index in datasets[dataset_id].bases}) > 1:
            for index in indices:
                file_key[index] = keys.get(index)
    return Catalogue(
        datasets,
        tuple(of),
        tuple(snapshot),
        tuple(current),
        tuple(base),
        tuple(duplicate),
        listing,
        tuple(file_key),
    )


def _members(loaded: Loaded, systems: Systems) -> dict[str, list[int]]:
    members: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(loaded.units):
        system = systems.of[index]
        if system is not None and unit.object and unit.kind is not None:
            members[f"{system}/{unit.object}"].append(index)
    return members


def _exports(
    loaded: Loaded,
    indices: Sequence[int],
    systems: Systems,
    keys: Mapping[int, bytes] = MappingProxyType({}),
) -> list[Snapshot]:
    read = [index for index in indices if loaded.units[index].was_read]
    several = len({keys[index] for index in read if index in keys}) > 1
    return snapshots(loaded, read, systems.unclear, keys if several else {})


def snapshot_id(loaded: Loaded, export: Snapshot) -> str:
    """Name an export after its smallest unit id, which no other export has."""
    return "s-" + min(loaded.units[index].unit_id for index in export.units).removeprefix("u-")


def records(loaded: Loaded, base: Iterable[int]) -> int:
    """Count records: rows with equal record ids are one, a row without id is one."""
    found = [loaded.scans[index].record for index in base]
    return count_distinct(found) + sum(int((record == 0).sum()) for record in found)


def status(loaded: Loaded, dataset: Dataset) -> tuple[str, str | None]:
    """Return the dataset's status and reason: partly when a unit of the current export is."""
    current = dataset.current
    units = [loaded.units[index] for index in (current.units if current else ())]
    missing = [
        unit.reason
        for unit in (loaded.units[index] for index in dataset.skipped)
        if unit.reason not in HARMLESS
    ]
    if not units:
        return "skipped", min((each for each in missing if each), default="empty")
    reasons = [unit.reason for unit in units if unit.status == "partly"] + missing
    if reasons:
        return "partly", min((each for each in reasons if each), default=None)
    return "read", None


def worst_layout(layouts: Iterable[str]) -> str:
    """Return how surely the layouts are known: as surely as the least sure of them."""
    order = ("looks_like", "generic", "seen")
    found = set(layouts)
    return next((layout for layout in order if layout in found), "seen")


def surest_layout(layouts: Iterable[str]) -> str:
    """Return how surely a thing is known of which several layouts tell: by the surest of them."""
    found = set(layouts)
    return next((each for each in ("seen", "generic") if each in found), "looks_like")


def snapshots_table(loaded: Loaded, found: Catalogue, as_of: int) -> pa.Table:
    """Return the evidence table `snapshots`; none was taken after `as_of` (microseconds)."""
    rows = []
    for dataset_id, dataset in found.datasets.items():
        for export in dataset.exports:
            newest = max(
                (loaded.units[index] for index in export.units),
                key=lambda unit: (unit.taken_at is not None, unit.taken_at or 0, unit.unit_id),
            )
            rows.append(
                {
                    "snapshot_id": snapshot_id(loaded, export),
                    "dataset_id": dataset_id,
                    "taken_at": newest.taken_at,
                    "taken_to": max(_taken_to(loaded.units[at], as_of) for at in export.units),
                    "taken_how": newest.taken_how or "mtime",
                    "relation": export.relation,
                    "units": len(export.units),
                    "records": records(loaded, export.base),
                }
            )
    return from_rows("snapshots", rows)


def _taken_to(unit: Unit, as_of: int) -> int:
    """Return the moment by which an export was taken: content tells only when it was not yet.

    It was written when it was taken or later, by a clock whose zone need not be known: the end of
    the next day in India is past both. A file older than its content tells nothing.
    """
    taken, written = unit.taken_at or NO_TIME, unit.written_at
    if written is None or written < taken:
        return max(taken, as_of)
    days = (written + KOLKATA) // DAY
    return max(taken, min(as_of, (days + 2) * DAY - KOLKATA))


def span(loaded: Loaded, base: Iterable[int]) -> tuple[object, object]:
    """Return the oldest and newest day in the units' rows, None where no row has a time."""
    scans = [loaded.scans[index] for index in base]
    oldest = [scan.oldest for scan in scans if scan.oldest is not None]
    newest = [scan.newest for scan in scans if scan.newest is not None]
    return day_of(min(oldest, default=None)), day_of(max(newest, default=None))
