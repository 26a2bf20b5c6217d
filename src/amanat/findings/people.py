"""How many people a finding is about where its rows carry none, and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from amanat.engine.base import Engine
from amanat.findings.naming import COPIES, COPY, Names

_NOTE_RULES: Final = frozenset({"sensitive-note-open", "identity-number-in-note"})
_BY_TIER: Final = {"confirmed": "high", "likely": "medium", "possible": "low"}

Subject = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Counts:
    """Stored counts, by place and category, by system; and the tiers of what was found in text."""

    mentioned: Mapping[tuple[str, str], int | None]
    tiers: Mapping[tuple[str, str], str]
    systems: Mapping[str, int | None]
    classes: Mapping[tuple[str, str], tuple[int | None, ...]]
    fields: Mapping[tuple[str, str], int | None]
    places: Mapping[str, int | None]
    copies: Mapping[tuple[str | None, ...], int]

    def stored(self, rule_id: str, subject: Subject, verdict: str) -> int | None:
        """Return the stored count of people for what a finding is about; None: not countable.

        A class of data in several fields has no count of its own: sums would count people twice.
        """
        if rule_id in _NOTE_RULES:
            return self.mentioned.get((str(subject["place_id"]), str(subject["category"])))
        if "original_id" in subject:
            return self.copies.get((*(subject[name] for name in COPY), verdict))
        if "field_id" in subject:
            return self.fields.get((str(subject["dataset_id"]), str(subject["field_id"])))
        if "spdi_class" in subject:
            held = self.classes.get((str(subject["dataset_id"]), str(subject["spdi_class"])), ())
            return held[0] if len(held) == 1 else None
        if subject.get("kind") == "place":
            return self.places.get(str(subject["subject_id"]))
        if subject.get("kind") == "system":
            return self.systems.get(str(subject["subject_id"]))
        if "system_id" in subject:
            return self.systems.get(str(subject["system_id"]))
        return None

    def confidence(self, rule_id: str, subject: Subject, names: Names) -> str:
        """Return how sure a finding is: high, medium or low. How bad it is is its severity."""
        if rule_id in _NOTE_RULES:
            key = (str(subject["place_id"]), str(subject["category"]))
            return _BY_TIER.get(self.tiers.get(key, "likely"), "medium")
        if "field_id" in subject:
            found = names.fields.get((str(subject["dataset_id"]), str(subject["field_id"])))
            return _BY_TIER.get(str(found["tier"]) if found is not None else "", "medium")
        if "vendor_id" in subject:
            system = names.vendors.get(str(subject.get("system_id")))
            presumed = system is not None and system["role_how"] == "presumed"
            return "medium" if presumed else "high"
        return "high"


def read_counts(engine: Engine) -> Counts:
    """Read the stored counts of the evidence."""
    mentioned = _rows(engine, "select place_id, category, people from mention_people")
    tiers = _rows(
        engine,
        """select place_id, category, min(tier) as tier from mentions
        where tier <> 'possible' group by place_id, category""",
    )
    systems = _rows(engine, "select system_id, people from systems")
    fields = _rows(
        engine,
        """select dataset_id, field_id, spdi_class, people from fields
        where filled > 0 order by dataset_id, field_id""",
    )
    classes: dict[tuple[str, str], tuple[int | None, ...]] = {}
    for row in fields:
        key = (row["dataset_id"], row["spdi_class"])
        classes[key] = (*classes.get(key, ()), row["people"])
    places = _rows(engine, "select place_id, people from places")
    copies = _rows(engine, COPIES)
    return Counts(
        mentioned={(row["place_id"], row["category"]): row["people"] for row in mentioned},
        # "confirmed" comes before "likely" in the alphabet as in rank.
        tiers={(row["place_id"], row["category"]): row["tier"] for row in tiers},
        systems={row["system_id"]: row["people"] for row in systems},
        classes=classes,
        fields={(row["dataset_id"], row["field_id"]): row["people"] for row in fields},
        places={row["place_id"]: row["people"] for row in places},
        copies={(*(row[name] for name in COPY), row["verdict"]): row["people"] for row in copies},
    )


def _rows(engine: Engine, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = engine.query(sql).to_pylist()
    return rows
