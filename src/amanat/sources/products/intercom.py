"""Intercom: contacts by API or as CSV, and conversations by API.

The API's keys were seen in public code. The labels of the CSV are known from memory only: such a
file only looks like Intercom's, and nothing fails by it alone. API times are seconds since 1970; of
a CSV the zone is the workspace's.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

_TRUE: Final = {"true": "state_out", "1": "state_out", "yes": "state_out"}
_COLUMNS: Final = (
    ColumnRule(("id", "intercom_id"), "record_id"),
    ColumnRule(("external_id", "user_id"), "customer_id"),
    ColumnRule(("email",), "email"),
    ColumnRule(("phone",), "phone"),
    ColumnRule(("name",), "name"),
    ColumnRule(("created_at", "signed_up_at", "signed_up", "first_seen"), "created_at"),
    ColumnRule(("updated_at",), "updated_at"),
    ColumnRule(
        (
            "last_seen_at",
            "last_seen",
            "last_replied_at",
            "last_heard_from",
            "last_email_opened_at",
            "last_email_clicked_at",
        ),
        "seen_at",
    ),
    ColumnRule(("last_contacted_at", "last_contacted"), "sent_at"),
    ColumnRule(("owner_id", "owner"), "staff"),
    ColumnRule(("utm_source", "referrer"), "source"),
    ColumnRule(("archived",), "deleted", "M"),
    ColumnRule(
        ("type", "role", "workspace_id", "tags", "segments", "companies", "language_override"),
        "other",
    ),
)


def _opt_outs(mark: str) -> tuple[ConsentRule, ...]:
    return (
        ConsentRule(
            ("unsubscribed_from_emails",),
            _TRUE,
            label="emails",
            scope="all",
            channel="email",
            mark=mark,
        ),
        ConsentRule(
            ("unsubscribed_from_sms",), _TRUE, label="sms", scope="all", channel="sms", mark="M"
        ),
    )


LAYOUTS: Final = (
    Layout(
        "intercom",
        "contacts",
        "table",
        all_of=frozenset({"unsubscribed_from_emails"}),
        some_of=(
            (2, frozenset({"external_id", "has_hard_bounced", "signed_up_at", "last_replied_at"})),
            (1, frozenset({"role", "type", "social_profiles", "marked_email_as_spam"})),
        ),
        people="contact",
        columns=_COLUMNS,
        consents=_opt_outs("C"),
        times=Times("auto", "UTC", known=True),
        team="support",
    ),
    Layout(
        "intercom",
        "contacts",
        "table",
        all_of=frozenset({"unsubscribed_from_emails"}),
        some_of=(
            (1, frozenset({"last_heard_from", "has_hard_bounced"})),
            (2, frozenset({"web_sessions", "first_seen", "signed_up", "last_contacted"})),
        ),
        mark="M",
        people="contact",
        columns=_COLUMNS,
        consents=_opt_outs("M"),
        times=Times("auto"),
        team="support",
    ),
    Layout(
        "intercom",
        "conversations",
        "messages",
        all_of=frozenset({"conversation_parts"}),
        some_of=(
            (2, frozenset({"source", "contacts", "teammates", "admin_assignee_id", "state"})),
        ),
        people="contact",
        columns=(
            ColumnRule(("id",), "record_id"),
            # The parts stand one list deeper, beside their count.
            ColumnRule(("conversation_parts",), "text", bodies=("conversation_parts", "body")),
            ColumnRule(("source",), "text", bodies=("body",)),
            ColumnRule(("title",), "subject"),
            ColumnRule(("conversation_rating",), "text", bodies=("remark",)),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at", "waiting_since"), "updated_at"),
            ColumnRule(("admin_assignee_id", "team_assignee_id"), "staff"),
            ColumnRule(
                (
                    "contacts",
                    "teammates",
                    "statistics",
                    "tags",
                    "sla_applied",
                    "state",
                    "type",
                    "open",
                    "read",
                    "priority",
                    "snoozed_until",
                    "topics",
                ),
                "other",
            ),
        ),
        times=Times("auto", "UTC", known=True),
        team="support",
    ),
)
