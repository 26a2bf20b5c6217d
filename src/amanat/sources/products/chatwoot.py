"""Chatwoot: contacts, conversations and messages, by API or as tables of the database.

Keys and columns are those of the public source (`contacts`, `conversations`, `messages`). The
contacts that its pages export have only `id`, `name`, `email` and `phone_number`: nothing tells
them from any other list, and they are read as one. API times are seconds since 1970.
"""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_TIMES: Final = Times("auto", "UTC", known=True)
_IDS: Final = ColumnRule(
    tuple(
        str.split("""
        account_id inbox_id uuid display_id contact_inbox_id team_id campaign_id assignee_id
        pubsub_token thumbnail labels muted can_reply unread_count status priority
        snoozed_until message_type content_type source_id external_source_ids timestamp
        waiting_since first_reply_created_at meta_channel meta_hmac_verified""")
    ),
    "other",
)

LAYOUTS: Final = (
    Layout(
        "chatwoot",
        "contacts",
        "table",
        all_of=frozenset({"email", "phone_number", "identifier"}),
        some_of=(
            (
                2,
                frozenset(
                    str.split("""
                    additional_attributes custom_attributes custom_attributes_* contact_type
                    availability_status thumbnail contact_inboxes last_activity_at
                    pubsub_token account_id""")
                ),
            ),
        ),
        people="contact",
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("identifier",), "customer_id"),
            ColumnRule(("email",), "email"),
            ColumnRule(("phone_number",), "phone"),
            ColumnRule(("name",), "name"),
            ColumnRule(("last_name",), "last_name"),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at",), "updated_at"),
            ColumnRule(("last_activity_at",), "seen_at"),
            _IDS,
        ),
        times=_TIMES,
        team="support",
    ),
    Layout(
        "chatwoot",
        "conversations",
        "messages",
        all_of=frozenset({"inbox_id", "contact_last_seen_at"}),
        some_of=((1, frozenset({"agent_last_seen_at", "assignee_last_seen_at", "can_reply"})),),
        people="contact",
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("contact_id",), "person_ref"),
            ColumnRule(("messages",), "text", bodies=("content", "processed_message_content")),
            ColumnRule(
                ("last_non_activity_message",), "text", bodies=("content",), repeats=("messages",)
            ),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at", "agent_last_seen_at", "assignee_last_seen_at"), "updated_at"),
            ColumnRule(("contact_last_seen_at", "last_activity_at"), "seen_at"),
            ColumnRule(("meta_assignee", "meta_team"), "other"),
            _IDS,
        ),
        times=_TIMES,
        team="support",
    ),
    Layout(
        "chatwoot",
        "messages",
        "messages",
        all_of=frozenset({"content", "conversation_id", "inbox_id", "message_type"}),
        people="contact",
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("content",), "text"),
            # The same text as it was sent, or as it was cut.
            ColumnRule(("processed_message_content",), "text", repeats=("content",)),
            ColumnRule(("created_at",), "created_at"),
            ColumnRule(("updated_at",), "updated_at"),
            # Whoever wrote it: a contact, or one of our own.
            ColumnRule(("sender_id", "sender_type", "conversation_id", "private"), "other"),
            _IDS,
        ),
        times=_TIMES,
        team="support",
    ),
)
