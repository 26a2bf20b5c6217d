"""WebEngage: users as CSV or by API, and events as JSON lines.

The `we_` attributes and the API's `emailOptIn` were seen in public code. Sites commonly set every
opt-in at login, so that a true flag is no act of the person; false is an opt-out. What events look
like is known from memory only.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, ListRule, Times

_OFF: Final = {"false": "state_out", "0": "state_out", "no": "state_out"}
_COLUMNS: Final = (
    ColumnRule(("user_id", "userid", "cuid"), "customer_id"),
    ColumnRule(("luid", "anonymousid"), "device_id", "M"),
    ColumnRule(("we_email", "email"), "email"),
    ColumnRule(("we_phone", "phone"), "phone"),
    ColumnRule(("we_first_name", "firstname", "first_name"), "first_name"),
    ColumnRule(("we_last_name", "lastname", "last_name"), "last_name"),
    ColumnRule(("created_at", "createdat", "user_created"), "created_at", "M"),
    ColumnRule(("last_seen", "last_active"), "seen_at", "M"),
    ColumnRule(("we_company", "company", "we_hashed_email", "we_hashed_phone"), "other"),
)
_CONSENTS: Final = tuple(
    ConsentRule(
        (f"we_{word}_opt_in", f"{word}optin"),
        _OFF,
        label=f"{channel} messages",
        scope="all",
        channel=channel,
        mark="C" if word != "whatsapp" else "M",
    )
    for word, channel in (
        ("email", "email"), ("sms", "sms"), ("push", "push"), ("whatsapp", "whatsapp")
    )
)  # fmt: skip

LAYOUTS: Final = (
    Layout(
        "webengage",
        "users",
        "table",
        some_of=(
            (
                2,
                frozenset(
                    str.split("""
                    we_email we_phone we_first_name we_last_name we_birth_date we_gender
                    we_hashed_email we_hashed_phone we_email_opt_in we_sms_opt_in
                    we_push_opt_in we_inapp_opt_in we_whatsapp_opt_in we_viber_opt_in""")
                ),
            ),
        ),
        people="user",
        columns=_COLUMNS,
        consents=_CONSENTS,
        lists=ListRule(named_by_unit=True, mark="M"),
        times=Times("auto"),
        team="marketing",
    ),
    Layout(
        "webengage",
        "users",
        "table",
        all_of=frozenset({"userid"}),
        some_of=(
            (2, frozenset({"emailoptin", "smsoptin", "whatsappoptin", "hashedemail"})),
            (1, frozenset({"firstname", "birthdate", "email", "phone"})),
        ),
        people="user",
        columns=_COLUMNS,
        consents=_CONSENTS,
        times=Times("auto"),
        team="marketing",
    ),
    Layout(
        "webengage",
        "events",
        "events",
        all_of=frozenset({"license_code", "event_name", "event_time"}),
        some_of=((1, frozenset({"luid", "cuid", "system_data", "system_data_*", "category"})),),
        mark="M",
        people="user",
        columns=(
            ColumnRule(("cuid", "user_id"), "customer_id", "M"),
            ColumnRule(("luid",), "device_id", "M"),
            ColumnRule(("event_time",), "seen_at", "M"),
            ColumnRule(("event_name", "category", "interface_id", "license_code"), "other", "M"),
        ),
        times=Times("auto"),
        team="marketing",
    ),
)
