"""A piece of text to scan: many cells in one buffer, with the places of digits and '@'."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.hits import Flags, Ints
from amanat.detect.sweep import BEFORE, Blocks, Marks

Bytes = npt.NDArray[np.uint8]

#: NULs around a piece, so that looking left and right of a position needs no bounds check.
PAD: Final = 256
#: Large enough that some hundreds of NumPy calls cost little, small enough for memory: what
#: detectors work out takes as much again, thrice where every cell is full of numbers.
PIECE: Final = 1 << 23
#: Most cells of a piece.
CELLS: Final = 1 << 16


def table(characters: str) -> Flags:
    """Return a table of 256 flags, true for some ASCII characters."""
    flags = np.zeros(256, dtype=np.bool_)
    flags[np.frombuffer(characters.encode("latin-1"), dtype=np.uint8)] = True
    return flags


UPPER: Final = table("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
LETTER: Final = UPPER | table("abcdefghijklmnopqrstuvwxyz")
DIGIT: Final = table("0123456789")
ALNUM: Final = LETTER | DIGIT
#: Bytes looked at on each side of an '@' (RFC 5321 allows 64 before it).
SIDE: Final = 65
_LOCAL: Final = ALNUM | table("._%+-&'")
_DOMAIN: Final = ALNUM | table(".-")
_NEAR: Final = 24


class Scratch:
    """Memory that the pieces of one thread share; nothing in it lasts.

    Fresh memory for every piece costs more than all the arithmetic, as each page of it is a fault.
    """

    def __init__(self) -> None:
        self.text = np.zeros(0, dtype=np.uint8)
        self.blocks = Blocks()

    def fit(self, size: int) -> None:
        """Make room for pieces of `size` bytes."""
        if len(self.text) < size:
            self.text = np.zeros(size, dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Piece:
    """Cells r0..r0+n-1 in one padded buffer: cell i begins at `row_start[i]`.

    `data` lives in the scratch memory: a piece is of use until the next one is loaded. `kept` is
    for what several detectors compute once; its keys are theirs.
    """

    data: Bytes
    row_start: Ints
    first_row: int
    scratch: Scratch
    #: Position behind the text, where the padding begins.
    stop: int
    kept: dict[str, object] = field(default_factory=dict)

    @cached_property
    def raw(self) -> bytes:
        """A copy of the bytes of `data`."""
        return self.data.tobytes()

    @cached_property
    def marks(self) -> Marks:
        """Where runs of digits, rare signs, long words and other scripts are."""
        return self.scratch.blocks.sweep(self.data, PAD - BEFORE, len(self.data) - PAD // 4)

    @cached_property
    def digit_runs(self) -> tuple[Ints, Ints]:
        """Start and end of every run of ASCII digits."""
        edges = self.marks.edges
        return np.ascontiguousarray(edges[::2]), np.ascontiguousarray(edges[1::2])

    @cached_property
    def run_length(self) -> Ints:
        """Digits of each run."""
        start, end = self.digit_runs
        return end - start

    @cached_property
    def run_before(self) -> Bytes:
        """The byte before each run."""
        return self.data[self.digit_runs[0] - 1]

    @cached_property
    def run_after(self) -> Bytes:
        """The byte behind each run."""
        return self.data[self.digit_runs[1]]

    def runs_of(self, length: int) -> Ints:
        """Return the numbers of the runs that have so many digits."""
        key = f"runs of {length}"
        found = self.kept.get(key)
        if not isinstance(found, np.ndarray):
            found = self.kept[key] = np.flatnonzero(self.run_length == length)
        return found

    @cached_property
    def glued(self) -> Ints:
        """Numbers of the runs right behind a letter."""
        return np.flatnonzero(LETTER[self.run_before])

    @cached_property
    def _sign(self) -> Bytes:
        return self.data[self.marks.signs]

    def signs(self, characters: str) -> Ints:
        """Return every position of some of the characters ':', '=', '@' and ']', sorted."""
        held = self._sign == ord(characters[0])
        for character in characters[1:]:
            held |= self._sign == ord(character)
        return np.asarray(self.marks.signs[held], dtype=np.int64)

    @cached_property
    def colons(self) -> Ints:
        """Position of every colon."""
        return self.signs(":")

    @cached_property
    def twins(self) -> Ints:
        """Position of the second of every two letters s or w in a row, small or capital."""
        return self.marks.signs[LETTER[self._sign]]

    @cached_property
    def at_spans(self) -> tuple[Ints, Ints, Ints]:
        """For each '@' before a letter or digit: its place, begin and end of what it joins."""
        at = self.signs("@")
        near = at[ALNUM[self.data[at + 1]]]
        begin, end = near - self._reach(near, _LOCAL, left=True), near + 1
        end = end + self._reach(end, _DOMAIN, left=False)
        # what ends a sentence or opens a quotation is no part of the address
        for _ in range(3):
            edge = self.data[end - 1]
            end -= (edge == ord(".")) | (edge == ord("-"))
            edge = self.data[begin]
            begin += (begin < near) & ~(ALNUM[edge] | (edge == ord("_")))
        return near, begin, end

    def _reach(self, place: Ints, allowed: Flags, *, left: bool) -> Ints:
        """Count the allowed characters before or behind each place, `SIDE` at most."""
        size = np.zeros(len(place), dtype=np.int64)
        some = np.arange(len(place))
        for width in (_NEAR, SIDE):
            text = (
                self.window(place[some] - width, width)[:, ::-1]
                if left
                else self.window(place[some], width)
            )
            size[some] = leading(allowed[text])
            some = some[size[some] == width]
        return size

    @cached_property
    def _continuation(self) -> tuple[npt.NDArray[np.uint64], Ints]:
        """Say for each word of eight bytes in `marks.high` which of them begin no code point.

        The second array counts them, for n words n + 1 numbers from 0 on.
        """
        words = self.data.view(np.uint64)[self.marks.high]
        flags = words & ~(words << np.uint64(1)) & np.uint64(0x8080808080808080)
        return flags, np.append(0, np.cumsum(np.bitwise_count(flags), dtype=np.int64))

    def continued(self, position: Ints) -> Ints:
        """Count the bytes before each position that begin no code point."""
        high = self.marks.high
        flags, count = self._continuation
        word = position >> 3
        at = np.searchsorted(high, word)
        result = count[at]
        inside = np.flatnonzero(np.append(high, -1)[at] == word)
        if len(inside):
            before = (np.uint64(1) << ((position[inside] & 7) << 3).astype(np.uint64)) - np.uint64(
                1
            )
            result[inside] += np.bitwise_count(flags[at[inside]] & before)
        return np.asarray(result, dtype=np.int64)

    def has_high(self, start: Ints, end: Ints) -> Flags:
        """Say which of [start, end) may hold bytes beyond ASCII."""
        high = self.marks.high
        first, last = np.searchsorted(high, start >> 3), np.searchsorted(high, (end + 7) >> 3)
        return np.asarray(last > first, dtype=np.bool_)

    def row_of(self, position: Ints) -> Ints:
        """Return for each position the cell it lies in, counted from 0 in this piece."""
        return np.searchsorted(self.row_start, position, side="right") - 1

    def code_points(self, start: Ints, end: Ints) -> Ints:
        """Count the code points in each [start, end)."""
        return end - start - (self.continued(end) - self.continued(start))

    def window(self, start: Ints, width: int) -> Bytes:
        """Return the `width` bytes from each start as an (n, width) matrix."""
        # whole rows are copied as one value each: four times faster than a sliding window
        rows = np.ndarray(
            (len(self.data) - width + 1,), dtype=f"V{width}", buffer=self.data, strides=(1,)
        )
        return rows[start].view(np.uint8).reshape(len(start), width)

    def eight(self, start: Ints) -> npt.NDArray[np.uint64]:
        """Return the eight bytes from each start as one number, the first byte the lowest."""
        rows = np.ndarray((len(self.data) - 7,), dtype="<u8", buffer=self.data, strides=(1,))
        return rows[start]

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
    first = ends.argmax(axis=1)
    held = ends[np.arange(len(ends)), first]
    return np.asarray(np.where(held, first, flags.shape[1]), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Cut:
    """Cells of a column that make one piece."""

    cells: pa.Array
    first_row: int


def cuts(texts: pa.ChunkedArray) -> Iterator[Cut]:
    """Say where to cut a large_string column; no cell is divided."""
    first_row = 0
    for chunk in texts.chunks:
        if not len(chunk):
            continue
        offsets = _offsets(chunk)
        row = 0
        while row < len(chunk):
            stop = int(np.searchsorted(offsets, offsets[row] + PIECE, side="right")) - 1
            stop = min(max(stop, row + 1), len(chunk))
            if offsets[-1] - offsets[stop] < PIECE // 2:
                stop = len(chunk)
            # A column of numbers has a candidate in every cell, and each needs some 400 bytes.
            stop = min(stop, row + CELLS)
            yield Cut(chunk.slice(row, stop - row), first_row + row)
            row = stop
        first_row += len(chunk)


def load(cut: Cut, scratch: Scratch) -> Piece:
    """Bring some cells into the buffer, with a NUL between and padding around."""
    offsets = _offsets(cut.cells)
    count = len(cut.cells)
    text = int(offsets[-1] - offsets[0]) + count - 1
    size = -(-(text + 2 * PAD) // 8) * 8
    scratch.fit(max(size, min(2 * PIECE, 2 * size)))
    data = scratch.text[:size]
    whole = pa.LargeListArray.from_arrays(pa.array([0, count], pa.int64()), cut.cells)
    joined = pc.binary_join(whole, pa.scalar("\0", pa.large_string())).buffers()[2]
    data[PAD + text :] = 0
    if text:
        data[PAD : PAD + text] = np.frombuffer(joined, dtype=np.uint8, count=text)
    row_start = offsets[:-1] - offsets[0] + np.arange(count) + PAD
    return Piece(data, row_start, cut.first_row, scratch, PAD + text)


def pieces(texts: pa.ChunkedArray) -> Iterator[Piece]:
    """Cut a large_string column without nulls and without NULs into padded pieces.

    A piece is of use until the next one is asked for.
    """
    scratch = Scratch()
    for cut in cuts(texts):
        yield load(cut, scratch)


def _offsets(cells: pa.Array) -> Ints:
    offsets = np.frombuffer(cells.buffers()[1], dtype=np.int64)
    return offsets[cells.offset : cells.offset + len(cells) + 1]
