"""ChurnZero: contacts and accounts of a view as CSV, and events in the names of its API.

All of it is known from memory only: a file only looks like ChurnZero's, and fails nothing.
"""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_RECORD: Final = (
    ColumnRule(("account_external_id", "accountexternalid"), "account_ref", "M"),
    ColumnRule(("account_name",), "other", "M"),
    ColumnRule(("last_activity_date",), "seen_at", "M"),
    ColumnRule(("account_owner", "csm", "success_manager"), "staff", "M"),
)
_SCORES: Final = frozenset({"churnscore", "churnscore_value", "license_count", "next_renewal_date"})

LAYOUTS: Final = (
    Layout(
        "churnzero",
        "accounts",
        "table",
        all_of=frozenset({"account_external_id"}),
        some_of=((2, _SCORES),),
        mark="M",
        columns=_RECORD,
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "churnzero",
        "contacts",
        "table",
        all_of=frozenset({"account_external_id", "contact_external_id"}),
        some_of=((1, _SCORES | {"contact_is_active", "last_activity_date"}),),
        mark="M",
        people="contact",
        columns=(
            ColumnRule(("contact_external_id",), "record_id", "M"),
            ColumnRule(("contact_email", "email"), "email", "M"),
            ColumnRule(("contact_phone", "phone"), "phone", "M"),
            ColumnRule(("contact_name", "full_name"), "name", "M"),
            ColumnRule(("first_name", "contact_first_name"), "first_name", "M"),
            ColumnRule(("last_name", "contact_last_name"), "last_name", "M"),
            *_RECORD,
        ),
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "churnzero",
        "events",
        "events",
        all_of=frozenset({"accountexternalid", "contactexternalid", "eventname"}),
        some_of=((1, frozenset({"eventdate", "quantity", "description"})),),
        mark="M",
        people="user",
        columns=(
            ColumnRule(("contactexternalid",), "person_ref", "M"),
            ColumnRule(("eventdate",), "seen_at", "M"),
            ColumnRule(("description",), "text", "M"),
            ColumnRule(("eventname",), "other", "M"),
            *_RECORD,
        ),
        times=Times("auto"),
        team="success",
    ),
)
