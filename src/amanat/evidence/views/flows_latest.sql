-- One row for each vendor and system: what that vendor gets, because a flow goes there, because its
-- system holds people's data, or because the register says so. Without "holds", a CRM that receives
-- no flow would have no contract judged. Our own software has no vendor and no row.
with sent as (
    select
        flow.recipient_id as system_id,
        max(flow.vendor_id) as vendor_id,
        max(flow.recipient_system_kind) as kind,
        max(flow.last_seen_on) as last_seen_on,
        max(case when flow.basis <> 'question' then 1 else 0 end) as shown,
        max(flow.people) as people
    from flows as flow
    where flow.recipient_kind in ('system', 'entity') and coalesce(flow.refuted, false) = false
    group by flow.recipient_id
),
-- Data that an export shows was there on the day of the export, however old its newest record is; the
-- day on which a file was last changed is not that day (`day_told` 0).
held as (
    select
        dataset.system_id,
        max(case
            when snapshot.taken_at is null or snapshot.taken_how = 'mtime' then dataset.newest_on
            when cast(snapshot.taken_at + interval '330' minute as date) < dataset.newest_on
                then dataset.newest_on
            -- The day in India: five and a half hours ahead of UTC all year.
            else cast(snapshot.taken_at + interval '330' minute as date)
        end) as newest_on,
        min(case when snapshot.taken_how = 'mtime' then 0 else 1 end) as day_told,
        max(case when dataset.people > 0 then 1 else 0 end) as with_people,
        max(case when dataset.status in ('read', 'partly') then 1 else 0 end) as export_read
    from datasets as dataset
    left join snapshots as snapshot on dataset.current_snapshot_id = snapshot.snapshot_id
    group by dataset.system_id
),
known as (
    select system_id from systems
    union
    select system_id from sent
    union
    select system_id from register_systems
),
merged as (
    select
        known.system_id,
        coalesce(entry.vendor_id, system.vendor_id, sent.vendor_id) as vendor_id,
        coalesce(entry.kind, system.kind, sent.kind, 'unknown') as kind,
        system.product,
        coalesce(system.own, false) as own,
        coalesce(system.people, sent.people) as people,
        case
            when held.with_people = 1 or system.holds_personal = 'yes' then 'yes'
            when system.holds_personal = 'no' then 'no'
            else 'unknown'
        end as holds,
        coalesce(held.export_read, 0) as export_read,
        coalesce(sent.shown, 0) as shown,
        case when sent.system_id is not null then 1 else 0 end as asked,
        sent.last_seen_on as sent_on,
        held.newest_on,
        coalesce(held.day_told, 1) as day_told
    from known
    left join systems as system on known.system_id = system.system_id
    left join sent on known.system_id = sent.system_id
    left join held on known.system_id = held.system_id
    left join register_systems as entry on known.system_id = entry.system_id
),
said as (
    select vendor_id from merged where vendor_id is not null
),
rows_of as (
    select * from merged
    union all
    select
        vendor.vendor_id as system_id,
        vendor.vendor_id,
        'unknown' as kind,
        cast(null as varchar) as product,
        false as own,
        cast(null as bigint) as people,
        'unknown' as holds,
        0 as export_read,
        0 as shown,
        0 as asked,
        cast(null as date) as sent_on,
        cast(null as date) as newest_on,
        1 as day_told
    from register_vendors as vendor
    left join said on vendor.vendor_id = said.vendor_id
    where said.vendor_id is null
)
select
    merged.vendor_id,
    merged.system_id,
    merged.product,
    merged.kind as system_kind,
    case
        when merged.holds = 'yes' then 'holds'
        when merged.shown = 1 then 'sent'
        else 'said'
    end as how,
    case
        when merged.holds = 'yes' or merged.shown = 1 then 'yes'
        when vendor.receives_personal then 'yes'
        when vendor.receives_personal = false then 'no'
        when merged.holds = 'no' and merged.asked = 0 then 'no'
        else 'unknown'
    end as receives,
    case
        when vendor.role in ('data-processor', 'data-fiduciary', 'both') then vendor.role
        when merged.export_read = 1 and merged.product is not null
            and merged.kind not in ('ads', 'partner', 'unknown') then 'data-processor'
    end as recipient_role,
    case
        when vendor.role in ('data-processor', 'data-fiduciary', 'both') then 'register'
        when merged.export_read = 1 and merged.product is not null
            and merged.kind not in ('ads', 'partner', 'unknown') then 'presumed'
    end as role_how,
    -- A day ahead of the audit is a plan in the data, not a day on which anything was seen.
    case
        when vendor.ended_on <= as_of.on_day and merged.newest_on is null
            and merged.sent_on is null then vendor.ended_on
        when merged.newest_on > as_of.on_day or merged.sent_on > as_of.on_day then as_of.on_day
        when merged.newest_on is null and merged.sent_on is null
            then case when merged.holds = 'yes' or vendor.receives_personal then as_of.on_day end
        when merged.newest_on is null then merged.sent_on
        when merged.sent_on is null or merged.newest_on >= merged.sent_on then merged.newest_on
        else merged.sent_on
    end as last_seen_on,
    merged.day_told,
    vendor.ended_on,
    case when vendor.ended_on <= as_of.on_day then 1 else 0 end as ended,
    merged.people
from rows_of as merged
left join register_vendors as vendor on merged.vendor_id = vendor.vendor_id
left join as_of on 1 = 1
where merged.own = false
order by merged.vendor_id nulls last, merged.system_id nulls last
