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
row_key = ["kind", "subject_id", "system_id"]
how = "The permission list and the tools' own lists of users, held against the HR list or register/staff.toml."
closed_when = "the next permission list shows the place restricted, and no export shows an open account of the person who left"
minutes = 3
owner = "owner of the place"

[text]
place = "A place in {system} with personal data{held}: {access}."
account = "An account of someone who left is still open, or a permission list still names it."

[remedy]
place = "Close {place} to those who need it."
account = "Close the account of the person who left in every tool, and take it out of every permission list."
---*/
-- A place without people is not judged; one whose people were not counted is, and cannot be told. A
-- sheet of numbers of people has none to count, and is theirs all the same.
-- An account is one that an export shows: a list of who left alone is no open account. On the last
-- working day itself it may be open. The HR list says who is here; the register does only where it
-- is said to be complete. Who is on no list, also on none that is complete, cannot be told: a shared
-- account and a colleague look alike.
with held as (
    select
        account.system_id,
        account.user_id,
        account.dataset_id,
        account.active,
        account.layout,
        listed.user_id as listed_id,
        staff.user_id as staff_id,
        complete.staff as staff_complete,
        as_of.on_day,
        -- Two lists may name two days; the account should have been closed on the earlier one.
        case
            when listed.left_on is null then staff.left_on
            when staff.left_on is null then listed.left_on
            when listed.left_on < staff.left_on then listed.left_on
            when staff.left_on <= listed.left_on then staff.left_on
        end as left_on
    from accounts as account
    left join staff_listed as listed on account.user_id = listed.user_id
    left join register_staff as staff on account.user_id = staff.user_id
    left join as_of on 1 = 1
    left join complete on 1 = 1
),
-- Columns that are surely people's where nobody could be counted: no row has an e-mail or a phone.
telling as (
    select
        field.dataset_id,
        count(*) as fields
    from fields as field
    inner join datasets as dataset on field.dataset_id = dataset.dataset_id
    where
        field.personal = 'yes' and field.tier in ('confirmed', 'likely') and field.filled > 0
        and coalesce(dataset.people, 0) = 0 and coalesce(dataset.staff, 0) = 0
    group by field.dataset_id
)
select
    'place' as kind,
    place.place_id as subject_id,
    cast(null as varchar) as system_id,
    place.place_id,
    place.dataset_id,
    case
        when access.sure_access in ('public', 'guests') and place.people > 0 then 'fails'
        when access.sure_access in ('public', 'guests') and telling.fields > 0 then 'fails'
        when access.access_layout = 'looks_like' then 'cannot_tell'
        when access.access = 'restricted' then 'passes'
        when access.access in ('organisation', 'group') and access.need_confirmed = 1 then 'passes'
        else 'cannot_tell'
    end as verdict,
    case
        when access.access is null then 'access_unknown'
        when access.access_layout = 'looks_like' then 'layout_unseen'
        when access.access in ('public', 'guests') then 'content_unknown'
        else 'access_need_unsaid'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from places as place
left join place_access as access on place.place_id = access.place_id
left join telling on place.dataset_id = telling.dataset_id
where
    coalesce(place.people, 1) > 0
    or (telling.fields > 0 and place.records > 0 and access.access in ('public', 'guests'))
union all
select
    'account' as kind,
    held.user_id as subject_id,
    held.system_id,
    cast(null as varchar) as place_id,
    held.dataset_id,
    case
        when held.active = false then 'passes'
        when held.left_on < held.on_day and held.layout <> 'looks_like' then 'fails'
        when held.left_on >= held.on_day then 'passes'
        when held.left_on is null and held.listed_id is not null then 'passes'
        when held.left_on is null and held.staff_id is not null and held.staff_complete = 1
            then 'passes'
        else 'cannot_tell'
    end as verdict,
    case
        when held.left_on < held.on_day then 'layout_unseen'
        else 'staff_list_missing'
    end as reason,
    held.left_on as event_on,
    true as continuing
from held
order by kind nulls last, subject_id nulls last, system_id nulls last
