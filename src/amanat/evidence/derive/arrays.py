"""Fingerprints and groups as plain NumPy arrays: small, quick, in one order whatever came first."""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.int32]
Keys: TypeAlias = npt.NDArray[np.uint64]
Number = TypeVar("Number", bound=np.generic)
Flags: TypeAlias = npt.NDArray[np.bool_]
Small: TypeAlias = npt.NDArray[np.int8]
#: Fingerprints of 16 bytes as two big-endian words each: shape (n, 2).
Pairs: TypeAlias = npt.NDArray[np.uint64]

#: So many numbers are sorted at a time: sorting needs several times the memory of its input.
_PIECE: Final = 4_000_000
#: Among so many times fewer codes sorting is quicker than looking at all that there could be.
_SPARSE: Final = 16


def one(values: pa.ChunkedArray | pa.Array) -> pa.Array:
    """Return the values as one contiguous array."""
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if isinstance(values, pa.ChunkedArray):
        values = pa.concat_arrays(values.chunks) if values.num_chunks else values.chunk(0)
    return values


def words(values: pa.ChunkedArray | pa.Array, width: int = 16) -> npt.NDArray[np.uint64]:
    """Return fixed-size binaries as big-endian words, shape (n, width / 8); nulls hold anything."""
    array = one(values)
    if len(array) == 0:
        return np.zeros((0, width // 8), dtype=np.uint64)
    buffer = np.frombuffer(array.buffers()[1], dtype=np.uint8)
    start = array.offset * width
    raw = buffer[start : start + len(array) * width]
    return raw.view(">u8").astype(np.uint64).reshape(-1, width // 8)


def keys(values: pa.ChunkedArray | pa.Array, width: int = 16) -> tuple[Keys, Flags]:
    """Return the first 8 bytes of each binary as a number, and which are not null.

    Good for counting overlaps: two of ten million keyed hashes share their first 8 bytes with
    probability 3e-6, and a per-mille share does not feel it.
    """
    array = one(values)
    told = np.asarray(pc.is_valid(array).to_numpy(zero_copy_only=False), dtype=bool)
    numbers = words(array, width)[:, 0]
    return np.where(told, numbers, 0).astype(np.uint64), told


def ints(values: pa.ChunkedArray | pa.Array, none: int = -1) -> Ints:
    """Return integers; null becomes `none`."""
    return np.asarray(pc.fill_null(values, none).to_numpy(), dtype=np.int64)


def flags(values: pa.ChunkedArray | pa.Array, *, none: bool = False) -> Flags:
    """Return booleans; null becomes `none`."""
    filled = pc.fill_null(values, none)
    return np.asarray(one(filled).to_numpy(zero_copy_only=False), dtype=bool)


def coded(values: pa.ChunkedArray | pa.Array, among: Sequence[str]) -> Codes:
    """Return the place of each string in `among`; -1 where it is null or not there."""
    if pa.types.is_dictionary(values.type):
        chunks = values.chunks if isinstance(values, pa.ChunkedArray) else [values]
        parts = [_coded_words(chunk, among) for chunk in chunks]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int32)
    found = pc.index_in(values, value_set=pa.array(among, pa.string()))
    return np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), dtype=np.int32)


def _coded_words(values: pa.DictionaryArray, among: Sequence[str]) -> Codes:
    # The place behind the last word stands for null.
    places = np.append(coded(values.dictionary, among), np.int32(-1))
    indices = pc.fill_null(values.indices, len(values.dictionary))
    return np.asarray(places[indices.to_numpy(zero_copy_only=False)], dtype=np.int32)


def taken(dictionary: pa.Array, codes: npt.NDArray[Any]) -> pa.Array:
    """Return `dictionary[code]` for each code; a negative code gives null."""
    return dictionary.take(pa.array(codes, mask=codes < 0))


def mixed(values: npt.NDArray[Any]) -> Keys:
    """Spread 64-bit numbers so that sums of them tell sets apart (the finaliser of splitmix64)."""
    with np.errstate(over="ignore"):
        out = values.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        out = (out ^ (out >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        out = (out ^ (out >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(out ^ (out >> np.uint64(31)))


def distinct_per(
    group: npt.NDArray[Any], value: npt.NDArray[Any], groups: int, *, piece: int = _PIECE
) -> Ints:
    """Count distinct values in each group.

    Args:
        group: n group numbers from 0 to `groups` - 1.
        value: n numbers of any 64-bit type.
        groups: how many groups there are.
        piece: about so many are sorted at a time; it changes no result.
    """
    counts = np.zeros(groups, dtype=np.int64)
    pieces = -(-len(group) // piece)
    step = max(-(-groups // max(pieces, 1)), 1)
    for begin in range(0, groups if pieces else 0, step):
        chosen = (group >= begin) & (group < begin + step) if pieces > 1 else slice(None)
        here, values = group[chosen].astype(np.int64) - begin, value[chosen]
        # Two sorts of plain numbers are quicker than one of pairs.
        order = np.argsort(values)
        rank = np.zeros(len(order), dtype=np.int64)
        rank[1:] = np.cumsum(values[order][1:] != values[order][:-1])
        many = int(rank[-1]) + 1 if len(rank) else 1
        pairs = distinct(here[order] * many + rank)
        end = min(begin + step, groups)
        counts[begin:end] = np.bincount(pairs // many, minlength=end - begin)
    return counts


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return the distinct numbers in ascending order; NumPy's own way takes four times as long."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def distinct_codes(codes: npt.NDArray[Any], size: int) -> Codes:
    """Return the distinct codes from 0 to `size` - 1 in ascending order, without negative ones."""
    codes = codes[codes >= 0]
    if len(codes) < size // _SPARSE:
        return distinct(codes).astype(np.int32)
    seen = np.zeros(size, dtype=bool)
    seen[codes] = True
    return np.flatnonzero(seen).astype(np.int32)


def count_distinct(parts: Sequence[Keys], *, piece: int = _PIECE) -> int:
    """Count the distinct numbers but 0 over several arrays of hashes, a share of them at a time."""
    shares = -(-sum(map(len, parts)) // piece)
    bits = max(shares - 1, 0).bit_length()
    found = 0
    for share in range(1 << bits if parts else 0):
        chosen = [part[part >> np.uint64(64 - bits) == share] if bits else part for part in parts]
        together = distinct(np.concatenate(chosen))
        found += int((together != 0).sum())
    return found


def shared(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> int:
    """Count what two sorted arrays without repeats have in common."""
    small, large = sorted((left, right), key=len)
    return int(_stands(small, large).sum())


def united(left: npt.NDArray[Number], right: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return all of two sorted arrays without repeats; a small one is put in without sorting."""
    small, large = sorted((left, right), key=len)
    new = small[~_stands(small, large)]
    return np.insert(large, np.searchsorted(large, new), new)


def _stands(small: npt.NDArray[Any], large: npt.NDArray[Any]) -> Flags:
    if not len(large):
        return np.zeros(len(small), dtype=bool)
    place = np.minimum(np.searchsorted(large, small), len(large) - 1)
    return np.asarray(large[place] == small, dtype=bool)


def per_mille(part: int, whole: int) -> int:
    """Return part of whole in per mille, rounded down; 0 of nothing is 0."""
    return part * 1000 // whole if whole else 0


def together(vocabularies: list[Pairs], *, piece: int = _PIECE) -> tuple[pa.Array, list[Codes]]:
    """Number fingerprints over many vocabularies; takes them away while it goes.

    Args:
        vocabularies: fingerprints as `words` gives them, each vocabulary without repeats.
        piece: about so many are sorted at a time; it changes no result.

    Returns:
        All distinct fingerprints in ascending order as `binary(16)`, and for each vocabulary the
        place of each of its values.
    """
    sizes = [len(each) for each in vocabularies]
    bits = max(-(-sum(sizes) // piece) - 1, 0).bit_length()
    places = [np.empty(size, dtype=np.int32) for size in sizes]
    distinct_pairs = [np.zeros((0, 2), dtype=np.uint64)]
    count = 0
    for share in range(1 << bits):
        # Those that begin alike are sorted apart from the others: less memory, same order.
        chosen = [_share_of(each, share, bits) for each in vocabularies]
        pairs = np.concatenate(
            [each[at] for each, at in zip(vocabularies, chosen, strict=True)] or distinct_pairs
        )
        order = _ascending(pairs)
        ordered = pairs[order]
        new = np.ones(len(order), dtype=bool)
        new[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
        rank = np.empty(len(order), dtype=np.int32)
        rank[order] = np.cumsum(new) - 1 + count
        begin = 0
        for place, at in zip(places, chosen, strict=True):
            end = begin + (len(place) if isinstance(at, slice) else len(at))
            place[at] = rank[begin:end]
            begin = end
        distinct_pairs.append(ordered[new])
        count += len(distinct_pairs[-1])
    vocabularies.clear()
    raw = np.concatenate(distinct_pairs).astype(">u8").tobytes()
    return pa.Array.from_buffers(pa.binary(16), count, [None, pa.py_buffer(raw)]), places


def _share_of(pairs: Pairs, share: int, bits: int) -> Ints | slice:
    if not bits:
        return slice(None)
    return np.flatnonzero(pairs[:, 0] >> np.uint64(64 - bits) == share)


def ascending(values: pa.Array) -> Ints:
    """Return the order that sorts fixed-size binaries of 16 bytes."""
    return _ascending(words(values))


def _ascending(pair: npt.NDArray[np.uint64]) -> Ints:
    order = np.argsort(pair[:, 0])
    first, second = pair[order, 0], pair[order, 1]
    # Of hashes hardly two begin alike and are not the same.
    if ((first[1:] == first[:-1]) & (second[1:] < second[:-1])).any():
        order = np.lexsort((pair[:, 1], pair[:, 0]))
    return order.astype(np.int64)
