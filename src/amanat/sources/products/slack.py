"""Slack: the zip of a workspace export, one folder of day files for each channel.

`channels.json` has the public channels, that every full member can open; `groups.json` and
`mpims.json` the private ones. A message is dated in seconds of UTC; `blocks` say again what `text`
says. Guests (`is_restricted`) are none of our own people.
"""

from typing import Final

from amanat.sources.model import ColumnRule, GrantRule, Layout, Times

_JSON: Final = ("json", "jsonl")
_TIMES: Final = Times("epoch_s", "UTC", known=True)
_TELLING: Final = frozenset({"topic", "purpose", "creator", "created"})
_CHANNEL: Final = (
    ColumnRule(("id",), "record_id"),
    ColumnRule(("name",), "place_title"),
    ColumnRule(("creator",), "staff"),
    ColumnRule(("created",), "created_at"),
    ColumnRule(("topic", "purpose"), "text", bodies=("value",)),
    ColumnRule(("members", "pins"), "other"),
)
#: The folder of a channel's messages has its name; that of a direct message its id.
_NAMED: Final = ("name",)


def _channels(name: str, *telling: str, opened: str, scope: str, **values: str) -> Layout:
    return Layout(
        "slack",
        name,
        "table",
        all_of=frozenset({"id", "name", "members", *telling}),
        some_of=((2, _TELLING),),
        columns=_CHANNEL,
        grants=GrantRule(_NAMED, _NAMED, (scope,), values, otherwise=opened),
        times=_TIMES,
        formats=_JSON,
    )


LAYOUTS: Final = (
    Layout(
        "slack",
        "users",
        "table",
        all_of=frozenset({"id"}),
        some_of=(
            (2, frozenset({"is_restricted", "is_ultra_restricted", "is_owner", "is_app_user"})),
            (1, frozenset({"profile_real_name", "profile_display_name", "real_name"})),
        ),
        plus=frozenset({"is_ultra_restricted", "is_primary_owner"}),
        people="user",
        staff_when=("is_restricted", ("false",)),
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("profile_email",), "email"),
            ColumnRule(("profile_phone",), "phone"),
            ColumnRule(("profile_real_name", "real_name"), "name"),
            ColumnRule(("profile_first_name",), "first_name"),
            ColumnRule(("profile_last_name",), "last_name"),
            ColumnRule(("deleted",), "deleted"),
            ColumnRule(("updated",), "updated_at"),
            ColumnRule(("profile_status_text",), "text"),
            ColumnRule(("team_id", "color", "tz*", "profile_image*", "profile_avatar*"), "other"),
        ),
        times=_TIMES,
        formats=_JSON,
    ),
    _channels(
        "channels",
        "is_general",
        opened="domain",
        scope="is_ext_shared",
        true="outsider",
        false="domain",
    ),
    _channels(
        "groups",
        "is_archived",
        opened="group",
        scope="is_ext_shared",
        true="outsider",
        false="group",
    ),
    # What the API lists: public and private ones together.
    _channels(
        "channels",
        "is_general",
        "is_private",
        opened="domain",
        scope="is_private",
        true="group",
        false="domain",
    ),
    Layout(
        "slack",
        "direct",
        "table",
        all_of=frozenset({"id", "members", "created"}),
        closed=True,
        named="^dms$",
        columns=_CHANNEL,
        grants=GrantRule(("id",), (), (), {}, otherwise="user"),
        times=_TIMES,
        formats=_JSON,
    ),
    Layout(
        "slack",
        "apps",
        "table",
        all_of=frozenset({"user_id", "date"}),
        some_of=(
            (1, frozenset({"change_type", "change"})),
            (1, frozenset({"app_type", "service_type", "app_id", "service_id"})),
        ),
        mark="M",
        columns=(
            ColumnRule(("app_type", "service_type"), "integration"),
            ColumnRule(("date",), "created_at"),
            ColumnRule(("user_id",), "staff"),
            ColumnRule(("reason",), "text"),
        ),
        times=_TIMES,
        formats=_JSON,
    ),
    Layout(
        "slack",
        "messages",
        "messages",
        all_of=frozenset({"type", "ts"}),
        some_of=((1, frozenset({"user", "bot_id", "username"})), (1, frozenset({"text"}))),
        plus=frozenset(
            {
                "client_msg_id",
                "team",
                "thread_ts",
                "blocks",
                "user_profile",
                "user_team",
                "source_team",
                "subtype",
            }
        ),
        placed_by="folder",
        columns=(
            ColumnRule(("ts",), "created_at"),
            ColumnRule(("user",), "staff"),
            ColumnRule(("text",), "text"),
            # Forwarded mails and posts of bots stand only here.
            ColumnRule(("attachments",), "text", bodies=("text", "fallback", "pretext", "title")),
            ColumnRule(("files",), "text", bodies=("plain_text", "preview", "title", "name")),
            ColumnRule(("subtype",), "deleted"),
            ColumnRule(
                (
                    "blocks",
                    "user_profile",
                    "bot_profile",
                    "edited",
                    "reactions",
                    "replies",
                    "reply_users",
                    "client_msg_id",
                    "latest_reply",
                    "thread_ts",
                ),
                "other",
            ),
        ),
        times=_TIMES,
        formats=_JSON,
    ),
)
