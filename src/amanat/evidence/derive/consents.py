"""Consents and deletions as the sources gave them, with people, labels and purposes joined."""

from collections import Counter, defaultdict
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive.arrays import Flags, Ints, flags, ints, one
from amanat.evidence.derive.build import constant, from_columns, stacked
from amanat.evidence.derive.datasets import Catalogue
from amanat.evidence.derive.dates import days, micros, midnight, moments
from amanat.evidence.derive.loaded import Loaded, Unit, positions
from amanat.evidence.derive.people import People, row_people
from amanat.evidence.derive.purposes import label_purpose
from amanat.evidence.derive.register import Register
from amanat.law.load import phase_3

#: The label of a choice that is about every purpose.
ALL: Final = "all"


def consents_table(
    loaded: Loaded, found: Catalogue, who: People, register: Register, as_of: int
) -> pa.Table:
    """Return the evidence table `consents`, over all exports: an old act stays an act."""
    parts = []
    names = label_names(loaded, found)
    for index, unit in enumerate(loaded.units):
        dataset_id = found.of[index]
        if dataset_id is None or found.duplicate[index] or not unit.was_read:
            continue
        table = unit.table("consents")
        at, there = positions(loaded.scans[index], ints(table.column("row_ordinal")))
        if there.any():
            system = found.datasets[dataset_id].system_id
            person = row_people(loaded, who, index)[at[there]]
            kept = table.filter(pa.array(there)).append_column("person", who.fingerprints(person))
            kept = _named(kept, names.get(system, {}))
            parts.append(_part(kept, unit, system, register, as_of))
    return stacked("consents", parts)


def label_names(loaded: Loaded, found: Catalogue) -> dict[str, dict[str, str]]:
    """Return for each system the names of the labels that its consents give by id.

    The current export goes before older ones. Labels of one name stay apart under their ids: two
    purposes must not become one.
    """
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for now in (False, True):
        for index, unit in enumerate(loaded.units):
            dataset_id = found.of[index]
            if dataset_id is None or bool(found.current[index]) is not now or not unit.was_read:
                continue
            table = unit.table("labels")
            pairs = zip(
                *(table.column(each).to_pylist() for each in ("label", "slug")), strict=True
            )
            named[found.datasets[dataset_id].system_id].update(pairs)
    return {system: _apart(names) for system, names in named.items()}


def _apart(names: dict[str, str]) -> dict[str, str]:
    often = Counter(names.values())
    return {label: name for label, name in names.items() if often[name] == 1}


def _named(consents: pa.Table, names: dict[str, str]) -> pa.Table:
    label = consents.column("label")
    found = pc.index_in(label, value_set=pa.array(names.keys(), pa.string()))
    named = pc.coalesce(pc.take(pa.array(names.values(), pa.string()), found), label)
    return consents.set_column(consents.schema.get_field_index("label"), "label", named)


def _part(table: pa.Table, unit: Unit, system: str, register: Register, as_of: int) -> pa.Table:
    seen = as_of if unit.taken_at is None else unit.taken_at
    size = table.num_rows
    label = one(pc.fill_null(table.column("label"), ALL))
    labels = pc.unique(label)
    purposes = pa.array(
        [label_purpose(register, system, each) for each in labels.to_pylist()], pa.string()
    )
    at_to = micros(table.column("at_to"))
    told = _at_both(table)
    return from_columns(
        "consents",
        {
            "person": table.column("person"),
            "unit_id": constant(unit.unit_id, size, pa.string()),
            "row_ordinal": table.column("row_ordinal"),
            "seq": table.column("seq"),
            "system_id": constant(system, size, pa.string()),
            "label_id": label,
            "purpose_id": purposes.take(pc.index_in(label, value_set=labels)),
            "scope": pc.fill_null(table.column("scope"), "purpose"),
            "act": table.column("act"),
            "at_from": moments(np.where(told, micros(table.column("at_from")), _NONE)),
            "at_to": moments(np.where(told, at_to, _NONE)),
            "zone": pc.fill_null(table.column("zone"), "unknown"),
            "seen_at": moments(np.full(size, seen, dtype=np.int64)),
            "channel": table.column("channel"),
            "method": table.column("method"),
            "notice_id": pa.nulls(size, pa.string()),
            "ground_word": table.column("ground_word"),
            "legacy": pa.array(_legacy(at_to, told, seen)),
            "source_rank": pc.fill_null(table.column("source_rank"), 2),
            "layout": _layouts(table, unit.layout),
        },
    )


_NONE: Final = int(np.iinfo(np.int64).min)


def _at_both(table: pa.Table) -> Flags:
    valid = [flags(pc.is_valid(table.column(name))) for name in ("at_from", "at_to")]
    both: Flags = valid[0] & valid[1]
    return both


def _legacy(at_to: Ints, told: Flags, seen: int) -> Flags:
    # Section 5(2): given before commencement. What has no time was so when it was exported.
    before: Flags = np.where(told, at_to, seen) <= midnight(phase_3().date)
    return before


def _layouts(table: pa.Table, layout: str) -> pa.Array:
    # What rests on a column known from memory only is no more than a likeness.
    memory = flags(pc.equal(table.column("mark"), "M"))
    return pc.if_else(pa.array(memory), "looks_like", layout)


def deletions_table(loaded: Loaded, found: Catalogue, who: People) -> pa.Table:
    """Return the evidence table `deletions` of current exports."""
    parts = []
    for index, unit in enumerate(loaded.units):
        if not found.current[index]:
            continue
        table = unit.table("deletions")
        wanted = ints(table.column("row_ordinal"))
        at, there = positions(loaded.scans[index], wanted)
        # One row is deleted once, however many columns say so.
        _, first = np.unique(wanted, return_index=True)
        kept = np.zeros(len(wanted), dtype=bool)
        kept[first] = True
        kept &= there
        if kept.any():
            size = int(kept.sum())
            chosen = table.filter(pa.array(kept))
            parts.append(
                from_columns(
                    "deletions",
                    {
                        "unit_id": constant(unit.unit_id, size, pa.string()),
                        "row_ordinal": chosen.column("row_ordinal"),
                        "dataset_id": constant(found.of[index], size, pa.string()),
                        "person": who.fingerprints(row_people(loaded, who, index)[at[kept]]),
                        "how": chosen.column("how"),
                        "on_day": days(micros(chosen.column("at"))),
                        "layout": _layouts(chosen, unit.layout),
                    },
                )
            )
    return stacked("deletions", parts)
