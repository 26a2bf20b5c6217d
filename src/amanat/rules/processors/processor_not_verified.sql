/*---
id = "processor-not-verified"
title = "Nobody has checked, in the last year, that the processor keeps to its promises"
control = "processor-compliance-verified"
judges = "vendors of role processor or unknown"
reads = "register"
severity = "medium"
maturity = "stable"
since = "0.1.0"
identity = ["vendor_id"]
row_key = ["vendor_id"]
text = "{vendor} handles personal data for us, and no review of it is in force."
how = "The exports and flows that were read, held against register/reviews.toml. A review counts for twelve months."
remedy = "Get a current report or questionnaire from {vendor}, read it, and write day and scope into register/reviews.toml."
closed_when = "the register has a review of the vendor that is in force and covers the service"
minutes = 45
owner = "privacy lead"
---*/
with vendors as (
    select
        coalesce(flow.vendor_id, flow.system_id) as vendor_id,
        max(flow.vendor_id) as known_vendor_id,
        max(case when flow.receives = 'yes' then 1 else 0 end) as receives_any,
        min(case when flow.receives = 'no' then 1 else 0 end) as receives_nothing,
        max(case when flow.recipient_role in ('data-processor', 'both') then 1 else 0 end)
            as is_processor,
        min(case when flow.ended = 1 then 1 else 0 end) as ended
    from flows_latest as flow
    where coalesce(flow.recipient_role, 'unknown') in ('data-processor', 'both', 'unknown')
    group by coalesce(flow.vendor_id, flow.system_id)
),
reviews as (
    select
        review.vendor_id,
        max(case
            when review.valid_to < as_of.on_day then 1
            when review.reviewed_on < cast(as_of.on_day - interval '12' month as date) then 1
            when review.scope_ok = false then 1
            when review.scope_ok and review.reviewed_on <= as_of.on_day then 3
            else 2
        end) as cover,
        max(case when review.reviewed_on is null then 1 else 0 end) as undated
    from register_reviews as review
    left join as_of on 1 = 1
    group by review.vendor_id
)
select
    vendors.vendor_id,
    case
        when vendors.receives_nothing = 1 then 'passes'
        when vendors.known_vendor_id is null or vendors.is_processor = 0 then 'cannot_tell'
        when vendors.receives_any = 0 then 'cannot_tell'
        when reviews.cover = 3 then 'passes'
        when vendors.ended = 1 then 'cannot_tell'
        when vendors.is_processor = 1 and vendors.receives_any = 1 and reviews.cover = 1
            then 'fails'
        when vendors.is_processor = 1 and vendors.receives_any = 1 and reviews.vendor_id is null
            and complete.reviews = 1 then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when vendors.known_vendor_id is null then 'vendor_unresolved'
        when vendors.is_processor = 0 then 'role_unknown'
        when vendors.receives_any = 0 then 'content_unknown'
        when vendors.ended = 1 then 'relation_ended'
        when reviews.cover = 2 and reviews.undated = 1 then 'review_undated'
        when reviews.cover = 2 then 'review_scope_unsaid'
        else 'register_not_complete'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from vendors
left join reviews on vendors.known_vendor_id = reviews.vendor_id
left join complete on 1 = 1
order by vendors.vendor_id nulls last
