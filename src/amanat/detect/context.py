"""Words near a candidate: they raise a tier, or lower it."""

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

import daachorse
import numpy as np

from amanat.detect.hits import Flags, Ints
from amanat.detect.lexicon_words import Lexicon, build, find
from amanat.detect.piece import LETTER, Bytes, Piece

#: Characters to the left and right of a candidate that are looked at.
REACH: Final = 40
#: The gap to a word that is not there.
NEVER: Final = 1 << 30
#: Bytes of a window: those of REACH characters, and eight that part it from the next one.
_NARROW: Final = 48
#: A code point of Devanagari takes three bytes.
_WIDE: Final = 128
#: Bytes behind the last window, so that words can be read eight letters at a time.
_AFTER: Final = 16
#: Neither letter nor space: no word begins or goes on here.
_WALL: Final = np.uint64(0x0101010101010101)
_HIGH: Final = np.uint64(0x8080808080808080)
#: ASCII letters in lower case, bytes of other scripts as they are, all else a space.
_FOLDED: Final = np.arange(256, dtype=np.uint8)
_FOLDED[:128] = ord(" ")
_FOLDED[97:123] = np.arange(97, 123)
_FOLDED[65:91] = np.arange(97, 123)

Group = frozenset[str]
_groups: dict[Group, int] = {}


def phrases(text: str, *more: Group) -> Group:
    """Return the words and phrases (lower-case) of a list with commas, and those of `more`.

    All words of all groups are sought in one pass, so that a window is read once.
    """
    group = frozenset(" ".join(part.split()) for part in text.split(",")).union(*more)
    _groups.setdefault(group, len(_groups))
    return group


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """All words of all groups: `member[g, w]` says whether word w is in group g.

    Most windows are plain ASCII and searched with `ascii`, whose phrases are the words `plain`;
    a window with other letters in it is searched with `automaton`.
    """

    member: Flags
    ascii: Lexicon
    plain: Ints
    automaton: daachorse.DoubleArrayAhoCorasick


@cache
def _vocabulary(count: int) -> _Vocabulary:
    """Return the vocabulary of the first `count` groups."""
    folded = [
        {_FOLDED[np.frombuffer(word.encode(), dtype=np.uint8)].tobytes().strip() for word in group}
        for group in list(_groups)[:count]
    ]
    words = sorted(set().union(*folded))
    member = np.array([[word in group for word in words] for group in folded], dtype=np.bool_)
    plain = [at for at, word in enumerate(words) if word.isascii()]
    # a space before each word makes the search skip the insides of words
    automaton = daachorse.DoubleArrayAhoCorasick([b" " + b" ".join(word.split()) for word in words])
    return _Vocabulary(
        member, build([words[at] for at in plain]), np.array(plain, dtype=np.int64), automaton
    )


class _Side:
    """Words on one side of the runs of a piece; each window is searched once, whoever asks."""

    def __init__(self, piece: Piece, *, left: bool) -> None:
        self._piece = piece
        self._left = left
        #: 0 where nobody asked, else the number of its window, from 1.
        self._slot = np.zeros(len(piece.digit_runs[0]), dtype=np.int32)
        self._count = 1
        #: Of each search its first window, and the words in its windows.
        self._found: list[tuple[int, tuple[Ints, Ints, Ints]]] = []

    def gaps(self, run: Ints, groups: tuple[Group, ...]) -> list[Ints]:
        """Return for each group the characters between each run and its nearest word."""
        new = self._slot[run] == 0
        if new.any():
            self._search(run[new])
        slot = self._slot[run]
        firsts = [first for first, _ in self._found]
        asked = np.bincount(np.searchsorted(firsts, slot, side="right") - 1, minlength=len(firsts))
        found = [self._found[at][1] for at in np.flatnonzero(asked).tolist()]
        member = _vocabulary(len(_groups)).member
        result: list[Ints] = []
        for group in groups:
            ours = member[_groups[group]]
            nearest = np.full(self._count, NEVER, dtype=np.int64)
            for window, word, gap in found:
                mine = np.flatnonzero(ours[word])
                if not len(mine):
                    continue
                which = window[mine]
                # words come in the order of the text: the last one on the left is the nearest
                change = which[1:] != which[:-1]
                kept = mine[np.append(change, True) if self._left else np.append(True, change)]
                nearest[window[kept]] = gap[kept]
            result.append(nearest[slot])
        return result

    def _search(self, run: Ints) -> None:
        asked = np.zeros(len(self._slot), dtype=np.bool_)
        asked[run] = True
        run = np.flatnonzero(asked)
        self._slot[run] = np.arange(self._count, self._count + len(run))
        place = self._piece.digit_runs[0 if self._left else 1][run]
        found = search(self._piece, place, left=self._left)
        self._found.append((self._count, (found[0] + self._count, found[1], found[2])))
        self._count += len(run)


def around(piece: Piece, run: Ints, groups: tuple[Group, ...], *, left: bool = True) -> list[Ints]:
    """Say how far the nearest word of each group is from n runs of digits.

    Args:
        piece: where they are.
        run: their numbers among all runs of the piece.
        groups: what `phrases` returned.
        left: look before the run, not behind it.

    Returns:
        For each group n numbers of characters between run and word, `NEVER` where none stands
        within `REACH`. Only the run's own cell counts.
    """
    if not len(run):
        return [run] * len(groups)
    key = "left" if left else "right"
    side = piece.kept.get(key)
    if not isinstance(side, _Side):
        side = piece.kept[key] = _Side(piece, left=left)
    return side.gaps(run, groups)


def beside(
    piece: Piece, place: Ints, groups: tuple[Group, ...], *, left: bool = True
) -> list[Ints]:
    """Say the same of n places that are no runs of digits, sorted or not."""
    if not len(place):
        return [place] * len(groups)
    member = _vocabulary(len(_groups)).member
    window, word, gap = search(piece, place, left=left)
    result: list[Ints] = []
    for group in groups:
        nearest = np.full(len(place), NEVER, dtype=np.int64)
        mine = np.flatnonzero(member[_groups[group]][word])
        which = window[mine]
        change = which[1:] != which[:-1]
        if len(mine):
            mine = mine[np.append(change, True) if left else np.append(True, change)]
        nearest[window[mine]] = gap[mine]
        result.append(nearest)
    return result


def search(piece: Piece, place: Ints, *, left: bool) -> tuple[Ints, Ints, Ints]:
    """Return for each word near a place: the place's number, the word's, characters between.

    Sorted by place, then by the order of the text.
    """
    none = np.zeros(0, dtype=np.int64)
    if not len(place):
        return none, none, none
    text = _windows(piece, place, _NARROW, left=left)
    eights = text[:-_AFTER].view(np.uint64).reshape(len(place), -1)
    high = eights[:, 0].copy()
    for column in range(1, _NARROW // 8):
        high |= eights[:, column]
    some = np.flatnonzero((high & _HIGH) != 0)
    if not len(some):
        return _match(text, _NARROW, left=left)
    # bytes of other scripts are no letters there
    text[:-_AFTER].reshape(len(place), -1)[some] = 1
    window, word, gap = _match(text, _NARROW, left=left)
    broad = _windows(piece, place[some], _WIDE, left=left)
    more, other, far = _match_broad(broad, _WIDE, left=left)
    window, word = np.append(window, some[more]), np.append(word, other)
    order = np.argsort(window, kind="stable")
    return window[order], word[order], np.append(gap, far)[order]


def _windows(piece: Piece, place: Ints, width: int, *, left: bool) -> Bytes:
    """Return folded text beside each place, window by window, and `_AFTER` bytes more.

    What belongs to another cell is a wall.
    """
    text = piece.window(place - width if left else place, width)
    row = piece.row_of(place)
    if left:
        cut = width - place + piece.row_start[row]
    else:
        cut = np.append(piece.row_start[1:] - 1, piece.stop)[row] - place
    nul = np.flatnonzero(cut > 0 if left else cut < width)
    lower = text | np.uint8(32)
    letter, high = (lower - np.uint8(97)) < 26, text >= 128
    # products, as np.where would take fifty times longer
    flat = np.zeros(text.size + _AFTER, dtype=np.uint8)
    # behind the last window stands a wall as behind all others: a word may end there
    flat[-_AFTER:].view(np.uint64)[:] = _WALL
    folded = flat[:-_AFTER].reshape(text.shape)
    np.multiply(lower, letter, out=folded)
    folded += text * high
    folded += ~(letter | high) * np.uint8(32)
    if len(nul):
        bound, byte = cut[nul, None].astype(np.int16), np.arange(width, dtype=np.int16)
        # the NUL between two cells stays, as a space
        inside = byte >= bound - 1 if left else byte <= bound
        some = folded[nul] * inside
        some += ~inside
        folded[nul] = some
    folded.view(np.uint64)[:, 0 if left else -1] = _WALL
    return flat


def _match(text: Bytes, width: int, *, left: bool) -> tuple[Ints, Ints, Ints]:
    """Search windows of ASCII text; a word that a wall may have cut is none."""
    vocabulary = _vocabulary(len(_groups))
    begin, end, phrase = find(vocabulary.ascii, text)
    row = begin // width
    whole = begin - row * width > 8 if left else end - row * width < width - 8
    begin, end, phrase, row = begin[whole], end[whole], phrase[whole], row[whole]
    gap = (row + 1) * width - end if left else begin - row * width
    return row, vocabulary.plain[phrase], gap


def _match_broad(text: Bytes, width: int, *, left: bool) -> tuple[Ints, Ints, Ints]:
    """Search windows with letters of other scripts; gaps are characters, not bytes."""
    flat = text[:-_AFTER]
    # overlapping: a phrase of one group must not hide a word of another
    matches = _vocabulary(len(_groups)).automaton.find_overlapping(flat.tobytes())
    spans = np.fromiter(chain.from_iterable(matches), np.int64, 3 * len(matches)).reshape(-1, 3)
    opens, stop, word = spans[:, 0], spans[:, 1], spans[:, 2]
    row = opens // width
    whole = (stop == len(flat)) | (row != stop // width)
    whole |= ~LETTER[flat[np.minimum(stop, len(flat) - 1)]] | (flat[stop - 1] >= 128)
    opens, stop, word, row = opens[whole], stop[whole], word[whole], row[whole]
    leads = np.append(0, np.cumsum((flat & 0xC0) != 0x80))
    gap = (
        leads[(row + 1) * width] - leads[stop]
        if left
        else leads[opens + 1] - 1 - leads[row * width]
    )
    near = gap <= REACH
    return row[near], word[near], gap[near]
