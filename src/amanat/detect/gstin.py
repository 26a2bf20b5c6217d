"""GSTIN: state code, PAN, entity, Z and a mod-36 check; a proprietor's holds a personal PAN."""

from typing import Final

import numpy as np

from amanat.detect.checks import gstin
from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, VALIDATED, Hits, code, hits
from amanat.detect.pan import HOLDERS, PERSON, upper
from amanat.detect.piece import ALNUM, DIGIT, LETTER, Piece

_PATTERN: Final = (DIGIT, DIGIT, LETTER, LETTER, LETTER, LETTER, LETTER) + (DIGIT,) * 4
_TAIL: Final = (LETTER, ALNUM, LETTER, ALNUM)


def _find(piece: Piece) -> Hits:
    start, end = piece.digit_runs
    data = piece.data
    two = np.flatnonzero(end - start == 2)
    two = two[LETTER[data[end[two]]] & ~ALNUM[data[start[two] - 1]]]
    start = start[two]
    text = piece.window(start, 15)
    fits = ~ALNUM[data[start + 15]]
    for place, table in enumerate((*_PATTERN, *_TAIL)):
        fits &= table[text[:, place]]
    start, text = start[fits], upper(text[fits])
    state = (text[:, 0].astype(np.int64) - 48) * 10 + text[:, 1] - 48
    # states 01 to 38, 97 other territory, 99 centre
    good = ((state >= 1) & (state <= 38)) | (state == 97) | (state == 99)
    good &= HOLDERS[text[:, 5]] & gstin(text)
    start, text = start[good], text[good]
    holder = np.where(text[:, 5] == PERSON, code("gstin"), code("gstin_company"))
    return hits(start, start + 15, holder, CONFIRMED, VALIDATED)


DETECTOR: Final = Detector("gstin", _find)
