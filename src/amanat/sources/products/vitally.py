"""Vitally: users by API, and accounts or users of a view as CSV.

The API's keys were seen in public code; they hold a dated opt-out. The labels of the CSV are known
from memory only.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

_TRUE: Final = {"true": "state_out", "1": "state_out", "yes": "state_out"}
_COLUMNS: Final = (
    ColumnRule(("id", "vitally_id"), "record_id"),
    ColumnRule(("externalid", "external_id"), "customer_id"),
    ColumnRule(("email",), "email"),
    ColumnRule(("phone",), "phone"),
    ColumnRule(("name",), "name"),
    ColumnRule(("accountids", "account_id"), "account_ref"),
    ColumnRule(("firstknown", "first_seen", "createdat"), "created_at"),
    ColumnRule(("lastseentimestamp", "last_seen"), "seen_at"),
    ColumnRule(("updatedat",), "updated_at"),
    ColumnRule(("npslastfeedback", "last_nps_feedback"), "text"),
    ColumnRule(("key_roles", "accounts", "organizations", "segments"), "other"),
)

LAYOUTS: Final = (
    Layout(
        "vitally",
        "users",
        "table",
        all_of=frozenset({"unsubscribedfromconversations"}),
        some_of=(
            (
                1,
                frozenset(
                    str.split("""
                    npslastscore npslastfeedback unsubscribedfromconversationsat accountids
                    lastseentimestamp""")
                ),
            ),
        ),
        people="user",
        columns=_COLUMNS,
        consents=(
            ConsentRule(
                ("unsubscribedfromconversationsat",),
                {"*": "withdraw"},
                label="email",
                at="unsubscribedfromconversationsat",
                channel="email",
                source_rank=1,
            ),
            ConsentRule(("unsubscribedfromconversations",), _TRUE, label="email", channel="email"),
        ),
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "vitally",
        "users",
        "table",
        all_of=frozenset({"vitally_id"}),
        some_of=(
            (1, frozenset({"email", "key_roles", "unsubscribed_from_conversations"})),
            (1, frozenset({"last_seen", "first_seen", "nps_score", "traits", "health_score"})),
        ),
        mark="M",
        people="user",
        columns=_COLUMNS,
        consents=(
            ConsentRule(
                ("unsubscribed_from_conversations",),
                _TRUE,
                label="email",
                channel="email",
                mark="M",
            ),
        ),
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "vitally",
        "accounts",
        "table",
        all_of=frozenset({"vitally_id", "health_score"}),
        some_of=((1, frozenset({"external_id", "mrr", "churned_at", "next_renewal_date"})),),
        mark="M",
        none_of=frozenset({"email"}),
        columns=(
            ColumnRule(("vitally_id",), "record_id", "M"),
            ColumnRule(("external_id",), "account_ref", "M"),
            ColumnRule(("name",), "other", "M"),
            ColumnRule(("csm", "account_executive"), "staff", "M"),
        ),
        times=Times("auto"),
        team="success",
    ),
)
