"""CIN of a company: listed or not, industry, state, year, kind, number; 21 characters."""

from typing import Final

from amanat.detect.detector import Detector, runs
from amanat.detect.hits import CONFIRMED, SHAPE, Hits, hits
from amanat.detect.piece import ALNUM, DIGIT, UPPER, Piece, table
from amanat.detect.states import codes_at

_FIRST: Final = table("LU")
_PATTERN: Final = (
    _FIRST,
    *(DIGIT,) * 5,
    *(UPPER,) * 2,
    *(DIGIT,) * 4,
    *(UPPER,) * 3,
    *(DIGIT,) * 6,
)


def _find(piece: Piece) -> Hits:
    run = piece.runs_of(6)
    run = run[UPPER[piece.run_before[run]]]
    start = piece.digit_runs[0][run] - 15
    text = piece.window(start, len(_PATTERN))
    good = ~ALNUM[piece.data[start - 1]] & ~ALNUM[piece.data[start + len(_PATTERN)]]
    for place, allowed in enumerate(_PATTERN):
        good &= allowed[text[:, place]]
    start = start[good]
    start = start[codes_at(piece, start + 6)]
    return hits(start, start + len(_PATTERN), "cin", CONFIRMED, SHAPE)


DETECTOR: Final = Detector("cin", _find, runs(6))
