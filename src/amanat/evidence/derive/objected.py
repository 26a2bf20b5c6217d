"""What the team objects to: hits and fields that rules do not see, or see as something else.

Every hit that is set aside is counted, for each objection; one that a first objection took is no
business of the next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive.arrays import Flags, flags, one
from amanat.evidence.derive.build import from_rows
from amanat.terms.categories import CATEGORIES

Row = Mapping[str, Any]


@dataclass(slots=True)
class Objections:
    """Objections in the register's order, with the hits and fields that each has met so far."""

    rows: tuple[Row, ...]
    hits: dict[int, int] = field(default_factory=dict)
    fields: dict[int, int] = field(default_factory=dict)

    def of_mentions(
        self, hits: pa.Table, *, place: str, dataset: str, fields: pa.Array, counts: bool
    ) -> pa.Table:
        """Return a unit's hits without those that are set aside, the others as what they are.

        Args:
            hits: rows of the unit table `mentions`.
            place: the place of the unit.
            dataset: its dataset.
            fields: the field of each hit.
            counts: whether the unit is in a current export, so that rules see its hits.
        """
        here = [row for row in self.rows if _lies(row, place, dataset)]
        if not here or not hits.num_rows:
            return hits
        category = one(hits.column("category"))
        untouched = np.ones(hits.num_rows, dtype=bool)
        stays = untouched.copy()
        told = category
        for row in here:
            met = untouched & _meets(row, category, fields, one(hits.column("shape")))
            untouched &= ~met
            if counts:
                self.hits[row["seq"]] = self.hits.get(row["seq"], 0) + int(met.sum())
            if row["right_category"] is None:
                stays &= ~met
            else:
                told = pc.if_else(pa.array(met), row["right_category"], told)
        at = hits.schema.get_field_index("category")
        return hits.set_column(at, "category", told.cast(pa.string())).filter(pa.array(stays))

    def of_fields(self, table: pa.Table) -> pa.Table:
        """Return the evidence table `fields` with what is objected to as no personal data."""
        rows = table.to_pylist() if self.rows else []
        met = {
            number: row
            for number, each in enumerate(rows)
            for row in [next((one for one in self.rows if _is_field(one, each)), None)]
            if row is not None
        }
        for number, row in met.items():
            self.fields[row["seq"]] = self.fields.get(row["seq"], 0) + 1
            rows[number] |= _told(rows[number], row["right_category"])
        return from_rows("fields", rows) if met else table

    def counted(self) -> pa.Table:
        """Return the evidence table `set_aside`: a row for each objection, also without any."""
        return from_rows(
            "set_aside",
            [
                {
                    "seq": row["seq"],
                    "hits": self.hits.get(row["seq"], 0),
                    "fields": self.fields.get(row["seq"], 0),
                }
                for row in self.rows
            ],
        )


def heard(table: pa.Table) -> Objections:
    """Return the objections of the register's table `register_objections`."""
    return Objections(tuple(sorted(table.to_pylist(), key=lambda row: int(row["seq"]))))


def _lies(row: Row, place: str, dataset: str) -> bool:
    return row["place_id"] in (None, place) and row["dataset_id"] in (None, dataset)


def _meets(row: Row, category: pa.Array, fields: pa.Array, shape: pa.Array) -> Flags:
    met = np.ones(len(category), dtype=bool)
    for name, values in (("category", category), ("field_id", fields), ("shape", shape)):
        if row[name] is not None:
            met &= flags(pc.equal(values, row[name]))
    return met


def _is_field(row: Row, found: Row) -> bool:
    """Say whether an objection is about a field: one about a place is about its text alone."""
    wanted = ("dataset_id", "field_id", "category", "shape")
    return (
        row["place_id"] is None
        and found["personal"] != "no"
        and all(row[name] in (None, found[name]) for name in wanted)
    )


def _told(found: Row, right: str | None) -> dict[str, Any]:
    """Return what a field holds by the team's word."""
    if right is None:
        nothing = {"personal": "no", "category": None, "tier": None, "spdi_class": "none"}
        return nothing | {"hits": 0, "contaminated": False, "score": "none"}
    known = CATEGORIES[right]
    score = found["score"] if right in ("score", "sentiment") else "none"
    personal = "yes" if known.person else "no"
    named = {"category": right, "personal": personal, "spdi_class": known.spdi_class}
    return named | {"contaminated": False, "score": score, "tier": found["tier"] or "likely"}
