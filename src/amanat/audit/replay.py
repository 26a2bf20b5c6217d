"""Judge the places of one finding again, from the originals, with today's detectors.

Nothing is written: the units of the finding are read once more into memory and compared with what
its audit kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from amanat.audit.guard import seal_process
from amanat.audit.kept import Kept
from amanat.audit.places import AllPlaces
from amanat.audit.run import refuse
from amanat.audit.survey import files_below
from amanat.detect.detectors import load_plugins
from amanat.engine.base import Engine
from amanat.evidence.cache import locator_hash, read_table
from amanat.evidence.derive.objected import Objections, heard
from amanat.evidence.extract import ExtractError, extract_found
from amanat.evidence.keys import Keys
from amanat.evidence.registered import register_tables
from amanat.evidence.seal import Seal
from amanat.evidence.workspace import Workspace
from amanat.findings.again import Again, compare
from amanat.findings.model import Finding
from amanat.register.files import read_register
from amanat.rules.load import load_rules
from amanat.sources.discover import discover
from amanat.sources.model import Found
from amanat.terms.errors import UserError

#: Columns of the unit tables that a comparison needs.
_HITS: Final = (
    "row_ordinal", "column_ordinal", "text_offset", "text_length", "category", "tier", "masked",
)  # fmt: skip
_HELD: Final = ("column_ordinal", "category", "tier", "personal")


@dataclass(frozen=True, slots=True)
class _World:
    """What a replay needs of the workspace and the audit."""

    workspace: Workspace
    kept: Kept
    keys: Keys
    engine: Engine
    objections: Objections
    finding: Finding


def replay(workspace: Workspace, kept: Kept, finding: Finding) -> Again:
    """Say what today's detectors and objections make of a finding's places.

    Raises:
        UserError: it rests on no text and no field, an original changed or is gone, or the
            register or the team's patterns have faults.
    """
    units = _units(kept, finding)
    workspace.settings.own.refuse_failing()
    keys = workspace.keys_named(kept.about.key_id)
    register = register_tables(read_register(workspace.register, refuse=refuse))
    seal_process()
    if kept.about.plugins:
        load_plugins()
    with kept.engine() as engine:
        objections = heard(register["register_objections"])
        world = _World(workspace, kept, keys, engine, objections, finding)
        found = _originals(world, units)
        hits, fields = [], []
        for unit in units:
            tables = _extracted(world, unit, found.get(unit))
            hits.append(_hits(world, unit, tables))
            fields.append(_named(unit, tables["columns"].select(_HELD)))
        rule = next(each for each in load_rules() if each.id == finding.rule)
        return compare(
            engine, finding, rule, hits=pa.concat_tables(hits), fields=pa.concat_tables(fields)
        )


def _units(kept: Kept, finding: Finding) -> tuple[str, ...]:
    """Return the units to read again: those of its places, or of its dataset where none is named.

    Raises:
        UserError: there are none.
    """
    units = AllPlaces(kept).units(finding)
    subject = finding.subject
    of = subject.get("place_id") or subject.get("dataset_id")
    if not units and of is not None:
        # A table is one place. A document without a hit is one of many in its dataset.
        with kept.engine() as engine:
            engine.register("one_dataset", pa.table({"dataset_id": [of]}))
            rows = engine.query(
                """select distinct current_rows.unit_id from current_rows
                inner join one_dataset on current_rows.dataset_id = one_dataset.dataset_id
                order by current_rows.unit_id"""
            )
        units = tuple(rows["unit_id"].to_pylist())
    if not units or not subject.keys() & {"place_id", "dataset_id"}:
        raise UserError(
            where=f"finding {finding.id}",
            found="a finding that rests on no text and no field of a file that was named",
            wanted="one on what stands in a table, a field or a text",
            remedy="run `amanat audit FOLDER` again: it judges all anew",
        )
    return units


def _originals(world: _World, units: Sequence[str]) -> dict[str, Found]:
    """Find the files of units as they lie now, by where they lay when they were audited."""
    about = world.kept.about
    wanted = dict(_places(world, units))
    seal = Seal(world.keys)
    folders = [Path(seal.open(each)) for each in about.folders]
    found: dict[str, Found] = {}
    for path, _ in files_below(folders, world.workspace.path):
        for each in discover([path], workspace=world.workspace.path):
            unit = wanted.get(locator_hash(world.keys, each.where))
            if unit is not None:
                found[unit] = each
    return found


def _places(world: _World, units: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield for each unit that is cached the hash of its place, and its id."""
    for name in world.kept.about.units:
        folder = world.workspace.cache / "units" / name
        for unit in read_table(folder, "unit")["unit_id"].to_pylist():
            if unit in units:
                yield name.partition("-")[0], unit


def _extracted(world: _World, unit: str, found: Found | None) -> dict[str, pa.Table]:
    settings = world.workspace.settings
    tables: dict[str, pa.Table] = {}
    if found is not None:
        try:
            tables = extract_found(
                found,
                keys=world.keys,
                off=frozenset(world.kept.about.off),
                own_domains=settings.own_domains,
                own=settings.own,
            )
        except ExtractError:
            tables = {}
    if not tables or tables["unit"]["unit_id"].to_pylist() != [unit]:
        raise UserError(
            where="the original of this finding",
            found="a file that changed since the audit, or is gone",
            wanted="the file as it was read",
            remedy="run `amanat audit` again and use the new finding",
        )
    return tables


def _hits(world: _World, unit: str, tables: dict[str, pa.Table]) -> pa.Table:
    """Return a unit's hits of today, each with what the objections make of it; null: set aside."""
    hits = tables["mentions"]
    where = _where(world, unit)
    fields = [where.fields.get(each, "text") for each in hits["column_ordinal"].to_pylist()]
    told = world.objections.of_mentions(
        hits,
        place=where.place,
        dataset=where.dataset,
        fields=pa.array(fields, pa.string()),
        counts=False,
    )
    by_mention = dict(zip(told["mention"].to_pylist(), told["category"].to_pylist(), strict=True))
    after = [by_mention.get(each) for each in hits["mention"].to_pylist()]
    return _named(unit, hits.select(_HITS).append_column("told", pa.array(after, pa.string())))


@dataclass(frozen=True, slots=True)
class _Where:
    dataset: str
    place: str
    fields: dict[int, str]


def _where(world: _World, unit: str) -> _Where:
    """Return where a unit's hits lie: in the finding's place, else as the audit's hits have it."""
    engine = world.engine
    engine.register("one_unit", pa.table({"unit_id": [unit]}))
    rows: list[dict[str, Any]] = engine.query(
        """select units.dataset_id, min(mention.place_id) as place_id
        from units
        inner join one_unit on units.unit_id = one_unit.unit_id
        left join mentions as mention on units.unit_id = mention.unit_id
        group by units.dataset_id"""
    ).to_pylist()
    fields = engine.query(
        """select column_ordinal, field_id from field_columns
        inner join one_unit on field_columns.unit_id = one_unit.unit_id"""
    ).to_pylist()
    row = rows[0] if rows else {"dataset_id": None, "place_id": None}
    return _Where(
        str(row["dataset_id"]),
        world.finding.subject.get("place_id") or str(row["place_id"]),
        {each["column_ordinal"]: each["field_id"] for each in fields},
    )


def _named(unit: str, table: pa.Table) -> pa.Table:
    return table.append_column("unit_id", pa.repeat(pa.scalar(unit), table.num_rows))
