"""Zendesk: tickets as CSV (no comments) or JSON, users, organisations, and the log of changes."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_JSON_TIMES: Final = Times("iso", "UTC", known=True)
#: Ids of Zendesk's own, links to its interface, settings and states: no text, and nobody's number.
_PLUMBING: Final = ColumnRule(
    tuple(
        str.split(
            """
            url submitter_id group_id brand_id ticket_form_id problem_id forum_topic_id
            custom_status_id external_id sharing_agreement_ids followup_ids collaborator_ids
            follower_ids email_cc_ids generated_timestamp via via_source metric_set
            status priority type tags due_at has_incidents is_public from_messaging_channel
            allow_channelback allow_attachments satisfaction_rating_* encoded_id
            role role_type custom_role_id default_group_id locale locale_id time_zone
            iana_time_zone ticket_restriction suspended active verified shared shared_agent
            shared_phone_number moderator chat_only only_private_comments restricted_agent
            report_csv two_factor_auth_enabled photo organization_id"""
        )
    ),
    "other",
)

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
            ColumnRule(("assignee",), "staff"),
            ColumnRule(("submitter", "group"), "other"),
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
            # Who submitted is the requester as often as a colleague: it tells nothing of either.
            ColumnRule(("assignee_id",), "staff"),
            ColumnRule(("subject",), "subject"),
            ColumnRule(("raw_subject",), "subject", repeats=("subject",)),
            ColumnRule(("description",), "text", repeats=("comments",)),
            ColumnRule(("comments",), "text", bodies=("plain_body", "body", "html_body")),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at",), "updated_at"),
            ColumnRule(("via_channel",), "source"),
            _PLUMBING,
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
        staff_when=("role", ("agent", "admin")),
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
            _PLUMBING,
        ),
        times=_JSON_TIMES,
        team="support",
    ),
    Layout(
        "zendesk",
        "organizations",
        "table",
        all_of=frozenset({"domain_names", "shared_tickets"}),
        some_of=((1, frozenset({"shared_comments", "organization_fields", "group_id"})),),
        mark="M",
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("name", "domain_names"), "other"),
            ColumnRule(("details", "notes"), "text"),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at",), "updated_at"),
            _PLUMBING,
        ),
        times=_JSON_TIMES,
        team="support",
    ),
    Layout(
        "zendesk",
        "auditlog",
        "events",
        all_of=frozenset({"actor", "ip_address", "item", "activity"}),
        some_of=((1, frozenset({"time", "type", "activity_type"})),),
        mark="M",
        columns=(
            ColumnRule(("actor",), "staff", "M"),
            ColumnRule(("time",), "updated_at", "M"),
            ColumnRule(("activity",), "text", "M"),
            ColumnRule(("item", "type", "activity_type"), "other", "M"),
        ),
        times=Times("auto"),
    ),
)
