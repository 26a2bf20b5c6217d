"""Running text: pages, Markdown, plain text; a page that is one table is read as that."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final, cast

from amanat.sources.chats import read_chat
from amanat.sources.dialect import Chat, Document, Page
from amanat.sources.documents import read_document
from amanat.sources.footers import without_footer
from amanat.sources.format import Format
from amanat.sources.limits import Limits
from amanat.sources.model import Head, ReadNotes
from amanat.sources.opening import open_unit
from amanat.sources.pages import read_page
from amanat.sources.stream import Raw
from amanat.sources.textform import is_page, text_form


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    with closing(Raw(open_unit(head.found.where, limits))) as raw:
        if isinstance(head.dialect, Page):
            yield from without_footer(read_page(raw, head.dialect, notes, limits))
        elif isinstance(head.dialect, Chat):
            yield from read_chat(raw, head.dialect, notes)
        else:
            dialect = cast("Document", head.dialect)
            yield from read_document(raw, dialect, head.title, notes, limits)


FORMATS: Final = (
    Format(
        "html",
        suffixes=("html", "htm"),
        tells=lambda peek: is_page(peek.head),
        form=text_form,
        batches=_batches,
    ),
    Format("markdown", suffixes=("md", "markdown"), form=text_form, batches=_batches),
    Format("text", suffixes=("txt", "text", "log"), form=text_form, batches=_batches),
)
