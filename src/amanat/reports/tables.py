"""An Arrow table as JSON or CSV for other programs."""

import csv
import io
from datetime import date, datetime
from typing import Any

import msgspec
import pyarrow as pa

# A cell that begins so is a formula for a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return value


def to_json(table: pa.Table) -> str:
    """Return a list of objects, one a row; fingerprints as hex, moments as UTC ISO 8601."""
    rows = [{name: _plain(value) for name, value in row.items()} for row in table.to_pylist()]
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def to_csv(table: pa.Table) -> str:
    """Return CSV with a header; a text that a spreadsheet would run begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.schema.names)
    for row in table.to_pylist():
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue()


def _cell(value: Any) -> Any:
    plain = _plain(value)
    if isinstance(plain, str) and plain.startswith(_FORMULA):
        return f"'{plain}"
    return "" if plain is None else plain
