"""Search a workspace for raw personal data at rest, with the same detectors that audits use."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from amanat.detect.scan import scan

_TEXT = frozenset({".json", ".jsonl", ".html", ".toml", ".txt", ".ics", ".csv", ".md", ".log"})
_PIECE = 1 << 20
#: Reports name the law's sources by their web addresses.
_OURS = frozenset({"url"})


@dataclass(frozen=True, slots=True)
class Leak:
    """A file in which detectors hit: its path below the workspace, what kind, how often."""

    file: str
    category: str
    hits: int


def selfcheck(workspace: Path) -> tuple[Leak, ...]:
    """Return the places of raw personal data in a workspace; none is the promise.

    Parquet is decoded; text files are read as text. Register files are searched too: free words a
    person wrote there are at rest as well.
    """
    leaks: list[Leak] = []
    for path in sorted(each for each in workspace.rglob("*") if each.is_file()):
        counts: dict[str, int] = {}
        for texts in _texts(path):
            for hit in scan(texts.cast(pa.large_string()), off=_OURS).to_pylist():
                if hit["tier"] != "possible" and not hit["masked"] and not _shape(texts, hit):
                    counts[hit["category"]] = counts.get(hit["category"], 0) + 1
        name = path.relative_to(workspace).as_posix()
        leaks += [Leak(name, category, count) for category, count in sorted(counts.items())]
    return tuple(leaks)


def _distinct(column: pa.Array) -> Iterator[str]:
    """Yield the distinct texts of a column; bytes too, where they are text: sealed ones are not."""
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        yield from column.drop_null().unique().to_pylist()
    elif pa.types.is_binary(kind):
        for each in column.drop_null().unique().to_pylist():
            with suppress(UnicodeDecodeError):
                yield each.decode("utf-8")


def _shape(texts: pa.Array, hit: dict[str, Any]) -> bool:
    """Say whether a hit is one of our own shapes, as `aaaaa@aaaaaa.aa` is one of an address."""
    start = hit["offset"]
    text: str = texts[hit["row"]].as_py()[start : start + hit["length"]]
    return not any(letter.isalnum() and letter not in "aA9" for letter in text)


def _json(path: Path) -> Any:
    try:
        return msgspec.json.decode(path.read_bytes())
    except msgspec.DecodeError:
        return path.read_text(encoding="utf-8", errors="replace")


def _strings(value: Any) -> set[str]:
    """Return all texts of a JSON value, each alone: a title beside a count is no context for it."""
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return {text for pair in value.items() for each in pair for text in _strings(each)}
    if isinstance(value, list):
        return {text for each in value for text in _strings(each)}
    return set()


def _texts(path: Path) -> Iterator[pa.Array]:
    if path.suffix == ".parquet":
        file = pq.ParquetFile(path)
        for batch in file.iter_batches():
            yield pa.array(sorted({text for column in batch.columns for text in _distinct(column)}))
    elif path.suffix == ".json":
        yield pa.array(sorted(_strings(_json(path))), pa.large_string())
    elif path.suffix in _TEXT:
        with path.open(encoding="utf-8", errors="replace") as text:
            while piece := text.readlines(_PIECE):
                yield pa.array(piece, pa.large_string())
