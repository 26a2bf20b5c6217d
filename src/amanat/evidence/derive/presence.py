"""Which people a dataset holds, in its current export and, apart, in its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.evidence.derive.arrays import (
    Codes,
    Flags,
    Ints,
    Small,
    coded,
    distinct,
    distinct_codes,
    taken,
)
from amanat.evidence.derive.build import constant, from_columns, stacked
from amanat.evidence.derive.datasets import Catalogue
from amanat.evidence.derive.dates import NO_TIME, micros, moments
from amanat.evidence.derive.loaded import Loaded
from amanat.evidence.derive.people import People

_STATES: Final = ("active", "archived", "deleted")
#: The state of a person whose every record is marked as deleted.
DELETED: Final = _STATES.index("deleted")


@dataclass(frozen=True, slots=True)
class Held:
    """The people of one dataset, ascending, with what its rows tell of each."""

    person: Codes
    records: Codes
    first: Ints
    last: Ints
    state: Small


def held(loaded: Loaded, who: People, units: Iterable[int]) -> Held:
    """Collect the people in the rows of some units, whether the row is theirs or names them."""
    units = list(units)
    named = [who.label[loaded.ids.code[loaded.ids.of(unit)]] for unit in units]
    together = [np.zeros(0, dtype=np.int32), *(distinct_codes(p, len(who.label)) for p in named)]
    persons = distinct_codes(np.concatenate(together), len(who.label))
    rank = np.zeros(len(who.label), dtype=np.int64)
    rank[persons] = np.arange(len(persons))
    records = np.zeros(len(persons), dtype=np.int32)
    earliest = np.full(len(persons), np.iinfo(np.int64).max)
    latest = np.full(len(persons), NO_TIME)
    best = np.full(len(persons), len(_STATES) - 1, dtype=np.int8)
    for unit, of_entry in zip(units, named, strict=True):
        if not (of_entry >= 0).any():
            continue
        person, first, last, state = _entries(loaded, unit, of_entry)
        place = rank[person]
        records += np.bincount(place, minlength=len(persons)).astype(np.int32)
        np.minimum.at(earliest, place, np.where(first == NO_TIME, np.iinfo(np.int64).max, first))
        np.maximum.at(latest, place, last)
        np.minimum.at(best, place, state)
    earliest[earliest == np.iinfo(np.int64).max] = NO_TIME
    return Held(persons, records, earliest, latest, best)


def _entries(loaded: Loaded, unit: int, person: Codes) -> tuple[Codes, Ints, Ints, Small]:
    """Return each person of each row of a unit, with the row's times and state.

    `person`: whom each identifier of the unit is of, -1 nobody.
    """
    rows = loaded.units[unit].rows("created_at", "seen_at", "state")
    known = person >= 0
    row, person = loaded.ids.row[loaded.ids.of(unit)][known], person[known]
    if not (row[1:] > row[:-1]).all():
        # A row that names a person twice is one record of that person.
        most = int(person.max()) + 1
        pairs = distinct(row.astype(np.int64) * most + person)
        row, person = pairs // most, (pairs % most).astype(np.int32)
    created, seen = micros(rows.column("created_at")), micros(rows.column("seen_at"))
    first = np.where(created == NO_TIME, seen, created)
    last = np.maximum(created, seen)
    state = np.maximum(coded(rows.column("state"), _STATES), 0).astype(np.int8)
    return person, first[row], last[row], state[row]


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
