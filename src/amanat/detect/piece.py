"""A piece of text to scan: many cells in one buffer, with the places of digits and '@'."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.hits import Flags, Ints

Bytes = npt.NDArray[np.uint8]

#: NULs around a piece, so that looking left and right of a position needs no bounds check.
PAD: Final = 256
#: Large enough that the cost of some 200 NumPy calls is nothing, small enough for the cache.
PIECE: Final = 8 << 20
#: Most cells of a piece.
CELLS: Final = PIECE // 64


def _table(characters: str) -> Flags:
    table = np.zeros(256, dtype=np.bool_)
    table[np.frombuffer(characters.encode(), dtype=np.uint8)] = True
    return table


UPPER: Final = _table("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
LETTER: Final = UPPER | _table("abcdefghijklmnopqrstuvwxyz")
DIGIT: Final = _table("0123456789")
ALNUM: Final = LETTER | DIGIT
#: Bytes looked at on each side of an '@' (RFC 5321 allows 64 before it).
SIDE: Final = 65
_LOCAL: Final = ALNUM | _table("._%+-&'")
_DOMAIN: Final = ALNUM | _table(".-")
#: A no-break space is C2 A0 in UTF-8; both bytes are in.
_LOOSE: Final = _table(" -().\xa0")
NO_LINK, STRONG, WEAK_SEPARATOR = range(3)
#: What one character between two runs joins them as.
_LINKS: Final = np.where(
    _table(" -)"), STRONG, np.where(_table(".:"), WEAK_SEPARATOR, NO_LINK)
).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Runs:
    """n runs of digits. `link[i]` says what joins run i to run i + 1; `sep[i]` its first byte.

    The runs of one chain follow each other with at most a separator between; `chain` numbers it.
    """

    start: Ints
    end: Ints
    link: npt.NDArray[np.uint8]
    sep: Bytes
    chain: Ints

    @property
    def length(self) -> Ints:
        """Digits of each run."""
        return self.end - self.start

    def take(self, which: Ints | Flags) -> "Runs":
        """Return the runs chosen by index or by flag."""
        return Runs(
            self.start[which],
            self.end[which],
            self.link[which],
            self.sep[which],
            self.chain[which],
        )


@dataclass(frozen=True, eq=False)
class Piece:
    """Cells r0..r0+n-1 in one buffer: `raw` is padded, cell i begins at `row_start[i]`.

    `scratch` is memory that all pieces of one scan share; nothing in it lasts. Fresh memory for
    every flag array costs more than all the arithmetic, as each page of it is a fault.
    """

    raw: bytes
    scratch: tuple[Bytes, Flags, Flags]
    row_start: Ints
    first_row: int

    @cached_property
    def data(self) -> Bytes:
        """The bytes of `raw`."""
        return np.frombuffer(self.raw, dtype=np.uint8)

    @cached_property
    def digit_runs(self) -> tuple[Ints, Ints]:
        """Start and end of every run of ASCII digits."""
        size = len(self.data)
        shifted, digit, edge = (each[:size] for each in self.scratch)
        np.subtract(self.data, np.uint8(48), out=shifted)
        np.less(shifted, np.uint8(10), out=digit)
        np.not_equal(digit[1:], digit[:-1], out=edge[1:])
        edge[0] = False
        edges = np.flatnonzero(edge)
        return edges[::2], edges[1::2]

    @cached_property
    def zeros_after_letter(self) -> Ints:
        """Start of every run of digits that begins with 0 right behind a letter."""
        start, _ = self.digit_runs
        behind = LETTER[self.data[start - 1]] & (self.data[start] == ord("0"))
        return np.asarray(start[behind], dtype=np.int64)

    @cached_property
    def numbers(self) -> Runs:
        """Runs in chains of nine or more digits: all that can hold a number of a person."""
        start, end = self.digit_runs
        if not len(start):
            empty = np.zeros(0, dtype=np.int64)
            small = np.zeros(0, dtype=np.uint8)
            return Runs(empty, empty, small, small, empty)
        gap = np.append(start[1:] - end[:-1], 1 << 30)
        sep = self.data[end]
        link = _LINKS[sep]
        link *= gap == 1
        wide = np.flatnonzero((gap <= 3) & (gap > 1) & _LOOSE[sep])
        if len(wide):
            between = self.data[end[wide, None] + np.arange(3)]
            inside = np.arange(3) < gap[wide, None]
            loose = (_LOOSE[between] | ~inside).all(axis=1)
            link[wide[loose]] = STRONG
        # most runs stand alone and are short: they go before anything costs
        kept = (end - start >= 9) | (link != NO_LINK)
        kept[1:] |= link[:-1] != NO_LINK
        some = np.flatnonzero(kept)
        start, end, link, sep = start[some], end[some], link[some], sep[some]
        if not len(start):
            return Runs(start, end, link, sep, start)
        opens = np.append(True, link[:-1] == NO_LINK)
        first = np.flatnonzero(opens)
        digits = np.add.reduceat(end - start, first)
        counts = np.diff(np.append(first, len(start)))
        long = np.flatnonzero(np.repeat(digits >= 9, counts))
        chain = np.repeat(np.arange(len(first)), counts)[long]
        return Runs(start[long], end[long], link[long], sep[long], chain)

    @cached_property
    def at_spans(self) -> tuple[Ints, Ints, Ints]:
        """For each '@': its place, where the word before it begins, where the one behind ends."""
        at = self.ats
        left = _LOCAL[self.window(at - SIDE, SIDE)][:, ::-1]
        right = _DOMAIN[self.window(at + 1, SIDE)]
        begin, end = at - leading(left), at + 1 + leading(right)
        # what ends a sentence or opens a quotation is no part of the address
        for _ in range(3):
            edge = self.data[end - 1]
            end -= (edge == ord(".")) | (edge == ord("-"))
            edge = self.data[begin]
            begin += (begin < at) & ~(ALNUM[edge] | (edge == ord("_")))
        return at, begin, end

    @cached_property
    def ats(self) -> Ints:
        """Position of every '@'."""
        flags = self.scratch[1][: len(self.data)]
        return np.flatnonzero(np.equal(self.data, np.uint8(ord("@")), out=flags))

    @cached_property
    def continuation(self) -> Ints:
        """Position of every byte that begins no code point."""
        flags = self.scratch[1][: len(self.data)]
        return np.flatnonzero(np.less(self.data.view(np.int8), np.int8(-64), out=flags))

    def row_of(self, position: Ints) -> Ints:
        """Return for each position the cell it lies in, counted from 0 in this piece."""
        return np.searchsorted(self.row_start, position, side="right") - 1

    def code_points(self, start: Ints, end: Ints) -> Ints:
        """Count the code points in each [start, end)."""
        held = np.searchsorted(self.continuation, np.stack([start, end]))
        return np.asarray(end - start - (held[1] - held[0]), dtype=np.int64)

    def window(self, start: Ints, width: int) -> Bytes:
        """Return the `width` bytes from each start as an (n, width) matrix."""
        view = np.lib.stride_tricks.sliding_window_view(self.data, width)
        return view[start]

    def digits(self, start: Ints, end: Ints, width: int) -> Bytes:
        """Return the first `width` digits of each [start, end), left-aligned, zeros behind."""
        if not len(start):
            return np.zeros((0, width), dtype=np.uint8)
        span = int((end - start).max())
        text = self.window(start, span)
        digit = DIGIT[text] & (np.arange(span) < (end - start)[:, None])
        row, column = np.nonzero(digit)
        place = (np.cumsum(digit, axis=1) - 1)[row, column]
        result = np.zeros((len(start), width), dtype=np.uint8)
        fits = place < width
        result[row[fits], place[fits]] = text[row[fits], column[fits]] - 48
        return result


def leading(flags: Flags) -> Ints:
    """Count for each row of an (n, k) flag matrix the true flags before the first false one."""
    if not len(flags):
        return np.zeros(0, dtype=np.int64)
    ends = ~flags
    counts = np.where(ends.any(axis=1), ends.argmax(axis=1), flags.shape[1])
    return np.asarray(counts, dtype=np.int64)


def pieces(texts: pa.ChunkedArray) -> Iterator[Piece]:
    """Cut a large_string column without nulls and without NULs into padded pieces."""
    first_row = 0
    scratch = _scratch(0)
    for chunk in texts.chunks:
        if not len(chunk):
            continue
        offsets = np.frombuffer(chunk.buffers()[1], dtype=np.int64)
        offsets = offsets[chunk.offset : chunk.offset + len(chunk) + 1]
        row = 0
        while row < len(chunk):
            stop = int(np.searchsorted(offsets, offsets[row] + PIECE, side="right")) - 1
            stop = min(max(stop, row + 1), len(chunk))
            if offsets[-1] - offsets[stop] < PIECE // 2:
                stop = len(chunk)
            # A column of numbers has a candidate in every cell, and each needs some 400 bytes.
            stop = min(stop, row + CELLS)
            size = int(offsets[stop] - offsets[row]) + stop - row - 1 + 2 * PAD
            if len(scratch[0]) < size:
                scratch = _scratch(max(size, 2 * PIECE))
            cells = chunk.slice(row, stop - row)
            row_start = offsets[row:stop] - offsets[row] + np.arange(stop - row) + PAD
            yield Piece(_joined(cells, size - 2 * PAD), scratch, row_start, first_row + row)
            row = stop
        first_row += len(chunk)


def _scratch(size: int) -> tuple[Bytes, Flags, Flags]:
    flags = np.empty((2, size), dtype=np.bool_)
    return np.empty(size, dtype=np.uint8), flags[0], flags[1]


def _joined(cells: pa.Array, joined_size: int) -> bytes:
    whole = pa.LargeListArray.from_arrays(pa.array([0, len(cells)], pa.int64()), cells)
    joined = pc.binary_join(whole, pa.scalar("\0", pa.large_string()))
    pad = bytes(PAD)
    text = memoryview(joined.buffers()[2] or b"")[:joined_size]
    return b"".join((pad, text, pad))
