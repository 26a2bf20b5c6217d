"""What detectors find in a piece: spans with a category, a tier and how well they are founded."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from amanat.terms.categories import CATEGORIES
from amanat.terms.words import TIERS

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

CATEGORY_IDS: Final = tuple(CATEGORIES)
_CODES: Final = {name: code for code, name in enumerate(CATEGORY_IDS)}

CONFIRMED, LIKELY, POSSIBLE = range(len(TIERS))
#: How a hit is founded; of two that overlap, the better founded one stays, then the longer one.
#: A web address carries other things: whatever is found in it goes before.
CARRIER, WEAK, SHAPE, CONTEXT, VALIDATED = range(5)


@dataclass(frozen=True, slots=True)
class Hits:
    """n spans in a piece: byte positions [start, end), codes of category and tier."""

    start: Ints
    end: Ints
    category: Ints
    tier: Ints
    strength: Ints
    masked: Flags

    def __len__(self) -> int:
        return len(self.start)

    def take(self, which: Ints | Flags) -> "Hits":
        """Return the hits chosen by index or by flag."""
        return Hits(
            self.start[which],
            self.end[which],
            self.category[which],
            self.tier[which],
            self.strength[which],
            self.masked[which],
        )


_EMPTY: Final = np.zeros(0, dtype=np.int64)
_NONE: Final = Hits(_EMPTY, _EMPTY, _EMPTY, _EMPTY, _EMPTY, np.zeros(0, dtype=np.bool_))


def hits(
    start: Ints,
    end: Ints,
    category: str | Ints,
    tier: int | Ints = CONFIRMED,
    strength: int | Ints = SHAPE,
    *,
    masked: bool = False,
) -> Hits:
    """Build hits; a scalar holds for all of them.

    Raises:
        KeyError: `category` is no id of `terms.categories`.
    """
    n = len(start)
    if not n:
        return _NONE
    code = _CODES[category] if isinstance(category, str) else category
    return Hits(
        start.astype(np.int64),
        end.astype(np.int64),
        np.broadcast_to(np.asarray(code, dtype=np.int64), n),
        np.broadcast_to(np.asarray(tier, dtype=np.int64), n),
        np.broadcast_to(np.asarray(strength, dtype=np.int64), n),
        np.full(n, masked, dtype=np.bool_),
    )


def pick(which: Ints | Flags, *arrays: Ints) -> tuple[Ints, ...]:
    """Return the elements of several arrays chosen by index or by flag."""
    return tuple(array[which] for array in arrays)


def code(category: str) -> int:
    """Return the number that stands for a category id in `Hits.category`."""
    return _CODES[category]


def none() -> Hits:
    """Return no hits."""
    return _NONE


def merge(parts: list[Hits]) -> Hits:
    """Put several detectors' hits together, in no particular order."""
    parts = [part for part in parts if len(part)]
    if not parts:
        return _NONE
    if len(parts) == 1:
        return parts[0]
    return Hits(
        np.concatenate([part.start for part in parts]),
        np.concatenate([part.end for part in parts]),
        np.concatenate([part.category for part in parts]),
        np.concatenate([part.tier for part in parts]),
        np.concatenate([part.strength for part in parts]),
        np.concatenate([part.masked for part in parts]),
    )


def without_overlaps(found: Hits) -> Hits:
    """Keep of overlapping hits the best founded one, then the longest, then the first.

    The order is total, so that the result does not depend on the order of detectors. Returned
    hits are sorted by start.
    """
    # hits come sorted from each detector: a stable sort only merges them
    left = found.take(np.argsort(found.start, kind="stable"))
    if len(left) < 2:
        return left
    reach = np.maximum.accumulate(left.end)
    opens = np.append(True, left.start[1:] >= reach[:-1])
    single = opens & np.append(opens[1:], True)
    kept = [left.take(single)]
    left = left.take(~single)
    while len(left):
        rank = _ranks(left)
        reach = np.maximum.accumulate(left.end)
        first = np.append(True, left.start[1:] >= reach[:-1])
        cluster = np.cumsum(first) - 1
        best_rank = np.minimum.reduceat(rank, np.flatnonzero(first))[cluster]
        best = np.flatnonzero(rank == best_rank)
        kept.append(left.take(best))
        # what the best of its cluster does not touch gets another round
        left = left.take(
            (left.end <= left.start[best][cluster]) | (left.start >= left.end[best][cluster])
        )
    result = merge(kept)
    return result.take(np.argsort(result.start, kind="stable"))


def _ranks(found: Hits) -> Ints:
    order = np.lexsort(
        (found.category, found.tier, found.start, found.start - found.end, -found.strength)
    )
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank
