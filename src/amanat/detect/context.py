"""Words near a candidate: they raise a tier, or lower it."""

from functools import cache
from itertools import chain
from typing import Final

import daachorse
import numpy as np

from amanat.detect.hits import Flags, Ints
from amanat.detect.piece import LETTER, Piece

#: Characters to the left and right of a candidate that are looked at.
REACH: Final = 40
#: The gap to a word that is not there.
NEVER: Final = 1 << 30
#: ASCII letters in lower case, bytes of other scripts as they are, all else a space.
_FOLDED: Final = np.arange(256, dtype=np.uint8)
_FOLDED[:128] = ord(" ")
_FOLDED[97:123] = np.arange(97, 123)
_FOLDED[65:91] = np.arange(97, 123)

Words = tuple[frozenset[str], ...]


def phrases(text: str) -> frozenset[str]:
    """Return the words and phrases of a list with commas."""
    return frozenset(" ".join(part.split()) for part in text.split(","))


@cache
def _automaton(groups: Words) -> tuple[daachorse.DoubleArrayAhoCorasick, Flags]:
    """Return the automaton of all words, and for each word the groups that it is in."""
    folded = [
        {_FOLDED[np.frombuffer(word.encode(), dtype=np.uint8)].tobytes() for word in group}
        for group in groups
    ]
    words = sorted(set().union(*folded))
    member = np.array([[word in group for group in folded] for word in words], dtype=np.bool_)
    # a space before each word makes the search skip the insides of words
    automaton = daachorse.DoubleArrayAhoCorasick(
        [b" " + word for word in words], match_kind=daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )
    return automaton, member


def near(
    piece: Piece, start: Ints, end: Ints, groups: Words, *, reach: int = REACH
) -> tuple[Flags, Flags]:
    """Say which groups of words (lower-case) stand whole within `reach` characters of n spans.

    Returns:
        Two (k, n) flag matrices for k groups: found before the span, found behind it. Only the
        span's own cell counts. Windows of the candidates are searched, not the text.
    """
    left, right = gaps(piece, start, end, groups, reach=reach)
    return left < NEVER, right < NEVER


def gaps(
    piece: Piece, start: Ints, end: Ints, groups: Words, *, reach: int = REACH
) -> tuple[Ints, Ints]:
    """Say how far the nearest word of each group is from n spans, as `near` looks for them.

    Returns:
        Two (k, n) matrices for k groups: bytes between the span and the last word before it, and
        the first word behind it; `NEVER` where there is none.
    """
    left = np.full((len(groups), len(start)), NEVER, dtype=np.int64)
    right = left.copy()
    if not len(start):
        return left, right
    row = piece.row_of(start)
    stops = np.append(piece.row_start[1:] - 1, len(piece.data))[row]
    begins = piece.row_start[row]
    begin, finish = np.maximum(begins, start - reach), np.minimum(stops, end + reach)
    wide = _high(piece, begin, start) | _high(piece, end, finish)
    # a code point of Devanagari takes three bytes
    for width, chosen in ((reach, ~wide), (3 * reach, wide)):
        some = np.flatnonzero(chosen)
        if len(some):
            from_left = np.maximum(begins[some], start[some] - width)
            from_right = np.minimum(stops[some], end[some] + width)
            left[:, some] = _search(piece, from_left, start[some], width, groups)[0]
            right[:, some] = _search(piece, end[some], from_right, width, groups)[1]
    return left, right


def _high(piece: Piece, start: Ints, end: Ints) -> Flags:
    held = np.searchsorted(piece.continuation, np.stack([start, end]))
    return np.asarray(held[1] > held[0], dtype=np.bool_)


def _search(piece: Piece, start: Ints, end: Ints, width: int, groups: Words) -> tuple[Ints, Ints]:
    """Return bytes from the last word of each group to `end`, and from `start` to the first."""
    automaton, member = _automaton(groups)
    behind = np.full((len(groups), len(start)), NEVER, dtype=np.int64)
    before = behind.copy()
    text = np.full((len(start), width + 2), ord(" "), dtype=np.uint8)
    inside = np.arange(width) < (end - start)[:, None]
    text[:, 1:-1] = np.where(inside, _FOLDED[piece.window(start, width)], ord(" "))
    flat = text.ravel()
    matches = automaton.find(flat.tobytes())
    if matches:
        spans = np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches))
        opens, stop, word = spans[::3], spans[1::3], spans[2::3]
        whole = ~LETTER[flat[np.minimum(stop, len(flat) - 1)]] | (flat[stop - 1] >= 128)
        opens, stop, word = opens[whole], stop[whole], word[whole]
        row = stop // (width + 2)
        to_end = (end - start)[row] + 1 - (stop - row * (width + 2))
        from_start = opens - row * (width + 2)
        for group in range(len(groups)):
            ours = member[word, group]
            np.minimum.at(behind[group], row[ours], to_end[ours])
            np.minimum.at(before[group], row[ours], from_start[ours])
    return behind, before
