"""Aadhaar numbers: twelve digits, the last of them a Verhoeff check digit."""

from typing import Final

import numpy as np

from amanat.detect.checks import verhoeff
from amanat.detect.context import NEVER, around, phrases
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
    none,
    pick,
)
from amanat.detect.numbers import Values, alone, numbers
from amanat.detect.piece import Piece, leading

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
_DENIES: Final = phrases(
    """
    id, meeting, meeting id, webinar, webinar id, zoom, conference, passcode, consumer no,
    consumer number, customer id, ledger, coupon, voucher, promo, fastag, e-way bill, eway,
    part no, model, uan, ca no, asset, device, session
    """,
    OTHER,
)
#: A word of something else within so many bytes before a number outdoes a word behind it.
_RIGHT_BEFORE: Final = 6
#: "Aadhaar ref no 1234" is one label; in "Aadhaar pending. Order 1234" the second one counts.
_ONE_LABEL: Final = 12
#: What an address is made of: no spaces, quotation marks or brackets.
_SOLID: Final = np.ones(256, dtype=np.bool_)
_SOLID[np.frombuffer(b"\0 \t\r\n\"'<>(){}[],;", dtype=np.uint8)] = False
_LEAST: Final = np.uint64(2 * 10**11)
_PREFIX: Final = np.uint64(10**10)
_MOBILE: Final = np.uint64(6 * 10**9)
_SIX: Final = np.uint64(10**6)
_TEN: Final = np.uint64(10)
#: As far back as the beginning of an address is looked for.
_ADDRESS: Final = 200


def _find(piece: Piece) -> Hits:
    found = numbers(piece)
    if not len(found):
        return none()
    whole, first = found.of_length(12), found.grouped((4, 4, 4))
    if not len(whole) + len(first):
        return none()
    value = np.concatenate([found.value[whole], found.joined(first, 3)])
    run = np.concatenate([found.run[whole], found.run[first]])
    start = np.concatenate([found.start[whole], found.start[first]])
    end = np.concatenate([found.end[whole], found.end[first + 2]])
    grouped = np.arange(len(value)) >= len(whole)
    inner = np.concatenate([np.zeros(len(whole), dtype=np.bool_), found.longer_row(first, 3)])
    good = np.flatnonzero((value >= _LEAST) & verhoeff(value, 12))
    good = good[alone(piece, start[good], end[good]) & ~_patterned(value[good])]
    start, end, run = pick(good, start, end, run)
    grouped, inner, value = grouped[good], inner[good], value[good]
    said, denied = _context(piece, run, run + 2 * grouped, start, end)
    # a longer row of groups is a card, a health id or a serial number
    kept = ~inner | said
    # 91 and a mobile number look the same
    mobile = (value // _PREFIX == 91) & (value % _PREFIX >= _MOBILE)
    # one in ten of all numbers of twelve digits passes the check
    weak = (mobile | denied | ~grouped) & ~said
    tier = np.where(weak, POSSIBLE, np.where(said, CONFIRMED, LIKELY))
    strength = np.where(weak, WEAK, VALIDATED)
    return hits(start[kept], end[kept], "aadhaar", tier[kept], strength[kept])


def _context(piece: Piece, run: Ints, last: Ints, start: Ints, end: Ints) -> tuple[Flags, Flags]:
    """Say of n numbers whether a word of Aadhaar belongs to each, and whether another one does."""
    word, other = around(piece, run, (WORDS, _DENIES))
    denied = word - other > _ONE_LABEL
    said = (word < NEVER) & ~denied
    ask = np.flatnonzero(~said)
    (behind,) = around(piece, last[ask], (WORDS,), left=False)
    said[ask] = (behind < NEVER) & ~(denied[ask] & (other[ask] <= _RIGHT_BEFORE))
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


def _patterned(value: Values) -> Flags:
    """Say which numbers read the same from both ends; UIDAI gives no such number."""
    half, back = value // _SIX, np.zeros(len(value), dtype=np.uint64)
    rest = value % _SIX
    for _ in range(6):
        back = back * _TEN + rest % _TEN
        rest = rest // _TEN
    return np.asarray(half == back, dtype=np.bool_)


DETECTOR: Final = Detector("aadhaar", _find)
