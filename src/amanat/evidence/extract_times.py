"""Times of a unit as bounds in UTC, never a guess.

A value without a zone, or in one that is only assumed, has bounds a day wide each way. Day and
month are told apart for a whole column; where nothing decides, its times are null.
"""

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from amanat.evidence.extract_cells import Cells, Codes, Ints
from amanat.evidence.extract_clock import DAY, KNOWN, SECOND, UNKNOWN, parse
from amanat.evidence.extract_tables import NO_TIME
from amanat.sources.model import Times

Small: TypeAlias = npt.NDArray[np.int8]

ZONES: Final = ("known", "assumed", "unknown")


@dataclass(slots=True)
class TimeColumn:
    """A column of times over a whole unit; order of day and month is decided at its end."""

    times: Times
    _day: list[Ints] = field(default_factory=list)
    _month: list[Ints | None] = field(default_factory=list)
    _span: list[Codes] = field(default_factory=list)
    _zone: list[Small] = field(default_factory=list)
    _over: tuple[bool, bool] = (False, False)

    def add(self, cells: Cells) -> None:
        """Read a batch."""
        parsed = parse(cells.words, self.times)
        self._over = (
            self._over[0] or parsed.numbers_over_12[0],
            self._over[1] or parsed.numbers_over_12[1],
        )
        same = bool(np.array_equal(parsed.day_first, parsed.month_first))
        self._day.append(cells.spread(parsed.day_first, NO_TIME))
        self._month.append(None if same else cells.spread(parsed.month_first, NO_TIME))
        self._span.append(
            cells.spread(((parsed.span + parsed.twice) // SECOND).astype(np.int32), 0)
        )
        self._zone.append(cells.spread(parsed.zone.astype(np.int8), UNKNOWN))

    def finish(self) -> "Decided":
        """Decide the order of day and month for all rows."""
        day_first, month_first = self._over
        parts, undecided = [], False
        for day, month in zip(self._day, self._month, strict=True):
            if month is None:
                parts.append(day)
            elif day_first != month_first:
                parts.append(day if day_first else month)
            else:
                differ = day != month
                undecided |= bool(differ.any())
                parts.append(np.where(differ, NO_TIME, day))
        self._day, self._month = [], []
        at, parts = _joined(parts, np.int64), []
        span, self._span = _joined(self._span, np.int32), []
        zone, self._zone = _joined(self._zone, np.int8), []
        return Decided(at, span, zone, undecided=undecided)


@dataclass(frozen=True, slots=True)
class Decided:
    """A column of n times: moments in microseconds of UTC, precision in seconds, zone.

    `undecided`: day and month could not be told apart, and times are missing for it.
    """

    at: Ints
    span: Codes
    zone: Small
    undecided: bool

    @property
    def told(self) -> bool:
        """Whether it holds any time."""
        return bool((self.at != NO_TIME).any())

    def of(self, rows: "Ints | slice") -> "Bounds":
        """Return the bounds of some rows."""
        return Bounds.around(self.at[rows], self.span[rows], self.zone[rows])


@dataclass(frozen=True, slots=True)
class Bounds:
    """n moments as pairs of UTC microseconds: what is judged lies in [`since`, `until`]."""

    at: Ints
    since: Ints
    until: Ints
    zone: Codes

    @classmethod
    def around(cls, at: Ints, span: Codes, zone: Small) -> "Bounds":
        """Put bounds around moments: the span where the zone is known, else a day more each way."""
        none = at == NO_TIME
        slack = np.where(zone == KNOWN, 0, DAY)
        safe = np.where(none, 0, at)
        since = np.where(none, NO_TIME, safe - slack)
        until = np.where(none, NO_TIME, safe + span.astype(np.int64) * SECOND + slack)
        return cls(at, since, until, np.where(none, UNKNOWN, zone).astype(np.int32))

    @classmethod
    def none(cls, count: int) -> "Bounds":
        """Return bounds that tell nothing."""
        at = np.full(count, NO_TIME, np.int64)
        return cls(at, at, at, np.full(count, UNKNOWN, np.int32))


def latest(columns: list[Bounds], count: int) -> Bounds:
    """Return for each of `count` rows the latest of several columns."""
    return _pick(columns, count, latest_wins=True)


def earliest(columns: list[Bounds], count: int) -> Bounds:
    """Return for each of `count` rows the earliest of several columns."""
    return _pick(columns, count, latest_wins=False)


def _pick(columns: list[Bounds], count: int, *, latest_wins: bool) -> Bounds:
    best = Bounds.none(count)
    for other in columns:
        told, first = other.at != NO_TIME, best.at == NO_TIME
        better = other.at > best.at if latest_wins else other.at < best.at
        use = told & (first | better)
        best = Bounds(
            np.where(use, other.at, best.at),
            np.where(use, other.since, best.since),
            np.where(use, other.until, best.until),
            np.where(use, other.zone, best.zone).astype(np.int32),
        )
    return best


def _joined(parts: list[Any], kind: type[np.generic]) -> Any:
    return np.concatenate(parts) if parts else np.zeros(0, kind)
