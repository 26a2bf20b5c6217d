"""Our own people: under which user id they go, which accounts they have, and who left when.

An e-mail address ties the rows of one colleague; so does an employee id that HR list and tool both
have. Where the register's user id is such an employee id, everything goes under the register's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa

from amanat.evidence.derive.apart import marked
from amanat.evidence.derive.arrays import ints, one
from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.dates import NO_TIME, day_of, micros
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.loaded import Unit, positions
from amanat.evidence.derive.people import row_people
from amanat.evidence.derive.titles import Unseal

#: Hashes employee ids as the unit tables do, 16 bytes each; None where a text is none.
EmployeeHash: TypeAlias = Callable[[Sequence[str]], Sequence[bytes | None]]
#: A colleague as rows name them: fingerprint of the person, or of an employee id.
Node: TypeAlias = tuple[str, bytes]
_LAYOUTS: Final = ("seen", "generic", "looks_like")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list of staff: who it names, and what it says.

    `left_on` is null with `left` where the day could not be read.
    """

    unit: int
    nodes: tuple[Node, ...]
    left: bool
    left_on: date | None
    active: bool | None
    seen_on: date | None


@dataclass(frozen=True, slots=True)
class Staff:
    """The rows of current lists of staff, and the user id of everybody they name.

    `made`: for each of our people, by fingerprint, what an id of our own making is made from.
    """

    rows: tuple[Row, ...]
    user_of: Mapping[Node, str]
    made: Mapping[bytes, str]

    def user(self, fingerprint: bytes) -> str:
        """Return the user id of one of our people."""
        return self.user_of.get(("person", fingerprint)) or _made_up(self.made[fingerprint])


def find_staff(
    joined: Joined, registered: Sequence[str], hashed: EmployeeHash, unseal: Unseal
) -> Staff:
    """Join the lists of staff of current exports.

    Args:
        joined: the units, and who is who.
        registered: the register's user ids.
        hashed: the keyed hash of employee ids.
        unseal: opens what ids of our own making are made from.
    """
    made = _made(joined, unseal)
    rows = tuple(
        row
        for index in range(len(joined.loaded.units))
        if joined.found.base[index]
        for row in _rows(joined, index, made)
    )
    known: dict[bytes, set[str]] = defaultdict(set)
    for user_id, employee in zip(registered, hashed(list(registered)), strict=True):
        if employee is not None:
            known[employee].add(user_id)
    return Staff(rows, _users([row.nodes for row in rows], known, made), made)


def _made(joined: Joined, unseal: Unseal) -> dict[bytes, str]:
    """Return the best of what the identifiers of each colleague give.

    It hangs on no fingerprint, nor on their order: it is the same with another key.
    """
    made: dict[bytes, str] = {}
    for index, unit in enumerate(joined.loaded.units):
        table = unit.table("colleagues")
        if not table.num_rows:
            continue
        marks, texts = one(table.column("fp")), unseal(one(table.column("user")))
        codes = joined.who.codes(marks)
        dataset_id = joined.found.of[index]
        system = "" if dataset_id is None else joined.found.datasets[dataset_id].system_id
        _, mark, account = system.partition("~")
        if mark:
            # The same record of a second account is somebody else.
            other = joined.who.codes(marked(marks, system))
            codes = np.where(other >= 0, other, codes)
            texts = [
                f"{text}~{account}" if code >= 0 else text
                for text, code in zip(texts, other.tolist(), strict=True)
            ]
        people = joined.who.fingerprints(joined.who.of(codes)).to_pylist()
        for person, fingerprint, text in zip(people, marks.to_pylist(), texts, strict=True):
            key = person or fingerprint
            made[key] = min(made.get(key, str(text)), str(text))
    return made


def _rows(joined: Joined, index: int, made: Mapping[bytes, str]) -> Iterable[Row]:
    unit = joined.loaded.units[index]
    table = unit.table("staff")
    if not table.num_rows:
        return
    at, there = positions(joined.loaded.scans[index], ints(table.column("row_ordinal")))
    persons = joined.who.fingerprints(row_people(joined.loaded, joined.who, index)).to_pylist()
    held = unit.rows("seen_at", "state")
    seen, state = micros(held.column("seen_at")), held.column("state").to_pylist()
    left_on = micros(table.column("left_from"))
    by_row: dict[int, list[int]] = defaultdict(list)
    for place, (row, is_there) in enumerate(zip(at.tolist(), there.tolist(), strict=True)):
        if is_there:
            by_row[row].append(place)
    said = table.drop_columns(["left_from"]).to_pylist()
    shared = _shared((persons[row], said[p]["employee"]) for row, ps in by_row.items() for p in ps)
    for row, places in sorted(by_row.items()):
        ids = sorted({said[p]["employee"] for p in places} - {None} - shared, key=made.__getitem__)
        person = [("person", persons[row])] if persons[row] is not None else []
        first = places[0]
        yield Row(
            index,
            (*person, *(("employee", each) for each in ids)),
            bool(said[first]["left_said"]),
            day_of(int(left_on[first])),
            False if state[row] == "deleted" else said[first]["active"],
            day_of(int(seen[row])) if seen[row] != NO_TIME else None,
        )


def _shared(pairs: Iterable[tuple[bytes | None, bytes | None]]) -> set[bytes]:
    """Return employee ids that one list gives several people: a default, and nobody's."""
    people: dict[bytes, set[bytes]] = defaultdict(set)
    for person, employee in pairs:
        if employee is not None and person is not None:
            people[employee].add(person)
    return {employee for employee, persons in people.items() if len(persons) > 1}


def _users(
    groups: Sequence[Sequence[Node]],
    known: Mapping[bytes, set[str]],
    made: Mapping[bytes, str],
) -> dict[Node, str]:
    """Give each colleague a user id: the register's if there is just one, else a made-up one."""
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for nodes in groups:
        for node in nodes:
            parent[root(node)] = root(nodes[0])
    members: dict[Node, list[Node]] = defaultdict(list)
    for node in sorted(parent):
        members[root(node)].append(node)
    users: dict[Node, str] = {}
    for group in members.values():
        told = {user for kind, each in group if kind == "employee" for user in known.get(each, ())}
        if len(told) == 1:
            users |= dict.fromkeys(group, told.pop())
        elif not told:
            # A person goes before an employee id: the address is what other tools show too.
            users |= dict.fromkeys(group, _made_up(min(made[each] for _, each in group)))
        else:
            # Two colleagues of the register seem to be one: then an id of their own for each row.
            users |= {node: _made_up(made[node[1]]) for node in group}
    return users


def _made_up(text: str) -> str:
    # The first character only ranks.
    return f"user-{text[1:]}"


def staff_listed_table(joined: Joined, staff: Staff) -> pa.Table:
    """Return the evidence table `staff_listed`: who is on a staff list, and who left when.

    Somebody with several rows is here if any row says so, else left on the last day. Who left on a
    day that cannot be read is not listed: nothing is known of them.
    """
    days: dict[str, list[date | None]] = defaultdict(list)
    unclear: set[str] = set()
    for row in staff.rows:
        if joined.loaded.units[row.unit].product is not None or not row.nodes:
            continue
        user = staff.user_of[row.nodes[0]]
        days[user].append(row.left_on)
        if row.left and row.left_on is None:
            unclear.add(user)
    return from_rows(
        "staff_listed",
        [
            {"user_id": user, "left_on": _left(found)}
            for user, found in sorted(days.items())
            if user not in unclear
        ],
    )


def _left(found: Sequence[date | None]) -> date | None:
    told = [day for day in found if day is not None]
    return max(told) if len(told) == len(found) else None


def accounts_table(joined: Joined, staff: Staff) -> pa.Table:
    """Return the evidence table `accounts`: accounts of our people that current exports show.

    Two sources: a permission list that names a colleague, and a tool's own list of its users.
    """
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for index, unit in enumerate(joined.loaded.units):
        dataset_id = joined.found.of[index]
        if dataset_id is None or not joined.found.current[index]:
            continue
        system_id = joined.found.datasets[dataset_id].system_id
        about = {"dataset_id": dataset_id, "layout": unit.layout}
        for fingerprint in named_in(joined, unit):
            found[system_id, staff.user(fingerprint)].append(about)
    for row in staff.rows:
        unit, dataset_id = joined.loaded.units[row.unit], joined.found.of[row.unit]
        if unit.product is None or dataset_id is None or not row.nodes:
            continue
        system_id = joined.found.datasets[dataset_id].system_id
        found[system_id, staff.user_of[row.nodes[0]]].append(
            {
                "dataset_id": dataset_id,
                "layout": unit.layout,
                "active": row.active,
                "last_seen_on": row.seen_on,
            }
        )
    return from_rows(
        "accounts",
        [
            {"system_id": system_id, "user_id": user_id, **_merged(rows)}
            for (system_id, user_id), rows in sorted(found.items())
        ],
    )


def _merged(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    # What is known best speaks; of that, an open account goes before a closed one.
    best = min(_LAYOUTS.index(row["layout"]) for row in rows)
    telling = [row for row in rows if _LAYOUTS.index(row["layout"]) == best]
    active = [row.get("active") for row in telling]
    days = [row["last_seen_on"] for row in rows if row.get("last_seen_on") is not None]
    return {
        "dataset_id": min(row["dataset_id"] for row in telling),
        "layout": _LAYOUTS[best],
        "active": True if True in active else None if None in active else False,
        "last_seen_on": max(days, default=None),
    }


def named_in(joined: Joined, unit: Unit) -> list[bytes]:
    """Return the people of ours that a unit's permissions name, as fingerprints, ascending."""
    grants = unit.table("grants")
    return sorted(
        {
            fingerprint
            for fingerprint in ours(
                joined, grants.column("who").to_pylist(), grants.column("ours").to_pylist()
            )
            if fingerprint is not None
        }
    )


def ours(
    joined: Joined, who: Sequence[bytes | None], own_domain: Sequence[bool | None]
) -> list[bytes | None]:
    """Return for each address that a permission names our person's fingerprint; None: not ours.

    Ours is who stands as owner or agent somewhere, is on a list of staff, or has an address of our
    own domain. A shared mailbox is no colleague.
    """
    person = joined.who.persons(pa.array(who, pa.binary(16)))
    label = joined.who.fingerprints(person).to_pylist()
    is_staff = joined.who.staff
    found: list[bytes | None] = []
    for fingerprint, code, labelled, own in zip(
        who, person.tolist(), label, own_domain, strict=True
    ):
        known = code >= 0 and bool(is_staff[code])
        found.append((labelled or fingerprint) if known or own else None)
    return found
