"""Parquet: typed columns; nested ones become columns as JSON's do."""

from collections.abc import Iterator
from typing import Any, Final

from amanat.sources.dialect import Columns
from amanat.sources.format import Form, Format
from amanat.sources.limits import Limits
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.tabular import ask, batches_aside, columns_form


def _form(found: Found, limits: Limits) -> Form:
    told = ask("parquet:header", found, limits)
    paths = tuple(tuple(path) for path in told["paths"])
    return columns_form("parquet", Columns(paths), told["titles"], told["rows"])


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    return batches_aside("parquet:batches", head, notes, limits)


FORMATS: Final = (
    Format(
        "parquet",
        suffixes=("parquet", "pq"),
        magic=(b"PAR1", b"PARE"),
        like="csv",
        form=_form,
        batches=_batches,
    ),
)
