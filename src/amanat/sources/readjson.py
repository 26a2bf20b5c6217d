"""Read JSON records: pyarrow's reader for plain blocks, record by record for all others.

Numbers stay as they are written, flags are `true` and `false`, lists and objects are JSON text.
A block that does not fit the kinds seen so far is read slowly, and the next one is tried fast with
what was learnt from it: keys that come late go into the last column and cost no speed.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as arrow_json

from amanat.sources.bodies import bodies_of, not_said_again
from amanat.sources.cells import TEXT
from amanat.sources.dialect import Field, Json
from amanat.sources.elements import Array, Block, Lines
from amanat.sources.jsonshape import (
    Kinds,
    Path,
    Record,
    cells,
    float_text,
    learn,
    text_of,
    value_at,
)
from amanat.sources.limits import DEFAULT, Limits
from amanat.sources.model import ReadNotes
from amanat.sources.stream import Raw, Utf8

_ARROW: Final = {
    "text": TEXT,
    "null": TEXT,
    "int": pa.int64(),
    "bool": pa.bool_(),
    "float": pa.float64(),
    "texts": pa.list_(TEXT),
}
_PATIENCE: Final = 3
_EXACT: Final = float(1 << 53)
_NUL: Final = b"\\u0000"
_EMPTY: Final = b'""'
_decode: Final = msgspec.json.Decoder().decode
_encode: Final = msgspec.json.Encoder().encode


def read_json(raw: Raw, dialect: Json, notes: ReadNotes, limits: Limits = DEFAULT) -> Iterator[Any]:
    """Yield batches of the cells of JSON records, columns named by number."""
    stream = Utf8(raw, dialect.encoding, dialect.skip)
    blocks: Lines | Array | _Single
    if dialect.form == "lines":
        blocks = Lines(stream, limits.max_line)
    elif dialect.form == "array":
        blocks = Array(stream)
    else:
        blocks = _Single(stream)
    reader = _Reader(dialect)
    for block in blocks:
        batch = reader.read(block)
        if batch.num_rows:
            yield batch
    raw.drain()
    notes.bad_records = reader.bad + blocks.bad
    if notes.bad_records:
        notes.partly = "bad_rows"
    if raw.cut or blocks.cut:
        notes.partly = "truncated_tail"
    notes.content_hash = raw.digest()


class _Single:
    """One object that is the whole file."""

    cut = False
    bad = 0

    def __init__(self, stream: Utf8) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[Block]:
        data = self._stream.read(-1).replace(b"\n", b" ")
        if data.strip():
            yield Block(data)


class _Reader:
    """Turns blocks into batches and counts the records that cannot be read."""

    def __init__(self, dialect: Json) -> None:
        self.bad = 0
        self._fields = dialect.fields
        self._rest = dialect.rest
        self._wrapped = dialect.wrapped
        self._names = [str(index) for index in range(len(dialect.fields) + dialect.rest)]
        self._known = {field.path for field in dialect.fields}
        self._kinds = {field.path: field.kind for field in dialect.fields}
        self._flat = all(len(field.path) == 1 for field in dialect.fields)
        self._schema = _schema(self._kinds) if dialect.wrapped is None else None
        self._failed = 0

    def read(self, block: Block) -> Any:
        if self._schema is not None and self._failed < _PATIENCE:
            batch = self._fast(block)
            if batch is not None:
                self._failed = 0
                return batch
            self._failed += 1
        return self._slow(block)

    def _learn(self, records: Sequence[Record]) -> None:
        before = dict(self._kinds)
        learn(self._kinds, records)
        if self._kinds != before:
            self._schema = _schema(self._kinds)
            self._failed = 0

    def _fast(self, block: Block) -> Any | None:
        spans = block.starts is not None
        try:
            table = arrow_json.read_json(
                io.BytesIO(block.data),
                read_options=arrow_json.ReadOptions(block_size=max(len(block.data), 1)),
                parse_options=arrow_json.ParseOptions(
                    explicit_schema=self._schema,
                    unexpected_field_behavior="error",
                    newlines_in_values=spans,
                ),
            )
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            return None
        if not table.num_rows:
            return None
        nuls = _NUL in block.data
        empty = nuls or _EMPTY in block.data
        columns = []
        for field in self._fields:
            column = _texts(_column(table, field.path))
            if column is None:
                return None
            columns.append(_without_empty(column, nuls=nuls) if empty else column)
        if self._rest:
            columns.append(self._late(table))
        return pa.record_batch(columns, names=self._names)

    def _late(self, table: Any) -> Any:
        """Return the last column: for rows that have keys of no column, those as JSON."""
        others: list[Record] = [{} for _ in range(table.num_rows)] if self._more else []
        for path in self._more:
            column = _column(table, path)
            for row in pc.indices_nonzero(column.is_valid()).to_pylist():
                others[row][".".join(map(str, path))] = column[row].as_py()
        if not any(others):
            return pa.nulls(table.num_rows, TEXT)
        return pa.array([_json(each) for each in others], TEXT)

    @property
    def _more(self) -> list[Path]:
        return [path for path in self._kinds if path not in self._known]

    def _slow(self, block: Block) -> Any:
        records = []
        for data in block.records():
            record = self._record(data)
            if record is None:
                self.bad += 1
            else:
                records.append(record)
        if self._schema is not None and self._rest:
            self._learn(records)
        cells_of = {field.path: _texts_at(records, field) for field in self._fields}
        for field in self._fields:
            for path in field.repeats:
                cells_of[field.path] = not_said_again(cells_of[field.path], cells_of[path])
        columns = [pa.array(cells_of[field.path], TEXT) for field in self._fields]
        if self._rest:
            columns.append(pa.array([self._others(record) for record in records], TEXT))
        if _NUL in block.data:
            columns = [_without_empty(column, nuls=True) for column in columns]
        return pa.record_batch(columns, names=self._names)

    def _record(self, data: bytes) -> Record | None:
        try:
            value = _decode(data)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        if self._wrapped is not None and isinstance(value, dict):
            value = value.get(self._wrapped)
        return value if isinstance(value, dict) else None

    def _others(self, record: Record) -> str | None:
        if self._flat and all((key,) in self._known for key in record):
            return None
        return _json(
            {
                ".".join(map(str, path)): cell
                for path, cell in cells(record)
                if path not in self._known and cell is not None
            }
        )


def _json(others: Record) -> str | None:
    return _encode(dict(sorted(others.items()))).decode() if others else None


def _schema(kinds: Kinds) -> Any | None:
    """Return the schema that the fast reader is held to; None where it cannot serve."""
    top: dict[str, Any] = {}
    for path, kind in kinds.items():
        if kind == "json" or len(path) > 2:
            return None
        key = str(path[0])
        if len(path) == 1:
            if key in top:
                return None
            top[key] = _ARROW[kind]
        else:
            inner = top.setdefault(key, {})
            if not isinstance(inner, dict):
                return None
            inner[str(path[1])] = _ARROW[kind]
    return pa.schema(
        [
            (key, pa.struct(list(kind.items())) if isinstance(kind, dict) else kind)
            for key, kind in top.items()
        ]
    )


def _column(table: Any, path: Path) -> Any:
    chunks = table.column(str(path[0])).chunks
    column = chunks[0] if len(chunks) == 1 else pa.chunked_array(chunks).combine_chunks()
    # Where the object is null, so are its fields: the parser says nothing of either.
    return column if len(path) == 1 else column.field(str(path[1]))


def _texts(column: Any) -> Any | None:
    """Return a column as text; None where its numbers are too large to be exact."""
    if pa.types.is_list(column.type):
        return pa.array([text_of(value) for value in column.to_pylist()], TEXT)
    if not pa.types.is_floating(column.type):
        return column if column.type == TEXT else column.cast(TEXT)
    largest = pc.max(pc.abs(column)).as_py()
    if largest is not None and not largest < _EXACT:
        return None
    return pa.array(
        [None if value is None else float_text(value) for value in column.to_pylist()], TEXT
    )


def _without_empty(column: Any, *, nuls: bool) -> Any:
    if nuls:
        column = pc.replace_substring(column, "\x00", "")
    empty = pc.equal(column, "")
    if pc.any(empty).as_py():
        column = pc.if_else(empty, pa.scalar(None, TEXT), column)
    return column


def _texts_at(records: Sequence[Record], field: Field) -> list[str | None]:
    values = [value_at(record, field.path) for record in records]
    return [bodies_of(value, field.bodies) if field.bodies else text_of(value) for value in values]
