"""UPI ids: a name at a payment handle, without a dot behind the '@'."""

from typing import Final

import numpy as np

from amanat.detect.context import NEVER, beside, phrases
from amanat.detect.detector import Detector, signs
from amanat.detect.email import among, words
from amanat.detect.hits import CONFIRMED, CONTEXT, LIKELY, SHAPE, Hits, hits
from amanat.detect.piece import ALNUM, Piece

_WORDS: Final = phrases(
    """
    upi, vpa, gpay, google pay, phonepe, paytm, bhim, यूपीआई
    """
)
#: Handles that payment apps give out (lists of the NPCI and of the apps).
_HANDLES: Final = """
    abfspay airtel airtelpaymentsbank allbank amazonpay andb apl aubank axis axisb axisbank
    axisbankpay axisgo axl bandhan barodampay barodapay bob boi bpunity canarabank cboi
    centralbank citi citigold cmsidfc cnrb cub dbs dcb dlb equitas ezeepay fam fbl fbpe federal
    finobank freecharge goaxb goicici hdfc hdfcbank hdfcbankjd hsbc ibl icici icicibank icicipay
    idbi idbibank idfc idfcbank idfcfirst ikwik imobile indianbank indus indusind iob jio jiopay
    jkb karb kbl kmbl kotak kotak811 kvb lvb mahb mobikwik naviaxis niyoicici obc okaxis
    okbizaxis okhdfcbank okicici oksbi oneyes paytm pingpay pnb pockets postbank psb ptaxis
    pthdfc ptsbi ptyes pz rapl rbl rblbank sbi shriramhdfcbank sib slice sliceaxis srcb superyes
    syndicate tapicici timecosmos tjsb uboi uco ucobank unionbank unionbankofindia united upi
    utbi vijb waaxis wahdfcbank waicici wasbi yapl ybl yesb yesbank yesbankltd yesg yespay
    yespop zoicici
"""
_HANDLE_BYTES: Final = frozenset(handle.encode()[:24] for handle in _HANDLES.split())


def _find(piece: Piece) -> Hits:
    at, begin, end = piece.at_spans
    plain = (begin < at) & (end - at >= 3) & (end - at <= 24) & ALNUM[piece.data[at + 1]]
    plain &= (piece.data[begin - 1] != ord("@")) & (piece.data[end] != ord("@"))
    at, begin, end = at[plain], begin[plain], end[plain]
    handle = words(piece, at + 1, end)
    known = among(handle, _HANDLE_BYTES)
    said = np.zeros(len(at), dtype=np.bool_)
    rest = np.flatnonzero(~known)
    dotted = (piece.window(at[rest] + 1, 24) == ord(".")) & (
        np.arange(24) < (end - at - 1)[rest, None]
    )
    rest = rest[~dotted.any(axis=1)]
    (left,) = beside(piece, begin[rest], (_WORDS,))
    (right,) = beside(piece, end[rest], (_WORDS,), left=False)
    said[rest] = (left < NEVER) | (right < NEVER)
    found = known | said
    tier = np.where(known[found], CONFIRMED, LIKELY)
    return hits(begin[found], end[found], "upi", tier, np.where(known[found], CONTEXT, SHAPE))


DETECTOR: Final = Detector("upi", _find, signs("@"))
