"""Copied traces: rows that carry the id of a person's record in another system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive.apart import marked
from amanat.evidence.derive.arrays import Codes, Flags, Ints, flags, ints, one, per_mille
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.loaded import positions
from amanat.evidence.derive.people import People, row_people

#: Per mille of rows: with so many the rest of a system's rows are asked about as well.
_MOSTLY: Final = 500


@dataclass(frozen=True, slots=True)
class Traced:
    """`rows[u]`: for each row of unit u the place in `names` of the system it names, -1 none.

    `mostly`: the system that at least half of all rows name, None where there is none.
    """

    names: tuple[str, ...] = ()
    rows: Mapping[int, Codes] = field(default_factory=dict)
    mostly: str | None = None

    def by(self, system: str | None, unit: Ints, at: Ints) -> Flags:
        """Tell which of n rows (unit and position in it) name a system."""
        found = np.zeros(len(unit), dtype=bool)
        if system in self.names:
            wanted = self.names.index(system)
            for index, rows in self.rows.items():
                here = unit == index
                found[here] = rows[at[here]] == wanted
        return found


def find_traces(
    joined: Joined,
    recipient: str,
    units: Sequence[int],
    people: Mapping[str, Sequence[tuple[str, Codes]]],
) -> Traced:
    """Find the systems whose people's record ids stand in the rows of a system.

    An id counts only where an export of the other system shows it as one of a person: what a
    column is called proves nothing. Of several accounts of a product it names the one whose
    person the row itself names.

    Args:
        joined: the units and the people.
        recipient: the system that holds the rows.
        units: its current units.
        people: for each product its systems, each with its people (ascending).
    """
    found: dict[int, dict[str, Ints]] = {}
    total = 0
    for index in units:
        if joined.loaded.units[index].kind != "table":
            continue
        total += len(joined.loaded.scans[index].ordinals)
        named = _named(joined, index, recipient, people)
        if named:
            found[index] = named
    names = tuple(sorted({name for named in found.values() for name in named}))
    rows = {}
    for index, named in found.items():
        rows[index] = np.full(len(joined.loaded.scans[index].ordinals), -1, dtype=np.int32)
        for name in sorted(named, reverse=True):
            rows[index][named[name]] = names.index(name)
    counts = {
        name: sum(int((each == place).sum()) for each in rows.values())
        for place, name in enumerate(names)
    }
    most = max(names, key=lambda name: counts[name], default=None)
    mostly = most if most is not None and per_mille(counts[most], total) >= _MOSTLY else None
    return Traced(names, rows, mostly)


def _named(
    joined: Joined,
    index: int,
    recipient: str,
    people: Mapping[str, Sequence[tuple[str, Codes]]],
) -> dict[str, Ints]:
    """Return for each system the rows of a unit (positions, ascending) that name its people."""
    traces = joined.loaded.units[index].table("traces")
    if not traces.num_rows:
        return {}
    at, there = positions(joined.loaded.scans[index], ints(traces.column("row_ordinal")))
    traces, at = traces.filter(pa.array(there)), at[there]
    own = row_people(joined.loaded, joined.who, index)[at]
    named: dict[str, Ints] = {}
    for product in sorted(pc.unique(traces.column("product")).drop_null().to_pylist()):
        mine = flags(pc.equal(traces.column("product"), product))
        ids = one(traces.column("fp").filter(pa.array(mine)))
        for system, chosen in _by_account(joined.who, ids, own[mine], people.get(product, ())):
            rows = at[mine][chosen]
            if system != recipient and len(rows):
                named[system] = np.union1d(named.get(system, rows), rows)
    return named


def _by_account(
    who: People, ids: pa.Array, own: Codes, accounts: Sequence[tuple[str, Codes]]
) -> list[tuple[str, Flags]]:
    """Return for each account of a product which of n record ids are of a person of it.

    Every account counts from one: with several, an id is of the only one that shows it as the
    person whom the row itself names (`own`), else of none that can be told.
    """
    shown = []
    for system, persons in accounts:
        kept = marked(ids, system) if "~" in system else ids
        person = np.where(flags(ids.is_valid()), who.persons(kept), -1)
        of = (person >= 0) & np.isin(person, persons)
        shown.append(of & (person == own) if len(accounts) > 1 else of)
    if not shown:
        return []
    told = np.sum(shown, axis=0) == 1
    return [(system, of & told) for (system, _), of in zip(accounts, shown, strict=True)]
