"""Chance that is a pure function of seed, label and index: no stream that one fault could shift.

A hash (SplitMix64) instead of a library's generator: the same bytes whatever the versions, any
row without the rows before it, and a fault that is left out moves nothing else.
"""

from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_STEP: Final = 0x9E3779B97F4A7C15
_MIX: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_MASK: Final = (1 << 64) - 1


class Dice:
    """One labelled source of chance: each index has its own throw."""

    def __init__(self, seed: int, label: str) -> None:
        digest = blake2b(f"{seed}/{label}".encode(), digest_size=8).digest()
        self._base = int.from_bytes(digest, "big")

    def throws(self, index: Ints, below: int) -> Ints:
        """Return n numbers from 0 up to `below`, one for each index."""
        z = np.asarray(index).astype(np.uint64)
        z = (z + np.uint64(1)) * np.uint64(_STEP) + np.uint64(self._base)
        for shift, factor in _MIX:
            z = (z ^ (z >> np.uint64(shift))) * np.uint64(factor)
        z ^= z >> np.uint64(31)
        return (z % np.uint64(below)).astype(np.int64)

    def throw(self, index: int, below: int) -> int:
        """Return the same number as `throws` for a single index."""
        z = ((index + 1) * _STEP + self._base) & _MASK
        for shift, factor in _MIX:
            z = ((z ^ (z >> shift)) * factor) & _MASK
        return (z ^ (z >> 31)) % below

    def distinct(self, count: int, below: int, start: int = 0) -> list[int]:
        """Return `count` different numbers from 0 up to `below`, in the order thrown."""
        if count > below:
            raise ValueError(f"wanted {count} different numbers below {below}")
        taken: dict[int, None] = {}
        turn = start
        while len(taken) < count:
            taken.setdefault(self.throw(turn, below))
            turn += 1
        return list(taken)
