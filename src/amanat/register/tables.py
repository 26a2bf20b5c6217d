"""The register as rows of the `register_*` tables: ids, terms, days, yes or no. No free words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from amanat.register.model import Entry, Objection, Register, Review

#: Fields that stay in the files, or stand in a table of their own.
_NOT_COLUMNS: Final = frozenset(
    {
        "note",
        "name",
        "title",
        "reason",
        "aliases",
        "services",
        "purposes",
        "categories",
        "recipients",
        "uses",
    }
)
_NOTICE_KINDS: Final = (
    ("purpose", "purposes"),
    ("category", "categories"),
    ("recipient", "recipients"),
    ("use", "uses"),
)
_PLAIN: Final = (
    "complete",
    "entities",
    "vendors",
    "systems",
    "purposes",
    "purpose_labels",
    "flows",
    "lists",
    "contracts",
    "notices",
    "retention",
    "scores",
    "access",
    "written_consents",
    "staff",
    "answers",
    "not_applicable",
)

Row = dict[str, Any]


def tables(register: Register) -> dict[str, list[Row]]:
    """Return the rows of every `register_*` table, sorted, by the table's name.

    Days are `datetime.date`, absent cells None. `register_company` always has its one row: who
    never said their role has the role `unknown`.
    """
    found = {f"register_{name}": _rows(getattr(register, name)) for name in _PLAIN}
    found["register_company"] = _rows([register.company])
    found["register_reviews"] = _reviews(register.reviews)
    found["register_objections"] = _numbered(register.objections)
    found["register_field_uses"] = [
        {**row, "reads_known": row["reads_known"] or row["last_read_on"] is not None}
        for row in _rows(register.field_uses)
    ]
    found["register_contract_services"] = [
        {"contract_id": contract.contract_id, "system_id": system_id}
        for contract in register.contracts
        for system_id in contract.services
    ]
    found["register_notice_terms"] = [
        {"notice_id": notice.notice_id, "kind": kind, "term": term}
        for notice in register.notices
        for kind, name in _NOTICE_KINDS
        for term in getattr(notice, name)
    ]
    return {name: sorted(found[name], key=_order) for name in sorted(found)}


def _rows(entries: Iterable[Entry]) -> list[Row]:
    return [_row(entry) for entry in entries]


def _row(entry: Entry) -> Row:
    return {
        one.encode_name: getattr(entry, one.name)
        for one in msgspec.structs.fields(entry)
        if one.name not in _NOT_COLUMNS
    }


def _reviews(reviews: Iterable[Review]) -> list[Row]:
    numbers: Counter[str] = Counter()
    rows = []
    for review in reviews:
        number = numbers[review.vendor_id]
        numbers[review.vendor_id] += 1
        rows.append({"vendor_id": review.vendor_id, "seq": number, **_row(review)})
    return rows


def _numbered(objections: Iterable[Objection]) -> list[Row]:
    return [{"seq": number, **_row(each)} for number, each in enumerate(objections)]


def _order(row: Mapping[str, Any]) -> tuple[tuple[bool, Any], ...]:
    return tuple((value is not None, "" if value is None else value) for value in row.values())
