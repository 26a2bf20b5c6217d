"""Make the frozen Report from evidence, judged rows and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from amanat import __version__
from amanat.audit.inventory import inventory
from amanat.audit.journey import journey
from amanat.engine.base import Engine
from amanat.findings.accepted import not_accepted
from amanat.findings.baseline import worst as worst_gaps
from amanat.findings.liability import exposure
from amanat.findings.model import (
    Acceptance,
    ControlResult,
    Finding,
    Gap,
    Projection,
    Question,
    Report,
    Since,
    SkippedLine,
    SystemLine,
    Task,
)
from amanat.findings.naming import count_of, system_title
from amanat.findings.objected import objected
from amanat.law.load import control, law_checked_up_to
from amanat.law.standing import law_lines, stale_days
from amanat.terms.reasons import HARMLESS, REASONS


@dataclass(frozen=True, slots=True)
class Judged:
    """What rules and findings said, as the report needs it."""

    findings: Sequence[Finding]
    results: Sequence[ControlResult]
    questions: Sequence[Question]
    tasks: Sequence[Task]
    projection: Projection
    since: Since | None
    accepted: tuple[Acceptance, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the audit itself knows: its day, whose it is, which files it was given."""

    as_of: date
    today: date
    first: bool
    company: str | None
    role: str
    sample: bool
    files: int
    delete: tuple[str, ...]


def summarise(engine: Engine, judged: Judged, told: Told) -> Report:
    """Build the report.

    Args:
        engine: holds the evidence tables under their names.
        judged: findings and what follows from them.
        told: facts of the audit itself.

    Returns:
        A report without any raw value of a person.
    """
    totals = _row(
        engine,
        """select
            (select count(*) from people where kind <> 'staff') as people,
            (select coalesce(sum(records), 0) from datasets) as records""",
    )
    fails = [finding for finding in judged.findings if finding.verdict == "fails"]
    open_gaps = not_accepted(fails, judged.accepted)
    worst = tuple(_gap(finding, judged.tasks, told.as_of) for finding in worst_gaps(open_gaps))
    unknown = [result for result in judged.results if result.verdict == "cannot_tell"]
    return Report(
        company=told.company,
        sample=told.sample,
        as_of=told.as_of,
        version=__version__,
        first=told.first,
        role=told.role,
        role_confirmed=told.role != "unknown",
        law_checked_up_to=law_checked_up_to(),
        law_stale_days=stale_days(law_checked_up_to(), told.today),
        people=int(totals["people"]),
        records=int(totals["records"]),
        files=told.files,
        skipped=_skipped(engine),
        systems=_systems(engine),
        worst=worst,
        binds_today=_binds_today(fails),
        schedule=tuple(exposure(judged.results)),
        unknown_rows=sum(result.cannot_tell for result in judged.results),
        unknown_controls=tuple(result.title for result in unknown),
        questions=tuple(judged.questions),
        consent_unproven=_consent_unproven(engine),
        projection=judged.projection,
        since=judged.since,
        journey=journey(engine, judged.findings, told.as_of),
        inventory=inventory(engine),
        controls=tuple(judged.results),
        findings=tuple(judged.findings),
        tasks=tuple(judged.tasks),
        delete=told.delete,
        rests_on_register=_rests(engine),
        counsel=_counsel(fails),
        accepted=judged.accepted,
        objections=objected(engine),
    )


def _gap(finding: Finding, tasks: Sequence[Task], as_of: date) -> Gap:
    titles = ", ".join(system_title(system) for system in finding.places.systems)
    rule = control(finding.control)
    who = _who(finding)
    return Gap(
        finding=finding,
        title=finding.text,
        title_share=finding.text,
        where=finding.where or titles,
        where_share=titles or "the register",
        who=who,
        do=finding.remedy,
        do_share=finding.remedy,
        minutes=finding.minutes,
        closes=next((len(each.finding_ids) for each in tasks if finding.id in each.finding_ids), 1),
        binds_today=finding.standing == "binds today",
        law=tuple(law_lines(rule, as_of, category=finding.subject.get("category"))),
    )


def _who(finding: Finding) -> str:
    if finding.people is None:
        return f"{count_of(finding.records, 'row')}; people not countable here"
    return count_of(finding.people, "person", "people")


def _row(engine: Engine, sql: str) -> Mapping[str, int]:
    row: Mapping[str, int] = engine.query(sql).to_pylist()[0]
    return row


def _skipped(engine: Engine) -> tuple[SkippedLine, ...]:
    rows = engine.query(
        "select name, format, reason from units where status <> 'read' and reason is not null"
        " order by name nulls first, unit_id"
    ).to_pylist()
    return tuple(
        SkippedLine(
            name=row["name"],
            format=row["format"],
            reason=row["reason"],
            sentence=REASONS[row["reason"]].sentence,
            settled_by=REASONS[row["reason"]].settled_by,
        )
        for row in rows
        if row["reason"] not in HARMLESS
    )


def _systems(engine: Engine) -> tuple[SystemLine, ...]:
    rows = engine.query(
        "select system_id, status from systems order by status = 'none', system_id"
    ).to_pylist()
    return tuple(
        SystemLine(row["system_id"], system_title(row["system_id"]), row["status"]) for row in rows
    )


def _consent_unproven(engine: Engine) -> int:
    return int(
        _row(
            engine,
            """select count(distinct person) as people from judged
            where rule_id = 'shared-without-consent'
                and verdict = 'cannot_tell' and person is not null""",
        )["people"]
    )


def _rests(engine: Engine) -> tuple[str, ...]:
    rows = engine.query("select subject, on_day from register_complete order by subject")
    return tuple(f"{row['subject']}, complete on {row['on_day']}" for row in rows.to_pylist())


def _binds_today(fails: Sequence[Finding]) -> tuple[str, ...]:
    """Say which other law binds already, with its gaps; the reports add what the Act does."""
    lines = []
    bound = [each for each in fails if each.standing == "binds today"]
    if any(each.control == "spdi-sensitive-consent-until-2027" for each in bound):
        count = sum(each.control == "spdi-sensitive-consent-until-2027" for each in bound)
        gaps = "1 gap" if count == 1 else f"{count} gaps"
        lines.append(f"SPDI Rules, IT Act s.43A: {gaps}; compensation, no fixed sum.")
    ids = [each for each in fails if each.control == "notes-government-and-payment-ids"]
    if any(each.subject.get("category", "").startswith("aadhaar") for each in ids):
        lines.append("Aadhaar Act, if it reaches you (ask counsel): up to Rs 1 crore.")
    return tuple(lines)


def _counsel(fails: Sequence[Finding]) -> tuple[str, ...]:
    asked = {control(each.control).counsel for each in fails}
    return tuple(sorted(question for question in asked if question))
