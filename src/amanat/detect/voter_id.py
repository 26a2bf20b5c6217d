"""Voter ids (EPIC): three letters and seven digits, or the older form with strokes."""

from typing import Final

import numpy as np

from amanat.detect.checks import luhn
from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector, runs
from amanat.detect.hits import (
    CONFIRMED,
    CONTEXT,
    LIKELY,
    POSSIBLE,
    SHAPE,
    WEAK,
    Flags,
    Hits,
    Ints,
    hits,
    merge,
)
from amanat.detect.numbers import value_of
from amanat.detect.piece import ALNUM, LETTER, UPPER, Piece

_WORDS: Final = phrases(
    """
    voter, voter id, voter card, voter id card, voter id no, epic, epic no, election card,
    election id, voters id, elector, matdata, मतदाता, वोटर, वोटर आईडी, मतदाता पहचान पत्र
    """
)
#: Codes of trade and transport look the same.
_OTHER: Final = phrases(
    """
    order, invoice, ticket, tracking, awb, sku, part, part no, serial, batch, lot, model, coupon,
    pnr, utr, ref, reference, docket, container, flight, shipment, consignment, case, policy,
    passport, imei, po, asset, licence, license, sample
    """
)


def _find(piece: Piece) -> Hits:
    return merge([_new(piece), _old(piece)])


def _new(piece: Piece) -> Hits:
    run = piece.runs_of(7)
    run = run[LETTER[piece.run_before[run]] & ~ALNUM[piece.run_after[run]]]
    start = piece.digit_runs[0][run] - 3
    text = piece.window(start, 3)
    big: Flags = np.asarray(UPPER[text].all(axis=1), dtype=np.bool_)
    good = big | (LETTER[text] & ~UPPER[text]).all(axis=1)
    good &= ~ALNUM[piece.data[start - 1]] & (piece.data[start - 1] != ord("_"))
    run, start, big = run[good], start[good], big[good]
    end = start + 10
    checked = luhn(value_of(piece, end, np.full(len(end), 7)))
    return _judged(piece, run, start, end, big & checked)


def _old(piece: Piece) -> Hits:
    """Find state, constituency, part and number: XX/12/345/678901, with two or three letters."""
    run = piece.runs_of(6)
    starts, ends = piece.digit_runs
    run = run[(piece.run_before[run] == ord("/")) & (run >= 2) & ~ALNUM[piece.run_after[run]]]
    part, seat = run - 1, run - 2
    good = (ends[part] == starts[run] - 1) & (ends[seat] == starts[part] - 1)
    good &= (piece.run_before[part] == ord("/")) & (piece.run_before[seat] == ord("/"))
    good &= (piece.run_length[part] == 3) & (piece.run_length[seat] <= 3)
    run, seat = run[good], seat[good]
    start = starts[seat] - 3
    start -= UPPER[piece.data[start - 1]]
    good = UPPER[piece.data[starts[seat] - 2]] & UPPER[piece.data[starts[seat] - 3]]
    good &= ~ALNUM[piece.data[start - 1]]
    run, seat, start = run[good], seat[good], start[good]
    return _judged(piece, seat, start, ends[run], np.ones(len(run), dtype=np.bool_))


def _judged(piece: Piece, run: Ints, start: Ints, end: Ints, sure: Flags) -> Hits:
    word, other = around(piece, run, (_WORDS, _OTHER))
    said = word < NEVER
    ask = np.flatnonzero(~said)
    (behind,) = around(piece, run[ask], (_WORDS,), left=False)
    said[ask] = behind < NEVER
    denied = (other < word) & ~said
    weak = denied | ~(said | sure)
    tier = np.where(weak, POSSIBLE, np.where(said, CONFIRMED, LIKELY))
    strength = np.where(weak, WEAK, np.where(said, CONTEXT, SHAPE))
    return hits(start, end, "voter_id", tier, strength)


DETECTOR: Final = Detector("voter_id", _find, runs(6, 7))
