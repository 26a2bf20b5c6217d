"""Web addresses; those of a person's page on a social network are a category of their own."""

from typing import Final

import numpy as np

from amanat.detect.detector import Detector
from amanat.detect.hits import CARRIER, CONFIRMED, Flags, Hits, Ints, code, hits
from amanat.detect.piece import ALNUM, LETTER, Piece, leading, table

_LONGEST: Final = 220
_NAME: Final = ALNUM | table("-")
_FOUR: Final = np.uint64(0xFFFFFFFF)
_WWW: Final = np.frombuffer(b"www.\0\0\0\0", dtype="<u8")[0]
_ADDRESS: Final = ALNUM | table("-._~:/?#[]@!$&'()*+,;=%")
#: What ends a sentence or closes a bracket around an address.
_TAIL: Final = table(".,;:!?'\")]>")
#: Beginnings of pages of people, without scheme and "www.".
_PAGES_WORDS: Final = """
    linkedin.com/in/ twitter.com/ x.com/ instagram.com/ facebook.com/ github.com/ t.me/
    threads.net/ medium.com/@ wa.me/ in.linkedin.com/in/
"""
_PAGES: Final = tuple(_PAGES_WORDS.split())
_WIDEST: Final = 24


def _find(piece: Piece) -> Hits:
    data = piece.data
    colons = piece.colons
    mark = colons[(data[colons + 1] == ord("/")) & (data[colons + 2] == ord("/"))]
    back = leading(LETTER[piece.window(mark - 8, 8)][:, ::-1])
    mark, back = mark[back >= 2], back[back >= 2]
    bare = piece.twins - 2
    bare = bare[(piece.eight(bare) & _FOUR) == _WWW]
    bare = bare[~ALNUM[data[bare - 1]] & (data[bare - 1] != ord("/"))]
    name = leading(_NAME[piece.window(bare + 4, _WIDEST)])
    bare = bare[data[bare + 4 + name] == ord(".")]
    start = np.append(mark - back, bare)
    host = np.append(mark + 3, bare)
    order = np.argsort(start, kind="stable")
    start, host = start[order], host[order]
    end = host + leading(_ADDRESS[piece.window(host, _LONGEST)])
    for _ in range(3):
        end -= _TAIL[data[end - 1]]
    good = (end - host >= 4) & (ALNUM[data[host]] | (data[host] == ord("[")))
    start, end, host = start[good], end[good], host[good]
    kind = np.where(_of_person(piece, host, end), code("social_handle"), code("url"))
    return hits(start, end, kind, CONFIRMED, CARRIER)


def _of_person(piece: Piece, host: Ints, end: Ints) -> Flags:
    text = piece.window(host, _WIDEST + 4) | np.uint8(32)
    www = (text[:, :4] == np.frombuffer(b"www.", dtype=np.uint8)).all(axis=1)
    text = np.where(www[:, None], text[:, 4:], text[:, :-4])
    found = np.zeros(len(host), dtype=np.bool_)
    for page in _PAGES:
        wanted = np.frombuffer(page.encode(), dtype=np.uint8) | np.uint8(32)
        same = (text[:, : len(wanted)] == wanted).all(axis=1)
        found |= same & (end > host + 4 * www + len(wanted))
    return found


DETECTOR: Final = Detector(
    "url", _find, lambda piece: len(piece.colons) > 0 or len(piece.twins) > 0
)
