-- Papers and register entries about contracts, one row for each vendor, service and paper;
-- `system_id` is null where no service is told. Where a file was read it goes before the register's
-- word about it. `source`: paper, or entry (the register alone); `file_state`: read, unread, missing
-- (the register names a file that is not here), none (no file is named).
with entries as (
    select
        entry.contract_id,
        entry.vendor_id,
        entry.proof,
        entry.party,
        entry.term,
        entry.valid_from,
        entry.valid_to,
        entry.says_none,
        case
            when entry.contract_file_id is null then 'none'
            when paper.contract_id is null then 'missing'
            when paper.read then 'read'
            else 'unread'
        end as file_state
    from register_contracts as entry
    left join contracts as paper on entry.contract_file_id = paper.contract_id
),
papers as (
    select
        paper.contract_id,
        coalesce(paper.vendor_id, entry.vendor_id) as vendor_id,
        paper.proof,
        paper.party,
        paper.term,
        paper.valid_from,
        paper.valid_to,
        paper.read,
        row_number() over (
            partition by paper.contract_id order by entry.contract_id nulls last
        ) as place
    from contracts as paper
    left join register_contracts as entry on paper.contract_id = entry.contract_file_id
),
both_kinds as (
    select
        'paper' as source,
        paper.contract_id,
        paper.vendor_id,
        paper.proof,
        paper.party,
        paper.term,
        paper.valid_from,
        paper.valid_to,
        coalesce(paper.read, false) as read,
        false as says_none,
        case when paper.read then 'read' else 'unread' end as file_state
    from papers as paper
    where paper.place = 1
    union all
    select
        'entry' as source,
        entry.contract_id,
        entry.vendor_id,
        entry.proof,
        entry.party,
        entry.term,
        entry.valid_from,
        entry.valid_to,
        false as read,
        coalesce(entry.says_none, false) as says_none,
        entry.file_state
    from entries as entry
    where entry.file_state <> 'read'
),
services as (
    select 'paper' as source, contract_id, system_id from contract_services
    union
    select 'entry' as source, contract_id, system_id from register_contract_services
)
select
    cover.contract_id,
    cover.source,
    cover.vendor_id,
    service.system_id,
    cover.proof,
    cover.party,
    cover.term,
    cover.valid_from,
    cover.valid_to,
    cover.read,
    cover.says_none,
    cover.file_state
from both_kinds as cover
left join services as service
    on cover.contract_id = service.contract_id and cover.source = service.source
order by
    cover.contract_id nulls last,
    cover.source nulls last,
    cover.vendor_id nulls last,
    service.system_id nulls last
