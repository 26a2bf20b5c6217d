"""Mail as files: messages of any program, and mailboxes of Gmail with its labels and threads.

Who sent a message is the row's person; whom it reached are others. Who of them are our own people,
other exports tell: a mailbox does not.
"""

from dataclasses import replace
from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_MAIL: Final = Layout(
    None,
    "mail",
    "messages",
    all_of=frozenset({"message_id", "from", "to", "subject", "text"}),
    none_of=frozenset({"x_gmail_labels"}),
    mark="D",
    people="unknown",
    columns=(
        ColumnRule(("message_id",), "record_id", "D"),
        ColumnRule(("date",), "created_at", "D"),
        ColumnRule(("from_name",), "name", "D"),
        ColumnRule(("from",), "email", "D"),
        ColumnRule(("to", "cc", "bcc"), "other_email", "D"),
        ColumnRule(("subject",), "subject", "D"),
        ColumnRule(("text",), "text", "D"),
        ColumnRule(("attachments",), "subject", "D"),
        ColumnRule(("x_gm_thrid",), "other", "C"),
        ColumnRule(("x_gmail_labels",), "other", "C"),
    ),
    times=Times("iso", "UTC", known=True),
    formats=("eml", "mbox"),
)

LAYOUTS: Final = (
    _MAIL,
    replace(
        _MAIL,
        product="gmail",
        object="messages",
        all_of=_MAIL.all_of | {"x_gmail_labels"},
        none_of=frozenset(),
        formats=("mbox",),
    ),
)
