/*---
id = "purpose-without-ground"
title = "A purpose is in use, and no consent or section 7 use is recorded for it"
control = "lawful-basis-recorded"
judges = "purposes of the register, and purposes that flows, lists and consent labels name"
reads = "register"
severity = "medium"
maturity = "stable"
since = "0.1.0"
identity = ["purpose_id"]
row_key = ["purpose_id"]
text = "The purpose {purpose} is used, and neither consent nor a clause of section 7 is recorded for it."
how = "Purposes named by flows, lists and consent labels, held against register/purposes.toml."
remedy = "Choose consent or one clause of section 7 for {purpose} in register/purposes.toml, or stop the use."
closed_when = "the register names consent, or a clause of section 7 with its fact, for the purpose"
minutes = 10
owner = "privacy lead"
---*/
select
    ground.purpose_id,
    case
        when ground.in_register = 1 and ground.ground_class in ('consent', 's7') then 'passes'
        when ground.ground_class = 'none' and complete.purposes = 1 and ground.purpose_id is not null
            then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when ground.ground_class = 'other_words' then 'ground_other_words'
        when ground.ground_class = 's7_no_fact' then 'ground_fact_missing'
        when ground.in_register = 1 then 'ground_silent'
        else 'register_not_complete'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from purpose_grounds as ground
left join complete on 1 = 1
order by ground.purpose_id nulls last
