"""Clean columns of text: empty cells to null, guards of exporters off, empty rows out."""

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from amanat.sources.header import FOOTER_RE2

TEXT: Final = pa.large_string()
#: Exporters put ' or a tab before what a spreadsheet would take for a formula.
_GUARDED: Final = r"^['\t]([=+\-@])"
_QUOTED: Final = r'^="(.*)"$'


def schema(columns: Sequence[str]) -> Any:
    """Return the schema of a unit's batches: every column text."""
    return pa.schema([pa.field(name, TEXT) for name in columns])


def column_of(values: Sequence[str | None]) -> Any:
    """Return a column of cells; empty ones are null."""
    return pa.array([value or None for value in values], TEXT)


def unguarded(column: Any) -> Any:
    """Take off the guard of exporters and the `="..."` of Excel, where there are any."""
    if column.null_count == len(column):
        return column
    guard = pc.or_(pc.starts_with(column, "'"), pc.starts_with(column, "\t"))
    if pc.any(guard).as_py():
        column = pc.replace_substring_regex(column, _GUARDED, r"\1")
    if pc.any(pc.starts_with(column, '="')).as_py():
        column = pc.replace_substring_regex(column, _QUOTED, r"\1")
        column = pc.if_else(pc.equal(column, ""), pa.scalar(None, TEXT), column)
    return column


def filled_rows(columns: Sequence[Any], *, footers: bool) -> Any | None:
    """Return which rows to keep, or None for all: empty rows are none, nor are padded footers."""
    empty = columns[0].is_null()
    only_first = columns[0].is_valid() if footers and len(columns) > 2 else None
    for column in columns[1:]:
        if only_first is not None:
            only_first = pc.and_(only_first, column.is_null())
        empty = pc.and_(empty, column.is_null())
    if only_first is not None and pc.any(only_first).as_py():
        first = pc.if_else(only_first, columns[0], pa.scalar(None, TEXT))
        footer = pc.fill_null(pc.match_substring_regex(first, FOOTER_RE2), fill_value=False)
        empty = pc.or_(empty, footer)
    return pc.invert(empty) if pc.any(empty).as_py() else None
