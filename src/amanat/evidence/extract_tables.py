"""Where a unit's tables grow, batch by batch, in the column types of `extracted.EXTRACTED`."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from amanat.evidence.extracted import EXTRACTED

MOMENT: Final = pa.timestamp("us", tz="UTC")
NO_TIME: Final = int(np.iinfo(np.int64).min)


class Tables:
    """The tables of one unit while they grow; empty columns and constants share their memory."""

    def __init__(self) -> None:
        """Begin with every table empty."""
        self._parts: dict[str, list[pa.Table]] = {name: [] for name in EXTRACTED}
        self._constants: dict[tuple[object, int, pa.DataType], pa.Array] = {}

    def add(self, name: str, count: int, columns: Mapping[str, Any]) -> None:
        """Add rows.

        Args:
            name: a table of `EXTRACTED`.
            count: how many rows.
            columns: arrays of `count` values, or one value for all rows; a column that is not
                there is null.
        """
        if not count:
            return
        schema = EXTRACTED[name]
        unknown = set(columns) - set(schema.names)
        if unknown:
            raise KeyError(f"no such columns of {name}: {sorted(unknown)}")
        arrays = [self._array(columns.get(field.name), count, field.type) for field in schema]
        self._parts[name].append(pa.Table.from_arrays(arrays, schema=schema))

    def table(self, name: str) -> pa.Table:
        """Return what a table holds so far."""
        return pa.concat_tables([EXTRACTED[name].empty_table(), *self._parts[name]])

    def put(self, name: str, table: pa.Table) -> None:
        """Replace what a table holds."""
        self._parts[name] = [table.cast(EXTRACTED[name])]

    def finish(self) -> dict[str, pa.Table]:
        """Return all tables."""
        return {name: self.table(name) for name in EXTRACTED}

    def _array(self, values: Any, count: int, kind: pa.DataType) -> pa.Array:
        if isinstance(values, pa.Array):
            return values if values.type == kind else values.cast(kind)
        if isinstance(values, np.ndarray):
            return moments(values) if kind == MOMENT else pa.array(values, kind)
        if isinstance(values, list):
            return pa.array(values, kind)
        key = (values, count, kind)
        if key not in self._constants:
            made = pa.nulls(count, kind) if values is None else _repeated(values, count, kind)
            self._constants[key] = made
        return self._constants[key]


def moments(values: npt.NDArray[np.int64]) -> pa.Array:
    """Return microseconds since 1970 as moments; the smallest int64 is null."""
    return pa.array(values, pa.int64(), mask=values == NO_TIME).cast(MOMENT)


def _repeated(value: object, count: int, kind: pa.DataType) -> pa.Array:
    return pa.repeat(pa.scalar(value, kind), count)
