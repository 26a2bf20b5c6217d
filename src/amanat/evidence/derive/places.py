"""Places: what access is granted on. Their ids hang on ids or content, never on a name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from amanat.evidence.derive.access import Access
from amanat.evidence.derive.arrays import Codes, flags
from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.datasets import Catalogue
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.loaded import Loaded, Unit
from amanat.evidence.derive.titles import Titles


@dataclass(frozen=True, slots=True)
class Places:
    """`of[u]`: the place of unit u; `units`: the units of each place in a current export.

    `parent`: the place that holds a place, where there is one.
    """

    of: tuple[str | None, ...]
    units: Mapping[str, Sequence[int]]
    parent: Mapping[str, str]


def find_places(loaded: Loaded, found: Catalogue) -> Places:
    """Give each unit its place: by the product's id, else by its columns, else by its content.

    Of several tables with the same columns, each that a permission list names has that list's id.
    """
    of = tuple(
        None if dataset_id is None else _place_id(unit, dataset_id, found.file_key[index])
        for index, (unit, dataset_id) in enumerate(zip(loaded.units, found.of, strict=True))
    )
    units: dict[str, list[int]] = defaultdict(list)
    by_id = {unit.unit_id: index for index, unit in enumerate(loaded.units)}
    parent: dict[str, str] = {}
    for index, place in enumerate(of):
        if place is None or not found.current[index]:
            continue
        units[place].append(index)
        above = by_id.get(loaded.units[index].parent_unit_id or "")
        holder = of[above] if above is not None else None
        if holder is not None and holder != place:
            parent[place] = min(parent.get(place, holder), holder)
    return Places(of, dict(sorted(units.items())), parent)


def _place_id(unit: Unit, dataset_id: str, file_key: bytes | None) -> str:
    key = unit.place_key or file_key
    if key is not None:
        return f"{dataset_id}/p-{key.hex()[:16]}"
    if unit.kind in ("table", "events") or unit.content is None:
        return dataset_id
    return f"{dataset_id}/c-{unit.content.hex()[:16]}"


def _key_how(unit: Unit, file_key: bytes | None) -> str:
    if unit.place_key is not None or file_key is not None:
        return "product_id"
    return "header" if unit.kind in ("table", "events") else "content"


def _kind(unit: Unit) -> str:
    if unit.place_kind is not None:
        return unit.place_kind
    return "object" if unit.kind in ("table", "events") else "file"


def places_table(
    joined: Joined,
    places: Places,
    titles: Titles,
    access: Mapping[str, Access],
    spoken_of: Mapping[str, Codes],
) -> pa.Table:
    """Return the evidence table `places`.

    Args:
        joined: the units, their datasets, the people.
        places: the units' places.
        titles: screens the titles.
        access: who may open each place.
        spoken_of: people whom texts in a place name by an identifier or their known name.
    """
    loaded, found, who = joined.loaded, joined.found, joined.who
    rows = []
    for place, units in places.units.items():
        base = [index for index in units if found.base[index]] or list(units)
        last = max(base, key=lambda index: _newness(loaded.units[index]))
        newest = loaded.units[last]
        dataset = found.datasets[str(found.of[units[0]])]
        people = [spoken_of.get(place, np.zeros(0, dtype=np.int32))]
        people += [who.people_of(loaded.ids.code[loaded.ids.of(index)]) for index in units]
        status = {loaded.units[index].status for index in units}
        rows.append(
            {
                "place_id": place,
                "dataset_id": found.of[units[0]],
                "parent_place_id": places.parent.get(place),
                "kind": _kind(newest),
                "title": titles.texts([newest.title])[0],
                "records": sum(dataset.fresh(loaded, index) for index in base),
                "text_records": sum(_texts(loaded.units[index]) for index in base),
                "key_how": _key_how(newest, found.file_key[last]),
                "access": access[place].access if place in access else None,
                "access_from": access[place].told_by if place in access else None,
                "access_layout": access[place].layout if place in access else None,
                "people": len(who.customers(np.concatenate(people))),
                "status": "partly" if "partly" in status else "read",
            }
        )
    return from_rows("places", rows)


def _newness(unit: Unit) -> tuple[Any, ...]:
    # Ids of units hang on the key; of two sheets of one place the fuller one gives the title.
    return unit.taken_at is not None, unit.taken_at or 0, unit.records or 0, unit.unit_id


def _texts(unit: Unit) -> int:
    return int(flags(unit.some("rows", "has_text").column("has_text")).sum())
