-- Whether the purposes that a disclosure may serve are covered, one row for each disclosure:
-- `cover` yes (a section 7 use on record without objection, or consent in effect), no, unknown with
-- its reason. A flow that is only asked about (basis question) is no fact, so nothing is said of it
-- beyond its question. Several candidate purposes count only where all give the same.
-- Without a day of its own a disclosure lies at or before its export, or else the audit: only a list
-- of consents that is complete up to then tells that there was none.
with ledger as (
    select coalesce(max(holds_choices), 0) as partial_any
    from partial_exports
),
candidates as (
    select
        judged_at.flow_id,
        judged_at.unit_id,
        judged_at.row_ordinal,
        judged_at.purpose_id,
        judged_at.person,
        judged_at.on_day,
        judged_at.continuing,
        judged_at.state,
        judged_at.at_known,
        judged_at.by_channel,
        judged_at.no_layout_known,
        flow.layout,
        flow.basis,
        ground.ground,
        coalesce(ground.ground_class, 'none') as ground_class,
        coalesce(ground.objection_ends, 1) as objection_ends,
        complete.purposes as purposes_complete,
        ledger.partial_any,
        case
            when complete.consents = 1
                and complete.consents_on >= coalesce(
                    judged_at.on_day,
                    cast(snapshot.taken_at + interval '330' minute as date),
                    as_of.on_day
                ) then 1
            else 0
        end as consents_complete
    from consent_asof as judged_at
    left join flows as flow on judged_at.flow_id = flow.flow_id
    left join purpose_grounds as ground on judged_at.purpose_id = ground.purpose_id
    left join complete on 1 = 1
    left join ledger on 1 = 1
    left join as_of on 1 = 1
    left join units as unit on judged_at.unit_id = unit.unit_id
    left join snapshots as snapshot on unit.snapshot_id = snapshot.snapshot_id
    where coalesce(flow.refuted, false) = false
),
each_purpose as (
    select
        candidates.*,
        case
            when purpose_id is null then 'purpose_unknown'
            when basis = 'question' then 'purpose_unknown'
            when ground_class = 's7' and objection_ends = 0 then 'covered'
            when state in ('never', 'later_only') and partial_any = 1
                then 'absence_from_partial_export'
            when ground_class = 's7' and state in ('given', 'never', 'later_only', 'undated')
                then 'covered'
            when state = 'given' then 'covered'
            when state = 'unmatched' then 'person_unmatched'
            when state = 'withdrawn' and ground_class = 's7_no_fact' and objection_ends = 0
                then 'ground_fact_missing'
            when state = 'withdrawn' and layout <> 'looks_like' and no_layout_known = 1 then 'bare'
            when state = 'withdrawn' then 'layout_unseen'
            when state = 'unmapped' then 'label_unmapped'
            when state = 'overlap' and at_known = 0 then 'disclosure_undated'
            when state = 'overlap' and by_channel = 1 then 'channel_unknown'
            when state = 'overlap' then 'consent_overlap'
            when state = 'undated' then 'consent_undated'
            when state = 'state_only' then 'consent_state_only'
            when ground_class = 's7_no_fact' then 'ground_fact_missing'
            when ground_class = 'other_words' then 'ground_other_words'
            when state = 'never' and consents_complete = 0 then 'consent_none_found'
            when state = 'later_only' and consents_complete = 0 then 'consent_later_only'
            when state in ('never', 'later_only') and ground_class = 'none'
                and purposes_complete = 0 then 'ground_silent'
            when state in ('never', 'later_only') and ground_class in ('consent', 'none')
                and layout <> 'looks_like' then 'bare'
            when state in ('never', 'later_only') then 'layout_unseen'
            else 'purpose_unknown'
        end as said
    from candidates
),
together as (
    select
        flow_id,
        unit_id,
        row_ordinal,
        person,
        on_day,
        continuing,
        min(said) as first_said,
        max(case when said = 'covered' then 1 else 0 end) as covered_any,
        min(case when said = 'covered' then 1 else 0 end) as covered_all,
        max(case when said = 'bare' then 1 else 0 end) as bare_any,
        min(case when said = 'bare' then 1 else 0 end) as bare_all
    from each_purpose
    group by flow_id, unit_id, row_ordinal, person, on_day, continuing
)
select
    flow_id,
    unit_id,
    row_ordinal,
    person,
    on_day,
    continuing,
    case
        when covered_all = 1 then 'yes'
        when bare_all = 1 then 'no'
        else 'unknown'
    end as cover,
    case
        when covered_all = 1 or bare_all = 1 then null
        when covered_any = 1 or bare_any = 1 then 'purposes_differ'
        else first_said
    end as reason
from together
order by flow_id nulls last, unit_id nulls last, row_ordinal nulls last
