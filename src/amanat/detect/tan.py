"""TAN of who deducts tax: four letters, five digits, a letter, beside the word for it."""

from typing import Final

import numpy as np

from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector, runs
from amanat.detect.hits import CONTEXT, LIKELY, Hits, hits
from amanat.detect.piece import ALNUM, UPPER, Piece

_WORDS: Final = phrases("tan, tan no, tan number, tax deduction account, deductor, tds")
_LETTERS: Final = np.array([0, 1, 2, 3, 9])


def _find(piece: Piece) -> Hits:
    run = piece.runs_of(5)
    run = run[UPPER[piece.run_before[run]] & UPPER[piece.run_after[run]]]
    start = piece.digit_runs[0][run] - 4
    good = UPPER[piece.window(start, 10)[:, _LETTERS]].all(axis=1)
    good &= ~ALNUM[piece.data[start - 1]] & ~ALNUM[piece.data[start + 10]]
    run, start = run[good], start[good]
    (word,) = around(piece, run, (_WORDS,))
    start = start[word < NEVER]
    return hits(start, start + 10, "tan", LIKELY, CONTEXT)


DETECTOR: Final = Detector("tan", _find, runs(5))
