"""Find words and phrases in many short windows of folded text at once, without Python objects.

A window is a row of an (n, width) byte matrix: small letters, spaces, and walls that no word
crosses. Words of up to 16 letters are read as two numbers of eight bytes, mixed into one key, and
looked up in a table without collisions; phrases are followed from word to word.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from amanat.detect.hits import Flags, Ints
from amanat.detect.piece import Bytes

Keys = npt.NDArray[np.uint64]

_BITS: Final = 16
_LETTERS: Final = 16
#: Most signs and spaces between two words of a phrase.
_APART: Final = 3
#: What may stand behind a word of one letter and the space: a letter, a space, a wall.
_NEXT: Final = (*(bytes([byte]) for byte in range(97, 123)), b" ", b"\x01")
#: Masks for the first n of eight bytes.
_FIRST: Final = np.array([(1 << (8 * n)) - 1 for n in range(9)], dtype=np.uint64)
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by key, and phrases as steps from one number to the next.

    `number` gives for each slot the number of its word, 0 for none. Numbers up to `words` are
    words, those above are beginnings of phrases. `step` holds for each beginning and word the
    longer beginning, as sorted pairs; `phrase` the phrase that ends with a number, or -1.
    """

    factor: np.uint64
    keys: Keys
    number: npt.NDArray[np.int32]
    pairs: Ints
    longer: npt.NDArray[np.int32]
    phrase: npt.NDArray[np.int32]
    opens: Flags
    third: Flags


def build(phrases: list[bytes]) -> Lexicon:
    """Build the lexicon of phrases of ASCII words with single spaces between."""
    words = sorted({word for phrase in phrases for word in phrase.split()})
    known = {word: at for at, word in enumerate(words, 1)}
    steps: dict[tuple[int, int], int] = {}
    ends: dict[int, int] = {}
    count = len(words)
    for at, phrase in enumerate(phrases):
        state, *rest = (known[word] for word in phrase.split())
        for word in rest:
            if (state, word) not in steps:
                count += 1
                steps[state, word] = count
            state = steps[state, word]
        ends[state] = at
    phrase_of = np.full(count + 1, -1, dtype=np.int32)
    phrase_of[list(ends)] = list(ends.values())
    pairs = sorted(steps)
    opens = np.zeros(count + 1, dtype=np.bool_)
    opens[[state for state, _ in pairs]] = True
    third = np.zeros(1 << _BITS, dtype=np.bool_)
    starts = {(word + b" " + byte)[:3] for word in words for byte in _NEXT}
    third[_start(np.array([int.from_bytes(start, "little") for start in starts], np.uint32))] = True
    factor, keys, number = _slots(words)
    return Lexicon(
        factor,
        keys,
        number,
        np.array([state << 32 | word for state, word in pairs], dtype=np.int64),
        np.array([steps[pair] for pair in pairs], dtype=np.int32),
        phrase_of,
        opens,
        third,
    )


def _slots(words: list[bytes]) -> tuple[np.uint64, Keys, npt.NDArray[np.int32]]:
    """Find a factor under which no two words share a slot; the same for the same words."""
    low = np.array([int.from_bytes(word[:8], "little") for word in words], dtype=np.uint64)
    high = np.array([int.from_bytes(word[8:16], "little") for word in words], dtype=np.uint64)
    mixed = _mixed(low, high)
    odd = 0x2545F4914F6CDD1D
    while True:
        factor = np.uint64(odd)
        slot = _slot(mixed, factor)
        if len(np.unique(slot)) == len(words):
            break
        odd = (odd * 0x5851F42D4C957F2D + 2) & 0xFFFFFFFFFFFFFFFF | 1
    keys = np.zeros(1 << _BITS, dtype=np.uint64)
    number = np.zeros(1 << _BITS, dtype=np.int32)
    keys[slot], number[slot] = mixed, np.arange(1, len(words) + 1)
    return factor, keys, number


def _start(four: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
    """Return a number for the first three of four bytes, most often one of its own."""
    return (((four & np.uint32(0xFFFFFF)) * np.uint32(0x9E3779B1)) >> np.uint32(16)).astype(
        np.uint16
    )


def _mixed(low: Keys, high: Keys) -> Keys:
    return low ^ (high * _MIX)


def _slot(mixed: Keys, factor: np.uint64) -> Ints:
    return ((mixed * factor) >> np.uint64(64 - _BITS)).astype(np.int64)


def find(lexicon: Lexicon, text: Bytes) -> tuple[Ints, Ints, Ints]:
    """Return begin, end and number of every phrase in `text`, sorted by end.

    Args:
        lexicon: of the phrases.
        text: the windows one behind the other, a wall between any two, and 16 bytes more.
    """
    letter = text[: len(text) - _LETTERS] > ord(" ")
    edge = np.flatnonzero(letter[1:] != letter[:-1]) + 1
    if len(letter) and letter[0]:
        edge = np.append(0, edge)
    if len(edge) % 2:
        edge = np.append(edge, len(letter))
    begin, end = np.ascontiguousarray(edge[::2]), np.ascontiguousarray(edge[1::2])
    number = np.zeros(len(begin), dtype=np.int32)
    four = np.ndarray((len(text) - 3,), dtype="<u4", buffer=text, strides=(1,))
    some = np.flatnonzero(lexicon.third[_start(four[begin])])
    number[some] = _numbers(lexicon, text, begin[some], end[some])
    word = np.flatnonzero(number > 0)
    state, last = number[word], word
    found: list[tuple[Ints, Ints, Ints]] = []
    while len(word):
        said = lexicon.phrase[state]
        ends = np.flatnonzero(said >= 0)
        found.append((begin[word[ends]], end[last[ends]], said[ends].astype(np.int64)))
        more = np.flatnonzero(lexicon.opens[state] & (last + 1 < len(begin)))
        word, state, last = word[more], state[more], last[more] + 1
        # the words of a phrase stand close, which those of two windows never do
        more = np.flatnonzero((number[last] > 0) & (begin[last] - end[last - 1] <= _APART))
        word, state, last = word[more], state[more], last[more]
        step = state.astype(np.int64) << 32 | number[last]
        place = np.minimum(np.searchsorted(lexicon.pairs, step), max(len(lexicon.pairs) - 1, 0))
        good = lexicon.pairs[place] == step if len(step) else np.zeros(0, dtype=np.bool_)
        word, state, last = word[good], lexicon.longer[place[good]], last[good]
    if not found:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none
    first, stop, phrase = (np.concatenate(each) for each in zip(*found, strict=True))
    order = np.argsort(stop, kind="stable")
    return first[order], stop[order], phrase[order]


def _numbers(lexicon: Lexicon, text: Bytes, begin: Ints, end: Ints) -> npt.NDArray[np.int32]:
    eights = np.ndarray((len(text) - 7,), dtype="<u8", buffer=text, strides=(1,))
    length = end - begin
    low = eights[begin] & _FIRST[np.minimum(length, 8)]
    long = np.flatnonzero(length > 8)
    mixed = low
    if len(long):
        size = np.minimum(length[long] - 8, 8)
        mixed[long] = _mixed(low[long], eights[begin[long] + 8] & _FIRST[size])
    slot = _slot(mixed, lexicon.factor)
    number = lexicon.number[slot] * (lexicon.keys[slot] == mixed)
    return np.asarray(number * (length <= _LETTERS), dtype=np.int32)
