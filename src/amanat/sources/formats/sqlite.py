"""SQLite databases: each table is a unit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from amanat.sources.dialect import Rows
from amanat.sources.errors import SourceError
from amanat.sources.format import Form, Format
from amanat.sources.limits import Limits
from amanat.sources.model import Found, Head, Locator, ReadNotes
from amanat.sources.opening import open_container
from amanat.sources.tabular import ask, batches_aside, columns_form

#: What stands beside a database while somebody writes to it.
_LOGS: Final = ("-wal", "-journal")


def _parts(found: Found, limits: Limits) -> Iterator[str]:
    if _is_live(found.where, limits):
        raise SourceError(
            "live_database", "a database in use", "an export of it", "close the app, or export"
        )
    yield from ask("sqlite:names", found, limits)


def _is_live(where: Locator, limits: Limits) -> bool:
    if not where.members:
        beside = (Path(where.file + log) for log in _LOGS)
        return any(log.is_file() and log.stat().st_size > 0 for log in beside)
    logs = {where.members[-1] + log for log in _LOGS}
    container = Locator(where.file, where.members[:-1])
    return any(
        entry.name in logs and entry.size > 0
        for entry in open_container(container, limits).entries()
    )


def _form(found: Found, limits: Limits) -> Form:
    told = ask("sqlite:header", found, limits)
    return columns_form("sqlite", Rows(tuple(told["names"])), told["names"], told["rows"])


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    return batches_aside("sqlite:batches", head, notes, limits)


FORMATS: Final = (
    # "db" is many things: only its content tells that it is this.
    Format(
        "sqlite",
        suffixes=("sqlite", "sqlite3"),
        magic=(b"SQLite format 3\x00",),
        like="csv",
        form=_form,
        batches=_batches,
        parts=_parts,
    ),
)
