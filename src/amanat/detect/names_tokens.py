"""Words of a piece of text as numbers: where they stand, and what the names tagger knows of each.

Everything costly is done once for each distinct word (a type), not for each of its occurrences.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect.hits import Flags, Ints

Hashes = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]

SPACE, WORD, NUMBER, MARK, SYMBOL, LINE, END = range(7)
#: What a type looks like, before its letters are read.
SHAPES: Final = 24
(
    S_EDGE,
    S_LINE,
    S_MARK,
    S_SYMBOL,
    S_MASKED,
    S_NUMBER,
    S_LOWER,
    S_TITLE,
    S_INITIAL,
    S_UPPER_SHORT,
    S_UPPER,
    S_MIXED,
    S_DEVANAGARI,
    S_OTHER,
) = range(14)
#: Rows of the table of letter groups.
ROWS: Final = 1 << 16
_BYTES: Final = 48
_MASK: Final = (1 << 64) - 1


def _classes() -> Bytes:
    table = np.full(256, WORD, dtype=np.uint8)
    table[:128] = MARK
    table[np.r_[65:91, 97:123]] = WORD
    table[48:58] = NUMBER
    table[:33] = SPACE
    table[[10, 11, 12, 13]] = LINE
    table[[0]] = END
    table[127] = SPACE
    return table


_CLASS: Final = _classes()
_CAPITAL: Final = np.isin(np.arange(256), np.arange(65, 91))


@dataclass(frozen=True, slots=True)
class Tokens:
    """n tokens of a buffer: bytes [start, end), class, and whether an address or link hides it.

    Between two cells stands one token of class `END` (the NUL).
    """

    start: Ints
    end: Ints
    kind: Bytes
    masked: Flags


@dataclass(frozen=True, slots=True)
class Types:
    """m distinct words, lower-cased for everything but `shape`.

    `groups` are rows of the table of letter groups, those of type i from `first[i]` on; `word` is
    a hash of the whole word.
    """

    shape: Bytes
    word: Hashes
    groups: Ints
    first: Ints


def tokens(data: Bytes) -> Tokens:
    """Cut a buffer of UTF-8 with NULs between cells into tokens.

    A token is a run of letters, a run of digits, a run of other symbols, one ASCII mark or one
    line break.
    """
    kind = _CLASS[data]
    _mark_symbols(data, kind)
    opens = np.empty(len(data), dtype=np.bool_)
    opens[:1] = True
    np.not_equal(kind[1:], kind[:-1], out=opens[1:])
    opens |= (kind == MARK) | (kind == END)
    edges = np.flatnonzero(opens)
    ends = np.append(edges[1:], len(data))
    kinds = kind[edges]
    kept = kinds != SPACE
    start, end, kinds = edges[kept], ends[kept], kinds[kept]
    return Tokens(start, end, kinds, _masked(data, start, end, kinds))


def _mark_symbols(data: Bytes, kind: Bytes) -> None:
    """Set apart what is no letter beyond ASCII: punctuation, dandas, emoji, no-break spaces."""
    leads = np.flatnonzero(data >= 0xC2)
    lead = data[leads]
    for first, width in ((0xC2, 2), (0xE2, 3), (0xEF, 3), (0xF0, 4), (0xE0, 3)):
        at = leads[lead == first]
        at = at[at + width <= len(data)]
        if not len(at):
            continue
        if first == 0xE2:  # joiners shape Devanagari letters
            at = at[(data[at + 1] != 0x80) | ((data[at + 2] & 0xFE) != 0x8C)]
        if first == 0xE0:  # the dandas
            at = at[(data[at + 1] == 0xA5) & ((data[at + 2] & 0xFE) == 0xA4)]
        for step in range(width):
            kind[at + step] = SYMBOL
        if first == 0xC2:
            blank = at[data[at + 1] == 0xA0]
            kind[blank] = kind[blank + 1] = SPACE


def _masked(data: Bytes, start: Ints, end: Ints, kind: Bytes) -> Flags:
    """Say which tokens lie in a mail address, a UPI id or a link: there stands no name."""
    masked = np.zeros(len(start), dtype=np.bool_)
    first = data[start]
    apart = (kind == LINE) | (kind == END)
    glued = np.append(False, (start[1:] == end[:-1]) & ~apart[1:] & ~apart[:-1])
    worded = (kind == WORD) | (kind == NUMBER)
    at = (first == ord("@")) & (kind == MARK) & glued & np.append(False, worded[:-1])
    link = (first == ord("/")) & glued
    link[1:] &= (first[:-1] == ord("/")) | (first[:-1] == ord(":"))
    seeds = np.flatnonzero(at | link)
    if len(seeds):
        chunk = np.cumsum(~glued)
        masked = np.isin(chunk, chunk[seeds]) & ~apart
    # capitals glued to digits are part of a number: ABCDE1234F
    capitals = (kind == WORD) & _CAPITAL[first] & _CAPITAL[data[np.maximum(end - 1, 0)]]
    beside = np.append(False, (kind[:-1] == NUMBER) & glued[1:])
    beside |= np.append((kind[1:] == NUMBER) & glued[1:], False)
    return np.asarray(masked | (capitals & beside), dtype=np.bool_)


def type_hashes(data: Bytes, found: Tokens) -> Hashes:
    """Return a hash of each token as it is written; of words over 48 bytes the first 48 count."""
    length = np.minimum(found.end - found.start, _BYTES).astype(np.uint64)
    padded = np.concatenate([data, np.zeros(_BYTES, dtype=np.uint8)])
    words = np.lib.stride_tricks.as_strided(
        padded[:8].view("<u8"), shape=(len(data) + _BYTES - 8,), strides=(1,), writeable=False
    )
    result = mixed(length + found.masked.astype(np.uint64) * np.uint64(977))
    for step in range(0, _BYTES, 8):
        some = np.flatnonzero(length > step)
        if not len(some):
            break
        rest = np.minimum(length[some] - np.uint64(step), np.uint64(8))
        word = words[found.start[some] + step]
        keep = np.uint64(_MASK) >> ((np.uint64(8) - rest) * np.uint64(8))
        result[some] = mixed(result[some] ^ (word & keep))
    return result


def mixed(value: Hashes) -> Hashes:
    """Return a 64-bit mix of each number (the finaliser of splitmix64)."""
    value = (value + np.uint64(0x9E3779B97F4A7C15)) & np.uint64(_MASK)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def distinct(hashes: Hashes) -> tuple[npt.NDArray[np.int32], Ints]:
    """Return for each token the number of its type, and for each type its first token."""
    encoded = pc.dictionary_encode(pa.array(hashes))
    codes = encoded.indices.to_numpy()
    highest = np.maximum.accumulate(codes) if len(codes) else codes
    fresh = np.append(True, highest[1:] > highest[:-1])[: len(codes)]
    return codes, np.flatnonzero(fresh)


def describe(data: Bytes, found: Tokens, which: Ints) -> Types:
    """Read the letters of the tokens `which`: shape, hash of the word, groups of 2 to 5 letters."""
    start, end = found.start[which], np.minimum(found.end[which], found.start[which] + _BYTES)
    text = _joined(data, start, end)
    shape = _shapes(found, which, text)
    lowered = np.frombuffer(
        text.decode("utf-8", "replace").lower().encode("utf-32-le"), dtype=np.uint32
    ).astype(np.uint64)
    kind = found.kind[which]
    spelled = (kind == WORD) & ~found.masked[which]
    rows, owners = _letter_groups(lowered, np.append(spelled, False))
    word = _word_hashes(lowered, np.flatnonzero(lowered == 0), len(which))
    word[found.masked[which]] = 1
    digits = kind == NUMBER
    word[digits] = mixed((found.end[which] - found.start[which])[digits].astype(np.uint64))
    rows.append((mixed(word) % np.uint64(ROWS)).astype(np.int64))
    owners.append(np.arange(len(which)))
    every, whose = np.concatenate(rows), np.concatenate(owners)
    order = np.argsort(whose, kind="stable")
    first = np.searchsorted(whose[order], np.arange(len(which)))
    return Types(shape, word, every[order], first)


def _letter_groups(lowered: Hashes, spelled: Flags) -> tuple[list[Ints], list[Ints]]:
    """Return rows of the groups of 2 to 5 letters, edges included, and the words they are of."""
    rows: list[Ints] = []
    owners: list[Ints] = []
    owner = np.cumsum(lowered == 0) - 1
    for size in (2, 3, 4, 5):
        if len(lowered) < size:
            break
        groups = np.lib.stride_tricks.sliding_window_view(lowered, size)
        last = lowered[size - 1 :]
        inside = np.flatnonzero((groups[:, 1:-1] != 0).all(axis=1) & (last != 0))
        ending = np.flatnonzero((groups[:, :-1] != 0).all(axis=1) & (last == 0))
        at = np.concatenate([inside, ending])
        # marks, numbers and what is masked have no letters
        at = at[spelled[owner[at]]]
        value = np.full(len(at), size, dtype=np.uint64)
        for column in range(size):
            value = mixed(value ^ groups[at, column])
        rows.append((value % np.uint64(ROWS)).astype(np.int64))
        owners.append(owner[at])
    return rows, owners


def _joined(data: Bytes, start: Ints, end: Ints) -> bytes:
    """Return the tokens with a NUL before each and one behind the last."""
    length = end - start
    total = int(length.sum())
    offset = np.cumsum(length) - length
    source = np.repeat(start - offset, length) + np.arange(total)
    out = np.zeros(total + len(start) + 1, dtype=np.uint8)
    # the NUL between two cells is a token too, but no break
    out[np.arange(total) + np.repeat(np.arange(len(start)), length) + 1] = np.maximum(
        data[source], 1
    )
    return out.tobytes()


def _word_hashes(lowered: Hashes, breaks: Ints, count: int) -> Hashes:
    first = breaks[:-1] + 1
    size = breaks[1:] - first
    result = mixed(size.astype(np.uint64))
    for step in range(int(size.max()) if count else 0):
        some = np.flatnonzero(size > step)
        result[some] = mixed(result[some] ^ lowered[first[some] + step])
    return result


def word_hash(word: str) -> int:
    """Return the hash that `describe` gives to a word."""
    lowered = np.frombuffer(f"\0{word.lower()}\0".encode("utf-32-le"), dtype=np.uint32)
    spread = lowered.astype(np.uint64)
    return int(_word_hashes(spread, np.flatnonzero(spread == 0), 1)[0])


def _shapes(found: Tokens, which: Ints, text: bytes) -> Bytes:
    kind = found.kind[which]
    table = np.array([S_EDGE, S_OTHER, S_NUMBER, S_MARK, S_SYMBOL, S_LINE, S_EDGE], dtype=np.uint8)
    shape = table[kind]
    joined = np.frombuffer(text, dtype=np.uint8)
    breaks = np.flatnonzero(joined == 0)[:-1]
    upper = (joined >= 65) & (joined <= 90)
    lower = (joined >= 97) & (joined <= 122)
    high = joined >= 0x80
    uppers = np.add.reduceat(upper, breaks, dtype=np.int64)
    lowers = np.add.reduceat(lower, breaks, dtype=np.int64)
    highs = np.add.reduceat(high, breaks, dtype=np.int64)
    capital = upper[breaks + 1]
    first = joined[breaks + 1]
    latin = (kind == WORD) & ((uppers + lowers > 0) | ((first >= 0xC3) & (first <= 0xC9)))
    shape[latin] = S_MIXED
    shape[latin & (uppers == 0)] = S_LOWER
    shape[latin & capital & (uppers == 1) & (lowers + highs > 0)] = S_TITLE
    shape[latin & (uppers > 1) & (lowers == 0)] = S_UPPER
    shape[latin & (uppers > 1) & (uppers < 4) & (lowers == 0)] = S_UPPER_SHORT
    shape[latin & (uppers == 1) & (lowers + highs == 0)] = S_INITIAL
    second = joined[breaks + 2] if len(joined) > breaks[-1] + 2 else first
    devanagari = (kind == WORD) & (first == 0xE0) & ((second == 0xA4) | (second == 0xA5))
    shape[devanagari] = S_DEVANAGARI
    shape[found.masked[which]] = S_MASKED
    return shape


def line_classes(found: Tokens, shape: Bytes) -> Bytes:
    """Say for each token how the words of its line are written.

    0 no Latin letters, 1 all small, 2 nearly all in capitals, 3 nearly all with a capital, 4 as
    usual.
    """
    edge = (found.kind == LINE) | (found.kind == END)
    line = np.cumsum(edge)
    count = int(line[-1]) + 1 if len(line) else 1
    small = np.bincount(line, weights=shape == S_LOWER, minlength=count)
    title = np.bincount(line, weights=shape == S_TITLE, minlength=count)
    upper = np.bincount(
        line, weights=(shape == S_UPPER) | (shape == S_UPPER_SHORT), minlength=count
    )
    total = small + title + upper
    result = np.full(count, 4, dtype=np.uint8)
    result[(title > 0.7 * total) & (total >= 3)] = 3
    result[upper > 0.7 * total] = 2
    result[(small == total)] = 1
    result[total == 0] = 0
    return np.asarray(result[line], dtype=np.uint8)
