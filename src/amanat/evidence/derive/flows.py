"""Flows: personal data going to a recipient, on what basis that is known, and for which purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa

from amanat.evidence.derive.arrays import Flags, Ints, distinct, taken
from amanat.evidence.derive.build import constant, from_columns, from_rows, stacked
from amanat.evidence.derive.cs_data import uses_cs_data
from amanat.evidence.derive.datasets import worst_layout
from amanat.evidence.derive.dates import NO_TIME, day_of, days, moments
from amanat.evidence.derive.flow_rows import (
    RECEIVERS,
    Sources,
    System,
    World,
    entries,
    heard_of,
    shown_rows,
    sources_of,
    stamps_of,
    traced_in,
)
from amanat.evidence.derive.purposes import flow_purposes, recipient_class
from amanat.evidence.derive.register import Register
from amanat.evidence.derive.traces import Traced
from amanat.terms.words import TERMS

UNKNOWN: Final = "unknown"
#: Stands for the unit of a proof that lies in the register.
BY_REGISTER: Final = "register"
#: Teams whose lists in a CRM are data passed on within the firm.
_TEAMS: Final = ("marketing", "sales")
#: Tools that keep whom their own code in the app saw: a person in them is on no list for that.
_KEEPS_ALL: Final = frozenset({"marketing"})
_CHANNELS: Final = {"newsletter": "email", "dialler": "voice"}


@dataclass(slots=True)
class Flow:
    """One flow while it is put together; `row` is its row of the table `flows`."""

    row: dict[str, Any]
    bases: set[str]
    list_label: str | None = None
    channel: str | None = None
    looks_like: bool = False
    proofs: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a flow goes: sender (None: unknown), recipient of a kind, and list (-1: none)."""

    source: str | None
    recipient_kind: str
    recipient: str
    system_kind: str
    list_code: int = -1


@dataclass(slots=True)
class Flows:
    """Flows by id, and the tables of their rows."""

    flows: dict[str, Flow] = field(default_factory=dict)
    disclosures: list[pa.Table] = field(default_factory=list)


def find_flows(world: World) -> Flows:
    """Derive all flows: into tools that receive, as declared, and to teams by their lists."""
    flows = Flows()
    declared = {row["recipient_id"] for row in world.register.flows}
    for system_id in sorted(world.systems):
        recipient = world.systems[system_id]
        traced = traced_in(world, recipient)
        if recipient.kind in RECEIVERS or system_id in declared or traced.names:
            _into(world, flows, recipient, traced)
        if recipient.kind not in RECEIVERS:
            _to_teams(world, flows, recipient)
    for row in world.register.flows:
        _declared(world, flows, row["source_system_id"], row["recipient_id"], row["declared_id"])
    return flows


def _into(world: World, flows: Flows, recipient: System, traced: Traced) -> None:
    stamps = stamps_of(world, recipient)
    sources = sources_of(world, recipient, stamps, traced)
    heard = heard_of(world, recipient) - {row["source_system_id"] for row in sources.declared}
    shown = shown_rows(world, recipient, sources)
    every = entries(shown)
    if not every:
        return
    receives = recipient.kind in RECEIVERS
    if not receives and not sources.declared:
        every = _each_row_once(every)
    # Into another tool only what the register or a row names is a flow; the rest is its own intake.
    named = every["source"] >= 0
    chosen = np.ones(len(named), dtype=bool) if receives else named
    sole = _sole(world, recipient)
    codes = every["list_code"] if sole is None else np.full_like(every["list_code"], sole)
    # Both begin at -1: one number of each pair sorts as the pair does, and in no time.
    width = int(codes.max()) + 2
    pairs = (every["source"].astype(np.int64) + 1) * width + codes + 1
    for pair in distinct(pairs[chosen]).tolist():
        source, code = pair // width - 1, pair % width - 1
        mine = chosen & (pairs == pair)
        sender = sources.names[source] if source >= 0 else None
        ends = Ends(sender, "system", recipient.system_id, recipient.kind, code)
        flow = _flow(world, flows, ends)
        copied = mine & traced.by(sender, every["unit"], every["at"])
        if copied.any():
            flow.bases.add("copied_trace")
            _prove(world, flow, "copied_trace", every["unit"][copied])
        # Whom a marketing tool keeps on no list came by the app as well as from somewhere else.
        whole = recipient.kind in _KEEPS_ALL and (code < 0 or _says_nothing(world, code))
        if not whole and (receives or not copied.any()):
            flow.bases.add("list")
            _prove(world, flow, "list", every["unit"][mine])
        if sender in stamps:
            flow.looks_like |= sender in heard and not copied.any()
            flow.bases.add("integration")
            _prove(world, flow, "integration", every["unit"][mine])
        asked = mine & ~copied
        doubted = sender is not None and sender == sources.asked
        if asked.any() and (doubted or (whole and not _told(sender, stamps, sources))):
            flow.bases.add("question")
            _prove(world, flow, "question", every["unit"][asked])
        flows.disclosures.append(_disclose(world, flow, every, mine))
    _declare(flows, sources, recipient.system_id)


def _says_nothing(world: World, code: int) -> bool:
    """Whether a list is just a whole system, and nothing tells who of it is reached."""
    listed = world.lists.order[code]
    return (
        listed.sole
        and listed.active is None
        and not any(
            (members.active[members.list_code == code] >= 0).any()
            for members in world.lists.members.values()
        )
    )


def _told(sender: str | None, stamps: Sequence[str], sources: Sources) -> bool:
    """Whether a stamp or the register names the sender."""
    return sender in {*stamps, *(row["source_system_id"] for row in sources.declared)}


def _each_row_once(every: Mapping[str, Any]) -> dict[str, Any]:
    # Which lists of its own a CRM puts people on says nothing of where their data came from.
    at = every["at"].astype(np.int64)
    rows = every["unit"].astype(np.int64) * (int(at.max()) + 1) + at
    _, first = np.unique(rows, return_index=True)
    kept = {name: values[first] for name, values in every.items()}
    return kept | {"list_code": np.full_like(kept["list_code"], -1)}


def _sole(world: World, system: System) -> int | None:
    """Return the list that is all of a system; its other rows belong to the same flow."""
    for code, each in enumerate(world.lists.order):
        if each.sole and each.system_id == system.system_id:
            return code
    return None


def _declare(flows: Flows, sources: Sources, recipient: str) -> None:
    for row in sources.declared:
        for flow in flows.flows.values():
            ends = (flow.row["source_system_id"], flow.row["recipient_id"])
            if ends == (row["source_system_id"], recipient):
                flow.bases.add("declared")
                flow.row["declared_id"] = flow.row["declared_id"] or row["declared_id"]
                flow.proofs["declared", BY_REGISTER] = 0


def _to_teams(world: World, flows: Flows, system: System) -> None:
    codes = [
        code
        for code, each in enumerate(world.lists.order)
        if each.system_id == system.system_id and each.team in _TEAMS
    ]
    if not codes:
        return
    shown = shown_rows(world, system, Sources((), (), None))
    every = entries(shown)
    for code in codes:
        team = str(world.lists.order[code].team)
        kind = "marketing" if team == "marketing" else system.kind
        flow = _flow(world, flows, Ends(system.system_id, "team", team, kind, code))
        flow.bases.add("list")
        if every:
            mine = every["list_code"] == code
            _prove(world, flow, "list", every["unit"][mine])
            flows.disclosures.append(_disclose(world, flow, every, mine))


def _flow(world: World, flows: Flows, ends: Ends) -> Flow:
    listed = world.lists.order[ends.list_code] if ends.list_code >= 0 else None
    recipient, is_system = ends.recipient, ends.recipient_kind == "system"
    pair = f"{ends.source or UNKNOWN}>{recipient}"
    flow_id = pair
    if listed is not None and not listed.sole:
        flow_id += "/" + listed.list_id.removeprefix(listed.system_id + "/")
    if flow_id in flows.flows:
        return flows.flows[flow_id]
    known = world.systems.get(recipient)
    product = known.product if known else None
    vendor = world.register.vendor(recipient, product) if is_system else None
    entity = world.register.entities.get(recipient, {})
    flow = Flow(
        {
            "flow_id": flow_id,
            "source_system_id": ends.source,
            "recipient_kind": ends.recipient_kind,
            "recipient_id": recipient,
            "recipient_system_kind": ends.system_kind,
            "vendor_id": vendor,
            "same_entity": _same_entity(ends.recipient_kind, vendor, entity),
            "declared_id": None,
            "list_id": listed.list_id if listed else None,
            "uses_cs_data": listed.uses_cs_data if listed else None,
            "layout": "seen",
            "first_seen_on": None,
            "last_seen_on": None,
            "people": None,
            "refuted": any(world.register.answered(each, "refuted") for each in (flow_id, pair)),
        },
        set(),
        listed.label_id if listed else None,
        (listed.channel if listed else None)
        or (_CHANNELS.get(ends.system_kind) if is_system else None),
        looks_like=listed is not None and listed.looks_like,
    )
    flows.flows[flow_id] = flow
    return flow


def _same_entity(recipient_kind: str, vendor: str | None, entity: Mapping[str, Any]) -> bool | None:
    if recipient_kind == "team":
        return True
    if recipient_kind == "entity":
        # A group company is another entity, also where it is ours.
        return False if entity else None
    return False if vendor is not None else None


def _prove(world: World, flow: Flow, basis: str, units: Ints) -> None:
    loaded = world.joined.loaded
    for unit, count in zip(*np.unique(units, return_counts=True), strict=True):
        key = (basis, loaded.units[int(unit)].unit_id)
        flow.proofs[key] = flow.proofs.get(key, 0) + int(count)


def _disclose(world: World, flow: Flow, every: Mapping[str, Any], mine: Flags) -> pa.Table:
    """Return the rows that show a flow, and write what they tell of it into the flow."""
    loaded, who = world.joined.loaded, world.joined.who
    unit, size = every["unit"][mine], int(mine.sum())
    numbers = distinct(unit).tolist()
    units = [loaded.units[index] for index in numbers]
    at_from, at_to = every["at_from"][mine], every["at_to"][mine]
    going_on, row = every["continuing"][mine], flow.row
    ordinals = np.zeros(size, dtype=np.int64)
    for index in numbers:
        here = unit == index
        ordinals[here] = loaded.scans[index].ordinals[every["at"][mine][here]]
    shown_by = [each.layout for each in units] + ["looks_like"] * flow.looks_like
    row["layout"] = worst_layout(shown_by)
    row["people"] = len(who.customers(every["person"][mine]))
    row["first_seen_on"] = _day(at_from[at_from != NO_TIME], least=True)
    lasting = [day_of(loaded.units[index].taken_at) for index in distinct(unit[going_on]).tolist()]
    row["last_seen_on"] = max(
        (day for day in [_day(at_to[at_to != NO_TIME], least=False), *lasting] if day),
        default=None,
    )
    if row["uses_cs_data"] is None:
        source = world.systems.get(row["source_system_id"] or "")
        row["uses_cs_data"] = uses_cs_data(units, source.kind if source else None)
    ids = pa.array([each.unit_id for each in units], pa.string())
    zones = pa.array(TERMS["zone"], pa.string())
    zone = np.where(every["zone"][mine] < 0, TERMS["zone"].index("unknown"), every["zone"][mine])
    return from_columns(
        "disclosures",
        {
            "flow_id": constant(row["flow_id"], size, pa.string()),
            "unit_id": taken(ids, np.searchsorted(numbers, unit)),
            "row_ordinal": pa.array(ordinals),
            "person": who.fingerprints(every["person"][mine]),
            "at_from": moments(at_from),
            "at_to": moments(at_to),
            "on_day": days(at_from),
            "zone": taken(zones, zone),
            "channel": constant(flow.channel, size, pa.string()),
            "continuing": pa.array(going_on),
        },
    )


def _day(times: Ints, *, least: bool) -> date | None:
    if not len(times):
        return None
    # `at_to` is the first moment that is no longer within the bounds.
    return day_of(int(times.min())) if least else day_of(int(times.max()) - 1)


def _declared(world: World, flows: Flows, source: str, recipient: str, declared_id: str) -> None:
    """Add the flow that the register declares, where no row shows it."""
    flow_id = f"{source}>{recipient}"
    there = flow_id in flows.flows
    system = world.systems.get(recipient)
    is_system = system is not None or recipient in world.register.systems
    if is_system:
        recipient_kind = "system"
    elif recipient in TERMS["team"]:
        recipient_kind = "team"
    else:
        recipient_kind = "entity" if recipient in world.register.entities else "system"
    kind = world.register.system_kind(recipient, system.product if system else recipient)
    flow = _flow(world, flows, Ends(source, recipient_kind, recipient, kind))
    flow.bases.add("declared")
    flow.row["declared_id"] = flow.row["declared_id"] or declared_id
    flow.proofs["declared", BY_REGISTER] = 0
    sender = world.systems.get(source)
    if not there:
        if system is not None and sender is not None and system.units and sender.units:
            both = np.intersect1d(system.people, sender.people)
            flow.row["people"] = len(both)
        flow.row["uses_cs_data"] = uses_cs_data([], sender.kind if sender else None)


def flows_table(flows: Flows) -> pa.Table:
    """Return the evidence table `flows`; the basis is the strongest that is known."""
    rows = []
    for flow_id in sorted(flows.flows):
        flow = flows.flows[flow_id]
        basis = min(flow.bases, key=TERMS["basis"].index)
        rows.append(flow.row | {"basis": basis})
    return from_rows("flows", rows)


def flow_proofs_table(flows: Flows) -> pa.Table:
    """Return the evidence table `flow_proofs`."""
    return from_rows(
        "flow_proofs",
        [
            {"flow_id": flow_id, "basis": basis, "unit_id": unit_id, "records": count}
            for flow_id in sorted(flows.flows)
            for (basis, unit_id), count in sorted(flows.flows[flow_id].proofs.items())
        ],
    )


def flow_purposes_table(flows: Flows, register: Register) -> pa.Table:
    """Return the evidence table `flow_purposes`; a flow without a row has no known purpose."""
    rows = []
    for flow_id in sorted(flows.flows):
        flow = flows.flows[flow_id]
        team = flow.row["recipient_id"] if flow.row["recipient_kind"] == "team" else None
        known = flow_purposes(
            register,
            source=flow.row["source_system_id"],
            recipient=flow.row["recipient_id"],
            recipient_class=recipient_class(flow.row["recipient_system_kind"], team),
            list_id=flow.row["list_id"],
            list_label=flow.list_label,
        )
        if known is not None:
            how, purposes = known
            rows += [{"flow_id": flow_id, "purpose_id": each, "how": how} for each in purposes]
    return from_rows("flow_purposes", rows)


def disclosures_table(flows: Flows) -> pa.Table:
    """Return the evidence table `disclosures`."""
    return stacked("disclosures", flows.disclosures)
