/*---
id = "shared-without-consent"
title = "People's data was passed on without a consent in effect or a section 7 use for it"
control = "sharing-needs-purpose-consent"
judges = "people in flows to another system, team or entity"
reads = "flows"
severity = "high"
maturity = "stable"
since = "0.1.0"
identity = ["flow_id"]
row_key = ["flow_id", "unit_id", "row_ordinal"]
text = "Data{of_people} goes{from_source} to {recipient} {unconsented} for the purpose of the flow."
how = "Rows in the recipient's export, matched by keyed e-mail, phone or customer id with the consent records, as of the time of each row."
remedy = "Take the people without a matching consent off the list in {system}, and add a filter on consent where the list is made."
closed_when = "the recipient's next export has none of these people on an active list"
minutes = 15
owner = "owner of the list"
---*/
-- A flow that is known but shows no row (the recipient's export is missing) is one that nobody judged.
with flow_of as (
    select
        flow.flow_id,
        flow.first_seen_on,
        flow.last_seen_on,
        case when cover.flow_id is null then 1 else 0 end as without_rows
    from flows as flow
    left join (select distinct flow_id from consent_cover) as cover
        on flow.flow_id = cover.flow_id
    where coalesce(flow.refuted, false) = false
)
select
    cover.flow_id,
    cover.unit_id,
    cover.row_ordinal,
    cover.person,
    case
        when cover.cover = 'yes' then 'passes'
        when cover.cover = 'no' then 'fails'
        else 'cannot_tell'
    end as verdict,
    coalesce(cover.reason, 'purpose_unknown') as reason,
    case when cover.continuing then as_of.on_day else cover.on_day end as event_on,
    coalesce(cover.continuing, false) as continuing
from consent_cover as cover
left join as_of on 1 = 1
union all
select
    flow_of.flow_id,
    cast(null as varchar) as unit_id,
    cast(null as bigint) as row_ordinal,
    null as person,
    'cannot_tell' as verdict,
    'content_unknown' as reason,
    flow_of.last_seen_on as event_on,
    false as continuing
from flow_of
where flow_of.without_rows = 1
order by flow_id nulls last, unit_id nulls last, row_ordinal nulls last
