"""Totango: users, accounts and touchpoints as CSV.

All of it is known from memory only: a file only looks like Totango's, and fails nothing.
"""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_RECORD: Final = (
    ColumnRule(("account_id",), "account_ref", "M"),
    ColumnRule(("account_name",), "other", "M"),
    ColumnRule(("success_manager",), "staff", "M"),
)

LAYOUTS: Final = (
    Layout(
        "totango",
        "accounts",
        "table",
        all_of=frozenset({"account_id", "account_health"}),
        some_of=((1, frozenset({"success_manager", "contract_renewal_date", "successbloc"})),),
        mark="M",
        columns=_RECORD,
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "totango",
        "users",
        "table",
        all_of=frozenset({"account_id", "user_id", "user_name", "last_activity"}),
        some_of=((1, frozenset({"account_health", "success_manager", "successbloc"})),),
        mark="M",
        people="user",
        columns=(
            ColumnRule(("user_id",), "customer_id", "M"),
            ColumnRule(("user_name",), "name", "M"),
            ColumnRule(("email", "user_email"), "email", "M"),
            ColumnRule(("last_activity",), "seen_at", "M"),
            *_RECORD,
        ),
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "totango",
        "touchpoints",
        "documents",
        all_of=frozenset({"touchpoint_subject", "touchpoint_content"}),
        mark="M",
        columns=(
            ColumnRule(("touchpoint_subject",), "subject", "M"),
            ColumnRule(("touchpoint_content",), "text", "M"),
            ColumnRule(("touchpoint_date", "created_date"), "updated_at", "M"),
            ColumnRule(("touchpoint_type",), "other", "M"),
            *_RECORD,
        ),
        times=Times("auto"),
        team="success",
    ),
)
