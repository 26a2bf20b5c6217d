"""UAN: twelve digits of the provident fund, known by the word beside them."""

from typing import Final

import numpy as np

from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import LIKELY, VALIDATED, Hits, hits, none
from amanat.detect.numbers import alone, numbers
from amanat.detect.piece import Piece

_WORDS: Final = phrases(
    "uan, uan no, uan number, universal account, universal account number, epfo, यूएएन"
)
_OTHER: Final = phrases("aadhaar, aadhar, आधार, a/c, a/c no, account no, order, utr, txn, ref no")


def _find(piece: Piece) -> Hits:
    found = numbers(piece)
    if not len(found):
        return none()
    whole, first = found.of_length(12), found.grouped((4, 4, 4))
    if not len(whole) + len(first):
        return none()
    run = np.concatenate([found.run[whole], found.run[first]])
    start = np.concatenate([found.start[whole], found.start[first]])
    end = np.concatenate([found.end[whole], found.end[first + 2]])
    # every number begins with 10
    good = (piece.data[start] == ord("1")) & (piece.data[start + 1] == ord("0"))
    good &= alone(piece, start, end)
    run, start, end = run[good], start[good], end[good]
    word, other = around(piece, run, (_WORDS, _OTHER))
    said = (word < NEVER) & (word < other)
    return hits(start[said], end[said], "uan", LIKELY, VALIDATED)


DETECTOR: Final = Detector("uan", _find)
