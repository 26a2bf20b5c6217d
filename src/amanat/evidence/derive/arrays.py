"""Fingerprints and groups as plain NumPy arrays: small, quick, in one order whatever came first."""

from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints: TypeAlias = npt.NDArray[np.int64]
Codes: TypeAlias = npt.NDArray[np.int32]
Keys: TypeAlias = npt.NDArray[np.uint64]
Number = TypeVar("Number", bound=np.generic)
Flags: TypeAlias = npt.NDArray[np.bool_]


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
    found = pc.index_in(values, value_set=pa.array(among, pa.string()))
    return np.asarray(pc.fill_null(found, -1).to_numpy(zero_copy_only=False), dtype=np.int32)


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


def distinct_per(group: npt.NDArray[Any], value: npt.NDArray[Any], groups: int) -> Ints:
    """Count distinct values in each group.

    Args:
        group: n group numbers from 0 to `groups` - 1.
        value: n numbers of any 64-bit type.
        groups: how many groups there are.
    """
    order = np.lexsort((value, group))
    group, value = group[order], value[order]
    first = np.ones(len(group), dtype=bool)
    first[1:] = (group[1:] != group[:-1]) | (value[1:] != value[:-1])
    return np.bincount(group[first], minlength=groups).astype(np.int64)


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return the distinct numbers in ascending order; NumPy's own way takes four times as long."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


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


def encoded(chunks: Sequence[pa.Array]) -> tuple[pa.Array, list[Codes]]:
    """Number fingerprints over many arrays.

    Args:
        chunks: arrays of `binary(16)` without nulls.

    Returns:
        All distinct values in ascending order, and for each array the place of each of its values.
    """
    local = [chunk.dictionary_encode() for chunk in chunks]
    if not local:
        return pa.array([], pa.binary(16)), []
    together = pa.concat_arrays([each.dictionary for each in local]).dictionary_encode()
    order = ascending(together.dictionary)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    codes, start = [], 0
    places = np.asarray(together.indices.to_numpy(zero_copy_only=False))
    for each in local:
        part = rank[places[start : start + len(each.dictionary)]]
        start += len(each.dictionary)
        codes.append(part[np.asarray(each.indices.to_numpy(zero_copy_only=False))])
    return together.dictionary.take(pa.array(order)), codes


def ascending(values: pa.Array) -> Ints:
    """Return the order that sorts fixed-size binaries of 16 bytes."""
    pair = words(values)
    return np.lexsort((pair[:, 1], pair[:, 0])).astype(np.int64)
