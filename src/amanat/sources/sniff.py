"""Tell encoding and delimiter from the first piece of a text file."""

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from amanat.sources.errors import SourceError
from amanat.sources.records import Records

_MAGIC: Final = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ",
    b"SQLite format 3",
    b"\x1f\x8b",
    b"PAR1",
    b"BZh",
    b"7z\xbc\xaf",
    b"Rar!",
)
_UTF32: Final = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_CONTROL: Final = bytes(code for code in range(32) if code not in b"\x00\t\n\r\x0b\x0c\x1b\x1a")
_DELIMITERS: Final = (",", "\t", ";", "|")
_SEP: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_ROWS: Final = 400
_FEW: Final = 16
#: Of the rows, so many per mille have no more cells than the header.
_FITTING: Final = 900


@dataclass(frozen=True, slots=True)
class Table:
    """Delimited text as sniffed: rows of the sample, and the characters up to the end of each.

    `share`: of the rows, how many per mille have the usual `width`.
    """

    delimiter: str
    escape: str | None
    rows: tuple[tuple[str, ...], ...]
    ends: tuple[int, ...]
    width: int
    share: int


def sniff_encoding(data: bytes) -> str:
    """Return "utf-8", "utf-16-le" or "utf-16-be" for text; cp1252 is read as damaged UTF-8.

    Raises:
        SourceError: `format_unknown` for what is no text, `encoding_unknown` for other text.
    """
    if data.startswith(_UTF32):
        raise _no_text("encoding_unknown")
    if data.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if data.startswith(b"\xfe\xff"):
        return "utf-16-be"
    if data.startswith(_MAGIC):
        raise _no_text("format_unknown")
    nuls = data.count(b"\x00")
    if nuls * 10 > len(data) * 3:
        return _sixteen_bits(data)
    control = len(data) - nuls - len(data.translate(None, _CONTROL + b"\x00"))
    if control > _FEW and control * 50 > len(data):
        raise _no_text("format_unknown")
    return "utf-8"


def _sixteen_bits(data: bytes) -> str:
    high = [data[offset::2].count(b"\x00") for offset in (0, 1)]
    half = len(data) // 2
    if high[1] * 10 > half * 6 and high[0] * 20 < half:
        return "utf-16-le"
    if high[0] * 10 > half * 6 and high[1] * 20 < half:
        return "utf-16-be"
    raise _no_text("format_unknown")


def sniff_table(text: str, *, whole: bool) -> Table:
    """Return the delimiter under which the rows have as many cells as the header.

    Where there is none, as below titles, it is the one under which most rows are of one width.

    Args:
        text: the first piece of the file, decoded, without BOM.
        whole: whether that is all of the file; else its last record may be cut and is left out.
    """
    said = _SEP.match(text)
    if said is not None:
        return _parse(text, said[1], None, whole=whole, start=said.end())
    tables = [_likelier(text, delimiter, whole=whole) for delimiter in _DELIMITERS]
    # A sign that splits the header into fewer cells than another one does stands within a title.
    most = max(_titles(table) for table in tables)
    return max(tables, key=lambda table: (_titles(table) == most and _fits(table), _score(table)))


def _likelier(text: str, delimiter: str, *, whole: bool) -> Table:
    plain = _parse(text, delimiter, None, whole=whole)
    if '\\"' not in text:
        return plain
    escaped = _parse(text, delimiter, "\\", whole=whole)
    return escaped if escaped.share > plain.share else plain


def _score(table: Table) -> float:
    return table.share * log2(table.width) if table.width > 1 else 0.0


def _titles(table: Table) -> int:
    """Return the cells of the header; none where it is a sentence to which no row keeps."""
    if not table.rows or (_is_sentence(table) and not _keeps(table)):
        return 0
    return len(table.rows[0])


def _fits(table: Table) -> bool:
    return _keeps(table) and not _is_sentence(table)


def _keeps(table: Table) -> bool:
    """Say whether nearly all rows have at most as many cells as the first, and more than one.

    Lists within cells (`Pune;Surat;Nashik`) give more cells than that under their own sign. A sign
    after the last cell of each row makes no cell.
    """
    most = len(table.rows[0]) if table.rows else 0
    fitting = sum(1 for row in table.rows if len(row) > 1 and not any(row[most:]))
    return most > 1 and fitting * 1000 >= _FITTING * len(table.rows)


def _is_sentence(table: Table) -> bool:
    """Say whether a cell of the first row begins with a space: the sign before it ended no cell."""
    return any(cell.startswith(" ") for cell in table.rows[0])


def _parse(text: str, delimiter: str, escape: str | None, *, whole: bool, start: int = 0) -> Table:
    records = Records(io.StringIO(text[start:], newline=""), delimiter, escape, whole=whole)
    rows: list[tuple[str, ...]] = []
    ends: list[int] = []
    for row in records:
        if row is not None:
            rows.append(tuple(row))
            ends.append(start + records.position)
        if len(rows) > _ROWS:
            break
    if not whole and len(rows) > 1 and ends[-1] >= len(text):
        rows.pop()
        ends.pop()
    width, share = _width(rows)
    return Table(delimiter, escape, tuple(rows), tuple(ends), width, share)


def _width(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    counts = Counter(len(row) for row in rows)
    if not counts:
        return 0, 0
    # Titles and footers are rows of one cell: a few wide rows outweigh them.
    width = max(
        counts, key=lambda cells: (counts[cells] * (min(cells, 8) if cells > 1 else 0.5), cells)
    )
    return width, counts[width] * 1000 // len(rows)


def _no_text(reason: str) -> SourceError:
    return SourceError(
        reason, "bytes that are no text", "text in UTF-8", "save it as CSV or UTF-8 text"
    )
