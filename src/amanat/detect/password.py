"""Passwords and secrets that somebody wrote beside the word for them."""

from typing import Final

import numpy as np

from amanat.detect.context import beside, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONTEXT, LIKELY, Flags, Hits, Ints, hits, pick
from amanat.detect.piece import ALNUM, LETTER, Piece, leading, table

_WORDS: Final = phrases(
    """
    password, passwd, passcode, pwd, passphrase, pass, api key, apikey, secret, secret key,
    access token, auth token, token, client secret, access key, private key, mpin, tpin, cvv,
    pass code, पासवर्ड, गुप्त कोड, login pin
    """
)
#: Written without a mark behind it, only these are followed by the secret itself.
_BARE: Final = (b"password", b"passwd", b"passcode")
_LONGEST: Final = 64
_NO_SPACE: Final = ~table("\0 \t\n\r\"'<>,;")
_QUOTES: Final = table("\"'`")
#: Words that stand where a secret would: "password: reset", "password = ***".
_PLAIN_WORDS: Final = """
    reset forgot none null yes no n/a na required changed expired invalid wrong shared hidden
    policy set true false link email string incorrect again sent updated same not the is ok
"""
_PLAIN: Final = frozenset(_PLAIN_WORDS.split())


def _find(piece: Piece) -> Hits:
    marked, bare = _behind_marks(piece), _behind_words(piece)
    place = np.append(marked, bare)
    strict = np.arange(len(place)) >= len(marked)
    start, quoted = _opened(piece, place)
    text = piece.window(start, _LONGEST)
    end = start + leading(_NO_SPACE[text])
    # a full stop ends the sentence
    end -= (end - start > 1) & (piece.data[end - 1] == ord("."))
    end -= (end - start > 1) & (piece.data[end - 1] == ord(")"))
    good = (end - start >= 4) & (end - start < _LONGEST)
    start, end, strict = start[good], end[good], (strict & ~quoted)[good]
    good = _secret_like(piece, start, end, strict)
    start, end = start[good], end[good]
    return hits(start, end, "password", LIKELY, CONTEXT)


def _behind_marks(piece: Piece) -> Ints:
    """Return the places behind each ':' and '=' that follows a word for a secret."""
    data = piece.data
    mark = piece.signs(":=")
    word = mark - (data[mark - 1] == ord(" ")) - _QUOTES[data[mark - 1]]
    last = data[word - 1]
    mark, word = pick(LETTER[last] | (last >= 128), mark, word)
    (gap,) = beside(piece, word, (_WORDS,))
    return np.asarray(mark[gap <= 1] + 1, dtype=np.int64)


def _behind_words(piece: Piece) -> Ints:
    """Return the places behind "password ", "password is " and "password was "."""
    data = piece.data
    # "ss" is in each of them and in few other words
    second = piece.twins
    text = piece.window(second - 3, 8) | np.uint8(32)
    found: list[Ints] = []
    for word in _BARE:
        same = (text[:, : len(word)] == np.frombuffer(word, dtype=np.uint8)).all(axis=1)
        begin = second[same] - 3
        found.append(begin[~LETTER[data[begin - 1]]] + len(word))
    place = np.unique(np.concatenate(found))
    place = place[(data[place] == ord(" "))] + 1
    for verb in (b"is ", b"was "):
        said = (piece.window(place, len(verb)) == np.frombuffer(verb, dtype=np.uint8)).all(axis=1)
        place = place + len(verb) * said
    return np.asarray(place, dtype=np.int64)


def _opened(piece: Piece, place: Ints) -> tuple[Ints, Flags]:
    """Return where the value begins behind spaces and a quotation mark, and whether one is."""
    start = place.copy()
    for _ in range(2):
        start += piece.data[start] == ord(" ")
    quoted = _QUOTES[piece.data[start]]
    return start + quoted, np.asarray(quoted, dtype=np.bool_)


def _secret_like(piece: Piece, start: Ints, end: Ints, strict: Flags) -> Flags:
    """Say which values are no plain words; without a mark before them a digit has to be in."""
    inside = np.arange(_LONGEST) < (end - start)[:, None]
    text = piece.window(start, _LONGEST)
    letters, alnum = LETTER[text], ALNUM[text]
    other = (inside & ~letters).any(axis=1)
    stars = (~inside | ~alnum).all(axis=1)
    digit = (inside & alnum & ~letters).any(axis=1)
    words = [
        piece.data[a:b].tobytes().decode("utf-8", "replace").lower()
        for a, b in zip(start.tolist(), end.tolist(), strict=True)
    ]
    plain = np.fromiter((word.strip(".") in _PLAIN for word in words), np.bool_, len(words))
    return np.asarray(other & ~stars & ~plain & (digit | ~strict), dtype=np.bool_)


DETECTOR: Final = Detector(
    "password", _find, lambda piece: len(piece.signs(":=")) > 0 or len(piece.twins) > 0
)
