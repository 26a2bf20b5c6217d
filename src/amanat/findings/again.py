"""A finding's places held against what today's detectors and objections find there."""

import json
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from amanat.engine.base import Engine
from amanat.findings.model import Finding
from amanat.rules.load import Rule

#: What may become of a place: as it was; another kind of data; nothing is found there any more; the
#: team's objections set it aside.
STATES: Final = ("same", "other", "gone", "set_aside")


@dataclass(frozen=True, slots=True)
class Change:
    """So many places of which this became; `category`: the other kind, `tier`: today's."""

    state: str
    category: str | None
    tier: str | None
    places: int


@dataclass(frozen=True, slots=True)
class Again:
    """What a replay found: what became of the finding's places, and hits that were not there."""

    changes: tuple[Change, ...]
    fresh: tuple[Change, ...]


#: The hits that a finding counted: those of its rows, or those of its place and kind.
_BEFORE: Final = """
    select distinct
        judged.unit_id, judged.row_ordinal, judged.column_ordinal, judged.text_offset,
        judged.text_length, mention.category
    from judged
    inner join asked_again as asked
        on judged.rule_id = asked.rule_id
        and judged.identity = asked.identity
        and judged.verdict = asked.verdict
    inner join mentions as mention
        on judged.unit_id = mention.unit_id
        and judged.row_ordinal = mention.row_ordinal
        and judged.column_ordinal = mention.column_ordinal
        and judged.text_offset = mention.text_offset
        and judged.text_length = mention.text_length
        and (mention.category = asked.category or asked.category is null)
"""
_IN_TEXT: Final = f"""
    with before as ({_BEFORE}),
    met as (
        select
            before.*,
            max(case when hit.category = before.category then hit.tier end) as tier,
            max(hit.category) as any_category,
            max(case when hit.category = before.category then hit.told end) as told,
            max(case when hit.category <> before.category then hit.told end) as other
        from before
        left join hits_today as hit
            on before.unit_id = hit.unit_id
            and before.row_ordinal = hit.row_ordinal
            and before.column_ordinal = hit.column_ordinal
            and before.text_offset < hit.text_offset + hit.text_length
            and hit.text_offset < before.text_offset + before.text_length
        group by
            before.unit_id, before.row_ordinal, before.column_ordinal, before.text_offset,
            before.text_length, before.category
    ),
    judged_again as (
        select
            case
                when told = category then 'same'
                when told is not null or other is not null then 'other'
                when any_category is null then 'gone'
                else 'set_aside'
            end as state,
            case when coalesce(told, other) <> category then coalesce(told, other) end as kind,
            case when told = category then tier end as tier
        from met
    )
    select state, kind as category, tier, count(*) as places
    from judged_again
    group by state, kind, tier
"""
_IN_FIELDS: Final = """
    with before as (
        select distinct columns_.unit_id, columns_.column_ordinal, field.category
        from judged
        inner join asked_again as asked
            on judged.rule_id = asked.rule_id
            and judged.identity = asked.identity
            and judged.verdict = asked.verdict
        inner join fields as field
            on judged.dataset_id = field.dataset_id
            and (judged.field_id = field.field_id or judged.field_id is null)
            and (field.spdi_class = asked.spdi_class or asked.spdi_class is null)
        inner join field_columns as columns_
            on field.dataset_id = columns_.dataset_id and field.field_id = columns_.field_id
        where judged.text_offset is null
            and (judged.field_id is not null or asked.spdi_class is not null)
    )
    select
        case
            when today.category is not distinct from before.category then 'same'
            when today.category is null then 'gone'
            else 'other'
        end as state,
        case when today.category is distinct from before.category then today.category end
            as category,
        today.tier, count(*) as places
    from before
    inner join fields_today as today
        on before.unit_id = today.unit_id and before.column_ordinal = today.column_ordinal
    group by 1, 2, 3
"""
#: Hits of today that overlap none of the audit's; what is merely possible judges nothing.
_FRESH: Final = """
    select 'fresh' as state, hit.told as category, hit.tier, count(*) as places
    from hits_today as hit
    left join mentions as mention
        on hit.unit_id = mention.unit_id
        and hit.row_ordinal = mention.row_ordinal
        and hit.column_ordinal = mention.column_ordinal
        and hit.told = mention.category
        and mention.text_offset < hit.text_offset + hit.text_length
        and hit.text_offset < mention.text_offset + mention.text_length
    where mention.unit_id is null and hit.told is not null and hit.tier <> 'possible'
    group by hit.told, hit.tier
"""


def compare(
    engine: Engine, finding: Finding, rule: Rule, *, hits: pa.Table, fields: pa.Table
) -> Again:
    """Compare what an audit found with what is found today in the same units.

    Args:
        engine: holds the audit's tables.
        finding: whose places are compared.
        rule: the rule that judged it.
        hits: what is found today in its units: unit, place, `category`, `tier`, and `told`, the
            category after the team's objections (null: set aside).
        fields: the columns of these units: unit, `column_ordinal`, `category`, `tier`.
    """
    engine.register("asked_again", _asked(finding, rule))
    engine.register("hits_today", hits)
    engine.register("fields_today", fields)
    changes = [*_changes(engine, _IN_TEXT), *_changes(engine, _IN_FIELDS)]
    order = {state: number for number, state in enumerate(STATES)}
    changes.sort(key=lambda each: (order[each.state], each.category or "", each.tier or ""))
    return Again(tuple(changes), tuple(_changes(engine, _FRESH)))


def _changes(engine: Engine, sql: str) -> list[Change]:
    rows: list[dict[str, Any]] = engine.query(sql).to_pylist()
    found = [Change(row["state"], row["category"], row["tier"], int(row["places"])) for row in rows]
    return sorted(found, key=lambda each: (each.state, each.category or "", each.tier or ""))


def _asked(finding: Finding, rule: Rule) -> pa.Table:
    identity = json.dumps([finding.subject.get(name) for name in rule.identity])
    told: dict[str, str | None] = {"rule_id": rule.id, "verdict": finding.verdict}
    told["identity"] = identity
    told |= {name: finding.subject.get(name) for name in ("category", "spdi_class")}
    return pa.table({name: pa.array([value], pa.string()) for name, value in told.items()})
