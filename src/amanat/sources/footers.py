"""Leave out what stands below a table: totals, who prepared it, how secret it is."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from amanat.sources.header import is_amount, is_closing, is_signature, is_total

#: Rows below a table are few.
_MOST: Final = 12


def without_footer(batches: Iterator[Any]) -> Iterator[Any]:
    """Yield batches without the footers at the end of the last one."""
    held: Any | None = None
    for batch in batches:
        if held is not None:
            yield held
        held = batch
    if held is None:
        return
    keep = held.num_rows
    tail = held.slice(max(0, keep - _MOST))
    rows = list(zip(*(column.to_pylist() for column in tail.columns), strict=True))
    while rows and is_footer_row(rows[-1]):
        rows.pop()
        keep -= 1
    if keep:
        yield held.slice(0, keep)


def is_footer_row(row: Sequence[str | None]) -> bool:
    """Say whether a row at the end of a table is no record.

    Its first cell says so, and less than half of it is filled; or it is a total with nothing but
    amounts beside it, or says who made the table.
    """
    filled = [cell for cell in row if cell]
    if not filled or not (is_closing(filled[0]) or is_signature(filled[0])):
        return False
    if len(filled) * 2 < len(row) or (is_signature(filled[0]) and len(filled) < len(row)):
        return True
    return is_total(filled[0]) and all(map(is_amount, filled[1:]))
