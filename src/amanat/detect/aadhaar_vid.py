"""Virtual ids that stand for an Aadhaar number: sixteen digits with a Verhoeff check digit."""

from typing import Final

import numpy as np

from amanat.detect.checks import verhoeff
from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, POSSIBLE, VALIDATED, WEAK, Hits, hits, none
from amanat.detect.numbers import alone, numbers
from amanat.detect.piece import Piece

_WORDS: Final = phrases(
    """
    vid, virtual id, virtual aadhaar, aadhaar vid, aadhaar virtual id, aadhaar, aadhar, uidai,
    आधार, वर्चुअल आईडी
    """
)
_LEAST: Final = np.uint64(2 * 10**15)


def _find(piece: Piece) -> Hits:
    found = numbers(piece)
    if not len(found):
        return none()
    whole, first = found.of_length(16), found.grouped((4, 4, 4, 4))
    first = first[~found.longer_row(first, 4)]
    if not len(whole) + len(first):
        return none()
    value = np.concatenate([found.value[whole], found.joined(first, 4)])
    run = np.concatenate([found.run[whole], found.run[first]])
    start = np.concatenate([found.start[whole], found.start[first]])
    end = np.concatenate([found.end[whole], found.end[first + 3]])
    good = (value >= _LEAST) & verhoeff(value, 16) & alone(piece, start, end)
    run, start, end = run[good], start[good], end[good]
    (word,) = around(piece, run, (_WORDS,))
    said = word < NEVER
    tier = np.where(said, CONFIRMED, POSSIBLE)
    return hits(start, end, "aadhaar_vid", tier, np.where(said, VALIDATED, WEAK))


DETECTOR: Final = Detector("aadhaar_vid", _find)
