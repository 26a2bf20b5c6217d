"""Which people a dataset holds, in its current export and, apart, in its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.evidence.derive.arrays import Codes, Flags, Ints, coded, distinct, taken
from amanat.evidence.derive.build import constant, from_columns, stacked
from amanat.evidence.derive.datasets import Catalogue
from amanat.evidence.derive.dates import NO_TIME, micros, moments
from amanat.evidence.derive.loaded import Loaded
from amanat.evidence.derive.people import People

_STATES: Final = ("active", "archived", "deleted")


@dataclass(frozen=True, slots=True)
class Held:
    """The people of one dataset, ascending, with what its rows tell of each."""

    person: Codes
    records: Ints
    first: Ints
    last: Ints
    state: Ints


def held(loaded: Loaded, who: People, units: Iterable[int]) -> Held:
    """Collect the people in the rows of some units, whether the row is theirs or names them."""
    parts = [_entries(loaded, who, unit) for unit in units]
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Held(none.astype(np.int32), none, none, none, none)
    person, first, last, state = (np.concatenate(column) for column in zip(*parts, strict=True))
    persons, place, records = np.unique(person, return_inverse=True, return_counts=True)
    earliest = np.full(len(persons), np.iinfo(np.int64).max)
    np.minimum.at(earliest, place, np.where(first == NO_TIME, np.iinfo(np.int64).max, first))
    earliest[earliest == np.iinfo(np.int64).max] = NO_TIME
    latest = np.full(len(persons), NO_TIME)
    np.maximum.at(latest, place, last)
    best = np.full(len(persons), len(_STATES) - 1)
    np.minimum.at(best, place, state)
    return Held(persons, records, earliest, latest, best)


def _entries(loaded: Loaded, who: People, unit: int) -> tuple[Codes, Ints, Ints, Ints]:
    rows = loaded.units[unit].rows()
    part = loaded.ids.of(unit)
    person = who.label[loaded.ids.code[part]]
    known = person >= 0
    # A row that names a person twice is one record of that person.
    pairs = distinct(loaded.ids.row[part][known].astype(np.int64) * len(who.label) + person[known])
    row = pairs // max(len(who.label), 1)
    created, seen = micros(rows.column("created_at")), micros(rows.column("seen_at"))
    first = np.where(created == NO_TIME, seen, created)
    last = np.maximum(created, seen)
    state = np.maximum(coded(rows.column("state"), _STATES), 0).astype(np.int64)
    persons = (pairs % max(len(who.label), 1)).astype(np.int32)
    return persons, first[row], last[row], state[row]


def presence_table(
    loaded: Loaded, found: Catalogue, who: People, current: dict[str, Held]
) -> pa.Table:
    """Return the evidence table `presence`; who is in history only has `in_current` false."""
    parts = []
    for dataset_id, dataset in found.datasets.items():
        now = current[dataset_id]
        parts.append(_part(who, dataset_id, now, np.ones(len(now.person), dtype=bool), now=True))
        older = [
            unit
            for export in dataset.exports[1:]
            if export.relation in ("history", "asked")
            for unit in export.units
        ]
        if older:
            before = held(loaded, who, older)
            gone = ~np.isin(before.person, now.person)
            parts.append(_part(who, dataset_id, before, gone, now=False))
    return stacked("presence", parts)


def _part(who: People, dataset_id: str, each: Held, chosen: Flags, *, now: bool) -> pa.Table:
    size = int(chosen.sum())
    return from_columns(
        "presence",
        {
            "person": who.fingerprints(each.person[chosen]),
            "dataset_id": constant(dataset_id, size, pa.string()),
            "in_current": constant(now, size, pa.bool_()),
            "records": pa.array(each.records[chosen]),
            "first_seen_at": moments(each.first[chosen]),
            "last_seen_at": moments(each.last[chosen]),
            "state": taken(pa.array(_STATES, pa.string()), each.state[chosen]),
        },
    )


def current_people(loaded: Loaded, found: Catalogue, who: People) -> dict[str, Held]:
    """Return for each dataset the people of its current export."""
    return {dataset_id: held(loaded, who, found.bases(dataset_id)) for dataset_id in found.datasets}
