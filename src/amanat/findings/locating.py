"""Where a finding's rows lie: units, rows and columns, so that `locate` finds the originals."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from amanat.engine.base import Engine
from amanat.findings.model import Place

#: A row that names its unit lies there; a field lies in its columns of each current unit; a dataset
#: in its current units. What passes is not listed row by row: its units are enough.
_LIES: Final = """
    with located as (
        select distinct
            rule_id, identity, verdict, dataset_id, field_id, place_id, unit_id,
            case when verdict <> 'passes' then row_ordinal end as row_ordinal,
            case when verdict <> 'passes' then column_ordinal end as column_ordinal,
            case when verdict <> 'passes' then text_offset end as text_offset,
            case when verdict <> 'passes' then text_length end as text_length
        from judged
    ),
    in_unit as (
        select
            rule_id, identity, verdict,
            coalesce(located.dataset_id, units.dataset_id) as dataset_id,
            located.unit_id, row_ordinal, column_ordinal, text_offset, text_length
        from located
        left join units on located.unit_id = units.unit_id
        where located.unit_id is not null
    ),
    in_field as (
        select
            rule_id, identity, verdict, located.dataset_id, field_columns.unit_id,
            cast(null as bigint) as row_ordinal, field_columns.column_ordinal,
            cast(null as bigint) as text_offset, cast(null as bigint) as text_length
        from located
        inner join field_columns
            on located.dataset_id = field_columns.dataset_id
            and located.field_id = field_columns.field_id
        inner join current_rows on field_columns.unit_id = current_rows.unit_id
        where located.unit_id is null
    ),
    in_dataset as (
        select
            rule_id, identity, verdict, located.dataset_id, current_rows.unit_id,
            cast(null as bigint) as row_ordinal, cast(null as bigint) as column_ordinal,
            cast(null as bigint) as text_offset, cast(null as bigint) as text_length
        from located
        inner join current_rows on located.dataset_id = current_rows.dataset_id
        where located.unit_id is null and located.field_id is null and located.place_id is null
    ),
    lies as (
        select * from in_unit
        union
        select * from in_field
        union
        select * from in_dataset
    )
    select lies.*, datasets.system_id
    from lies
    left join datasets on lies.dataset_id = datasets.dataset_id
    order by
        rule_id, identity, verdict, unit_id, row_ordinal nulls first, column_ordinal nulls first,
        text_offset nulls first, lies.dataset_id
"""


def places_of(engine: Engine) -> Mapping[tuple[str, str, str], tuple[Place, ...]]:
    """Return all places of each finding by rule, identity and verdict; none is cut."""
    columns = engine.query(_LIES).to_pydict()
    found: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    names = (
        "rule_id", "identity", "verdict", "system_id", "dataset_id", "unit_id", "row_ordinal",
        "column_ordinal", "text_offset", "text_length",
    )  # fmt: skip
    for rule, identity, verdict, *where in zip(*(columns[name] for name in names), strict=True):
        found[rule, identity, verdict].append(Place(*where))
    return {key: tuple(places) for key, places in found.items()}
