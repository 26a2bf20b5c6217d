"""Address cards (VCF, versions 2.1 to 4.0): a row a person."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from amanat.sources.contentlines import Block, Line, blocks
from amanat.sources.format import Form, Format
from amanat.sources.limits import Limits
from amanat.sources.lines import beginning
from amanat.sources.mail.rows import Row, batch_of
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.opening import open_unit
from amanat.sources.stream import Raw

COLUMNS: Final = (
    "Name",
    "First Name",
    "Last Name",
    "Email",
    "Phone",
    "Organization",
    "Title",
    "Address",
    "Birthday",
    "Note",
    "Categories",
    "Updated",
    "Other",
)
_ROWS: Final = 2_000
#: What has a column of its own, is a picture or a sound, or speaks of the card alone.
_TOLD: Final = frozenset(
    str.split(
        "FN N EMAIL TEL ORG TITLE ADR BDAY NOTE CATEGORIES REV VERSION PRODID PHOTO LOGO SOUND "
        "KEY UID SOURCE LABEL"
    )
)


def _form(found: Found, limits: Limits) -> Form:
    return Form("vcf", beginning(found.where, limits)[0], COLUMNS)


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    """Yield cards as rows; a card that says nothing is a bad record."""
    rows: list[Row] = []
    with closing(Raw(open_unit(head.found.where, limits))) as raw:
        for card in blocks(raw, str(head.dialect), frozenset({"VCARD"})):
            if not card.whole:
                notes.partly = "truncated_tail"
            elif card.cut:
                notes.partly = notes.partly or "text_cut"
            row = _row(card)
            if not any(row):
                notes.bad_records += 1
                continue
            rows.append(row)
            if len(rows) >= _ROWS:
                yield batch_of(rows, COLUMNS)
                rows = []
        if rows:
            yield batch_of(rows, COLUMNS)
        raw.drain()
        if raw.cut:
            notes.partly = "truncated_tail"
        notes.content_hash = raw.digest()


def _row(card: Block) -> Row:
    name = card.first("N")
    last, first, *_ = [*name.fields(), "", ""] if name is not None else ["", ""]
    return (
        _joined(card, "FN") or " ".join(filter(None, (first, last))),
        first,
        last,
        _joined(card, "EMAIL"),
        "; ".join(filter(None, map(_number, card.all("TEL")))),
        _joined(card, "ORG", parts=", "),
        _joined(card, "TITLE"),
        _joined(card, "ADR", parts=", "),
        _joined(card, "BDAY"),
        _joined(card, "NOTE", between="\n"),
        _joined(card, "CATEGORIES"),
        _joined(card, "REV"),
        "\n".join(f"{line.name}: {line.text()}" for line in card.lines if line.name not in _TOLD),
    )


def _joined(card: Block, name: str, *, parts: str | None = None, between: str = "; ") -> str:
    said = (
        line.text() if parts is None else parts.join(filter(None, line.fields()))
        for line in card.all(name)
    )
    return between.join(filter(None, said))


def _number(line: Line) -> str:
    return line.text().removeprefix("tel:")


FORMATS: Final = (
    Format(
        "vcf",
        suffixes=("vcf", "vcard"),
        by_content=True,
        tells=lambda peek: peek.head.lstrip(b"\xef\xbb\xbf\r\n ")[:11].upper() == b"BEGIN:VCARD",
        form=_form,
        batches=_batches,
    ),
)
