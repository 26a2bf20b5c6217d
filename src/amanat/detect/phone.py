"""Phone numbers: Indian mobiles in every spelling, and numbers of other countries after a '+'."""

from itertools import product
from typing import Final

import numpy as np

from amanat.detect.aadhaar import OTHER
from amanat.detect.context import near, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import (
    CONFIRMED,
    CONTEXT,
    LIKELY,
    POSSIBLE,
    SHAPE,
    VALIDATED,
    WEAK,
    Flags,
    Hits,
    Ints,
    hits,
    merge,
)
from amanat.detect.piece import ALNUM, DIGIT, NO_LINK, STRONG, Piece, Runs

#: "Number" alone says nothing: accounts and orders have one too.
_SPOKEN: Final = phrases(
    """
    phone, mobile, mob, mob no, call, called, calling, contact, cell, tel, whatsapp, wa,
    ph, ph no, reach, dial, rmn, sms, ring, fax, phone no, telephone, landline, contact
    no, phn, फोन, फ़ोन, मोबाइल, कॉल
    """
)
#: How people cut the ten digits of a mobile number.
_CUTS: Final = (
    (10,),
    (5, 5),
    (3, 3, 4),
    (4, 3, 3),
    (3, 4, 3),
    (4, 6),
    (6, 4),
    (3, 7),
    (4, 4, 2),
    (2, 4, 4),
    (5, 3, 2),
    (5, 2, 3),
    (2, 2, 2, 2, 2),
)
#: What may stand before them, by the number of digits.
_PREFIXES: Final = {0: ("",), 1: ("0",), 2: ("91",), 3: ("091", "910"), 4: ("0091",)}
_LONGEST: Final = 6


def _codes() -> list[Ints]:
    """Return for each number of runs the allowed splits, as base-16 numbers of run lengths."""
    codes: list[set[int]] = [set() for _ in range(_LONGEST + 1)]
    for cut, size in product(_CUTS, _PREFIXES):
        spellings = [(size + cut[0], *cut[1:])]
        if size:
            spellings.append((size, *cut))
        if size == 3:
            spellings.append((2, 1, *cut))
            spellings.append((2, 1 + cut[0], *cut[1:]))
        for lengths in spellings:
            if len(lengths) <= _LONGEST:
                codes[len(lengths)].add(sum(n << (4 * k) for k, n in enumerate(lengths)))
    return [np.array(sorted(each), dtype=np.int64) for each in codes]


_CODES: Final = _codes()


def _find(piece: Piece) -> Hits:
    runs = piece.numbers
    if not len(runs.start):
        return merge([])
    return merge([_indian(piece, runs), _landline(piece, runs), _foreign(piece, runs)])


def _indian(piece: Piece, runs: Runs) -> Hits:
    first, count = _splits(runs)
    start, end = runs.start[first], runs.end[first + count - 1]
    length = np.add.reduceat(
        np.append(runs.length, 0), np.stack([first, first + count], axis=1).ravel()
    )[::2]
    digits = piece.digits(start, end, 14)
    sign = piece.data[start - 1]
    sign = np.where(sign == ord("("), piece.data[start - 2], sign)
    plus = (sign == ord("+")) & (length >= 12)
    good = _prefixed(digits, length) & _alone(piece, start, end)
    good &= ~_inside_more(runs, first, count)
    first, count, plus, length = first[good], count[good], plus[good], length[good]
    start, end = start[good], end[good]
    start = np.where(plus, start - 1 - (piece.data[start - 1] == ord("(")), start)
    opened = plus & (piece.data[start - 1] == ord("("))
    opened &= piece.data[runs.end[first]] == ord(")")
    start = start - opened
    # a code in brackets takes its bracket along
    bare = (piece.data[start - 1] == ord("(")) & (piece.data[runs.end[first]] == ord(")"))
    start = start - (bare & (count > 1))
    spoken, denied = np.zeros((2, len(start)), dtype=np.bool_)
    some = np.flatnonzero(~plus)
    before, behind = near(piece, start[some], end[some], (_SPOKEN, OTHER))
    spoken[some] = before[0] | behind[0]
    denied[some] = before[1] & ~spoken[some]
    # a country code with its plus is no order number, whatever stands before it
    sure = plus | spoken
    weak = denied & ~plus
    tier = np.where(plus, CONFIRMED, np.where(weak, POSSIBLE, LIKELY))
    strength = np.where(plus, VALIDATED, np.where(weak, WEAK, np.where(sure, CONTEXT, SHAPE)))
    return hits(start, end, "phone", tier, strength)


def _landline(piece: Piece, runs: Runs) -> Hits:
    """Find a trunk zero, an area code and a subscriber number beside a word of telephony."""
    total = np.append(0, np.cumsum(runs.length))
    parts: list[Hits] = []
    for count in (1, 2, 3):
        first = np.flatnonzero(piece.data[runs.start] == ord("0"))
        first = first[first + count <= len(runs.start)]
        for each in range(count - 1):
            first = first[runs.link[first + each] == STRONG]
        first = first[total[first + count] - total[first] == 11]
        start, end = runs.start[first], runs.end[first + count - 1]
        digits = piece.digits(start, end, 2)
        good = (digits[:, 1] >= 1) & (digits[:, 1] <= 8) & _alone(piece, start, end)
        start, end = start[good], end[good]
        start = start - (piece.data[start - 1] == ord("("))
        said = near(piece, start, end, (_SPOKEN,))[0][0]
        parts.append(hits(start[said], end[said], "phone", LIKELY, SHAPE))
    return merge(parts)


def _splits(runs: Runs) -> tuple[Ints, Ints]:
    """Return first run and number of runs of every row of runs that is cut like a phone number."""
    length = np.minimum(runs.length, 15)
    firsts: list[Ints] = []
    counts: list[Ints] = []
    code = length.copy()
    alive = np.arange(len(length))
    for count in range(1, _LONGEST + 1):
        if count > 1:
            alive = alive[alive + count <= len(length)]
            alive = alive[runs.link[alive + count - 2] == STRONG]
            code[alive] += length[alive + count - 1] << (4 * (count - 1))
        codes, here = _CODES[count], code[alive]
        place = np.minimum(np.searchsorted(codes, here), len(codes) - 1)
        hit = alive[codes[place] == here]
        firsts.append(hit)
        counts.append(np.full(len(hit), count, dtype=np.int64))
    return np.concatenate(firsts), np.concatenate(counts)


def _prefixed(digits: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], length: Ints) -> Flags:
    good = np.zeros(len(digits), dtype=np.bool_)
    for size, prefixes in _PREFIXES.items():
        national = (length == 10 + size) & (digits[:, size] >= 6)
        # ten times one digit is a placeholder
        national &= (digits[:, size : size + 10] != digits[:, size, None]).any(axis=1)
        for prefix in prefixes:
            wanted = np.array([int(digit) for digit in prefix], dtype=np.uint8)
            good |= national & (digits[:, :size] == wanted).all(axis=1)
    return good


def _alone(piece: Piece, start: Ints, end: Ints) -> Flags:
    before, after = piece.data[start - 1], piece.data[end]
    glued = ALNUM[before] | ALNUM[after]
    for sign in b"_#/@":
        glued |= (before == sign) & ~((sign == ord("/")) & ~ALNUM[piece.data[start - 2]])
    glued |= (after == ord("_")) | (after == ord("@")) | (after == ord("%"))
    glued |= ((before == ord(".")) | (before == ord("-"))) & ALNUM[piece.data[start - 2]]
    glued |= ((after == ord(".")) | (after == ord("-"))) & ALNUM[piece.data[end + 1]]
    return ~glued


def _inside_more(runs: Runs, first: Ints, count: Ints) -> Flags:
    """Say which candidates are cut out of a longer row of equal groups."""
    length = runs.length
    last = first + count - 1
    sep = runs.sep[first]
    many = count > 1
    after = many & (runs.link[last] != NO_LINK) & (runs.sep[last] == sep)
    after &= length[np.minimum(last + 1, len(length) - 1)] >= 3
    # one number after another is fine: the next begins like a phone number of its own
    after &= length[np.minimum(last + 1, len(length) - 1)] != length[first]
    j = np.maximum(first - 1, 0)
    before = many & (first > 0) & (runs.link[j] != NO_LINK) & (runs.sep[j] == sep)
    before &= (length[j] >= 3) & (length[j] != length[last])
    return np.asarray(after | before, dtype=np.bool_)


def _foreign(piece: Piece, runs: Runs) -> Hits:
    """Find '+' and 8 to 15 digits of one chain; the country code is not looked up."""
    first = np.flatnonzero(piece.data[runs.start - 1] == ord("+"))
    first = first[~ALNUM[piece.data[runs.start[first] - 2]]]
    ends = np.append(np.flatnonzero(runs.chain[1:] != runs.chain[:-1]), len(runs.chain) - 1)
    last = ends[np.searchsorted(ends, first)]
    total = np.append(0, np.cumsum(runs.length))
    # groups after the fifteenth digit belong to something else
    for _ in range(4):
        last = np.where((total[last + 1] - total[first] > 15) & (last > first), last - 1, last)
    digits = total[last + 1] - total[first]
    start, end = runs.start[first] - 1, runs.end[last]
    lead = piece.data[start + 1]
    good = (digits >= 8) & (digits <= 15) & (lead != ord("0"))
    good &= ~ALNUM[piece.data[end]] & ~((piece.data[end] == ord(".")) & DIGIT[piece.data[end + 1]])
    return hits(start[good], end[good], "phone", LIKELY, SHAPE)


DETECTOR: Final = Detector("phone", _find)
