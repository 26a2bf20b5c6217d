-- Every purpose that the register, a flow, a list or a mapped consent names, with the class of its
-- ground. `objection_ends`: 1 where a withdrawal or objection ends the use; only clauses (b) to (i)
-- of section 7 go on in spite of it. A flow that is refuted, or only asked about, uses nothing.
with named as (
    select purpose_id from register_purposes
    union
    select candidate.purpose_id
    from flow_purposes as candidate
    inner join flows as flow on candidate.flow_id = flow.flow_id
    where coalesce(flow.refuted, false) = false and coalesce(flow.basis, 'none') <> 'question'
    union
    select purpose_id from register_lists where purpose_id is not null
    union
    select purpose_id from register_flows where purpose_id is not null
    union
    select purpose_id from register_systems where purpose_id is not null
    union
    select purpose_id from consents where purpose_id is not null
)
select
    named.purpose_id,
    entry.class as purpose_class,
    entry.ground,
    case when entry.purpose_id is not null then 1 else 0 end as in_register,
    case
        when entry.ground = 'consent' then 'consent'
        when entry.ground = 'other_words' then 'other_words'
        when entry.ground in ('s7a', 's7b', 's7c', 's7d', 's7e', 's7f', 's7g', 's7h', 's7i')
            and entry.fact then 's7'
        when entry.ground in ('s7a', 's7b', 's7c', 's7d', 's7e', 's7f', 's7g', 's7h', 's7i')
            then 's7_no_fact'
        else 'none'
    end as ground_class,
    case
        when entry.ground in ('s7b', 's7c', 's7d', 's7e', 's7f', 's7g', 's7h', 's7i') then 0
        else 1
    end as objection_ends
from named
left join register_purposes as entry on named.purpose_id = entry.purpose_id
order by named.purpose_id nulls last
