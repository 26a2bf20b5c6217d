"""PAN: five letters, four digits, a letter; the fourth letter tells a person from a firm."""

from typing import Final

import numpy as np

from amanat.detect.context import gaps, near, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import (
    CONFIRMED,
    LIKELY,
    POSSIBLE,
    SHAPE,
    VALIDATED,
    WEAK,
    Flags,
    Hits,
    code,
    hits,
)
from amanat.detect.piece import ALNUM, LETTER, UPPER, Bytes, Piece

_WORDS: Final = phrases(
    """
    pan, pan no, pancard, pan card, permanent account, पैन
    """
)
#: Words before a code that say it is something else, and how far before.
_OTHER: Final = phrases(
    """
    coupon, coupon code, part, part no, part number, serial, serial no, sku, model, model no,
    voucher, promo, promo code, discount code, referral code, batch, lot
    """
)
_OTHER_REACH: Final = 25
#: Holder types of the Income Tax Department: P is an individual, the others are bodies.
HOLDERS: Final = np.zeros(256, dtype=np.bool_)
HOLDERS[np.frombuffer(b"ABCEFGHJKLPT", dtype=np.uint8)] = True
PERSON: Final = ord("P")
_TO_UPPER: Final = np.arange(256, dtype=np.uint8)
_TO_UPPER[97:123] -= 32


def upper(text: Bytes) -> Bytes:
    """Return the bytes with a-z as A-Z."""
    return _TO_UPPER[text]


def _find(piece: Piece) -> Hits:
    start, end = piece.digit_runs
    data = piece.data
    four = np.flatnonzero(end - start == 4)
    four = four[LETTER[data[start[four] - 1]] & LETTER[data[end[four]]]]
    start, end = start[four] - 5, end[four] + 1
    text = piece.window(start, 10)
    letters = text[:, [0, 1, 2, 3, 4, 9]]
    big: Flags = np.asarray(UPPER[letters].all(axis=1), dtype=np.bool_)
    fits = big | (LETTER[letters] & ~UPPER[letters]).all(axis=1)
    fits &= HOLDERS[upper(text[:, 3])] & ~ALNUM[data[start - 1]] & ~ALNUM[data[end]]
    start, end, text, big = start[fits], end[fits], text[fits], big[fits]
    said: Flags = np.zeros(len(start), dtype=np.bool_)
    small = np.flatnonzero(~big)
    before, behind = near(piece, start[small], end[small], (_WORDS,))
    said[small] = before[0] | behind[0]
    holder = np.where(upper(text[:, 3]) == PERSON, code("pan"), code("pan_company"))
    pan, other = gaps(piece, start, end, (_WORDS, _OTHER), reach=_OTHER_REACH)[0]
    denied = other < pan
    tier = np.where(denied, POSSIBLE, np.where(big | said, CONFIRMED, LIKELY))
    strength = np.where(denied, WEAK, np.where(big | said, VALIDATED, SHAPE))
    return hits(start, end, holder, tier, strength)


DETECTOR: Final = Detector("pan", _find)
