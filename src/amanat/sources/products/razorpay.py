"""Razorpay: payments, refunds and customers. What a payment is for may say more than its columns.

`notes` is JSON in a cell, with whatever keys a shop put there.
"""

from typing import Final

from amanat.sources.model import CellSign, ColumnRule, Layout, Times

_TIMES: Final = Times("auto", "Asia/Kolkata", known=False)
_COLUMNS: Final = (
    ColumnRule(("email",), "email"),
    ColumnRule(("contact",), "phone"),
    ColumnRule(("notes", "payment_notes", "description", "receipt"), "text"),
    ColumnRule(("created_at",), "created_at"),
    ColumnRule(("order_id", "invoice_id", "payment_id", "card_id", "entity"), "other"),
)
_MONEY: Final = frozenset({"amount", "currency"})

LAYOUTS: Final = (
    Layout(
        "razorpay",
        "payments",
        "events",
        all_of=_MONEY | {"id", "method"},
        some_of=((2, frozenset({"vpa", "contact", "order_id", "captured", "wallet", "fee"})),),
        people="contact",
        cells=(CellSign(("id",), r"^pay_[0-9A-Za-z]{10,18}$"),),
        columns=(ColumnRule(("id",), "record_id"), *_COLUMNS),
        times=_TIMES,
    ),
    Layout(
        "razorpay",
        "refunds",
        "events",
        all_of=_MONEY | {"id", "payment_id"},
        people="contact",
        cells=(CellSign(("id",), r"^rfnd_[0-9A-Za-z]{10,18}$"),),
        columns=(ColumnRule(("id",), "record_id"), *_COLUMNS),
        times=_TIMES,
    ),
    Layout(
        "razorpay",
        "customers",
        "table",
        all_of=frozenset({"id", "contact"}),
        people="contact",
        cells=(CellSign(("id",), r"^cust_[0-9A-Za-z]{10,18}$"),),
        columns=(ColumnRule(("id",), "record_id"), ColumnRule(("name",), "name"), *_COLUMNS),
        times=_TIMES,
    ),
    Layout(
        "razorpay",
        "settlements",
        "events",
        all_of=frozenset({"transaction_entity", "entity_id", "settlement_utr"}),
        people="contact",
        columns=(ColumnRule(("entity_id",), "record_id"), *_COLUMNS),
        times=_TIMES,
    ),
)
