"""Zoho Desk: tickets as CSV, as they were seen in public samples; conversations are not in it."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "zoho-desk",
        "tickets",
        "table",
        all_of=frozenset({"ticket_reference_id", "ticket_owner"}),
        some_of=(
            (1, frozenset({"classification", "is_overdue", "is_escalated", "child_ticket_count"})),
        ),
        people="contact",
        columns=(
            ColumnRule(("ticket_id",), "record_id"),
            ColumnRule(("contact_id",), "person_ref"),
            ColumnRule(("account_id",), "account_ref"),
            ColumnRule(("contact_name",), "name"),
            ColumnRule(("email",), "email"),
            ColumnRule(("phone",), "phone"),
            # The desk's own mailbox, and words of the desk.
            ColumnRule(("to_address", "account_name", "team", "department", "tags"), "other"),
            ColumnRule(("ticket_owner", "assigned_to"), "staff"),
            ColumnRule(("subject",), "subject"),
            ColumnRule(("description", "resolution"), "text"),
            ColumnRule(("mode", "channel"), "source"),
            ColumnRule(("created_time",), "created_at"),
            ColumnRule(
                ("modified_time", "ticket_closed_time", "ticket_on_hold_time"), "updated_at"
            ),
        ),
        times=Times("auto"),
        team="support",
    ),
)
