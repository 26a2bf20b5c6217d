-- Units of each dataset's current snapshot. Rules on data read only these, so that nothing is alleged
-- twice. Where it was asked which export is current, the newest of those asked about is.
with asked as (
    select
        snapshot.dataset_id,
        snapshot.snapshot_id,
        row_number() over (
            partition by snapshot.dataset_id
            order by
                case when snapshot.relation = 'current' then 0 else 1 end,
                snapshot.taken_at desc nulls last,
                snapshot.snapshot_id desc nulls last
        ) as place
    from snapshots as snapshot
    where snapshot.relation in ('current', 'asked')
),
current_snapshot as (
    select
        dataset.dataset_id,
        coalesce(dataset.current_snapshot_id, asked.snapshot_id) as snapshot_id
    from datasets as dataset
    left join asked on dataset.dataset_id = asked.dataset_id and asked.place = 1
)
select
    unit.unit_id,
    unit.dataset_id,
    unit.snapshot_id
from units as unit
inner join current_snapshot
    on
        unit.dataset_id = current_snapshot.dataset_id
        and coalesce(unit.snapshot_id, current_snapshot.snapshot_id, 'none')
        = coalesce(current_snapshot.snapshot_id, 'none')
where unit.status <> 'skipped'
order by unit.unit_id nulls last
