"""The seam between SQL and what runs it: register tables, query, write."""

from pathlib import Path
from typing import Protocol

import pyarrow as pa


class EngineError(Exception):
    """A query could not run. Says the kind of fault, never a value: foreign messages hold cells."""


class Engine(Protocol):
    """One connection. Names are ours; queries are the portable subset of SQL."""

    def register(self, name: str, table: pa.Table) -> None:
        """Make `table` readable as `name`; a second one of that name takes its place.

        Raises:
            EngineError: the name is no plain word, or the table cannot be read.
        """

    def table(self, name: str) -> pa.Table:
        """Return what was registered as `name`, as it was given.

        Raises:
            EngineError: nothing was.
        """

    def query(self, sql: str) -> pa.Table:
        """Return all rows of one SELECT.

        Raises:
            EngineError: it does not parse, names what is not there, or fails on a value.
        """

    def write(self, sql: str, path: Path) -> int:
        """Write all rows of one SELECT as Parquet and return how many.

        Raises:
            EngineError: as for `query`.
            OSError: the folder cannot be written.
        """

    def close(self) -> None:
        """Let go of all tables and memory."""
