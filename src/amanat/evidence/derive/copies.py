"""Copies that lie about: older exports of a dataset, and loose tables of a CRM's people.

A copy's age has two bounds: it was made after the newest moment in it, and before its file was
last written. A rule may fail only by the later one, and pass only by the earlier one. A copy's
share is of those whom the original held on the earlier one, which is the day that is told.

`people_new` and `gone_new` count whom no older copy in the same dataset has: summed from the oldest
on, they count each person once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive.arrays import Codes, Flags, Ints, distinct, per_mille, shared, united
from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.datasets import Dataset, snapshot_id, worst_layout
from amanat.evidence.derive.dates import NO_TIME, day_of
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.presence import DELETED, Held
from amanat.evidence.derive.snapshots import Snapshot
from amanat.terms.products import PRODUCTS

#: A table of no product is a CRM's copy when this share of its people are the CRM's (per mille),
_OF_THE_CRM: Final = 800
#: it has this share of those whom the CRM held by then,
_OF_THOSE_THEN: Final = 500
#: and so many people: a sheet that a team works with names a few.
_LEAST: Final = 20
_NOBODY: Final[Codes] = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True)
class _Taken:
    """When an export was taken: between two moments in microseconds, and what tells the first."""

    since: int
    until: int
    how: str


@dataclass(frozen=True, slots=True)
class _Copy:
    """A row of `copies` but for what other copies tell; its people, and who of them is gone."""

    row: dict[str, Any]
    people: Codes
    gone: Codes


@dataclass(frozen=True, slots=True)
class _Original:
    """The customers of n datasets: people ascending, since when, and whether all is deleted."""

    person: Codes
    first: Ints
    deleted: Flags

    def among(self, people: Codes) -> tuple[Ints, Flags]:
        """Return where each person stands here, and which of them do."""
        if not len(self.person):
            return np.zeros(len(people), dtype=np.int64), np.zeros(len(people), dtype=bool)
        at = np.minimum(np.searchsorted(self.person, people), len(self.person) - 1)
        return at.astype(np.int64), np.asarray(self.person[at] == people, dtype=bool)

    def by(self, moment: int) -> Codes:
        """Return who was there by a moment, as far as a time tells."""
        return self.person[self.first <= moment]


def copies_table(
    joined: Joined,
    held: Mapping[str, Held],
    snapshots: pa.Table,
    deletions: pa.Table,
    as_of: date,
) -> pa.Table:
    """Return the evidence table `copies`.

    Args:
        joined: the units, their datasets, who is who.
        held: the people of each dataset's current export.
        snapshots: the evidence table of that name.
        deletions: the evidence table of that name.
        as_of: the day of the audit.
    """
    finder = _Finder(joined, held, snapshots, deletions, as_of)
    rows = []
    for dataset in joined.found.datasets.values():
        found = finder.older(dataset) if dataset.kind != "documents" else []
        if _product(dataset.system_id) is None and dataset.kind == "table":
            found += finder.loose(dataset)
        rows += _with_new(found)
    return from_rows("copies", rows)


def _with_new(found: Sequence[_Copy]) -> list[dict[str, Any]]:
    """Return the rows of one dataset's copies, with whom each has that no older one has."""
    rows = []
    before: dict[str, tuple[Codes, Codes]] = {}
    for copy in sorted(found, key=_oldest_first):
        original = copy.row["original_id"]
        people, gone = before.get(original, (_NOBODY, _NOBODY))
        both = united(people, copy.people), united(gone, copy.gone)
        before[original] = both
        more = {"people_new": len(both[0]) - len(people), "gone_new": len(both[1]) - len(gone)}
        rows.append(copy.row | more)
    return rows


def _oldest_first(copy: _Copy) -> tuple[int, str]:
    return -copy.row["months_least"], copy.row["snapshot_id"]


def months_over(day: date | None, as_of: date) -> int | None:
    """Return how many whole months after `day` lie before `as_of`; 12: a year is over."""
    if day is None:
        return None
    months = (as_of.year - day.year) * 12 + as_of.month - day.month
    return max(0, months - (as_of.day <= day.day))


def _taken(snapshots: pa.Table) -> dict[str, _Taken]:
    times = (snapshots.column(name).cast(pa.int64()) for name in ("taken_at", "taken_to"))
    columns = (snapshots.column("snapshot_id"), *times, snapshots.column("taken_how"))
    return {
        name: _Taken(NO_TIME if since is None else since, until, how)
        for name, since, until, how in zip(*(each.to_pylist() for each in columns), strict=True)
    }


def _told(since: int, until: int) -> int:
    """Return the moment of which a copy's share is told: that of its day, where it has one."""
    return until if since == NO_TIME else since


def _product(system_id: str) -> str | None:
    found = PRODUCTS.get(system_id.partition("~")[0])
    return None if found is None else found.kind


class _Finder:
    """What all copies are held against."""

    def __init__(
        self,
        joined: Joined,
        held: Mapping[str, Held],
        snapshots: pa.Table,
        deletions: pa.Table,
        as_of: date,
    ) -> None:
        self._joined, self._held, self._as_of = joined, held, as_of
        self._taken = _taken(snapshots)
        self._deletions = deletions
        members: dict[str, list[str]] = defaultdict(list)
        for dataset_id, dataset in joined.found.datasets.items():
            members[dataset.system_id].append(dataset_id)
        self._crms = {
            system: datasets for system, datasets in members.items() if _product(system) == "crm"
        }
        self._originals: dict[tuple[str, ...], _Original] = {}

    def older(self, dataset: Dataset) -> list[_Copy]:
        """Describe the exports of a dataset that are not the current one."""
        found = []
        for export in dataset.exports[1:]:
            people = self._people(export)
            if export.relation not in ("history", "asked") or not len(people):
                continue
            original = self._original([dataset.dataset_id])
            then = original.by(_told(*self._bounds(export)))
            told = {
                "original_id": dataset.system_id,
                "share": per_mille(len(people), len(united(people, then))),
            }
            found.append(self._copy(dataset, export, people, [dataset.dataset_id], told))
        return found

    def loose(self, dataset: Dataset) -> list[_Copy]:
        """Describe a table that nobody's product made, where its people are an older CRM's."""
        if dataset.current is None:
            return []
        people = self._people(dataset.current)
        if len(people) < _LEAST:
            return []
        taken, until = self._bounds(dataset.current)
        best: tuple[int, int, str] | None = None
        for system, members in sorted(self._crms.items()):
            if taken >= self._exported(members):
                continue  # as new as what we have of the CRM: nothing of it is old
            original = self._original(members)
            inside = per_mille(shared(people, original.person), len(people))
            then = original.by(until)
            share = per_mille(shared(people, then), len(then))
            if inside >= _OF_THE_CRM and share >= _OF_THOSE_THEN:
                best = max(best or (-1, -1, ""), (inside, share, system))
        if best is None:
            return []
        system = best[2]
        original = self._original(self._crms[system])
        then = original.by(_told(taken, until))
        then = then if len(then) else original.by(until)
        told = {"original_id": system, "share": per_mille(shared(people, then), len(then))}
        return [self._copy(dataset, dataset.current, people, self._crms[system], told)]

    def _exported(self, members: Iterable[str]) -> int:
        exports = [self._joined.found.datasets[each].current for each in members]
        return max((self._bounds(each)[0] for each in exports if each is not None), default=NO_TIME)

    def _bounds(self, export: Snapshot) -> tuple[int, int]:
        taken = self._taken[snapshot_id(self._joined.loaded, export)]
        return taken.since, taken.until

    def _people(self, export: Snapshot) -> Codes:
        ids, who = self._joined.loaded.ids, self._joined.who
        parts = [distinct(who.label[ids.code[ids.of(unit)]]) for unit in export.units]
        return who.customers(np.concatenate(parts))

    def _original(self, members: Sequence[str]) -> _Original:
        key = tuple(members)
        if key not in self._originals:
            self._originals[key] = self._joined_people([self._held[each] for each in members])
        return self._originals[key]

    def _joined_people(self, parts: Sequence[Held]) -> _Original:
        person = np.concatenate([each.person for each in parts])
        first = np.concatenate([each.first for each in parts])
        live = np.concatenate([each.state for each in parts]) != DELETED
        customers = ~self._joined.who.staff[person]
        persons, place = np.unique(person[customers], return_inverse=True)
        earliest = np.full(len(persons), np.iinfo(np.int64).max)
        np.minimum.at(earliest, place, first[customers])
        kept = np.zeros(len(persons), dtype=bool)
        np.logical_or.at(kept, place, live[customers])
        return _Original(persons, earliest, ~kept)

    def _copy(
        self,
        dataset: Dataset,
        export: Snapshot,
        people: Codes,
        members: Sequence[str],
        told: Mapping[str, Any],
    ) -> _Copy:
        loaded = self._joined.loaded
        original = self._original(members)
        at, inside = original.among(people)
        deleted = np.zeros(len(people), dtype=bool)
        deleted[inside] = original.deleted[at[inside]]
        erased = self._erased(members, people[deleted])
        name = snapshot_id(loaded, export)
        taken = self._taken[name]
        # Only what stands in the content tells that a copy was not made before.
        since = day_of(taken.since) if taken.how == "content" else None
        gone = people[~inside | deleted]
        row = {
            **told,
            "snapshot_id": name,
            "dataset_id": dataset.dataset_id,
            "system_id": dataset.system_id,
            "relation": export.relation,
            "taken_on": day_of(taken.since),
            "months_least": months_over(day_of(taken.until), self._as_of),
            "months_most": months_over(since, self._as_of),
            "people": len(people),
            "gone": len(gone),
            "erased": len(erased),
            "erased_undated": sum(day is None for day in erased.values()),
            "erased_months": months_over(
                min((each for each in erased.values() if each is not None), default=None),
                self._as_of,
            ),
            "layout": worst_layout(loaded.units[unit].layout for unit in export.units),
        }
        return _Copy(row, people, gone)

    def _erased(self, members: Sequence[str], people: Codes) -> dict[int, date | None]:
        """Return whom the original marks as erased, and when the last of their records was."""
        if not len(people):
            return {}
        rows = self._deletions.filter(
            pc.field("dataset_id").isin(list(members))
            & (pc.field("how") != "merged")
            & (pc.field("layout") != "looks_like")
        )
        person = self._joined.who.persons(rows.column("person"))
        wanted = np.isin(person, people)
        last: dict[int, date | None] = {}
        on = rows.column("on_day").filter(pa.array(wanted)).to_pylist()
        for who, day in zip(person[wanted].tolist(), on, strict=True):
            known = last.get(who, day)
            last[who] = None if day is None or known is None else max(known, day)
        return last
