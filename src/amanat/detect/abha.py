"""ABHA numbers: fourteen digits that the health mission gives out."""

from typing import Final

import numpy as np

from amanat.detect.checks import verhoeff
from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, CONTEXT, LIKELY, VALIDATED, Hits, hits, none, pick
from amanat.detect.numbers import alone, numbers
from amanat.detect.piece import Piece

_WORDS: Final = phrases(
    """
    abha, abha no, abha id, abha number, health id, health id number, health account, ayushman,
    abdm, ndhm, phr, आभा, आभा नंबर, आयुष्मान, स्वास्थ्य आईडी
    """
)


def _find(piece: Piece) -> Hits:
    found = numbers(piece)
    if not len(found):
        return none()
    whole, first = found.of_length(14), found.grouped((2, 4, 4, 4))
    cut = found.longer_row(first, 4)
    first = first[~cut]
    if not len(whole) + len(first):
        return none()
    value = np.concatenate([found.value[whole], found.joined(first, 4)])
    run = np.concatenate([found.run[whole], found.run[first]])
    last = np.concatenate([found.run[whole], found.run[first + 3]])
    start = np.concatenate([found.start[whole], found.start[first]])
    end = np.concatenate([found.end[whole], found.end[first + 3]])
    grouped = np.arange(len(run)) >= len(whole)
    good = alone(piece, start, end)
    run, last, start, end = pick(good, run, last, start, end)
    value, grouped = value[good], grouped[good]
    (word,) = around(piece, run, (_WORDS,))
    said = word < NEVER
    ask = np.flatnonzero(~said)
    (behind,) = around(piece, last[ask], (_WORDS,), left=False)
    said[ask] = behind < NEVER
    # nothing else is cut like this; without its word the check digit has to fit
    kept = said | (grouped & verhoeff(value, 14))
    tier = np.where(said, CONFIRMED, LIKELY)
    strength = np.where(said, VALIDATED, CONTEXT)
    return hits(start[kept], end[kept], "abha", tier[kept], strength[kept])


DETECTOR: Final = Detector("abha", _find)
