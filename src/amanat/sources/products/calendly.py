"""Calendly: who booked which meeting, what they wrote, and whether they want marketing mail."""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "calendly",
        "bookings",
        "events",
        all_of=frozenset({"invitee_email", "event_type_name"}),
        people="contact",
        columns=(
            ColumnRule(("invitee_uuid", "event_uuid"), "other"),
            ColumnRule(("invitee_email",), "email"),
            ColumnRule(("invitee_name",), "name"),
            ColumnRule(("invitee_first_name",), "first_name"),
            ColumnRule(("invitee_last_name",), "last_name"),
            ColumnRule(("text_reminder_number",), "phone"),
            # Guests were brought along by somebody else.
            ColumnRule(("guest_email(s)", "guest_emails"), "other_email"),
            ColumnRule(("user_email", "user_name"), "staff"),
            ColumnRule(("event_created_date_&_time",), "created_at"),
            ColumnRule(("start_date_&_time",), "seen_at"),
            ColumnRule(("response_*", "cancellation_reason", "meeting_notes"), "text"),
            ColumnRule(("question_*",), "other"),
            ColumnRule(("utm_source",), "source"),
            ColumnRule(("salesforce_uuid",), "integration", "M", of="salesforce"),
        ),
        consents=(
            ConsentRule(
                ("invitee_accepted_marketing_emails",),
                {"true": "give", "yes": "give"},
                label="marketing emails",
                at="event_created_date_&_time",
                channel="email",
                method="ticked",
                source_rank=1,
            ),
        ),
        times=Times("local"),
    ),
)
