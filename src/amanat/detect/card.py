"""Payment cards: 13 to 19 digits of a known issuer range with a Luhn check digit."""

from typing import Final

import numpy as np

from amanat.detect.aadhaar import OTHER
from amanat.detect.checks import luhn
from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import (
    CONFIRMED,
    CONTEXT,
    LIKELY,
    POSSIBLE,
    VALIDATED,
    WEAK,
    Flags,
    Hits,
    Ints,
    hits,
    none,
    pick,
)
from amanat.detect.numbers import Numbers, Values, alone, numbers
from amanat.detect.piece import Piece

_WORDS: Final = phrases(
    """
    card, credit card, debit card, visa, mastercard, master card, rupay, amex, cvv, cvc,
    cc, expiry, exp, maestro, diners, card no, cards, कार्ड
    """
)
_DENIES: Final = phrases(
    """
    txn id, transaction id, payment id, meeting, meeting id, webinar, customer id, consumer no,
    ledger, coupon, voucher, fastag, session, tracking id
    """,
    OTHER,
)
#: Of a number in no issuer's range its word has to be this close.
_WORD_REACH: Final = 16
#: A word of something else counts this close before a number.
_DENY_REACH: Final = 25
#: Issuer ranges by the first four digits, with the lengths they issue (ISO/IEC 7812 registers).
_RANGES: Final = (
    (4000, 4999, (13, 16, 19)),
    (5100, 5599, (16,)),
    (2221, 2720, (16,)),
    (1800, 1800, (15,)),
    (2131, 2131, (15,)),
    (3400, 3499, (15,)),
    (3700, 3799, (15,)),
    (3000, 3059, (14, 16)),
    (3600, 3699, (14, 16)),
    (3800, 3999, (14, 16)),
    (3528, 3589, (16,)),
    (6011, 6011, (16, 19)),
    (6440, 6599, (16, 19)),
    (6000, 6099, (16,)),
    (5080, 5089, (16,)),
    (3530, 3569, (16,)),
    (8100, 8299, (16,)),
    (6200, 6299, (16, 17, 18, 19)),
    (5000, 5099, (13, 14, 15, 16, 17, 18, 19)),
    (5600, 5999, (13, 14, 15, 16, 17, 18, 19)),
    (6300, 6399, (13, 14, 15, 16, 17, 18, 19)),
    (6700, 6799, (13, 14, 15, 16, 17, 18, 19)),
)
#: Numbers that payment providers publish for tests.
_TEST: Final = np.array(
    [
        4111111111111111,
        4242424242424242,
        4012888888881881,
        4000056655665556,
        5555555555554444,
        5105105105105100,
        5200828282828210,
        378282246310005,
        371449635398431,
        6011111111111117,
        6011000990139424,
        30569309025904,
        38520000023237,
        3530111333300000,
        3566002020360505,
    ],
    dtype=np.uint64,
)
_GROUPS: Final = (
    (4, 4, 4, 4),
    (4, 6, 5),
    (4, 6, 4),
    (4, 4, 4, 1),
    (4, 4, 4, 4, 3),
    (4, 4, 4, 4, 1),
)
_POWERS: Final = (np.uint64(10) ** np.arange(20, dtype=np.uint64)).astype(np.uint64)


def _issued() -> Flags:
    table = np.zeros((10000, 20), dtype=np.bool_)
    for low, high, lengths in _RANGES:
        table[low : high + 1, list(lengths)] = True
    return table


_ISSUED: Final = _issued()


def _find(piece: Piece) -> Hits:
    found = numbers(piece)
    if not len(found):
        return none()
    first, count, length, value = _candidates(found)
    if not len(first):
        return none()
    good = luhn(value) & alone(piece, found.start[first], found.end[first + count - 1])
    first, count, length, value = first[good], count[good], length[good], value[good]
    prefix = (value // _POWERS[length - 4]).astype(np.int64)
    issued = _ISSUED[prefix, length]
    # beside the word for it, a card may be of a range that no list has
    maybe = issued | ((prefix >= 100) & (prefix <= 6999) & (length <= 16))
    first, count, length = pick(maybe, first, count, length)
    value, issued = value[maybe], issued[maybe]
    start, end, run = found.start[first], found.end[first + count - 1], found.run[first]
    card, other = around(piece, run, (_WORDS, _DENIES))
    ask = np.flatnonzero(card >= NEVER)
    (card[ask],) = around(piece, run[ask] + count[ask] - 1, (_WORDS,), left=False)
    said = card < NEVER
    grouped = count > 1
    denied = (other <= _DENY_REACH) & (other < card)
    weak = denied | np.isin(value, _TEST)
    tier = np.where(said | grouped, CONFIRMED, LIKELY)
    strength = np.where(weak, WEAK, np.where(said | grouped, VALIDATED, CONTEXT))
    kept = issued | (said & (card <= _WORD_REACH))
    tier = np.where(weak, POSSIBLE, tier)
    return hits(start[kept], end[kept], "card", tier[kept], strength[kept])


def _candidates(found: Numbers) -> tuple[Ints, Ints, Ints, Values]:
    """Return first run, number of runs, digits and value of all that is cut like a card."""
    whole = np.flatnonzero((found.length >= 12) & (found.length <= 19))
    firsts, counts = [whole], [np.ones(len(whole), dtype=np.int64)]
    lengths, values = [found.length[whole]], [found.value[whole]]
    for group in _GROUPS:
        first = found.grouped(group)
        if not len(first):
            continue
        firsts.append(first)
        counts.append(np.full(len(first), len(group), dtype=np.int64))
        lengths.append(np.full(len(first), sum(group), dtype=np.int64))
        values.append(found.joined(first, len(group)))
    return (
        np.concatenate(firsts),
        np.concatenate(counts),
        np.concatenate(lengths),
        np.concatenate(values),
    )


DETECTOR: Final = Detector("card", _find)
