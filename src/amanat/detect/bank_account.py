"""Bank accounts: 9 to 18 digits beside words of a bank account or an IFSC."""

from typing import Final

import numpy as np

from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONTEXT, LIKELY, VALIDATED, Flags, Hits, Ints, hits, none
from amanat.detect.ifsc import places
from amanat.detect.numbers import numbers
from amanat.detect.piece import ALNUM, DIGIT, Piece

#: "Account" alone is a customer's account in this trade, so it needs a word of banking.
_WORDS: Final = phrases(
    """
    a/c, a/c no, ac no, acc no, acct, acct no, account no, account number, bank account,
    bank a/c, savings account, current account, beneficiary account, salary account, bank
    acc, sb a/c, saving a/c, neft, rtgs, imps, खाता, बैंक खाता, खाता संख्या, खाता नंबर,
    khata, khaata, khata number, khata sankhya, loan account, a c, a c no, bank ac
    """
)
#: Words of something else, which stand nearer to their own number.
_OTHER: Final = phrases(
    """
    phone, mobile, mob, call, contact, whatsapp, fax, tel, फोन, मोबाइल, aadhaar, aadhar, आधार,
    order, order id, ticket, invoice, utr, rrn, ref, reference, transaction, transaction id, txn,
    uan, abha, pin, timestamp, time, date, card, card number, amount, rs, inr, otp, policy,
    customer id, consumer no, docket, ref no, reference no, cif, micr, upi
    """
)
#: An IFSC this close to a number makes it an account.
_BESIDE: Final = 60
#: Characters between the word and the number in "account no. : 123".
_RIGHT_BEHIND: Final = 18


def _find(piece: Piece) -> Hits:
    found = numbers(piece)
    if not len(found):
        return none()
    some = np.flatnonzero((found.length >= 9) & (found.length <= 18))
    if not len(some):
        return none()
    start, end = found.start[some], found.end[some]
    before, after = piece.data[start - 1], piece.data[end]
    alone = ~(ALNUM[before] | ALNUM[after] | (before == ord("+")) | (after == ord("@")))
    alone &= ~(((after == ord(".")) | (after == ord("-"))) & DIGIT[piece.data[end + 1]])
    # the digits behind a country code are no account
    alone &= ~((before == ord("-")) | (before == ord(" "))) | ~_signed(piece, start)
    some, start, end = some[alone], start[alone], end[alone]
    word, other = around(piece, found.run[some], (_WORDS, _OTHER))
    said = (word < NEVER) & (word <= other)
    # right behind its word it can be nothing else, whatever its digits look like
    close = said & (word <= _RIGHT_BEHIND)
    strength = np.where(close, VALIDATED, CONTEXT)
    codes, _ = places(piece)
    if len(codes):
        row = piece.row_of(codes)
        free = other >= NEVER
        following = np.minimum(np.searchsorted(codes, start), len(codes) - 1)
        for which in (following, np.maximum(following - 1, 0)):
            beside = free & (np.abs(codes[which] - start) <= _BESIDE)
            near = np.flatnonzero(beside & ~said)
            said[near] = row[which[near]] == piece.row_of(start[near])
    return hits(start[said], end[said], "bank_account", LIKELY, strength[said])


def _signed(piece: Piece, start: Ints) -> Flags:
    """Say whether a '+' and up to three digits stand before a number."""
    text = piece.window(start - 5, 4)
    return np.asarray((text == ord("+")).any(axis=1), dtype=np.bool_)


DETECTOR: Final = Detector("bank_account", _find)
