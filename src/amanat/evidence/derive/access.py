"""Who can open a place: grants joined by the place's id, else by title and size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pyarrow as pa

from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.dates import day_of
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.loaded import Loaded, Unit
from amanat.evidence.derive.staff import Staff, ours

#: From the widest to the narrowest.
WIDTH: Final = ("public", "guests", "organisation", "group", "restricted")
_MEANS: Final = {
    "anyone": "public",
    "link": "public",
    "guest": "guests",
    "outsider": "guests",
    "domain": "organisation",
    "group": "group",
    "user": "restricted",
}
#: What a permission list speaks of: a place's key, or a title with its size.
Subject: TypeAlias = tuple[str, bytes, int]


@dataclass(frozen=True, slots=True)
class Access:
    """The widest grant of a place, and which kind of source tells it."""

    access: str | None
    told_by: str | None


@dataclass(frozen=True, slots=True)
class Grants:
    """Grants of each place as rows, and the places of which a permission source speaks."""

    by_place: Mapping[str, Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A place as the join needs it: its units, and the units that hold them."""

    keys: frozenset[bytes]
    titles: frozenset[tuple[bytes, int | None]]
    files: frozenset[bytes | None]


def find_grants(
    loaded: Loaded,
    current: Sequence[bool],
    place_units: Mapping[str, Sequence[int]],
    as_of: int,
) -> Grants:
    """Join the grants of current permission lists to places.

    A list that names things by title is joined where exactly one thing and one place have that
    title, and the same size where both know it; otherwise nobody can tell, and nothing is joined.
    """
    subjects = _subjects(loaded, current, as_of)
    by_title: dict[bytes, set[Subject]] = defaultdict(set)
    by_key: dict[bytes, set[Subject]] = defaultdict(set)
    for subject, rows in subjects.items():
        for row in rows:
            if row["title_key"] is not None:
                by_title[row["title_key"]].add(subject)
            if row["place_key"] is not None:
                by_key[row["place_key"]].add(subject)
    placed = {loaded.units[index].unit_id for units in place_units.values() for index in units}
    by_id = {unit.unit_id: unit for unit in loaded.units}
    standings = {
        place: _standing((loaded.units[index] for index in units), by_id, placed)
        for place, units in place_units.items()
    }
    chosen: dict[str, Subject] = {}
    claims: dict[Subject, list[str]] = defaultdict(list)
    for place, standing in sorted(standings.items()):
        spoken_of = _by_key(standing, by_key) or _by_title(standing, by_title, subjects)
        if spoken_of is not None:
            chosen[place] = spoken_of
            claims[spoken_of].append(place)
    keys = {each: {row["place_key"] for row in rows} for each, rows in subjects.items()}
    return Grants(
        {
            place: subjects[subject]
            for place, subject in chosen.items()
            if _sole(claims[subject], place, standings, keys[subject])
        }
    )


def _sole(
    claims: Sequence[str],
    place: str,
    standings: Mapping[str, Standing],
    keys: set[bytes | None],
) -> bool:
    # By id any number of sheets may lie in one file. By title, two places are one too many.
    if standings[place].keys & keys or len(claims) == 1:
        return True
    # Sheets of one workbook are one thing to a permission list.
    files = frozenset[bytes | None]().union(*(standings[each].files for each in claims))
    return len(files) == 1 and None not in files


def _subjects(
    loaded: Loaded, current: Sequence[bool], as_of: int
) -> dict[Subject, list[dict[str, Any]]]:
    subjects: dict[Subject, list[dict[str, Any]]] = defaultdict(list)
    for index, unit in enumerate(loaded.units):
        if not current[index]:
            continue
        seen_on = day_of(as_of if unit.taken_at is None else unit.taken_at)
        for row in unit.table("grants").to_pylist():
            key, title, size = row["place_key"], row["title_key"], row["size"]
            if key is not None:
                subjects["key", key, 0].append(row | {"seen_on": seen_on})
            elif title is not None:
                subject = ("title", title, -1 if size is None else size)
                subjects[subject].append(row | {"seen_on": seen_on})
    return subjects


def _standing(units: Iterable[Unit], by_id: Mapping[str, Unit], placed: set[str]) -> Standing:
    # What a file is told of holds for its sheets; from a place above, a place inherits.
    keys: set[bytes] = set()
    titles: set[tuple[bytes, int | None]] = set()
    files: set[bytes | None] = set()
    for first in units:
        files.add(first.file)
        unit: Unit | None = first
        passed: set[str] = set()
        while unit is not None and unit.unit_id not in passed:
            passed.add(unit.unit_id)
            if unit.place_key is not None:
                keys.add(unit.place_key)
            if unit.title_key is not None:
                titles.add((unit.title_key, unit.size))
            above = unit.parent_unit_id
            unit = None if above is None or above in placed else by_id.get(above)
    return Standing(frozenset(keys), frozenset(titles), frozenset(files))


def _by_key(standing: Standing, by_key: Mapping[bytes, set[Subject]]) -> Subject | None:
    found = {subject for key in standing.keys for subject in by_key.get(key, ())}
    return min(found) if len(found) == 1 else None


def _by_title(
    standing: Standing,
    by_title: Mapping[bytes, set[Subject]],
    subjects: Mapping[Subject, Sequence[dict[str, Any]]],
) -> Subject | None:
    found = {
        subject
        for title, size in standing.titles
        for subject in by_title.get(title, ())
        if any(
            row["title_key"] == title and (size is None or row["size"] in (None, size))
            for row in subjects[subject]
        )
    }
    if len(found) > 1:
        found = {
            subject
            for subject in found
            if any(
                (row["title_key"], row["size"]) in standing.titles and row["size"] is not None
                for row in subjects[subject]
            )
        }
    return found.pop() if len(found) == 1 else None


def widest(opened: Iterable[str | None]) -> str | None:
    """Return the widest access of some grants; None where one that is not understood may be wider.

    Args:
        opened: words of the list `opened_to`; None for a grant that could not be understood.
    """
    means = {None if each is None else _MEANS[each] for each in opened}
    found = next((access for access in WIDTH if access in means), None)
    return None if None in means and found != "public" else found


def find_access(
    grants: Grants,
    parent: Mapping[str, str],
    places: Iterable[str],
    register_access: pa.Table,
) -> dict[str, Access]:
    """Return who may open each place: by its own grants, its parents', else by the register."""
    said = {
        row["place_id"]: row["access"]
        for row in register_access.to_pylist()
        if row["access"] in WIDTH
    }
    found = {}
    for place in places:
        holder: str | None = place
        passed: set[str] = set()
        while holder is not None and holder not in passed and holder not in grants.by_place:
            passed.add(holder)
            holder = parent.get(holder)
        if holder is not None and holder in grants.by_place:
            access = widest(row["opened_to"] for row in grants.by_place[holder])
            told_by = "drive_permissions" if holder == place else "parent"
            found[place] = Access(access, told_by if access else None)
        elif place in said:
            found[place] = Access(said[place], "register")
    return found


def grants_table(grants: Grants, joined: Joined, staff: Staff) -> pa.Table:
    """Return the evidence table `grants`: staff as user ids, strangers as fingerprints."""
    rows = []
    for place, opened in grants.by_place.items():
        # A grant that could not be understood stays a row without `opened_to`.
        distinct = {
            (
                row["opened_to"] or "",
                row["who"] or b"",
                row["may"] or "read",
                row["seen_on"],
                bool(row["ours"]),
            )
            for row in opened
        }
        for seq, (opened_to, fingerprint, may, seen_on, own) in enumerate(sorted(distinct)):
            rows.append(
                {
                    "place_id": place,
                    "seq": seq,
                    "opened_to": opened_to or None,
                    "who": fingerprint or None,
                    "may": may,
                    "seen_on": seen_on,
                    "ours": own,
                }
            )
    people = ours(joined, [row["who"] for row in rows], [row["ours"] for row in rows])
    for row, person in zip(rows, people, strict=True):
        if person is not None:
            row["user_id"], row["who"] = staff.user(person), None
    return from_rows("grants", rows)
