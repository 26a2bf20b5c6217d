-- Datasets whose newest export may be filtered, or of another account: an older one has people that
-- it has not, or the two do not fit. What is absent from such a dataset says nothing.
-- `holds_choices`: it tells of people's choices, so that a missing yes or no may lie in it.
with asked as (
    select distinct snapshot.dataset_id
    from snapshots as snapshot
    where snapshot.relation = 'asked'
),
tells as (
    select distinct unit.dataset_id
    from consents as consent
    inner join units as unit on consent.unit_id = unit.unit_id
)
select
    asked.dataset_id,
    case when tells.dataset_id is null then 0 else 1 end as holds_choices
from asked
left join tells on asked.dataset_id = tells.dataset_id
order by asked.dataset_id nulls last
