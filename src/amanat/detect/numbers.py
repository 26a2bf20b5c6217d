"""Numbers in a piece: runs of digits joined into chains, with their values as whole numbers."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from amanat.detect.hits import Flags, Ints
from amanat.detect.piece import ALNUM, DIGIT, Bytes, Piece, table

Values = npt.NDArray[np.uint64]

#: A no-break space is C2 A0 in UTF-8; both bytes are in.
_LOOSE: Final = table(" -().\xa0") | (np.arange(256) == 0xC2)
NO_LINK, STRONG, WEAK_SEPARATOR = range(3)
#: What one character between two runs joins them as.
_LINKS: Final = np.where(
    table(" -)"), STRONG, np.where(table(".:"), WEAK_SEPARATOR, NO_LINK)
).astype(np.uint8)
#: Runs of fewer digits in all hold no number of a person.
_FEWEST: Final = 9
#: With a '+' before them.
_FEWEST_ABROAD: Final = 7
_POWERS: Final = (np.uint64(10) ** np.arange(20, dtype=np.uint64)).astype(np.uint64)


@dataclass(frozen=True, eq=False)
class Numbers:
    """n runs of digits. `link[i]` says what joins run i to run i + 1; `sep[i]` its first byte.

    The runs of one chain follow each other with at most a separator between; `chain` numbers it.
    `run` is the number of each among all runs of the piece.
    """

    piece: Piece
    run: Ints
    start: Ints
    end: Ints
    link: npt.NDArray[np.uint8]
    sep: Bytes
    chain: Ints

    def __len__(self) -> int:
        return len(self.run)

    @cached_property
    def length(self) -> Ints:
        """Digits of each run."""
        return self.end - self.start

    @cached_property
    def value(self) -> Values:
        """The value of each run; of one with more than 19 digits it means nothing."""
        return value_of(self.piece, self.end, self.length)

    @cached_property
    def total(self) -> Ints:
        """Digits before run i, for every i, and of all."""
        return np.append(0, np.cumsum(self.length))

    def joined(self, first: Ints, count: int) -> Values:
        """Return the value of `count` runs from each `first` on, written one behind the other."""
        value = self.value[first]
        if not len(first):
            return value
        for place in range(1, count):
            at = first + place
            value = value * _POWERS[np.minimum(self.length[at], 19)] + self.value[at]
        return value

    def grouped(self, lengths: tuple[int, ...], *, same: bool = True) -> Ints:
        """Return the first of all runs that follow each other with these lengths.

        `same` asks for one and the same separator between all of them.
        """
        return self.followed(self.of_length(lengths[0]), lengths, same=same)

    def followed(self, first: Ints, lengths: tuple[int, ...], *, same: bool = False) -> Ints:
        """Return those of some runs that begin a group of these lengths."""
        first = first[(self.length[first] == lengths[0]) & (first + len(lengths) <= len(self))]
        for place, length in enumerate(lengths[1:]):
            if not len(first):
                break
            at = first + place
            good = (self.length[at + 1] == length) & (self.link[at] != NO_LINK)
            if same and place:
                good &= self.sep[at] == self.sep[first]
            first = first[good]
        return first

    def of_length(self, length: int) -> Ints:
        """Return the runs of so many digits."""
        key = f"numbers of {length}"
        found = self.piece.kept.get(key)
        if not isinstance(found, np.ndarray):
            found = self.piece.kept[key] = np.flatnonzero(self.length == length)
        return found

    def longer_row(self, first: Ints, count: int) -> Flags:
        """Say which groups of runs are cut out of a longer row with the same separator."""
        last = first + count - 1
        size = len(self)
        after = (self.link[last] != NO_LINK) & (self.sep[last] == self.sep[first])
        after &= self.length[np.minimum(last + 1, size - 1)] >= 3
        j = np.maximum(first - 1, 0)
        before = (first > 0) & (self.link[j] != NO_LINK) & (self.sep[j] == self.sep[first])
        before &= self.length[j] >= 2
        return np.asarray(after | before, dtype=np.bool_)


def numbers(piece: Piece) -> Numbers:
    """Return the runs in chains of nine or more digits, computed once for a piece."""
    found = piece.kept.get("numbers")
    if not isinstance(found, Numbers):
        found = piece.kept["numbers"] = _numbers(piece)
    return found


def _numbers(piece: Piece) -> Numbers:
    start, end = piece.digit_runs
    gap = np.full(len(start), 1 << 30)
    np.subtract(start[1:], end[:-1], out=gap[:-1])
    sep = piece.run_after
    link = _LINKS[sep]
    link *= gap == 1
    wide = np.flatnonzero((gap <= 3) & (gap > 1))
    wide = wide[_LOOSE[sep[wide]]]
    if len(wide):
        between = piece.window(end[wide], 3)
        inside = np.arange(3) < gap[wide, None]
        loose = (_LOOSE[between] | ~inside).all(axis=1)
        link[wide[loose]] = STRONG
    # most runs stand alone and are short: they go before anything costs
    joined = link != NO_LINK
    kept = piece.run_length >= _FEWEST_ABROAD
    kept |= joined
    kept[1:] |= joined[:-1]
    run = np.flatnonzero(kept)
    if not len(run):
        return Numbers(piece, run, run, run, link[:0], sep[:0], run)
    opens = np.append(True, ~joined[run[:-1]])
    first = np.flatnonzero(opens)
    digits = np.add.reduceat(piece.run_length[run], first)
    counts = np.diff(np.append(first, len(run)))
    enough = digits >= _FEWEST
    enough |= (digits >= _FEWEST_ABROAD) & (piece.run_before[run[first]] == ord("+"))
    long = np.flatnonzero(np.repeat(enough, counts))
    chain = np.repeat(np.arange(len(first)), counts)[long]
    run = run[long]
    return Numbers(piece, run, start[run], end[run], link[run], sep[run], chain)


def value_of(piece: Piece, end: Ints, length: Ints) -> Values:
    """Return the values of runs of digits; of one with more than 19 digits it means nothing."""
    value = _eight_digits(piece, end, np.minimum(length, 8))
    for place, power in ((8, 10**8), (16, 10**16)):
        some = np.flatnonzero(length > place)
        if len(some):
            size = np.minimum(length[some] - place, 8)
            value[some] += _eight_digits(piece, end[some] - place, size) * np.uint64(power)
    return value


def _eight_digits(piece: Piece, end: Ints, length: Ints) -> Values:
    """Read up to eight digits that end at `end`: pairs are added, then fours, then all."""
    text = piece.eight(end - 8)
    empty = ((8 - length) * 8).astype(np.uint64)
    # shifted by 64 a number would stay: no run is empty
    text = ((text >> empty) << empty) & np.uint64(0x0F0F0F0F0F0F0F0F)
    text = ((text * np.uint64(2561)) >> np.uint64(8)) & np.uint64(0x00FF00FF00FF00FF)
    text = ((text * np.uint64(6553601)) >> np.uint64(16)) & np.uint64(0x0000FFFF0000FFFF)
    return (text * np.uint64(42949672960001)) >> np.uint64(32)


def alone(piece: Piece, start: Ints, end: Ints) -> Flags:
    """Say which numbers are glued to no letter, sign or decimal point."""
    before, after = piece.data[start - 1], piece.data[end]
    glued = _GLUE[before] | _GLUE[after]
    dots = np.flatnonzero(((before == ord(".")) | (after == ord("."))) & ~glued)
    if len(dots):
        data = piece.data
        glued[dots] = ((before[dots] == ord(".")) & DIGIT[data[start[dots] - 2]]) | (
            (after[dots] == ord(".")) & DIGIT[data[end[dots] + 1]]
        )
    return ~glued


_GLUE: Final = ALNUM | table("_+")
