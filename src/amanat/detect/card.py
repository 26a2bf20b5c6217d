"""Payment cards: 13 to 19 digits of a known issuer range with a Luhn check digit."""

from typing import Final

import numpy as np
import numpy.typing as npt

from amanat.detect.aadhaar import OTHER
from amanat.detect.checks import luhn
from amanat.detect.context import NEVER, gaps, phrases
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
)
from amanat.detect.piece import ALNUM, DIGIT, NO_LINK, Piece, Runs

_WORDS: Final = phrases(
    """
    card, credit card, debit card, visa, mastercard, master card, rupay, amex, cvv, cvc,
    expiry, exp, maestro, diners, card no, cards, कार्ड
    """
)
_DENIES: Final = OTHER | phrases(
    """
    txn id, transaction id, payment id, meeting, meeting id, webinar, customer id, consumer no,
    ledger, coupon, voucher, fastag, session, tracking id
    """
)
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
    dtype=np.int64,
)
_GROUPS: Final = (
    (4, 4, 4, 4),
    (4, 6, 5),
    (4, 6, 4),
    (4, 4, 4, 1),
    (4, 4, 4, 4, 3),
    (4, 4, 4, 4, 1),
)
_POWERS: Final = 10 ** np.arange(18, -1, -1, dtype=np.int64)


def _issued() -> Flags:
    table = np.zeros((10000, 20), dtype=np.bool_)
    for low, high, lengths in _RANGES:
        table[low : high + 1, list(lengths)] = True
    return table


_ISSUED: Final = _issued()


def _find(piece: Piece) -> Hits:
    start, end, grouped = _candidates(piece.numbers)
    before, after = piece.data[start - 1], piece.data[end]
    bound = ALNUM[before] | ALNUM[after] | (before == ord("_"))
    bound |= (before == ord(".")) & DIGIT[piece.data[start - 2]]
    bound |= (after == ord(".")) & DIGIT[piece.data[end + 1]]
    start, end, grouped = start[~bound], end[~bound], grouped[~bound]
    digits = piece.digits(start, end, 19)
    lengths = np.where(grouped > 0, grouped, end - start)
    prefix = digits[:, :4].astype(np.int64) @ np.array([1000, 100, 10, 1])
    good = luhn(digits, lengths)
    start, end, grouped = start[good], end[good], grouped[good] > 0
    issued = _ISSUED[prefix[good], lengths[good]]
    number = _value(digits[good], lengths[good])
    left, right = gaps(piece, start, end, (_WORDS, _DENIES))
    card, other = np.minimum(left[0], right[0]), left[1]
    said = card < NEVER
    # beside the word for it, a card may be of a range that no list has
    kept = issued | (said & (digits[good, 0] >= 3) & (digits[good, 0] <= 6))
    start, end, grouped, number = start[kept], end[kept], grouped[kept], number[kept]
    said, denied = said[kept], ((other <= _DENY_REACH) & (other < card))[kept]
    weak = denied | np.isin(number, _TEST)
    tier = np.where(said | grouped, CONFIRMED, LIKELY)
    strength = np.where(weak, WEAK, np.where(said | grouped, VALIDATED, CONTEXT))
    return hits(start, end, "card", np.where(weak, POSSIBLE, tier), strength)


def _candidates(runs: Runs) -> tuple[Ints, Ints, Ints]:
    """Return start, end and the number of digits of grouped candidates (0: one run)."""
    length = runs.length
    whole = np.flatnonzero((length >= 13) & (length <= 19))
    starts, ends = [runs.start[whole]], [runs.end[whole]]
    totals = [np.zeros(len(whole), dtype=np.int64)]
    for group in _GROUPS:
        i = np.flatnonzero(length == group[0])
        i = i[i + len(group) <= len(length)]
        for place, size in enumerate(group[1:], 1):
            i = i[
                (length[i + place] == size)
                & (runs.link[i + place - 1] != NO_LINK)
                & (runs.sep[i + place - 1] == runs.sep[i])
            ]
        starts.append(runs.start[i])
        ends.append(runs.end[i + len(group) - 1])
        totals.append(np.full(len(i), sum(group), dtype=np.int64))
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(totals)


def _value(digits: npt.NDArray[np.uint8], lengths: Ints) -> Ints:
    return (digits.astype(np.int64) @ _POWERS) // 10 ** (19 - lengths)


DETECTOR: Final = Detector("card", _find)
