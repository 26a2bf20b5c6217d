"""Names that may leave the house: products and kinds; and screened titles, which may not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from amanat.engine.base import Engine
from amanat.terms.categories import CATEGORIES
from amanat.terms.days import day_text
from amanat.terms.numbers import grouped
from amanat.terms.products import PRODUCTS
from amanat.terms.words import TERMS

_OWN: Final = {"files": "Files and sheets", "unknown": "a source not seen"}
_KINDS: Final = {
    "object": "records",
    "file": "file",
    "sheet": "sheet",
    "page": "page",
    "channel": "channel",
    "mailbox": "mailbox",
    "folder": "folder",
}
_ACCESS: Final = {
    "public": "anyone with the link can open it",
    "guests": "guests from outside can open it",
    "organisation": "everyone in the organisation can open it",
    "group": "a group can open it",
    "restricted": "named people can open it",
}
#: Proofs that tell where the data of a flow came from; that two systems share people does not.
SENDER_PROOFS: Final = ("declared", "integration", "import_batch", "copied_trace", "marker")
#: The same as SQL over a row `flow` of `flows`: a list of a team lies in the system that made it.
SENDER_KNOWN: Final = f"""case when flow.recipient_kind = 'team' or flow.basis in {SENDER_PROOFS}
    or flow.flow_id in (select flow_id from flow_proofs where basis in {SENDER_PROOFS})
    then 1 else 0 end"""
_UNCONSENTED: Final = {
    (1, 0): "after a recorded no",
    (0, 1): "without any consent",
}
_SPDI: Final = {
    "password": "password",
    "financial": "financial",
    "health": "health",
    "sexual_orientation": "sexual orientation",
    "medical": "medical",
    "biometric": "biometric",
    "unclear": "sensitive",
}

#: What tells the copies of a finding from all others.
COPY: Final = ("dataset_id", "original_id")
#: The copies of each finding of `judged`, as one row: the oldest of them gives day and share.
#: `in_part`: what was read of the original may not be all of it.
COPIES: Final = """
    with said as (
        select distinct unit.snapshot_id, judged.verdict
        from judged
        inner join units as unit on judged.unit_id = unit.unit_id
        where judged.rule_id = 'copy-outlives-original'
    ),
    in_part as (
        select dataset.dataset_id, dataset.system_id
        from datasets as dataset
        left join partial_exports as partial on dataset.dataset_id = partial.dataset_id
        where dataset.status <> 'read' or partial.dataset_id is not null
    ),
    -- An older export is held against its own dataset, a loose table against all of a system.
    held_against as (
        select
            copy.*,
            case when copy.system_id = copy.original_id then coalesce(
                copy.dataset_id in (select dataset_id from in_part), false
            ) else copy.original_id in (select system_id from in_part) end as in_part
        from copies as copy
    )
    select
        copy.dataset_id, copy.original_id, said.verdict,
        count(*) as copies,
        first(copy.taken_on order by copy.months_least desc, copy.snapshot_id) as taken_on,
        first(copy.share order by copy.months_least desc, copy.snapshot_id) as share,
        cast(greatest(sum(copy.people_new), max(copy.people)) as bigint) as people,
        cast(greatest(sum(copy.gone_new), max(copy.gone)) as bigint) as gone,
        bool_or(copy.in_part) as in_part
    from held_against as copy
    inner join said on copy.snapshot_id = said.snapshot_id
    group by copy.dataset_id, copy.original_id, said.verdict
    order by copy.dataset_id, copy.original_id, said.verdict
"""

Row = Mapping[str, Any]
Words = dict[str, str]


def system_title(system_id: str | None) -> str:
    """Return the product's name; a second account gets its number."""
    if system_id is None:
        return "a system not seen"
    product, _, number = system_id.partition("~")
    found = PRODUCTS.get(product)
    title = found.title if found is not None else _OWN.get(product, product)
    return f"{title} {number}" if number else title


def in_sentence(system_id: str | None) -> str:
    """Return the system's name as one thing that can hold something."""
    title = system_title(system_id)
    return "the store of files and sheets" if title == _OWN["files"] else title


def count_of(number: int, one: str, many: str | None = None) -> str:
    """Write a count with its noun: "1 note", "1,31,800 people"."""
    return f"{grouped(number)} {one if number == 1 else many or one + 's'}"


@dataclass(frozen=True, slots=True)
class Names:
    """What evidence knows about the things that findings speak of, by id."""

    places: Mapping[str, Row] = field(default_factory=dict)
    datasets: Mapping[str, Row] = field(default_factory=dict)
    fields: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    flows: Mapping[str, Row] = field(default_factory=dict)
    vendors: Mapping[str, Row] = field(default_factory=dict)
    rules: Mapping[str, Row] = field(default_factory=dict)
    accounts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unconsented: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[tuple[str, ...], Row] = field(default_factory=dict)

    def system_of(self, subject: Mapping[str, str | None]) -> str | None:
        """Return the system that a finding's subject lies in, or None."""
        if subject.get("system_id") is not None:
            return subject["system_id"]
        if subject.get("flow_id") is not None:
            flow = self.flows.get(str(subject["flow_id"]))
            if flow is None:
                return None
            # A list for a team lies in the system that it is kept in.
            to_system = flow["recipient_kind"] == "system"
            system: str | None = flow["recipient_id" if to_system else "source_system_id"]
            return system
        if subject.get("kind") == "system":
            return subject.get("subject_id")
        if subject.get("kind") in ("rule", "hold"):
            rule = self.rules.get(str(subject.get("subject_id")))
            return None if rule is None else rule["system_id"]
        dataset = self.dataset_of(subject)
        known = self.datasets.get(dataset) if dataset is not None else None
        return None if known is None else known["system_id"]

    def dataset_of(self, subject: Mapping[str, str | None]) -> str | None:
        """Return the dataset that a finding's subject lies in, or None."""
        if subject.get("dataset_id") is not None:
            return subject["dataset_id"]
        place = self.places.get(str(self.place_of(subject)))
        return None if place is None else place["dataset_id"]

    def place_of(self, subject: Mapping[str, str | None]) -> str | None:
        """Return the place that a finding is about, or None."""
        if subject.get("kind") == "place":
            return subject.get("subject_id")
        return subject.get("place_id")

    def words(self, subject: Mapping[str, str | None], people: int | None, records: int) -> Words:
        """Return the words that a rule's sentences may use; none of them is a title."""
        place = self.places.get(str(self.place_of(subject)))
        flow = self.flows.get(str(subject.get("flow_id")))
        found = self.fields.get((str(subject.get("dataset_id")), str(subject.get("field_id"))))
        category = subject.get("category") or (found["category"] if found is not None else None)
        known = CATEGORIES.get(str(category))
        kind = _KINDS.get(place["kind"], "place") if place is not None else "place"
        said = count_of(people, "person", "people") if people else ""
        source = sender_of(flow)
        return {
            "people": said or "people",
            "of_people": f" of {said}" if said else "",
            "held": f" of {said}" if said else _held(place),
            "records": count_of(records, "record"),
            "notes": count_of(records, "note"),
            "mention": "mentions" if records == 1 else "mention",
            "hold": "holds" if records == 1 else "hold",
            "system": in_sentence(self.system_of(subject)),
            "from_source": f" from {in_sentence(source)}" if source is not None else "",
            "unconsented": self.unconsented.get(
                str(subject.get("flow_id")), "after a recorded no, or without any consent"
            ),
            "recipient": _recipient(flow),
            "vendor": _vendor(subject.get("vendor_id")),
            "purpose": _purpose(subject.get("purpose_id")),
            "category": known.title if known is not None else "personal data",
            "spdi_class": _SPDI.get(str(subject.get("spdi_class")), "sensitive"),
            "access": _ACCESS.get(str(place["access"] if place is not None else None), ""),
            "place": f"the {kind}",
            **_copied(self.copies.get(tuple(str(subject.get(name)) for name in COPY)), subject),
        }

    def _only_place(self, subject: Mapping[str, str | None]) -> Row | None:
        """Return the place of the dataset in which a copy lies, where it has but one."""
        if "original_id" not in subject:
            return None
        dataset = subject["dataset_id"]
        found = [place for place in self.places.values() if place["dataset_id"] == dataset]
        return found[0] if len(found) == 1 else None

    def about(self, subject: Mapping[str, str | None]) -> str:
        """Name the system and the kind of place that a finding is about, without any title."""
        if subject.get("kind") == "account":
            shown = self.accounts.get(str(subject["subject_id"]), ())
            return ", ".join([*map(system_title, shown), "account"])
        if subject.get("purpose_id") is not None:
            return "purpose"
        if subject.get("kind") in ("rule", "hold"):
            return str(subject["kind"])
        system = self.system_of(subject)
        if system is None:
            return _vendor(subject["vendor_id"]) if subject.get("vendor_id") is not None else ""
        place = self.places.get(str(self.place_of(subject)))
        # "Zendesk, records" says no more than "Zendesk".
        if place is None or place["kind"] == "object":
            return system_title(system)
        return f"{system_title(system)}, {_KINDS.get(place['kind'], 'place')}"

    def where(self, subject: Mapping[str, str | None]) -> str:
        """Say where it lies in screened titles: inside only."""
        parts = [system_title(self.system_of(subject))]
        place = self.places.get(str(self.place_of(subject))) or self._only_place(subject)
        if place is not None:
            kind = _KINDS.get(place["kind"], "place")
            parts.append(f"{kind} “{place['title']}”" if place["title"] else kind)
        field_key = (str(subject.get("dataset_id")), str(subject.get("field_id")))
        if field_key in self.fields:
            parts.append(f"field “{self.fields[field_key]['title']}”")
        flow = self.flows.get(str(subject.get("flow_id")))
        if flow is not None and flow["list_title"]:
            parts.append(f"list “{flow['list_title']}”")
        if subject.get("purpose_id") is not None:
            parts = [f"purpose {_purpose(subject['purpose_id'])}"]
        elif subject.get("kind") == "account":
            shown = self.accounts.get(str(subject["subject_id"]), ())
            parts = [*map(system_title, shown), f"account {subject['subject_id']}"]
        elif subject.get("kind") in ("rule", "hold"):
            parts = [f"{subject['kind']} {subject['subject_id']}"]
        elif subject.get("vendor_id") is not None and subject.get("system_id") is None:
            parts = [_vendor(subject["vendor_id"])]
        return ", ".join(parts)


def _purpose(purpose_id: str | None) -> str:
    """Return the purpose's id; a built-in purpose is named by its class."""
    if purpose_id is None:
        return "without a name"
    built_in = purpose_id.removeprefix("class-")
    return built_in if built_in in TERMS["purpose_class"] else purpose_id


def sender_of(flow: Row | None) -> str | None:
    """Return the system that a flow is known to come from; None: not known, or only supposed."""
    return flow["source_system_id"] if flow is not None and flow["sender_known"] == 1 else None


def _held(place: Row | None) -> str:
    records = place["records"] if place is not None else None
    return f" in {count_of(records, 'record')}" if records else ""


def _recipient(flow: Row | None) -> str:
    if flow is None:
        return "another system"
    if flow["recipient_kind"] == "system":
        return in_sentence(flow["recipient_id"])
    if flow["recipient_kind"] == "team":
        return f"the {flow['recipient_id']} team"
    return "another entity"


def _copied(row: Row | None, subject: Mapping[str, str | None]) -> Words:
    original = subject.get("original_id")
    known = str(original).partition("~")[0] in PRODUCTS
    named = {"original": system_title(original) if known else "a table"}
    if row is None:
        return named | {"copied": "a copy still lies about", "the_copy": "the copy", "gone": ""}
    several = row["copies"] > 1
    day = f" of {day_text(row['taken_on'])}" if row["taken_on"] is not None else ""
    what = f"{row['share'] // 10} % of {named['original']}{day}"
    copied = f"{what} still lies about as a copy"
    if several:
        copied = f"{grouped(row['copies'])} copies still lie about, the oldest with {what}"
    whose = "their" if several else "its"
    who = count_of(row["gone"], f"of {whose} people is", f"of {whose} people are")
    now = f"{system_title(original)}'s newest export" if known else "the newest one"
    part = ", which may not be whole" if row["in_part"] else ""
    return named | {
        "copied": copied,
        "the_copy": f"the {grouped(row['copies'])} copies" if several else f"the copy{day}",
        "gone": f"; {who} not in {now}{part}" if row["gone"] else "",
    }


def _vendor(vendor_id: str | None) -> str:
    titles = sorted(each.title for each in PRODUCTS.values() if each.vendor == vendor_id)
    if titles:
        return f"the vendor of {' and '.join(titles)}"
    return system_title(vendor_id) if vendor_id is not None else "a vendor not known"


def read_names(engine: Engine) -> Names:
    """Read the names of all places, datasets, fields, flows and rules of the evidence."""
    places = engine.query(
        """select place.place_id, place.dataset_id, place.kind, place.title, place.people,
            place.records, coalesce(access.sure_access, access.access) as access
        from places as place
        left join place_access as access on place.place_id = access.place_id
        order by place.place_id"""
    ).to_pylist()
    datasets = engine.query(
        "select dataset_id, system_id from datasets order by dataset_id"
    ).to_pylist()
    fields = engine.query(
        "select dataset_id, field_id, title, category, tier, spdi_class, people from fields"
        " order by dataset_id, field_id"
    ).to_pylist()
    flows = engine.query(
        f"""select flow.flow_id, flow.source_system_id, flow.recipient_kind, flow.recipient_id,
            list.title as list_title, {SENDER_KNOWN} as sender_known from flows as flow
        left join lists as list on flow.list_id = list.list_id order by flow.flow_id"""
    ).to_pylist()
    vendors = engine.query(
        """select system_id, max(role_how) as role_how, max(people) as people
        from flows_latest group by system_id order by system_id"""
    ).to_pylist()
    copies = engine.query(COPIES).to_pylist()
    rules = engine.query(
        "select rule_id, system_id from register_retention order by rule_id"
    ).to_pylist()
    accounts: dict[str, list[str]] = {}
    for row in engine.query(
        "select user_id, system_id from accounts where coalesce(active, true)"
        " order by user_id, system_id"
    ).to_pylist():
        accounts.setdefault(row["user_id"], []).append(row["system_id"])
    return Names(
        places={row["place_id"]: row for row in places},
        datasets={row["dataset_id"]: row for row in datasets},
        fields={(row["dataset_id"], row["field_id"]): row for row in fields},
        flows={row["flow_id"]: row for row in flows},
        copies={
            tuple(row[name] for name in COPY): row for row in copies if row["verdict"] == "fails"
        },
        vendors={row["system_id"]: row for row in vendors},
        rules={row["rule_id"]: row for row in rules},
        accounts=accounts,
        unconsented=_read_unconsented(engine),
    )


def _read_unconsented(engine: Engine) -> dict[str, str]:
    """Say for each flow what its failing rows lack; a flow with both kinds is not in it."""
    rows = engine.query(
        """select judged_at.flow_id,
            max(case when judged_at.state = 'withdrawn' then 1 else 0 end) as no_any,
            max(case when judged_at.state = 'withdrawn' then 0 else 1 end) as never_any
        from consent_asof as judged_at
        inner join consent_cover as cover on judged_at.flow_id = cover.flow_id
            and judged_at.unit_id = cover.unit_id and judged_at.row_ordinal = cover.row_ordinal
        where cover.cover = 'no'
        group by judged_at.flow_id order by judged_at.flow_id"""
    ).to_pylist()
    said = {row["flow_id"]: (row["no_any"], row["never_any"]) for row in rows}
    return {flow: _UNCONSENTED[each] for flow, each in said.items() if each in _UNCONSENTED}
