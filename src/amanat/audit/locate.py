"""Find the places of a finding in the originals again; evidence never had to hold them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Shown:
    """One place in the original: for a screen, never for a file."""

    file: str
    record: str
    column: str
    text: str


@dataclass(slots=True)
class Originals:
    """The originals of an audit, opened only when a place is asked for."""

    _found: dict[str, Found]
    _heads: dict[str, Head] = field(default_factory=dict)
    _rows: dict[tuple[str, int], dict[str, str | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: Workspace, kept: Kept) -> "Originals":
        """Match an audit's units with the files as they lie now.

        A file that changed since has no units here: its places cannot be shown.
        """
        about = kept.about
        keys = workspace.keys_named(about.key_id)
        seal = Seal(keys)
        cache = open_cache(workspace, keys, off=frozenset(about.off), plugins=about.plugins)
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

    def reveal(self, place: Place) -> dict[str, str]:
        """Return file, record and column name of a place, read again from the original.

        Raises:
            UserError: the original changed or is gone.
        """
        if place.unit is None:
            return {}
        found = self._unit(place.unit)
        told = {"file": "/".join([found.where.file, *found.where.members])}
        if found.where.part:
            told["file"] += f" [{found.where.part}]"
        if found.reason is None:
            head = self._head(place.unit)
            if place.row is not None:
                told["record"] = self._record(place.unit, place.row)
            if place.column is not None and place.column < len(head.columns):
                told["column_name"] = head.columns[place.column]
        return told

    def show(self, place: Place, *, context: int = 60) -> Shown:
        """Return a place with its text and `context` characters around, for a screen only.

        Raises:
            UserError: the original changed or is gone.
        """
        told = self.reveal(place)
        text = ""
        if place.unit is not None and place.row is not None and place.column is not None:
            head = self._head(place.unit)
            cells = self._row(place.unit, place.row)
            cell = cells.get(head.columns[place.column]) or ""
            start = place.offset or 0
            end = start + (place.length or len(cell))
            text = cell[max(0, start - context) : end + context]
        return Shown(
            told.get("file", ""), told.get("record", ""), told.get("column_name", ""), text
        )

    def _unit(self, unit: str) -> Found:
        if unit not in self._found:
            raise UserError(
                where="the original of this place",
                found="a file that changed since the audit, or is gone",
                wanted="the file as it was read",
                remedy="run `amanat audit` again and use the new finding",
            )
        return self._found[unit]

    def _head(self, unit: str) -> Head:
        if unit not in self._heads:
            try:
                self._heads[unit] = recognise(self._unit(unit))
            except SourceError as error:
                raise UserError(
                    where="the original of this place",
                    found=error.found,
                    wanted=error.wanted,
                    remedy=error.remedy,
                ) from None
        return self._heads[unit]

    def _record(self, unit: str, row: int) -> str:
        head = self._head(unit)
        ids = [
            title
            for title, rule in zip(head.columns, head.rules, strict=True)
            if rule is not None and rule.role == "record_id"
        ]
        cells = self._row(unit, row)
        return next((cells[title] or "" for title in ids), f"row {row + 1}")

    def _row(self, unit: str, row: int) -> dict[str, str | None]:
        if (unit, row) not in self._rows:
            self._rows[unit, row] = self._seek(unit, row)
        return self._rows[unit, row]

    def _seek(self, unit: str, row: int) -> dict[str, str | None]:
        first = 0
        for batch in _batches(self._head(unit)):
            if row < first + batch.num_rows:
                cells: dict[str, str | None] = batch.slice(row - first, 1).to_pylist()[0]
                return cells
            first += batch.num_rows
        return {}


def _batches(head: Head) -> Iterator[pa.RecordBatch]:
    yield from read(head, ReadNotes())
