/*---
id = "access-beyond-need"
title = "People's data can be opened by anyone with a link, by guests, or by staff who left"
control = "access-limited-to-need"
judges = "places with personal data; accounts of staff"
reads = "data"
severity = "high"
maturity = "stable"
since = "0.1.0"
identity = ["kind", "subject_id"]
row_key = ["kind", "subject_id"]
how = "The permission list, and register/staff.toml for those who left."
closed_when = "the permission list shows the place restricted, and neither it nor the register names an account of someone who left"
minutes = 3
owner = "owner of the place"

[text]
place = "A place in {system} with personal data of {people}: {access}."
account = "An account of someone who left is still open, or still listed as one."

[remedy]
place = "Close {place} to those who need it."
account = "Close the account of the person who left in every tool, then take it out of register/staff.toml."
---*/
-- A place without people is not judged; one whose people were not counted is, and cannot be told.
-- An account is one that a permission list names, or that the register still lists.
with named as (
    select user_id from grants where user_id is not null
    union
    select user_id from register_staff
),
accounts as (
    select
        named.user_id,
        staff.user_id as staff_id,
        staff.left_on
    from named
    left join register_staff as staff on named.user_id = staff.user_id
)
select
    'place' as kind,
    place.place_id as subject_id,
    place.place_id,
    place.dataset_id,
    case
        when access.access = 'restricted' then 'passes'
        when access.access in ('organisation', 'group') and access.need_confirmed = 1 then 'passes'
        when access.access in ('public', 'guests') and place.people > 0 then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when access.access is null then 'access_unknown'
        when access.access in ('public', 'guests') then 'content_unknown'
        else 'access_need_unsaid'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from places as place
left join place_access as access on place.place_id = access.place_id
where coalesce(place.people, 1) > 0
union all
select
    'account' as kind,
    accounts.user_id as subject_id,
    cast(null as varchar) as place_id,
    cast(null as varchar) as dataset_id,
    case
        when accounts.left_on <= as_of.on_day then 'fails'
        when accounts.left_on > as_of.on_day then 'passes'
        when accounts.staff_id is not null and complete.staff = 1 then 'passes'
        else 'cannot_tell'
    end as verdict,
    'staff_list_missing' as reason,
    accounts.left_on as event_on,
    true as continuing
from accounts
left join as_of on 1 = 1
left join complete on 1 = 1
order by kind nulls last, subject_id nulls last
