"""DuckDB in this process: no files, no extensions, no network, a configuration that stays."""

import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from amanat.engine.base import EngineError

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
#: A name without digits cannot be anybody's number, and without "@" nobody's address.
_MISSING: Final = re.compile(
    r'(?:Catalog Error: Table with name|Binder Error: Referenced column) "?([a-z_]{1,40})"? '
)
#: Equal rows give equal bytes whatever the machine: row groups never follow the memory at hand.
_ROW_GROUP: Final = 65_536


class DuckDB:
    """An `Engine` in memory.

    Registered tables are read where they lie. With external access off, neither a query nor a
    fault in one can open a file, a socket or an extension; the configuration is locked after that.

    Args:
        threads: how many cores a query may use; it changes no result.
        memory_mb: most memory for joins and sorts, registered tables not counted.
        temp: folder inside the workspace for what does not fit, or None: nothing is ever spilled.
    """

    def __init__(
        self, *, threads: int = 1, memory_mb: int = 1024, temp: Path | None = None
    ) -> None:
        config: dict[str, str | bool | int] = {
            "threads": threads,
            "memory_limit": f"{memory_mb}MB",
            "temp_directory": "" if temp is None else str(temp),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "allow_persistent_secrets": False,
            "python_enable_replacements": False,
            # What a query no longer needs goes back at once: the next one is not its only user.
            "allocator_flush_threshold": "16MB",
            "allocator_bulk_deallocation_flush_threshold": "16MB",
            "allocator_background_threads": True,
        }
        self._tables: dict[str, pa.Table] = {}
        self._connection = _kept_in("open", lambda: _open(config))

    def register(self, name: str, table: pa.Table) -> None:
        """See `Engine.register`."""
        if not _NAME.fullmatch(name):
            raise EngineError("register: a table's name is lower case letters, digits and '_'")
        _kept_in(f"register {name}", lambda: self._connection.register(name, table))
        self._tables[name] = table

    def table(self, name: str) -> pa.Table:
        """See `Engine.table`."""
        if name not in self._tables:
            raise EngineError(f"table: nothing is registered as {name}")
        return self._tables[name]

    def query(self, sql: str) -> pa.Table:
        """See `Engine.query`. Fingerprints come back as `binary`; `evidence.schema` types them."""
        return _kept_in("query", lambda: self._select(sql).to_arrow_table())

    def write(self, sql: str, path: Path) -> int:
        """See `Engine.write`. Under a temporary name first, so that a killed run leaves no half."""
        table = self.query(sql)
        half = path.with_name(path.name + ".part")
        _kept_in(
            "write",
            lambda: pq.write_table(table, half, row_group_size=_ROW_GROUP, compression="zstd"),
        )
        half.replace(path)
        return int(table.num_rows)

    def close(self) -> None:
        """See `Engine.close`."""
        self._tables.clear()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _select(self, sql: str) -> duckdb.DuckDBPyRelation:
        # Parsed first: `.sql` would run a DROP, and the first of two statements, without a word.
        statements = self._connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise EngineError("query: wanted one SELECT")
        return self._connection.sql(sql)


def _open(config: dict[str, str | bool | int]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config=config)
    for setting in (
        "set TimeZone = 'UTC'",
        "set Calendar = 'gregorian'",
        "set default_order = 'ascending'",
        "set default_null_order = 'nulls_last'",
        "set preserve_insertion_order = true",
        "set enable_progress_bar = false",
        "set enable_external_access = false",
        "set lock_configuration = true",
    ):
        connection.execute(setting)
    return connection


def _kept_in(doing: str, call: Callable[[], Any]) -> Any:
    """Call; replace DuckDB's and Arrow's messages, which quote cells, by the kind of fault."""
    try:
        return call()
    except (duckdb.Error, pa.ArrowException) as fault:
        said = f"{doing}: {type(fault).__name__}{_name_in(fault)}"
    # Raised out here, so that not even `__context__` keeps the foreign message.
    raise EngineError(said)


def _name_in(fault: Exception) -> str:
    """Return the table or column that is not there, when it is a plain name and nothing else."""
    if not isinstance(fault, (duckdb.CatalogException, duckdb.BinderException)):
        return ""
    found = _MISSING.match(str(fault))
    return f" ({found[1]})" if found else ""
