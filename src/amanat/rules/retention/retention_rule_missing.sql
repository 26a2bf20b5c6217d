/*---
id = "retention-rule-missing"
title = "No rule says how long personal data is kept, or the rule cannot stand"
control = "retention-rule-per-category"
judges = "systems holding personal data; retention rules; holds"
reads = "register"
severity = "medium"
maturity = "stable"
since = "0.1.0"
identity = ["kind", "subject_id"]
row_key = ["kind", "subject_id"]
how = "The systems that hold people's data, held against register/retention.toml."
closed_when = "the register has a rule with trigger and a maximum of a year or more, and a law for each hold"
minutes = 10
owner = "privacy lead"

[text]
system = "No rule says how long the personal data in {system} is kept."
rule = "A keeping rule ends before the floor of one year."
hold = "A hold keeps personal data and cites no law."

[remedy]
system = "Write trigger, floor and ceiling for {system} into register/retention.toml."
rule = "Raise the maximum of the rule in register/retention.toml to a year or more."
hold = "Cite the law for the hold in register/retention.toml, or lift it."
---*/
-- A system is covered by a rule for all of it, or by rules for each category that it holds. A rule that is
-- too short is a fault of the rule, told once, not of every system under it.
with rule as (
    select
        entry.rule_id,
        entry.system_id,
        entry.dataset_id,
        entry.covers,
        entry.category,
        case when entry.trigger is not null and entry.max_months is not null then 1 else 0 end
            as whole
    from register_retention as entry
    where coalesce(entry.hold, false) = false
),
-- What is held in columns and in text. `sure` 0: it may be of a category that no rule names, so it
-- keeps the rules for each category from being enough, and is no gap of theirs either.
held as (
    select
        field.dataset_id,
        coalesce(field.category, 'none') as category,
        case when field.category is null then 0 else 1 end as sure
    from fields as field
    where field.personal = 'yes' and field.filled > 0
    union all
    select
        mention.dataset_id,
        mention.category,
        case
            when mention.masked = false and mention.kind <> 'unknown'
                and (mention.kind <> 'topic' or mention.about = 'person') then 1
            else 0
        end as sure
    from mentions as mention
    left join units as unit on mention.unit_id = unit.unit_id
    left join current_rows on mention.unit_id = current_rows.unit_id
    where
        coalesce(mention.tier, 'unknown') <> 'possible'
        and (mention.kind <> 'topic' or coalesce(mention.about, 'unclear') <> 'nobody')
        and coalesce(mention.category, 'unknown')
        not in (
            'role_mailbox', 'pan_company', 'gstin_company', 'tan', 'cin', 'ifsc', 'url', 'api_key'
        )
        and (current_rows.unit_id is not null or unit.unit_id is null)
),
category as (
    select
        dataset.system_id,
        held.category,
        max(held.sure) as sure
    from held
    inner join datasets as dataset on held.dataset_id = dataset.dataset_id
    group by dataset.system_id, held.category
),
by_system as (
    select
        system.system_id,
        system.holds_personal,
        max(case when rule.covers = 'all' and rule.dataset_id is null then rule.whole end)
            as covered,
        max(case when rule.covers in ('all', 'category') then 1 else 0 end) as touched
    from systems as system
    left join rule on rule.system_id is null or rule.system_id = system.system_id
    where system.holds_personal in ('yes', 'unknown')
    group by system.system_id, system.holds_personal
),
category_rule as (
    select
        category.system_id,
        category.category,
        category.sure,
        max(rule.whole) as whole
    from category
    left join rule
        on
            rule.covers = 'category'
            and rule.category = category.category
            and rule.dataset_id is null
            and (rule.system_id is null or rule.system_id = category.system_id)
    group by category.system_id, category.category, category.sure
),
by_category as (
    select
        system_id,
        min(coalesce(whole, 0)) as covered,
        max(case when whole is null and sure = 1 then 1 else 0 end) as gap
    from category_rule
    group by system_id
)
select
    'system' as kind,
    by_system.system_id as subject_id,
    by_system.system_id,
    case
        when by_system.covered = 1 or by_category.covered = 1 then 'passes'
        when by_system.holds_personal = 'yes' and by_system.touched = 0 and complete.retention = 1
            then 'fails'
        when by_system.holds_personal = 'yes' and by_system.covered is null
            and by_category.gap = 1 and complete.retention = 1 and by_system.touched = 1
            and by_category.covered = 0 then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when by_system.holds_personal = 'unknown' then 'content_unknown'
        when by_system.touched = 1 then 'retention_untied'
        else 'register_not_complete'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from by_system
left join by_category on by_system.system_id = by_category.system_id
left join complete on 1 = 1
union all
select
    case when entry.hold then 'hold' else 'rule' end as kind,
    entry.rule_id as subject_id,
    entry.system_id,
    case
        when entry.hold and entry.hold_cites_law then 'passes'
        when entry.hold and entry.hold_cites_law = false then 'fails'
        when entry.hold then 'cannot_tell'
        when entry.max_months < 12 then 'fails'
        when entry.trigger is not null and entry.max_months >= 12 then 'passes'
        else 'cannot_tell'
    end as verdict,
    'retention_untied' as reason,
    cast(null as date) as event_on,
    true as continuing
from register_retention as entry
order by kind nulls last, subject_id nulls last
