"""Google Chat: a folder for each space or direct message, as Takeout and admins export it."""

from typing import Final

from amanat.sources.model import ColumnRule, GrantRule, Layout, Times

_JSON: Final = ("json", "jsonl")

LAYOUTS: Final = (
    Layout(
        "google-chat",
        "messages",
        "messages",
        all_of=frozenset({"created_date", "topic_id"}),
        some_of=((1, frozenset({"creator_name", "creator_email", "creator"})),),
        placed_by="folder",
        columns=(
            ColumnRule(("created_date",), "created_at"),
            ColumnRule(("updated_date",), "updated_at"),
            ColumnRule(("creator_email",), "staff"),
            ColumnRule(("text",), "text"),
            ColumnRule(("attached_files",), "text", bodies=("original_name",)),
            ColumnRule(("message_state",), "deleted", "M"),
            ColumnRule(("topic_id", "message_id", "creator_user_type"), "other"),
            ColumnRule(("annotations", "reactions", "deletion_metadata"), "other"),
        ),
        times=Times("auto"),
        formats=_JSON,
    ),
    Layout(
        "google-chat",
        "spaces",
        "table",
        all_of=frozenset({"members_0_name"}),
        some_of=((1, frozenset({"members_0_email", "members_0_user_type"})),),
        placed_by="folder",
        columns=(ColumnRule(("name",), "place_title"), ColumnRule(("members_*",), "other")),
        grants=GrantRule(
            place_id=(),
            place_title=(),
            scope=("members_{n}_user_type",),
            scope_values={"human": "user", "bot": "user"},
            who=("members_{n}_email",),
        ),
        formats=_JSON,
    ),
)
