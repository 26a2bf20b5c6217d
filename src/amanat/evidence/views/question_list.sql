-- What could not be judged, by the reason and the thing asked about: how many rows an answer settles.
-- `label_system_id`: where a label is not mapped, the system whose label it is, not the one that the
-- data went to. A choice about everything (scope all) needs no purpose, so its label is never asked.
with unmapped as (
    select
        person,
        min(system_id) as system_id
    from consents
    where purpose_id is null and scope <> 'all' and person is not null
    group by person
),
waiting as (
    select
        judged.*,
        case when judged.reason = 'label_unmapped' then unmapped.system_id end as label_system_id
    from judged
    left join unmapped on judged.person = unmapped.person
    where judged.verdict = 'cannot_tell'
)
select
    reason,
    rule_id,
    identity,
    label_system_id,
    count(*) as settles,
    max(place_id) as place_id,
    max(dataset_id) as dataset_id,
    max(field_id) as field_id
from waiting
group by reason, rule_id, identity, label_system_id
order by
    settles desc nulls last,
    reason nulls last,
    rule_id nulls last,
    identity nulls last,
    label_system_id nulls last
