"""Find the places of a finding in the originals again; evidence never had to hold them."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

import pyarrow as pa

from amanat.audit.caching import open_cache
from amanat.audit.kept import Kept
from amanat.audit.survey import files_below
from amanat.evidence.cache import read_table
from amanat.evidence.seal import Seal
from amanat.evidence.workspace import Workspace
from amanat.findings.model import Place
from amanat.sources.discover import discover
from amanat.sources.errors import SourceError
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.read import read
from amanat.sources.recognise import recognise
from amanat.terms.errors import UserError

_WHERE: Final = "the original of this place"


@dataclass(frozen=True, slots=True)
class Shown:
    """One place in the original: for a screen, never for a file."""

    file: str
    record: str
    column: str
    text: str


@dataclass(slots=True)
class Originals:
    """The originals of an audit, opened only when a place is asked for, each read once."""

    _found: dict[str, Found]
    _heads: dict[str, Head] = field(default_factory=dict)
    _record_ids: dict[str, pa.Array | None] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: Workspace, kept: Kept) -> "Originals":
        """Match an audit's units with the files as they lie now.

        A file that changed since has no units here: its places cannot be shown.
        """
        about = kept.about
        keys = workspace.keys_named(about.key_id)
        seal = Seal(keys)
        cache = open_cache(
            workspace, keys, off=frozenset(about.off), plugins=about.plugins, own=about.own
        )
        folders = [Path(seal.open(sealed)) for sealed in about.folders]
        found: dict[str, Found] = {}
        for path, stat in files_below(folders, workspace.path):
            known = cache.known_file(str(path), stat)
            if known is None:
                continue
            units = discover([path], workspace=workspace.path)
            for unit, folder in zip(units, known, strict=False):
                rows = read_table(folder, "unit")["unit_id"].to_pylist()
                found.update(dict.fromkeys(rows, unit))
        return cls(found)

    def refuse_changed(self, units: Iterable[str]) -> None:
        """Do nothing where the originals of all units are there as they were.

        Raises:
            UserError: one changed or is gone.
        """
        for unit in units:
            self._unit(unit)

    def reveal(self, place: Place) -> dict[str, str]:
        """Return file, record and column name of a place, read again from the original.

        Raises:
            UserError: the original changed or is gone.
        """
        if place.unit is None:
            return {}
        return self._told(place, place.unit, lambda row: self._record_id(str(place.unit), row))

    def show(
        self, places: Iterable[Place], *, context: int = 60
    ) -> Iterator[tuple[Place, Shown | None]]:
        """Yield places with their text and `context` characters around, for a screen only.

        Args:
            places: in their order, those of one unit together.
            context: how many characters to show before and after.

        Yields:
            each place; None with one that lies in no unit.

        Raises:
            UserError: the original changed or is gone.
        """
        for unit, group in groupby(places, key=lambda each: each.unit):
            if unit is None:
                yield from ((place, None) for place in group)
            else:
                yield from self._show_unit(unit, list(group), context)

    def _show_unit(
        self, unit: str, places: Sequence[Place], context: int
    ) -> Iterator[tuple[Place, Shown]]:
        readable = self._unit(unit).reason is None
        rows = self._rows(unit, places) if readable else {}

        def record(row: int) -> str:
            ids = _id_titles(self._head(unit))
            cells = rows.get(row, {})
            return (cells.get(ids[0]) or "") if ids else _nth(row)

        for place in places:
            told = self._told(place, unit, record)
            text = ""
            if readable and place.row is not None and place.column is not None:
                title = self._head(unit).columns[place.column]
                cell = rows.get(place.row, {}).get(title) or ""
                start = place.offset or 0
                end = start + (place.length or len(cell))
                text = cell[max(0, start - context) : end + context]
            yield (
                place,
                Shown(
                    told.get("file", ""), told.get("record", ""), told.get("column_name", ""), text
                ),
            )

    def _told(self, place: Place, unit: str, record: Callable[[int], str]) -> dict[str, str]:
        found = self._unit(unit)
        told = {"file": "/".join([found.where.file, *found.where.members])}
        if found.where.part:
            told["file"] += f" [{found.where.part}]"
        if found.reason is None:
            head = self._head(unit)
            if place.row is not None:
                told["record"] = record(place.row)
            if place.column is not None and place.column < len(head.columns):
                told["column_name"] = head.columns[place.column]
        return told

    def _unit(self, unit: str) -> Found:
        if unit not in self._found:
            raise UserError(
                where=_WHERE,
                found="a file that changed since the audit, or is gone",
                wanted="the file as it was read",
                remedy="run `amanat audit` again and use the new finding",
            )
        return self._found[unit]

    def _head(self, unit: str) -> Head:
        if unit not in self._heads:
            with _for_users():
                self._heads[unit] = recognise(self._unit(unit))
        return self._heads[unit]

    def _record_id(self, unit: str, row: int) -> str:
        """Return the source's id of a record; all of a unit's are read and kept at the first."""
        if unit not in self._record_ids:
            self._record_ids[unit] = self._read_record_ids(unit)
        ids = self._record_ids[unit]
        if ids is None:
            return _nth(row)
        return (ids[row].as_py() or "") if row < len(ids) else ""

    def _read_record_ids(self, unit: str) -> pa.Array | None:
        head = self._head(unit)
        titles = _id_titles(head)
        if not titles:
            return None
        parts = [pa.array([], pa.large_string())]
        with _for_users():
            parts += [batch.column(titles[0]) for batch in read(head, ReadNotes())]
        return pa.concat_arrays(parts)

    def _rows(self, unit: str, places: Sequence[Place]) -> dict[int, dict[str, str | None]]:
        """Read the rows of places, their columns and ids only, in one go up to the last of them."""
        wanted = sorted({place.row for place in places if place.row is not None})
        if not wanted:
            return {}
        head = self._head(unit)
        columns = {head.columns[place.column] for place in places if place.column is not None}
        titles = sorted(columns | set(_id_titles(head)))
        found: dict[int, dict[str, str | None]] = {}
        first = 0
        with _for_users():
            for batch in read(head, ReadNotes()):
                until = first + batch.num_rows
                here = wanted[bisect_left(wanted, first) : bisect_left(wanted, until)]
                at = pa.array([row - first for row in here], pa.int64())
                cells = batch.select(titles).take(at).to_pylist()
                found.update(zip(here, cells, strict=True))
                first = until
                if wanted[-1] < first:
                    break
        return found


@contextmanager
def _for_users() -> Iterator[None]:
    """Say of an original that cannot be read what its owner can do."""
    try:
        yield
    except SourceError as error:
        raise UserError(
            where=_WHERE, found=error.found, wanted=error.wanted, remedy=error.remedy
        ) from None


def _id_titles(head: Head) -> list[str]:
    return [
        title
        for title, rule in zip(head.columns, head.rules, strict=True)
        if rule is not None and rule.role == "record_id"
    ]


def _nth(row: int) -> str:
    return f"row {row + 1}"
