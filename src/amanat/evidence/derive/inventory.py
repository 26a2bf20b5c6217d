"""Systems, datasets and units: what was read, what is held where, how it was found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.datasets import (
    Catalogue,
    Dataset,
    records,
    snapshot_id,
    span,
    status,
    worst_layout,
)
from amanat.evidence.derive.flow_rows import System
from amanat.evidence.derive.instances import FILES, Systems
from amanat.evidence.derive.loaded import Loaded
from amanat.evidence.derive.papers import agreement_vendor
from amanat.evidence.derive.people import People
from amanat.evidence.derive.presence import Held
from amanat.evidence.derive.register import Register
from amanat.evidence.derive.titles import UNNAMED, Titles


def units_table(loaded: Loaded, found: Catalogue, register: Register, titles: Titles) -> pa.Table:
    """Return the evidence table `units`; a second copy of a content is `skipped, duplicate`."""
    names = titles.texts([unit.name for unit in loaded.units])
    rows = []
    for index, unit in enumerate(loaded.units):
        again = found.duplicate[index]
        rows.append(
            {
                "unit_id": unit.unit_id,
                "dataset_id": found.of[index],
                "snapshot_id": found.snapshot[index],
                "parent_unit_id": unit.parent_unit_id,
                "format": unit.format,
                "layout": unit.layout or "generic",
                "status": "skipped" if again else unit.status,
                "reason": "duplicate" if again else unit.reason,
                "records": unit.records,
                "bad_records": unit.bad_records,
                "row_from": unit.row_from or 0,
                "row_to": unit.records or 0 if unit.row_to is None else unit.row_to,
                "name": names[index] or UNNAMED,
                "looks_like_agreement_of": agreement_vendor(unit, register),
            }
        )
    return from_rows("units", rows)


def datasets_table(
    loaded: Loaded,
    found: Catalogue,
    who: People,
    held: Mapping[str, Held],
    register: Register,
) -> pa.Table:
    """Return the evidence table `datasets`; all counts are of the current export."""
    roles = set(register.tables["register_company"].column("role").to_pylist()) - {"unknown"}
    rows = []
    for dataset_id, dataset in found.datasets.items():
        base = found.bases(dataset_id)
        oldest, newest = span(loaded, base)
        state, reason = status(loaded, dataset)
        persons = held[dataset_id].person
        customers = len(who.customers(persons))
        units = dataset.current.units if dataset.current else dataset.skipped
        rows.append(
            {
                "dataset_id": dataset_id,
                "system_id": dataset.system_id,
                "object": dataset.object,
                "kind": dataset.kind,
                "team": _team(loaded, dataset, register),
                "role": min(roles, default=None),
                "records": records(loaded, base),
                "people": customers,
                "staff": len(persons) - customers,
                "oldest_on": oldest,
                "newest_on": newest,
                "current_snapshot_id": (
                    snapshot_id(loaded, dataset.current) if dataset.current else None
                ),
                "layout": worst_layout(loaded.units[index].layout for index in units),
                "status": state,
                "reason": reason,
            }
        )
    return from_rows("datasets", rows)


def _team(loaded: Loaded, dataset: Dataset, register: Register) -> str | None:
    said: str | None = register.systems.get(dataset.system_id, {}).get("team")
    units = dataset.current.units if dataset.current else []
    teams = {loaded.units[index].team for index in units} - {None}
    return said or (min(str(team) for team in teams) if len(teams) == 1 else None)


def systems_of(
    loaded: Loaded,
    found: Catalogue,
    who: People,
    held: Mapping[str, Held],
    register: Register,
) -> dict[str, System]:
    """Return the systems that units came from, as flows need them."""
    persons: dict[str, list[Any]] = defaultdict(lambda: [np.zeros(0, dtype=np.int32)])
    units: dict[str, list[int]] = defaultdict(list)
    products: dict[str, str | None] = {}
    for dataset_id, dataset in found.datasets.items():
        persons[dataset.system_id].append(held[dataset_id].person)
        units[dataset.system_id] += dataset.current.units if dataset.current else []
    for index, named in enumerate(found.of):
        if named is not None:
            products[found.datasets[named].system_id] = loaded.units[index].product
    return {
        system_id: System(
            system_id,
            products[system_id],
            "storage" if system_id == FILES else register.system_kind(system_id, product),
            who.customers(np.concatenate(persons[system_id])),
            tuple(units[system_id]),
        )
        for system_id, product in sorted(products.items())
    }


def named_systems(systems: Mapping[str, System]) -> dict[str, str]:
    """Return the first system of each product, under which stamps know it."""
    named: dict[str, str] = {}
    for system_id, system in sorted(systems.items()):
        if system.product is not None:
            named.setdefault(system.product, system_id)
    return named


def systems_table(
    found: Catalogue,
    instances: Systems,
    systems: Mapping[str, System],
    register: Register,
    *,
    statuses: Mapping[str, str],
    personal: frozenset[str],
    unclear: frozenset[str],
    trail: Sequence[str],
    papers: Iterable[str],
) -> pa.Table:
    """Return the evidence table `systems`: scanned, named by a trail, a paper or the register.

    Args:
        found: the datasets.
        instances: how the systems were told apart.
        systems: those that units came from.
        register: what the team said.
        statuses: status of each dataset.
        personal: datasets that hold personal data.
        unclear: datasets with content that could be personal.
        trail: products that an integration names.
        papers: products that an agreement names.
    """
    rows = []
    for system_id, system in systems.items():
        own = {key for key, each in found.datasets.items() if each.system_id == system_id}
        state = _system_status({statuses[each] for each in own})
        holds = "yes" if own & personal else "unknown" if own & unclear or state == "none" else "no"
        rows.append(
            _system(register, system_id, system.product, "scan")
            | {
                "kind": system.kind,
                "instance_how": instances.how[system_id],
                "holds_personal": holds,
                "people": len(system.people) if state != "none" else None,
                "status": state,
            }
        )
    for how, others in (("trail", trail), ("contract", papers), ("register", register.systems)):
        known = {row["system_id"] for row in rows}
        rows += [
            _system(register, each, _product(each), how) for each in sorted(set(others) - known)
        ]
    return from_rows("systems", rows)


def _product(system_id: str) -> str:
    return system_id.split("~", maxsplit=1)[0]


def _system(register: Register, system_id: str, product: str | None, how: str) -> dict[str, Any]:
    said = register.systems.get(system_id)
    return {
        "system_id": system_id,
        "product": product,
        "kind": register.system_kind(system_id, product),
        "instance_how": "register" if said is not None else "assumed",
        "vendor_id": register.vendor(system_id, product),
        "own": None,
        "found_by": how,
        "in_register": said is not None,
        "owner_known": said["owner_id"] is not None if said is not None else None,
        "approved": said["approved"] if said is not None else None,
        "holds_personal": "unknown",
        "people": None,
        "status": "none",
    }


def _system_status(states: set[str]) -> str:
    if states <= {"skipped"}:
        return "none"
    return "read" if states == {"read"} else "partly"
