/*---
id = "sensitive-note-open"
title = "Notes mention sensitive details of people, and people without need can open them"
control = "notes-sensitive-open-access"
judges = "places with free text"
reads = "text"
severity = "critical"
maturity = "stable"
since = "0.1.0"
identity = ["place_id", "category"]
row_key = ["place_id", "category", "unit_id", "row_ordinal", "column_ordinal", "text_offset"]
text = "{notes} in {system} {mention} a person's {category}; {access}."
how = "Words of the text with a known person or a pronoun in the same sentence, and the permission list."
remedy = "Close {place} to those who need it."
closed_when = "the permission list shows the place restricted, or the next scan finds no such words there"
minutes = 3
owner = "owner of the place"
---*/
-- One row for each hit, and one for each place without. A hit of tier possible is counted, not judged.
with hits as (
    select
        mention.place_id,
        mention.category,
        mention.unit_id,
        mention.row_ordinal,
        mention.column_ordinal,
        mention.text_offset,
        mention.text_length,
        mention.dataset_id,
        mention.field_id,
        mention.kind,
        mention.about,
        mention.seen_on,
        access.access,
        access.access_layout,
        access.sure_access,
        access.need_confirmed
    from mentions as mention
    left join place_access as access on mention.place_id = access.place_id
    left join units as unit on mention.unit_id = unit.unit_id
    left join current_rows on mention.unit_id = current_rows.unit_id
    where
        (
            mention.kind = 'topic'
            or (
                mention.kind = 'unknown'
                and coalesce(mention.category, 'unknown')
                not in ('pan_company', 'gstin_company', 'ifsc', 'income')
            )
        )
        and coalesce(mention.tier, 'unknown') <> 'possible'
        and coalesce(mention.about, 'unclear') <> 'nobody'
        and (current_rows.unit_id is not null or unit.unit_id is null)
),
hit_places as (
    select distinct place_id from hits where place_id is not null
)
select
    place_id,
    category,
    unit_id,
    row_ordinal,
    column_ordinal,
    text_offset,
    text_length,
    dataset_id,
    field_id,
    case
        when
            kind = 'topic' and about = 'person'
            and sure_access in ('public', 'guests', 'organisation')
            then 'fails'
        when access_layout = 'looks_like' then 'cannot_tell'
        when access = 'restricted' then 'passes'
        when access = 'group' and need_confirmed = 1 then 'passes'
        else 'cannot_tell'
    end as verdict,
    case
        when access is null then 'access_unknown'
        when access_layout = 'looks_like' then 'layout_unseen'
        when about = 'person' and kind = 'topic' then 'access_need_unsaid'
        else 'about_unclear'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from hits
union all
select
    place.place_id,
    'none' as category,
    cast(null as varchar) as unit_id,
    cast(null as bigint) as row_ordinal,
    cast(null as bigint) as column_ordinal,
    cast(null as bigint) as text_offset,
    cast(null as bigint) as text_length,
    place.dataset_id,
    cast(null as varchar) as field_id,
    case
        when place.status = 'read' and place.text_records > 0 and partial.dataset_id is null
            then 'passes'
        else 'cannot_tell'
    end as verdict,
    case
        when place.status = 'read' and place.text_records > 0 then 'absence_from_partial_export'
        else 'place_partly_read'
    end as reason,
    cast(null as date) as event_on,
    true as continuing
from places as place
left join hit_places on place.place_id = hit_places.place_id
left join partial_exports as partial on place.dataset_id = partial.dataset_id
where hit_places.place_id is null and coalesce(place.text_records, 1) > 0
order by
    place_id nulls last,
    category nulls last,
    unit_id nulls last,
    row_ordinal nulls last,
    column_ordinal nulls last,
    text_offset nulls last
