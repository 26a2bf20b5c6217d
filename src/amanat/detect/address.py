"""Postal addresses: a number of a house and what follows, or what follows the word for it."""

import re
from typing import Final

import numpy as np

from amanat.detect.address_parts import reach
from amanat.detect.context import beside, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import LIKELY, WEAK, Hits, hits
from amanat.detect.piece import ALNUM, LETTER, UPPER, Piece, table

#: What an address stands behind.
_WORDS: Final = phrases(
    """
    address, addr, residing at, resident of, lives at, lives in, lives on, live at, stay at,
    stays at, staying at, located at, office is at, sent to, send to, sent it to, deliver to,
    delivered to, delivery at, ship to, bill to, meet you at, arrived at, taxi to, return to,
    one to, it to, house, residence, address is, pata, ghar, पता, निवास, निवासी, drops you off at
    """
)
#: Characters between those words and the address.
_REACH: Final = 12
#: Before the number of a house.
_HOUSE: Final = re.compile(
    r"(?:(?:h\.? ?no|house no|flat|flat no|plot|plot no|door no|d\.? ?no|phase|unit|psc"
    r"|p\.?o\.? box|no|apt|shop no|room no|block|sector|ward no|building no)\.?:? ?#?)$",
    re.IGNORECASE,
)
_BEFORE: Final = table(" \0\n\t:(.>#'\"")
_AFTER: Final = UPPER | table(" ,/-")
_SMALL: Final = table("abcdefghijklmnopqrstuvwxyz")
_LABEL: Final = np.frombuffer(b"address", dtype=np.uint8)
_BEHIND_LABEL: Final = re.compile(
    r"(?: of [^\n]{3,40}? is| is|:)?\s*(?:it is\s+)?(?=[A-Z0-9#]|the corner of)"
)
_CORNER: Final = "the corner of "
_LEFT: Final = 24
_RIGHT: Final = 220


def _find(piece: Piece) -> Hits:
    spans = _by_number(piece) | _by_label(piece)
    start, end = np.array(sorted(spans), dtype=np.int64).reshape(-1, 2).T
    return hits(start, end, "address", LIKELY, WEAK)


def _by_number(piece: Piece) -> set[tuple[int, int]]:
    """Find addresses that begin with the number of a house."""
    data = piece.data
    starts, ends = piece.digit_runs
    run = np.flatnonzero(_AFTER[piece.run_after])
    run = run[_BEFORE[piece.run_before[run]] & (piece.run_length[run] <= 5)]
    # "900 seats" is the most common of all
    plain = (piece.run_after[run] == ord(" ")) & _SMALL[data[ends[run] + 1]]
    run = run[~plain]
    end = ends[run]
    # a second number behind a stroke, a letter: 39/03, 12-B, 54A
    stroke = (data[end] == ord("/")) & (run + 1 < len(starts))
    again = np.flatnonzero(stroke)
    again = again[starts[run[again] + 1] == end[again] + 1]
    end[again] = ends[run[again] + 1]
    end = end + (UPPER[data[end]] & ~ALNUM[data[end + 1]])
    comma = data[end] == ord(",")
    end = end + comma
    nearby = data[end] == ord(" ")
    letter = data[end + 1]
    good = nearby & (UPPER[letter] | (letter >= 128) | (comma & ALNUM[letter]))
    # a second number: 6108 Main 33, 467 67 Devon Street
    good |= (
        nearby & ~LETTER[letter] & ALNUM[letter] & UPPER[data[np.minimum(end + 5, len(data) - 1)]]
    )
    begin = starts[run[good]]
    (word,) = beside(piece, begin, (_WORDS,))
    spans: set[tuple[int, int]] = set()
    last = -1
    for place, near in zip(begin.tolist(), word.tolist(), strict=True):
        if place < last:
            continue
        left = data[place - _LEFT : place].tobytes().rpartition(b"\0")[2]
        house = _HOUSE.search(left.decode("utf-8", "ignore"))
        first = place - len(house[0].encode()) if house else place
        size, marks = _reach(piece, first)
        wanted = 1 if near <= _REACH else 2 if house else 3
        if size and marks >= wanted:
            last = first + size
            spans.add((first, last))
    return spans


def _by_label(piece: Piece) -> set[tuple[int, int]]:
    """Find addresses that stand right behind the word "address"."""
    second = piece.twins
    begin = second - 6
    same = ((piece.window(begin, 7) | np.uint8(32)) == _LABEL).all(axis=1)
    begin = begin[same]
    spans: set[tuple[int, int]] = set()
    for place in begin[~ALNUM[piece.data[begin + 7]]].tolist():
        text = _text(piece, place + 7)
        match = _BEHIND_LABEL.match(text)
        if not match:
            continue
        first = place + 7 + len(match[0].encode())
        size, marks = _reach(piece, first)
        if size and marks >= 2:
            spans.add((first, first + size))
    return spans


def _text(piece: Piece, place: int) -> str:
    raw = piece.data[place : place + _RIGHT].tobytes().partition(b"\0")[0]
    return raw.decode("utf-8", "ignore")


def _reach(piece: Piece, place: int) -> tuple[int, int]:
    """Return bytes and marks of an address that begins at a place."""
    text = _text(piece, place)
    lead = _CORNER if text.startswith(_CORNER) else ""
    size, marks = reach(text[len(lead) :])
    if not size:
        return 0, 0
    return len(text[: len(lead) + size].encode()), marks + 2 * bool(lead)


DETECTOR: Final = Detector(
    "address", _find, lambda piece: len(piece.run_length) > 0 or len(piece.twins) > 0
)
