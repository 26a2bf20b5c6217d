"""IFSC: four letters of a bank, a zero, six characters of a branch."""

from typing import Final

import numpy as np

from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, SHAPE, Hits, Ints, hits
from amanat.detect.piece import ALNUM, LETTER, UPPER, Piece

#: Banks whose codes are common enough to trust without a digit behind the zero.
_BANK_CODES: Final = """
    SBIN HDFC ICIC UTIB KKBK PUNB BARB CNRB UBIN IDIB IOBA BKID MAHB CBIN UCBA PSIB YESB IDFB
    INDB FDRL SIBL KVBL RATN BDBL IBKL CITI HSBC SCBL DBSS AUBL KARB JAKA CIUB DCBL ESFB UJVN
"""
_BANKS: Final = np.array([bank.encode() for bank in _BANK_CODES.split()])


def places(piece: Piece) -> tuple[Ints, Ints]:
    """Return start and end of every IFSC in the piece, sorted."""
    found = piece.kept.get("ifsc")
    if not isinstance(found, np.ndarray):
        found = piece.kept["ifsc"] = _places(piece)
    return found, found + 11


def _places(piece: Piece) -> Ints:
    data = piece.data
    run = piece.glued
    start = piece.digit_runs[0][run]
    start = start[data[start] == ord("0")] - 4
    text = piece.window(start, 11)
    fits = ALNUM[text].all(axis=1) & LETTER[text[:, :4]].all(axis=1)
    # in small letters only the common form with six digits is taken
    digits = (text[:, 5:] <= ord("9")).all(axis=1)
    fits &= digits | (UPPER[text[:, :4]].all(axis=1) & (text[:, 5:] <= ord("Z")).all(axis=1))
    fits &= ~ALNUM[data[start - 1]] & ~ALNUM[data[start + 11]]
    start, text = start[fits], text[fits]
    if len(start):
        # letters only after the zero: a product code, unless a known bank stands before it
        bank = np.ascontiguousarray(text[:, :4]).view("S4")[:, 0]
        known = (text[:, 5:] <= ord("9")).any(axis=1) | np.isin(bank, _BANKS)
        start = start[known]
    return np.asarray(start, dtype=np.int64)


def _find(piece: Piece) -> Hits:
    start, end = places(piece)
    return hits(start, end, "ifsc", CONFIRMED, SHAPE)


DETECTOR: Final = Detector("ifsc", _find, lambda piece: len(piece.glued) > 0)
