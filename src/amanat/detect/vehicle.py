"""Vehicle registrations: state, office, series and number, and the BH series of all India."""

from typing import Final

import numpy as np

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
    pick,
)
from amanat.detect.piece import ALNUM, DIGIT, UPPER, Piece, leading, table
from amanat.detect.states import codes_at

_WORDS: Final = phrases(
    """
    vehicle, vehicle no, vehicle number, registration, registration no, registration number,
    reg no, regn no, regn, car, bike, scooter, truck, taxi, cab, auto, number plate, plate,
    license plate, rto, gaadi, gadi, fastag, rc, rc no, two wheeler, गाड़ी, गाड़ी नंबर, वाहन,
    वाहन संख्या
    """
)
#: Codes of other things that begin with two letters and digits.
_OTHER: Final = phrases(
    """
    order, invoice, ticket, awb, tracking, sku, part, part no, batch, lot, coupon, model, serial,
    flight, room, license no, licence no, driving licence, dl no
    """
)
_SEPARATOR: Final = table(" -")


def _find(piece: Piece) -> Hits:
    return merge([_of_state(piece), _of_all(piece)])


def _skip(piece: Piece, place: Ints) -> Ints:
    """Step to the left over one separator."""
    return place - _SEPARATOR[piece.data[place - 1]]


def _of_state(piece: Piece) -> Hits:
    data = piece.data
    run = piece.runs_of(4)
    free = ~ALNUM[piece.run_after[run]]
    before = piece.run_before[run]
    number = piece.digit_runs[0][run]
    free &= UPPER[before] | (_SEPARATOR[before] & UPPER[data[number - 2]])
    run, number = run[free], number[free]
    place = _skip(piece, number)
    series = leading(UPPER[piece.window(place - 4, 4)][:, ::-1])
    place = _skip(piece, place - series)
    digits = leading(DIGIT[piece.window(place - 3, 3)][:, ::-1])
    good = (series >= 1) & (series <= 3) & (digits >= 1) & (digits <= 2)
    # no office has the number zero
    good &= (data[place - 1] != ord("0")) | ((digits == 2) & (data[place - 2] != ord("0")))
    run, number, place = run[good], number[good], place[good] - digits[good]
    place = _skip(piece, place) - 2
    good = UPPER[data[place]] & UPPER[data[place + 1]] & ~_touched(piece, place)
    # numbers begin at 0001
    good &= (piece.eight(number) & np.uint64(0xFFFFFFFF)) != np.uint64(0x30303030)
    run, number, place = run[good], number[good], place[good]
    return _judged(piece, run, place, number + 4, codes_at(piece, place))


def _of_all(piece: Piece) -> Hits:
    """Find year, BH, number and series: 22 BH 1234 AA."""
    data = piece.data
    run = piece.runs_of(4)
    number = piece.digit_runs[0][run]
    place = _skip(piece, number) - 2
    good = (data[place] == ord("B")) & (data[place + 1] == ord("H"))
    run, number, place = run[good], number[good], _skip(piece, place[good]) - 2
    end = number + 4
    end = end + _SEPARATOR[data[end]]
    series = leading(UPPER[piece.window(end, 3)])
    good = DIGIT[data[place]] & DIGIT[data[place + 1]] & ~_touched(piece, place)
    good &= (series >= 1) & (series <= 2) & ~ALNUM[data[end + series]]
    run, place, end = run[good], place[good], (end + series)[good]
    return _judged(piece, run, place, end, np.ones(len(run), dtype=np.bool_))


def _touched(piece: Piece, place: Ints) -> Flags:
    before = piece.data[place - 1]
    joined = (before == ord("-")) | (before == ord("/"))
    return np.asarray(
        ALNUM[before] | (before == ord("_")) | (joined & ALNUM[piece.data[place - 2]]),
        dtype=np.bool_,
    )


def _judged(piece: Piece, run: Ints, start: Ints, end: Ints, state: Flags) -> Hits:
    word, other = around(piece, run, (_WORDS, _OTHER))
    said = word < NEVER
    some = state | said
    start, end, other, word, said = *pick(some, start, end, other, word), said[some]
    denied = other < word
    tier = np.where(said, CONFIRMED, np.where(denied, POSSIBLE, LIKELY))
    strength = np.where(said, CONTEXT, np.where(denied, WEAK, SHAPE))
    return hits(start, end, "vehicle", tier, strength)


DETECTOR: Final = Detector("vehicle", _find, runs(4))
