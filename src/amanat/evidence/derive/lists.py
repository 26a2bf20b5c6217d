"""Lists, campaigns and audiences, and who is on them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive.arrays import (
    Codes,
    Flags,
    Ints,
    coded,
    distinct,
    flags,
    ints,
    one,
    taken,
)
from amanat.evidence.derive.build import constant, from_columns, from_rows, stacked
from amanat.evidence.derive.datasets import Catalogue
from amanat.evidence.derive.dates import micros, moments
from amanat.evidence.derive.loaded import Loaded, Unit, positions
from amanat.evidence.derive.people import People, row_people
from amanat.evidence.derive.places import Places
from amanat.evidence.derive.register import Register
from amanat.evidence.derive.titles import Titles


@dataclass(frozen=True, slots=True)
class ListOf:
    """One list: where it lies, its label, and what the unit that shows it says of it.

    `sole`: the only list of its system, and every row of its unit is on it, so that the list is
    the system; it is named after its object then, since its own name is often just a file's.
    `looks_like`: only columns that are known from memory show it, so that nothing fails by it.
    """

    list_id: str
    system_id: str
    dataset_id: str
    place_id: str
    label_id: str
    title: bytes | None
    team: str | None
    uses_cs_data: bool | None
    active: bool | None
    channel: str | None
    sole: bool = False
    looks_like: bool = False


@dataclass(frozen=True, slots=True)
class Members:
    """Memberships that one unit shows: k of them, in the order of rows and lists.

    `at`: position of the row in the unit; `list_code`: place in `Lists.order`; `active`: 1 on it,
    0 not, -1 not said; moments are microseconds.
    """

    at: Ints
    list_code: Codes
    person: Codes
    since_from: Ints
    since_to: Ints
    active: Ints


@dataclass(frozen=True, slots=True)
class _Grouped:
    """The `size` memberships of one unit by list.

    `rows[start[p]:start[p + 1]]` are ordinals of rows of the list at `place` p, `off` tells which
    of them say that they are not on it. `refusals`: the rows (ascending) that refuse a channel.
    """

    size: int
    place: Mapping[str, int]
    start: Ints
    rows: Ints
    off: Flags
    refusals: Mapping[str, Ints]


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists of current exports in the order of their ids, with memberships by unit."""

    order: tuple[ListOf, ...]
    members: Mapping[int, Members]


def find_lists(
    loaded: Loaded, found: Catalogue, places: Places, who: People, register: Register
) -> Lists:
    """Collect the lists that current exports show; one key in several units is one list."""
    seen = _seen(loaded, found)
    grouped = {
        index: _grouped(loaded.units[index])
        for index in sorted({index for rows in seen.values() for index, _ in rows})
    }
    sole = _soles(loaded, found, seen, grouped)
    ids = _ids(seen) | sole
    shown: dict[str, ListOf] = {}
    for (system, key), rows in sorted(seen.items()):
        # A table that only names lists (campaigns) is not where people are on them.
        index = next((each for each, _ in rows if key in grouped[each].place), rows[0][0])
        list_id = ids[system, key]
        shown[list_id] = ListOf(
            list_id,
            system,
            str(found.of[index]),
            str(places.of[index]),
            min((each["slug"] for _, each in rows if each["slug"]), default=key),
            next((each["title"] for _, each in rows if each["title"] is not None), None),
            register.list_team(list_id)
            or next((loaded.units[each].team for each, _ in rows if loaded.units[each].team), None),
            _any(each["uses_cs_data"] for _, each in rows),
            _any(each["active"] for _, each in rows),
            _channel(grouped, key, rows),
            (system, key) in sole,
            all(each["mark"] == "M" for _, each in rows),
        )
    order = tuple(shown[list_id] for list_id in sorted(shown))
    rank = {each.list_id: place for place, each in enumerate(order)}
    codes = {pair: rank[list_id] for pair, list_id in ids.items()}
    members = {}
    for index in range(len(loaded.units)):
        each = _members(loaded, found, index, who, codes)
        if each is not None:
            members[index] = each
    return Lists(order, members)


def _seen(
    loaded: Loaded, found: Catalogue
) -> dict[tuple[str, str], list[tuple[int, dict[str, Any]]]]:
    seen: dict[tuple[str, str], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for index, unit in enumerate(loaded.units):
        dataset_id = found.of[index]
        if dataset_id is None or not found.current[index]:
            continue
        system = found.datasets[dataset_id].system_id
        for row in unit.table("lists").to_pylist():
            seen[system, row["list_key"]].append((index, row))
    return seen


def _grouped(unit: Unit) -> _Grouped:
    # Once a unit: the stored table may be large, and lists may be many.
    members = unit.table("memberships")
    keys = one(members.column("list_key")).dictionary_encode()
    code = ints(keys.indices)
    order = np.argsort(code, kind="stable")
    says_no = pc.field("act").isin(["state_out", "withdraw", "refuse"])
    refusals = unit.table("consents").filter(says_no & pc.field("channel").is_valid())
    channels = one(refusals.column("channel"))
    said_in = ints(refusals.column("row_ordinal"))
    return _Grouped(
        members.num_rows,
        {key: place for place, key in enumerate(keys.dictionary.to_pylist())},
        np.searchsorted(code[order], np.arange(len(keys.dictionary) + 1)).astype(np.int64),
        ints(members.column("row_ordinal"))[order],
        (~flags(members.column("active"), none=True))[order],
        {
            channel: distinct(said_in[flags(pc.equal(channels, channel))])
            for channel in sorted(pc.unique(channels).to_pylist())
        },
    )


def _channel(
    grouped: Mapping[int, _Grouped], key: str, rows: Sequence[tuple[int, dict[str, Any]]]
) -> str | None:
    """Return a list's channel: as told, else the one that just those who are off it refused."""
    told = {row["channel"] for _, row in rows} - {None}
    if not told:
        told = set.intersection(*(_refused(grouped[index], key) for index, _ in rows))
    return min(told) if len(told) == 1 else None


def _refused(unit: _Grouped, key: str) -> set[str]:
    """Return the channels whose refusals in a unit are exactly the rows that are off a list."""
    if key not in unit.place:
        return set()
    place = unit.place[key]
    part = slice(int(unit.start[place]), int(unit.start[place + 1]))
    rows, off = distinct(unit.rows[part]), distinct(unit.rows[part][unit.off[part]])
    found = set()
    for channel, refusals in unit.refusals.items():
        at = np.minimum(np.searchsorted(refusals, rows), len(refusals) - 1)
        if len(off) and np.array_equal(rows[refusals[at] == rows], off):
            found.add(channel)
    return found


def _soles(
    loaded: Loaded,
    found: Catalogue,
    seen: Mapping[tuple[str, str], list[tuple[int, dict[str, Any]]]],
    grouped: Mapping[int, _Grouped],
) -> dict[tuple[str, str], str]:
    keys: dict[str, set[str]] = defaultdict(set)
    for system, key in seen:
        keys[system].add(key)
    soles = {}
    for (system, key), rows in seen.items():
        whole = all(
            grouped[index].size >= (loaded.units[index].records or 0) > 0 for index, _ in rows
        )
        datasets = {found.of[index] for index, _ in rows}
        if len(keys[system]) == 1 and whole and len(datasets) == 1:
            soles[system, key] = str(datasets.pop())
    return soles


def _ids(
    seen: Mapping[tuple[str, str], list[tuple[int, dict[str, Any]]]],
) -> dict[tuple[str, str], str]:
    """Name a list after its label where only one list of the system has it, else after its key."""
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (system, key), rows in seen.items():
        for _, row in rows:
            if row["slug"]:
                labels[system, row["slug"]].add(key)
    ids = {}
    for (system, key), rows in seen.items():
        slug = min((row["slug"] for _, row in rows if row["slug"]), default=None)
        sole = slug is not None and labels[system, slug] == {key}
        ids[system, key] = f"{system}/{slug if sole else key}"
    # A key may read like another list's label; the key then stands beside it.
    counts: dict[str, int] = defaultdict(int)
    for list_id in ids.values():
        counts[list_id] += 1
    return {
        pair: list_id if counts[list_id] == 1 else f"{list_id}/{pair[1]}"
        for pair, list_id in ids.items()
    }


def _any(values: Any) -> bool | None:
    told = {value for value in values if value is not None}
    return (True in told) if told else None


def _members(
    loaded: Loaded,
    found: Catalogue,
    index: int,
    who: People,
    codes: Mapping[tuple[str, str], int],
) -> Members | None:
    dataset_id = found.of[index]
    if dataset_id is None or not found.current[index]:
        return None
    system = found.datasets[dataset_id].system_id
    keys = [key for owner, key in codes if owner == system]
    table = loaded.units[index].table("memberships")
    if not table.num_rows or not keys:
        return None
    place = coded(table.column("list_key"), keys)
    at, there = positions(loaded.scans[index], ints(table.column("row_ordinal")))
    there &= place >= 0
    rank = np.asarray([codes[system, key] for key in keys], dtype=np.int32)[np.maximum(place, 0)]
    order = np.flatnonzero(there)
    order = order[np.lexsort((rank[order], at[order]))]
    again = np.zeros(len(order), dtype=bool)
    again[1:] = (at[order][1:] == at[order][:-1]) & (rank[order][1:] == rank[order][:-1])
    order = order[~again]
    on, off = flags(table.column("active")), flags(table.column("active"), none=True)
    return Members(
        at[order],
        rank[order],
        row_people(loaded, who, index)[at[order]],
        micros(table.column("since_from"))[order],
        micros(table.column("since_to"))[order],
        np.where(on, 1, np.where(off, -1, 0)).astype(np.int64)[order],
    )


def still_on(lists: Lists, members: Members) -> Flags:
    """Tell for each membership whether the export shows it as still going on.

    Somebody has to say so: the row or, where it is silent, the list; neither may say otherwise.
    """
    list_says = np.asarray(
        [-1 if each.active is None else int(each.active) for each in lists.order], dtype=np.int64
    )[members.list_code]
    told: Flags = np.maximum(members.active, list_says) == 1
    told &= (members.active != 0) & (list_says != 0)
    return told


def lists_table(lists: Lists, who: People, titles: Titles) -> pa.Table:
    """Return the evidence table `lists`; people are those shown on it, not staff."""
    people: dict[int, list[Codes]] = defaultdict(list)
    for members in lists.members.values():
        order = np.argsort(members.list_code, kind="stable")
        codes, starts = np.unique(members.list_code[order], return_index=True)
        parts = np.split(members.person[order], starts[1:])
        for code, part in zip(codes.tolist(), parts, strict=False):
            people[code].append(part)
    rows = []
    for code, each in enumerate(lists.order):
        found = people.get(code, [np.zeros(0, dtype=np.int32)])
        rows.append(
            {
                "list_id": each.list_id,
                "dataset_id": each.dataset_id,
                "place_id": each.place_id,
                "label_id": each.label_id,
                "title": titles.texts([each.title])[0],
                "team": each.team,
                "uses_cs_data": each.uses_cs_data,
                "active": each.active,
                "people": len(who.customers(np.concatenate(found))),
            }
        )
    return from_rows("lists", rows)


def memberships_table(loaded: Loaded, lists: Lists, who: People, as_of: int) -> pa.Table:
    """Return the evidence table `memberships` of current exports."""
    ids = pa.array([each.list_id for each in lists.order], pa.string())
    parts = []
    for index, members in sorted(lists.members.items()):
        unit, size = loaded.units[index], len(members.at)
        seen = as_of if unit.taken_at is None else unit.taken_at
        parts.append(
            from_columns(
                "memberships",
                {
                    "list_id": one(taken(ids, members.list_code)),
                    "person": who.fingerprints(members.person),
                    "unit_id": constant(unit.unit_id, size, pa.string()),
                    "row_ordinal": pa.array(loaded.scans[index].ordinals[members.at]),
                    "since_from": moments(members.since_from),
                    "since_to": moments(members.since_to),
                    "active": pa.array(members.active == 1, mask=members.active < 0),
                    "seen_at": moments(np.full(size, seen, dtype=np.int64)),
                },
            )
        )
    return stacked("memberships", parts)
