"""Where findings' rows lie: units, rows and columns, so that `locate` finds the originals."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from amanat.engine.base import Engine
from amanat.findings.identity import finding_id
from amanat.findings.model import MOST_PLACES, NOWHERE, Place, Places, Store, in_order

Numbers: TypeAlias = npt.NDArray[Any]

#: Evidence that places rest on beside the view `current_rows`: tables, and the columns needed.
NEEDED: Final[Mapping[str, Sequence[str] | None]] = {
    "judged": (
        "rule_id", "identity", "verdict", "unit_id", "row_ordinal", "column_ordinal",
        "text_offset", "text_length", "place_id", "dataset_id", "field_id",
    ),
    "units": None,
    "datasets": None,
    "field_columns": None,
}  # fmt: skip

#: Findings, units and stores by number: a number stands for a long text in each of many rows.
_FINDINGS: Final = """
    select
        rule_id, identity, verdict,
        cast(row_number() over (order by rule_id, identity, verdict) - 1 as integer) as finding
    from (select distinct rule_id, identity, verdict from judged)
"""
_UNITS: Final = """
    select
        unit_id, any_value(dataset_id) as dataset_id,
        cast(row_number() over (order by unit_id) - 1 as integer) as unit
    from (
        select unit_id, dataset_id from units
        union all
        select distinct unit_id, null as dataset_id from judged
    )
    where unit_id is not null
    group by unit_id
"""
_STORES: Final = """
    select
        named.dataset_id, datasets.system_id,
        cast(row_number() over (order by named.dataset_id) - 1 as integer) as store
    from (
        select dataset_id from datasets
        union
        select dataset_id from units
        union
        select dataset_id from judged
    ) as named
    left join datasets on named.dataset_id = datasets.dataset_id
    where named.dataset_id is not null
"""
#: A row that names its unit lies there; a field lies in its columns of each current unit; a dataset
#: in its current units. What passes is not listed row by row: its units are enough.
_LIES: Final = f"""
    with findings as ({_FINDINGS}),
    numbered_units as ({_UNITS}),
    numbered_stores as ({_STORES}),
    coarse as (
        select distinct finding, judged.verdict, dataset_id, field_id, place_id, unit_id
        from judged
        inner join findings
            on judged.rule_id = findings.rule_id
            and judged.identity = findings.identity
            and judged.verdict = findings.verdict
        where judged.verdict = 'passes' or unit_id is null
    ),
    lies as (
        select
            findings.finding, judged.dataset_id, judged.unit_id, judged.row_ordinal,
            judged.column_ordinal, judged.text_offset, judged.text_length
        from judged
        inner join findings
            on judged.rule_id = findings.rule_id
            and judged.identity = findings.identity
            and judged.verdict = findings.verdict
        where judged.verdict <> 'passes' and judged.unit_id is not null
        union all
        select finding, dataset_id, unit_id, null, null, null, null
        from coarse
        where unit_id is not null
        union all
        select
            finding, coarse.dataset_id, field_columns.unit_id, null, field_columns.column_ordinal,
            null, null
        from coarse
        inner join field_columns
            on coarse.dataset_id = field_columns.dataset_id
            and coarse.field_id = field_columns.field_id
        inner join current_rows on field_columns.unit_id = current_rows.unit_id
        where coarse.unit_id is null
        union all
        select finding, coarse.dataset_id, current_rows.unit_id, null, null, null, null
        from coarse
        inner join current_rows on coarse.dataset_id = current_rows.dataset_id
        where coarse.unit_id is null and coarse.field_id is null and coarse.place_id is null
    )
    select
        finding, numbered_units.unit,
        coalesce(row_ordinal, -1) as row_ordinal,
        cast(coalesce(column_ordinal, -1) as integer) as column_ordinal,
        coalesce(text_offset, -1) as text_offset,
        coalesce(numbered_stores.store, -1) as store,
        coalesce(text_length, -1) as text_length
    from lies
    inner join numbered_units on lies.unit_id = numbered_units.unit_id
    left join numbered_stores
        on coalesce(lies.dataset_id, numbered_units.dataset_id) = numbered_stores.dataset_id
"""
#: Columns of places in the order by which places stand; -1 is what a place does not tell.
_ORDER: Final = (
    "finding", "unit", "row_ordinal", "column_ordinal", "text_offset", "store", "text_length",
)  # fmt: skip
#: So many places are Python objects at a time.
_PIECE: Final = 8_192


@dataclass(frozen=True, slots=True)
class Located:
    """All places of all findings, as columns of numbers in their order; none is cut.

    `runs`: where the places of a finding begin and end, by its id. `columns`: those of `_ORDER`.
    `units`, `stores`: what their numbers stand for.
    """

    runs: Mapping[str, tuple[int, int]]
    columns: Mapping[str, Numbers]
    units: Sequence[str]
    stores: Sequence[Store]

    def kept(self, finding: str) -> Places:
        """Return what a finding keeps of its places."""
        start, stop = self.runs.get(finding, (0, 0))
        if start == stop:
            return NOWHERE
        within = np.unique(self.columns["store"][start:stop]).tolist()
        stores = in_order(self._store(each) for each in within)
        first = self._places(start, min(start + MOST_PLACES, stop))
        return Places(stop - start, tuple(first), stores)

    def after(self, finding: str, skip: int) -> Iterator[Place]:
        """Yield the places of a finding after its first `skip`, a piece in memory at a time."""
        start, stop = self.runs.get(finding, (0, 0))
        for at in range(start + skip, stop, _PIECE):
            yield from self._places(at, min(at + _PIECE, stop))

    def units_of(self, finding: str) -> tuple[str, ...]:
        """Return ids of the units that a finding's places lie in, sorted."""
        start, stop = self.runs.get(finding, (0, 0))
        return tuple(self.units[each] for each in np.unique(self.columns["unit"][start:stop]))

    def _places(self, start: int, stop: int) -> Iterator[Place]:
        parts = (self.columns[name][start:stop].tolist() for name in _ORDER[1:])
        for unit, row, column, offset, store, length in zip(*parts, strict=True):
            lies_in = self._store(store)
            yield Place(
                lies_in.system,
                lies_in.dataset,
                self.units[unit],
                *(None if each < 0 else each for each in (row, column, offset, length)),
            )

    def _store(self, number: int) -> Store:
        return self.stores[number] if number >= 0 else Store(None, None)


def locate(engine: Engine) -> Located:
    """Find all places of all rows of `judged`.

    Args:
        engine: holds the tables of `NEEDED` and the view `current_rows`.
    """
    columns = _ordered(engine.query(_LIES))
    found = engine.query(f"{_FINDINGS} order by finding").to_pydict()
    edges = np.searchsorted(columns["finding"], np.arange(len(found["finding"]) + 1)).tolist()
    names = zip(found["rule_id"], found["identity"], found["verdict"], strict=True)
    units = engine.query(f"{_UNITS} order by unit").column("unit_id").to_pylist()
    stores = engine.query(f"{_STORES} order by store").to_pydict()
    return Located(
        {
            finding_id(rule, json.loads(identity), verdict): (edges[at], edges[at + 1])
            for at, (rule, identity, verdict) in enumerate(names)
        },
        columns,
        units,
        [Store(*each) for each in zip(stores["system_id"], stores["dataset_id"], strict=True)],
    )


def _ordered(rows: pa.Table) -> dict[str, Numbers]:
    """Return the columns in the order of places, each place once."""
    columns = {name: rows.column(name).to_numpy() for name in _ORDER}
    # A column of one number orders nothing, and many are such.
    told = [each for each in columns.values() if len(each) and each.min() != each.max()]
    if not told:
        return {name: values[:1] for name, values in columns.items()}
    order = np.lexsort(told[::-1])
    new = np.zeros(len(order), dtype=bool)
    new[0] = True
    for values in told:
        ordered = values[order]
        new[1:] |= ordered[1:] != ordered[:-1]
    order = order[new]
    return {name: values[order] for name, values in columns.items()}
