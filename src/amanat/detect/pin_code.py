"""PIN codes: six digits beside the word for them, or behind the name of a state or city."""

from typing import Final

import numpy as np

from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector, runs
from amanat.detect.hits import CONTEXT, LIKELY, WEAK, Hits, hits
from amanat.detect.numbers import alone
from amanat.detect.piece import UPPER, Piece
from amanat.detect.states import NAMES

_WORDS: Final = phrases(
    """
    pin, pincode, pin code, pin no, postal code, postcode, post code, zip, zip code, zipcode,
    पिन, पिन कोड, पिनकोड
    """
)
#: A personal number of a card is a pin too.
_OTHER: Final = phrases(
    """
    atm pin, upi pin, card pin, mpin, otp, order, invoice, ticket, ref, reference, rs, inr,
    amount, code is, login, verification, employee, emp id, id
    """
)
#: Between the word and the code stands at most ": " or "code is".
_WORD_REACH: Final = 14
_PLACE_REACH: Final = 3


def _find(piece: Piece) -> Hits:
    starts, ends = piece.digit_runs
    six = piece.runs_of(6)
    three = piece.runs_of(3)
    three = three[three + 1 < len(starts)]
    three = three[
        (piece.run_length[three + 1] == 3)
        & (starts[three + 1] - ends[three] == 1)
        & (piece.run_after[three] == ord(" "))
    ]
    run, last = np.append(six, three), np.append(six, three + 1)
    start, end = starts[run], ends[last]
    first = piece.data[start]
    good = (first >= ord("1")) & (first <= ord("8")) & alone(piece, start, end)
    after = piece.data[end]
    # a longer number, a share, a decimal
    good &= (after != ord("%")) & (after != ord("/")) & (piece.data[start - 1] != ord("/"))
    good &= (piece.data[start - 1] != ord("#")) & (after != ord("-"))
    # INV-560001
    good &= ~((piece.data[start - 1] == ord("-")) & UPPER[piece.data[start - 2]])
    run, start, end = run[good], start[good], end[good]
    word, other, place = around(piece, run, (_WORDS, _OTHER, NAMES))
    said = (word <= _WORD_REACH) & (word <= other)
    beside = (place <= _PLACE_REACH) & (other == NEVER) & (piece.data[start - 1] != ord("."))
    some = said | beside
    strength = np.where(said, CONTEXT, WEAK)
    return hits(start[some], end[some], "pin_code", LIKELY, strength[some])


DETECTOR: Final = Detector("pin_code", _find, runs(3, 6))
