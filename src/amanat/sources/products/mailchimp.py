"""Mailchimp: the parts of an audience export; a part's own columns tell what state its rows are in.

`OPTIN_TIME` with `OPTIN_IP` is a form's sign-up; `CONFIRM_TIME` alone may be an import.
"""

from dataclasses import replace
from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, ListRule, Times

_COLUMNS: Final = (
    ColumnRule(("euid",), "record_id"),
    ColumnRule(("leid",), "other"),
    ColumnRule(("email_address", "email"), "email"),
    ColumnRule(("phone_number", "phone"), "phone"),
    ColumnRule(("first_name", "fname"), "first_name"),
    ColumnRule(("last_name", "lname"), "last_name"),
    ColumnRule(("optin_time",), "created_at"),
    ColumnRule(("confirm_time", "last_changed"), "updated_at"),
    ColumnRule(("notes", "unsub_reason_other"), "text"),
)
_SIGN_UP: Final = ConsentRule(
    ("optin_time",),
    {"*": "give"},
    label="newsletter",
    at="optin_time",
    channel="email",
    method="ticked",
    source_rank=1,
)
#: Confirmed by mail, or carried in by an import: a state, of which no yes is known.
_CONFIRMED: Final = ConsentRule(
    ("confirm_time",), {"*": "state_in"}, label="newsletter", channel="email"
)
_GONE: Final = ConsentRule(
    ("unsub_time",),
    {"*": "withdraw"},
    label="newsletter",
    at="unsub_time",
    channel="email",
    method="link",
    source_rank=1,
)
_MEMBERS: Final = Layout(
    "mailchimp",
    "audience",
    "table",
    some_of=(
        (3, frozenset({"member_rating", "optin_time", "confirm_time", "leid", "euid", "optin_ip"})),
    ),
    plus=frozenset({"leid", "euid"}),
    people="contact",
    columns=_COLUMNS,
    consents=(_SIGN_UP, _CONFIRMED),
    lists=ListRule(
        named_by_unit=True,
        active_column="member_rating",
        active_values=("1", "2", "3", "4", "5"),
        since_column="optin_time",
        channel="email",
    ),
    times=Times("auto", "UTC", known=False),
    team="marketing",
)

LAYOUTS: Final = (
    _MEMBERS,
    replace(
        _MEMBERS,
        object="unsubscribed",
        all_of=frozenset({"unsub_time"}),
        consents=(_SIGN_UP, _GONE, _CONFIRMED),
        lists=ListRule(
            named_by_unit=True,
            active_column="unsub_time",
            active_values=("never",),
            channel="email",
        ),
    ),
    replace(
        _MEMBERS,
        object="cleaned",
        all_of=frozenset({"clean_time"}),
        lists=ListRule(
            named_by_unit=True,
            active_column="clean_time",
            active_values=("never",),
            channel="email",
        ),
    ),
)
