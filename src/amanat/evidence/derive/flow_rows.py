"""The rows that show data passed on: whose, from where, to which list, when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pyarrow.compute as pc

from amanat.evidence.derive.arrays import (
    Codes,
    Flags,
    Ints,
    coded,
    ints,
    per_mille,
    shared,
)
from amanat.evidence.derive.dates import NO_TIME, micros
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.lists import Lists, still_on
from amanat.evidence.derive.loaded import OWN, Loaded, positions
from amanat.evidence.derive.people import row_people
from amanat.evidence.derive.register import Register, Row
from amanat.evidence.derive.traces import Traced, find_traces
from amanat.terms.words import TERMS

#: Tools whose holding of people means that somebody passed them on.
RECEIVERS: Final = frozenset({"marketing", "ads", "newsletter", "dialler", "partner"})
#: At least so many per mille of the people of a receiver in a CRM raise the question.
ASKED_FROM: Final = 500

_ZONES: Final = TERMS["zone"]


@dataclass(frozen=True, slots=True)
class System:
    """A system as flows need it: its kind, its people (not staff) and its current units."""

    system_id: str
    product: str | None
    kind: str
    people: Codes
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows of one unit that show data passed on: k of them.

    `source`: place in `Sources.names`, -1 unknown; `list_code`: place in `Lists.order`, -1 none.
    """

    unit: int
    at: Ints
    source: Codes
    list_code: Codes
    person: Codes
    at_from: Ints
    at_to: Ints
    zone: Codes
    continuing: Flags


@dataclass(frozen=True, slots=True)
class Sources:
    """Senders of one recipient: by the stamp of a row, as declared, and the one asked about.

    `traced`: rows that carry the id of a person's record in another system.
    """

    names: tuple[str, ...]
    declared: tuple[Row, ...]
    asked: str | None
    traced: Traced = field(default_factory=Traced)


@dataclass(frozen=True, slots=True)
class World:
    """What all flows are derived from. `named`: the first system of a product."""

    joined: Joined
    lists: Lists
    register: Register
    systems: Mapping[str, System]
    named: Mapping[str, str]


def sources_of(world: World, recipient: System, stamps: Sequence[str], traced: Traced) -> Sources:
    """Collect who may have sent the people in a recipient; overlap alone asks, and only once.

    What most rows trace back to is asked about first: overlap is the weakest sign of all.
    """
    flows = world.register.flows
    declared = tuple(row for row in flows if row["recipient_id"] == recipient.system_id)
    receives = recipient.kind in RECEIVERS
    asked = _asked(recipient, world, traced.mostly) if receives and not declared else None
    names = {*stamps, *traced.names, *(row["source_system_id"] for row in declared)}
    names |= {asked} - {None}
    return Sources(tuple(sorted(str(name) for name in names)), declared, asked, traced)


def traced_in(world: World, recipient: System) -> Traced:
    """Find the systems whose people's record ids a system's rows carry."""
    people: dict[str, list[tuple[str, Codes]]] = {}
    for system_id in sorted(world.systems):
        other = world.systems[system_id]
        if other.product is not None:
            people.setdefault(other.product, []).append((system_id, other.people))
    return find_traces(world.joined, recipient.system_id, recipient.units, people)


def _asked(recipient: System, world: World, traced: str | None) -> str | None:
    systems, register = world.systems, world.register
    if traced is not None and not register.answered(f"{traced}>{recipient.system_id}", "refuted"):
        return traced
    best: tuple[int, str] | None = None
    for system_id in sorted(systems):
        other = systems[system_id]
        if other.kind != "crm" or system_id == recipient.system_id:
            continue
        share = per_mille(shared(recipient.people, other.people), len(recipient.people))
        named = f"{system_id}>{recipient.system_id}"
        if share >= ASKED_FROM and not register.answered(named, "refuted"):
            best = max(best or (share, system_id), (share, system_id), key=lambda each: each[0])
    return best[1] if best else None


def stamps_of(world: World, recipient: System) -> list[str]:
    """Return the systems that stamps in the recipient's rows name as having written them."""
    found: set[str] = set()
    for index in recipient.units:
        stamps = world.joined.loaded.units[index].table("integrations")
        products = set(pc.unique(stamps.column("product")).to_pylist())
        found |= {world.named.get(product, product) for product in products - {None}}
    return sorted(found - {recipient.system_id})


def heard_of(world: World, recipient: System) -> set[str]:
    """Return the systems that are named by stamps known from memory only."""
    sure: set[str] = set()
    for index in recipient.units:
        unit = world.joined.loaded.units[index]
        stamps = unit.table("integrations")
        if unit.layout != "looks_like":
            known = stamps.filter(pc.field("mark").is_null() | (pc.field("mark") != "M"))
            sure |= set(pc.unique(known.column("product")).to_pylist()) - {None}
    named = {world.named.get(product, product) for product in sure}
    return set(stamps_of(world, recipient)) - named


def shown_rows(world: World, recipient: System, sources: Sources) -> list[Shown]:
    """Return the rows of a recipient's current exports that show people passed on to it."""
    joined, shown = world.joined, []
    for index in recipient.units:
        if joined.loaded.units[index].kind != "table":
            continue
        persons = row_people(joined.loaded, joined.who, index)
        source = _row_sources(world, index, persons, sources)
        shown.append(_unit_rows(world, index, persons, source))
    return [each for each in shown if len(each.at)]


def _row_sources(world: World, index: int, persons: Codes, sources: Sources) -> Codes:
    loaded = world.joined.loaded
    rank = {name: place for place, name in enumerate(sources.names)}
    source = np.full(len(persons), -1, dtype=np.int32)
    if sources.asked is not None:
        source[:] = rank[sources.asked]
    for row in reversed(sources.declared):
        sender = world.systems.get(row["source_system_id"])
        if sender is not None:
            source[np.isin(persons, sender.people)] = rank[sender.system_id]
    traced = sources.traced.rows.get(index)
    if traced is not None:
        codes = np.asarray([rank[name] for name in sources.traced.names], dtype=np.int32)
        source = np.where(traced >= 0, codes[np.maximum(traced, 0)], source).astype(np.int32)
    stamps = loaded.units[index].table("integrations")
    if stamps.num_rows:
        at, there = positions(loaded.scans[index], ints(stamps.column("row_ordinal")))
        products = sorted(set(pc.unique(stamps.column("product")).to_pylist()) - {None})
        codes = np.asarray(
            [rank.get(world.named.get(product, product), -1) for product in products] or [-1],
            dtype=np.int32,
        )
        place = coded(stamps.column("product"), products)
        stamped = np.where(place >= 0, codes[np.maximum(place, 0)], -1).astype(np.int32)
        there &= stamped >= 0
        source[at[there]] = stamped[there]
    return source


def _unit_rows(world: World, index: int, persons: Codes, source: Codes) -> Shown:
    loaded, found, who = world.joined.loaded, world.joined.found, world.joined.who
    lists = world.lists
    rows = loaded.units[index].rows("sent_from", "sent_to", "zone")
    sent_from, sent_to = micros(rows.column("sent_from")), micros(rows.column("sent_to"))
    zone = coded(rows.column("zone"), _ZONES)
    members = lists.members.get(index)
    listed = members.at if members is not None else np.zeros(0, dtype=np.int64)
    loose = _loose(loaded, index, listed) if found.base[index] else np.zeros(0, dtype=np.int64)
    at = np.concatenate([listed, loose])
    none = np.full(len(loose), NO_TIME)
    since_from = none if members is None else np.concatenate([members.since_from, none])
    since_to = none if members is None else np.concatenate([members.since_to, none])
    dated = (since_from != NO_TIME) & (since_to != NO_TIME)
    going_on = np.zeros(len(loose), dtype=bool)
    code = np.full(len(loose), -1, dtype=np.int32)
    if members is not None:
        going_on = np.concatenate([still_on(lists, members), going_on])
        code = np.concatenate([members.list_code, code])
    person = persons[at]
    ours = (person >= 0) & who.staff[np.maximum(person, 0)] if len(who.rank) else person >= 0
    kept = ~ours
    return Shown(
        index,
        at[kept],
        source[at][kept],
        code[kept],
        person[kept],
        np.where(dated, since_from, sent_from[at])[kept],
        np.where(dated, since_to, sent_to[at])[kept],
        zone[at][kept],
        going_on[kept],
    )


def _loose(loaded: Loaded, index: int, listed: Ints) -> Ints:
    # Rows that name somebody by an identifier and are on no list; a shared one is unmatched.
    part = loaded.ids.of(index)
    loose = np.zeros(len(loaded.scans[index].ordinals), dtype=bool)
    loose[loaded.ids.row[part][loaded.ids.who[part] == OWN]] = True
    loose[listed] = False
    return np.flatnonzero(loose)


def entries(shown: Sequence[Shown]) -> dict[str, Any]:
    """Put the rows of several units under one another, with the unit of each."""
    names = ("at", "source", "list_code", "person", "at_from", "at_to", "zone", "continuing")
    if not shown:
        return {}
    columns = {name: np.concatenate([getattr(each, name) for each in shown]) for name in names}
    columns["unit"] = np.repeat([each.unit for each in shown], [len(each.at) for each in shown])
    return columns
