"""Tables from rows or columns, in the schema's types."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from amanat.evidence.schema import TABLES


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
    """Build the evidence table `name` from arrays of one length, one for each column."""
    schema = TABLES[name].arrow
    return pa.table(
        [_array(columns[field.name], field.type) for field in schema],
        schema=schema,
    )


def constant(value: Any, size: int, kind: pa.DataType) -> pa.Array:
    """Return `size` times one value; None gives nulls."""
    return pa.nulls(size, kind) if value is None else pa.repeat(pa.scalar(value, kind), size)


def stacked(name: str, parts: Sequence[pa.Table]) -> pa.Table:
    """Put tables of one schema under one another; none gives the empty table."""
    return pa.concat_tables(parts) if parts else TABLES[name].arrow.empty_table()


def _array(values: Any, kind: pa.DataType) -> pa.Array | pa.ChunkedArray:
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return values.cast(kind)
    return pa.array(values, kind)


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    # Moments are whole microseconds in rows, so that no local time zone has a say.
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).cast(kind)
    return pa.array(values, kind)
