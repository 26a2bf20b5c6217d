"""What permission lists speak of, and which thing of theirs a file is: by its id, else its title.

Also which files of one header signature a list tells apart (`docs/decisions/0008`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from amanat.evidence.derive.loaded import Loaded, Unit

#: What a permission list speaks of: a place's key, or a title with its size.
Subject: TypeAlias = tuple[str, bytes, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What a unit may be known by, its own and that of what holds it: ids, and titles with sizes.

    `undated`: titles without the day that somebody wrote behind them, with sizes.
    """

    keys: frozenset[bytes]
    titles: frozenset[tuple[bytes, int | None]]
    undated: frozenset[tuple[bytes, int | None]]


@dataclass(frozen=True, slots=True)
class Listing:
    """The grants of current permission lists by what they speak of.

    Each row is one of `extracted.grants`, and `unit`, the unit that says so.
    """

    rows: Mapping[Subject, Sequence[dict[str, Any]]]
    by_key: Mapping[bytes, frozenset[Subject]]
    by_title: Mapping[bytes, frozenset[Subject]]
    by_undated: Mapping[bytes, frozenset[Subject]]

    def subject(self, known: Known, *, dated: bool = True) -> Subject | None:
        """Return the one thing that a unit is: by its id, else by its title and size.

        Where no title is the unit's, one that is the unit's without its day is (`dated`); not where
        the list itself tells things of that title apart by their days.
        """
        found = {subject for key in known.keys for subject in self.by_key.get(key, ())}
        if len(found) == 1:
            return min(found)
        told = self._titled(known.titles)
        if dated and not told:
            alone = [each for each in known.undated if len(self.by_undated.get(each[0], ())) == 1]
            told = self._titled(alone)
        if len(told) > 1:
            told = {subject for subject in told if self._sized(subject, known.titles)}
        return min(told) if len(told) == 1 else None

    def is_by_key(self, subject: Subject, known: Known) -> bool:
        """Tell whether a unit is known to be a thing by an id, which its title alone is not."""
        return any(row["place_key"] in known.keys for row in self.rows[subject])

    def _titled(self, titles: Iterable[tuple[bytes, int | None]]) -> set[Subject]:
        return {
            subject
            for title, size in titles
            for subject in self.by_title.get(title, ())
            if any(
                row["title_key"] == title and (size is None or row["size"] in (None, size))
                for row in self.rows[subject]
            )
        }

    def _sized(self, subject: Subject, titles: frozenset[tuple[bytes, int | None]]) -> bool:
        return any(
            row["size"] is not None and (row["title_key"], row["size"]) in titles
            for row in self.rows[subject]
        )


def read_listing(loaded: Loaded, units: Iterable[int]) -> Listing:
    """Collect what the permission lists among some units say."""
    rows: dict[Subject, list[dict[str, Any]]] = defaultdict(list)
    indices: dict[str, dict[bytes, set[Subject]]] = {
        name: defaultdict(set) for name in ("place_key", "title_key", "undated_key")
    }
    for index in sorted(units):
        for row in loaded.units[index].table("grants").to_pylist():
            subject = _subject(row)
            if subject is None:
                continue
            rows[subject].append(row | {"unit": index, "layout": loaded.units[index].known(row)})
            for name, found in indices.items():
                if row[name] is not None:
                    found[row[name]].add(subject)
    by_key, by_title, by_undated = (
        {key: frozenset(subjects) for key, subjects in found.items()} for found in indices.values()
    )
    return Listing(dict(rows), by_key, by_title, by_undated)


def _subject(row: Mapping[str, Any]) -> Subject | None:
    if row["place_key"] is not None:
        return "key", row["place_key"], 0
    if row["title_key"] is not None:
        return "title", row["title_key"], -1 if row["size"] is None else row["size"]
    return None


def known_by(first: Unit, by_id: Mapping[str, Unit], placed: frozenset[str]) -> Known:
    """Collect what a unit may be known by.

    Args:
        first: the unit.
        by_id: all units.
        placed: ids of units that are of a place: from a place above, a place inherits instead.
    """
    keys: set[bytes] = set()
    titles: set[tuple[bytes, int | None]] = set()
    undated: set[tuple[bytes, int | None]] = set()
    unit: Unit | None = first
    passed: set[str] = set()
    # What a file is told of holds for its sheets.
    while unit is not None and unit.unit_id not in passed:
        passed.add(unit.unit_id)
        if unit.place_key is not None:
            keys.add(unit.place_key)
        if unit.title_key is not None:
            titles.add((unit.title_key, unit.size))
        if unit.undated_key is not None:
            undated.add((unit.undated_key, unit.size))
        above = unit.parent_unit_id
        unit = None if above is None or above in placed else by_id.get(above)
    return Known(frozenset(keys), frozenset(titles), frozenset(undated))


def file_keys(loaded: Loaded, listing: Listing) -> dict[int, bytes]:
    """Return for units that are tables of no known product which file a list says they are.

    The key is the product's id of the file; where the list has none, the list's own title of it.
    A product's export is no store of its own, whatever file it was kept in.
    """
    if not listing.rows:
        return {}
    by_id = {unit.unit_id: unit for unit in loaded.units}
    found = {}
    for index, unit in enumerate(loaded.units):
        if unit.product is None and unit.place_key is None and unit.kind in ("table", "events"):
            subject = listing.subject(known_by(unit, by_id, frozenset()))
            if subject is not None:
                found[index] = subject[1]
    return found
