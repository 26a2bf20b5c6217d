"""Read a page that is nothing but a table, as business software saves its reports."""

import re
from collections.abc import Iterator
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from amanat.sources.cells import column_of
from amanat.sources.dialect import Page
from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import ReadNotes
from amanat.sources.readcsv import cleaned
from amanat.sources.stream import Raw, Utf8

_UNSEEN: Final = ("script", "style", "noscript", "template", "svg", "title")
#: More text than this around a table is a page to be read, with a table in it.
_AROUND: Final = 200
_ROWS: Final = 8192
_WIDEST: Final = 1000
_SPACES: Final = re.compile(r"\s+")


def page_table(data: bytes) -> list[list[str]] | None:
    """Return the rows of a page's only table; None for a page that is more or less than that.

    Args:
        data: the page as UTF-8.
    """
    tree = LexborHTMLParser(data.decode("utf-8", "replace"))
    tree.strip_tags(list(_UNSEEN))
    tables = tree.css("table")
    if len(tables) != 1 or tree.body is None:
        return None
    inside = len(_plain(tables[0].text(separator=" ")))
    if len(_plain(tree.body.text(separator=" "))) - inside > _AROUND:
        return None
    rows = [_cells(row) for row in tables[0].css("tr")]
    least = sum(1 for row in rows if sum(map(bool, row)) > 1)
    return rows if least > 1 else None


def read_page(raw: Raw, dialect: Page, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    """Yield batches of the cells of a page's table, columns named by number.

    Raises:
        SourceError: the page is too large, or not what it was when it was recognised.
    """
    data = Utf8(raw, dialect.encoding).read(limits.max_document + 1)
    rows = page_table(data) if len(data) <= limits.max_document else None
    if rows is None:
        raise SourceError("over_size", "a very large page", "a smaller one", "save it as CSV")
    names = [str(index) for index in range(dialect.width)]
    for begin in range(dialect.skip, len(rows), _ROWS):
        chunk = [_fitted(row, dialect.width) for row in rows[begin : begin + _ROWS]]
        batch = cleaned([column_of(cells) for cells in zip(*chunk, strict=True)], names)
        if batch.num_rows:
            yield batch
    raw.drain()
    if raw.cut:
        notes.partly = "truncated_tail"
    notes.content_hash = raw.digest()


def _cells(row: LexborNode) -> list[str]:
    cells: list[str] = []
    for cell in row.css("th, td"):
        text = _plain(cell.text(separator=" "))
        span = cell.attributes.get("colspan") or ""
        # A cell over several columns leaves the others empty, as in a sheet.
        more = int(span) - 1 if span.isascii() and span.isdigit() and len(span) < 4 else 0
        cells += [text, *([""] * max(more, 0))]
    return cells[:_WIDEST]


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _fitted(row: list[str], width: int) -> list[str]:
    return row[:width] + [""] * (width - len(row))
