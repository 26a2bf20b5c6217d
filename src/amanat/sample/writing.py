"""Writers of the sample's files: CSV, zip without compression, a minimal XLSX, TOML.

Zips are stored, not deflated: compressed bytes differ between builds of zlib, and the same
arguments must give the same bytes everywhere.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Final, Literal, Self
from xml.sax.saxutils import escape

Cell = str | int

_NAMESPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Zip:
    """A zip whose members carry one given time; members are written one after the other."""

    def __init__(self, target: Path | IO[bytes], moment: datetime) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)
        self._moment = moment.timetuple()[:6]

    @contextmanager
    def member(self, name: str) -> Iterator[IO[bytes]]:
        """Open a member for streaming; sizes past 4 GB are allowed."""
        info = zipfile.ZipInfo(name, self._moment)
        # One constant for all systems, or the bytes would tell where it was made.
        info.create_system, info.external_attr = 3, 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as handle:
            yield handle

    def write(self, name: str, content: bytes) -> None:
        """Write a member at once."""
        info = zipfile.ZipInfo(name, self._moment)
        info.create_system, info.external_attr = 3, 0o600 << 16
        self._zip.writestr(info, content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()


class Csv:
    """Rows to a binary handle as UTF-8 CSV; counts the rows below the header."""

    def __init__(
        self,
        handle: IO[bytes],
        header: Sequence[str],
        *,
        quote_all: bool = False,
        bom: bool = False,
    ) -> None:
        self._text = io.TextIOWrapper(handle, encoding="utf-8", newline="", write_through=False)
        if bom:
            self._text.write("\ufeff")
        quoting: Literal[0, 1] = 1 if quote_all else 0  # all cells, or those that need it
        self._writer = csv.writer(self._text, quoting=quoting, lineterminator="\r\n")
        self._writer.writerow(header)
        self.rows = 0

    def write(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Write rows."""
        self._writer.writerows(rows)
        self.rows += len(rows)

    def close(self) -> int:
        """Flush, leave the handle open, and return how many rows were written."""
        self._text.flush()
        self._text.detach()
        return self.rows


def write_csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> int:
    """Write a small CSV file and return its row count."""
    with path.open("wb") as handle:
        out = Csv(handle, header)
        out.write(rows)
        return out.close()


def _letters(column: int) -> str:
    return chr(65 + column)  # the sample's sheets have fewer than 26 columns


def _cell(row: int, column: int, value: Cell) -> str:
    place = f"{_letters(column)}{row}"
    if isinstance(value, int):
        return f'<c r="{place}"><v>{value}</v></c>'
    if not value:
        return ""
    text = escape(value)
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _sheet(rows: Iterable[Sequence[Cell]]) -> bytes:
    lines = ""
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(number, at, value) for at, value in enumerate(row))
        lines += f'<row r="{number}">{cells}</row>'
    body = f'<worksheet xmlns="{_NAMESPACE}"><sheetData>{lines}</sheetData></worksheet>'
    return (_HEAD + body).encode()


def write_xlsx(
    path: Path, moment: datetime, sheets: Sequence[tuple[str, Sequence[Sequence[Cell]]]]
) -> None:
    """Write a workbook of (tab name, rows with the header first): text and whole numbers only."""
    numbers = range(1, len(sheets) + 1)
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        f'ContentType="{_MAIN_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
        f'"{_MAIN_TYPE}.sheet.main+xml"/>{kinds}</Types>'
    )
    root = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    tabs = "".join(
        f'<sheet name="{escape(title, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, (title, _) in zip(numbers, sheets, strict=True)
    )
    book = (
        f'<workbook xmlns="{_NAMESPACE}" xmlns:r="{_RELATIONS}"><sheets>{tabs}</sheets></workbook>'
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" '
        f'Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    with Zip(path, moment) as out:
        out.write("[Content_Types].xml", (_HEAD + types).encode())
        out.write("_rels/.rels", (_HEAD + root).encode())
        out.write("xl/workbook.xml", (_HEAD + book).encode())
        out.write("xl/_rels/workbook.xml.rels", (_HEAD + relations).encode())
        for number, (_, rows) in zip(numbers, sheets, strict=True):
            out.write(f"xl/worksheets/sheet{number}.xml", _sheet(rows))


Toml = str | int | bool | date | list[str]


def _toml_value(value: Toml) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, date)):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(_toml_value(each) for each in value)}]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def toml_text(heading: str, rows: Sequence[dict[str, Toml | None]], comment: str) -> str:
    """Return TOML: a comment, then `heading` (with its brackets, or empty) before each row.

    A value of None is a key left out: an entry that says nothing there.
    """
    parts = [f"# {comment}"]
    for row in rows:
        lines = [heading] if heading else []
        lines += [
            f"{name} = {_toml_value(value)}" for name, value in row.items() if value is not None
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
