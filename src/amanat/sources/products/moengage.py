"""MoEngage: users of a segment, as CSV or from a dump, and events as JSON lines.

Names that begin `moe_` are its own (documented); of the user keys `u_em`, `u_mb` public code shows
that they exist. Display names and the events' keys are known from memory only. `moe_unsubscribe` is
an opt-out; that the app set `moe_wa_subscription` is no act of the person, that it is off is none
either: an unset flag may be the default.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, ListRule, Times

_TRUE: Final = {"true": "state_out", "1": "state_out", "yes": "state_out"}
_COLUMNS: Final = (
    ColumnRule(("moe_id", "moengage_id"), "record_id", "M"),
    ColumnRule(("uid", "id", "user_id", "customer_id"), "customer_id"),
    ColumnRule(("u_em", "email_(standard)", "email"), "email"),
    ColumnRule(("u_mb", "mobile_number_(standard)", "mobile_number"), "phone"),
    ColumnRule(("u_n", "name"), "name"),
    ColumnRule(("u_fn", "first_name"), "first_name"),
    ColumnRule(("u_ln", "last_name"), "last_name"),
    ColumnRule(("cr_t", "first_seen"), "created_at", "M"),
    ColumnRule(("last_seen", "u_l_a"), "seen_at", "M"),
    ColumnRule(("publisher_name", "moe_cr_from"), "source"),
    ColumnRule(("uninstall_time", "session_count", "no_of_sessions", "t_rev", "ltv"), "other"),
)
_CONSENTS: Final = (
    ConsentRule(
        ("moe_unsubscribe", "user_attributes_moe_unsubscribe"),
        _TRUE,
        label="email",
        scope="all",
        channel="email",
    ),
    ConsentRule(("unsubscribe",), _TRUE, label="email", scope="all", channel="email", mark="M"),
)
_AUDIENCE: Final = ListRule(named_by_unit=True, mark="M")

LAYOUTS: Final = (
    Layout(
        "moengage",
        "users",
        "table",
        some_of=((2, frozenset({"moe_*", "u_em", "u_mb", "u_fn", "u_ln", "u_n", "u_gd", "u_bd"})),),
        people="user",
        columns=_COLUMNS,
        consents=_CONSENTS,
        lists=_AUDIENCE,
        times=Times("auto"),
        team="marketing",
        none_of=frozenset({"event_name", "event_time"}),
    ),
    Layout(
        "moengage",
        "users",
        "table",
        all_of=frozenset({"email_(standard)"}),
        some_of=(
            (
                1,
                frozenset(
                    str.split("""
                    mobile_number_(standard) reachability_push reachability_email
                    reachability_sms hard_bounce uninstall_time no_of_sessions session_count""")
                ),
            ),
        ),
        mark="M",
        people="user",
        columns=_COLUMNS,
        consents=_CONSENTS,
        lists=_AUDIENCE,
        times=Times("auto"),
        team="marketing",
    ),
    Layout(
        "moengage",
        "events",
        "events",
        all_of=frozenset({"uid", "event_time"}),
        some_of=(
            (1, frozenset({"event_name", "action"})),
            (
                1,
                frozenset(
                    str.split("""
                    moe_campaign_id event_attributes event_attributes_* device_attributes_*
                    user_attributes_*""")
                ),
            ),
        ),
        mark="M",
        people="user",
        columns=(
            ColumnRule(("uid",), "customer_id", "M"),
            ColumnRule(("email", "user_attributes_u_em", "user_attributes_email"), "email", "M"),
            ColumnRule(("mobile_number", "user_attributes_u_mb"), "phone", "M"),
            ColumnRule(("event_time",), "seen_at", "M"),
            ColumnRule(("event_name", "action", "moe_campaign_id", "campaign_id"), "other", "M"),
        ),
        consents=_CONSENTS[:1],
        times=Times("auto"),
        team="marketing",
    ),
)
