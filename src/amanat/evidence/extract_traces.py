"""Read copied traces: ids of another product's records that a row carries."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.evidence.extract_cells import Batch
from amanat.evidence.extract_ids import namespaced
from amanat.evidence.extract_tables import Tables
from amanat.evidence.keys import Keys, fingerprint
from amanat.sources.fold import fold
from amanat.sources.model import Head
from amanat.terms.products import PRODUCTS

#: What people call such a column after the product's name: "HubSpot Record ID", "Salesforce UUID".
_TAIL: Final = re.compile(
    r"(_(record|contact|lead|person|people|user|profile|customer|object|crm))?_?(id|uuid)(_18)?"
)
_NAMES: Final = tuple(
    (name, product.id)
    for product in PRODUCTS.values()
    for name in sorted({fold(product.title), fold(product.title.replace(" ", "")), product.id})
)


@dataclass(frozen=True, slots=True)
class Traces:
    """Writes `traces` of one unit; whether an id is a person's is told by the product's export.

    `columns`: ordinal of each column and the product whose ids it holds.
    """

    columns: tuple[tuple[int, str], ...]
    keys: Keys

    @classmethod
    def of(cls, head: Head, keys: Keys) -> "Traces":
        """Find columns that the layout declares, and those that a product's name stands before."""
        found = []
        for ordinal, (header, rule) in enumerate(zip(head.folded, head.rules, strict=True)):
            product = rule.of if rule is not None else product_before_id(header)
            if product is not None and product != head.layout.product:
                found.append((ordinal, product))
        return cls(tuple(found), keys)

    def add(self, tables: Tables, batch: Batch, base: int) -> None:
        """Read a batch."""
        for ordinal, product in self.columns:
            cells = batch[ordinal]
            if not len(cells.words):
                continue
            ids = namespaced(cells.words, product)
            marks = fingerprint(ids, key=self.keys.sub("customer_id"))
            told = np.asarray(ids.is_valid().to_numpy(zero_copy_only=False), dtype=bool)
            rows = np.flatnonzero(cells.spread(told, none=False))
            tables.add(
                "traces",
                len(rows),
                {
                    "row_ordinal": rows + base,
                    "product": product,
                    "fp": marks.take(pa.array(cells.codes[rows])),
                },
            )


def product_before_id(header: str) -> str | None:
    """Return the product whose record ids a folded header promises: `hubspot_record_id`."""
    for name, product in _NAMES:
        if header.startswith(name) and _TAIL.fullmatch(header[len(name) :]):
            return product
    return None
