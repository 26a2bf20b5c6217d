"""Read SQLite databases: read-only and immutable; runs in the child (`sources.aside`).

The database's own library opens the file by its name, so that it can be of any size. `immutable`
says that nobody writes: it takes no locks, and makes no file beside it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pyarrow as pa

from amanat.sources.cells import TEXT
from amanat.sources.dialect import Rows
from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import Locator, ReadNotes
from amanat.sources.opening import open_seekable
from amanat.sources.stream import decode
from amanat.sources.tabular import noted, packed
from amanat.sources.textform import SAMPLE_ROWS
from amanat.sources.typed import blob_text, cell_of, tidy

_ROWS: Final = 4096
#: Bytes of the header that say how it is written; 2 asks for a log beside it.
_LOGGED: Final = slice(18, 20)
_PLAIN: Final = b"\x01\x01"


def names(where: Locator, limits: Limits) -> Iterator[list[str]]:
    """Yield the names of the tables, without those that are computed or the database's own."""
    with closing(_opened(where, limits)) as database:
        rows = _ask(
            database,
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%'"
            " escape '\\' and coalesce(sql, '') not like 'create virtual%' order by name",
        )
        yield [str(name) for (name,) in rows]


def header(where: Locator, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield a table's columns and its first rows."""
    table = where.part or ""
    with closing(_opened(where, limits)) as database:
        found = _ask(database, "select name, hidden from pragma_table_xinfo(?)", table)
        # Columns that are computed when they are read say nothing of their own.
        columns = [str(name) for name, hidden in found if hidden in (0, 3)]
        if not columns:
            raise _error("corrupt")
        notes = ReadNotes()
        first = next(_chunks(database, table, columns, notes, SAMPLE_ROWS), [])
        rows = [list(row) for row in zip(*first, strict=True)]
    yield {"names": columns, "rows": rows}


def batches(where: Locator, dialect: Rows, limits: Limits) -> Iterator[bytes | dict[str, Any]]:
    """Yield a table's records in the order in which they lie; damage costs what lies behind it."""
    notes = ReadNotes()
    # With the names, so that two tables without rows are not one.
    digest = blake2b("\x1f".join(dialect.names).encode("utf-8", "replace"), digest_size=16)
    numbers = [str(at) for at in range(len(dialect.names))]
    read = False
    with closing(_opened(where, limits)) as database:
        for columns in _chunks(database, where.part or "", dialect.names, notes, _ROWS):
            read = True
            for row in zip(*columns, strict=True):
                cells = "\x1f".join(cell or "" for cell in row)
                digest.update((cells + "\x1e").encode("utf-8", "replace"))
            batch = tidy([pa.array(cells, TEXT) for cells in columns], numbers)
            if batch.num_rows:
                yield packed(batch)
    if notes.partly == "truncated_tail" and not read:
        raise _error("corrupt")
    notes.content_hash = digest.digest()
    yield noted(notes)


def _opened(where: Locator, limits: Limits) -> sqlite3.Connection:
    """Connect to a database; one in a container is held in memory, up to `limits.max_nested`."""
    with open_seekable(where, limits) as stream:
        in_place = not where.members and stream.read(16) == b"SQLite format 3\x00"
        stream.seek(0)
        data = b"" if in_place else stream.read()
    try:
        if in_place:
            uri = f"file:{quote(Path(where.file).absolute().as_posix())}?mode=ro&immutable=1"
            database = sqlite3.connect(uri, uri=True)
        else:
            database = sqlite3.connect(":memory:")
            logged = data[_LOGGED] == b"\x02\x02"
            database.deserialize(data[:18] + _PLAIN + data[20:] if logged else data)
        database.text_factory = lambda text: decode(text, "utf-8")
        # What the database says of itself may not be obeyed: it is somebody else's.
        for pragma in ("trusted_schema = off", "query_only = on", "cell_size_check = on"):
            database.execute(f"pragma {pragma}")
    except (sqlite3.Error, ValueError):
        raise _error("corrupt") from None
    return database


def _chunks(
    database: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...] | list[str],
    notes: ReadNotes,
    size: int,
) -> Iterator[list[list[str | None]]]:
    """Yield the cells of some rows, column by column."""
    wanted = ", ".join(map(_quoted, columns))
    rows = _ask(database, f"select {wanted} from {_quoted(table)}")
    ended = False
    while not ended:
        chunk: list[tuple[Any, ...]] = []
        try:
            for row in rows:
                chunk.append(row)
                if len(chunk) >= size:
                    break
            else:
                ended = True
        except SourceError:
            notes.partly = "truncated_tail"
            ended = True
        if chunk:
            yield [[_cell(value, notes) for value in cells] for cells in zip(*chunk, strict=True)]


def _cell(value: Any, notes: ReadNotes) -> str | None:
    if not isinstance(value, bytes):
        return cell_of(value)
    text = blob_text(value)
    if text is None and notes.partly is None:
        # A picture or a document that lies in a cell.
        notes.partly = "members_skipped"
    return text


def _ask(database: sqlite3.Connection, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query.

    Raises:
        SourceError: `corrupt`, from the row on that lies in a damaged page.
    """
    try:
        yield from database.execute(query, values)
    except sqlite3.Error:
        raise _error("corrupt") from None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _error(reason: str) -> SourceError:
    return SourceError(
        reason, "a database that cannot be read", "a whole one", "export its tables as CSV"
    )
