"""Dates of birth: a date behind the words for it; other dates are nobody's matter."""

import re
from typing import Final

import numpy as np

from amanat.detect.context import NEVER, around, beside, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONTEXT, LIKELY, Hits, Ints, hits, merge
from amanat.detect.numbers import value_of
from amanat.detect.piece import ALNUM, Bytes, Piece

_WORDS: Final = phrases(
    """
    dob, d o b, date of birth, birth date, birthdate, born, born on, birthday, janm, janam,
    janm tithi, janam tithi, janm tareekh, janamdin, जन्म, जन्म तिथि, जन्मतिथि, जन्मदिन, जन्म दिनांक
    """
)
#: Other dates stand behind words of their own.
_OTHER: Final = phrases(
    """
    invoice, due, due date, renewal, expiry, meeting, valid, issued, created, updated, joined,
    joining, date of joining, doj, order, admitted, visit, appointment, anniversary, founded
    """
)
#: Years of birth; a date of the last years is one of business.
_FIRST: Final = 1900
_LAST: Final = 2019
_NAMES: Final = (
    rb"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    rb"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL: Final = rb"[0-9]{1,2}(?:st|nd|rd|th)?"
_DAY_FIRST: Final = re.compile(_ORDINAL + rb"[ -]" + _NAMES + rb"[ ,.-]{1,2}[0-9]{4}")
_DAY_YEAR: Final = re.compile(_ORDINAL + rb",? [0-9]{4}")
_MONTH_FIRST: Final = re.compile(rb"(?<![a-z])(" + _NAMES + rb"\.? )$")
#: The longest month with a space, and what parts it from the word before.
_MONTH: Final = 12


def _find(piece: Piece) -> Hits:
    return merge([_digits(piece), _named(piece)])


def _digits(piece: Piece) -> Hits:
    """Find 12/05/1984, 12.5.84 and 1984-05-12."""
    starts, ends = piece.digit_runs
    length = piece.run_length
    if len(starts) < 3:
        return merge([])
    sep = piece.run_after
    joined = (sep == ord("/")) | (sep == ord("-")) | (sep == ord("."))
    first = np.flatnonzero(joined[:-2] & joined[1:-1])
    first = first[(sep[first] == sep[first + 1]) & (length[first + 1] <= 2)]
    close = (starts[first + 1] - ends[first] == 1) & (starts[first + 2] - ends[first + 1] == 1)
    first = first[close]
    year_last = (length[first] <= 2) & ((length[first + 2] == 4) | (length[first + 2] == 2))
    year_first = (length[first] == 4) & (length[first + 2] <= 2)
    first = first[year_last | year_first]
    front = length[first] == 4
    year_run = np.where(front, first, first + 2)
    year = value_of(piece, ends[year_run], length[year_run])
    good = (length[year_run] == 2) | ((year >= _FIRST) & (year <= _LAST))
    first, front = first[good], front[good]
    start, end = starts[first], ends[first + 2]
    good = ~ALNUM[piece.data[start - 1]] & ~ALNUM[piece.data[end]]
    good &= ~(
        (piece.data[end] == sep[first])
        & (piece.data[end + 1] <= ord("9"))
        & (piece.data[end + 1] >= ord("0"))
    )
    days = np.where(front, first + 2, first)
    good &= (value_of(piece, ends[days], length[days]) <= 31) & (
        value_of(piece, ends[first + 1], length[first + 1]) <= 31
    )
    first, start, end = first[good], start[good], end[good]
    word, other = around(piece, first, (_WORDS, _OTHER))
    return _said(start, end, word, other)


def _named(piece: Piece) -> Hits:
    """Find 12 May 1984, 12th May, 1984 and May 12, 1984."""
    data = piece.data
    starts, ends = piece.digit_runs
    run = piece.runs_of(4)
    run = run[(piece.run_before[run] == ord(" ")) | (piece.run_before[run] == ord(","))]
    lead = data[starts[run]]
    run = run[(run > 0) & ((lead == ord("1")) | (lead == ord("2"))) & ~ALNUM[piece.run_after[run]]]
    year = value_of(piece, ends[run], piece.run_length[run])
    run = run[(year >= _FIRST) & (year <= _LAST)]
    gap = starts[run] - ends[run - 1]
    run = run[(gap <= 16) & (piece.run_length[run - 1] <= 2) & (starts[run] - ends[run - 1] >= 2)]
    spans = [
        span
        for day, year in zip((run - 1).tolist(), run.tolist(), strict=True)
        if (span := _with_month(data, int(starts[day]), int(ends[year])))
    ]
    start, end = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    word, other = beside(piece, start, (_WORDS, _OTHER))
    return _said(start, end, word, other)


def _with_month(data: Bytes, begin: int, end: int) -> tuple[int, int] | None:
    """Return where a date lies whose day begins and whose year ends here, if it is one."""
    raw = data[begin - _MONTH : end].tobytes().lower()
    match = _DAY_FIRST.fullmatch(raw[_MONTH:])
    if match:
        return begin, end
    front = _MONTH_FIRST.search(raw[:_MONTH])
    if front and _DAY_YEAR.fullmatch(raw[_MONTH:]):
        return begin - _MONTH + front.start(1), end
    return None


def _said(start: Ints, end: Ints, word: Ints, other: Ints) -> Hits:
    kept = (word < NEVER) & (word <= other)
    return hits(start[kept], end[kept], "birth_date", LIKELY, CONTEXT)


DETECTOR: Final = Detector("birth_date", _find, lambda piece: len(piece.run_length) > 1)
