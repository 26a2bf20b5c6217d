"""What is written about people in free text, joined with the people who are known."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive.arrays import (
    Codes,
    Flags,
    Ints,
    Keys,
    distinct,
    flags,
    ints,
    keys,
    one,
    taken,
)
from amanat.evidence.derive.build import constant, from_columns, from_rows, stacked
from amanat.evidence.derive.called import Called
from amanat.evidence.derive.dates import NO_TIME, days, micros
from amanat.evidence.derive.fields import Fields
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.loaded import Loaded, positions
from amanat.evidence.derive.objected import Objections
from amanat.evidence.derive.people import People, row_people
from amanat.evidence.derive.places import Places
from amanat.evidence.derive.titles import Names
from amanat.terms.categories import CATEGORIES

#: The field of text that stands in no column, as in a loose document.
TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class Mentions:
    """The tables `mentions` and `mention_people`, and the people named in the texts of places."""

    table: pa.Table
    people: pa.Table
    spoken_of: Mapping[str, Codes]


@dataclass(slots=True)
class _Counts:
    """Records and people of one place and category, gathered over units."""

    rows: list[Ints]
    persons: list[Codes]


@dataclass(frozen=True, slots=True)
class _Hits:
    """Hits of one unit: n rows of `table`, each with its row's position and the people meant.

    `linked`: whose e-mail or phone it is; `meant`: whom its sentence names; -1 nobody known.
    """

    unit: int
    place: str
    table: pa.Table
    at: Ints
    linked: Codes
    meant: Codes


def find_mentions(
    joined: Joined, places: Places, fields: Fields, names: Names, objections: Objections
) -> Mentions:
    """Join the hits of all units with people, places and fields; what is objected to is set aside.

    Topics never carry a person: who is meant is counted here, in memory, for each place.
    """
    called = Called(joined, names, _open_names(joined, names))
    parts: list[pa.Table] = []
    counts: dict[tuple[str, str], _Counts] = defaultdict(lambda: _Counts([], []))
    spoken: dict[str, list[Codes]] = defaultdict(list)
    for index, unit in enumerate(joined.loaded.units):
        place = places.of[index]
        if place is None or joined.found.duplicate[index] or not unit.was_read:
            continue
        table = _kept(unit.table("mentions"), joined.loaded, fields, index)
        table = objections.of_mentions(
            table,
            place=place,
            dataset=str(joined.found.of[index]),
            fields=_fields_of(table, fields, index),
            counts=joined.found.current[index],
        )
        if not table.num_rows:
            continue
        at, _ = positions(joined.loaded.scans[index], ints(table.column("row_ordinal")))
        linked = joined.who.persons(table.column("fp"))
        meant = _meant(joined, index, table, at, names, called)
        hits = _Hits(index, place, table, at, linked, meant)
        parts.append(_part(joined, fields, hits))
        if joined.found.current[index]:
            _count(joined, hits, counts)
            named = np.concatenate([linked, meant])
            spoken[place].append(distinct(named[named >= 0]))
    return Mentions(
        stacked("mentions", parts),
        _people_table(counts, joined.who),
        {place: distinct(np.concatenate(persons)) for place, persons in spoken.items()},
    )


def _kept(hits: pa.Table, loaded: Loaded, fields: Fields, unit: int) -> pa.Table:
    # A view shows the rows of another unit again: its text counts where that unit lacks it.
    hits = hits.filter(
        pc.is_in(hits.column("category"), value_set=pa.array(sorted(CATEGORIES), pa.string()))
    )
    row, there = positions(loaded.scans[unit], ints(hits.column("row_ordinal")))
    columns = ints(hits.column("column_ordinal"))
    for column in distinct(columns).tolist():
        again = fields.repeated.get((unit, column))
        if again is not None and len(again):
            there &= ~((columns == column) & again[row])
    return hits.filter(pa.array(there))


def _open_names(joined: Joined, names: Names) -> Keys:
    """Return the names in sensitive sentences that are nobody's full name, ascending."""
    found = [np.zeros(0, dtype=np.uint64)]
    for index, unit in enumerate(joined.loaded.units):
        if unit.was_read and not joined.found.duplicate[index]:
            hashes, told = keys(unit.some("mention_names", "name").column("name"), 8)
            hashes = distinct(np.maximum(hashes[told], np.uint64(1)))
            found.append(hashes[names.person(hashes) < 0])
    return distinct(np.concatenate(found))


def _meant(
    joined: Joined, index: int, hits: pa.Table, at: Ints, names: Names, called: Called
) -> Codes:
    """Return for each hit a known person who is no staff and stands in its sentence, else -1."""
    who, unit = joined.who, joined.loaded.units[index]
    candidates = unit.table("mention_names")
    # The hit of each candidate; hits that do not count have none.
    wanted, mention = ints(hits.column("mention")), ints(candidates.column("mention"))
    order = np.argsort(wanted, kind="stable")
    place = np.minimum(np.searchsorted(wanted[order], mention), len(wanted) - 1)
    fits = wanted[order][place] == mention
    candidates, hit = candidates.filter(pa.array(fits)), order[place[fits]]
    hash_, told = keys(candidates.column("name"), 8)
    hash_ = np.maximum(hash_, np.uint64(1))
    row = at[hit]
    account, _ = keys(unit.rows("account").column("account"))
    if unit.account is not None:
        account = np.where(account != 0, account, int.from_bytes(unit.account[:8], "big"))
    of_row = row_people(joined.loaded, who, index)
    by_mark = who.persons(candidates.column("fp"))
    by_name = np.where(told, names.person(hash_), -1)
    by_form = np.where(told, called.person(hash_), -1)
    alone = np.where(told, called.lone(hash_, of_row[row], account[row]), -1)
    person = alone
    for surer in (by_form, by_name, by_mark):
        person = np.where(surer >= 0, surer, person)
    known = person >= 0
    known[known] = ~who.staff[person[known]]
    meant = np.full(len(wanted), np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(meant, hit[known], person[known].astype(np.int32))
    return np.where(meant == np.iinfo(np.int32).max, -1, meant).astype(np.int32)


def _kinds(hits: pa.Table) -> pa.Array:
    known = sorted(CATEGORIES)
    place = pc.index_in(hits.column("category"), value_set=pa.array(known, pa.string()))
    kinds = pa.array([CATEGORIES[each].mention_kind for each in known], pa.string())
    return one(kinds.take(one(place)))


def _equal(values: pa.Array, word: str) -> Flags:
    return flags(pc.equal(values, word))


def _about(hits: pa.Table, meant: Codes) -> pa.Array:
    said = one(hits.column("about"))
    topic = pa.array(_equal(_kinds(hits), "topic") & (meant >= 0))
    return pc.if_else(topic, "person", pc.fill_null(said, "unclear"))


def _part(joined: Joined, fields: Fields, hits: _Hits) -> pa.Table:
    table, size, who = hits.table, hits.table.num_rows, joined.who
    unit = joined.loaded.units[hits.unit]
    rows = unit.rows("created_at", "seen_at", "account")
    created, seen = micros(rows.column("created_at")), micros(rows.column("seen_at"))
    kinds = _kinds(table)
    person = np.where(_equal(kinds, "identifier"), hits.linked, -1)
    return from_columns(
        "mentions",
        {
            "unit_id": constant(unit.unit_id, size, pa.string()),
            "row_ordinal": table.column("row_ordinal"),
            "column_ordinal": table.column("column_ordinal"),
            "text_offset": table.column("text_offset"),
            "text_length": table.column("text_length"),
            "category": table.column("category"),
            "dataset_id": constant(joined.found.of[hits.unit], size, pa.string()),
            "place_id": constant(hits.place, size, pa.string()),
            "field_id": _fields_of(table, fields, hits.unit),
            "kind": kinds,
            "tier": table.column("tier"),
            "masked": pc.fill_null(table.column("masked"), False),  # noqa: FBT003
            "about": _about(table, hits.meant),
            "person": who.fingerprints(person),
            "account": one(rows.column("account")).take(pa.array(hits.at)),
            "seen_on": days(np.where(created == NO_TIME, seen, created)[hits.at]),
        },
    )


def _fields_of(hits: pa.Table, fields: Fields, unit: int) -> pa.Array:
    """Return the field of each hit of a unit."""
    ordinals, place = np.unique(ints(hits.column("column_ordinal")), return_inverse=True)
    ids = [fields.field_of.get((unit, each), TEXT) for each in ordinals.tolist()]
    return taken(pa.array(ids, pa.string()), place)


def _count(joined: Joined, hits: _Hits, counts: dict[tuple[str, str], _Counts]) -> None:
    """Add a unit's hits to the counts of its place, without those that can judge nothing."""
    kinds, category = _kinds(hits.table), one(hits.table.column("category"))
    judged = ~_equal(one(hits.table.column("tier")), "possible")
    judged &= ~flags(hits.table.column("masked"))
    judged &= ~_equal(kinds, "topic") | _equal(_about(hits.table, hits.meant), "person")
    # Whom the sentence names goes before whose record it is.
    rows = row_people(joined.loaded, joined.who, hits.unit)[hits.at]
    person = np.where(hits.meant >= 0, hits.meant, np.where(hits.linked >= 0, hits.linked, rows))
    numbers = _equal(kinds, "government_id") | _equal(kinds, "payment_id")
    person = np.where((person < 0) & numbers, _sole(joined.who, hits), person)
    for each in pc.unique(category).to_pylist():
        chosen = judged & _equal(category, each)
        if chosen.any():
            found = counts[hits.place, each]
            found.rows.append(_records(hits.unit, hits.at[chosen]))
            found.persons.append(joined.who.customers(person[chosen]))


def _sole(who: People, hits: _Hits) -> Codes:
    """Return for each hit the one person whose e-mail or phone stands in its record, else -1.

    A document is nobody's record; where its text names one known person and no other, an identity
    number in it counts as that person's. Of two, nobody can tell.
    """
    linked = np.flatnonzero(hits.linked >= 0)
    linked = linked[~who.staff[hits.linked[linked]]]
    pairs = np.unique(np.column_stack([hits.at[linked], hits.linked[linked]]), axis=0)
    rows, first, count = np.unique(pairs[:, 0], return_index=True, return_counts=True)
    rows, persons = rows[count == 1], pairs[first[count == 1], 1]
    if not len(rows):
        return np.full(len(hits.at), -1, dtype=np.int32)
    place = np.minimum(np.searchsorted(rows, hits.at), len(rows) - 1)
    return np.where(rows[place] == hits.at, persons[place], -1).astype(np.int32)


def _records(unit: int, at: Ints) -> Ints:
    found: npt.NDArray[np.int64] = distinct(at) + (unit << 40)
    return found


def _people_table(counts: Mapping[tuple[str, str], _Counts], who: People) -> pa.Table:
    rows = []
    for (place, category), each in sorted(counts.items()):
        people = len(who.customers(np.concatenate(each.persons)))
        rows.append(
            {
                "place_id": place,
                "category": category,
                # Nobody that is known does not mean nobody: then people cannot be counted.
                "people": people or None,
                "records": len(distinct(np.concatenate(each.rows))),
            }
        )
    return from_rows("mention_people", rows)
