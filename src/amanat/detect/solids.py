"""Words of twelve or more printable ASCII characters: addresses, keys and codes are among them."""

import numpy as np

from amanat.detect.hits import Flags, Ints
from amanat.detect.piece import Piece, table

#: What makes no long word (a guarantee that no cut into pieces changes).
SHORTEST = 12
_FIRST_THIRD = np.uint64(0xA0A0A0A0A0A0A0A0)
_THIRD = np.uint64(0x2020202020202020)
_FOURTH = np.uint64(0x1010101010101010)
_SOLID = (np.arange(256) >= 33) & (np.arange(256) <= 126)
_TAIL = table(".,;:!?)")
#: A moment with fractions and zone: 2026-05-12T10:30:00.000000+05:30.
_STAMP = 32
#: No word of a language is so long.
_LONG = 20


def solids(piece: Piece) -> tuple[Ints, Ints]:
    """Return start and end of the long words that are more than small letters, sorted.

    Four bytes were looked at as one: a word of eleven has two full fours in a row wherever it
    stands. Words of small letters at both ends, as most are, are left out.
    """
    found = piece.kept.get("solids")
    if not isinstance(found, np.ndarray):
        found = piece.kept["solids"] = np.stack(_solids(piece))
    return found[0], found[1]


def _solids(piece: Piece) -> tuple[Ints, Ints]:
    data, marks = piece.data, piece.marks
    start = np.append(marks.fours, marks.many[::2]) * 4
    if not len(start):
        return start, start
    # of many the last four were found
    end = np.append(marks.behind, marks.many[1::2] + 3) * 4
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    # the four before and the four behind are not full: at most three bytes of each belong to it
    one, two = _SOLID[data[start - 1]], _SOLID[data[start - 2]]
    start = start - one - (one & two) - (one & two & _SOLID[data[start - 3]])
    one, two = _SOLID[data[end]], _SOLID[data[end + 1]]
    end = end + one + (one & two) + (one & two & _SOLID[data[end + 2]])
    # a comma behind a word is no part of it
    end = end - _TAIL[data[end - 1]]
    long = end - start >= SHORTEST
    start, end = start[long], end[long]
    plain = _small(piece, start) & _small(piece, end - 8) & (end - start < _LONG)
    # dates with their time are the most common long words, and nobody's
    plain |= (
        (data[start + 4] == ord("-")) & (data[start + 10] == ord("T")) & (end - start <= _STAMP)
    )
    return start[~plain], end[~plain]


def _small(piece: Piece, place: Ints) -> Flags:
    """Say whether the eight bytes from each place are small letters, spaces, commas or near them.

    That is bytes from 20 to 2F and from 60 to 7F: the first bit is 0, the third 1, and the fourth
    is 0 unless the second is 1.
    """
    text = piece.eight(place)
    good = (text & _FIRST_THIRD) == _THIRD
    return np.asarray(good & ((text & ~(text >> np.uint64(2)) & _FOURTH) == 0), dtype=np.bool_)
