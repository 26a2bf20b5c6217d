"""Names of people in text: a small tagger whose weights this project trains (`bench/`).

Each distinct word becomes a vector once (groups of its letters, its shape, lists it stands in, a
word vector); two convolutions over seven words decide. Everything runs in NumPy on whole pieces.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from amanat.detect import names_tokens as nt
from amanat.detect.hits import LIKELY, POSSIBLE, Flags, Ints
from amanat.detect.piece import Piece, pieces
from amanat.detect.scan import cells
from amanat.terms.words import TIERS

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int32]

NAMES: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("offset", pa.int64()),
        ("length", pa.int64()),
        ("tier", pa.string()),
    ]
)
#: Labels of a token: none, first and further word of a name, and three kinds that are no person.
OUTSIDE, FIRST, INSIDE, ORGANISATION, PLACE, OTHER = range(6)
#: Words on each side that the first layer sees; one more each side with the second.
REACH: Final = 2
#: END tokens between two cells, so that no cell sees the next.
_EDGE: Final = REACH + 1
#: From where on a word belongs to a name, and what a likely name's words have in the mean.
IN_A_NAME: Final = 0.15
SURE_ENOUGH: Final = 0.45
#: The same for a lone word without a capital: any word can stand there.
SURE_ALONE: Final = 0.65
#: From where on a word is surely of a name, and below what it does not follow another.
_SURE: Final = 0.8
_WEAK: Final = 0.1
#: Bytes of text that are tagged at once.
_SLICE: Final = 4 << 20
_BLOCK: Final = 1 << 12
#: Types whose vectors are made at once.
_TYPES: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Weights:
    """The tagger's numbers; W is the width of a word, H of a layer, as float32 unless said.

    `groups` (ROWS, W) int8 and `vectors` (V, W) int8 are scaled by `group_scale` and
    `vector_scale` (W); `vector_words`, `listed_words` and `plain_words` are sorted hashes of
    words, the last those that name nobody in small letters; `listed` says in which lists.
    """

    groups: npt.NDArray[np.int8]
    group_scale: Floats
    shapes: Floats
    lists: Floats
    vector_words: nt.Hashes
    vectors: npt.NDArray[np.int8]
    vector_scale: Floats
    listed_words: nt.Hashes
    listed: nt.Bytes
    plain_words: nt.Hashes
    title_words: nt.Hashes
    inner: Floats
    inner_bias: Floats
    near: Floats
    lines: Floats
    wide: Floats
    wide_bias: Floats
    last: Floats
    last_bias: Floats


@cache
def weights() -> Weights:
    """Load the weights of the package."""
    with as_file(files("amanat.detect") / "data" / "names.npz") as path:
        return read_weights(path)


def read_weights(path: Path) -> Weights:
    """Read weights that `bench/train_names.py` has written."""
    with np.load(path, allow_pickle=False) as held:
        loaded = {field.name: held[field.name] for field in fields(Weights)}
    for name, value in loaded.items():
        if value.dtype == np.float16:
            loaded[name] = value.astype(np.float32)
    return Weights(**loaded)


def find_names(texts: pa.Array | pa.ChunkedArray) -> pa.Table:
    """Find names of people in n cells of text.

    Args:
        texts: a string or large_string column; nulls hold nothing.

    Returns:
        A table `NAMES`, sorted by row and offset, without overlaps: `row` the cell's ordinal,
        `offset` and `length` in code points of the cell, `tier` "likely" or "possible". A name
        holds no title and no possessive 's.
    """
    return names_with(weights(), texts)


def names_with(model: Weights, texts: pa.Array | pa.ChunkedArray) -> pa.Table:
    """Find names as `find_names` does, with weights of one's own."""
    parts: list[pa.Table] = []
    row = 0
    for chunk in cells(texts).chunks:
        for some in _slices(chunk):
            found = pieces(pa.chunked_array([some]))
            parts += [_names(model, piece, row + piece.first_row) for piece in found]
            row += len(some)
    return pa.concat_tables([NAMES.empty_table(), *parts])


def _slices(chunk: pa.Array) -> Iterator[pa.Array]:
    """Cut cells at about `_SLICE` bytes: text of nothing but new words needs 1.5 kB for each."""
    if not len(chunk):
        return
    offsets = np.frombuffer(chunk.buffers()[1], dtype=np.int64)
    offsets = offsets[chunk.offset : chunk.offset + len(chunk) + 1]
    marks = np.arange(offsets[0] + _SLICE, offsets[-1], _SLICE)
    cuts = np.unique(np.r_[0, np.searchsorted(offsets, marks), len(chunk)]).tolist()
    for low, high in pairwise(cuts):
        yield chunk.slice(low, high - low)


def _names(model: Weights, piece: Piece, first_row: int) -> pa.Table:
    found = nt.tokens(piece.data)
    found = _spaced(found)
    codes, first = nt.distinct(nt.type_hashes(piece.data, found))
    types = nt.describe(piece.data, found, first)
    person, opens = _chances(model, found, types, codes)
    _repeat(found, codes, person)
    start, end, tier = _spans(model, piece.data, found, types, codes, person, opens)
    row = piece.row_of(start)
    return pa.table(
        [
            pa.array(row + first_row),
            pa.array(piece.code_points(piece.row_start[row], start)),
            pa.array(piece.code_points(start, end)),
            pa.array(np.array(TIERS, dtype=object)[tier], pa.string()),
        ],
        schema=NAMES,
    )


def _spaced(found: nt.Tokens) -> nt.Tokens:
    """Repeat the token between two cells, so that no layer sees the next cell."""
    some = np.repeat(np.arange(len(found.start)), np.where(found.kind == nt.END, _EDGE, 1))
    return nt.Tokens(found.start[some], found.end[some], found.kind[some], found.masked[some])


def places(sorted_words: nt.Hashes, words: nt.Hashes) -> Ints:
    """Return for each word its place among sorted ones, -1 where it is not."""
    if not len(sorted_words):
        return np.full(len(words), -1, dtype=np.int64)
    at = np.minimum(np.searchsorted(sorted_words, words), len(sorted_words) - 1)
    return np.where(sorted_words[at] == words, at, -1)


def _vectors(model: Weights, types: nt.Types) -> Floats:
    """Return the vector of each type, after the first layer of its own."""
    count = len(types.shape)
    bounds = np.append(types.first, len(types.groups))
    vector_at = places(model.vector_words, types.word)
    listed_at = places(model.listed_words, types.word)
    result = np.empty((count, model.inner.shape[1]), dtype=np.float32)
    bits = np.arange(len(model.lists), dtype=np.uint8)
    for low in range(0, count, _TYPES):
        high = min(low + _TYPES, count)
        rows = types.groups[bounds[low] : bounds[high]]
        sums = np.add.reduceat(
            model.groups[rows].astype(np.float32), bounds[low:high] - bounds[low], axis=0
        )
        size = np.diff(bounds[low : high + 1]).astype(np.float32)
        sums *= model.group_scale / np.sqrt(size)[:, None]
        sums += model.shapes[types.shape[low:high]]
        at = vector_at[low:high]
        known = np.flatnonzero(at >= 0)
        sums[known] += model.vectors[at[known]].astype(np.float32) * model.vector_scale
        at = listed_at[low:high]
        known = np.flatnonzero(at >= 0)
        flags = (model.listed[at[known]][:, None] >> bits) & 1
        sums[known] += flags.astype(np.float32) @ model.lists
        result[low:high] = np.maximum(sums @ model.inner + model.inner_bias, 0)
    return result


def _possible(model: Weights, types: nt.Types) -> Flags:
    """Say which types can stand in a name at all."""
    possible = types.shape >= nt.S_LOWER
    small = (types.shape == nt.S_LOWER) | (types.shape == nt.S_DEVANAGARI)
    plain = places(model.plain_words, types.word) >= 0
    return np.asarray(possible & ~(small & plain), dtype=np.bool_)


def _chances(
    model: Weights, found: nt.Tokens, types: nt.Types, codes: Codes
) -> tuple[Floats, Flags]:
    """Return for each token how likely it names a person, and whether a name begins there."""
    line = nt.line_classes(found, types.shape[codes])
    wanted = _possible(model, types)[codes]
    person = np.zeros(len(codes), dtype=np.float32)
    opens = np.zeros(len(codes), dtype=np.bool_)
    count = len(codes)
    if count <= 2 * _EDGE:
        return person, opens
    vectors = _vectors(model, types)
    steps = 2 * REACH + 1
    width = model.near.shape[1] // steps
    tables = [
        np.ascontiguousarray(vectors @ model.near[:, step * width : (step + 1) * width])
        for step in range(steps)
    ]
    for low in range(_EDGE, count - _EDGE, _BLOCK):
        high = min(low + _BLOCK, count - _EDGE)
        at = low + np.flatnonzero(wanted[low:high])
        if not len(at):
            continue
        needed = np.zeros(high - low + 2, dtype=np.bool_)
        local = at - low
        for step in range(3):
            needed[local + step] = True
        rank = np.cumsum(needed) - 1
        around = low - 1 + np.flatnonzero(needed)
        near = model.lines[line[around]]
        gathered = np.empty_like(near)
        for step, table in enumerate(tables):
            # "clip" keeps NumPy from copying through a buffer
            np.take(table, codes[around + step - REACH], axis=0, out=gathered, mode="clip")
            near += gathered
        np.maximum(near, 0, out=near)
        both = np.concatenate([near[rank[local + step]] for step in range(3)], axis=1)
        scores = np.maximum(both @ model.wide + model.wide_bias, 0) @ model.last
        scores += model.last_bias
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        person[at] = scores[:, FIRST] + scores[:, INSIDE]
        opens[at] = scores[:, FIRST] > scores[:, INSIDE]
    return person, opens


def _repeat(found: nt.Tokens, codes: Codes, person: Floats) -> None:
    """Raise what is weakly a name where the same word is surely one elsewhere in the cell."""
    weak = np.flatnonzero((person > _WEAK) & (person < _SURE))
    sure = np.flatnonzero(person >= _SURE)
    cell = np.cumsum(found.kind == nt.END)
    key = cell * (int(codes.max(initial=0)) + 1) + codes
    person[weak[np.isin(key[weak], key[sure])]] = _SURE


def _spans(
    model: Weights,
    data: nt.Bytes,
    found: nt.Tokens,
    types: nt.Types,
    codes: Codes,
    person: Floats,
    opens: Flags,
) -> tuple[Ints, Ints, Ints]:
    """Join tokens to names: byte positions and tier of each, sorted."""
    person[(places(model.title_words, types.word) >= 0)[codes]] = 0
    first = data[found.start]
    _with_prefixes(found, first, person)
    kept = np.flatnonzero(person >= IN_A_NAME)
    gap = np.diff(kept, prepend=-9)
    # one mark (or an initial's dot) may stand between two words of a name: K. Rao, D'Souza
    joined = (gap == 2) & _joining(found, first, kept, kept - 1)
    begins = np.flatnonzero(((gap > 1) | opens[kept]) & ~joined)
    ends = np.append(begins[1:], len(kept))[: len(begins)] - 1
    chance = np.add.reduceat(person[kept], begins) if len(begins) else person[:0]
    count = ends - begins + 1
    shape = types.shape[codes[kept[begins]]]
    lone = (count == 1) & ((shape == nt.S_LOWER) | (shape == nt.S_DEVANAGARI))
    enough = np.where(lone, SURE_ALONE, SURE_ENOUGH)
    tier = np.where(chance >= enough * count, LIKELY, POSSIBLE)
    return found.start[kept[begins]], found.end[kept[ends]], tier


def _with_prefixes(found: nt.Tokens, first: nt.Bytes, person: Floats) -> None:
    """Let the O' of an O'Brien and the D' of a D'Souza be as likely as what follows."""
    marks = 1 + np.flatnonzero((first[1:-1] == ord("'")) & (found.kind[1:-1] == nt.MARK))
    before, behind = marks - 1, marks + 1
    glued = (found.end[before] == found.start[marks]) & (found.end[marks] == found.start[behind])
    letter = (found.kind[before] == nt.WORD) & (found.end[before] - found.start[before] == 1)
    # not the s of a possessive, nor the t of don't
    long = found.end[behind] - found.start[behind] > 2
    some = np.flatnonzero(glued & letter & long)
    person[before[some]] = np.maximum(person[before[some]], person[behind[some]])


def _joining(found: nt.Tokens, first: nt.Bytes, kept: Ints, between: Ints) -> Flags:
    """Say which marks hold two words together: glued to both, or a dot behind an initial."""
    before = np.maximum(between - 1, 0)
    mark = (found.kind[between] == nt.MARK) | (found.kind[between] == nt.SYMBOL)
    glued = (found.start[kept] == found.end[between]) & (found.start[between] == found.end[before])
    # an initial is one or two Latin letters or up to three code points of Devanagari
    initial = (found.end[before] - found.start[before] <= 2) | (
        (found.end[before] - found.start[before] <= 9) & (first[before] >= 0xE0)
    )
    dot = (found.end[between] - found.start[between] == 1) & (first[between] == ord("."))
    return np.asarray(mark & ((glued & ~dot) | (dot & initial)), dtype=np.bool_)
