"""Heads and batches made by hand: what readers would give, with invented people."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pyarrow as pa

from amanat.evidence.extract import extract
from amanat.evidence.keys import Keys
from amanat.sources.fold import fold
from amanat.sources.model import ColumnRule, Found, Head, Layout, Locator, ReadNotes, Stat

KEYS = Keys.of(b"k" * 32)
EXPORTED = datetime(2026, 11, 20, 4, tzinfo=UTC)
GENERIC = Layout(None, "table", "table")


def found(
    name: str = "contacts.csv",
    *,
    members: tuple[str, ...] = (),
    part: str | None = None,
    kind: str = "csv",
    reason: str | None = None,
    agreement: bool = False,
) -> Found:
    return Found(
        Locator(f"/exports/{name}", members, part),
        kind,
        100,
        EXPORTED,
        Stat(100, 5, 7),
        reason,
        agreement,
    )


def head(
    columns: Sequence[str],
    layout: Layout = GENERIC,
    *,
    name: str = "contacts.csv",
    title: str | None = None,
    **more,
) -> Head:
    folded = tuple(fold(column) for column in columns)
    rules = tuple(_rule(layout, header) for header in folded)
    how = "generic" if layout.product is None else "seen"
    return Head(
        found(name),
        layout,
        how,
        tuple(columns),
        folded,
        rules,
        title or name,
        EXPORTED,
        "mtime",
        **more,
    )


def _rule(layout: Layout, header: str) -> ColumnRule | None:
    return next((rule for rule in layout.columns if header in rule.names), None)


def batches(rows: Sequence[Sequence[str | None]], size: int = 1000) -> Iterator[pa.RecordBatch]:
    for begin in range(0, len(rows), size):
        columns = list(zip(*rows[begin : begin + size], strict=True))
        yield pa.RecordBatch.from_arrays(
            [pa.array(column, pa.large_string()) for column in columns],
            names=[str(at) for at in range(len(columns))],
        )


def extracted(
    top: Head,
    rows: Sequence[Sequence[str | None]],
    *,
    size: int = 1000,
    keys: Keys = KEYS,
    notes: ReadNotes | None = None,
) -> dict[str, pa.Table]:
    return extract(
        top, batches(rows, size), keys=keys, notes=notes or ReadNotes(content_hash=b"c" * 16)
    )


def fp(value: str, kind: str = "email", keys: Keys = KEYS) -> bytes:
    return keys.hash_text(value, kind)
