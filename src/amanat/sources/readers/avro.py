"""Read Avro object containers, block by block; runs in the child (`sources.aside`).

The blocks are told apart here, so that a damaged one costs its own records, and none unpacks to
more than an honest one; fastavro decodes the records.
"""

import bz2
import io
import json
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import fastavro
import pyarrow as pa

from amanat.sources.cells import TEXT
from amanat.sources.dialect import Columns
from amanat.sources.errors import SourceError
from amanat.sources.jsonshape import NUMBERED, cells, value_at
from amanat.sources.limits import Limits
from amanat.sources.model import Locator, ReadNotes
from amanat.sources.opening import open_unit
from amanat.sources.stream import Raw
from amanat.sources.tabular import noted, packed
from amanat.sources.textform import SAMPLE_ROWS
from amanat.sources.typed import cell_of, tidy

_ROWS: Final = 8192
_MAGIC: Final = b"Obj\x01"
_SYNC: Final = 16
#: No honest block or header is longer, packed or not.
_LONGEST: Final = 64 << 20
_LONGEST_META: Final = 16 << 20
_MOST_META: Final = 10_000
#: Entries of a list whose entries are columns by number.
_MOST_NUMBERED: Final = 64

_ENGINES: Final[dict[str, Callable[[], Any]]] = {
    "deflate": lambda: zlib.decompressobj(wbits=-15),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=256 << 20),
}


class _EndError(Exception):
    """The file ends in the middle of something."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A container behind its header. `sync`: the mark behind each block."""

    source: "_Source"
    schema: Any
    codec: str
    sync: bytes


def header(where: Locator, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield the paths of the columns, and the cells of the first records."""
    raw = Raw(open_unit(where, limits))
    try:
        opened = _open(raw)
        records: list[Any] = []
        for record in _records(opened, ReadNotes()):
            records.append(record)
            if len(records) >= SAMPLE_ROWS:
                break
    finally:
        raw.close()
    paths = _paths(opened.schema, records)
    rows = [[cell_of(value_at(record, path)) for path in paths] for record in records]
    yield {"paths": paths, "titles": [".".join(map(str, path)) for path in paths], "rows": rows}


def batches(where: Locator, dialect: Columns, limits: Limits) -> Iterator[bytes | dict[str, Any]]:
    """Yield the records; a damaged block costs its own."""
    notes = ReadNotes()
    raw = Raw(open_unit(where, limits))
    try:
        chunk: list[Any] = []
        read = 0
        for record in _records(_open(raw), notes):
            chunk.append(record)
            read += 1
            if len(chunk) >= _ROWS:
                yield from _batch(chunk, dialect)
                chunk = []
        yield from _batch(chunk, dialect)
        raw.drain()
    finally:
        raw.close()
    if not read and (notes.bad_records or notes.partly):
        raise _error("corrupt")
    notes.partly = "truncated_tail" if raw.cut else notes.partly
    notes.content_hash = raw.digest()
    yield noted(notes)


def _batch(records: list[Any], dialect: Columns) -> Iterator[bytes]:
    columns = [
        pa.array([cell_of(value_at(record, path)) for record in records], TEXT)
        for path in dialect.paths
    ]
    batch = tidy(columns, [str(at) for at in range(len(columns))])
    if batch.num_rows:
        yield packed(batch)


class _Source:
    """Bytes of the file, read forward."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw

    def exactly(self, size: int) -> bytes:
        pieces: list[bytes] = []
        while size > 0:
            piece = self._raw.read(size)
            if not piece:
                raise _EndError
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def number(self) -> int | None:
        """Return the next number; None at the end of the file."""
        value = shift = 0
        while shift < 70:
            byte = self._raw.read(1)
            if not byte:
                if shift:
                    raise _EndError
                return None
            value |= (byte[0] & 0x7F) << shift
            if byte[0] < 0x80:
                return (value >> 1) ^ -(value & 1)
            shift += 7
        raise _error("corrupt")

    def text(self, most: int) -> bytes:
        size = self.number()
        if size is None or not 0 <= size <= most:
            raise _error("corrupt")
        return self.exactly(size)


def _open(raw: Raw) -> _Opened:
    source = _Source(raw)
    try:
        if source.exactly(4) != _MAGIC:
            raise _error("corrupt")
        meta = _meta(source)
        sync = source.exactly(_SYNC)
    except _EndError:
        raise _error("truncated") from None
    codec = meta.get("avro.codec", b"null").decode("ascii", "replace")
    if codec != "null" and codec not in _ENGINES:
        raise _error("unpack_first")
    try:
        written = json.loads(meta["avro.schema"])
        schema = fastavro.parse_schema(written)
        # Types are spelled out where their names stand, so that none hides behind its name.
        bounded = _is_bounded(fastavro.schema.expand_schema(written))
    except Exception:  # noqa: BLE001  what a library makes of a hostile schema
        raise _error("corrupt") from None
    if not isinstance(schema, dict) or schema.get("type") != "record" or not schema["fields"]:
        raise _error("format_unsupported")
    if not bounded:
        raise _error("corrupt")
    return _Opened(source, schema, codec, sync)


def _meta(source: _Source) -> dict[str, bytes]:
    meta: dict[str, bytes] = {}
    while count := source.number():
        if count < 0:
            source.number()
        if abs(count) + len(meta) > _MOST_META:
            raise _error("corrupt")
        for _ in range(abs(count)):
            name = source.text(_LONGEST_META).decode("utf-8", "replace")
            meta[name] = source.text(_LONGEST_META)
    return meta


def _is_bounded(schema: Any) -> bool:
    """Say whether each entry of a list takes room: one that takes none can be there for ever."""
    if isinstance(schema, list):
        return all(map(_is_bounded, schema))
    if not isinstance(schema, dict):
        return True
    kind = schema.get("type")
    if kind in ("array", "map"):
        entry = schema.get("items" if kind == "array" else "values")
        return _takes_room(entry) and _is_bounded(entry)
    if kind in ("record", "error"):
        return all(_is_bounded(each.get("type")) for each in schema.get("fields", ()))
    return _is_bounded(kind) if isinstance(kind, dict | list) else True


def _takes_room(schema: Any) -> bool:
    if isinstance(schema, list):
        return True
    if not isinstance(schema, dict):
        return bool(schema != "null")
    kind = schema.get("type")
    if kind == "fixed":
        return bool(schema.get("size"))
    if kind in ("record", "error"):
        return any(_takes_room(each.get("type")) for each in schema.get("fields", ()))
    return _takes_room(kind) if isinstance(kind, dict | list) else kind != "null"


def _records(opened: _Opened, notes: ReadNotes) -> Iterator[Any]:
    """Yield the records of all blocks; those of damaged ones are counted."""
    source = opened.source
    try:
        while (count := source.number()) is not None:
            data = source.text(_LONGEST)
            if source.exactly(_SYNC) != opened.sync:
                # From here on nothing tells where a block begins.
                notes.partly = "truncated_tail"
                return
            yield from _decoded(opened, data, count, notes)
    except (_EndError, SourceError):
        notes.partly = "truncated_tail"


def _decoded(opened: _Opened, data: bytes, count: int, notes: ReadNotes) -> Iterator[Any]:
    done = 0
    try:
        stream = io.BytesIO(_unpacked(opened.codec, data))
        size = len(stream.getbuffer())
        while done < count and stream.tell() < size:
            record = _record(stream, opened.schema)
            done += 1
            yield record
    except (ValueError, OSError, EOFError, zlib.error, lzma.LZMAError):
        pass
    if done < count:
        notes.bad_records += min(count - done, _LONGEST)
        notes.partly = "bad_rows"


def _record(stream: BinaryIO, schema: Any) -> Any:
    try:
        return fastavro.schemaless_reader(stream, schema, None)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a library's words about a cell
        raise ValueError from None


def _unpacked(codec: str, data: bytes) -> bytes:
    if codec == "null":
        return data
    engine = _ENGINES[codec]()
    unpacked: bytes = engine.decompress(data, _LONGEST)
    if not engine.eof:
        raise ValueError
    return unpacked


def _paths(schema: Any, records: list[Any]) -> list[tuple[str | int, ...]]:
    """Return the columns, as JSON of that shape would have them."""
    paths: dict[tuple[str | int, ...], None] = {}
    for field in schema["fields"]:
        example = _example(field["name"], field["type"], records)
        paths.update(dict.fromkeys(path for path, _ in cells({field["name"]: example})))
    return list(paths)


def _example(name: str, kind: Any, records: list[Any]) -> Any:
    """Return a value that has all keys which the type, or the first records show."""
    kinds = kind if isinstance(kind, list) else [kind]
    for each in kinds:
        if isinstance(each, dict) and each.get("type") == "record":
            return {field["name"]: None for field in each["fields"]}
        if isinstance(each, dict) and each.get("type") == "array" and name in NUMBERED:
            values = (record.get(name) for record in records)
            longest = max((len(value) for value in values if value), default=0)
            return [_example("", each["items"], [])] * min(longest, _MOST_NUMBERED)
    return None


def _error(reason: str) -> SourceError:
    return SourceError(reason, "an Avro file that cannot be read", "a whole one", "export again")
