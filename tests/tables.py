"""Write one table in every format that holds tables, each with a library that is not ours."""

import csv
import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import fastavro
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlwt

Cell = str | int | float | None
Table = Sequence[Sequence[Cell]]
Writer = Callable[[Path, Sequence[str], Table], None]

_ODS = "urn:oasis:names:tc:opendocument:xmlns"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def as_csv(path: Path, columns: Sequence[str], rows: Table) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])


def as_tsv(path: Path, columns: Sequence[str], rows: Table) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter="\t").writerows([columns, *rows])


def as_jsonl(path: Path, columns: Sequence[str], rows: Table) -> None:
    lines = [json.dumps(dict(zip(columns, row, strict=True))) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_json(path: Path, columns: Sequence[str], rows: Table) -> None:
    path.write_text(json.dumps([dict(zip(columns, row, strict=True)) for row in rows]))


def as_html(path: Path, columns: Sequence[str], rows: Table) -> None:
    lines = [
        "<tr>" + "".join(f"<td>{'' if c is None else escape(str(c))}</td>" for c in row) + "</tr>"
        for row in [columns, *rows]
    ]
    path.write_text(f"<html><body><table>{''.join(lines)}</table></body></html>", encoding="utf-8")


def as_xlsx(path: Path, columns: Sequence[str], rows: Table) -> None:
    book = openpyxl.Workbook()
    for row in [columns, *rows]:
        book.active.append(list(row))
    book.save(path)


def as_xls(path: Path, columns: Sequence[str], rows: Table) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet")
    for at, row in enumerate([columns, *rows]):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(at, column, cell)
    book.save(str(path))


def ods_of(content: str, *, more: dict[str, str] | None = None) -> bytes:
    """An ODS around the rows of its one table."""
    spaces = " ".join(
        f"xmlns:{name}={quoteattr(f'{_ODS}:{name}:1.0')}" for name in ("office", "table", "text")
    )
    body = (
        f"<?xml version='1.0' encoding='UTF-8'?>{(more or {}).get('doctype', '')}"
        f"<office:document-content {spaces} office:version='1.2'><office:body>"
        f"<office:spreadsheet><table:table table:name='Sheet'>{content}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = (more or {}).get("entry", "")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", body, zipfile.ZIP_DEFLATED)
        packed.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest xmlns:manifest='{manifest}'><manifest:file-entry"
            f" manifest:full-path='content.xml' manifest:media-type='text/xml'>{entry}"
            "</manifest:file-entry></manifest:manifest>",
        )
    return data.getvalue()


def as_ods(path: Path, columns: Sequence[str], rows: Table) -> None:
    def cell(value: Cell) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, str):
            text = f"<text:p>{escape(value)}</text:p>"
            return f"<table:table-cell office:value-type='string'>{text}</table:table-cell>"
        return (
            f"<table:table-cell office:value-type='float' office:value='{value}'>"
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    lines = [
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in [columns, *rows]
    ]
    path.write_bytes(ods_of("".join(lines)))


def _record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(data), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return number + length + data


def _wide(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def as_xlsb(path: Path, columns: Sequence[str], rows: Table) -> None:
    """The binary workbook by its published records: no library writes it."""
    table = [columns, *rows]
    sheet = _record(0x81) + _record(
        0x94, struct.pack("<IIII", 0, len(table) - 1, 0, len(columns) - 1)
    )
    sheet += _record(0x91)
    for at, row in enumerate(table):
        sheet += _record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0))
        for column, cell in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, str):
                sheet += _record(6, place + _wide(cell))
            elif cell is not None:
                sheet += _record(5, place + struct.pack("<d", cell))
    sheet += _record(0x92) + _record(0x82)
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet")
    book = _record(0x83) + _record(0x8F) + _record(0x9C, bundle) + _record(0x90) + _record(0x84)
    relations = (
        f"<Relationships xmlns='{_PACKAGE}'><Relationship Id='rId1'"
        f" Type='{_RELATIONS}/worksheet' Target='worksheets/sheet1.bin'/></Relationships>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.bin", book)
        packed.writestr("xl/_rels/workbook.bin.rels", relations)
        packed.writestr("xl/worksheets/sheet1.bin", sheet)


def as_parquet(path: Path, columns: Sequence[str], rows: Table) -> None:
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    table = pa.table({name: pa.array(list(c)) for name, c in zip(columns, cells, strict=True)})
    pq.write_table(table, path, row_group_size=3)


def as_avro(path: Path, columns: Sequence[str], rows: Table) -> None:
    """Names of Avro have no spaces: the columns are named as in programs."""
    names = [name.lower().replace(" ", "_") for name in columns]
    kinds = ["null", "string", "long", "double"]
    fields = [{"name": name, "type": kinds} for name in names]
    schema = {"type": "record", "name": "row", "fields": fields}
    with path.open("wb") as file:
        records = [dict(zip(names, row, strict=True)) for row in rows]
        fastavro.writer(file, schema, records, codec="deflate", sync_interval=200)


def as_sqlite(path: Path, columns: Sequence[str], rows: Table) -> None:
    database = sqlite3.connect(path)
    names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    database.execute(f"create table people ({names})")
    marks = ", ".join("?" * len(columns))
    database.executemany(f"insert into people values ({marks})", rows)
    database.commit()
    database.close()


#: By suffix.
WRITERS: dict[str, Writer] = {
    "csv": as_csv,
    "tsv": as_tsv,
    "json": as_json,
    "jsonl": as_jsonl,
    "html": as_html,
    "xlsx": as_xlsx,
    "xlsb": as_xlsb,
    "xls": as_xls,
    "ods": as_ods,
    "parquet": as_parquet,
    "avro": as_avro,
    "sqlite": as_sqlite,
}
