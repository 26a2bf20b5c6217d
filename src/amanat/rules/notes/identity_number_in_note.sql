/*---
id = "identity-number-in-note"
title = "Aadhaar, PAN, passport, card or bank numbers lie in tickets and notes"
control = "notes-government-and-payment-ids"
judges = "places with free text"
reads = "text"
severity = "high"
maturity = "stable"
since = "0.1.0"
identity = ["place_id", "category"]
row_key = ["place_id", "category", "unit_id", "row_ordinal", "column_ordinal", "text_offset"]
text = "{notes} in {system} {hold} an unmasked number: {category}."
how = "The digits pass the check that such numbers carry, or stand beside words that say what they are; masked ones are not counted."
remedy = "Mask or delete the numbers in {place}, and stop asking for the full number: the last four digits are enough."
closed_when = "the next scan finds no unmasked number there"
minutes = 10
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
        mention.person,
        mention.kind,
        mention.tier,
        mention.masked
    from mentions as mention
    left join units as unit on mention.unit_id = unit.unit_id
    left join current_rows on mention.unit_id = current_rows.unit_id
    where
        (
            mention.kind in ('government_id', 'payment_id')
            or (
                mention.kind = 'unknown'
                and coalesce(mention.category, 'unknown')
                not in ('pan_company', 'gstin_company', 'tan', 'cin', 'ifsc', 'income', 'url')
            )
        )
        and coalesce(mention.tier, 'unknown') <> 'possible'
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
    person,
    case
        when masked then 'passes'
        when masked = false and kind in ('government_id', 'payment_id')
            and tier in ('confirmed', 'likely') then 'fails'
        else 'cannot_tell'
    end as verdict,
    'tier_low' as reason,
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
    null as person,
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
