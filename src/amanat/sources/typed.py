"""Typed values as text: the same cells that the same table has as CSV or JSON."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import pyarrow as pa
import pyarrow.compute as pc

from amanat.sources.cells import TEXT, filled_rows, unguarded
from amanat.sources.jsonshape import float_text, text_of
from amanat.sources.stream import decode

_EXACT: Final = float(1 << 53)
#: Fractions of a second that say nothing.
_ZEROS: Final = r"(\d\d:\d\d:\d\d)(?:\.0+|(\.\d*[1-9])0+)(Z?)$"
_BARE: Final = (str, int, float, bool, type(None))


def tidy(columns: Sequence[Any], names: Sequence[str]) -> Any:
    """Return a batch of text columns: empty cells null, rows without any cell left out."""
    done = [unguarded(_emptied(column)) for column in columns]
    batch = pa.record_batch(done, names=list(names))
    keep = filled_rows(done, footers=False)
    return batch if keep is None else batch.filter(keep)


def cell_of(value: Any) -> str | None:
    """Return a value as a cell; None for what is empty, or holds bytes that are no text."""
    if isinstance(value, float):
        return None if value != value else float_text(value)  # noqa: PLR0124  not a number
    if isinstance(value, _BARE):
        return text_of(value)
    plain = _plain(value)
    return text_of(plain)


def blob_text(value: bytes) -> str | None:
    """Return bytes as the text that they are; None for pictures and the like."""
    return None if b"\x00" in value else decode(value, "utf-8")


def text_column(column: Any) -> Any:
    """Return an Arrow column as text."""
    kind = column.type
    if isinstance(column, pa.ExtensionArray):
        return text_column(column.storage)
    if pa.types.is_dictionary(kind):
        return text_column(column.dictionary_decode())
    if pa.types.is_null(kind):
        return pa.nulls(len(column), TEXT)
    if pa.types.is_timestamp(kind):
        # Zoned moments are kept in UTC; zones of the file only say how to show them.
        text = column.cast(pa.timestamp(kind.unit)).cast(TEXT)
        if kind.tz is not None:
            text = pc.binary_join_element_wise(text, pa.scalar("Z", TEXT), pa.scalar("", TEXT))
        return pc.replace_substring_regex(text, _ZEROS, r"\1\2\3")
    if pa.types.is_time(kind):
        return pc.replace_substring_regex(column.cast(TEXT), _ZEROS, r"\1\2\3")
    if pa.types.is_date64(kind):
        return column.cast(pa.date32()).cast(TEXT)
    if pa.types.is_floating(kind):
        return _floats(column)
    if _casts(kind):
        return column.cast(TEXT)
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return _blobs(column)
    return pa.array([cell_of(value) for value in column.to_pylist()], TEXT)


def _blobs(column: Any) -> Any:
    try:
        # Older tools wrote all their text as bytes.
        text = column.cast(TEXT)
        if not pc.any(pc.match_substring(text, "\x00")).as_py():
            return text
    except pa.ArrowInvalid:
        pass
    values = column.to_pylist()
    return pa.array([None if each is None else blob_text(each) for each in values], TEXT)


def _casts(kind: Any) -> bool:
    return bool(
        pa.types.is_boolean(kind)
        or pa.types.is_integer(kind)
        or pa.types.is_date32(kind)
        or pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_decimal(kind)
    )


def _floats(column: Any) -> Any:
    column = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
    wide = column.cast(pa.float64())
    largest = pc.max(pc.abs(wide)).as_py()
    if largest is None:
        return pa.nulls(len(column), TEXT)
    if largest < _EXACT and pc.all(pc.equal(pc.trunc(wide), wide)).as_py():
        return wide.cast(pa.int64()).cast(TEXT)
    if column.type != pa.float64():
        # The shortest text of a narrow number: 0.1, not 0.10000000149.
        wide = column.cast(TEXT).cast(pa.float64())
    return pa.array(
        [None if value is None else float_text(value) for value in wide.to_pylist()], TEXT
    )


def _emptied(column: Any) -> Any:
    empty = pc.equal(column, "")
    if pc.any(empty).as_py():
        column = pc.if_else(empty, pa.scalar(None, TEXT), column)
    if pc.any(pc.match_substring(column, "\x00")).as_py():
        column = _emptied(pc.replace_substring(column, "\x00", ""))
    return column


def _plain(value: Any) -> Any:
    """Return a value of a typed format as JSON can hold it."""
    if isinstance(value, _BARE):
        return value
    if isinstance(value, bytes):
        return blob_text(value)
    if isinstance(value, datetime):
        text = value.replace(tzinfo=None).isoformat(sep=" ")
        return text + ("Z" if value.tzinfo is not None else "")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID | timedelta):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_plain(each) for each in value]
    return str(value)
