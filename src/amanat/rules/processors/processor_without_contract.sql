/*---
id = "processor-without-contract"
title = "Processor holds personal data, and no contract in force covers it"
control = "processor-contract-signed"
judges = "vendors that get or hold personal data, by service"
reads = "register"
severity = "high"
maturity = "stable"
since = "0.1.0"
identity = ["vendor_id", "system_id"]
row_key = ["vendor_id", "system_id"]
text = "{system} holds or gets personal data{of_people} for us, and no contract in force covers it."
how = "The exports and flows that were read, held against the agreements that were read and register/contracts.toml. Where nobody said what the vendor is, it is presumed to be our processor because we hold an export of our own account."
remedy = "Find or sign the agreement with the vendor of {system}, or stop the flow and have the data erased."
closed_when = "an agreement in force is read, or the register has one with party, term and dates"
minutes = 30
owner = "privacy lead"
---*/
-- One row for each vendor and service, whatever its role: what is unknown is a row that cannot be judged.
-- Only positive conditions say 'fails' or 'passes'. A paper that nobody read neither covers nor fails, and
-- no paper at all is a fault only where the register says so, or that its contracts are complete. What the
-- register alone says of a draft or of one that ended is no paper in force, so it is judged like none.
-- How well a paper covers: 3 covers; 2 may cover, with `doubt`; 1 was read and does not; 0 is no paper.
with papers as (
    select
        flow.vendor_id,
        flow.system_id,
        paper.says_none,
        -- A fixed term that was over before the data was last seen, as the register alone says.
        case
            when paper.source = 'entry' and paper.file_state = 'none'
                and paper.valid_to < flow.last_seen_on then paper.valid_to
        end as over_on,
        case
            when paper.contract_id is null then 0
            when paper.says_none then 0
            -- A file's own day says nothing: the data may have been there until the audit.
            when flow.day_told = 0 and paper.valid_from > flow.last_seen_on
                and paper.valid_from <= as_of.on_day
                and coalesce(paper.proof, 'cannot_tell') not in ('draft', 'terms_only')
                and coalesce(paper.party, 'ours') not in ('group_other', 'not_us') then 2
            when paper.file_state = 'none' and (
                paper.proof in ('draft', 'terms_only')
                or paper.party in ('group_other', 'not_us')
                or paper.valid_from > flow.last_seen_on
                or paper.valid_to < flow.last_seen_on
            ) then 0
            when paper.system_id <> flow.system_id and paper.file_state = 'read' then 1
            when paper.system_id <> flow.system_id then 0
            when paper.file_state = 'read' and paper.proof in ('draft', 'terms_only') then 1
            when paper.file_state = 'read' and paper.party in ('group_other', 'not_us') then 1
            when paper.file_state = 'read' and (
                paper.valid_from > flow.last_seen_on or paper.valid_to < flow.last_seen_on
            ) then 1
            when (paper.file_state = 'read' or paper.source = 'entry')
                and paper.proof in ('signed', 'accepted') and paper.party = 'ours'
                and paper.system_id = flow.system_id
                and paper.valid_from <= flow.last_seen_on
                and (
                    paper.valid_to >= flow.last_seen_on
                    or (paper.term in ('until-terminated', 'renews') and paper.valid_to is null)
                ) then 3
            else 2
        end as cover,
        case
            when paper.source = 'entry' and paper.file_state in ('none', 'missing')
                and paper.proof in ('signed', 'accepted') and paper.party = 'ours'
                and paper.system_id is null then 'contract_service_unclear'
            when paper.source = 'entry' and paper.file_state in ('none', 'missing')
                and paper.proof in ('signed', 'accepted') and paper.party = 'ours'
                and paper.term = 'unknown' then 'contract_term_unknown'
            when paper.source = 'entry' then 'contract_missing_file'
            when paper.file_state = 'unread' then 'contract_unread'
            when paper.proof is null or paper.proof = 'cannot_tell' then 'contract_proof_unclear'
            when paper.party is null then 'contract_party_unclear'
            when paper.system_id is null then 'contract_service_unclear'
            else 'contract_term_unknown'
        end as doubt
    from flows_latest as flow
    left join contract_cover as paper on flow.vendor_id = paper.vendor_id
    left join as_of on 1 = 1
),
best as (
    select
        vendor_id,
        system_id,
        max(cover) as cover,
        max(case when says_none then 1 else 0 end) as says_none,
        max(over_on) as over_on,
        min(case when cover = 2 then doubt end) as doubt
    from papers
    group by vendor_id, system_id
)
select
    flow.vendor_id as known_vendor_id,
    coalesce(flow.vendor_id, flow.system_id) as vendor_id,
    flow.system_id,
    case
        when flow.receives = 'no' then 'passes'
        when flow.vendor_id is null then 'cannot_tell'
        when flow.recipient_role = 'data-fiduciary' and flow.role_how = 'register' then 'passes'
        when flow.recipient_role is null then 'cannot_tell'
        when flow.receives <> 'yes' or flow.last_seen_on is null then 'cannot_tell'
        when best.cover = 3 then 'passes'
        when flow.ended = 1 or best.cover = 2 then 'cannot_tell'
        when flow.recipient_role in ('data-processor', 'both') and flow.receives = 'yes'
            and best.cover = 1 then 'fails'
        when flow.recipient_role in ('data-processor', 'both') and flow.receives = 'yes'
            and best.cover = 0 and best.says_none = 1 then 'fails'
        when flow.recipient_role in ('data-processor', 'both') and flow.receives = 'yes'
            and best.cover = 0 and complete.contracts = 1
            and complete.contracts_on >= flow.last_seen_on then 'fails'
        -- The contract was over, and since then the register was said to have them all.
        when flow.recipient_role in ('data-processor', 'both') and flow.receives = 'yes'
            and best.cover = 0 and complete.contracts = 1
            and complete.contracts_on >= best.over_on then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when flow.vendor_id is null then 'vendor_unresolved'
        when flow.recipient_role is null or flow.recipient_role = 'unknown' then 'role_unknown'
        when flow.receives <> 'yes' or flow.last_seen_on is null then 'content_unknown'
        when flow.ended = 1 then 'relation_ended'
        when best.cover = 2 then best.doubt
        else 'register_not_complete'
    end as reason,
    case when flow.ended = 1 then flow.ended_on else flow.last_seen_on end as event_on,
    case when flow.how = 'holds' and coalesce(flow.ended, 0) = 0 then true else false end
        as continuing
from flows_latest as flow
left join best
    on
        flow.system_id = best.system_id
        and coalesce(flow.vendor_id, 'none') = coalesce(best.vendor_id, 'none')
left join complete on 1 = 1
order by flow.vendor_id nulls last, flow.system_id nulls last
