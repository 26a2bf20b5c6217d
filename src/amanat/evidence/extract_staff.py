"""Read lists of our own people: employee ids, leaving days, whether an account is open."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from unicodedata import normalize

import numpy as np
import pyarrow as pa

from amanat.evidence.extract_cells import Batch, Cells, Flags, Ints
from amanat.evidence.extract_colleagues import Colleagues
from amanat.evidence.extract_plan import Plan
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extract_times import Bounds, Decided, latest
from amanat.evidence.keys import Keys
from amanat.sources.fold import fold

_NOT_WORD: Final = re.compile(r"[\W_]+")
#: What stands where nobody has an id, or no day to leave.
_NOTHING: Final = frozenset(
    str.split("""
    na n_a nil none null no not_applicable active working serving present current till_date
    to_be_confirmed tbc tbd 0""")
)
_GONE: Final = frozenset(
    str.split("""
    left exited exit inactive resigned relieved separated terminated retired absconded absconding
    ex_employee ex former deceased""")
)
_CLOSED: Final = frozenset(str.split("false 0 no n inactive disabled deactivated suspended"))
_OPEN: Final = frozenset(str.split("true 1 yes y active enabled"))


def employee_hash(ids: Sequence[str], keys: Keys) -> list[bytes | None]:
    """Return keyed hashes of employee ids, as HR lists, tools and the register spell them.

    "EMP 1007", "emp-1007" and "Emp/1007" are one. None where a text is no id.
    """
    folded = [_employee(each) for each in ids]
    return [None if each is None else keys.hash_text(each, "employee") for each in folded]


def _employee(text: str) -> str | None:
    plain = _NOT_WORD.sub("-", normalize("NFKC", text).casefold()).strip("-")
    return None if not plain or plain.replace("-", "_") in _NOTHING else plain


@dataclass(slots=True)
class StaffList:
    """Collects `staff` of one unit whose rows are our own people."""

    plan: Plan
    keys: Keys
    is_one: bool
    colleagues: Colleagues
    _parts: list[tuple[Ints, pa.Array, Flags, pa.Array]] = field(default_factory=list)

    @property
    def time_columns(self) -> set[int]:
        """Ordinals of the columns that tell when somebody left."""
        return {column.ordinal for column in self.plan.of("left_at")} if self.is_one else set()

    def add(self, batch: Batch, base: int) -> None:
        """Read a batch."""
        if not self.is_one:
            return
        rows = np.arange(base, base + batch.count, dtype=np.int64)
        left: Flags = np.zeros(batch.count, dtype=bool)
        for column in self.plan.of("left_at"):
            left |= _said(batch[column.ordinal], lambda word: word not in _NOTHING)
        for column in self.plan.of("employed"):
            left |= _said(batch[column.ordinal], _GONE.__contains__)
        open_ = _open(self.plan, batch)
        columns = self.plan.of("employee_id")
        for column in columns:
            cells = batch[column.ordinal]
            words = cells.words.to_pylist()
            ids = pa.array(employee_hash(words, self.keys), pa.binary(16))
            folded = pa.array([_employee(word) for word in words], pa.large_string())
            self.colleagues.add(folded, ids, "employee")
            employee = ids.take(pa.array(cells.codes, mask=cells.codes < 0))
            self._parts.append((rows, employee, left, open_))
        if not columns:
            self._parts.append((rows, pa.nulls(batch.count, pa.binary(16)), left, open_))

    def finish(self, tables: Tables, times: dict[int, Decided]) -> None:
        """Write `staff`, one row for each record and each of its employee ids."""
        for rows, employee, left, open_ in self._parts:
            found = [times[ordinal].of(rows) for ordinal in sorted(self.time_columns)]
            bounds: Bounds = latest(found, len(rows))
            tables.add(
                "staff",
                len(rows),
                {
                    "row_ordinal": rows,
                    "employee": employee,
                    "left_said": pa.array(left),
                    "left_from": bounds.since,
                    "active": open_,
                },
            )


def _said(cells: Cells, wanted: Callable[[str], bool]) -> Flags:
    told = [word is not None and _is(word, wanted) for word in cells.words.to_pylist()]
    flags: Flags = cells.spread(np.array(told, dtype=bool), none=False).astype(bool)
    return flags


def _is(word: str, wanted: Callable[[str], bool]) -> bool:
    plain = fold(word)
    return plain not in ("", "–", "—") and wanted(plain)


def _open(plan: Plan, batch: Batch) -> pa.Array:
    for column in plan.of("account_open"):
        cells = batch[column.ordinal]
        words = [None if word is None else fold(word) for word in cells.words.to_pylist()]
        said = [True if w in _OPEN else False if w in _CLOSED else None for w in words]
        return pa.array(said, pa.bool_()).take(pa.array(cells.codes, mask=cells.codes < 0))
    return pa.nulls(batch.count, pa.bool_())
