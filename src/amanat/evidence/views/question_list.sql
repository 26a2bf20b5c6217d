-- What could not be judged, by the reason and the thing asked about: how many rows an answer settles.
select
    reason,
    rule_id,
    identity,
    count(*) as settles,
    max(place_id) as place_id,
    max(dataset_id) as dataset_id,
    max(field_id) as field_id
from judged
where verdict = 'cannot_tell'
group by reason, rule_id, identity
order by settles desc nulls last, reason nulls last, rule_id nulls last, identity nulls last
