"""Office documents, PDF and RTF: running text, read aside in a child process."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, cast

from amanat.sources.aside import aside
from amanat.sources.documents import COLUMNS
from amanat.sources.errors import SourceError
from amanat.sources.format import Form, Format
from amanat.sources.limits import Limits
from amanat.sources.mail.rows import batch_of
from amanat.sources.model import Found, Head, ReadNotes

#: Rows, and characters of text, of a batch.
_ROWS: Final = 500
_SIZE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that the reader `module:function` yields in the child."""

    reader: str


def _form(found: Found, _limits: Limits) -> Form:
    dialect = Aside(f"amanat.sources.readers.{found.format}:texts")
    return Form(found.format, dialect, COLUMNS, documents=True)


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    """Yield batches of (title, text), a row for each page, slide or part of a document."""
    reader = cast("Aside", head.dialect).reader
    title = head.title
    rows: list[tuple[str, str]] = []
    size = 0
    with closing(aside(reader, head.found.where, limits, limits=limits)) as said:
        for each in said:
            if isinstance(each, dict):
                notes.content_hash = each.get("hash")
                notes.partly = each.get("partly")
                continue
            for part, text in _pairs(each):
                # The document's own title is said once: it may speak of somebody.
                rows.append((", ".join(filter(None, (title, part))), text))
                title = ""
                size += len(text)
            # A book has thousands of pages, and what looks at a batch has its price.
            if len(rows) >= _ROWS or size >= _SIZE:
                yield batch_of(rows, COLUMNS)
                rows, size = [], 0
    if rows:
        yield batch_of(rows, COLUMNS)


def _pairs(said: Any) -> list[tuple[str, str]]:
    """Return the (part, text) that a reader says.

    Raises:
        SourceError: `reader_fault`, for what is something else.
    """
    try:
        return [(str(part or ""), str(text)) for part, text in said]
    except (TypeError, ValueError):
        raise SourceError(
            "reader_fault", "what no reader says", "text", "tell us of the fault"
        ) from None


FORMATS: Final = (
    Format("pdf", suffixes=("pdf",), magic=(b"%PDF-",), form=_form, batches=_batches),
    Format(
        "docx",
        suffixes=("docx", "docm", "dotx"),
        magic=(b"PK\x03\x04",),
        tells=lambda peek: peek.packed_as == "word",
        form=_form,
        batches=_batches,
    ),
    Format(
        "pptx",
        suffixes=("pptx", "pptm", "ppsx"),
        magic=(b"PK\x03\x04",),
        tells=lambda peek: peek.packed_as == "ppt",
        form=_form,
        batches=_batches,
    ),
    Format("rtf", suffixes=("rtf",), magic=(b"{\\rtf",), form=_form, batches=_batches),
)
