-- One row: for each subject whether the register says that it is all (0 or 1), and the day for which
-- it says so. A rule that judges a day asks that the register was complete on that day or later.
-- What goes on was there on that day too, or came since and is missing from the register as it stands.
select
    max(case when subject = 'contracts' then 1 else 0 end) as contracts,
    max(case when subject = 'contracts' then on_day end) as contracts_on,
    max(case when subject = 'consents' then 1 else 0 end) as consents,
    max(case when subject = 'consents' then on_day end) as consents_on,
    max(case when subject = 'systems' then 1 else 0 end) as systems,
    max(case when subject = 'systems' then on_day end) as systems_on,
    max(case when subject = 'purposes' then 1 else 0 end) as purposes,
    max(case when subject = 'purposes' then on_day end) as purposes_on,
    max(case when subject = 'retention' then 1 else 0 end) as retention,
    max(case when subject = 'retention' then on_day end) as retention_on,
    max(case when subject = 'field_uses' then 1 else 0 end) as field_uses,
    max(case when subject = 'field_uses' then on_day end) as field_uses_on,
    max(case when subject = 'reviews' then 1 else 0 end) as reviews,
    max(case when subject = 'reviews' then on_day end) as reviews_on,
    max(case when subject = 'notices' then 1 else 0 end) as notices,
    max(case when subject = 'notices' then on_day end) as notices_on,
    max(case when subject = 'flows' then 1 else 0 end) as flows,
    max(case when subject = 'flows' then on_day end) as flows_on,
    max(case when subject = 'staff' then 1 else 0 end) as staff,
    max(case when subject = 'staff' then on_day end) as staff_on
from (
    select complete.subject, complete.on_day
    from register_complete as complete
    where complete.on_day is not null
    union all
    select 'none' as subject, cast(null as date) as on_day
) as said
