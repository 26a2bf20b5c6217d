"""Coordinates: a latitude and a longitude in degrees with four or more decimals."""

from typing import Final

import numpy as np

from amanat.detect.detector import Detector
from amanat.detect.hits import LIKELY, SHAPE, Hits, hits
from amanat.detect.numbers import value_of
from amanat.detect.piece import ALNUM, Piece

#: Decimals from which a place is a house, not a district.
_FEWEST: Final = 4
_BETWEEN: Final = 4


def _find(piece: Piece) -> Hits:
    data = piece.data
    starts, ends = piece.digit_runs
    length = piece.run_length
    dot = (piece.run_after == ord(".")) & (length <= 3)
    first = np.flatnonzero(dot[:-3] & dot[2:-1]) if len(dot) > 3 else starts[:0]
    good = (starts[first + 1] == ends[first] + 1) & (starts[first + 3] == ends[first + 2] + 1)
    good &= (length[first + 1] >= _FEWEST) & (length[first + 3] >= _FEWEST)
    good &= starts[first + 2] - ends[first + 1] <= _BETWEEN
    first = first[good]
    gap = piece.window(ends[first + 1], _BETWEEN)
    inside = np.arange(_BETWEEN) < (starts[first + 2] - ends[first + 1])[:, None]
    comma = ((gap == ord(",")) & inside).sum(axis=1) == 1
    other = inside & (gap != ord(",")) & (gap != ord(" ")) & (gap != ord("-"))
    latitude = value_of(piece, ends[first], length[first])
    longitude = value_of(piece, ends[first + 2], length[first + 2])
    good = comma & ~other.any(axis=1) & (latitude <= 90) & (longitude <= 180)
    first = first[good]
    start, end = starts[first], ends[first + 3]
    start = start - (data[start - 1] == ord("-"))
    free = ~ALNUM[data[start - 1]] & ~ALNUM[data[end]] & (data[start - 1] != ord("."))
    return hits(start[free], end[free], "location", LIKELY, SHAPE)


DETECTOR: Final = Detector("coordinates", _find, lambda piece: len(piece.run_length) > 3)
