"""The whole report for programs: one JSON object, with a schema that can be checked.

`python -m amanat.reports.document` writes the schema anew after a change of the structs.
"""

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from amanat.findings.model import Finding, Report
from amanat.reports.body import control
from amanat.reports.data import place_object
from amanat.reports.first import open_rows, people_text
from amanat.reports.numbers import Count, shown, told
from amanat.reports.objections import totals
from amanat.reports.voice import Voice, voice_of

#: Goes up when a key goes away or means something else; new keys leave it.
VERSION: Final = 2
_SCHEMA: Final = "report.schema.json"
Verdict = Literal["fails", "cannot_tell", "passes"]
Standing = Literal["binds today", "readiness gap", "before commencement"]


class _Part(msgspec.Struct, kw_only=True, omit_defaults=True):
    """A part of the document; keys with a default are left out where they say nothing."""


class Head(_Part):
    """Which audit this is and how it judged."""

    audit_id: str
    as_of: date
    amanat: str
    company: str | None
    invented_sample: bool
    role: str
    role_confirmed: bool
    law_checked_up_to: date


class Read(_Part):
    """What was read."""

    people: Count
    records: Count
    files: int
    files_not_read: int


class System(_Part):
    """A system and whether its export was read."""

    system: str
    status: Literal["read", "partly", "none"]


class Control(_Part):
    """A control with its four counts; `cap_inr` in rupees: at most, never a forecast."""

    control: str
    title: str
    verdict: Verdict
    standing: Standing
    fails: Count
    passes: Count
    cannot_tell: Count
    not_read: int
    schedule_row: int | None
    cap_inr: int | None
    citation: str
    not_applicable: bool


class ScheduleRow(_Part):
    """A row of the Schedule under which something fails; rows are never added up."""

    row: int
    cap_inr: int
    breach: str
    controls: int


class Acceptance(_Part):
    """A gap is accepted until a day; `ended`: that day has passed. `reason`: inside only."""

    until: date
    ended: bool
    reason: str | None = None
    by: str | None = None


class Gap(_Part):
    """A finding. `subject`, `where`, `how`, `places` and `places_total`: inside only.

    `places`: the first few of `places_total`; `amanat findings --format json` lists them all.
    """

    id: str
    rule: str
    control: str
    verdict: Verdict
    severity: Literal["critical", "high", "medium", "low"]
    confidence: str
    event_on: date | None
    standing: Standing
    people: Count
    records: Count
    cap_inr: int | None
    text: str
    remedy: str
    minutes: int
    owner: str
    reasons: list[str]
    accepted: Acceptance | None = None
    subject: dict[str, str] | None = None
    where: str | None = None
    how: str | None = None
    places: list[dict[str, Any]] | None = None
    places_total: int | None = None


class Task(_Part):
    """One thing to do, by a role, on a proposed day. `where` and `clicks`: inside only."""

    order: int
    do: str
    owner: str
    minutes: int
    due_on: date
    control: str
    standing: Standing
    closes: list[str]
    where: str | None = None
    clicks: str | None = None


class Question(_Part):
    """What one answer or export settles. `where`: inside only."""

    id: str
    reason: str
    text: str
    settled_by: str
    settles: Count
    minutes: int
    where: str | None = None


class NotRead(_Part):
    """A file that was not read, or only partly. `name`: inside only."""

    format: str
    reason: str
    settled_by: str
    name: str | None = None


class Dates(_Part):
    """The projected date against those from which the Act binds; the second is arguable."""

    projected_on: date | None
    binds_on: date
    binds_on_arguable: date
    tasks: int
    minutes: int
    accepted: int


class Since(_Part):
    """What became of the last audit's gaps: ids of findings."""

    last_on: date
    new: list[str]
    closed: list[str]
    still_open: int


class SetAside(_Part):
    """What the team's objections set aside or named anew: hits in text, and fields."""

    objections: int
    hits: Count
    fields: int


class Document(_Part, tag_field="format", tag="amanat-report"):
    """A report. `copy` is "share" where it may leave the house: small counts are "<5"."""

    version: int
    copy: Literal["inside", "share"]
    audit: Head
    read: Read
    open_judgements: Count
    systems: list[System]
    controls: list[Control]
    schedule: list[ScheduleRow]
    findings: list[Gap]
    tasks: list[Task]
    questions: list[Question]
    not_read: list[NotRead]
    dates: Dates
    since: Since | None
    set_aside: SetAside | None = None


def render(report: Report, *, inside: bool) -> bytes:
    """Return the report as JSON, UTF-8; the schema is that of `schema`."""
    document = _document(report, voice_of(report, inside=inside))
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def schema() -> bytes:
    """Return the published JSON schema of the document (draft 2020-12)."""
    return files("amanat.reports").joinpath("static", _SCHEMA).read_bytes()


def build_schema() -> bytes:
    """Return the schema as the structs say it now."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report of amanat",
        **msgspec.json.schema(Document),
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def _document(report: Report, voice: Voice) -> Document:
    accepted = {
        each.finding_id: Acceptance(
            until=each.until,
            ended=each.ended,
            reason=each.reason if voice.inside else None,
            by=each.by if voice.inside else None,
        )
        for each in report.accepted
    }
    return Document(
        version=VERSION,
        copy="inside" if voice.inside else "share",
        audit=Head(
            audit_id=report.audit_id,
            as_of=report.as_of,
            amanat=report.version,
            company=report.company,
            invented_sample=report.sample,
            role=report.role,
            role_confirmed=report.role_confirmed,
            law_checked_up_to=report.law_checked_up_to,
        ),
        read=Read(
            people=told(people_text(report, voice)),
            records=shown(report.records, voice),
            files=report.files,
            files_not_read=len(report.skipped),
        ),
        open_judgements=told(open_rows(report, voice)),
        systems=[
            System(system=voice.system(line.system, line.system), status=_as(line.status))
            for line in report.systems
        ],
        controls=_controls(report, voice),
        schedule=[
            ScheduleRow(
                row=line.row, cap_inr=line.cap_inr, breach=line.breach, controls=line.controls
            )
            for line in report.schedule
        ],
        findings=[_gap(each, voice, accepted.get(each.id)) for each in report.findings],
        tasks=_tasks(report, voice),
        questions=[
            Question(
                id=each.id if voice.inside else each.reason,
                reason=each.reason,
                text=voice.text(each.text),
                settled_by=voice.text(each.settled_by),
                settles=shown(each.settles, voice),
                minutes=each.minutes,
                where=each.where if voice.inside else None,
            )
            for each in report.questions
        ],
        not_read=[
            NotRead(
                format=line.format,
                reason=line.reason,
                settled_by=line.settled_by,
                name=line.name if voice.inside else None,
            )
            for line in report.skipped
        ],
        dates=Dates(
            projected_on=report.projection.on,
            binds_on=report.projection.binds_on,
            binds_on_arguable=report.projection.binds_alt,
            tasks=report.projection.tasks,
            minutes=report.projection.minutes,
            accepted=report.projection.accepted,
        ),
        since=_since(report),
        set_aside=_set_aside(report, voice) if report.objections else None,
    )


def _set_aside(report: Report, voice: Voice) -> SetAside:
    hits, fields = totals(report)
    return SetAside(objections=len(report.objections), hits=shown(hits, voice), fields=fields)


def _as(word: str) -> Any:
    # Words of closed lists, which the schema names one by one.
    return word


def _controls(report: Report, voice: Voice) -> list[Control]:
    made = []
    for result in report.controls:
        fails, passes, untold, _ = control(result, report, voice).counts
        made.append(
            Control(
                control=result.control,
                title=voice.text(result.title),
                verdict=_as(result.verdict),
                standing=_as(result.standing),
                fails=told(fails),
                passes=told(passes),
                cannot_tell=told(untold),
                not_read=result.not_read,
                schedule_row=result.schedule_row,
                cap_inr=result.cap_inr,
                citation=result.citation,
                not_applicable=result.not_applicable,
            )
        )
    return made


def _gap(finding: Finding, voice: Voice, accepted: Acceptance | None) -> Gap:
    return Gap(
        id=finding.id,
        rule=finding.rule,
        control=finding.control,
        verdict=_as(finding.verdict),
        severity=_as(finding.severity),
        confidence=finding.confidence,
        event_on=finding.event_on,
        standing=_as(finding.standing),
        people=shown(finding.people, voice),
        records=shown(finding.records, voice),
        cap_inr=finding.cap_inr,
        text=voice.text(finding.text),
        remedy=voice.text(finding.remedy),
        minutes=finding.minutes,
        owner=finding.owner,
        reasons=[code for code, _ in finding.reasons],
        accepted=accepted,
        subject=dict(sorted(finding.subject.items())) if voice.inside else None,
        where=finding.where if voice.inside else None,
        how=finding.how if voice.inside else None,
        places=[place_object(place) for place in finding.places.first] if voice.inside else None,
        places_total=finding.places.total if voice.inside else None,
    )


def _tasks(report: Report, voice: Voice) -> list[Task]:
    findings = {finding.id: finding for finding in report.findings}
    return [
        Task(
            order=task.order,
            do=voice.task(task, findings),
            owner=task.owner,
            minutes=task.minutes,
            due_on=task.due_on,
            control=task.control,
            standing=_as(task.standing),
            closes=list(task.finding_ids),
            where=task.where if voice.inside else None,
            clicks=task.clicks if voice.inside else None,
        )
        for task in report.tasks
    ]


def _since(report: Report) -> Since | None:
    then = report.since
    if then is None:
        return None
    return Since(
        last_on=then.last_on,
        new=list(then.new),
        closed=list(then.closed),
        still_open=then.still_open,
    )


if __name__ == "__main__":
    Path(__file__).with_name("static").joinpath(_SCHEMA).write_bytes(build_schema())
