"""CleverTap: profiles and segment downloads. A download is an audience: whom a campaign may reach.

`MSG-* = true` is commonly set by the app at login, so that it is no choice of the person; `false`
is one. An absent flag says nothing.
"""

from dataclasses import replace
from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, ListRule, Times

_OFF: Final = {"false": "state_out", "0": "state_out", "no": "state_out"}
_DND: Final = {"true": "state_out", "1": "state_out", "yes": "state_out"}
_ON: Final = ("true", "1", "yes")


def _flag(names: tuple[str, ...], channel: str, values: dict[str, str], mark: str) -> ConsentRule:
    every = names + tuple(f"profiledata_{name}" for name in names)
    return ConsentRule(
        every, values, label=f"{channel} messages", scope="all", channel=channel, mark=mark
    )


_CONSENTS: Final = (
    _flag(("msg_email",), "email", _OFF, "C"),
    _flag(("msg_sms",), "sms", _OFF, "C"),
    _flag(("msg_push", "msg_push_all"), "push", _OFF, "C"),
    _flag(("msg_whatsapp",), "whatsapp", _OFF, "C"),
    _flag(("msg_dndemail",), "email", _DND, "M"),
    _flag(("msg_dndphone",), "voice", _DND, "M"),
)
_COLUMNS: Final = (
    ColumnRule(("clevertap_id", "ct_object_id", "objectid"), "record_id"),
    ColumnRule(("identity", "profiledata_identity"), "customer_id"),
    ColumnRule(("email", "profiledata_email"), "email"),
    ColumnRule(("phone", "profiledata_phone"), "phone"),
    ColumnRule(("name", "profiledata_name"), "name"),
    ColumnRule(("first_seen", "profiledata_first_seen"), "created_at"),
    ColumnRule(("last_seen", "profiledata_last_seen"), "seen_at"),
    ColumnRule(("last_sent", "last_campaign_sent"), "sent_at", "M"),
    ColumnRule(("utm_source", "profiledata_utm_source"), "source"),
    ColumnRule(("hubspot_record_id", "profiledata_hubspot_record_id"), "foreign_id", of="hubspot"),
)
_AUDIENCE: Final = ListRule(
    named_by_unit=True, active_column="msg_email", active_values=_ON, channel="email"
)
_CSV: Final = Layout(
    "clevertap",
    "profiles",
    "table",
    some_of=(
        (2, frozenset({"msg_email", "msg_sms", "msg_push", "msg_whatsapp", "msg_push_all"})),
        (
            1,
            frozenset(
                {
                    "clevertap_id",
                    "ct_object_id",
                    "objectid",
                    "identity",
                    "customer_type",
                    "email",
                    "phone",
                }
            ),
        ),
    ),
    people="contact",
    columns=_COLUMNS,
    consents=_CONSENTS,
    lists=_AUDIENCE,
    times=Times("auto"),
    team="marketing",
)

LAYOUTS: Final = (
    _CSV,
    Layout(
        "clevertap",
        "profiles",
        "table",
        some_of=(
            (1, frozenset({"profiledata_*"})),
            (1, frozenset({"platforminfo", "objectid", "all_identities", "identity", "events"})),
        ),
        people="contact",
        columns=_COLUMNS,
        consents=_CONSENTS,
        lists=replace(_AUDIENCE, active_column="profiledata_msg_email"),
        times=Times("auto"),
        team="marketing",
    ),
    Layout(
        "clevertap",
        "events",
        "events",
        all_of=frozenset({"ts"}),
        some_of=(
            (1, frozenset({"event_props_*", "event_props"})),
            (1, frozenset({"profile", "profile_*", "session_props_*", "session_props"})),
        ),
        people="contact",
        columns=(
            ColumnRule(("ts",), "seen_at", "M"),
            ColumnRule(("profile_identity", "identity"), "customer_id", "M"),
            ColumnRule(("profile_objectid", "objectid"), "person_ref", "M"),
            ColumnRule(("profile_email",), "email", "M"),
            ColumnRule(("profile_phone",), "phone", "M"),
            ColumnRule(("profile_name",), "name", "M"),
            ColumnRule(("session_props_utm_source",), "source"),
            ColumnRule(("event_props_ct_source",), "other"),
        ),
        times=Times("ct", known=False),
    ),
)
