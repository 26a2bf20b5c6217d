"""Masked Aadhaar: eight hidden digits and the last four in clear."""

from typing import Final

import numpy as np

from amanat.detect.detector import Detector, runs
from amanat.detect.hits import CONFIRMED, SHAPE, Hits, hits
from amanat.detect.piece import ALNUM, Piece

_MASK: Final = np.zeros(256, dtype=np.bool_)
_MASK[[ord("X"), ord("x"), ord("*")]] = True
#: Separators between the groups, as lengths of what stands before the last four digits.
_FORMS: Final = ((4, 4), (4, 5), (5, 5))


def _find(piece: Piece) -> Hits:
    four = piece.runs_of(4)
    start, last = piece.digit_runs[0][four], piece.run_before[four]
    end = start + 4
    near = _MASK[last] | (((last == ord(" ")) | (last == ord("-"))) & _MASK[piece.data[start - 2]])
    start, end = start[near], end[near]
    begin = np.full(len(start), -1, dtype=np.int64)
    for first, second in _FORMS:
        width = first + second
        text = piece.window(start - width, width)
        hidden = _MASK[text]
        gaps = [place for place, size in ((4, first), (width - 1, second)) if size == 5]
        fits = np.delete(hidden, gaps, axis=1).all(axis=1)
        for place in gaps:
            fits &= (text[:, place] == ord(" ")) | (text[:, place] == ord("-"))
        begin = np.where(fits, start - width, begin)
    found = begin >= 0
    begin, end = begin[found], end[found]
    before, after = piece.data[begin - 1], piece.data[end]
    # a third hidden group before it makes it a card
    card = _MASK[before] | (
        ((before == ord(" ")) | (before == ord("-"))) & _MASK[piece.data[begin - 2]]
    )
    alone = ~(card | ALNUM[before] | ALNUM[after])
    return hits(begin[alone], end[alone], "aadhaar_masked", CONFIRMED, SHAPE, masked=True)


DETECTOR: Final = Detector("aadhaar_masked", _find, runs(4))
