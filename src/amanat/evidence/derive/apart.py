"""Record ids of a second account of a product: the same number is another person there."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import numpy as np
import pyarrow as pa

from amanat.evidence.derive.arrays import (
    Flags,
    Ints,
    Keys,
    ascending,
    distinct,
    keys,
    one,
    words,
)
from amanat.evidence.derive.loaded import CUSTOMER_ID, Identifiers, Loaded


def tell_apart(loaded: Loaded, of: Sequence[str | None]) -> Loaded:
    """Give record ids in units of a second account (`hubspot~2`) fingerprints of their own.

    Args:
        loaded: all units.
        of: the system of each unit.
    """
    second = sorted({system for system in of if system is not None and "~" in system})
    if not second:
        return loaded
    ids = loaded.ids
    first = keys(ids.vocabulary)[0]
    code = ids.code.astype(np.int64)
    vocabulary = [ids.vocabulary]
    size = len(first)
    for system in second:
        units = [index for index, each in enumerate(of) if each == system]
        records = _are_records(loaded, units[0], first)
        chosen = np.zeros(len(ids.code), dtype=bool)
        for index in units:
            chosen[ids.of(index)] = True
        chosen &= (ids.kind == CUSTOMER_ID) & records[ids.code]
        old = distinct(ids.code[chosen])
        code[chosen] = size + np.searchsorted(old, ids.code[chosen])
        vocabulary.append(marked(ids.vocabulary.take(pa.array(old)), system))
        size += len(old)
    return replace(loaded, ids=_used(ids, pa.concat_arrays(vocabulary), code))


def marked(fingerprints: pa.Array, system: str) -> pa.Array:
    """Return other fingerprints for the same records in another account; none is null."""
    mark = np.frombuffer(blake2b(system.encode(), digest_size=16).digest(), dtype=">u8")
    other = (words(fingerprints) ^ mark.astype(np.uint64)).astype(">u8").tobytes()
    return pa.Array.from_buffers(pa.binary(16), len(fingerprints), [None, pa.py_buffer(other)])


def _are_records(loaded: Loaded, index: int, first: Keys) -> Flags:
    """Tell which identifiers are ids of the product's records: our own ids mean one person."""
    product = loaded.units[index].product
    records = [
        loaded.scans[other].record
        for other, unit in enumerate(loaded.units)
        if unit.product == product
    ]
    told: Flags = np.isin(first, distinct(np.concatenate(records)))
    return told


def _used(ids: Identifiers, vocabulary: pa.Array, code: Ints) -> Identifiers:
    # What nothing names any more would be a person whom nobody knows.
    used, place = np.unique(code, return_inverse=True)
    kept = one(vocabulary.take(pa.array(used)))
    order = ascending(kept)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return replace(ids, vocabulary=kept.take(pa.array(order)), code=rank[place])
