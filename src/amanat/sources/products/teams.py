"""Microsoft Teams: chats as a person or the Graph exports them, and attendance of meetings."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_JSON: Final = ("json", "jsonl")

LAYOUTS: Final = (
    Layout(
        "microsoft-teams",
        "chats",
        "messages",
        all_of=frozenset({"id", "messagelist"}),
        plus=frozenset({"displayname"}),
        columns=(
            ColumnRule(("id", "version", "properties_*", "threadproperties"), "other"),
            ColumnRule(("messagelist",), "text", bodies=("content",)),
        ),
        formats=_JSON,
    ),
    Layout(
        "microsoft-teams",
        "messages",
        "messages",
        all_of=frozenset({"createddatetime", "body", "from"}),
        some_of=((1, frozenset({"channelidentity", "chatid", "deleteddatetime"})),),
        mark="M",
        columns=(
            ColumnRule(("createddatetime",), "created_at", "M"),
            ColumnRule(("lastmodifieddatetime",), "updated_at", "M"),
            ColumnRule(("body",), "text", bodies=("content",)),
            ColumnRule(("subject",), "subject", "M"),
            ColumnRule(("etag", "weburl", "policyviolation"), "other"),
        ),
        times=Times("iso", "UTC", known=True),
        formats=_JSON,
    ),
    Layout(
        "microsoft-teams",
        "attendance",
        "events",
        all_of=frozenset({"first_join", "last_leave"}),
        some_of=((1, frozenset({"in_meeting_duration", "participant_id_(upn)"})),),
        people="unknown",
        columns=(
            ColumnRule(("name",), "name"),
            ColumnRule(("email",), "email"),
            ColumnRule(("first_join",), "created_at"),
            ColumnRule(("last_leave",), "seen_at"),
        ),
        times=Times("local"),
    ),
)
