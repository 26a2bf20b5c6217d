/*---
id = "support-data-in-marketing"
title = "Support and success data feeds marketing, and the people did not consent to marketing"
control = "reuse-for-marketing"
judges = "people in flows into marketing, ads or newsletter tools and marketing lists, where support or success data may be used"
reads = "flows"
severity = "high"
maturity = "stable"
since = "0.1.0"
identity = ["flow_id"]
row_key = ["flow_id", "unit_id", "row_ordinal"]
text = "A marketing list in {system} uses support or success data and has {people} on it {unconsented} to marketing."
how = "The list's own columns or its source, and the consent records as of the time of each row."
remedy = "Remove the support and success fields from the list in {system}, or gate it on a consent to marketing."
closed_when = "the list no longer uses support or success data, or has only people with a consent to marketing in effect"
minutes = 20
owner = "owner of the list"
---*/
-- Where nobody can tell whether support or success data is used, what would fail cannot be told.
with marketing as (
    select
        flow.flow_id,
        flow.uses_cs_data,
        flow.last_seen_on
    from flows as flow
    left join lists as list on flow.list_id = list.list_id
    left join register_lists as entry on flow.list_id = entry.list_id
    where
        coalesce(flow.refuted, false) = false
        and coalesce(flow.uses_cs_data, true)
        and (
            coalesce(flow.recipient_system_kind, 'unknown')
            in ('marketing', 'ads', 'newsletter', 'unknown')
            or coalesce(entry.team, list.team) = 'marketing'
            or (flow.recipient_kind = 'team' and flow.recipient_id = 'marketing')
        )
)
select
    marketing.flow_id,
    cover.unit_id,
    cover.row_ordinal,
    cover.person,
    case
        when cover.cover = 'yes' then 'passes'
        when cover.cover = 'no' and marketing.uses_cs_data then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when cover.flow_id is null then 'content_unknown'
        when cover.cover = 'no' then 'definition_unreadable'
        else coalesce(cover.reason, 'purpose_unknown')
    end as reason,
    case
        when cover.flow_id is null then marketing.last_seen_on
        when cover.continuing then as_of.on_day
        else cover.on_day
    end as event_on,
    coalesce(cover.continuing, false) as continuing
from marketing
left join consent_cover as cover on marketing.flow_id = cover.flow_id
left join as_of on 1 = 1
order by marketing.flow_id nulls last, cover.unit_id nulls last, cover.row_ordinal nulls last
