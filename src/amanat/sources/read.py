"""Read a recognised unit as Arrow record batches: every column text, empty cells null."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from amanat.sources.cells import schema
from amanat.sources.errors import SourceError
from amanat.sources.limits import DEFAULT, Limits
from amanat.sources.model import Head, ReadNotes
from amanat.sources.opening import DAMAGE
from amanat.sources.telling import by_word


def read(
    head: Head,
    notes: ReadNotes,
    *,
    batch_rows: int = 65_536,
    row_range: tuple[int, int] | None = None,
    limits: Limits = DEFAULT,
) -> Iterator[Any]:
    """Yield a unit's records in order, in batches of at most `batch_rows` rows.

    Args:
        head: the unit as recognised.
        notes: filled by the end of the reading: bad records, damage, content hash. The hash
            (BLAKE2b-16, no key) is of the raw bytes, of the cells for a sheet.
        batch_rows: most rows of a batch.
        row_range: from this record up to, not including, that one; None: all. The whole unit is
            hashed and its bad records counted all the same.
        limits: bounds on containers.

    Returns:
        Batches whose columns are `head.columns`, all `large_string`, empty cells null. Rows
        without any cell are no records. Documents have the columns title and text.

    Raises:
        SourceError: the unit cannot be read.
    """
    fields = schema(head.columns)
    start, stop = row_range if row_range is not None else (0, None)
    at = 0
    for batch in _batches(head, notes, limits):
        begin = max(0, start - at)
        end = batch.num_rows if stop is None else min(batch.num_rows, stop - at)
        at += batch.num_rows
        for offset in range(begin, end, batch_rows):
            piece = batch.slice(offset, min(batch_rows, end - offset))
            yield pa.RecordBatch.from_arrays(piece.columns, schema=fields)


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    shape = by_word().get(head.found.format)
    if shape is None or shape.batches is None:
        raise _failed("format_unknown")
    try:
        yield from shape.batches(head, notes, limits)
        if notes.bad_records:
            notes.partly = notes.partly or "bad_rows"
    except SourceError:
        raise
    except MemoryError:  # Arrow's own is one too
        raise _failed("over_memory") from None
    except (pa.ArrowException, *DAMAGE, OSError, ValueError):
        raise _failed("corrupt") from None


def _failed(reason: str) -> SourceError:
    return SourceError(
        reason, "content that cannot be read", "whole records", "export the file again"
    )
