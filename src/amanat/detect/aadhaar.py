"""Aadhaar numbers: twelve digits, the last of them a Verhoeff check digit."""

from typing import Final

import numpy as np

from amanat.detect.checks import verhoeff
from amanat.detect.context import near, phrases
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
from amanat.detect.piece import ALNUM, DIGIT, NO_LINK, Bytes, Piece, Runs

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


def _find(piece: Piece) -> Hits:
    runs = piece.numbers
    start, end, grouped, inner = _candidates(runs)
    free = _stands_alone(piece, start, end)
    start, end, grouped, inner = start[free], end[free], grouped[free], inner[free]
    digits = piece.digits(start, end, 12)
    good = (digits[:, 0] >= 2) & verhoeff(digits) & ~_patterned(digits)
    start, end, grouped, inner = start[good], end[good], grouped[good], inner[good]
    digits = digits[good]
    before, behind = near(piece, start, end, (WORDS, OTHER))
    said = before[0] | behind[0]
    denied = before[1] & ~said
    # a longer row of groups is a card, a health id or a serial number
    whole = ~inner | said
    start, end, grouped, digits = start[whole], end[whole], grouped[whole], digits[whole]
    said, denied = said[whole], denied[whole]
    # 91 and a mobile number look the same
    mobile = ~grouped & (digits[:, 0] == 9) & (digits[:, 1] == 1) & (digits[:, 2] >= 6)
    weak = (mobile | denied) & ~said
    tier = np.where(said | grouped, CONFIRMED, LIKELY)
    strength = np.where(
        weak, WEAK, np.where(said, VALIDATED, np.where(grouped, VALIDATED, CONTEXT))
    )
    return hits(start, end, "aadhaar", np.where(weak, POSSIBLE, tier), strength)


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
