"""IP addresses: four bytes with dots, or groups of hexadecimal digits with colons."""

import ipaddress
from typing import Final

import numpy as np

from amanat.detect.context import around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, POSSIBLE, SHAPE, WEAK, Hits, Ints, hits, merge
from amanat.detect.numbers import value_of
from amanat.detect.piece import ALNUM, DIGIT, Piece, leading, table

#: Words right before four numbers with dots that are no address.
_OTHER: Final = phrases("version, ver, v, release, build, firmware, section, clause, rule, chapter")
_NEAR: Final = 3
_HEX: Final = table("0123456789abcdefABCDEF")
_SIX: Final = _HEX | table(":.")
_LONGEST: Final = 46
_ZONE: Final = 12
#: From the first colon of seven to the last.
_SEVEN: Final = 30


def _find(piece: Piece) -> Hits:
    return merge([_four(piece), _six(piece)])


def _four(piece: Piece) -> Hits:
    start, end = piece.digit_runs
    dot = piece.run_after == ord(".")
    first = np.flatnonzero(dot[:-3] & dot[1:-2] & dot[2:-1]) if len(dot) > 3 else start[:0]
    for place in range(3):
        first = first[start[first + place + 1] == end[first + place] + 1]
    good = np.ones(len(first), dtype=np.bool_)
    for place in range(4):
        run = first + place
        length = piece.run_length[run]
        byte = value_of(piece, end[run], np.minimum(length, 4))
        good &= (length <= 3) & (byte <= 255) & ((length == 1) | (piece.data[start[run]] != 48))
    first = first[good]
    begin, stop = start[first], end[first + 3]
    before, after = piece.data[begin - 1], piece.data[stop]
    glued = ALNUM[before] | ALNUM[after] | (before == ord("_")) | (after == ord("_"))
    glued |= (before == ord(".")) & ALNUM[piece.data[begin - 2]]
    glued |= (after == ord(".")) & DIGIT[piece.data[stop + 1]]
    first, begin, stop = first[~glued], begin[~glued], stop[~glued]
    # a mask of a network says how many of its bits are of the net
    (other,) = around(piece, first, (_OTHER,))
    weak = other <= _NEAR
    return hits(
        begin,
        stop,
        "ip_address",
        np.where(weak, POSSIBLE, CONFIRMED),
        np.where(weak, WEAK, SHAPE),
    )


def _six(piece: Piece) -> Hits:
    colons = piece.colons
    # two colons in a row, or seven of them close to each other
    many = piece.data[colons + 1] == ord(":")
    many[:-6] |= colons[6:] - colons[:-6] <= _SEVEN
    colons = colons[many]
    back = leading(_SIX[piece.window(colons - _LONGEST, _LONGEST)][:, ::-1])
    start = np.unique(colons - back)
    length = leading(_SIX[piece.window(start, _LONGEST)])
    end = start + length
    end -= piece.data[end - 1] == ord(".")
    end -= (piece.data[end - 1] == ord(":")) & (piece.data[end - 2] != ord(":"))
    begin = start + ((piece.data[start] == ord(":")) & (piece.data[start + 1] != ord(":")))
    free = ~ALNUM[piece.data[begin - 1]] & ~ALNUM[piece.data[end]] & (end - begin >= 3)
    begin, end = begin[free], end[free]
    text = piece.window(begin, _LONGEST)
    dots = ((text == ord(":")) & (np.arange(_LONGEST) < (end - begin)[:, None])).sum(axis=1)
    # a time of day has two colons, and no two in a row
    twice = (
        (text[:, 1:] == ord(":"))
        & (text[:, :-1] == ord(":"))
        & (np.arange(_LONGEST - 1) < (end - begin - 1)[:, None])
    ).any(axis=1)
    some = np.flatnonzero((dots >= 6) | twice)
    return _checked(piece, begin[some], end[some])


def _checked(piece: Piece, start: Ints, end: Ints) -> Hits:
    words = [piece.data[a:b].tobytes() for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    known = {word: _valid(word.decode("ascii")) for word in set(words)}
    good = np.array([known[word] for word in words], dtype=np.bool_)
    start, end = start[good], end[good]
    # the zone of an address of the local net is part of it: fe80::1%eth0
    zone = leading(ALNUM[piece.window(end + 1, _ZONE)])
    end = end + np.where((piece.data[end] == ord("%")) & (zone > 0), zone + 1, 0)
    return hits(start, end, "ip_address", CONFIRMED, SHAPE)


def _valid(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return any(each not in ":." for each in text) or text == "::"


DETECTOR: Final = Detector(
    "ip_address", _find, lambda piece: len(piece.run_length) > 3 or len(piece.colons) > 1
)
