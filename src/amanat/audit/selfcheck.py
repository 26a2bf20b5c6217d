"""Search a workspace for raw personal data at rest, with the same detectors that audits use."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from amanat.detect.scan import scan

_TEXT = frozenset({".json", ".jsonl", ".html", ".toml", ".txt", ".ics", ".csv", ".md", ".log"})
_PIECE = 1 << 20


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
            for hit in scan(texts).to_pylist():
                if hit["tier"] != "possible" and not hit["masked"] and not _shape(texts, hit):
                    counts[hit["category"]] = counts.get(hit["category"], 0) + 1
        name = path.relative_to(workspace).as_posix()
        leaks += [Leak(name, category, count) for category, count in sorted(counts.items())]
    return tuple(leaks)


def _shape(texts: pa.Array, hit: dict[str, Any]) -> bool:
    """Say whether a hit is one of our own shapes, as `aaaaa@aaaaaa.aa` is one of an address."""
    start = hit["offset"]
    text: str = texts[hit["row"]].as_py()[start : start + hit["length"]]
    return not any(letter.isalnum() and letter not in "aA9" for letter in text)


def _texts(path: Path) -> Iterator[pa.Array]:
    if path.suffix == ".parquet":
        file = pq.ParquetFile(path)
        for batch in file.iter_batches():
            for column in batch.columns:
                if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                    yield column.unique().cast(pa.large_string())
    elif path.suffix in _TEXT:
        with path.open(encoding="utf-8", errors="replace") as text:
            while piece := text.readlines(_PIECE):
                yield pa.array(piece, pa.large_string())
