"""Find identifiers in a column of text: one contiguous buffer, no per-cell Python.

Cells are joined with NUL, cut into pieces of 8 MB, and every detector works on the places of
digits and '@' in a piece. Offsets are code points within the cell.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import local
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.detectors import detectors
from amanat.detect.hits import CATEGORY_IDS, Hits, Ints, merge, without_overlaps
from amanat.detect.piece import Cut, Piece, Scratch, cuts, load
from amanat.terms.words import TIERS

SPANS: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("offset", pa.int64()),
        ("length", pa.int64()),
        ("category", pa.string()),
        ("tier", pa.string()),
        ("masked", pa.bool_()),
    ]
)
#: Devanagari and full-width digits, by the bytes before the last one.
_FOREIGN_DIGITS: Final = (
    (b"\xe0\xa5", 0xA6, "०१२३४५६७८९"),
    (b"\xef\xbc", 0x90, "".join(chr(0xFF10 + digit) for digit in range(10))),
)
_CATEGORIES: Final = pa.array(CATEGORY_IDS, pa.string())
_TIERS: Final = pa.array(TIERS, pa.string())


def scan(
    texts: pa.Array | pa.ChunkedArray, *, off: frozenset[str] = frozenset(), threads: int = 1
) -> pa.Table:
    """Find identifiers in n cells of text.

    Args:
        texts: a string, large_string or dictionary column; nulls hold nothing.
        off: names of detectors (`detectors.names()`) that are left out.
        threads: how many pieces are searched at a time; the result is the same.

    Returns:
        A table `SPANS`, sorted by row and offset: `row` the cell's ordinal, `offset` and `length`
        in code points of the cell, `category` an id of `terms.categories`. Spans of one cell do
        not overlap: a validated one goes before one with context, that before shape alone, then
        the longer one.
    """
    column = cells(texts)
    parts: list[pa.Table] = []
    again: list[Ints] = []
    for table, rows in _searched(column, off, threads):
        parts.append(table)
        again.append(rows)
    rows = np.concatenate(again) if again else np.zeros(0, dtype=np.int64)
    if len(rows):
        parts.append(_translated(column, rows, off))
    table = pa.concat_tables([SPANS.empty_table(), *parts])
    return table.sort_by([("row", "ascending"), ("offset", "ascending")]) if len(rows) else table


def cells(texts: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the column as large_string without nulls and without NULs in the text."""
    column = texts if isinstance(texts, pa.ChunkedArray) else pa.chunked_array([texts])
    if pa.types.is_dictionary(column.type):
        column = pc.cast(column, column.type.value_type)
    column = pc.fill_null(pc.cast(column, pa.large_string()), "")
    if any(_has_nul(chunk) for chunk in column.chunks):
        # one code point for one: offsets stay as they are
        column = pc.replace_substring(column, "\0", "\ufffd")
    return column


def _has_nul(chunk: pa.Array) -> bool:
    values = chunk.buffers()[2]
    if values is None or not values.size:
        return False
    offsets = np.frombuffer(chunk.buffers()[1], dtype=np.int64)
    used = np.frombuffer(values, dtype=np.uint8)
    used = used[offsets[chunk.offset] : offsets[chunk.offset + len(chunk)]]
    return bool(len(used)) and bool(used.min() == 0)


def _searched(
    column: pa.ChunkedArray, off: frozenset[str], threads: int
) -> Iterator[tuple[pa.Table, Ints]]:
    if threads == 1:
        scratch = Scratch()
        for cut in cuts(column):
            yield _search(cut, scratch, off)
        return
    own = local()

    def search(cut: Cut) -> tuple[pa.Table, Ints]:
        if not hasattr(own, "scratch"):
            own.scratch = Scratch()
        return _search(cut, own.scratch, off)

    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(search, cuts(column))


def _search(cut: Cut, scratch: Scratch, off: frozenset[str]) -> tuple[pa.Table, Ints]:
    piece = load(cut, scratch)
    other = _rows_with_other_digits(piece)
    return _table(piece, _hits(piece, off), other), other + piece.first_row


def _hits(piece: Piece, off: frozenset[str]) -> Hits:
    return without_overlaps(
        merge(
            [each.find(piece) for each in detectors() if each.name not in off and each.may(piece)]
        )
    )


def _table(piece: Piece, found: Hits, but_rows: Ints) -> pa.Table:
    if not len(found):
        return SPANS.empty_table()
    row = piece.row_of(found.start)
    if len(but_rows):
        keep = ~np.isin(row, but_rows)
        found, row = found.take(keep), row[keep]
    begin = piece.row_start[row]
    offset, length = found.start - begin, found.end - found.start
    if len(found) and len(piece.marks.high):
        odd = np.flatnonzero(piece.has_high(begin, found.end))
        start, end = found.start[odd], found.end[odd]
        offset[odd] = piece.code_points(begin[odd], start)
        length[odd] = piece.code_points(start, end)
    return pa.table(
        [
            pa.array(row + piece.first_row),
            pa.array(offset),
            pa.array(length),
            _CATEGORIES.take(pa.array(found.category)),
            _TIERS.take(pa.array(found.tier)),
            pa.array(found.masked),
        ],
        schema=SPANS,
    )


def _rows_with_other_digits(piece: Piece) -> Ints:
    """Return the cells (from 0) with digits that are no ASCII digits."""
    high = piece.marks.high
    if not len(high):
        return high
    data, place = piece.data, high[:, None] * 8 + np.arange(8)
    last = piece.window(high * 8, 8)
    before = piece.window(high * 8 - 1, 8)
    rows: list[Ints] = []
    for lead, zero, _ in _FOREIGN_DIGITS:
        at = place[(last - np.uint8(zero) < 10) & (before == lead[1])]
        rows.append(piece.row_of(at[data[at - 2] == lead[0]]))
    return np.unique(np.concatenate(rows))


def _translated(column: pa.ChunkedArray, rows: Ints, off: frozenset[str]) -> pa.Table:
    text = column.take(pa.array(rows))
    for _, _, digits in _FOREIGN_DIGITS:
        for value, digit in enumerate(digits):
            text = pc.replace_substring(text, digit, str(value))
    table = scan(text, off=off)
    return table.set_column(0, "row", pa.array(rows[table["row"].to_numpy()]))


__all__ = ["SPANS", "cells", "scan"]
