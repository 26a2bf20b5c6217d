"""Exotel and Twilio: lists of calls. Exotel copied Twilio's columns; the ids tell them apart.

Who of the two numbers is the customer is told by the direction of a call, and one of them is our
own: neither is taken for the row's person.
"""

from typing import Final

from amanat.sources.model import CellSign, ColumnRule, Layout, Times

_SIDS: Final = ("sid", "callsid", "call_sid")
_COLUMNS: Final = (
    ColumnRule(_SIDS, "record_id"),
    ColumnRule(("from", "to", "callfrom", "callto", "dialwhomnumber"), "other_phone"),
    ColumnRule(("forwardedfrom",), "other_phone"),
    ColumnRule(("callername",), "other_name"),
    ColumnRule(("starttime", "start_time"), "created_at"),
    ColumnRule(("datecreated", "dateupdated", "date_created", "date_updated"), "updated_at"),
    ColumnRule(("accountsid", "account_sid", "parentcallsid", "parent_call_sid"), "other"),
    ColumnRule(("phonenumbersid", "phone_number_sid", "uri", "recordingurl"), "other"),
)
_TELLING: Final = frozenset(
    {"phonenumbersid", "phone_number_sid", "parentcallsid", "parent_call_sid", "accountsid"}
)

LAYOUTS: Final = (
    Layout(
        "exotel",
        "calls",
        "events",
        some_of=(
            (1, frozenset(_SIDS)),
            (2, frozenset({"from", "to", "callfrom", "callto"})),
            (1, _TELLING),
        ),
        plus=frozenset({"recordingurl"}),
        cells=(CellSign(_SIDS, r"^(?!CA)[0-9A-Za-z]{32}$"),),
        columns=_COLUMNS,
        times=Times("auto", "Asia/Kolkata", known=False),
    ),
    Layout(
        "twilio",
        "calls",
        "events",
        some_of=((1, frozenset(_SIDS)), (2, frozenset({"from", "to"}))),
        cells=(CellSign(_SIDS, r"^CA[0-9a-f]{32}$"),),
        columns=_COLUMNS,
        times=Times("auto"),
    ),
)
