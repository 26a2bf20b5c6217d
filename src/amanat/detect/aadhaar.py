"""Aadhaar numbers: twelve digits, the last of them a Verhoeff check digit."""

from typing import Final

import numpy as np

from amanat.detect.checks import verhoeff
from amanat.detect.context import NEVER, gaps, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import (
    CONFIRMED,
    LIKELY,
    POSSIBLE,
    VALIDATED,
    WEAK,
    Flags,
    Hits,
    Ints,
    hits,
)
from amanat.detect.piece import ALNUM, DIGIT, NO_LINK, Bytes, Piece, Runs, leading

WORDS: Final = phrases(
    """
    aadhaar, aadhar, adhaar, adhar, aadhaar no, uid, uidai, ekyc, e-kyc, kyc, okyc, आधार,
    आधार नंबर, आधार संख्या
    """
)
#: Words before a number that say it is something else.
OTHER: Final = phrases(
    """
    order, invoice, ticket, utr, awb, tracking, sample, rrn, txn, lr, transaction,
    reference, ref, ref no, case id, consignment, shipment, example, dummy, serial, sku,
    imei, batch, po, docket, waybill, order id, bill, meter, policy, folio, challan, a/c,
    a/c no, account number, account no, bank account, acct no, acct, खाता, खाता संख्या,
    abha, abha number
    """
)
#: The same for numbers that nobody would take for a phone or a card.
_DENIES: Final = OTHER | phrases(
    """
    id, meeting, meeting id, webinar, webinar id, zoom, conference, passcode, consumer no,
    consumer number, customer id, ledger, coupon, voucher, promo, fastag, e-way bill, eway,
    part no, model, uan, ca no, asset, device, session
    """
)
#: A word of something else within so many bytes before a number outdoes a word behind it.
_RIGHT_BEFORE: Final = 6
#: "Aadhaar ref no 1234" is one label; in "Aadhaar pending. Order 1234" the second one counts.
_ONE_LABEL: Final = 12
#: What an address is made of: no spaces, quotation marks or brackets.
_SOLID: Final = np.ones(256, dtype=np.bool_)
_SOLID[np.frombuffer(b"\0 \t\r\n\"'<>(){}[],;", dtype=np.uint8)] = False
#: As far back as the beginning of an address is looked for.
_ADDRESS: Final = 200


def _find(piece: Piece) -> Hits:
    runs = piece.numbers
    start, end, grouped, inner = _candidates(runs)
    free = _stands_alone(piece, start, end)
    start, end, grouped, inner = start[free], end[free], grouped[free], inner[free]
    digits = piece.digits(start, end, 12)
    good = (digits[:, 0] >= 2) & verhoeff(digits) & ~_patterned(digits)
    start, end, grouped, inner = start[good], end[good], grouped[good], inner[good]
    digits = digits[good]
    said, denied = _context(piece, start, end)
    # a longer row of groups is a card, a health id or a serial number
    whole = ~inner | said
    start, end, grouped, digits = start[whole], end[whole], grouped[whole], digits[whole]
    said, denied = said[whole], denied[whole]
    # 91 and a mobile number look the same
    mobile = (digits[:, 0] == 9) & (digits[:, 1] == 1) & (digits[:, 2] >= 6)
    # one in ten of all numbers of twelve digits passes the check
    weak = (mobile | denied | ~grouped) & ~said
    tier = np.where(weak, POSSIBLE, np.where(said, CONFIRMED, LIKELY))
    return hits(start, end, "aadhaar", tier, np.where(weak, WEAK, VALIDATED))


def _context(piece: Piece, start: Ints, end: Ints) -> tuple[Flags, Flags]:
    """Say of n numbers whether a word of Aadhaar belongs to each, and whether another one does."""
    (word, other), (word_behind, _) = gaps(piece, start, end, (WORDS, _DENIES))
    denied = word - other > _ONE_LABEL
    said = (word < NEVER) & ~denied
    said |= (word_behind < NEVER) & ~(denied & (other <= _RIGHT_BEFORE))
    linked = _in_address(piece, start, end)
    # in an address only the name of its own parameter says what a number is
    said &= ~linked | (word <= 1)
    return said, (denied | linked) & ~said


def _in_address(piece: Piece, start: Ints, end: Ints) -> Flags:
    """Say which numbers are part of a web address, a path or an e-mail address."""
    if not len(start):
        return np.zeros(0, dtype=np.bool_)
    data = piece.data
    text = piece.window(start - _ADDRESS, _ADDRESS)
    held = np.arange(_ADDRESS) >= _ADDRESS - leading(_SOLID[text][:, ::-1])[:, None]
    slashes = (text[:, 1:] == ord("/")) & (text[:, :-1] == ord("/")) & held[:, :-1]
    mail = ((text == ord("@")) & held).any(axis=1) | (data[end] == ord("@"))
    path = (data[start - 1] == ord("/")) | (data[start - 1] == ord("="))
    return np.asarray(slashes.any(axis=1) | mail | path, dtype=np.bool_)


def _candidates(runs: Runs) -> tuple[Ints, Ints, Flags, Flags]:
    length = runs.length
    whole = np.flatnonzero(length == 12)
    i = np.flatnonzero(length == 4)
    i = i[i + 2 < len(length)]
    i = i[
        (length[i + 1] == 4)
        & (length[i + 2] == 4)
        & (runs.link[i] != NO_LINK)
        & (runs.link[i + 1] != NO_LINK)
        & (runs.sep[i] == runs.sep[i + 1])
    ]
    after = (runs.link[i + 2] != NO_LINK) & (runs.sep[i + 2] == runs.sep[i])
    after &= length[np.minimum(i + 3, len(length) - 1)] >= 3
    before = np.zeros(len(i), dtype=np.bool_)
    some = i > 0
    j = i[some] - 1
    before[some] = (runs.link[j] != NO_LINK) & (runs.sep[j] == runs.sep[i[some]]) & (length[j] >= 2)
    no = np.zeros(len(whole), dtype=np.bool_)
    return (
        np.concatenate([runs.start[whole], runs.start[i]]),
        np.concatenate([runs.end[whole], runs.end[i + 2]]),
        np.concatenate([no, ~no[:0], np.ones(len(i), dtype=np.bool_)]),
        np.concatenate([no, before | after]),
    )


def _stands_alone(piece: Piece, start: Ints, end: Ints) -> Flags:
    before, after = piece.data[start - 1], piece.data[end]
    glued = ALNUM[before] | ALNUM[after] | (before == ord("_")) | (after == ord("_"))
    decimal = (before == ord(".")) & DIGIT[piece.data[start - 2]]
    decimal |= (after == ord(".")) & DIGIT[piece.data[end + 1]]
    return np.asarray(~(glued | decimal | (before == ord("+"))), dtype=np.bool_)


def _patterned(digits: Bytes) -> Flags:
    """Say which numbers read the same from both ends; UIDAI gives no such number."""
    return np.asarray((digits == digits[:, ::-1]).all(axis=1), dtype=np.bool_)


DETECTOR: Final = Detector("aadhaar", _find)
