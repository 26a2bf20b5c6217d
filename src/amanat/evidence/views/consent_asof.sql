-- Whether a person's consent for a purpose was in effect when data was passed on: one row for each
-- disclosure of a current export and each candidate purpose (null where there is none).
--
-- Times are pairs of bounds and are only compared. An act is before the disclosure when its `at_to`
-- is at or before the disclosure's `at_from`, after it when it begins at or after the disclosure's
-- end, else the two overlap. A definite state is one that every possible order gives:
--   given: some yes before it comes after every no that may be before it;
--   withdrawn: some no before it comes after every yes that may be before it.
-- A state without time (`state_out`, and a no without time) was so when it was exported: it decides
-- from then on, and before that only takes certainty away. `state_in` is a leftover of a tool, no act,
-- and never undoes a no: a withdrawal told in one tool counts against all.
-- A row that continues (still on an active list at export) is also held against that export's moment.
-- That moment is a pair of bounds too: after the newest time in the content, and before the file had
-- been written. Of two exports one is taken for the earlier where both its bounds are.
-- A no for one channel, where the disclosure's channel is not known, only takes certainty away.
with moments as (
    select
        unit.unit_id,
        unit.snapshot_id,
        -- A time out of a file's name or its last change says nothing about an order.
        case when snapshot.taken_how in ('content', 'container') then snapshot.taken_at end
            as export_from,
        snapshot.taken_to as export_to
    from units as unit
    left join snapshots as snapshot on unit.snapshot_id = snapshot.snapshot_id
),
passed_on as (
    select
        disclosure.flow_id,
        disclosure.unit_id,
        disclosure.row_ordinal,
        disclosure.person,
        disclosure.on_day,
        disclosure.channel,
        disclosure.continuing,
        moments.snapshot_id,
        case when disclosure.continuing then moments.export_from end as export_from,
        case when disclosure.continuing then moments.export_to end as export_to,
        case when disclosure.at_from is null or disclosure.at_to is null then 0 else 1 end
            as at_known,
        case
            when disclosure.at_from is not null and disclosure.at_to is not null
                then disclosure.at_from
            when disclosure.continuing then moments.export_from
        end as at_from,
        case
            when disclosure.at_from is not null and disclosure.at_to is not null
                then disclosure.at_to
            when disclosure.continuing then moments.export_to
        end as at_to
    from disclosures as disclosure
    inner join current_rows on disclosure.unit_id = current_rows.unit_id
    left join moments on disclosure.unit_id = moments.unit_id
),
histories as (
    -- What the same tool tells with times about the same choice; a plain state may be its outcome.
    select
        person,
        system_id,
        scope,
        coalesce(purpose_id, label_id) as choice,
        coalesce(channel, 'any') as channel,
        max(case when act in ('withdraw', 'refuse') then at_from end) as no_from,
        max(case when act in ('withdraw', 'refuse') then at_to end) as no_to,
        max(case when act = 'give' then at_to end) as yes_to
    from consents
    where at_from is not null and at_to is not null and person is not null
    group by person, system_id, scope, coalesce(purpose_id, label_id), coalesce(channel, 'any')
),
acts as (
    select
        consent.person,
        consent.purpose_id,
        consent.scope,
        consent.channel,
        consent.act,
        consent.seen_at,
        consent.layout,
        case when consent.at_from is null or consent.at_to is null then 0 else 1 end as timed,
        case when consent.at_from is null or consent.at_to is null then null
            else consent.at_from end as at_from,
        case when consent.at_from is null or consent.at_to is null then null
            else consent.at_to end as at_to,
        case when consent.act in ('give', 'state_in') then 1 else 0 end as says_yes,
        moments.snapshot_id,
        moments.export_from,
        -- What has no time was so, or had been said, by then.
        coalesce(moments.export_to, consent.seen_at) as seen_to,
        -- The outcome of a withdrawal that the same tool dates is no second withdrawal.
        case
            when history.no_to <= consent.seen_at
                and (history.yes_to is null or history.no_from > history.yes_to) then 1
            else 0
        end as explained
    from consents as consent
    left join moments on consent.unit_id = moments.unit_id
    left join current_rows on consent.unit_id = current_rows.unit_id
    left join histories as history
        on
            consent.person = history.person
            and consent.system_id = history.system_id
            and consent.scope = history.scope
            and coalesce(consent.purpose_id, consent.label_id) = history.choice
            and coalesce(consent.channel, 'any') = history.channel
            and consent.act = 'state_out'
    where
        consent.person is not null
        -- A state of an older export was so then; the current one tells it again or has another.
        and (
            current_rows.unit_id is not null
            or (consent.at_from is not null and consent.at_to is not null)
            or consent.act in ('give', 'withdraw', 'refuse')
        )
),
cases as (
    select
        passed_on.*,
        candidate.purpose_id
    from passed_on
    left join flow_purposes as candidate on passed_on.flow_id = candidate.flow_id
),
pairs as (
    select
        cases.flow_id,
        cases.unit_id,
        cases.row_ordinal,
        cases.purpose_id,
        acts.says_yes,
        acts.timed,
        acts.act,
        acts.at_from,
        acts.at_to,
        acts.seen_at,
        acts.seen_to,
        acts.layout,
        acts.explained,
        case when acts.scope = 'all' or acts.purpose_id is not null then 1 else 0 end as mapped,
        case when acts.channel is not null and cases.channel is null then 0 else 1 end as sure,
        case
            when acts.timed = 0 or cases.at_from is null then 'unknown'
            when acts.at_to <= cases.at_from then 'before'
            when cases.at_to <= acts.at_from then 'after'
            else 'overlaps'
        end as to_case,
        case
            when acts.snapshot_id = cases.snapshot_id then 'before'
            when cases.export_from is null or cases.export_to is null then 'unknown'
            when acts.timed = 1 and acts.at_to <= cases.export_from then 'before'
            when acts.timed = 1 and cases.export_to <= acts.at_from then 'after'
            when acts.timed = 1 then 'overlaps'
            when acts.export_from <= cases.export_from and acts.seen_to <= cases.export_to
                then 'before'
            else 'unknown'
        end as to_export,
        case
            when acts.export_from is not null and acts.seen_to <= cases.at_from then 1 else 0
        end as seen_before
    from cases
    inner join acts
        on
            cases.person = acts.person
            and (
                acts.scope = 'all'
                or acts.purpose_id is null
                or acts.purpose_id = cases.purpose_id
            )
            and (
                acts.channel is null
                or cases.channel is null
                or acts.channel = cases.channel
            )
),
facts as (
    select
        flow_id,
        unit_id,
        row_ordinal,
        purpose_id,
        max(mapped) as mapped_any,
        -- with times, before the disclosure
        max(case when mapped = 1 and says_yes = 1 and to_case = 'before' then at_from end)
            as yes_from,
        max(case when mapped = 1 and says_yes = 1 and to_case = 'before' then at_to end) as yes_to,
        max(case when mapped = 1 and says_yes = 0 and to_case = 'before' and sure = 1
            then at_from end) as no_from,
        max(case when mapped = 1 and says_yes = 0 and to_case = 'before' then at_to end) as no_to,
        -- with times, at about the same time, or later
        max(case when mapped = 1 and says_yes = 1 and to_case = 'overlaps' then 1 else 0 end)
            as yes_overlaps,
        max(case when mapped = 1 and says_yes = 0 and to_case = 'overlaps' then 1 else 0 end)
            as no_overlaps,
        max(case when mapped = 1 and act = 'give' and to_case = 'after' then 1 else 0 end)
            as later_yes,
        -- without time
        max(case when mapped = 1 and act = 'give' and timed = 0 then seen_to end) as undated_yes,
        max(case when mapped = 1 and act = 'state_in' and (timed = 0 or to_case = 'after')
            then 1 else 0 end) as state_in,
        max(case
            when mapped = 0 or says_yes = 1 or explained = 1 then null
            when timed = 0 then seen_to
            when act = 'state_out' and to_case = 'after' then at_to
        end) as state_out,
        max(case when mapped = 1 and says_yes = 0 and timed = 0 and sure = 1 and seen_before = 1
            then seen_at end) as out_before,
        -- at the moment of the export, for rows that continue
        max(case when mapped = 1 and says_yes = 1 and timed = 1 and to_export = 'before'
            then at_from end) as export_yes_from,
        max(case when mapped = 1 and says_yes = 1 and timed = 1 and to_export <> 'after'
            then at_to end) as export_yes_to,
        max(case when mapped = 1 and says_yes = 0 and timed = 1 and sure = 1
            and to_export = 'before' then at_from end) as export_no_from,
        max(case when mapped = 1 and says_yes = 0 and timed = 1 and to_export <> 'after'
            then at_to end) as export_no_to,
        max(case when mapped = 1 and says_yes = 0 and timed = 0 and sure = 1
            and to_export = 'before' then seen_at end) as export_out,
        -- a label that is not mapped and could cover the disclosure
        max(case when mapped = 0 and to_case <> 'after' then 1 else 0 end) as unmapped,
        max(case when mapped = 1 and sure = 0 and says_yes = 0 then 1 else 0 end) as by_channel,
        max(case when mapped = 1 and says_yes = 0 and sure = 1 and layout <> 'looks_like'
            then 1 else 0 end) as no_layout_known
    from pairs
    group by flow_id, unit_id, row_ordinal, purpose_id
),
told as (
    select
        cases.flow_id,
        cases.unit_id,
        cases.row_ordinal,
        cases.purpose_id,
        cases.person,
        cases.on_day,
        cases.continuing,
        cases.at_known,
        case when cases.at_from is null then 0 else 1 end as at_judged,
        coalesce(facts.mapped_any, 0) as mapped_any,
        coalesce(facts.by_channel, 0) as by_channel,
        coalesce(facts.no_layout_known, 0) as no_layout_known,
        coalesce(facts.unmapped, 0) as unmapped,
        coalesce(facts.later_yes, 0) as later_yes,
        coalesce(facts.state_in, 0) as state_in,
        facts.undated_yes,
        facts.state_out,
        -- the disclosure's own time
        case
            when facts.yes_from is null then 0
            when facts.no_overlaps = 1 then 0
            when facts.no_to is not null and facts.no_to >= facts.yes_from then 0
            else 1
        end as yes_decides,
        case
            when facts.yes_overlaps = 1 then 0
            when facts.undated_yes > coalesce(facts.no_from, facts.out_before)
                and (facts.out_before is null or facts.undated_yes > facts.out_before) then 0
            when facts.no_from is not null
                and (facts.yes_to is null or facts.no_from > facts.yes_to) then 1
            when facts.out_before is not null
                and (facts.yes_to is null or facts.out_before > facts.yes_to) then 1
            else 0
        end as no_decides,
        case
            when facts.yes_from is not null or facts.no_to is not null then 1
            when facts.yes_overlaps = 1 or facts.no_overlaps = 1 then 1
            else 0
        end as acts_near,
        facts.yes_from,
        -- the export's moment
        case
            when cases.continuing is null or cases.continuing = false then 0
            when facts.undated_yes > coalesce(facts.export_no_from, facts.export_out)
                and (facts.export_out is null or facts.undated_yes > facts.export_out) then 0
            when facts.export_no_from is not null
                and (facts.export_yes_to is null or facts.export_no_from > facts.export_yes_to)
                then 1
            when facts.export_out is not null
                and (facts.export_yes_to is null or facts.export_out > facts.export_yes_to) then 1
            else 0
        end as no_at_export,
        case
            when cases.continuing is null or cases.continuing = false then 0
            when facts.export_no_to is null then 0
            when facts.export_yes_from > facts.export_no_to then 0
            else 1
        end as export_unclear
    from cases
    left join facts
        on
            cases.flow_id = facts.flow_id
            and cases.unit_id = facts.unit_id
            and cases.row_ordinal = facts.row_ordinal
            and cases.purpose_id = facts.purpose_id
)
select
    flow_id,
    unit_id,
    row_ordinal,
    purpose_id,
    person,
    on_day,
    continuing,
    case
        when purpose_id is null then null
        when person is null then 'unmatched'
        when no_at_export = 1 then 'withdrawn'
        when at_judged = 1 and no_decides = 1 then 'withdrawn'
        when at_judged = 0 and mapped_any = 1 then 'overlap'
        when at_judged = 0 and unmapped = 1 then 'unmapped'
        when at_judged = 0 then 'never'
        when yes_decides = 1 and state_out >= yes_from then 'state_only'
        when export_unclear = 1 then 'overlap'
        when yes_decides = 1 then 'given'
        when acts_near = 1 and undated_yes is not null and yes_from is null then 'undated'
        when acts_near = 1 then 'overlap'
        when undated_yes is not null or state_in = 1 then 'undated'
        when state_out is not null then 'state_only'
        when unmapped = 1 then 'unmapped'
        when later_yes = 1 then 'later_only'
        else 'never'
    end as state,
    at_known,
    by_channel,
    no_layout_known
from told
order by
    flow_id nulls last,
    unit_id nulls last,
    row_ordinal nulls last,
    purpose_id nulls last
