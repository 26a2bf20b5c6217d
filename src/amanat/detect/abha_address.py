"""ABHA addresses: a name at one of the domains of the health mission."""

from typing import Final

from amanat.detect.detector import Detector, signs
from amanat.detect.email import among, words
from amanat.detect.hits import CONFIRMED, VALIDATED, Hits, hits
from amanat.detect.piece import Piece

_DOMAINS: Final = frozenset((b"abdm", b"sbx", b"ndhm", b"abha"))


def _find(piece: Piece) -> Hits:
    at, begin, end = piece.at_spans
    good = (at - begin >= 3) & (end - at <= 5)
    at, begin, end = at[good], begin[good], end[good]
    known = among(words(piece, at + 1, end), _DOMAINS)
    return hits(begin[known], end[known], "abha_address", CONFIRMED, VALIDATED)


DETECTOR: Final = Detector("abha_address", _find, signs("@"))
