"""Passwords and secrets that somebody wrote beside the word for them."""

from functools import cache
from typing import Final

import daachorse
import numpy as np

from amanat.detect.context import phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONTEXT, LIKELY, Hits, hits, none
from amanat.detect.piece import ALNUM, LETTER, Piece

_WORDS: Final = phrases(
    """
    password, passwd, passcode, pwd, passphrase, api key, api_key, apikey, secret, secret
    key, access token, auth token, mpin, tpin, cvv, pass
    """
)
_HINDI: Final = ("पासवर्ड", "गुप्त कोड")
_LONGEST: Final = 64
_SPACE: Final = np.frombuffer(b" \t\n\r\0\"'<>,;", dtype=np.uint8)
#: Words that stand where a secret would: "password: reset", "password = ***".
_PLAIN: Final = phrases(
    """
    reset, forgot, none, null, yes, no, n/a, na, required, changed, expired, invalid,
    wrong, shared, hidden, policy, set, true, false, link, email, string, incorrect,
    again, sent, updated, same, not, the, is, ok
    """
)


@cache
def _automaton() -> daachorse.DoubleArrayAhoCorasick:
    spellings = {
        form for word in _WORDS for form in (word, word.capitalize(), word.upper(), word.title())
    }
    return daachorse.DoubleArrayAhoCorasick(
        [word.encode() for word in sorted(spellings | set(_HINDI))],
        match_kind=daachorse.MATCH_KIND_LEFTMOST_LONGEST,
    )


def _find(piece: Piece) -> Hits:
    matches = _automaton().find(piece.raw)
    if not matches:
        return none()
    spans = np.array(matches, dtype=np.int64)
    begin, mark = spans[:, 0], spans[:, 1]
    whole = ~LETTER[piece.data[begin - 1]] & ~LETTER[piece.data[mark]]
    start = _after_mark(piece, mark[whole])
    text = piece.window(start, _LONGEST)
    stops = np.isin(text, _SPACE)
    length = np.where(stops.any(axis=1), stops.argmax(axis=1), 0)
    end = start + length
    # a full stop ends the sentence
    end -= (length > 1) & (piece.data[end - 1] == ord("."))
    good = (end - start >= 4) & _secret_like(piece, start, end)
    start, end = start[good], end[good]
    return hits(start, end, "password", LIKELY, CONTEXT)


def _after_mark(
    piece: Piece, position: "np.ndarray[tuple[int], np.dtype[np.int64]]"
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return where the value begins behind ':' or '=' or 'is'; no value begins at a space."""
    data = piece.data
    start = position.copy()
    for _ in range(2):
        start += (data[start] == ord(" ")) | (data[start] == ord('"')) | (data[start] == ord("'"))
    word = (data[start] == ord("i")) & (data[start + 1] == ord("s")) & (data[start + 2] == ord(" "))
    mark = (data[start] == ord(":")) | (data[start] == ord("=")) | word
    start = np.where(mark, start + 1 + word, 0)
    for _ in range(2):
        edge = data[start]
        start += (start > 0) & ((edge == ord(" ")) | (edge == ord('"')) | (edge == ord("'")))
    return start


def _secret_like(
    piece: Piece,
    start: "np.ndarray[tuple[int], np.dtype[np.int64]]",
    end: "np.ndarray[tuple[int], np.dtype[np.int64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    inside = np.arange(_LONGEST) < (end - start)[:, None]
    text = piece.window(start, _LONGEST)
    other = (inside & ~LETTER[text]).any(axis=1)
    stars = (~inside | ~ALNUM[text]).all(axis=1)
    values = [
        bytes(row[flags]).decode("utf-8", "replace").lower()
        for row, flags in zip(text, inside, strict=True)
    ]
    plain = np.fromiter((value.strip(".") in _PLAIN for value in values), np.bool_, len(values))
    return other & ~stars & ~plain


DETECTOR: Final = Detector("password", _find)
