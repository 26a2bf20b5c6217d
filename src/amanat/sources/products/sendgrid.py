"""SendGrid: lists of addresses that are not written to any more, and why.

Their columns are few and common: only a list with all of them, and with `created` in seconds since
1970, is one. A bounce is no act of a person; to unsubscribe or to report spam is one.
"""

from typing import Final

from amanat.sources.model import CellSign, ColumnRule, ConsentRule, Layout, Times

_TIMES: Final = Times("epoch_s", "UTC", known=True)
_CREATED: Final = ("created", "created_at")
_EPOCH: Final = CellSign(_CREATED, r"^1\d{9}$", 1000)
_COLUMNS: Final = (
    ColumnRule(("email",), "email"),
    ColumnRule(_CREATED, "created_at"),
    ColumnRule(("status", "reason", "group_id", "group_name"), "other"),
)


def _out(at: str, label: str | None, column: str | None, scope: str) -> ConsentRule:
    return ConsentRule(
        (at,),
        {"*": "withdraw"},
        label=label,
        label_column=column,
        scope=scope,
        at=at,
        channel="email",
        method="link",
        source_rank=1,
        mark="M",
    )


def _list(name: str, *headers: str, mark: str = "M", out: ConsentRule | None = None) -> Layout:
    return Layout(
        "sendgrid",
        name,
        "table",
        all_of=frozenset(headers),
        closed=True,
        cells=(_EPOCH,),
        mark=mark,
        people="contact",
        columns=_COLUMNS,
        consents=() if out is None else (out,),
        times=_TIMES,
        team="marketing",
    )


_ALL_MAIL: Final = _out("created", "all email", None, "all")

LAYOUTS: Final = (
    _list("bounces", "status", "reason", "email", "created", mark="C"),
    _list("invalid", "reason", "email", "created"),
    _list("spam-reports", "ip", "email", "created", out=_ALL_MAIL),
    _list("unsubscribes", "email", "created", out=_ALL_MAIL),
    _list(
        "group-unsubscribes",
        "email",
        "group_id",
        "group_name",
        "created_at",
        out=_out("created_at", None, "group_name", "purpose"),
    ),
)
