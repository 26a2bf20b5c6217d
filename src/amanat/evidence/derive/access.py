"""Who can open a place: grants joined by the place's id, else by title and size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pyarrow as pa

from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.datasets import Catalogue
from amanat.evidence.derive.dates import day_of
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.listed import Known, Listing, Subject, known_by
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

#: Open to people who are not of the organisation.
_OUTSIDE: Final = ("public", "guests")

#: What a unit holds, whatever it is called.
_Content: TypeAlias = tuple[bytes | None, str | None]


@dataclass(frozen=True, slots=True)
class Access:
    """The widest grant of a place, which kind of source tells it, and how surely."""

    access: str | None
    told_by: str | None
    layout: str | None = None


@dataclass(frozen=True, slots=True)
class Grants:
    """Grants of each place as rows, and the places of which a permission source speaks."""

    by_place: Mapping[str, Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A place as the join needs it: its files, and for each unit what it is known by.

    What a unit is known by comes first, then what the units of equal content are.
    """

    told: Sequence[Sequence[Known]]
    files: frozenset[bytes | None]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a place's `units` in `files` are to permission lists, by an id or by title alone.

    Several things only where files of equal content are: what it holds is open as any of them is.
    """

    subjects: frozenset[Subject]
    by_key: bool
    units: int
    files: frozenset[bytes | None]


def find_grants(
    loaded: Loaded, found: Catalogue, place_units: Mapping[str, Sequence[int]]
) -> Grants:
    """Join the grants of current permission lists to places.

    A list that names things by title is joined where exactly one thing and one place have that
    title, and the same size where both know it; otherwise nobody can tell, and nothing is joined.
    Where files of one place are different things to the lists, nobody can tell either.
    """
    listing = found.listing
    if not listing.rows:
        return Grants({})
    standings = _standings(loaded, found, place_units)
    claims: dict[str, _Claim] = {}
    # Whose title it is goes before whose it would be without a day.
    for dated in (False, True):
        taken = {subject for claim in claims.values() for subject in claim.subjects}
        for place, standing in standings.items():
            claim = None if place in claims else _claim(listing, standing, dated=dated)
            if claim is not None and not (dated and claim.subjects & taken):
                claims[place] = claim
    claiming: dict[Subject, list[_Claim]] = defaultdict(list)
    for claim in claims.values():
        for subject in claim.subjects:
            claiming[subject].append(claim)
    return Grants(
        {
            place: [row for subject in sorted(claim.subjects) for row in listing.rows[subject]]
            for place, claim in sorted(claims.items())
            if claim.by_key or all(_one_file(claiming[each]) for each in claim.subjects)
        }
    )


def _standings(
    loaded: Loaded, found: Catalogue, place_units: Mapping[str, Sequence[int]]
) -> dict[str, _Standing]:
    by_id = {unit.unit_id: unit for unit in loaded.units}
    placed = frozenset(
        loaded.units[index].unit_id for units in place_units.values() for index in units
    )
    copies = _copies(loaded, found)
    standings = {}
    for place, units in sorted(place_units.items()):
        base = [loaded.units[index] for index in units if found.base[index]]
        base = base or [loaded.units[index] for index in units]
        told = [
            [known_by(each, by_id, placed) for each in (unit, *copies.get(_content(unit), ()))]
            for unit in base
        ]
        standings[place] = _Standing(told, frozenset(unit.file for unit in base))
    return standings


def _copies(loaded: Loaded, found: Catalogue) -> dict[_Content, list[Unit]]:
    """Return the units that nobody reads again, by what they hold."""
    copies: dict[_Content, list[Unit]] = defaultdict(list)
    for index, unit in enumerate(loaded.units):
        if found.duplicate[index] or unit.reason == "duplicate":
            copies[_content(unit)].append(unit)
    return copies


def _content(unit: Unit) -> _Content:
    return unit.content, unit.signature


def _claim(listing: Listing, standing: _Standing, *, dated: bool) -> _Claim | None:
    """Return what a place is to the lists; None: nothing, or not all of it the same.

    Args:
        listing: what the lists say.
        standing: the place.
        dated: a day at the end of a title does not count.
    """
    subjects = {
        frozenset(
            subject
            for known in same
            if (subject := listing.subject(known, dated=dated)) is not None
        )
        for same in standing.told
    }
    if len(subjects) > 1 or frozenset() in subjects:
        return None
    (agreed,) = subjects
    by_key = all(
        any(listing.is_by_key(subject, known) for known in same)
        for same in standing.told
        for subject in agreed
    )
    return _Claim(agreed, by_key, len(standing.told), standing.files)


def _one_file(claims: Sequence[_Claim]) -> bool:
    # By id any number of sheets may lie in one file. By title, two files are one too many; sheets
    # of one workbook are one thing to a permission list.
    if sum(claim.units for claim in claims) == 1:
        return True
    files = frozenset[bytes | None]().union(*(claim.files for claim in claims))
    return len(files) == 1 and None not in files


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
            rows = grants.by_place[holder]
            access = widest(row["opened_to"] for row in rows)
            told_by = "drive_permissions" if holder == place else "parent"
            # What is known from memory only may hide or widen what is known for sure.
            sure = widest(row["opened_to"] for row in rows if row["layout"] != "looks_like")
            if sure in _OUTSIDE:
                access = sure  # so far at least it is open, and that alone is too far
            layout = "seen" if access == sure else "looks_like"
            found[place] = Access(access, told_by, layout) if access else Access(None, None)
        elif place in said:
            found[place] = Access(said[place], "register")
    return found


def grants_table(grants: Grants, joined: Joined, staff: Staff, as_of: int) -> pa.Table:
    """Return the evidence table `grants`: staff as user ids, strangers as fingerprints."""
    rows: list[dict[str, Any]] = []
    told_on = {
        index: day_of(as_of if unit.taken_at is None else unit.taken_at)
        for index, unit in enumerate(joined.loaded.units)
    }
    for place, opened in grants.by_place.items():
        # A grant that could not be understood stays a row without `opened_to`.
        distinct = {
            (
                row["opened_to"] or "",
                row["who"] or b"",
                row["may"] or "read",
                told_on[row["unit"]],
                bool(row["ours"]),
                row["layout"],
            )
            for row in opened
        }
        for seq, (opened_to, fingerprint, may, seen_on, own, layout) in enumerate(sorted(distinct)):
            rows.append(
                {
                    "place_id": place,
                    "seq": seq,
                    "opened_to": opened_to or None,
                    "who": fingerprint or None,
                    "may": may,
                    "seen_on": seen_on,
                    "ours": own,
                    "layout": layout,
                }
            )
    people = ours(joined, [row["who"] for row in rows], [row["ours"] for row in rows])
    for row, person in zip(rows, people, strict=True):
        if person is not None:
            row["user_id"], row["who"] = staff.user(person), None
    return from_rows("grants", rows)
