/*---
id = "score-not-declared"
title = "A score is computed about people, and no notice names scoring or profiling"
control = "score-purpose-declared"
judges = "score fields"
reads = "data"
severity = "medium"
maturity = "stable"
since = "0.1.0"
identity = ["dataset_id", "field_id"]
row_key = ["dataset_id", "field_id"]
text = "{system} keeps a computed score about {people}, and no notice that was read names scoring or profiling."
how = "The header and values of the field, and what register/notices.toml says that each notice names."
remedy = "Name scoring as a use in the notice, with its ground, and add the score to access answers; or stop computing it."
closed_when = "a notice in force that was read names scoring or profiling"
minutes = 20
owner = "privacy lead"
---*/
with notice as (
    select notice_id, valid_from, valid_to, read from notices
    union
    select notice_id, valid_from, valid_to, read from register_notices
),
terms as (
    select notice_id, kind, term from notice_terms
    union
    select notice_id, kind, term from register_notice_terms
),
in_force as (
    select
        notice.notice_id,
        notice.read
    from notice
    left join as_of on 1 = 1
    where
        coalesce(notice.valid_from <= as_of.on_day, true)
        and coalesce(notice.valid_to >= as_of.on_day, true)
),
named as (
    select
        max(case
            when in_force.read and terms.kind = 'use' and terms.term in ('scoring', 'profiling')
                then 1
            when in_force.read and terms.kind = 'purpose' and purpose.class = 'scoring' then 1
            else 0
        end) as scoring,
        max(case when in_force.read = false or in_force.read is null then 1 else 0 end) as unread
    from in_force
    left join terms on in_force.notice_id = terms.notice_id
    left join register_purposes as purpose on terms.term = purpose.purpose_id
),
named_for as (
    select
        entry.dataset_id,
        entry.field_id
    from register_scores as entry
    inner join terms on entry.purpose_id = terms.term and terms.kind = 'purpose'
    inner join in_force on terms.notice_id = in_force.notice_id and in_force.read
    group by entry.dataset_id, entry.field_id
),
scores as (
    select
        field.dataset_id,
        field.field_id,
        field.filled,
        case when field.layout = 'looks_like' then field.layout else dataset.layout end as layout,
        case
            when entry.computed then 'computed'
            when entry.computed = false then 'said_by_person'
            else field.score
        end as score,
        coalesce(entry.person_level, field.person_level) as person_level,
        case
            when named.scoring = 1 or named_for.field_id is not null then 1
            else 0
        end as is_named,
        coalesce(named.unread, 0) as unread,
        complete.notices
    from fields as field
    left join datasets as dataset on field.dataset_id = dataset.dataset_id
    left join register_scores as entry
        on field.dataset_id = entry.dataset_id and field.field_id = entry.field_id
    left join named_for
        on field.dataset_id = named_for.dataset_id and field.field_id = named_for.field_id
    left join named on 1 = 1
    left join complete on 1 = 1
    where field.score <> 'none'
)
select
    dataset_id,
    field_id,
    case
        when filled = 0 then 'passes'
        when score in ('said_by_person', 'of_a_firm') then 'passes'
        when score = 'computed' and person_level = false then 'passes'
        when score = 'computed' and person_level and is_named = 1 then 'passes'
        when score = 'computed' and person_level and is_named = 0 and filled > 0 and unread = 0
            and notices = 1 and coalesce(layout, 'generic') <> 'looks_like' then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when score <> 'computed' then 'score_kind_unclear'
        when person_level is null then 'score_level_unclear'
        when unread = 1 then 'notice_unread'
        when notices = 1 then 'layout_unseen'
        else 'register_not_complete'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from scores
order by dataset_id nulls last, field_id nulls last
