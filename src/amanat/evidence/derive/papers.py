"""Papers and what links systems: agreements not read yet, notices, app grants."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.datasets import Catalogue, surest_layout
from amanat.evidence.derive.dates import NO_TIME, day_of, micros
from amanat.evidence.derive.loaded import Loaded, Unit
from amanat.evidence.derive.register import Register
from amanat.terms.products import PRODUCTS


def agreement_vendor(unit: Unit, register: Register) -> str | None:
    """Return the vendor that an agreement's file name speaks of, None where it is not resolved."""
    named = unit.agreement_of
    if named is None:
        return None
    known = PRODUCTS.get(named)
    said = register.systems.get(named, {}).get("vendor_id")
    vendor: str | None = said or (known.vendor if known else None) or named
    return vendor


def contracts_table(loaded: Loaded, register: Register) -> pa.Table:
    """Return the evidence table `contracts`: files that look like agreements, none read yet."""
    return from_rows(
        "contracts",
        [
            {
                "contract_id": f"file-{unit.unit_id}",
                "vendor_id": agreement_vendor(unit, register),
                "term": "unknown",
                "read": False,
                "reason": "agreement_not_read",
            }
            for unit in loaded.units
            if unit.agreement_of is not None or unit.reason == "agreement_not_read"
        ],
    )


def notices_tables(register: Register) -> dict[str, pa.Table]:
    """Return the evidence tables `notices` and `notice_terms`, as the register says them."""
    return {
        "notices": register.tables["register_notices"],
        "notice_terms": register.tables["register_notice_terms"],
    }


def integrations_table(loaded: Loaded, found: Catalogue, register: Register) -> pa.Table:
    """Return the evidence table `integrations`: apps that current exports name, by system."""
    seen: dict[tuple[str, str], list[Any]] = defaultdict(lambda: [None, None, None, set()])
    for index, unit in enumerate(loaded.units):
        dataset_id = found.of[index]
        if dataset_id is None or not found.current[index]:
            continue
        system = found.datasets[dataset_id].system_id
        for app, product, mark, start, end in _spans(unit.table("integrations")):
            row = seen[system, app]
            row[0] = row[0] or product
            row[1] = _least(row[1], start)
            row[2] = _most(row[2], end)
            row[3].add(unit.known({"mark": mark}))
    return from_rows(
        "integrations",
        [
            {
                "system_id": system,
                "app_id": app,
                "app_product": product,
                "vendor_id": register.vendor(product, product) if product else None,
                "first_seen_on": day_of(start),
                "last_seen_on": day_of(end),
                "layout": surest_layout(layouts),
            }
            for (system, app), (product, start, end, layouts) in sorted(seen.items())
        ],
    )


def _spans(stamps: pa.Table) -> list[tuple[str, str | None, str | None, int, int]]:
    spans = stamps.group_by(["app", "product", "mark"], use_threads=False).aggregate(
        [("seen_from", "min"), ("seen_to", "max")]
    )
    return sorted(
        zip(
            spans.column("app").to_pylist(),
            spans.column("product").to_pylist(),
            spans.column("mark").to_pylist(),
            micros(spans.column("seen_from_min")).tolist(),
            micros(spans.column("seen_to_max")).tolist(),
            strict=True,
        ),
        key=lambda span: (span[0], span[1] or "", span[2] or ""),
    )


def trail_products(integrations: pa.Table, scanned: Mapping[str, str]) -> list[str]:
    """Return products that an integration names and no unit came from.

    Args:
        integrations: the evidence table.
        scanned: the first system of each product that was scanned.
    """
    return sorted(set(integrations.column("app_product").to_pylist()) - {None} - scanned.keys())


def _least(old: int | None, new: int) -> int | None:
    return old if new == NO_TIME else new if old is None else min(old, new)


def _most(old: int | None, new: int) -> int | None:
    return old if new == NO_TIME else new if old is None else max(old, new)


def agreement_products(loaded: Loaded, scanned: Mapping[str, str]) -> list[str]:
    """Return products that an agreement's file name speaks of and no unit came from."""
    named = {unit.agreement_of for unit in loaded.units if unit.agreement_of in PRODUCTS}
    return sorted(str(each) for each in named - scanned.keys())
