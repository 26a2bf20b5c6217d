"""Turn what an audit found into drafted register entries, every one of them marked as a guess."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from amanat.register.subjects import SUBJECTS
from amanat.register.values import Wrong, clean, slots
from amanat.terms.categories import CATEGORIES
from amanat.terms.words import TERMS

#: The purpose that a kind of tool stands for.
_PURPOSE_OF_KIND: Final = {
    "ads": "marketing",
    "crm": "account",
    "dialler": "sales",
    "helpdesk": "support",
    "marketing": "marketing",
    "newsletter": "newsletter",
    "partner": "partner",
    "scores": "scoring",
    "survey": "research",
}
#: Kinds of tools that usually decide for themselves what they do with the data.
_NOT_PRESUMED: Final = frozenset({"ads", "partner", "unknown"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One drafted entry of `<subject>.toml`.

    `values`: keys of the file; `ask`: keys that only a person can fill; `comment`: one line of
    screened words. For `complete`, values are subject -> judgements that wait for it.
    """

    subject: str
    values: Mapping[str, Any]
    comment: str = ""
    ask: tuple[str, ...] = ()
    guess: bool = True


@dataclass(frozen=True, slots=True)
class FoundSystem:
    """A system of an audit. `title` is a product's name or screened."""

    system_id: str
    kind: str = "unknown"
    vendor_id: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class FoundList:
    """A list whose purpose nobody said."""

    list_id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class FoundField:
    """A field that holds personal data of a category, or a score (`category` is `score`)."""

    dataset_id: str
    field_id: str
    category: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """A file that looks like an agreement; `vendor_id` None: with whom is not known."""

    contract_id: str
    vendor_id: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What an audit found, in ids and screened titles.

    `vendors`: vendor id -> name; `labels`: (system_id, label_id) tied to no purpose; `classes`:
    (dataset_id, spdi_class) that are held; `waiting`: subject -> judgements that wait for
    `[complete]`.
    """

    systems: tuple[FoundSystem, ...] = ()
    vendors: Mapping[str, str] = field(default_factory=dict)
    lists: tuple[FoundList, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    scores: tuple[FoundField, ...] = ()
    fields: tuple[FoundField, ...] = ()
    agreements: tuple[FoundAgreement, ...] = ()
    classes: tuple[tuple[str, str], ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)


def draft_register(found: Found, *, role: str = "unknown") -> tuple[Draft, ...]:
    """Return the entries that an audit suggests, role first, in a fixed order.

    Args:
        found: what the audit found.
        role: what the team said of itself; `unknown` is drafted as a guess.
    """
    entries = (
        *_vendors(found),
        *_systems(found.systems),
        *_purposes(found.systems),
        *_labels(found.labels),
        *_lists(found.lists),
        *_contracts(found),
        *_field_uses(found.fields),
        *_retention(found.systems),
        *_scores(found.scores),
        *_written_consents(found.classes),
    )
    return (
        Draft("company", {"role": role}, guess=role == "unknown"),
        _complete(found.waiting),
        *(entry for entry in entries if _can_be_read(entry)),
    )


def _can_be_read(draft: Draft) -> bool:
    """Tell whether the register would take the entry: a header in another script is no id here."""
    known = slots(SUBJECTS[draft.subject].struct)
    try:
        for key, value in draft.values.items():
            clean(known[key], value)
    except Wrong:
        return False
    return True


def _complete(waiting: Mapping[str, int]) -> Draft:
    counts = {subject: waiting.get(subject, 0) for subject in TERMS["complete_subject"]}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Draft("complete", dict(ordered), guess=False)


def _vendors(found: Found) -> list[Draft]:
    ids = {system.vendor_id for system in found.systems if system.vendor_id is not None}
    drafts = []
    for vendor_id in sorted({*ids, *found.vendors}):
        kinds = [system.kind for system in found.systems if system.vendor_id == vendor_id]
        values: dict[str, Any] = {"vendor_id": vendor_id}
        if kinds and not _NOT_PRESUMED.intersection(kinds):
            values |= {"role": "data-processor", "receives_personal": True}
        ask = tuple(key for key in ("role", "receives_personal", "country") if key not in values)
        drafts.append(Draft("vendors", values, found.vendors.get(vendor_id, ""), ask))
    return drafts


def _systems(systems: Iterable[FoundSystem]) -> list[Draft]:
    drafts = []
    for system in sorted(systems, key=lambda system: system.system_id):
        purpose = _PURPOSE_OF_KIND.get(system.kind)
        values: dict[str, Any] = {"system_id": system.system_id}
        if system.vendor_id is not None:
            values["vendor_id"] = system.vendor_id
        if system.kind != "unknown":
            values["kind"] = system.kind
        if purpose is not None:
            values["purpose_id"] = purpose
        drafts.append(Draft("systems", values, system.title, ("owner_id", "approved", "team")))
    return drafts


def _purposes(systems: Iterable[FoundSystem]) -> list[Draft]:
    kinds = {system.kind for system in systems}
    purposes = sorted({_PURPOSE_OF_KIND[kind] for kind in kinds if kind in _PURPOSE_OF_KIND})
    comment = "On what ground: consent, or one clause of section 7 with the fact behind it?"
    ask = ("ground", "fact", "notice_id")
    return [Draft("purposes", {"purpose_id": one, "class": one}, comment, ask) for one in purposes]


def _labels(labels: Iterable[tuple[str, str]]) -> list[Draft]:
    return [
        Draft("purpose_labels", {"system_id": system, "label_id": label}, ask=("purpose_id",))
        for system, label in sorted(labels)
    ]


def _lists(lists: Iterable[FoundList]) -> list[Draft]:
    ordered = sorted(lists, key=lambda one: one.list_id)
    ask = ("purpose_id", "team")
    return [Draft("lists", {"list_id": one.list_id}, one.title, ask) for one in ordered]


def _contracts(found: Found) -> list[Draft]:
    """Draft an entry for each agreement whose vendor is known; a contract needs its party."""
    drafts = []
    for paper in sorted(found.agreements, key=lambda one: one.contract_id):
        if paper.vendor_id is None:
            continue
        services = sorted(
            system.system_id for system in found.systems if system.vendor_id == paper.vendor_id
        )
        values: dict[str, Any] = {
            "contract_id": paper.contract_id,
            "vendor_id": paper.vendor_id,
            "term": "unknown",
        }
        if services:
            values["services"] = services
        ask = ("proof", "party", "term", "valid_from", "valid_to")
        drafts.append(Draft("contracts", values, paper.title, ask))
    return drafts


def _field_uses(fields: Iterable[FoundField]) -> list[Draft]:
    drafts = []
    for one in sorted(fields, key=lambda one: (one.dataset_id, one.field_id)):
        category = CATEGORIES.get(one.category or "")
        comment = ": ".join(part for part in (one.title, category and category.title) if part)
        values = {"dataset_id": one.dataset_id, "field_id": one.field_id}
        drafts.append(Draft("field_uses", values, comment, ("purpose_id", "last_read_on")))
    return drafts


def _retention(systems: Iterable[FoundSystem]) -> list[Draft]:
    ids = sorted(system.system_id for system in systems)
    ask = ("trigger", "min_months", "max_months")
    return [
        Draft(
            "retention",
            {"rule_id": f"keep-{system_id}", "system_id": system_id, "covers": "all"},
            ask=ask,
        )
        for system_id in ids
    ]


def _scores(scores: Iterable[FoundField]) -> list[Draft]:
    ask = ("person_level", "computed", "purpose_id")
    return [
        Draft("scores", {"dataset_id": one.dataset_id, "field_id": one.field_id}, one.title, ask)
        for one in sorted(scores, key=lambda one: (one.dataset_id, one.field_id))
    ]


def _written_consents(classes: Iterable[tuple[str, str]]) -> list[Draft]:
    comment = "Is there consent in writing for every person? proven = true only if it can be shown."
    ask = ("proven", "officer_named", "policy")
    return [
        Draft(
            "written_consents",
            {"dataset_id": dataset, "spdi_class": spdi_class, "proven": False},
            comment,
            ask,
        )
        for dataset, spdi_class in sorted(classes)
    ]
