"""Read who is on which list, which apps wrote rows, and which rows are gone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.evidence.extract_cells import Batch, Cells, Flags, Ints
from amanat.evidence.extract_consents import column_of
from amanat.evidence.extract_plan import ColumnPlan, Plan
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extract_times import Bounds, Decided
from amanat.evidence.extract_titles import bare_id, label_of, product_in, product_named, undated
from amanat.evidence.keys import Keys
from amanat.evidence.seal import Seal
from amanat.sources.fold import fold
from amanat.sources.model import Head, ListRule

_YES: Final = frozenset(
    str.split("1 true yes y t deleted trash trashed purged cleared tombstone message_deleted")
)


@dataclass(slots=True)
class Memberships:
    """Collects `lists` and `memberships` of one unit."""

    head: Head
    rule: ListRule
    keys: Keys
    _titles: dict[str, tuple[str | None, str | None, bool | None]] = field(default_factory=dict)
    _parts: list[tuple[Ints, pa.Array, pa.Array | None]] = field(default_factory=list)

    @property
    def time_columns(self) -> set[int]:
        """Ordinals of the columns that tell since when."""
        since = column_of(self.head, self.rule.since_column)
        return set() if since is None else {since}

    def add(self, batch: Batch, base: int) -> None:
        """Read a batch."""
        if self.rule.list_column is None:
            # A table that lacks the column by which people are on a list is no list.
            if self.rule.named_by_unit or self._active_at is not None:
                rows = np.arange(batch.count, dtype=np.int64)
                self._keep(batch, rows, pa.repeat(self._whole(), batch.count), base)
            return
        at = column_of(self.head, self.rule.list_column)
        if at is None:
            return
        cells = batch[at]
        title_at = column_of(self.head, self.rule.title_column)
        titles = None if title_at is None else batch[title_at]
        firsts = _first_rows(cells)
        names = [
            [part.strip() for part in (word or "").split(";")] for word in cells.words.to_pylist()
        ]
        for part in range(max((len(each) for each in names), default=0)):
            chosen = [each[part] if part < len(each) and each[part] else None for each in names]
            has = cells.spread(
                np.array([name is not None for name in chosen], dtype=bool), none=False
            )
            rows = np.flatnonzero(has)
            if not len(rows):
                continue
            keys = [
                name and self._named(name, titles, batch, int(first))
                for name, first in zip(chosen, firsts, strict=True)
            ]
            of_row = pa.array(keys, pa.string()).take(pa.array(cells.codes[rows]))
            self._keep(batch, rows, of_row, base)

    def finish(self, tables: Tables, times: dict[int, Decided], seal: Seal) -> None:
        """Write `lists` and `memberships`; rows that are about nobody only name lists."""
        since = column_of(self.head, self.rule.since_column)
        for rows, keys, active in self._parts if self.head.layout.people is not None else ():
            bounds = Bounds.none(len(rows)) if since is None else times[since].of(rows)
            values = {"row_ordinal": rows, "list_key": keys, "active": active}
            tables.add(
                "memberships",
                len(rows),
                {**values, "since_from": bounds.since, "since_to": bounds.until},
            )
        listed = sorted(self._titles.items())
        tables.add(
            "lists",
            len(listed),
            {
                "list_key": [key for key, _ in listed],
                "title": [title and seal.seal(title) for _, (title, _, _) in listed],
                "slug": [label for _, (_, label, _) in listed],
                "active": [active for _, (_, _, active) in listed],
                "channel": self.rule.channel,
                "mark": self.rule.mark,
            },
        )

    @property
    def _active_at(self) -> int | None:
        return column_of(self.head, self.rule.active_column)

    def _keep(self, batch: Batch, rows: Ints, keys: pa.Array, base: int) -> None:
        active: pa.Array | None = None
        if self._active_at is not None and self.rule.active_values:
            cells = batch[self._active_at]
            said = pa.array([self._is_active(word) for word in cells.words.to_pylist()], pa.bool_())
            codes = cells.codes[rows]
            active = said.take(pa.array(codes, mask=codes < 0))
        self._parts.append((rows + base, keys, active))

    def _is_active(self, word: str | None) -> bool:
        if word is None:
            return False
        known = self.rule.active_values
        return "*" in known or fold(word) in known or word.strip().casefold() in known

    def _whole(self) -> str:
        title = undated(self.head.title) if self.rule.named_by_unit else ""
        title = title or self.head.layout.object
        return self._note(title, title, None)

    def _named(self, name: str, titles: Cells | None, batch: Batch, row: int) -> str:
        # Where titles have a column of their own, the list's name in the row is only its id.
        title = name if self.rule.title_column is None else None
        if titles is not None and titles.codes[row] >= 0:
            title = str(titles.words[int(titles.codes[row])].as_py())
        active: bool | None = None
        if self.head.layout.people is None and self._active_at is not None:
            cells = batch[self._active_at]
            code = int(cells.codes[row])
            active = None if code < 0 else self._is_active(cells.words[code].as_py())
        return self._note(name, title, active)

    def _note(self, name: str, title: str | None, active: bool | None) -> str:  # noqa: FBT001
        product = self.head.layout.product or ""
        text = product + chr(0) + bare_id(product, name)
        key = f"l-{self.keys.opaque(text, 'title')}"
        if self._titles.get(key, (None,))[0] is None:
            label = None if title is None else label_of(title, self.keys)
            self._titles[key] = (title, label, active)
        return key


@dataclass(slots=True)
class Integrations:
    """Collects `integrations`: apps that wrote rows."""

    columns: list[ColumnPlan]
    keys: Keys
    _parts: list[tuple[Ints, pa.Array, pa.Array, str]] = field(default_factory=list)

    def add(self, batch: Batch, base: int) -> None:
        """Read a batch."""
        for column in self.columns:
            cells = batch[column.ordinal]
            if not len(cells.words):
                continue
            told = [self._app(word, column.folded) for word in cells.words.to_pylist()]
            rows = np.flatnonzero(cells.filled)
            codes = pa.array(cells.codes[rows])
            apps = pa.array([app for app, _ in told], pa.string()).take(codes)
            products = pa.array([product for _, product in told], pa.string()).take(codes)
            self._parts.append((rows + base, apps, products, column.mark))

    def finish(self, tables: Tables, when: Callable[[Ints], Bounds]) -> None:
        """Write `integrations`; `when` tells when some rows were written."""
        parts, self._parts = self._parts[::-1], []
        while parts:
            rows, apps, products, mark = parts.pop()
            bounds = when(rows)
            tables.add(
                "integrations",
                len(rows),
                {
                    "row_ordinal": rows,
                    "app": apps,
                    "product": products,
                    "seen_from": bounds.since,
                    "seen_to": bounds.until,
                    "mark": mark,
                },
            )

    def _app(self, word: str | None, header: str) -> tuple[str | None, str | None]:
        if word is None:
            return None, None
        product = product_named(word) or product_in(word) or product_in(header.replace("_", " "))
        return product or label_of(word, self.keys), product


def _first_rows(cells: Cells) -> Ints:
    """Return for each distinct cell the first row that holds it."""
    rows = np.flatnonzero(cells.filled)[::-1]
    first = np.zeros(len(cells.words), dtype=np.int64)
    first[cells.codes[rows]] = rows
    return first


def gone(plan: Plan, batch: Batch) -> tuple[Flags, Flags, Flags] | None:
    """Say which rows of a batch are marked as deleted, and which were merged into others.

    The third flags: a column that says so is known better than from memory. None: the unit has no
    such column.
    """
    deleted, merged = plan.of("deleted"), plan.of("merged")
    if not deleted and not merged:
        return None
    count = batch.count
    flags = [np.zeros(count, bool) for _ in range(3)]
    for column in deleted:
        cells = batch[column.ordinal]
        said = [
            word is not None and word.strip().casefold() in _YES for word in cells.words.to_pylist()
        ]
        marked = cells.spread(np.array(said, dtype=bool), none=False).astype(bool)
        flags[0] |= marked
        flags[2] |= marked & (column.mark != "M")
    for column in merged:
        marked = batch[column.ordinal].filled
        flags[1] |= marked
        flags[2] |= marked & (column.mark != "M")
    return flags[0], flags[1], flags[2]
