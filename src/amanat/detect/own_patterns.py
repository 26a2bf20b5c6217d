"""Patterns that a team adds for its own numbers: RE2, so that no pattern can hang on any text.

A pattern finds, it never hides: where a built-in detector is sure, its span stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.hits import Flags, Hits, Ints, without_overlaps
from amanat.detect.scan import SPANS, cells

LONGEST: Final = 500
#: Put before and behind each match; cells that hold them already lose them, one byte for one.
_OPEN, _CLOSE = 1, 2
_MARKED: Final = "\x01\\1\x02"
#: What no pattern may find something in: one or two characters name nobody.
_SHORT: Final = ("", " ", "a", "Z", "7", "0", "-", "@", "aa", "Zz", "77", "a7", "- ", "क", "\n")
#: What no pattern may find nothing in: an empty match shows in ordinary text.
_ORDINARY: Final = "call the customer back, please: 7 days left (renewal)"
#: Of spans that overlap: a sure one, then the team's own, then the rest.
_REST, _OWN, _SURE = range(3)
_WIDE: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern of a team: what it finds counts as `category`, with this tier.

    `matches` and `misses`: invented texts in which it must find something, and nothing.
    """

    name: str
    regex: str
    category: str
    tier: str
    matches: tuple[str, ...]
    misses: tuple[str, ...]


def fault(regex: str) -> str | None:
    """Say what is wrong with a regular expression, without quoting it; None: nothing."""
    if len(regex) > LONGEST:
        return f"a regular expression of more than {LONGEST} characters"
    try:
        # on its own first: "a)(b" would be two groups within our brackets
        pc.match_substring_regex(pa.array(_SHORT, pa.large_string()), regex)
        short = _matching(pa.array(_SHORT, pa.large_string()), regex)
        ordinary = _marked(pa.array([_ORDINARY], pa.large_string()), regex)
    except pa.ArrowInvalid:
        return "no regular expression as RE2 knows it"
    if short.any():
        return "a regular expression that finds something in one character, or in none"
    if "\x01\x02" in ordinary[0].as_py():
        return "a regular expression that can match nothing at all"
    return None


def failing(pattern: Pattern) -> tuple[str, int] | None:
    """Run a pattern's own tests; return the first that fails: the list's name, its number from 1.

    Raises:
        ValueError: the expression is no RE2 (`fault` says so before).
    """
    for name, texts, wanted in (
        ("matches", pattern.matches, True),
        ("misses", pattern.misses, False),
    ):
        found = set(find(pa.array(texts, pa.large_string()), [pattern])["row"].to_pylist())
        for at in range(len(texts)):
            if (at in found) is not wanted:
                return name, at + 1
    return None


def find(texts: pa.Array | pa.ChunkedArray, patterns: Sequence[Pattern]) -> pa.Table:
    """Find a team's patterns in n cells of text.

    Args:
        texts: a string or large_string column; nulls hold nothing.
        patterns: of two whose spans overlap, the longer span stays, then the first pattern's.

    Returns:
        A table `scan.SPANS`, sorted by row and offset.

    Raises:
        ValueError: an expression is no RE2.
    """
    column = cells(texts)
    for mark in ("\x01", "\x02"):
        column = pc.replace_substring(column, mark, " ")
    parts = [_find_one(column, pattern) for pattern in patterns]
    found = pa.concat_tables([SPANS.empty_table(), *parts]).combine_chunks()
    return _kept(found, np.full(len(found), _OWN, dtype=np.int64))


def beside(spans: pa.Table, own: pa.Table) -> pa.Table:
    """Join spans of built-in detectors with a team's own of the same cells.

    Of two that overlap a confirmed built-in one stays, else the team's own.
    """
    if not len(own):
        return spans
    both = pa.concat_tables([spans, own], promote_options="default").combine_chunks()
    sure = _flags(pc.equal(spans["tier"], "confirmed"))
    rank = np.r_[np.where(sure, _SURE, _REST), np.full(len(own), _OWN, dtype=np.int64)]
    return _kept(both, rank)


def _find_one(column: pa.ChunkedArray, pattern: Pattern) -> pa.Table:
    row = np.flatnonzero(_matching(column, pattern.regex))
    if not len(row):
        return SPANS.empty_table()
    marked = _marked(column.take(pa.array(row)), pattern.regex)
    at, offset, length = _places(marked)
    some = length > 0
    size = int(some.sum())
    return pa.table(
        [
            pa.array(row[at[some]]),
            pa.array(offset[some]),
            pa.array(length[some]),
            pa.repeat(pa.scalar(pattern.category), size),
            pa.repeat(pa.scalar(pattern.tier), size),
            pa.array(np.zeros(size, dtype=np.bool_)),
        ],
        schema=SPANS,
    )


def _matching(texts: pa.Array | pa.ChunkedArray, regex: str) -> Flags:
    return _flags(pc.match_substring_regex(texts, f"({regex})"))


def _marked(texts: pa.Array | pa.ChunkedArray, regex: str) -> pa.Array:
    """Return the texts with a mark before and behind each match, as one array.

    One call for all matches of a cell: what stands around a match is seen as it is.
    """
    marked = pc.replace_substring_regex(texts, f"({regex})", _MARKED)
    return marked.combine_chunks() if isinstance(marked, pa.ChunkedArray) else marked


def _places(marked: pa.Array) -> tuple[Ints, Ints, Ints]:
    """Return for each match its cell, and offset and length in code points of the unmarked cell."""
    _, offsets, values = marked.buffers()
    data = np.frombuffer(values, dtype=np.uint8)
    begins = np.frombuffer(offsets, dtype=np.int64)[marked.offset : marked.offset + len(marked)]
    # Bytes that begin a code point; what the marks themselves take does not count.
    counts = ((data & 0xC0) != 0x80) & (data != _OPEN) & (data != _CLOSE)
    before = np.concatenate([[0], np.cumsum(counts)])
    opens, closes = np.flatnonzero(data == _OPEN), np.flatnonzero(data == _CLOSE)
    at = np.searchsorted(begins, opens, side="right") - 1
    return at, before[opens] - before[begins[at]], before[closes] - before[opens]


def _kept(spans: pa.Table, rank: Ints) -> pa.Table:
    """Return the spans that no better one of the same cell overlaps, by row and offset."""
    start = spans["row"].to_numpy() * _WIDE + spans["offset"].to_numpy()
    number = np.arange(len(spans), dtype=np.int64)
    zero = np.zeros(len(spans), dtype=np.int64)
    # The category breaks ties, so that the spans' own numbers may stand there.
    kept = without_overlaps(
        Hits(start, start + spans["length"].to_numpy(), number, zero, rank, zero.astype(np.bool_))
    )
    return spans.take(pa.array(kept.category))


def _flags(values: pa.Array | pa.ChunkedArray) -> Flags:
    return np.asarray(pc.fill_null(values, fill_value=False).to_numpy(zero_copy_only=False), bool)
