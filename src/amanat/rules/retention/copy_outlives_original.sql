/*---
id = "copy-outlives-original"
title = "An old copy of people's data outlives the rule for copies"
control = "copies-and-backups-expire"
judges = "older exports of a dataset, and loose tables that hold a CRM's people"
reads = "data"
severity = "medium"
maturity = "stable"
since = "0.1.0"
identity = ["dataset_id", "original_id"]
row_key = ["snapshot_id", "unit_id"]
text = "{copied}{gone}."
how = "The people in older exports and loose tables, held against the newest export and register/retention.toml. A rule for copies counts from the day of the copy when its trigger is collection, and never for less than the one-year floor."
remedy = "Delete {the_copy}, also from the drive and the mails through which it went; then set a day on which such copies go."
closed_when = "the copy is gone from what is read, or it is younger than the register's rule for copies"
minutes = 10
owner = "privacy lead"
---*/
-- A copy is too old only by the last day on which it can have been made, and young enough only by the
-- first one. Other triggers than collection begin on a day that no copy shows, so by them nothing is
-- young enough; but whom the original has erased is beyond every trigger, and by one who was erased on
-- a day that is not known no copy passes. Of several rules the longest decides what fails, the shortest
-- what passes. A hold that may stand upon a law keeps both from being said.
with rule as (
    select
        older.snapshot_id,
        max(case when entry.hold = true and coalesce(entry.hold_cites_law, true) then 1 else 0 end)
            as held,
        max(case when entry.hold = false and entry.covers = 'copies' then 1 else 0 end) as covered,
        max(case
            when entry.hold = true or entry.covers <> 'copies' then 0
            when entry.trigger is null or entry.max_months is null then 1
            else 0
        end) as vague,
        max(case
            when entry.hold = true or entry.covers <> 'copies' then 0
            when entry.trigger = 'collection' then 0
            else 1
        end) as by_event,
        max(case
            when entry.hold = true or entry.covers <> 'copies' then null
            when entry.max_months < 12 then 12
            else entry.max_months
        end) as longest,
        min(case when entry.hold = false and entry.covers = 'copies' then entry.max_months end)
            as shortest
    from copies as older
    inner join register_retention as entry
        on
            entry.covers in ('all', 'copies', 'backups')
            and (
                entry.system_id is null
                or entry.system_id = older.system_id
                or entry.system_id = older.original_id
            )
            and (entry.dataset_id is null or entry.dataset_id = older.dataset_id)
    group by older.snapshot_id
)
select
    older.snapshot_id,
    older.dataset_id,
    older.original_id,
    unit.unit_id,
    case
        when older.relation = 'asked' or coalesce(older.layout, 'looks_like') = 'looks_like'
            then 'cannot_tell'
        when coalesce(rule.covered, 0) = 0 or rule.held = 1 or rule.vague = 1 then 'cannot_tell'
        when older.erased > 0 and older.erased_months >= rule.longest then 'fails'
        when rule.by_event = 0 and older.months_least >= rule.longest then 'fails'
        when
            rule.by_event = 0 and coalesce(older.erased_undated, 0) = 0
            and older.months_most < rule.shortest
            then 'passes'
        else 'cannot_tell'
    end as verdict,
    case
        when older.relation = 'asked' then 'absence_from_partial_export'
        when older.layout = 'looks_like' then 'layout_unseen'
        when coalesce(rule.covered, 0) = 0 or rule.held = 1 or rule.vague = 1
            then 'copy_rule_unsaid'
        when rule.by_event = 1 then 'copy_rule_unsaid'
        when older.erased_undated > 0 and older.months_most < rule.shortest
            then 'erased_undated'
        else 'copy_undated'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from copies as older
left join units as unit on older.snapshot_id = unit.snapshot_id
left join rule on older.snapshot_id = rule.snapshot_id
order by older.snapshot_id nulls last, unit.unit_id nulls last
