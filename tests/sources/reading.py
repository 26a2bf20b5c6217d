"""Small helpers: find, recognise and read one file."""

from pathlib import Path

from amanat.sources.discover import discover
from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.read import read
from amanat.sources.recognise import recognise


def found(*paths: Path, **options) -> list[Found]:
    return discover(list(paths), workspace=None, **options)


def only(path: Path) -> Found:
    units = found(path)
    assert len(units) == 1
    return units[0]


def head_of(path: Path) -> Head:
    return recognise(only(path))


def rows_of(head: Head, notes: ReadNotes | None = None, **options) -> list[list[str | None]]:
    batches = read(head, notes or ReadNotes(), **options)
    rows = []
    for batch in batches:
        assert batch.schema.names == list(head.columns)
        rows.extend(
            [list(row) for row in zip(*(c.to_pylist() for c in batch.columns), strict=True)]
        )
    return rows


def read_file(path: Path) -> tuple[Head, list[list[str | None]], ReadNotes]:
    head, notes = head_of(path), ReadNotes()
    return head, rows_of(head, notes), notes


def reasons(units: list[Found]) -> dict[str, str | None]:
    """Reason of each unit by the last part of its name."""
    names = [unit.where.members[-1] if unit.where.members else unit.where.file for unit in units]
    return {name.rsplit("/", 1)[-1]: unit.reason for name, unit in zip(names, units, strict=True)}


def reason_of(path: Path, **limits: int) -> str | None:
    """Why a file cannot be read, wherever that shows first; None: it can."""
    bounds = Limits(**limits)
    units = found(path, limits=bounds)
    for unit in units:
        if unit.reason is not None:
            return unit.reason
        try:
            rows_of(recognise(unit, limits=bounds), limits=bounds)
        except SourceError as error:
            return error.reason
    return None
