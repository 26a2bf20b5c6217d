-- Who can open each place: the widest grant of its own, else its parents' (four doublings reach sixteen
-- levels up), else what the register says, else null. A grant that could not be understood leaves it
-- unknown unless a wider one is known. Ranks: 10 public, 20 guests, 30 organisation, 40 group, 50
-- restricted, one more where that is known from memory only; 99 asked and not known. `sure_access` is
-- the widest that is no hearsay: it is open so far at least, whoever else may open it too.
with granted as (
    select
        place_id,
        min(case
            when opened_to in ('anyone', 'link') and layout = 'looks_like' then 11
            when opened_to in ('anyone', 'link') then 10
            when opened_to in ('guest', 'outsider') and layout = 'looks_like' then 21
            when opened_to in ('guest', 'outsider') then 20
            when opened_to = 'domain' and layout = 'looks_like' then 31
            when opened_to = 'domain' then 30
            when opened_to = 'group' and layout = 'looks_like' then 41
            when opened_to = 'group' then 40
            when opened_to = 'user' and layout = 'looks_like' then 51
            when opened_to = 'user' then 50
        end) as rank,
        min(case
            when layout = 'looks_like' then null
            when opened_to in ('anyone', 'link') then 10
            when opened_to in ('guest', 'outsider') then 20
            when opened_to = 'domain' then 30
            when opened_to = 'group' then 40
            when opened_to = 'user' then 50
        end) as sure,
        max(case when opened_to is null then 1 else 0 end) as unclear
    from grants
    group by place_id
),
said as (
    select
        place.place_id,
        place.parent_place_id,
        place.access_from,
        case
            when place.access = 'public' and place.access_layout = 'looks_like' then 11
            when place.access = 'public' then 10
            when place.access = 'guests' and place.access_layout = 'looks_like' then 21
            when place.access = 'guests' then 20
            when place.access = 'organisation' and place.access_layout = 'looks_like' then 31
            when place.access = 'organisation' then 30
            when place.access = 'group' and place.access_layout = 'looks_like' then 41
            when place.access = 'group' then 40
            when place.access = 'restricted' and place.access_layout = 'looks_like' then 51
            when place.access = 'restricted' then 50
        end as said_rank,
        granted.rank as granted_rank,
        granted.sure as granted_sure,
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
        end as rank,
        case
            when said_rank is null or said_rank in (11, 21, 31, 41, 51) then granted_sure
            when granted_sure is null or said_rank < granted_sure then said_rank
            else granted_sure
        end as sure
    from said
),
start as (
    select
        place_id,
        case when unclear = 1 and (rank is null or rank > 11) then 99 else rank end as rank,
        sure,
        parent_place_id,
        0 as inherited
    from own
),
step_1 as (
    select
        here.place_id,
        coalesce(here.rank, above.rank) as rank,
        case when here.rank is null then above.sure else here.sure end as sure,
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
        case when here.rank is null then above.sure else here.sure end as sure,
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
        case when here.rank is null then above.sure else here.sure end as sure,
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
        case when here.rank is null then above.sure else here.sure end as sure,
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
        when found.rank in (10, 11) then 'public'
        when found.rank in (20, 21) then 'guests'
        when found.rank in (30, 31) then 'organisation'
        when found.rank in (40, 41) then 'group'
        when found.rank in (50, 51) then 'restricted'
        when answer.access = 'need_confirmed' then 'group'
        else answer.access
    end as access,
    case
        when found.rank < 99 and found.inherited = 1 then 'parent'
        when found.rank < 99 then coalesce(own.access_from, 'drive_permissions')
        when answer.access is not null then 'register'
    end as access_from,
    case when answer.access = 'need_confirmed' then 1 else 0 end as need_confirmed,
    case
        when found.sure = 10 then 'public'
        when found.sure = 20 then 'guests'
        when found.sure = 30 then 'organisation'
        when found.sure = 40 then 'group'
        when found.sure = 50 then 'restricted'
        when found.rank is null and answer.access = 'need_confirmed' then 'group'
        when found.rank is null then answer.access
    end as sure_access,
    case
        when found.rank in (11, 21, 31, 41, 51) then 'looks_like'
        when found.rank < 99 or answer.access is not null then 'seen'
    end as access_layout
from own
left join step_4 as found on own.place_id = found.place_id
left join register_access as answer on own.place_id = answer.place_id
order by own.place_id nulls last
