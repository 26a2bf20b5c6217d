"""Read Parquet, row group by row group; runs in the child (`sources.aside`)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from amanat.sources.cells import TEXT
from amanat.sources.dialect import Columns
from amanat.sources.errors import SourceError
from amanat.sources.jsonshape import NUMBERED, cells, value_at
from amanat.sources.limits import Limits
from amanat.sources.model import Locator, ReadNotes
from amanat.sources.opening import open_seekable, open_unit
from amanat.sources.stream import Raw
from amanat.sources.tabular import noted, packed
from amanat.sources.textform import SAMPLE_ROWS
from amanat.sources.typed import cell_of, text_column, tidy

_ROWS: Final = 8192
_BUFFER: Final = 1 << 20
#: Entries of a list whose entries are columns by number.
_MOST_NUMBERED: Final = 64


def header(where: Locator, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield the paths of the columns, and the cells of the first rows."""
    file = _opened(where, limits)
    first = next(_groups(file, ReadNotes(), SAMPLE_ROWS), None)
    names = file.schema_arrow.names
    paths = [
        path
        for at, name in enumerate(names)
        for path in _paths(name, file.schema_arrow.field(at), first, at)
    ]
    columns = [] if first is None else [_texts(first, names, path) for path in paths]
    rows = [list(row) for row in zip(*(each.to_pylist() for each in columns), strict=True)]
    titles = [".".join([names[int(path[0])], *map(str, path[1:])]) for path in paths]
    yield {"paths": paths, "titles": titles, "rows": rows[:SAMPLE_ROWS]}


def batches(where: Locator, dialect: Columns, limits: Limits) -> Iterator[bytes | dict[str, Any]]:
    """Yield the records; a row group that is damaged costs its own rows."""
    notes = ReadNotes()
    file = _opened(where, limits)
    names = file.schema_arrow.names
    numbers = [str(at) for at in range(len(dialect.paths))]
    for batch in _groups(file, notes, _ROWS):
        columns = [_texts(batch, names, path) for path in dialect.paths]
        if notes.partly is None and _left_out(batch, dialect, columns):
            notes.partly = "members_skipped"
        cleaned = tidy(columns, numbers)
        if cleaned.num_rows:
            yield packed(cleaned)
    raw = Raw(open_unit(where, limits))
    raw.drain()
    raw.close()
    notes.content_hash = raw.digest()
    yield noted(notes)


def _opened(where: Locator, limits: Limits) -> Any:
    stream = open_seekable(where, limits)
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 4))
    mark = stream.read(4)
    stream.seek(0)
    if mark != b"PAR1":
        raise _error("encrypted" if mark == b"PARE" else "truncated")
    try:
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=_BUFFER)
    except (pa.ArrowException, OSError, ValueError):
        raise _error("corrupt") from None
    about = file.metadata
    unpacked = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
    if limits.over_ratio(max(about.num_rows, unpacked), size):
        raise _error("over_ratio")
    if not len(file.schema_arrow.names):
        raise _error("empty")
    return file


def _groups(file: Any, notes: ReadNotes, rows: int) -> Iterator[Any]:
    """Yield record batches, group by group; the rows of damaged groups are counted."""
    read = 0
    for group in range(file.num_row_groups):
        left = file.metadata.row_group(group).num_rows
        try:
            for batch in file.iter_batches(rows, row_groups=[group], use_threads=False):
                left -= batch.num_rows
                read += batch.num_rows
                yield batch
        except (pa.ArrowException, OSError, ValueError):
            notes.bad_records += max(left, 0)
            notes.partly = "bad_rows"
    if notes.bad_records and not read:
        raise _error("corrupt")


def _paths(name: str, field: Any, first: Any | None, at: int) -> Iterator[tuple[str | int, ...]]:
    """Yield the columns that one typed column becomes, as JSON of that shape would."""
    for path, _ in cells({name: _example(field, first, at)}):
        yield (at, *path[1:])


def _example(field: Any, first: Any | None, at: int) -> Any:
    """Return a value that has all keys which the type or the first rows show."""
    if pa.types.is_struct(field.type):
        kind = field.type
        return {
            kind.field(index).name: _example(kind.field(index), None, 0)
            for index in range(kind.num_fields)
        }
    if field.name in NUMBERED and pa.types.is_list(field.type) and first is not None:
        entry = _example(field.type.value_field, None, 0)
        longest = max((len(each or ()) for each in first.column(at).to_pylist()), default=0)
        return [entry] * min(longest, _MOST_NUMBERED)
    return None


def _texts(batch: Any, names: Sequence[str], path: Sequence[str | int]) -> Any:
    column = batch.column(int(path[0]))
    if len(path) == 1:
        return text_column(column)
    name = names[int(path[0])]
    values = (value_at({name: value}, (name, *path[1:])) for value in column.to_pylist())
    return pa.array([cell_of(value) for value in values], TEXT)


def _left_out(batch: Any, dialect: Columns, columns: Sequence[Any]) -> bool:
    """Say whether bytes that are no text were left out: a picture that lies in a cell."""
    pairs = zip(dialect.paths, columns, strict=True)
    return any(
        _is_binary(batch.column(int(path[0])).type)
        and column.null_count > batch.column(int(path[0])).null_count
        for path, column in pairs
    )


def _is_binary(kind: Any) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def _error(reason: str) -> SourceError:
    return SourceError(reason, "a Parquet file that cannot be read", "a whole one", "export again")
