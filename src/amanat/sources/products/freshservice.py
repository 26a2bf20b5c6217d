"""Freshservice: tickets as CSV or JSON, in the family of Freshdesk's.

Titles in title case (`Requester VIP`, `Urgency`, `Impact`, `Last Updated Time`) were seen in public
samples. CSV times are the account's, JSON times UTC.
"""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_COLUMNS: Final = (
    ColumnRule(("ticket_id", "id", "display_id"), "record_id"),
    ColumnRule(("requester_id", "requested_for_id"), "person_ref"),
    ColumnRule(("requester_name",), "name"),
    ColumnRule(("requester_email", "email"), "email"),
    ColumnRule(("requester_phone", "phone"), "phone"),
    ColumnRule(("subject",), "subject"),
    ColumnRule(("description_text", "resolution_note"), "text"),
    ColumnRule(("description",), "text", repeats=("description_text",)),
    ColumnRule(("conversations",), "text", bodies=("body_text", "body")),
    ColumnRule(("agent", "group", "responder_id", "created_by"), "staff"),
    ColumnRule(("created_time", "created_at"), "created_at"),
    ColumnRule(("last_updated_time", "updated_at", "resolved_time", "closed_time"), "updated_at"),
    ColumnRule(("source",), "source"),
    ColumnRule(("fwd_emails", "cc_emails", "reply_cc_emails", "to_emails"), "other_email"),
    ColumnRule(("deleted", "spam"), "deleted"),
    ColumnRule(
        ("tags", "status", "priority", "type", "category", "department_id", "survey_result"),
        "other",
    ),
)

LAYOUTS: Final = (
    Layout(
        "freshservice",
        "tickets",
        "table",
        all_of=frozenset({"ticket_id", "urgency", "impact"}),
        some_of=(
            (1, frozenset({"requester_name", "requester_email", "requester_vip"})),
            (1, frozenset({"last_updated_time", "survey_result", "due_by_time", "requester_vip"})),
        ),
        people="contact",
        columns=_COLUMNS,
        times=Times("auto"),
        team="support",
    ),
    Layout(
        "freshservice",
        "tickets",
        "messages",
        all_of=frozenset({"responder_id", "requester_id"}),
        some_of=(
            (2, frozenset({"urgency", "impact", "requested_for_id", "department_id"})),
            (1, frozenset({"fwd_emails", "fr_escalated", "reply_cc_emails", "fr_due_by"})),
        ),
        mark="M",
        people="contact",
        columns=_COLUMNS,
        times=Times("auto", "UTC", known=True),
        team="support",
    ),
)
