"""Tables from rows or columns, in the schema's types."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from amanat.evidence.schema import TABLES

#: Rows from which on a table is long.
_LONG: Final = 65_536


def from_rows(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Build the evidence table `name` from rows; a column that a row lacks is null.

    Moments are given as microseconds since 1970 in UTC.
    """
    schema = TABLES[name].arrow
    return pa.table(
        [_column([row.get(field.name) for row in rows], field.type) for field in schema],
        schema=schema,
    )


def from_columns(name: str, columns: Mapping[str, Any]) -> pa.Table:
    """Build the evidence table `name` from arrays of one length, one for each column.

    Words of a long table are dictionaries: their text would be most of its memory. The store and
    the engine read both alike.
    """
    schema = TABLES[name].arrow
    arrays = [_coded(_array(columns[field.name], field.type)) for field in schema]
    return pa.table(arrays, names=schema.names)


def constant(value: Any, size: int, kind: pa.DataType) -> pa.Array:
    """Return `size` times one value; None gives nulls, and a word in a long table a dictionary."""
    if value is not None and pa.types.is_string(kind) and size >= _LONG:
        codes = pa.array(np.zeros(size, dtype=np.int32))
        return pa.DictionaryArray.from_arrays(codes, pa.array([value], kind))
    return pa.nulls(size, kind) if value is None else pa.repeat(pa.scalar(value, kind), size)


def stacked(name: str, parts: Sequence[pa.Table]) -> pa.Table:
    """Put tables of one schema under one another; none gives the empty table."""
    if not parts:
        return TABLES[name].arrow.empty_table()
    coded = {
        field.name for part in parts for field in part.schema if pa.types.is_dictionary(field.type)
    }
    return pa.concat_tables([_with_coded(part, coded) for part in parts])


def _with_coded(table: pa.Table, names: Collection[str]) -> pa.Table:
    for at, field in enumerate(table.schema):
        if field.name in names and not pa.types.is_dictionary(field.type):
            table = table.set_column(at, field.name, table.column(at).dictionary_encode())
    return table


def _coded(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    if pa.types.is_string(values.type) and len(values) >= _LONG:
        return values.dictionary_encode()
    return values


def _array(values: Any, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if isinstance(values, pa.DictionaryArray):
        return values
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values.cast(kind)
    return pa.array(values, kind)


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    # Moments are whole microseconds in rows, so that no local time zone has a say.
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).cast(kind)
    return pa.array(values, kind)
