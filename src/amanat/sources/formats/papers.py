"""Office documents, PDF and RTF: running text, read aside in a child process."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, cast

import pyarrow as pa

from amanat.sources.aside import aside
from amanat.sources.cells import TEXT
from amanat.sources.documents import COLUMNS
from amanat.sources.errors import SourceError
from amanat.sources.format import Form, Format
from amanat.sources.limits import Limits
from amanat.sources.model import Found, Head, ReadNotes


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that the reader `module:function` yields in the child."""

    reader: str


def _form(found: Found, _limits: Limits) -> Form:
    dialect = Aside(f"amanat.sources.readers.{found.format}:texts")
    return Form(found.format, dialect, COLUMNS, documents=True)


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    """Yield a batch of (title, text) for each page, slide or part of a document."""
    reader = cast("Aside", head.dialect).reader
    title = head.title
    with closing(aside(reader, head.found.where, limits, limits=limits)) as said:
        for each in said:
            if isinstance(each, dict):
                notes.content_hash = each.get("hash")
                notes.partly = each.get("partly")
            else:
                yield _batch(title, each)
                # The document's own title is said once: it may speak of somebody.
                title = ""


def _batch(title: str, rows: Any) -> Any:
    try:
        titles = [", ".join(filter(None, (title, part))) for part, _ in rows]
        texts = [text for _, text in rows]
        columns = [pa.array([each or None for each in cells], TEXT) for cells in (titles, texts)]
    except (TypeError, ValueError, pa.ArrowException):
        raise SourceError(
            "reader_fault", "what no reader says", "text", "tell us of the fault"
        ) from None
    return pa.record_batch(columns, names=list(COLUMNS))


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
