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
WEAK, SHAPE, CONTEXT, VALIDATED = range(4)


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
    code = _CODES[category] if isinstance(category, str) else category
    return Hits(
        start.astype(np.int64),
        end.astype(np.int64),
        np.broadcast_to(np.asarray(code, dtype=np.int64), n),
        np.broadcast_to(np.asarray(tier, dtype=np.int64), n),
        np.broadcast_to(np.asarray(strength, dtype=np.int64), n),
        np.full(n, masked, dtype=np.bool_),
    )


def code(category: str) -> int:
    """Return the number that stands for a category id in `Hits.category`."""
    return _CODES[category]


def none() -> Hits:
    """Return no hits."""
    empty = np.zeros(0, dtype=np.int64)
    return hits(empty, empty, empty)


def merge(parts: list[Hits]) -> Hits:
    """Put several detectors' hits together, in no particular order."""
    if not parts:
        return none()
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
    order = np.lexsort(
        (found.category, found.tier, found.start, found.start - found.end, -found.strength)
    )
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    by_start = np.lexsort((rank, found.start))
    left, rank = found.take(by_start), rank[by_start]
    kept: list[Hits] = []
    while len(left):
        reach = np.maximum.accumulate(left.end)
        opens = np.flatnonzero(np.r_[True, left.start[1:] >= reach[:-1]])
        cluster = np.cumsum(np.isin(np.arange(len(left)), opens)) - 1
        best_rank = np.minimum.reduceat(rank, opens)[cluster]
        best = np.flatnonzero(rank == best_rank)
        kept.append(left.take(best))
        # what the best of its cluster does not touch gets another round
        free = (left.end <= left.start[best][cluster]) | (left.start >= left.end[best][cluster])
        left, rank = left.take(free), rank[free]
    result = merge(kept)
    return result.take(np.argsort(result.start, kind="stable"))
