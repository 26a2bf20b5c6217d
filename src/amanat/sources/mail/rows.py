"""A message as a row of a table; the same columns for every kind of mail file."""

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

from amanat.sources.cells import TEXT
from amanat.sources.mail.headers import Headers
from amanat.sources.mail.parts import Message, attachment_name

COLUMNS: Final = (
    "Message-ID",
    "Date",
    "From Name",
    "From",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Text",
    "Attachments",
)
#: What Gmail adds; a mailbox has these columns where its first messages have them.
GMAIL: Final = ("X-GM-THRID", "X-Gmail-Labels")
#: A row's text is cut into rows of so many characters.
_LONGEST: Final = 4 << 20

Row = tuple[str | None, ...]


def rows_of(message: Message, more: Sequence[str] = ()) -> list[Row]:
    """Return the row of a message; a very long text goes on in further rows.

    Args:
        message: the message with its text.
        more: further headers, each a column at the end.
    """
    headers = message.headers
    sender = next(iter(headers.addresses("from")), None)
    told: tuple[str | None, ...] = (
        headers.text("message-id"),
        headers.moment(),
        (sender[0] or None) if sender is not None else headers.text("from"),
        sender[1] if sender is not None else None,
        *(_listed(headers, name) for name in ("to", "cc", "bcc")),
        headers.text("subject"),
    )
    names = [
        attachment_name(at, leaf.name, leaf.type)
        for at, leaf in enumerate(message.attachments, start=1)
    ]
    rest = (" | ".join(names) or None, *(headers.text(name.lower()) for name in more))
    return spread(told, message.body, rest)


def spread(told: Row, body: str, rest: Row) -> list[Row]:
    """Return a message as a row, and the rows on which a very long text goes on.

    Args:
        told: the cells before the text; the first is the message's id.
        body: its text.
        rest: the cells behind it.
    """
    texts = [body[at : at + _LONGEST] for at in range(0, max(len(body), 1), _LONGEST)]
    first = (*told, texts[0] or None, *rest)
    empty = (None,) * (len(told) - 1)
    return [first, *((told[0], *empty, text, *(None,) * len(rest)) for text in texts[1:])]


def batch_of(rows: Sequence[Row], columns: Sequence[str]) -> Any:
    """Return rows as a batch."""
    cells = zip(*rows, strict=True)
    return pa.record_batch(
        [pa.array([cell or None for cell in column], TEXT) for column in cells],
        names=list(columns),
    )


def _listed(headers: Headers, name: str) -> str | None:
    return "; ".join(address for _, address in headers.addresses(name)) or None
