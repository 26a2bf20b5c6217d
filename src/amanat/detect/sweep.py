"""One pass over the bytes of a piece: the places from which detectors start.

Block by block, so that what is computed of a block stays in the second-level cache: passes over a
whole piece would wait for memory each time.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

#: Bytes of a block: its arrays stay in the cache, and 30 NumPy calls cost nothing beside it.
BLOCK: Final = 1 << 19
#: Bytes before and behind a block that are looked at with it; NULs at both ends of a piece.
BEFORE: Final = 8
BEHIND: Final = 32
_ALL_FOUR: Final = np.uint32(0x01010101)
_HIGH: Final = np.uint64(0x8080808080808080)
_NO: Final = np.uint64(0)


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Places in a piece, sorted.

    `edges`: where runs of digits begin and end, in turn. `signs`: every ':', '=', '@', ']' and the
    second of two letters s or w in a row, capital or small (and of ';', '<', '>', '?', which
    nobody asks for). `high`: numbers of the words of eight bytes that hold bytes beyond ASCII.
    `fours`: numbers of the words of four bytes where two or three full of solid bytes (33 to 126)
    begin, not all of small letters, and `behind` the word behind them; `many`: in turn, where
    four or more begin, and three before the word behind them.
    """

    edges: Ints
    signs: Ints
    high: Ints
    fours: Ints
    behind: Ints
    many: Ints


#: Bytes of what each of the marks counts.
_UNITS: Final = (1, 1, 8, 4, 4, 4)


class Blocks:
    """Memory that the blocks of one thread share; nothing in it lasts."""

    def __init__(self) -> None:
        size = BEFORE + BLOCK + BEHIND
        self._bytes = np.empty((2, size), dtype=np.uint8)
        self._flags = np.empty((3, size), dtype=np.bool_)
        self._places = [np.empty(0, dtype=np.int64)] * len(fields(Marks))

    def sweep(self, data: Bytes, first: int, stop: int) -> Marks:
        """Look at data[first:stop], both multiples of eight, with NULs before and behind.

        The result is of use until the next call.
        """
        counts = [0] * len(self._places)
        for begin in range(first, stop, BLOCK):
            end = min(begin + BLOCK, stop)
            found = self._block(data[begin - BEFORE : end + BEHIND])
            for which, (places, unit) in enumerate(zip(found, _UNITS, strict=True)):
                count = counts[which] + len(places)
                room = self._room(which, counts[which], count)
                np.add(places, begin // unit, out=room[counts[which] : count])
                counts[which] = count
        return Marks(*(room[:count] for room, count in zip(self._places, counts, strict=True)))

    def _room(self, which: int, held: int, wanted: int) -> Ints:
        room = self._places[which]
        if len(room) < wanted:
            more = np.empty(2 * wanted, dtype=np.int64)
            more[:held] = room[:held]
            room = self._places[which] = more
        return room

    def _block(self, data: Bytes) -> tuple[Ints, ...]:
        size = len(data)
        inner = slice(BEFORE, size - BEHIND)
        shifted, other = self._bytes[0, :size], self._bytes[1, :size]
        one, two, four = (flags[:size] for flags in self._flags)
        np.subtract(data, np.uint8(48), out=shifted)
        digit = np.less(shifted, np.uint8(10), out=one)
        edge = np.not_equal(digit[inner], digit[BEFORE - 1 : size - BEHIND - 1], out=two[inner])
        edges = np.flatnonzero(edge)
        # s and w are 73 and 77: they differ in one bit, and with it set S and W are 77 too
        np.bitwise_or(data, np.uint8(0x24), out=other)
        np.equal(other, np.uint8(0x77), out=one)
        sign = np.logical_and(one[inner], one[BEFORE - 1 : size - BEHIND - 1], out=two[inner])
        np.subtract(shifted, np.uint8(10), out=other)
        sign |= np.less(other[inner], np.uint8(7), out=one[inner])
        sign |= np.equal(data[inner], np.uint8(ord("]")), out=one[inner])
        signs = rare(sign)
        words = data[inner].view(np.uint64)
        high = np.flatnonzero((words & _HIGH) != _NO)
        # capitals, digits and the signs between them
        odd = np.less(shifted, np.uint8(48), out=one).view(np.uint32) != 0
        np.subtract(data, np.uint8(33), out=other)
        solid = np.less(other, np.uint8(94), out=four)
        full = np.equal(solid.view(np.uint32), _ALL_FOUR)
        return edges, signs, high, *_long(full, odd)


def _long(full: Flags, odd: Flags) -> tuple[Ints, Ints, Ints]:
    """Return which words of four bytes begin long words, from the block's own first one on."""
    before, behind = BEFORE // 4, BEHIND // 4
    count = len(full) - before - behind
    pair = full[:-1] & full[1:]
    quad = pair[:-2] & pair[2:]
    start = pair[before : before + count] & ~full[before - 1 : before - 1 + count]
    # a word of two or three full fours reaches one more to both sides
    near = odd[:-1] | odd[1:]
    near = near[:-2] | near[2:]
    near = near[:-1] | odd[4:]
    start &= near[before - 1 : before - 1 + count]
    start &= ~quad[before : before + count]
    fours = np.flatnonzero(start)
    many = np.flatnonzero(quad[before : before + count] != quad[before - 1 : before - 1 + count])
    return fours, fours + 2 + full[fours + (before + 2)], many


def rare(flags: Flags) -> Ints:
    """Return the places of flags of which few are set; their number is a multiple of eight."""
    words = np.flatnonzero(flags.view(np.uint64) != _NO)
    if not len(words):
        return words
    row, column = np.nonzero(flags.reshape(-1, 8)[words])
    return np.asarray(words[row] * 8 + column, dtype=np.int64)


__all__ = ["BLOCK", "Blocks", "Marks", "rare"]
