"""Phone numbers: Indian mobiles in every spelling, and numbers of other countries after a '+'."""

from itertools import product
from typing import Final

import numpy as np

from amanat.detect.aadhaar import OTHER
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
    Flags,
    Hits,
    Ints,
    hits,
    merge,
    none,
    pick,
)
from amanat.detect.numbers import NO_LINK, STRONG, Numbers, Values, numbers
from amanat.detect.piece import ALNUM, DIGIT, Piece, table

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


#: No two codes of one number of runs leave the same rest: a look-up instead of a search.
_HASH: Final = 1 << 17
_NATIONAL: Final = np.uint64(10**10)
_MOBILE: Final = np.uint64(6 * 10**9)
_ONES: Final = np.uint64(1111111111)
_GLUED_LEFT: Final = ALNUM | table("_#@")
_GLUED_RIGHT: Final = ALNUM | table("_@%")
#: What glues a number to a letter or digit before it.
_MAYBE: Final = table("/.-")


def _known() -> list[Ints]:
    tables: list[Ints] = []
    for codes in _codes():
        rests = np.full(_HASH, -1, dtype=np.int64)
        rests[codes % _HASH] = codes
        assert (rests >= 0).sum() == len(codes)
        tables.append(rests)
    return tables


def _allowed() -> Flags:
    flags = np.zeros((6, 1000), dtype=np.bool_)
    for size, prefixes in _PREFIXES.items():
        flags[size, [int(prefix or 0) for prefix in prefixes]] = True
    return flags


_KNOWN: Final = _known()
_ALLOWED: Final = _allowed()


def _find(piece: Piece) -> Hits:
    found = numbers(piece)
    if not len(found):
        return none()
    return merge([_indian(piece, found), _landline(piece, found), _foreign(piece, found)])


def _indian(piece: Piece, found: Numbers) -> Hits:
    first, count, length, value = _splits(found)
    if not len(first):
        return none()
    start, end = found.start[first], found.end[first + count - 1]
    good = _prefixed(value, length) & _alone(piece, start, end)
    first, count, start, end, length = pick(good, first, count, start, end, length)
    good = ~_inside_more(found, first, count)
    first, count, start, end, length = pick(good, first, count, start, end, length)
    start, plus, abroad = _with_sign(piece, start, found.end[first], count, length)
    # behind the plus of another country nothing is an Indian number
    first, count, start, end = pick(~abroad, first, count, start, end)
    plus = plus[~abroad]
    if not len(first):
        return none()
    spoken, denied = np.zeros((2, len(start)), dtype=np.bool_)
    some = np.flatnonzero(~plus)
    run = found.run[first[some]]
    said, other = around(piece, run, (_SPOKEN, OTHER))
    spoken[some] = said < NEVER
    denied[some] = other < NEVER
    ask = some[~spoken[some] & denied[some]]
    (behind,) = around(piece, found.run[first[ask] + count[ask] - 1], (_SPOKEN,), left=False)
    spoken[ask] = behind < NEVER
    # a country code with its plus is no order number, whatever stands before it
    weak = denied & ~spoken & ~plus
    tier = np.where(plus, CONFIRMED, np.where(weak, POSSIBLE, LIKELY))
    strength = np.where(plus, VALIDATED, np.where(weak, WEAK, np.where(spoken, CONTEXT, SHAPE)))
    return hits(start, end, "phone", tier, strength)


def _with_sign(
    piece: Piece, start: Ints, first_end: Ints, count: Ints, length: Ints
) -> tuple[Ints, Flags, Flags]:
    """Take a '+' and the brackets around a country code into n spans.

    Returns:
        Where they begin, which have the '+' of India, and which that of another country.
    """
    data = piece.data
    before = data[start - 1]
    bracket = before == ord("(")
    sign = np.where(bracket, data[start - 2], before)
    signed = sign == ord("+")
    plus = signed & (length >= 12)
    start = np.where(plus, start - 1 - bracket, start)
    closed = data[first_end] == ord(")")
    opened = (data[start - 1] == ord("(")) & closed & (plus | (count > 1))
    return start - opened, np.asarray(plus, dtype=np.bool_), signed & ~plus


def _landline(piece: Piece, found: Numbers) -> Hits:
    """Find a trunk zero, an area code and a subscriber number beside a word of telephony."""
    total = found.total
    parts: list[Hits] = []
    zero = np.flatnonzero(piece.data[found.start] == ord("0"))
    if not len(zero):
        return none()
    for count in (1, 2, 3):
        first = zero[zero + count <= len(found)]
        for each in range(count - 1):
            first = first[found.link[first + each] == STRONG]
        first = first[total[first + count] - total[first] == 11]
        start, end = found.start[first], found.end[first + count - 1]
        lead = piece.data[start + 1]
        lead = np.where(DIGIT[lead], lead, piece.data[start + 2])
        good = (lead >= ord("1")) & (lead <= ord("8")) & _alone(piece, start, end)
        first, start, end = first[good], start[good], end[good]
        start = start - (piece.data[start - 1] == ord("("))
        (said,) = around(piece, found.run[first], (_SPOKEN,))
        near = said < NEVER
        parts.append(hits(start[near], end[near], "phone", LIKELY, CONTEXT))
    return merge(parts)


def _splits(found: Numbers) -> tuple[Ints, Ints, Ints, Values]:
    """Return first run, runs, digits and value of all rows of runs cut like a phone number."""
    short = np.minimum(found.length, 15)
    firsts: list[Ints] = []
    counts: list[Ints] = []
    values: list[Values] = []
    code = short.copy()
    alive = np.arange(len(short))
    for count in range(1, _LONGEST + 1):
        if count > 1:
            alive = alive[alive + count <= len(short)]
            alive = alive[found.link[alive + count - 2] == STRONG]
            code[alive] += short[alive + count - 1] << (4 * (count - 1))
        lengths = code[alive]
        hit = alive[_KNOWN[count][lengths & (_HASH - 1)] == lengths]
        firsts.append(hit)
        counts.append(np.full(len(hit), count, dtype=np.int64))
        values.append(found.joined(hit, count))
    first, number = np.concatenate(firsts), np.concatenate(counts)
    length = found.total[first + number] - found.total[first]
    return first, number, length, np.concatenate(values)


def _prefixed(value: Values, length: Ints) -> Flags:
    prefix = value // _NATIONAL
    national = value - prefix * _NATIONAL
    good = _ALLOWED[np.minimum(length - 10, 5), np.minimum(prefix, 999).astype(np.int64)]
    # ten times one digit is a placeholder
    return np.asarray(good & (national >= _MOBILE) & (national % _ONES != 0), dtype=np.bool_)


def _alone(piece: Piece, start: Ints, end: Ints) -> Flags:
    before, after = piece.data[start - 1], piece.data[end]
    glued = _GLUED_LEFT[before] | _GLUED_RIGHT[after]
    some = np.flatnonzero(_MAYBE[before] & ~glued)
    glued[some] = ALNUM[piece.data[start[some] - 2]]
    some = np.flatnonzero(((after == ord(".")) | (after == ord("-"))) & ~glued)
    glued[some] = ALNUM[piece.data[end[some] + 1]]
    return ~glued


def _inside_more(runs: Numbers, first: Ints, count: Ints) -> Flags:
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


def _foreign(piece: Piece, runs: Numbers) -> Hits:
    """Find '+' and 8 to 15 digits of one chain; the country code is not looked up."""
    first = np.flatnonzero(piece.data[runs.start - 1] == ord("+"))
    first = first[~ALNUM[piece.data[runs.start[first] - 2]]]
    if not len(first):
        return none()
    ends = np.append(np.flatnonzero(runs.chain[1:] != runs.chain[:-1]), len(runs.chain) - 1)
    last = ends[np.searchsorted(ends, first)]
    total = runs.total
    # groups after the fifteenth digit belong to something else
    for _ in range(4):
        last = np.where((total[last + 1] - total[first] > 15) & (last > first), last - 1, last)
    digits = total[last + 1] - total[first]
    start, end = runs.start[first] - 1, runs.end[last]
    lead = piece.data[start + 1]
    good = (digits >= 8) & (digits <= 15) & (lead != ord("0"))
    good &= ~ALNUM[piece.data[end]] & ~((piece.data[end] == ord(".")) & DIGIT[piece.data[end + 1]])
    start, end = start[good], end[good]
    home = (piece.data[start + 1] == ord("9")) & (piece.data[start + 2] == ord("1"))
    return hits(start, end, "phone", LIKELY, np.where(home, SHAPE, VALIDATED))


DETECTOR: Final = Detector("phone", _find)
