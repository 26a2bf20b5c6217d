"""GSTIN: state code, PAN, entity, Z and a mod-36 check; a proprietor's holds a personal PAN."""

from typing import Final

import numpy as np

from amanat.detect.checks import gstin
from amanat.detect.detector import Detector, runs
from amanat.detect.hits import CONFIRMED, VALIDATED, Hits, code, hits
from amanat.detect.pan import HOLDERS, PERSON, letters_around, upper
from amanat.detect.piece import ALNUM, DIGIT, LETTER, Piece

_PATTERN: Final = (DIGIT, DIGIT, LETTER, LETTER, LETTER, LETTER, LETTER) + (DIGIT,) * 4
_KINDS: Final = np.frombuffer(b"ZCD", dtype=np.uint8)
_TAIL: Final = (LETTER, ALNUM, LETTER, ALNUM)


def _find(piece: Piece) -> Hits:
    run, _ = letters_around(piece)
    start = piece.digit_runs[0][run] - 7
    start = start[DIGIT[piece.data[start]] & ~ALNUM[piece.data[start - 1]]]
    text = piece.window(start, 15)
    fits = ~ALNUM[piece.data[start + 15]]
    for place, table in enumerate((*_PATTERN, *_TAIL)):
        fits &= table[text[:, place]]
    start, text = start[fits], upper(text[fits])
    state = (text[:, 0].astype(np.int64) - 48) * 10 + text[:, 1] - 48
    # states 01 to 38, 97 other territory, 99 centre
    good = ((state >= 1) & (state <= 38)) | (state == 97) | (state == 99)
    # Z by default, C and D of those who collect or deduct tax
    good &= np.isin(text[:, 13], _KINDS)
    good &= (text[:, 7:11] != ord("0")).any(axis=1)
    good &= HOLDERS[text[:, 5]] & gstin(text)
    start, text = start[good], text[good]
    holder = np.where(text[:, 5] == PERSON, code("gstin"), code("gstin_company"))
    return hits(start, start + 15, holder, CONFIRMED, VALIDATED)


DETECTOR: Final = Detector("gstin", _find, runs(4))
