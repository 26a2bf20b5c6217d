-- Who can open each place: the widest grant of its own, else its parents' (four doublings reach sixteen
-- levels up), else what the register says, else null. A grant that could not be understood leaves it
-- unknown unless a wider one is known. Ranks: 1 public, 2 guests, 3 organisation, 4 group, 5
-- restricted; 9 asked and not known.
with granted as (
    select
        place_id,
        min(case
            when opened_to in ('anyone', 'link') then 1
            when opened_to in ('guest', 'outsider') then 2
            when opened_to = 'domain' then 3
            when opened_to = 'group' then 4
            when opened_to = 'user' then 5
        end) as rank,
        max(case when opened_to is null then 1 else 0 end) as unclear
    from grants
    group by place_id
),
said as (
    select
        place.place_id,
        place.parent_place_id,
        place.access_from,
        case place.access
            when 'public' then 1
            when 'guests' then 2
            when 'organisation' then 3
            when 'group' then 4
            when 'restricted' then 5
        end as said_rank,
        granted.rank as granted_rank,
        coalesce(granted.unclear, 0) as unclear
    from places as place
    left join granted on place.place_id = granted.place_id
),
own as (
    select
        place_id,
        parent_place_id,
        access_from,
        unclear,
        case
            when said_rank is null then granted_rank
            when granted_rank is null then said_rank
            when said_rank < granted_rank then said_rank
            else granted_rank
        end as rank
    from said
),
start as (
    select
        place_id,
        case when unclear = 1 and (rank is null or rank > 1) then 9 else rank end as rank,
        parent_place_id,
        0 as inherited
    from own
),
step_1 as (
    select
        here.place_id,
        coalesce(here.rank, above.rank) as rank,
        case when here.rank is null then above.parent_place_id end as parent_place_id,
        case
            when here.rank is not null then here.inherited
            when above.rank is not null then 1
            else 0
        end as inherited
    from start as here
    left join start as above on here.parent_place_id = above.place_id
),
step_2 as (
    select
        here.place_id,
        coalesce(here.rank, above.rank) as rank,
        case when here.rank is null then above.parent_place_id end as parent_place_id,
        case
            when here.rank is not null then here.inherited
            when above.rank is not null then 1
            else 0
        end as inherited
    from step_1 as here
    left join step_1 as above on here.parent_place_id = above.place_id
),
step_3 as (
    select
        here.place_id,
        coalesce(here.rank, above.rank) as rank,
        case when here.rank is null then above.parent_place_id end as parent_place_id,
        case
            when here.rank is not null then here.inherited
            when above.rank is not null then 1
            else 0
        end as inherited
    from step_2 as here
    left join step_2 as above on here.parent_place_id = above.place_id
),
step_4 as (
    select
        here.place_id,
        coalesce(here.rank, above.rank) as rank,
        case when here.rank is null then above.parent_place_id end as parent_place_id,
        case
            when here.rank is not null then here.inherited
            when above.rank is not null then 1
            else 0
        end as inherited
    from step_3 as here
    left join step_3 as above on here.parent_place_id = above.place_id
)
select
    own.place_id,
    case
        when found.rank = 1 then 'public'
        when found.rank = 2 then 'guests'
        when found.rank = 3 then 'organisation'
        when found.rank = 4 then 'group'
        when found.rank = 5 then 'restricted'
        when answer.access = 'need_confirmed' then 'group'
        else answer.access
    end as access,
    case
        when found.rank < 9 and found.inherited = 1 then 'parent'
        when found.rank < 9 then coalesce(own.access_from, 'drive_permissions')
        when answer.access is not null then 'register'
    end as access_from,
    case when answer.access = 'need_confirmed' then 1 else 0 end as need_confirmed
from own
left join step_4 as found on own.place_id = found.place_id
left join register_access as answer on own.place_id = answer.place_id
order by own.place_id nulls last
