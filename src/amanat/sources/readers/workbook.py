"""Read workbooks (XLSX, XLSB, XLS, ODS); runs in the child (`sources.aside`)."""

from collections.abc import Iterator
from typing import Any

from amanat.sources.dialect import Sheet
from amanat.sources.limits import Limits
from amanat.sources.model import Locator, ReadNotes
from amanat.sources.sheets import read_sheet, sheet_header
from amanat.sources.tabular import noted, packed
from amanat.sources.textform import SAMPLE_ROWS
from amanat.sources.workbooks import open_sheet, sheet_names


def names(where: Locator, limits: Limits) -> Iterator[list[str]]:
    """Yield the names of the sheets."""
    yield sheet_names(where, limits)


def header(where: Locator, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield where a sheet's header is, its titles, and the first rows below it."""
    dialect, found, rows = sheet_header(open_sheet(where, limits))
    yield {
        "width": dialect.width,
        "skip": dialect.skip,
        "titles": found.titles,
        "named": found.named,
        "filled": [
            any(row[index] for row in rows if index < len(row)) for index in range(dialect.width)
        ],
        "rows": rows[:SAMPLE_ROWS],
    }


def batches(where: Locator, dialect: Sheet, limits: Limits) -> Iterator[bytes | dict[str, Any]]:
    """Yield the records of a sheet."""
    notes = ReadNotes()
    for batch in read_sheet(open_sheet(where, limits), dialect, notes):
        yield packed(batch)
    yield noted(notes)
