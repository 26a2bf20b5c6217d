"""The shape of an export: headers, kinds of values and counts, and no value at all.

For asking us to read an export that Amanat does not know: what this says can be sent.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from amanat.audit.guard import seal_process
from amanat.audit.names import Screener
from amanat.sources.discover import discover
from amanat.sources.errors import SourceError
from amanat.sources.model import Found, Head, Locator, ReadNotes
from amanat.sources.read import read
from amanat.sources.recognise import recognise
from amanat.terms.reasons import SKIPPED

#: kind -> what every filled cell looks like; the first that all cells of a column fit is its kind.
_KINDS: Final = {
    "yes or no": r"^(?i:true|false|yes|no|y|n)$",
    "whole number": r"^[+-]?\d+$",
    "decimal number": r"^[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?$",
    "number with separators": r"^[+-]?\d[\d,]*(?:\.\d+)?$",
    "day, year first": r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$",
    "moment, year first": r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]\d{1,2}:\d{2}.*$",
    "day, year last": r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$",
    "moment, year last": r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}:\d{2}.*$",
    "mail address": r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
    "web address": r"^[a-zA-Z][a-zA-Z0-9+.-]*://\S+$",
    "phone number": r"^\+?[\d\s().-]{8,}$",
    "JSON": r"^[\[{].*[\]}]$",
    "one word": r"^\S+$",
    "words": r"^[^\n]{1,80}$",
}
_REST: Final = "text"


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its title, what its cells look like, how many are filled, how long they are."""

    title: str
    kind: str
    filled: int
    shortest: int
    longest: int


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A unit without any value: `name` is only how it is built; `known`: what it was taken for."""

    name: str
    format: str
    known: str
    rows: int
    bad_rows: int
    columns: list[Column]
    not_read: str | None = None


def shapes(files: Sequence[Path]) -> Iterator[Shape]:
    """Yield the shape of every unit of some files or folders, in order."""
    seal_process()
    screen = Screener()
    for found in discover(files, workspace=None):
        yield _shape(found, screen)


def _shape(found: Found, screen: Screener) -> Shape:
    name = _name(found.where)
    try:
        head = recognise(found)
        rows, notes, columns = _columns(head, screen)
    except SourceError as error:
        why = SKIPPED[error.reason].sentence
        return Shape(
            name=name, format=found.format, known="", rows=0, bad_rows=0, columns=[], not_read=why
        )
    layout = head.layout
    known = "a table of its own" if layout.product is None else f"{layout.product} {layout.object}"
    return Shape(
        name=name,
        format=head.found.format,
        known=known if head.how != "looks_like" else f"perhaps {known}",
        rows=rows,
        bad_rows=notes.bad_records,
        columns=columns,
    )


def _name(where: Locator) -> str:
    """Return how the unit's own name is built: `a` for letters, `9` for digits."""
    last = where.members[-1].rsplit("/", 1)[-1] if where.members else Path(where.file).name
    name = f"{last} / {where.part}" if where.part else last
    return "".join("9" if sign.isdigit() else "a" if sign.isalpha() else sign for sign in name)


def _columns(head: Head, screen: Screener) -> tuple[int, ReadNotes, list[Column]]:
    notes = ReadNotes()
    counts = [_Counts() for _ in head.columns]
    rows = 0
    for batch in read(head, notes):
        rows += batch.num_rows
        for counted, cells in zip(counts, batch.columns, strict=True):
            counted.add(cells)
    titles = screen.names(head.columns)
    return (
        rows,
        notes,
        [counted.column(title) for title, counted in zip(titles, counts, strict=True)],
    )


@dataclass(slots=True)
class _Counts:
    """What the cells of a column have in common so far."""

    fits: list[str] = field(default_factory=lambda: list(_KINDS))
    filled: int = 0
    shortest: int | None = None
    longest: int = 0

    def add(self, cells: pa.Array) -> None:
        full = cells.drop_null()
        if not len(full):
            return
        self.filled += len(full)
        lengths = pc.min_max(pc.utf8_length(full)).as_py()
        self.shortest = min(lengths["min"], self.shortest or lengths["min"])
        self.longest = max(lengths["max"], self.longest)
        self.fits = [kind for kind in self.fits if _all(full, _KINDS[kind])]

    def column(self, title: str) -> Column:
        kind = "empty" if not self.filled else (self.fits or [_REST])[0]
        return Column(
            title=title,
            kind=kind,
            filled=self.filled,
            shortest=self.shortest or 0,
            longest=self.longest,
        )


def _all(cells: pa.Array, pattern: str) -> bool:
    match: Callable[..., Any] = pc.match_substring_regex
    return bool(pc.all(match(cells, pattern)).as_py())
