"""Fields: what the columns of a dataset hold, counted over the units of its current export."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa

from amanat.evidence.derive.arrays import Codes, Flags, distinct_codes
from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.datasets import Catalogue, Dataset, worst_layout
from amanat.evidence.derive.loaded import Loaded
from amanat.evidence.derive.people import People, row_people
from amanat.evidence.derive.titles import UNNAMED, Titles

_PERSONAL: Final = ("yes", "unknown", "no")
_TIERS: Final = ("confirmed", "likely", "possible", None)
_SCORES: Final = ("computed", "unclear", "said_by_person", "of_a_firm", "none")
_SPDI: Final = (
    "password",
    "financial",
    "health",
    "medical",
    "biometric",
    "sexual_orientation",
    "unclear",
    "none",
)


@dataclass(frozen=True, slots=True)
class ColumnOf:
    """One column of one unit: its field, and whether it counts or repeats what another shows.

    `again`: which rows of the unit another one shows with this field too; None: none.
    """

    unit: int
    ordinal: int
    field_id: str
    counts: bool
    values: dict[str, Any]
    again: Flags | None


@dataclass(frozen=True, slots=True)
class Fields:
    """Columns by dataset; `field_of[(unit, ordinal)]` finds a field.

    `repeated`: columns of a current export that show rows and field of another unit again, with
    which rows of the unit do.
    """

    columns: dict[str, list[ColumnOf]]
    field_of: dict[tuple[int, int], str]
    repeated: dict[tuple[int, int], Flags]


def find_fields(loaded: Loaded, found: Catalogue) -> Fields:
    """Give each column its field: the slug of its header, `~2` where a unit has it twice."""
    columns: dict[str, list[ColumnOf]] = {}
    for dataset_id, dataset in found.datasets.items():
        columns[dataset_id] = list(_columns(loaded, dataset))
    every = [column for group in columns.values() for column in group]
    return Fields(
        columns,
        {(column.unit, column.ordinal): column.field_id for column in every},
        {
            (column.unit, column.ordinal): column.again
            for column in every
            if found.current[column.unit] and column.again is not None
        },
    )


def _columns(loaded: Loaded, dataset: Dataset) -> Iterable[ColumnOf]:
    seen: set[str] = set()
    current = dataset.current
    views = set(current.views) if current else set()
    for export in dataset.exports:
        for unit in export.units:
            named = _named(_described(loaded, unit))
            for field_id, values in named:
                # A view shows rows of the base again: only the columns that it adds count.
                repeats = export is current and field_id in seen
                counts = export is current and not (unit in views and repeats)
                again = export.again.get(unit) if repeats else None
                if repeats and unit in views:
                    again = np.ones(len(loaded.scans[unit].ordinals), dtype=bool)
                yield ColumnOf(unit, values["column_ordinal"], field_id, counts, values, again)
            if export is current:
                seen.update(field_id for field_id, _ in named)


def _described(loaded: Loaded, unit: int) -> list[dict[str, Any]]:
    table = loaded.units[unit].table("columns").drop_columns(["filled_rows"])
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _named(columns: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for column in columns:
        groups[column["slug"] or "unnamed"].append(column)
    named = []
    for slug, group in sorted(groups.items()):
        # By what they hold, so that columns in another order keep their ids.
        group.sort(
            key=lambda column: (
                str(column["role"]),
                str(column["category"]),
                -(column["filled"] or 0),
                -(column["distinct_values"] or 0),
                -(column["hits"] or 0),
                column["column_ordinal"],
            )
        )
        for rank, column in enumerate(group):
            named.append((slug if rank == 0 else f"{slug}~{rank + 1}", column))
    return named


def field_columns_table(loaded: Loaded, fields: Fields) -> pa.Table:
    """Return the evidence table `field_columns`, over all exports that were read."""
    return from_rows(
        "field_columns",
        [
            {
                "unit_id": loaded.units[column.unit].unit_id,
                "column_ordinal": column.ordinal,
                "dataset_id": dataset_id,
                "field_id": column.field_id,
            }
            for dataset_id, columns in fields.columns.items()
            for column in columns
        ],
    )


def fields_table(loaded: Loaded, fields: Fields, who: People, titles: Titles) -> pa.Table:
    """Return the evidence table `fields`: one row for each field of a current export."""
    rows = []
    for dataset_id, columns in fields.columns.items():
        groups: dict[str, list[ColumnOf]] = defaultdict(list)
        for column in columns:
            if column.counts:
                groups[column.field_id].append(column)
        people = _people(loaded, who, [column for group in groups.values() for column in group])
        for field_id, group in sorted(groups.items()):
            rows.append(
                {
                    "dataset_id": dataset_id,
                    "field_id": field_id,
                    "people": len(who.customers(people[field_id])),
                    **_merged(loaded, group, titles),
                }
            )
    return from_rows("fields", rows)


def _people(loaded: Loaded, who: People, columns: Sequence[ColumnOf]) -> dict[str, Codes]:
    people: dict[str, list[Codes]] = defaultdict(lambda: [np.zeros(0, dtype=np.int32)])
    by_unit: dict[int, list[ColumnOf]] = defaultdict(list)
    for column in columns:
        people[column.field_id] = people[column.field_id]
        by_unit[column.unit].append(column)
    for unit, group in sorted(by_unit.items()):
        persons = row_people(loaded, who, unit)
        for column, filled in zip(group, _filled(loaded, unit, group), strict=True):
            chosen = persons[filled[: len(persons)]]
            people[column.field_id].append(distinct_codes(chosen, len(who.label)))
    return {field_id: np.concatenate(parts) for field_id, parts in people.items()}


def _filled(loaded: Loaded, unit: int, columns: Sequence[ColumnOf]) -> Iterable[Any]:
    table = loaded.units[unit].table("columns").select(["column_ordinal", "filled_rows"])
    maps = dict(zip(*table.to_pydict().values(), strict=True))
    size = len(loaded.scans[unit].ordinals)
    for column in columns:
        raw = np.frombuffer(maps.get(column.ordinal) or b"", dtype=np.uint8)
        bits = np.unpackbits(raw, bitorder="little")[:size].astype(bool)
        yield np.pad(bits, (0, size - len(bits)))


def _merged(loaded: Loaded, group: Sequence[ColumnOf], titles: Titles) -> dict[str, Any]:
    ordered = sorted(
        group,
        key=lambda column: (
            _TIERS.index(column.values["tier"]),
            -(column.values["hits"] or 0),
            loaded.units[column.unit].unit_id,
        ),
    )
    values = [_customers(loaded, column) for column in ordered]
    best = next((value for value in values if value["category"]), values[0])
    shown = max(values, key=lambda value: value["filled"] or 0)
    return {
        "title": titles.text(shown["title"]) if shown["title"] else UNNAMED,
        "personal": _strongest(_PERSONAL, values, "personal"),
        "category": best["category"],
        "tier": best["tier"],
        "spdi_class": _strongest(_SPDI, values, "spdi_class"),
        "free_text": any(value["free_text"] for value in values),
        "records": sum(len(loaded.scans[column.unit].ordinals) for column in group),
        "filled": sum(value["filled"] or 0 for value in values),
        "distinct_values": max(value["distinct_values"] or 0 for value in values),
        "hits": sum(value["hits"] or 0 for value in values),
        "contaminated": any(value["contaminated"] for value in values),
        "score": _strongest(_SCORES, values, "score"),
        "person_level": _level(values),
        "shape": shown["shape"],
        "layout": worst_layout(loaded.units[each.unit].known(each.values) for each in group),
    }


def _customers(loaded: Loaded, column: ColumnOf) -> dict[str, Any]:
    """Return what a column holds of customers: who of us owns or may open what is not of them."""
    unit = loaded.units[column.unit]
    ours = unit.people == "staff" or column.values["role"] == "staff"
    if ours or unit.table("grants").num_rows:
        return column.values | {"personal": "no"}
    return column.values


def _strongest(order: Sequence[str], values: Sequence[dict[str, Any]], name: str) -> str:
    found = {value[name] for value in values}
    return next((each for each in order if each in found), order[-1])


def _level(values: Sequence[dict[str, Any]]) -> bool | None:
    told = {value["person_level"] for value in values} - {None}
    return (True in told) if told else None
