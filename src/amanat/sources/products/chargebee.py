"""Chargebee: customers, by label of the export or by the keys of its API.

`pii_cleared` says that somebody's data was erased: a good trace of an erasure.
"""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times


def _customers(
    all_of: tuple[str, ...],
    telling: tuple[str, ...],
    plus: tuple[str, ...],
    times: Times,
    mark: str,
) -> Layout:
    return Layout(
        "chargebee",
        "customers",
        "table",
        all_of=frozenset(all_of),
        some_of=((2, frozenset(telling)),),
        plus=frozenset(plus),
        mark=mark,
        people="contact",
        columns=(
            ColumnRule(("customer_id", "id"), "record_id", mark),
            ColumnRule(("email",), "email", mark),
            ColumnRule(("phone",), "phone", mark),
            ColumnRule(("first_name",), "first_name", mark),
            ColumnRule(("last_name",), "last_name", mark),
            ColumnRule(("created_at",), "created_at", mark),
            ColumnRule(("updated_at",), "updated_at", mark),
            ColumnRule(("pii_cleared", "deleted"), "deleted", mark),
            ColumnRule(("comments", "invoice_notes", "meta_data"), "text", mark),
            ColumnRule(("resource_version", "channel", "object"), "other", mark),
        ),
        times=times,
    )


LAYOUTS: Final = (
    _customers(
        ("customer_id", "auto_collection"),
        ("net_term_days", "taxability", "card_status", "promotional_credits", "excess_payments"),
        ("pii_cleared", "allow_direct_debit"),
        Times("auto"),
        "M",
    ),
    _customers(
        ("id", "auto_collection"),
        ("net_term_days", "taxability", "card_status", "promotional_credits", "resource_version"),
        ("pii_cleared", "created_from_ip"),
        Times("epoch_s", "UTC", known=True),
        "C",
    ),
)
