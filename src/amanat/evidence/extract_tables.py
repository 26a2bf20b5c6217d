"""Where a unit's tables grow, batch by batch, in the column types of `extracted.EXTRACTED`."""

from collections.abc import Mapping
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from amanat.evidence.cache import ROW_GROUP
from amanat.evidence.extracted import EXTRACTED

MOMENT: Final = pa.timestamp("us", tz="UTC")
NO_TIME: Final = int(np.iinfo(np.int64).min)


#: Tables with a row or more for each record, which are only ever added to.
STREAMED: Final = frozenset({"rows", "row_ids", "traces", "integrations", "memberships"})


class Sink(Protocol):
    """Takes the first rows of long tables while a unit is still read."""

    def append(self, name: str, table: pa.Table) -> None:
        """Take the next rows of a table: a multiple of `ROW_GROUP`."""

    def discard(self) -> None:
        """Forget what was taken."""


class Tables:
    """The tables of one unit while they grow; empty columns and constants share their memory."""

    def __init__(self, sink: Sink | None = None) -> None:
        """Begin with every table empty; `sink` takes what long tables need not keep."""
        self._sink = sink
        self._waiting = dict.fromkeys(STREAMED, 0)
        self._parts: dict[str, list[pa.Table]] = {name: [] for name in EXTRACTED}
        self._constants: dict[tuple[object, pa.DataType], pa.Array] = {}

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
        if self._sink is not None and name in STREAMED:
            self._waiting[name] += count
            if self._waiting[name] >= ROW_GROUP:
                self._flush(name, self._sink)

    def table(self, name: str) -> pa.Table:
        """Return what a table holds so far."""
        return pa.concat_tables([EXTRACTED[name].empty_table(), *self._parts[name]])

    def put(self, name: str, table: pa.Table) -> None:
        """Replace what a table holds."""
        self._parts[name] = [table.cast(EXTRACTED[name])]

    def finish(self) -> dict[str, pa.Table]:
        """Return all tables, without the rows that the sink took."""
        return {name: self.table(name) for name in EXTRACTED}

    def _flush(self, name: str, sink: Sink) -> None:
        """Give away whole row groups, so that a file has the same bytes with and without sink."""
        table = self.table(name)
        whole = len(table) - len(table) % ROW_GROUP
        sink.append(name, table.slice(0, whole))
        rest = table.slice(whole)
        self._parts[name], self._waiting[name] = [rest], len(rest)

    def _array(self, values: Any, count: int, kind: pa.DataType) -> pa.Array:
        if isinstance(values, pa.Array):
            return values if values.type == kind else values.cast(kind)
        if isinstance(values, np.ndarray):
            return moments(values) if kind == MOMENT else pa.array(values, kind)
        if isinstance(values, list):
            return pa.array(values, kind)
        # Batches are of many sizes: the longest constant so far serves all shorter ones.
        made = self._constants.get((values, kind))
        if made is None or len(made) < count:
            made = pa.nulls(count, kind) if values is None else _repeated(values, count, kind)
            self._constants[values, kind] = made
        return made.slice(0, count)


def moments(values: npt.NDArray[np.int64]) -> pa.Array:
    """Return microseconds since 1970 as moments; the smallest int64 is null."""
    return pa.array(values, pa.int64(), mask=values == NO_TIME).cast(MOMENT)


def _repeated(value: object, count: int, kind: pa.DataType) -> pa.Array:
    return pa.repeat(pa.scalar(value, kind), count)
