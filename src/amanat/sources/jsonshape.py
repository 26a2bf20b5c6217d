"""Tell the shape of a JSON file from its first piece: records, their columns, their kinds."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from amanat.sources.dialect import Field, Json
from amanat.sources.elements import Block, spans_of
from amanat.sources.errors import SourceError

#: Objects whose keys are columns of their own.
FLATTENED: Final = frozenset(
    str.split(
        "properties $properties profileData event_props session_props custom_fields user_fields "
        "organization_fields via traits satisfaction_rating user_properties event_properties "
        "group_properties user_attributes event_attributes device_attributes custom_attributes "
        "event_data system_data"
    )
)
#: Objects of a common key that are columns only where they hold one of these.
_FLATTENED_WITH: Final = {
    "profile": frozenset({"real_name", "display_name", "objectId", "identity"}),
    "creator": frozenset({"name", "email"}),
    "context": frozenset({"library", "userAgent", "ip", "consent", "page", "device"}),
    "meta": frozenset({"hmac_verified"}),
}
#: Lists of objects that become columns by number, as in lists of permissions.
NUMBERED: Final = frozenset({"permissions", "owners"})
#: Lists of a common key that are so only where their objects hold this.
_NUMBERED_WITH: Final = {"members": "user_type"}
#: Keys under which an API or export puts its records.
_CONTAINERS: Final = frozenset(
    str.split(
        "results tickets users organizations contacts companies deals records profiles data items "
        "files value events rows documents customers leads people list entries conversations "
        "messages MessageList callTranscripts transcripts logs channels calls payload"
    )
)
_CHOICES: Final = "categoryPreferences"
_MOST_NUMBERED: Final = 64
_LARGEST: Final = 1 << 63
_OPEN: Final = re.compile(rb'"((?:[^"\\]|\\.)*)"\s*:\s*\[\s*(?=\{)')
_decode: Final = msgspec.json.Decoder().decode
_encode: Final = msgspec.json.Encoder().encode

Record = dict[str, Any]
Path = tuple[str | int, ...]
Kinds = dict[Path, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """The records of the sample, how to read all of them, and the titles of their columns."""

    dialect: Json
    titles: tuple[str, ...]
    records: tuple[Record, ...]

    def rows(self, most: int) -> list[list[str | None]]:
        """Return the cells of the first records, in the order of the titles."""
        return [
            [text_of(value_at(record, field.path)) for field in self.dialect.fields]
            for record in self.records[:most]
        ]


def shape_of(sample: bytes, encoding: str, *, whole: bool) -> Shape | None:
    """Return the shape of JSON text; None where the sample is no JSON records.

    Args:
        sample: the first piece as UTF-8, without BOM.
        encoding: of the original.
        whole: whether the sample is all of it.

    Raises:
        SourceError: `empty`, for an array without records.
    """
    text = sample.lstrip()
    skip = len(sample) - len(text)
    if text.startswith(b"["):
        if text[1:].lstrip().startswith(b"]"):
            raise SourceError("empty", "a list without records", "records", "nothing")
        return _array(text[1:], skip + 1, encoding, whole=whole)
    if not text.startswith(b"{"):
        return None
    lines = _lines(text, whole=whole)
    if lines:
        return _shape(lines, encoding, "lines", 0, whole=whole)
    found = _container(text)
    if found is not None:
        return _array(text[found:], skip + found, encoding, whole=whole)
    if whole:
        single = _object(text)
        return _shape([single], encoding, "single", 0, whole=True) if single is not None else None
    return None


def text_of(value: Any) -> str | None:
    """Return a JSON value as a cell: numbers as written, no ".0"; lists and objects as JSON."""
    if value is None or isinstance(value, str):
        return value or None
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return float_text(value)
    return _encode(value).decode() if value else None


def float_text(value: float) -> str:
    """Return a number as a cell; whole numbers without a point."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def _lines(text: bytes, *, whole: bool) -> list[Record]:
    lines = [line for line in text.split(b"\n") if line.strip()]
    if not whole and len(lines) > 1:
        lines.pop()
    # One bad line at the top must not hide that the rest are records.
    if all(_object(line) is None for line in lines[:2]):
        return []
    if len(lines) == 1 and _container(text) is not None:
        return []
    return [record for line in lines if (record := _object(line)) is not None]


def _array(text: bytes, skip: int, encoding: str, *, whole: bool) -> Shape | None:
    spans = spans_of(text)
    block = Block(text, spans.starts, spans.ends)
    records = [record for part in block.records() if (record := _object(part)) is not None]
    if not records:
        return None
    return _shape(records, encoding, "array", skip, whole=whole and spans.closed)


def _container(text: bytes) -> int | None:
    """Return the offset behind the `[` of the list that holds an object's records."""
    for found in _OPEN.finditer(text[: 1 << 20]):
        if found[1].decode("utf-8", "replace") in _CONTAINERS and _depth(text, found.start()) == 1:
            return found.end()
    return None


def _depth(text: bytes, offset: int) -> int:
    depth, inside, escaped = 0, False, False
    for byte in text[:offset]:
        if escaped:
            escaped = False
        elif inside:
            escaped = byte == 92
            inside = byte != 34
        elif byte == 34:
            inside = True
        elif byte in b"{[":
            depth += 1
        elif byte in b"}]":
            depth -= 1
    return -1 if inside else depth


def _object(data: bytes) -> Record | None:
    try:
        value = _decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _shape(
    records: Sequence[Record], encoding: str, form: str, skip: int, *, whole: bool
) -> Shape | None:
    wrapped = _wrapper(records)
    if wrapped is not None:
        records = [record[wrapped] for record in records]
    fields = _fields(records)
    if not fields:
        return None
    dialect = Json(encoding, form, skip, fields, wrapped, rest=not whole)
    titles = [".".join(map(str, field.path)) for field in fields]
    if dialect.rest:
        titles.append("Other keys")
    return Shape(dialect, tuple(titles), tuple(records))


def _wrapper(records: Sequence[Record]) -> str | None:
    keys = {key for record in records for key in record}
    if len(keys) != 1:
        return None
    key = keys.pop()
    inner = all(isinstance(record[key], dict) for record in records)
    return key if inner and key not in FLATTENED else None


def _fields(records: Iterable[Record]) -> tuple[Field, ...]:
    kinds: Kinds = {}
    learn(kinds, records)
    return tuple(Field(path, kind) for path, kind in kinds.items())


def learn(kinds: Kinds, records: Iterable[Record]) -> None:
    """Add to `kinds` what each cell of some records is."""
    for record in records:
        for path, value in cells(record):
            kind = _kind(value)
            kinds[path] = _joined(kinds[path], kind) if path in kinds else kind


def cells(record: Record) -> Iterable[tuple[Path, Any]]:
    """Yield each cell of a record with its path."""
    for key, value in record.items():
        if isinstance(value, dict) and (key in FLATTENED or _is_flat(key, value)):
            for inner, cell in value.items():
                yield from _inner(key, inner, cell)
        elif isinstance(value, list) and _is_numbered(key, value):
            for index, entry in enumerate(value[:_MOST_NUMBERED]):
                for inner, cell in entry.items():
                    yield (key, index, inner), cell
        else:
            yield (key,), value


def _inner(key: str, inner: str, cell: Any) -> Iterable[tuple[Path, Any]]:
    # What somebody agreed to, category by category, stands one level deeper in event logs.
    choices = cell.get(_CHOICES) if inner == "consent" and isinstance(cell, dict) else None
    if not isinstance(choices, dict):
        yield (key, inner), cell
        return
    for category, choice in choices.items():
        yield (key, inner, _CHOICES, category), choice


def _is_flat(key: str, value: Record) -> bool:
    inner = _FLATTENED_WITH.get(key)
    return inner is not None and not inner.isdisjoint(value)


def value_at(record: Record, path: Sequence[str | int]) -> Any:
    """Return what lies at a path of a record; None where there is no such path."""
    value: Any = record.get(str(path[0]))
    for step in path[1:]:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _is_numbered(key: str, value: list[Any]) -> bool:
    if key in NUMBERED:
        return _all_objects(value)
    told = _NUMBERED_WITH.get(key)
    return told is not None and _all_objects(value) and any(told in entry for entry in value)


def _all_objects(value: list[Any]) -> bool:
    return all(isinstance(entry, dict) for entry in value)


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int):
        return "int" if -_LARGEST <= value < _LARGEST else "json"
    if isinstance(value, list):
        return "texts" if all(isinstance(entry, str) for entry in value) else "json"
    return "float" if isinstance(value, float) else "json"


def _joined(one: str, other: str) -> str:
    if other in (one, "null"):
        return one
    if one == "null":
        return other
    return "float" if {one, other} == {"int", "float"} else "json"
