"""Freshdesk: tickets as CSV (no conversations) or JSON, and contacts."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_TICKET: Final = (
    ColumnRule(("ticket_id", "display_id", "id"), "record_id"),
    ColumnRule(("contact_id", "requester_id"), "person_ref"),
    ColumnRule(("unique_external_id",), "customer_id"),
    ColumnRule(("company_id",), "account_ref"),
    ColumnRule(("full_name", "requester_name", "contact_name"), "name"),
    ColumnRule(("email", "requester_email", "email_id"), "email"),
    ColumnRule(("work_phone", "mobile_phone", "phone", "requester_phone"), "phone"),
    ColumnRule(("subject",), "subject"),
    ColumnRule(("description_text", "notes"), "text"),
    ColumnRule(("description",), "text", repeats=("description_text",)),
    ColumnRule(("conversations",), "text", bodies=("body_text", "html_body", "body")),
    ColumnRule(("agent", "group", "responder_id", "responder_name"), "staff"),
    ColumnRule(("created_time", "created_at"), "created_at"),
    ColumnRule(
        ("last_update_time", "updated_at", "resolved_time", "closed_time"),
        "updated_at",
    ),
    ColumnRule(("source",), "source"),
    ColumnRule(("fwd_emails", "cc_emails", "reply_cc_emails", "to_emails"), "other_email"),
    ColumnRule(("deleted", "spam"), "deleted"),
    ColumnRule(("tags", "status", "priority", "type", "product"), "other"),
)

#: What only Freshservice's tickets have.
_NOT: Final = frozenset({"urgency", "impact", "requested_for_id", "requester_vip"})

LAYOUTS: Final = (
    Layout(
        "freshdesk",
        "tickets",
        "table",
        all_of=frozenset({"ticket_id"}),
        some_of=(
            (
                2,
                frozenset(
                    {
                        "due_by_time",
                        "agent_interactions",
                        "customer_interactions",
                        "initial_response_time",
                        "every_response_status",
                        "first_response_status",
                        "resolution_status",
                        "time_tracked",
                        "last_update_time",
                    }
                ),
            ),
        ),
        plus=frozenset(
            {
                "every_response_status",
                "full_name",
                "agent_interactions",
                "resolution_status",
                "last_update_time",
            }
        ),
        people="contact",
        columns=_TICKET,
        times=Times("auto"),
        team="support",
        none_of=_NOT,
    ),
    Layout(
        "freshdesk",
        "tickets",
        "messages",
        all_of=frozenset({"responder_id"}),
        some_of=(
            (1, frozenset({"fwd_emails", "fr_escalated", "reply_cc_emails", "fr_due_by"})),
            (1, frozenset({"requester_id", "display_id", "spam"})),
        ),
        people="contact",
        columns=_TICKET,
        times=Times("auto", "UTC", known=True),
        team="support",
        none_of=_NOT,
    ),
    Layout(
        "freshdesk",
        "contacts",
        "table",
        all_of=frozenset({"unique_external_id", "view_all_tickets"}),
        people="contact",
        columns=(
            ColumnRule(("id", "contact_id"), "record_id"),
            ColumnRule(("unique_external_id",), "customer_id"),
            ColumnRule(("name", "full_name"), "name"),
            ColumnRule(("email", "other_emails"), "email"),
            ColumnRule(("mobile", "phone", "work_phone", "mobile_phone"), "phone"),
            ColumnRule(("company_id",), "account_ref"),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at",), "updated_at"),
            ColumnRule(("deleted",), "deleted"),
            ColumnRule(("description",), "text"),
        ),
        times=Times("auto"),
        team="support",
    ),
)
