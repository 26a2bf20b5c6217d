/*---
id = "field-beyond-purpose"
title = "A field holds personal data, and no purpose needs it"
control = "data-beyond-purpose"
judges = "fields that hold personal data about people"
reads = "data"
severity = "low"
maturity = "stable"
since = "0.1.0"
identity = ["dataset_id", "field_id"]
row_key = ["dataset_id", "field_id"]
text = "A field of {system} holds the {category}{of_people}, and no purpose is recorded for it, or nothing has read it for a year."
how = "Filled cells of the export, held against register/field_uses.toml."
remedy = "Name the purpose of the field, or take it off the forms and delete what is stored once the one-year floor is checked."
closed_when = "the field is empty, or the register names its purpose and a read within twelve months"
minutes = 10
owner = "system's owner"
---*/
with judged_field as (
    select
        field.dataset_id,
        field.field_id,
        field.personal,
        field.filled,
        dataset.layout,
        entry.field_id as entry_id,
        entry.purpose_id,
        entry.last_read_on,
        entry.reads_known,
        complete.field_uses,
        partial.dataset_id as partial_id,
        case
            when entry.last_read_on >= cast(as_of.on_day - interval '12' month as date) then 1
            when entry.last_read_on is null then 0
            when as_of.on_day is not null then 0
        end as read_lately
    from fields as field
    left join datasets as dataset on field.dataset_id = dataset.dataset_id
    left join register_field_uses as entry
        on field.dataset_id = entry.dataset_id and field.field_id = entry.field_id
    left join partial_exports as partial on field.dataset_id = partial.dataset_id
    left join complete on 1 = 1
    left join as_of on 1 = 1
    where field.personal in ('yes', 'unknown')
)
select
    dataset_id,
    field_id,
    case
        when filled = 0 and partial_id is null then 'passes'
        when personal = 'unknown' then 'cannot_tell'
        when entry_id is not null and purpose_id is not null and reads_known and read_lately = 1
            then 'passes'
        when coalesce(layout, 'generic') = 'looks_like' then 'cannot_tell'
        when personal = 'yes' and filled > 0 and entry_id is not null and purpose_id is null
            then 'fails'
        when personal = 'yes' and filled > 0 and entry_id is not null and reads_known
            and read_lately = 0 then 'fails'
        when personal = 'yes' and filled > 0 and entry_id is null and field_uses = 1 then 'fails'
        else 'cannot_tell'
    end as verdict,
    case
        when filled = 0 then 'absence_from_partial_export'
        when personal = 'unknown' then 'field_unknown'
        when coalesce(layout, 'generic') = 'looks_like' and entry_id is not null
            then 'layout_unseen'
        else 'reads_unknown'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from judged_field
order by dataset_id nulls last, field_id nulls last
