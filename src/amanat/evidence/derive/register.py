"""The register's tables as look-ups, in the words that derivation needs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import pyarrow as pa

from amanat.evidence.schema import REGISTER
from amanat.terms.products import PRODUCTS

Row: TypeAlias = dict[str, Any]

#: What the kind of a recipient stands for, where nobody said more.
CLASS_OF_KIND: Final = {
    "marketing": "marketing",
    "ads": "marketing",
    "newsletter": "newsletter",
    "dialler": "sales",
    "helpdesk": "support",
}


@dataclass(frozen=True, slots=True)
class Register:
    """What the team said. Tables that are not there are empty: nothing was said."""

    tables: Mapping[str, pa.Table]
    systems: Mapping[str, Row]
    purposes: Mapping[str, Row]
    labels: Mapping[tuple[str, str], Row]
    lists: Mapping[str, Row]
    flows: tuple[Row, ...]
    entities: Mapping[str, Row]
    answers: Mapping[str, tuple[Row, ...]]

    def system_kind(self, system_id: str, product: str | None) -> str:
        """Return what kind of system it is: as the register says, else as the product is."""
        said = self.systems.get(system_id, {}).get("kind")
        known = PRODUCTS.get(product or "")
        return said or (known.kind if known else "unknown")

    def vendor(self, system_id: str, product: str | None) -> str | None:
        """Return whose software it is, None where that is not resolved."""
        said = self.systems.get(system_id, {}).get("vendor_id")
        known = PRODUCTS.get(product or "")
        return said or (known.vendor if known else None)

    def list_team(self, list_id: str) -> str | None:
        """Return the team that the register ties a list to."""
        return self.lists.get(list_id, {}).get("team")

    def of_class(self, purpose_class: str) -> list[str]:
        """Return the register's purposes of a class; failing any, the built-in one."""
        found = sorted(
            purpose_id for purpose_id, row in self.purposes.items() if row["class"] == purpose_class
        )
        return found or [f"class-{purpose_class}"]

    def answered(self, subject: str, answer: str) -> bool:
        """Whether a question about the subject was answered so."""
        return any(row["answer"] == answer for row in self.answers.get(subject, ()))


def read_register(tables: Mapping[str, pa.Table]) -> Register:
    """Index the register's tables; a table that is missing counts as empty."""
    full = {name: tables.get(name, table.arrow.empty_table()) for name, table in REGISTER.items()}

    def rows(name: str) -> list[Row]:
        found: list[Row] = full[name].to_pylist()
        return found

    answers: dict[str, list[Row]] = defaultdict(list)
    for row in rows("register_answers"):
        answers[row["subject_id"]].append(row)
    return Register(
        full,
        {row["system_id"]: row for row in rows("register_systems")},
        {row["purpose_id"]: row for row in rows("register_purposes")},
        {(row["system_id"], row["label_id"]): row for row in rows("register_purpose_labels")},
        {row["list_id"]: row for row in rows("register_lists")},
        tuple(sorted(rows("register_flows"), key=lambda row: str(row["declared_id"]))),
        {row["entity_id"]: row for row in rows("register_entities")},
        {subject: tuple(group) for subject, group in answers.items()},
    )
