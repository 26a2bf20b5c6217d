"""One row for each record: ids, times, state, and whether it holds text."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.evidence.extract_cells import Batch, Flags, Ints
from amanat.evidence.extract_ids import Identities
from amanat.evidence.extract_lists import gone
from amanat.evidence.extract_plan import TIMES, Plan
from amanat.evidence.extract_tables import NO_TIME, Tables
from amanat.evidence.extract_times import ZONES, Bounds, Decided, TimeColumn, earliest, latest
from amanat.sources.model import Head

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_RULING: Final = ("sent_at", "created_at", "seen_at")
_STATES: Final = ("active", "deleted", "archived")
#: A record may be dated a little after its file: clocks and zones differ.
_LATER: Final = timedelta(days=2)


@dataclass(slots=True)
class Rows:
    """Collects `rows` and `deletions` of one unit; times are decided at its end."""

    head: Head
    plan: Plan
    identities: Identities
    times: dict[int, TimeColumn]
    judged: frozenset[int]
    count: int = 0
    _parts: list[dict[str, object]] = field(default_factory=list)
    _sizes: list[int] = field(default_factory=list)
    _deleted: list[Flags] = field(default_factory=list)

    @classmethod
    def of(cls, head: Head, plan: Plan, identities: Identities, more_times: set[int]) -> "Rows":
        """Prepare for one unit; `more_times` are columns of times that consents and lists name."""
        ordinals = {column.ordinal for column in plan.of(*TIMES)} | more_times
        columns = {ordinal: TimeColumn(head.layout.times) for ordinal in sorted(ordinals)}
        judged = {column.ordinal for column in plan.of(*_RULING)} | more_times
        return cls(head, plan, identities, columns, frozenset(judged))

    def add(self, tables: Tables, batch: Batch, has_text: Flags) -> None:
        """Read a batch."""
        size = len(has_text)
        for ordinal, column in self.times.items():
            column.add(batch[ordinal])
        part: dict[str, object] = {
            "row_ordinal": np.arange(self.count, self.count + size, dtype=np.int64),
            "record": self.identities.record(batch),
            "account": self.identities.account(batch),
            "name": self.identities.names(batch),
            "has_text": pa.array(has_text),
            "state": "active",
        }
        marked = gone(self.plan, batch)
        if marked is not None:
            deleted, merged, seen = marked
            state = np.where(deleted, 1, np.where(merged, 2, 0)).astype(np.int32)
            part["state"] = pa.array(_STATES).take(pa.array(state))
            for how, flags in (("flag", deleted), ("merged", merged & ~deleted)):
                rows = np.flatnonzero(flags)
                mark = pa.array(["M", "C"]).take(pa.array(seen[rows].astype(np.int32)))
                said = {"row_ordinal": rows + self.count, "how": how, "mark": mark}
                tables.add("deletions", len(rows), said)
        self._parts.append(part)
        self._sizes.append(size)
        self.count += size

    def finish(self, tables: Tables) -> "Moments":
        """Write `rows`; return the moments of all of them."""
        columns = {ordinal: column.finish() for ordinal, column in self.times.items()}
        of = {role: [columns[c.ordinal] for c in self.plan.of(role)] for role in sorted(TIMES)}
        # One zone is told for a row: that of its most telling time, the same for the whole unit.
        ruling = next(
            (role for role in _RULING if any(column.told for column in of[role])), _RULING[0]
        )
        newest, begin = NO_TIME, 0
        limit = int((_utc(self.head.found.modified_at) + _LATER).timestamp() * 1_000_000)
        parts, self._parts = self._parts[::-1], []
        for size in self._sizes:
            part = parts.pop()
            here = slice(begin, begin + size)
            bounds = {
                role: (earliest if role == "created_at" else latest)(
                    [column.of(here) for column in found], size
                )
                for role, found in of.items()
                if found
            }
            newest = max([newest, *(_newest(each, limit) for each in bounds.values())])
            tables.add("rows", size, {**part, **_times(bounds, ruling)})
            begin += size
        if tables.table("deletions").num_rows:
            tables.put("deletions", tables.table("deletions").sort_by("row_ordinal"))
        return Moments(
            columns,
            tuple(of["created_at"] + of["updated_at"]),
            None if newest == NO_TIME else _EPOCH + timedelta(microseconds=newest),
            undecided=any(columns[ordinal].undecided for ordinal in sorted(self.judged)),
        )


@dataclass(frozen=True, slots=True)
class Moments:
    """The times of a unit: by column, when rows were written, and the newest moment of all.

    `undecided`: day and month of a column that is judged or shown could not be told apart; when a
    row was changed last is neither.
    """

    columns: dict[int, Decided]
    written: tuple[Decided, ...]
    newest: datetime | None
    undecided: bool

    def written_at(self, rows: Ints) -> Bounds:
        """Return when some rows were made or changed last."""
        return latest([column.of(rows) for column in self.written], len(rows))


def _times(bounds: dict[str, Bounds], ruling: str) -> dict[str, object]:
    zone: object = "unknown"
    if ruling in bounds:
        zone = pa.array(ZONES).take(pa.array(bounds[ruling].zone))
    created, seen, sent = (bounds.get(role) for role in ("created_at", "seen_at", "sent_at"))
    return {
        "created_at": created and created.at,
        "seen_at": seen and seen.at,
        "sent_from": sent and sent.since,
        "sent_to": sent and sent.until,
        "zone": zone,
    }


def _newest(bounds: Bounds, limit: int) -> int:
    # Due dates lie in the future: nothing newer than the file tells when it was made.
    told = bounds.at[(bounds.at != NO_TIME) & (bounds.at <= limit)]
    return int(told.max()) if len(told) else NO_TIME


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
