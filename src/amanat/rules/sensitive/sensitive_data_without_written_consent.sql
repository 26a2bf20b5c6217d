/*---
id = "sensitive-data-without-written-consent"
title = "Sensitive personal data under the SPDI Rules is held without consent in writing, officer or policy"
control = "spdi-sensitive-consent-until-2027"
judges = "datasets holding a class of rule 3 of the SPDI Rules"
reads = "data"
severity = "high"
maturity = "stable"
since = "0.1.0"
identity = ["dataset_id", "spdi_class"]
row_key = ["dataset_id", "spdi_class"]
text = "{system} holds {spdi_class} data{of_people}, and the register says that consent in writing, a named grievance officer or a policy is missing."
how = "The kind of data in the export, held against register/written_consents.toml."
remedy = "Delete the {spdi_class} data, or get consent in writing, name the grievance officer and publish the policy."
closed_when = "the register says that consent in writing is proven, an officer is named and a policy is published, or the data is gone"
minutes = 30
owner = "privacy lead"
---*/
-- What is held: fields of a class, and unmasked numbers or words about a person in the text of the
-- current exports.
with held as (
    select
        field.dataset_id,
        field.spdi_class
    from fields as field
    where field.spdi_class <> 'none' and coalesce(field.filled, 1) > 0
    union
    select
        mention.dataset_id,
        case
            when mention.category in ('card', 'bank_account', 'iban', 'upi') then 'financial'
            when mention.category = 'password' then 'password'
            when mention.category = 'health' then 'health'
            when mention.category = 'sexual_life' then 'sexual_orientation'
            when mention.category = 'biometrics' then 'biometric'
        end as spdi_class
    from mentions as mention
    left join units as unit on mention.unit_id = unit.unit_id
    left join current_rows on mention.unit_id = current_rows.unit_id
    where
        mention.tier in ('confirmed', 'likely')
        and mention.masked = false
        and (mention.kind <> 'topic' or mention.about = 'person')
        and mention.category in (
            'card', 'bank_account', 'iban', 'upi', 'password', 'health', 'sexual_life', 'biometrics'
        )
        and (current_rows.unit_id is not null or unit.unit_id is null)
)
select
    held.dataset_id,
    held.spdi_class,
    case
        when held.spdi_class = 'unclear' then 'cannot_tell'
        when coalesce(dataset.layout, 'generic') <> 'looks_like' and held.dataset_id is not null
            and (entry.proven = false or entry.officer_named = false or entry.policy = false)
            then 'fails'
        when entry.proven and entry.officer_named and entry.policy then 'passes'
        else 'cannot_tell'
    end as verdict,
    case
        when held.spdi_class = 'unclear' then 'class_unclear'
        when entry.proven = false or entry.officer_named = false or entry.policy = false
            then 'layout_unseen'
        else 'written_consent_unsaid'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from held
left join datasets as dataset on held.dataset_id = dataset.dataset_id
left join register_written_consents as entry
    on held.dataset_id = entry.dataset_id and held.spdi_class = entry.spdi_class
left join complete on 1 = 1
order by held.dataset_id nulls last, held.spdi_class nulls last
