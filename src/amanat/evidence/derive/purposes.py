"""Purposes: what a label, a list or a recipient stands for, never by likeness."""

from collections.abc import Iterable
from typing import Final

from amanat.evidence.derive.register import CLASS_OF_KIND, Register
from amanat.terms.words import TERMS

_CLASSES: Final = frozenset(TERMS["purpose_class"]) - {"other"}


def label_purpose(register: Register, system_id: str, label: str | None) -> str | None:
    """Return the purpose of a product's label; None: not mapped, or asked and not answered.

    First the register's line for the label, then an equal purpose id, then a class word where the
    register has no purpose of that class.
    """
    if label is None:
        return None
    said = register.labels.get((system_id, label))
    if said is not None:
        purpose: str | None = said["purpose_id"]
        return purpose
    if label in register.purposes:
        return label
    built_in = f"class-{label}"
    return built_in if label in _CLASSES and register.of_class(label) == [built_in] else None


def flow_purposes(
    register: Register,
    *,
    source: str | None,
    recipient: str,
    recipient_class: str | None,
    list_id: str | None,
    list_label: str | None,
) -> tuple[str, tuple[str, ...]] | None:
    """Return how the purposes of a flow are known and which they are; None: unknown.

    The first that answers: the declared flow, the list, what the recipient is for, its kind.

    Args:
        register: what the team said.
        source: sending system, if known.
        recipient: system, team or entity that receives.
        recipient_class: purpose class that the recipient's kind stands for, if any.
        list_id: the list, if the flow goes to one.
        list_label: the list's own label.
    """
    into = [row for row in register.flows if row["recipient_id"] == recipient]
    declared = _told(row["purpose_id"] for row in into if row["source_system_id"] == source)
    if declared:
        return "declared", declared
    if list_id is not None:
        named = register.lists.get(list_id, {})
        purpose = named.get("purpose_id") or (
            list_label if list_label in register.purposes else None
        )
        if purpose:
            return "list", (purpose,)
    held_for = register.systems.get(recipient, {}).get("purpose_id")
    if held_for:
        return "recipient", (held_for,)
    every = _told(row["purpose_id"] for row in into)
    if len(every) == 1:
        return "recipient", every
    if recipient_class is not None:
        return "kind", tuple(register.of_class(recipient_class))
    return None


def recipient_class(kind: str, team: str | None) -> str | None:
    """Return the purpose class that a recipient's kind, or a receiving team, stands for."""
    if team is not None:
        return team if team in ("marketing", "sales", "support") else None
    return CLASS_OF_KIND.get(kind)


def _told(purposes: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({purpose for purpose in purposes if purpose is not None}))
