"""Zendesk: tickets as CSV (no comments) or JSON, and users."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_JSON_TIMES: Final = Times("iso", "UTC", known=True)

LAYOUTS: Final = (
    Layout(
        "zendesk",
        "tickets",
        "table",
        all_of=frozenset({"requester_email"}),
        some_of=(
            (
                2,
                frozenset(
                    {
                        "summation_column",
                        "group_stations",
                        "requester_id",
                        "requester_external_id",
                        "requester_domain",
                        "initially_assigned_at",
                        "satisfaction_score",
                        "reopens",
                    }
                ),
            ),
        ),
        plus=frozenset({"summation_column", "group_stations"}),
        people="contact",
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("requester_id",), "person_ref"),
            ColumnRule(("requester_external_id",), "customer_id"),
            ColumnRule(("requester_email",), "email"),
            ColumnRule(("requester",), "name"),
            ColumnRule(("subject",), "subject"),
            ColumnRule(("description",), "text"),
            ColumnRule(("assignee", "submitter", "group"), "staff"),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at", "solved_at"), "updated_at"),
            ColumnRule(("via",), "source"),
        ),
        times=Times("auto"),
        team="support",
    ),
    Layout(
        "zendesk",
        "tickets",
        "messages",
        all_of=frozenset({"requester_id", "submitter_id"}),
        some_of=((1, frozenset({"via_channel", "via", "raw_subject", "comments", "assignee_id"})),),
        people="contact",
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("requester_id",), "person_ref"),
            ColumnRule(("organization_id",), "account_ref"),
            ColumnRule(("submitter_id", "assignee_id", "group_id"), "staff"),
            ColumnRule(("subject", "raw_subject"), "subject"),
            ColumnRule(("description", "comments"), "text"),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at",), "updated_at"),
            ColumnRule(("via_channel",), "source"),
        ),
        times=_JSON_TIMES,
        team="support",
    ),
    Layout(
        "zendesk",
        "users",
        "table",
        all_of=frozenset({"role", "email"}),
        some_of=(
            (
                2,
                frozenset(
                    {
                        "ticket_restriction",
                        "last_login_at",
                        "shared_phone_number",
                        "iana_time_zone",
                        "user_fields",
                        "user_fields_*",
                        "organization_id",
                        "only_private_comments",
                    }
                ),
            ),
        ),
        people="user",
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("external_id",), "customer_id"),
            ColumnRule(("name",), "name"),
            ColumnRule(("email",), "email"),
            ColumnRule(("phone",), "phone"),
            ColumnRule(("organization_id",), "account_ref"),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at",), "updated_at"),
            ColumnRule(("last_login_at",), "seen_at"),
            ColumnRule(("details", "notes"), "text"),
        ),
        times=_JSON_TIMES,
        team="support",
    ),
)
