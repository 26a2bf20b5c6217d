"""Zoho CRM: one CSV a module from a data backup or an export, by label or by API name.

Record ids that begin `zcrm_` and look-ups that come twice (`Contact Owner.id`, `Contact Owner`)
were seen in public samples. Labels come in the organisation's zone, which the file does not tell;
the bulk API writes the offset. A false opt-out flag is the default, no choice.
"""

from dataclasses import replace
from typing import Final

from amanat.sources.model import CellSign, ColumnRule, ConsentRule, Layout, Times

_TRUE: Final = {"true": "state_out", "yes": "state_out", "1": "state_out"}
_ZCRM: Final = (CellSign(("record_id", "id"), r"^zcrm_\d+$"),)
_RECORD: Final = (
    ColumnRule(("record_id", "id"), "record_id"),
    ColumnRule(("created_time",), "created_at"),
    ColumnRule(("modified_time",), "updated_at"),
    ColumnRule(("last_activity_time", "most_recent_visit"), "seen_at"),
    ColumnRule(
        tuple(
            f"{who}{tail}"
            for who in (
                *str.split("contact_owner lead_owner account_owner deal_owner note_owner"),
                *str.split("call_owner task_owner event_owner case_owner campaign_owner owner"),
                *("created_by", "modified_by"),
            )
            for tail in ("", "_id")
        ),
        "staff",
    ),
    ColumnRule(("account_name_id",), "account_ref"),
    ColumnRule(("contact_name_id", "lead_name_id", "who_id"), "person_ref"),
    ColumnRule(("account_name", "contact_name", "tag", "layout_id", "layout"), "other"),
    ColumnRule(("description", "internal_comments", "solution"), "text"),
    ColumnRule(("lead_source", "referrer"), "source"),
    ColumnRule(("data_source",), "source", "M"),
)
_PERSON: Final = (
    ColumnRule(("email", "secondary_email"), "email"),
    ColumnRule(("phone", "mobile", "home_phone", "other_phone"), "phone"),
    ColumnRule(("asst_phone",), "other_phone"),
    ColumnRule(("assistant",), "other_name"),
    ColumnRule(("full_name", "contact_name", "lead_name"), "name"),
    ColumnRule(("first_name",), "first_name"),
    ColumnRule(("last_name",), "last_name"),
)
_CONSENTS: Final = (
    ConsentRule(("email_opt_out",), _TRUE, label="email opt out", scope="all", channel="email"),
    ConsentRule(("sms_opt_out",), _TRUE, label="sms opt out", scope="all", channel="sms", mark="M"),
    ConsentRule(
        ("unsubscribed_time",),
        {"*": "withdraw"},
        label="email opt out",
        scope="all",
        at="unsubscribed_time",
        channel="email",
        source_rank=1,
    ),
    ConsentRule(
        ("data_processing_basis",),
        {"consent_-_obtained": "state_in", "consent_–_obtained": "state_in"}
        | {"consent_obtained": "state_in", "obtained": "state_in"},
        label="data processing basis",
        ground_values={
            "consent_obtained": "consent",
            "consent_–_obtained": "consent",
            "obtained": "consent",
        },
        mark="M",
    ),
)
#: What stands in every module's file and in no other product's.
_PAIRS: Final = frozenset(
    str.split("""
    contact_owner_id lead_owner_id account_owner_id deal_owner_id note_owner_id call_owner_id
    task_owner_id event_owner_id case_owner_id campaign_owner_id created_by_id modified_by_id
    change_log_time unsubscribed_mode unsubscribed_time locked enrich_status""")
)


def _module(
    name: str,
    *all_of: str,
    one_of: frozenset[str] = frozenset(),
    people: str | None = None,
    columns: tuple[ColumnRule, ...] = (),
    kind: str = "table",
) -> Layout:
    """Describe a module by its own labels and by the pairs that every module has."""
    return Layout(
        "zoho-crm",
        name,
        kind,
        all_of=frozenset({"created_time", *all_of}),
        some_of=(
            (1, frozenset({"modified_time", "record_id", "id"})),
            (1, _PAIRS),
            *(((1, one_of),) if one_of else ()),
        ),
        people=people,
        columns=columns + _RECORD,
        consents=_CONSENTS if people is not None else (),
        times=Times("auto"),
        team="sales" if people is not None else None,
    )


def _with_ids(layout: Layout) -> Layout:
    """Return the layout of an export of few columns: its record ids alone tell the product."""
    return replace(
        layout, some_of=tuple(each for each in layout.some_of if each[1] != _PAIRS), cells=_ZCRM
    )


_NOTES: Final = (
    ColumnRule(("note_title",), "subject"),
    ColumnRule(("note_content",), "text"),
    ColumnRule(("parent_id", "parent_id_id"), "place_id"),
)
_LABELLED: Final = (
    _module(
        "contacts", "contact_owner", one_of=frozenset({"last_name", "email"}), people="contact",
        columns=_PERSON,
    ),
    _module(
        "leads", "lead_owner", one_of=frozenset({"company", "lead_status"}), people="lead",
        columns=_PERSON,
    ),
    _module(
        "accounts", "account_owner",
        columns=(ColumnRule(("phone", "fax", "website"), "other"),),
    ),
    _module("deals", "deal_owner", columns=(ColumnRule(("deal_name",), "subject"),)),
    _module("deals", "deal_name", "stage", columns=(ColumnRule(("deal_name",), "subject"),)),
    _module("notes", "note_content", columns=_NOTES, kind="documents"),
    _module(
        "calls", "call_type", one_of=frozenset({"call_start_time", "call_duration"}),
        columns=(
            ColumnRule(("subject",), "subject"),
            ColumnRule(("call_start_time",), "seen_at", "M"),
        ),
    ),
    _module(
        "tasks", "subject", "due_date", columns=(ColumnRule(("subject",), "subject"),),
    ),
    _module(
        "events", "participants", columns=(ColumnRule(("title", "event_title"), "subject"),),
    ),
    _module(
        "cases", "case_number", columns=(
            ColumnRule(("subject",), "subject"),
            ColumnRule(("reported_by",), "name"),
            ColumnRule(("email",), "email"),
            ColumnRule(("phone",), "phone"),
        ),
        people="supplied",
    ),
)  # fmt: skip
#: The bulk API: the same fields, look-ups as ids only.
_NAMED: Final = tuple(
    Layout(
        "zoho-crm",
        name,
        "table",
        all_of=frozenset({"id", "owner", "created_time", "modified_time"}),
        some_of=(
            (1, frozenset({"unsubscribed_mode", "unsubscribed_time", "last_activity_time"})),
            (1, own),
        ),
        people=people,
        columns=_PERSON + _RECORD,
        consents=_CONSENTS,
        times=Times("auto"),
        team="sales",
    )
    for name, people, own in (
        ("contacts", "contact", frozenset({"account_name", "reporting_to", "mailing_street"})),
        ("leads", "lead", frozenset({"company", "lead_status", "converted"})),
    )
)

LAYOUTS: Final = (*_LABELLED, *map(_with_ids, _LABELLED), *_NAMED)
