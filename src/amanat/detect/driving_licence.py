"""Driving licences: state, office of two digits, year of issue, seven digits, however spaced."""

from typing import Final

import numpy as np

from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, CONTEXT, LIKELY, VALIDATED, Hits, Ints, hits, merge, none
from amanat.detect.numbers import Numbers, numbers
from amanat.detect.piece import ALNUM, UPPER, Piece, table
from amanat.detect.states import codes_at

_WORDS: Final = phrases(
    """
    driving licence, driving license, driver licence, driver license, drivers license,
    driver s license, driver s licence, dl, dl no, dl number, licence, licence no, license,
    license no, driving licence no, driving license no, licence number, license number,
    ड्राइविंग लाइसेंस, लाइसेंस, लाइसेंस नंबर
    """
)
#: How the thirteen digits are cut.
_CUTS: Final = ((13,), (2, 11), (2, 4, 7), (6, 7), (4, 9), (2, 4, 3, 4))
#: Cuts of older licences, with fewer or more digits behind the year; they need their word.
_OLDER: Final = ((2, 4, 6), (12,), (2, 10), (2, 4, 8), (14,), (2, 12), (15,), (2, 4, 5), (11,))
_YEARS: Final = (1950, 2049)
_SEPARATOR: Final = table(" -/")


def _find(piece: Piece) -> Hits:
    found, data = numbers(piece), piece.data
    state = found.start - 2 - _SEPARATOR[data[found.start - 1]]
    first = np.flatnonzero(UPPER[data[state + 1]] & UPPER[data[state]])
    apart = ~ALNUM[data[state[first] - 1]] & (data[state[first] - 1] != ord("_"))
    first = first[apart]
    if not len(first):
        return _with_class(piece)
    parts = [_of_cut(piece, found, first, cut, old=False) for cut in _CUTS]
    parts += [_of_cut(piece, found, first, cut, old=True) for cut in _OLDER]
    return merge([*parts, _with_class(piece)])


def _of_cut(piece: Piece, found: Numbers, first: Ints, cut: tuple[int, ...], *, old: bool) -> Hits:
    data = piece.data
    first = found.followed(first, cut)
    start, end = found.start[first], found.end[first + len(cut) - 1]
    state = start - 2 - _SEPARATOR[data[start - 1]]
    size = sum(cut)
    value = found.joined(first, len(cut))
    year = value // np.uint64(10 ** (size - 6)) % np.uint64(10_000)
    good = (year >= _YEARS[0]) & (year <= _YEARS[1]) & ~ALNUM[data[end]]
    # no office has the number zero
    good &= value >= np.uint64(10 ** (size - 2))
    first, state, end = first[good], state[good], end[good]
    (word,) = around(piece, found.run[first], (_WORDS,))
    said = word < NEVER
    kept = said if old else said | codes_at(piece, state)
    said, state, end = said[kept], state[kept], end[kept]
    return hits(
        state,
        end,
        "driving_licence",
        np.where(said, CONFIRMED, LIKELY),
        np.where(said, VALIDATED, CONTEXT),
    )


def _with_class(piece: Piece) -> Hits:
    """Find state and office, a class of licence, year and number: RJ-13/DLC/12/123456."""
    data = piece.data
    starts, ends = piece.digit_runs
    run = np.concatenate([piece.runs_of(size) for size in (5, 6, 7)])
    run = np.sort(run[(run >= 2) & (piece.run_before[run] == ord("/"))])
    if not len(run):
        return none()
    year, office = run - 1, run - 2
    good = (ends[year] == starts[run] - 1) & (piece.run_before[year] == ord("/"))
    good &= np.isin(piece.run_length[year], (2, 4)) & (piece.run_after[office] == ord("/"))
    good &= (piece.run_length[office] == 2) & (starts[year] - ends[office] <= 6)
    run, office = run[good], office[good]
    state = starts[office] - 2 - _SEPARATOR[piece.run_before[office]]
    good = codes_at(piece, state) & ~ALNUM[data[state - 1]] & ~ALNUM[data[ends[run]]]
    return hits(state[good], ends[run][good], "driving_licence", LIKELY, CONTEXT)


DETECTOR: Final = Detector("driving_licence", _find, lambda piece: len(piece.run_length) > 0)
