"""The journey of each system's data: what comes in, who uses it, who gets it, how it leaves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from amanat.engine.base import Engine
from amanat.findings.model import Finding, JourneyLine
from amanat.findings.naming import SENDER_KNOWN, sender_of, system_title
from amanat.terms.categories import CATEGORIES


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    # Every month has a 28th; up to three days early does not matter for a count of quiet people.
    return date(year, month + 1, min(day.day, 28))


def journey(engine: Engine, found: Sequence[Finding], as_of: date) -> tuple[JourneyLine, ...]:
    """Return one line for each system, in order of its id.

    A system fails if any finding of it does; it passes only if it was read whole and every finding
    of it passes, of which there is one at least.

    Quiet people are those without activity of their own for 12 and for 36 months before `as_of`;
    null where the system was not read or has no times.
    """
    quiet_12, quiet_36 = _months_before(as_of, 12), _months_before(as_of, 36)
    rows = engine.query(
        f"""
        with held as (
            select datasets.system_id, presence.person, max(presence.last_seen_at) as last_seen_at
            from presence
            inner join datasets on datasets.dataset_id = presence.dataset_id
            inner join people on people.person = presence.person
            where presence.in_current and people.kind <> 'staff'
            group by datasets.system_id, presence.person
        ),
        quiet as (
            select
                system_id,
                count(last_seen_at) as timed,
                sum(case when last_seen_at < timestamptz '{quiet_12} 00:00:00+05:30' then 1
                    else 0 end) as quiet_12,
                sum(case when last_seen_at < timestamptz '{quiet_36} 00:00:00+05:30' then 1
                    else 0 end) as quiet_36
            from held group by system_id
        ),
        spans as (
            select system_id, min(oldest_on) as oldest_on, max(newest_on) as newest_on
            from datasets group by system_id
        ),
        gone as (
            select datasets.system_id, count(*) as deletions
            from deletions inner join datasets on datasets.dataset_id = deletions.dataset_id
            group by datasets.system_id
        )
        select
            systems.system_id, systems.status, systems.people, spans.oldest_on, spans.newest_on,
            quiet.timed, quiet.quiet_12, quiet.quiet_36, gone.deletions
        from systems
        left join spans on spans.system_id = systems.system_id
        left join quiet on quiet.system_id = systems.system_id
        left join gone on gone.system_id = systems.system_id
        order by systems.system_id
        """
    ).to_pylist()
    flows = engine.query(
        f"""select source_system_id, recipient_kind, recipient_id, {SENDER_KNOWN} as sender_known
        from flows as flow where not refuted and basis <> 'question' order by flow_id"""
    ).to_pylist()
    teams = engine.query(
        "select system_id, team from datasets where team is not null group by system_id, team"
        " order by system_id, team"
    ).to_pylist()
    kinds: dict[str, dict[str, None]] = defaultdict(dict)
    for field in engine.query(
        """select datasets.system_id, fields.category, max(fields.people) as people
        from fields inner join datasets on datasets.dataset_id = fields.dataset_id
        where fields.category is not null and fields.personal = 'yes'
        group by datasets.system_id, fields.category
        order by datasets.system_id, people desc, fields.category"""
    ).to_pylist():
        kinds[field["system_id"]][CATEGORIES[field["category"]].title] = None
    verdicts: dict[str | None, set[str]] = defaultdict(set)
    for finding in found:
        for system in finding.places.systems:
            verdicts[system].add(finding.verdict)
    lines = []
    for row in rows:
        system = row["system_id"]
        read = row["status"] != "none"
        timed = bool(row["timed"])
        lines.append(
            JourneyLine(
                system=system,
                title=system_title(system),
                status=row["status"],
                comes_in=_unique(
                    _source(sender_of(flow)) for flow in flows if flow["recipient_id"] == system
                ),
                used_by=_unique(each["team"] for each in teams if each["system_id"] == system),
                goes_to=_unique(_recipient(flow) for flow in flows if sender_of(flow) == system),
                oldest_on=row["oldest_on"],
                newest_on=row["newest_on"],
                people=row["people"],
                quiet_12=int(row["quiet_12"]) if timed else None,
                quiet_36=int(row["quiet_36"]) if timed else None,
                deletions=int(row["deletions"] or 0) if read else None,
                kinds=tuple(kinds[system]),
                verdict=_verdict(verdicts[system], row["status"]),
            )
        )
    return tuple(lines)


def _verdict(found: AbstractSet[str], status: str) -> str:
    if "fails" in found:
        return "fails"
    return "passes" if found == {"passes"} and status == "read" else "cannot_tell"


def _source(system: str | None) -> str:
    return system_title(system) if system else "a source not seen"


def _recipient(flow: dict[str, str]) -> str:
    if flow["recipient_kind"] == "team":
        return f"{flow['recipient_id']} team"
    return system_title(flow["recipient_id"])


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
