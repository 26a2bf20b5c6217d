"""Tables that are read aside: record batches come from the child as Arrow's own bytes."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, Final

import pyarrow as pa

from amanat.sources.aside import aside
from amanat.sources.errors import SourceError
from amanat.sources.format import Form
from amanat.sources.limits import Limits
from amanat.sources.model import Found, Head, ReadNotes

_NOTED: Final = ("bad_records", "partly", "content_hash")


def ask(reader: str, found: Found, limits: Limits) -> Any:
    """Return the one thing that a reader says of a unit.

    Args:
        reader: `module:function` in `sources.readers`; it takes a `Locator` and `Limits`.
        found: the unit.
        limits: bounds on it.

    Raises:
        SourceError: as the reader raised it, or `too_slow`, `over_memory`, `reader_fault`.
    """
    # To its end: a child that is left in the middle of a file has to be replaced.
    said = list(aside(_name(reader), found.where, limits, limits=limits))
    if len(said) != 1:
        raise _fault()
    return said[0]


def batches_aside(reader: str, head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    """Yield the record batches that a reader makes in the child.

    Args:
        reader: it takes a `Locator`, the dialect and `Limits`, yields `packed` batches, and at
            the end what `noted` gives.
        head: the unit.
        notes: filled at the end.
        limits: bounds on it.
    """
    where, dialect = head.found.where, head.dialect
    with closing(aside(_name(reader), where, dialect, limits, limits=limits)) as said:
        for each in said:
            if isinstance(each, bytes):
                yield _batch(each)
            else:
                notes.bad_records, notes.partly, notes.content_hash = map(each.get, _NOTED)


def columns_form(
    word: str, dialect: object, titles: Sequence[str], rows: Sequence[Sequence[str | None]]
) -> Form:
    """Return the form of a table whose columns have names of their own."""
    filled = [any(row[at] for row in rows) for at in range(len(titles))]
    return Form(word, dialect, titles, [bool(title.strip()) for title in titles], filled, rows)


def packed(batch: Any) -> bytes:
    """Return a record batch as bytes (Arrow IPC)."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def noted(notes: ReadNotes) -> dict[str, Any]:
    """Return what a reader noted, as it is sent."""
    return {name: getattr(notes, name) for name in _NOTED}


def _batch(data: bytes) -> Any:
    try:
        with pa.ipc.open_stream(data) as stream:
            batch = stream.read_next_batch()
        batch.validate(full=True)
    except (pa.ArrowException, OSError, StopIteration):
        raise _fault() from None
    return batch


def _name(reader: str) -> str:
    return f"amanat.sources.readers.{reader}"


def _fault() -> SourceError:
    return SourceError("reader_fault", "what no reader says", "a table", "tell us of the fault")
