"""Addresses of network cards: six pairs of hexadecimal digits with one separator."""

from typing import Final

import numpy as np
import numpy.typing as npt

from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, SHAPE, Hits, Ints, hits
from amanat.detect.piece import ALNUM, Piece, table
from amanat.detect.solids import solids

_HEX: Final = table("0123456789abcdefABCDEF")
_LENGTH: Final = 17
#: How far into a long word ("mac=00:1b:...") the address may begin.
_LEAD: Final = 64
#: All cards of a net, and none.
_TEST: Final = np.array([0xFFFFFFFFFFFF, 0], dtype=np.uint64)
_GAPS: Final = np.arange(2, _LENGTH, 3)
_PAIRS: Final = np.setdiff1d(np.arange(_LENGTH), _GAPS)


def _find(piece: Piece) -> Hits:
    begin, end = solids(piece)
    long = end - begin >= _LENGTH
    begin, end = begin[long], end[long]
    text = piece.window(begin, _LEAD + _LENGTH)
    signs = np.flatnonzero(((text == ord(":")) | (text == ord("-"))).sum(axis=1) >= len(_GAPS))
    begin, end, text = begin[signs], end[signs], text[signs]
    found = []
    for lead in range(_LEAD):
        part = text[:, lead : lead + _LENGTH]
        good = (part[:, _GAPS] == part[:, 2, None]).all(axis=1)
        good &= (part[:, 2] == ord(":")) | (part[:, 2] == ord("-"))
        good &= _HEX[part[:, _PAIRS]].all(axis=1)
        found.append(begin[good] + lead)
    start = np.sort(np.concatenate(found))
    data = piece.data
    before, after = data[start - 1], data[start + _LENGTH]
    free = ~(ALNUM[before] | ALNUM[after])
    # a seventh pair makes it the address of something else
    free &= ~(((after == ord(":")) | (after == ord("-"))) & _HEX[data[start + _LENGTH + 1]])
    free &= ~(((before == ord(":")) | (before == ord("-"))) & _HEX[data[start - 2]])
    start = start[free & ~np.isin(_value(piece, start), _TEST)]
    return hits(start, start + _LENGTH, "mac_address", CONFIRMED, SHAPE)


def _value(piece: Piece, start: Ints) -> npt.NDArray[np.uint64]:
    """Return the twelve digits in small letters as one number of their last bytes."""
    text = piece.window(start, _LENGTH)[:, _PAIRS] | np.uint8(32)
    digit = np.where(text >= ord("a"), text - ord("a") + 10, text & 15).astype(np.uint64)
    value = (digit << np.arange(44, -1, -4, dtype=np.uint64)).sum(axis=1)
    return np.asarray(value, dtype=np.uint64)


DETECTOR: Final = Detector("mac_address", _find, lambda piece: len(solids(piece)[0]) > 0)
