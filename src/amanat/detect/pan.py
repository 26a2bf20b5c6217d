"""PAN: five letters, four digits, a letter; the fourth letter tells a person from a firm."""

from typing import Final

import numpy as np

from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector, runs
from amanat.detect.hits import (
    CONFIRMED,
    LIKELY,
    POSSIBLE,
    SHAPE,
    VALIDATED,
    WEAK,
    Flags,
    Hits,
    Ints,
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
_OTHER_REACH: Final = 30
#: Holder types of the Income Tax Department: P is an individual, the others are bodies.
HOLDERS: Final = np.zeros(256, dtype=np.bool_)
HOLDERS[np.frombuffer(b"ABCEFGHJKLPT", dtype=np.uint8)] = True
PERSON: Final = ord("P")
_TO_UPPER: Final = np.arange(256, dtype=np.uint8)
_TO_UPPER[97:123] -= 32


def upper(text: Bytes) -> Bytes:
    """Return the bytes with a-z as A-Z."""
    return _TO_UPPER[text]


def letters_around(piece: Piece) -> tuple[Ints, Bytes]:
    """Return the runs of four digits between letters, and ten bytes from five before each."""
    run = piece.runs_of(4)
    run = run[LETTER[piece.run_before[run]] & LETTER[piece.run_after[run]]]
    return run, piece.window(piece.digit_runs[0][run] - 5, 10)


def _find(piece: Piece) -> Hits:
    run, text = letters_around(piece)
    start = piece.digit_runs[0][run] - 5
    letters = text[:, [0, 1, 2, 3, 4, 9]]
    big: Flags = np.asarray(UPPER[letters].all(axis=1), dtype=np.bool_)
    fits = big | (LETTER[letters] & ~UPPER[letters]).all(axis=1)
    fits &= HOLDERS[upper(text[:, 3])]
    fits &= ~ALNUM[piece.data[start - 1]] & ~ALNUM[piece.data[start + 10]]
    # numbers begin at 0001
    fits &= (text[:, 5:9] != ord("0")).any(axis=1)
    run, start, text, big = run[fits], start[fits], text[fits], big[fits]
    pan, other = around(piece, run, (_WORDS, _OTHER))
    said = pan < NEVER
    small = np.flatnonzero(~big & ~said)
    (behind,) = around(piece, run[small], (_WORDS,), left=False)
    said[small] = behind < NEVER
    holder = np.where(upper(text[:, 3]) == PERSON, code("pan"), code("pan_company"))
    denied = (other < pan) & (other <= _OTHER_REACH)
    tier = np.where(denied, POSSIBLE, np.where(big | said, CONFIRMED, LIKELY))
    strength = np.where(denied, WEAK, np.where(big | said, VALIDATED, SHAPE))
    return hits(start, start + 10, holder, tier, strength)


DETECTOR: Final = Detector("pan", _find, runs(4))
