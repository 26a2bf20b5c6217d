/*---
id = "system-outside-inventory"
title = "A tool holds personal data, and the inventory does not have it, its owner or its approval"
control = "inventory-covers-every-store"
judges = "systems found by any means that hold personal data"
reads = "data"
severity = "medium"
maturity = "stable"
since = "0.1.0"
identity = ["system_id"]
row_key = ["system_id"]
text = "{system} holds personal data{of_people} and is not in the inventory with an owner and an approval."
how = "Seen in the exports that were read and held against register/systems.toml."
remedy = "Add {system} to register/systems.toml with an owner and a purpose, or move the data out and close the account."
closed_when = "the register has the system with an owner and an approval, or the system no longer holds people's data"
minutes = 5
owner = "privacy lead"
---*/
-- Absence from the register is a fault only where the register says that its systems are complete.
select
    system.system_id,
    case
        when coalesce(entry.system_id is not null, system.in_register) and entry.owner_id is null
            and entry.system_id is not null and system.holds_personal = 'yes' then 'fails'
        when system.in_register and system.holds_personal = 'yes'
            and (system.owner_known = false or system.approved = false) then 'fails'
        when system.in_register and system.owner_known and system.approved then 'passes'
        -- A second account that is only assumed may be one that the register has.
        when system.found_by = 'scan' and system.instance_how = 'assumed'
            and system.in_register = false then 'cannot_tell'
        when system.holds_personal = 'yes' and system.in_register = false
            and complete.systems = 1 then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when system.holds_personal <> 'yes' then 'content_unknown'
        when system.found_by = 'scan' and system.instance_how = 'assumed'
            and system.in_register = false then 'instance_assumed'
        else 'register_not_complete'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from systems as system
left join register_systems as entry on system.system_id = entry.system_id
left join complete on 1 = 1
where system.holds_personal in ('yes', 'unknown')
order by system.system_id nulls last
