"""Bank accounts: 9 to 18 digits beside words of a bank account or an IFSC."""

from typing import Final

import numpy as np

from amanat.detect.context import near, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONTEXT, LIKELY, VALIDATED, Hits, hits
from amanat.detect.ifsc import places
from amanat.detect.piece import ALNUM, DIGIT, Piece

#: "Account" alone is a customer's account in this trade, so it needs a word of banking.
_WORDS: Final = phrases(
    """
    a/c, a/c no, ac no, acc no, acct, acct no, account no, account number, bank account,
    bank a/c, savings account, current account, beneficiary account, salary account, bank
    acc, sb a/c, saving a/c, neft, rtgs, imps, खाता, बैंक खाता, खाता संख्या, खाता नंबर,
    khata, loan account
    """
)
#: An IFSC this close to a number makes it an account.
_BESIDE: Final = 60
#: Characters between the word and the number in "account no. : 123".
_RIGHT_BEHIND: Final = 18


def _find(piece: Piece) -> Hits:
    runs = piece.numbers
    length = runs.length
    some = np.flatnonzero((length >= 9) & (length <= 18))
    start, end = runs.start[some], runs.end[some]
    before, after = piece.data[start - 1], piece.data[end]
    alone = ~(ALNUM[before] | ALNUM[after] | (before == ord("+")))
    alone &= ~(((after == ord(".")) | (after == ord("-"))) & DIGIT[piece.data[end + 1]])
    start, end = start[alone], end[alone]
    said = near(piece, start, end, (_WORDS,))[0][0]
    # right behind its word it can be nothing else, whatever its digits look like
    close = near(piece, start, end, (_WORDS,), reach=_RIGHT_BEHIND)[0][0]
    strength = np.where(close, VALIDATED, CONTEXT)
    codes, _ = places(piece)
    if len(codes):
        row = piece.row_of(codes)
        following = np.minimum(np.searchsorted(codes, start), len(codes) - 1)
        for which in (following, np.maximum(following - 1, 0)):
            beside = np.abs(codes[which] - start) <= _BESIDE
            said |= beside & (row[which] == piece.row_of(start))
    return hits(start[said], end[said], "bank_account", LIKELY, strength[said])


DETECTOR: Final = Detector("bank_account", _find)
