"""Indian passports: a letter and seven digits, or the two lines that machines read."""

from typing import Final

import numpy as np

from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import (
    CONFIRMED,
    CONTEXT,
    LIKELY,
    POSSIBLE,
    SHAPE,
    VALIDATED,
    WEAK,
    Hits,
    hits,
    merge,
)
from amanat.detect.piece import ALNUM, LETTER, UPPER, Piece, table
from amanat.detect.solids import solids

_WORDS: Final = phrases(
    """
    passport, passport no, passport number, ppt no, pp no, पासपोर्ट, पासपोर्ट नंबर, travel document
    """
)
#: What else bears a letter and seven digits.
_OTHER: Final = phrases(
    """
    order, invoice, ticket, job, error, case, receipt, bill, part, sku, batch, awb, pnr, asset,
    serial, policy, application, file, arn, appointment, challan, voucher, coupon, loan, account,
    booking, ref, reference, model, employee code, ऑर्डर, चालान
    """
)
#: No passport begins with these letters.
_NEVER_FIRST: Final = table("QXZqxz")
_LINE: Final = 44
_MRZ: Final = ALNUM | table("<")


def _find(piece: Piece) -> Hits:
    return merge([_numbers(piece), _lines(piece)])


def _numbers(piece: Piece) -> Hits:
    data = piece.data
    seven = piece.runs_of(7)
    before = piece.run_before[seven]
    run = seven[
        LETTER[before] | ((before == ord(" ")) & UPPER[data[piece.digit_runs[0][seven] - 2]])
    ]
    number = piece.digit_runs[0][run]
    start = number - 1 - (data[number - 1] == ord(" "))
    end = number + 7
    last = data[start - 1]
    good = ~ALNUM[last] & ~ALNUM[data[end]] & (last != ord("_")) & ~_NEVER_FIRST[data[start]]
    good &= (data[number] != ord("0")) & (data[end - 1] != ord("0"))
    good &= ~((last == ord("-")) & ALNUM[data[start - 2]])
    run, start, end = run[good], start[good], end[good]
    word, other = around(piece, run, (_WORDS, _OTHER))
    said = word < other
    ask = np.flatnonzero((word == NEVER) & (other == NEVER))
    (behind,) = around(piece, run[ask], (_WORDS,), left=False)
    said[ask] = behind < NEVER
    whole = (data[start - 1] == 0) & (data[end] == 0)
    near = (end - start == 8) & UPPER[data[start]]
    tier = np.where(said, CONFIRMED, np.where(whole & near, LIKELY, POSSIBLE))
    strength = np.where(said, CONTEXT, np.where(whole & near, SHAPE, WEAK))
    kept = said | near
    return hits(start[kept], end[kept], "passport", tier[kept], strength[kept])


def _lines(piece: Piece) -> Hits:
    """Find 'P<IND' and 39 characters more, and the line of the same length that follows it."""
    begin, stop = solids(piece)
    begin = begin[stop - begin == _LINE]
    text = piece.window(begin, _LINE)
    first = (text[:, 0] == ord("P")) & _MRZ[text].all(axis=1)
    first &= (text == ord("<")).sum(axis=1) >= 2
    begin = begin[first]
    follows = piece.data[begin + _LINE] == ord("\n")
    second = _MRZ[piece.window(begin + _LINE + 1, _LINE)].all(axis=1) & follows
    end = begin + _LINE + np.where(second, _LINE + 1, 0)
    return hits(begin, end, "passport", CONFIRMED, VALIDATED)


DETECTOR: Final = Detector(
    "passport", _find, lambda piece: len(piece.runs_of(7)) > 0 or len(solids(piece)[0]) > 0
)
