"""Read sheets of workbooks: cell values as text, formulas by the value that was saved."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from itertools import islice
from typing import Any, Final

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet

from amanat.sources.cells import TEXT
from amanat.sources.dialect import Sheet
from amanat.sources.errors import SourceError
from amanat.sources.header import (
    Header,
    combined,
    find_header,
    header_at,
    reads_like_titles,
    titles_below,
)
from amanat.sources.model import ReadNotes
from amanat.sources.readcsv import cleaned
from amanat.sources.workbooks import guarded

#: So many cells are held as text at a time, however wide the sheet is.
_CELLS: Final = 1 << 18
_LEAST_ROWS: Final = 64
_SAMPLE: Final = 200


def rows_of(sheet: CalamineSheet) -> Iterator[list[str]]:
    """Yield the rows of a sheet from its first row on, as text; numbers without ".0"."""
    rows = guarded(sheet.iter_rows)
    while (row := guarded(lambda: next(rows, None))) is not None:
        yield [cell if isinstance(cell, str) else cell_text(cell) for cell in row]


def cell_text(value: object) -> str:
    """Return a cell as text: ISO dates and times, `true`/`false`, whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return _duration(value)
    return str(value)


def sheet_header(sheet: CalamineSheet) -> tuple[Sheet, Header, list[list[str]]]:
    """Find a sheet's header; merged cells of it count for all columns that they cover.

    Returns:
        How to read the sheet, its header, and the first rows of data.

    Raises:
        SourceError: `empty`, for a sheet without cells.
    """
    first = list(islice(rows_of(sheet), _SAMPLE))
    if not any(cell.strip() for row in first for cell in row):
        raise SourceError("empty", "a sheet without cells", "a table", "nothing")
    width = max(len(row) for row in first)
    spread = _spread(sheet, first)
    header = find_header(spread, width)
    if header.rows == 1 and _is_grouped(sheet, header.first):
        header = _two_rows(spread, header, width)
    skip = header.first + header.rows
    return Sheet(width, skip), header, [row for row in first[skip:] if any(row)]


def read_sheet(sheet: CalamineSheet, dialect: Sheet, notes: ReadNotes) -> Iterator[Any]:
    """Yield batches of a sheet's cells, columns named by number."""
    names = [str(index) for index in range(dialect.width)]
    digest = blake2b(digest_size=16)
    rows = rows_of(sheet)
    for row in islice(rows, dialect.skip):
        _hash(digest, row)
    most = max(_CELLS // max(dialect.width, 1), _LEAST_ROWS)
    while chunk := list(islice(rows, most)):
        for row in chunk:
            _hash(digest, row)
        columns = [
            pa.array([cell.replace("\x00", "") or None for cell in cells], TEXT)
            for cells in zip(*(_fitted(row, dialect.width) for row in chunk), strict=True)
        ]
        batch = cleaned(columns, names)
        if batch.num_rows:
            yield batch
    notes.content_hash = digest.digest()


def _hash(digest: Any, row: Sequence[str]) -> None:
    digest.update(("\x1f".join(row) + "\x1e").encode("utf-8", "replace"))


def _fitted(row: list[str], width: int) -> list[str]:
    return row[:width] + [""] * (width - len(row))


def _duration(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _merged(sheet: CalamineSheet) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    try:
        ranges = sheet.merged_cell_ranges or []
    except (CalamineError, ValueError):
        return []
    left = sheet.start[1] if sheet.start is not None else 0
    return [
        ((top, first - left), (bottom, last - left))
        for (top, first), (bottom, last) in ranges
        if first >= left
    ]


def _spread(sheet: CalamineSheet, rows: Sequence[Sequence[str]]) -> list[list[str]]:
    spread = [list(row) for row in rows]
    for (top, first), (_, last) in _merged(sheet):
        # A title over the whole table is a title, not the name of every column.
        if top < len(spread) and not (first == 0 and last + 1 >= len(spread[top]) > 2):
            for column in range(first, min(last + 1, len(spread[top]))):
                spread[top][column] = rows[top][first]
    return spread


def _is_grouped(sheet: CalamineSheet, row: int) -> bool:
    return any(
        top == row == bottom and last > first for (top, first), (bottom, last) in _merged(sheet)
    )


def _two_rows(rows: Sequence[Sequence[str]], header: Header, width: int) -> Header:
    below = rows[header.first + 1] if header.first + 1 < len(rows) else []
    if not reads_like_titles(below):
        return header
    if titles_below(rows, header.first):
        return header_at(rows, header.first + 1, width)
    titles = combined(rows[header.first], below)
    titles += [""] * (width - len(titles))
    return Header(
        header.first,
        2,
        tuple(title or f"Column {index + 1}" for index, title in enumerate(titles)),
        tuple(bool(title) for title in titles),
    )
