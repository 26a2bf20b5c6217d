"""The parts below the first screen as texts: journey, inventory, controls, findings."""

from collections import Counter
from typing import Final

from amanat.findings.model import (
    Acceptance,
    ControlResult,
    DatasetLine,
    Finding,
    JourneyLine,
    Report,
)
from amanat.reports.page import (
    Cell,
    Control,
    ControlGroup,
    Dataset,
    Field,
    Filter,
    FindingItem,
    Holding,
    JourneyRow,
    Law,
    Skipped,
)
from amanat.reports.voice import Voice
from amanat.reports.words import (
    STANDINGS,
    binds_line,
    control_group,
    counted,
    day,
    group_order,
    row_words,
)
from amanat.terms.categories import CATEGORIES
from amanat.terms.numbers import grouped

#: From the widest to the narrowest; terms and the words for them.
_ACCESS: Final = {
    "public": "anyone with the link",
    "guests": "guests from outside",
    "organisation": "everyone in the organisation",
    "group": "a group",
    "restricted": "named people",
}
_ACCESS_ORDER: Final = tuple(_ACCESS.values())
#: So many kinds of data fit a cell of the journey.
_MOST_KINDS: Final = 3
_KINDS: Final = {category.title for category in CATEGORIES.values()}
_FORMATS: Final = {
    "csv": "CSV file",
    "tsv": "TSV file",
    "xlsx": "spreadsheet",
    "xlsb": "spreadsheet",
    "xls": "spreadsheet",
    "ods": "spreadsheet",
    "parquet": "Parquet file",
    "avro": "Avro file",
    "sqlite": "database",
    "json": "JSON file",
    "jsonl": "JSONL file",
    "markdown": "page",
    "html": "web page",
    "text": "text file",
    "zip": "zip file",
    "tar": "tar file",
    "7z": "7z file",
    "pdf": "PDF document",
    "docx": "Word document",
    "pptx": "slides",
    "rtf": "text document",
    "eml": "mail",
    "mbox": "mailbox",
    "msg": "mail",
    "vtt": "transcript",
    "srt": "transcript",
    "ics": "calendar",
    "vcf": "address card file",
    "media": "sound or picture file",
    "folder": "folder",
    "unknown": "file",
}
JOURNEY_COLUMNS: Final = (
    "What comes in",
    "Used by",
    "Goes to",
    "Oldest to newest",
    "Quiet 12 / 36 months",
    "Deletions seen",
)


def journey_lead(report: Report, voice: Voice) -> str:
    """Return the sentence above the journey."""
    gone = [line.deletions for line in report.journey if line.deletions is not None]
    if not any(gone):
        left = "No deletion is seen in any export."
    else:
        verb = "is" if sum(gone) == 1 and voice.inside else "are"
        count = voice.total(sum(gone), gone)
        left = f"Only {count} deletion{'s' if verb == 'are' else ''} {verb} seen."
    return "Where personal data comes in, who uses it, who receives it, how long it stays. " + left


def journey(report: Report, voice: Voice) -> tuple[JourneyRow, ...]:
    """Return a row for each system."""
    return tuple(
        JourneyRow(
            anchor=f"s-{number}",
            title=voice.system(line.system, line.title),
            verdict="unread" if line.status == "none" else line.verdict,
            cells=_journey_cells(line, voice),
        )
        for number, line in enumerate(report.journey, start=1)
    )


def _journey_cells(line: JourneyLine, voice: Voice) -> tuple[Cell, ...]:
    unread = line.status == "none"

    def names(values: tuple[str, ...], empty: str) -> Cell:
        if not values:
            return Cell("not read" if unread else empty, faint=True)
        return Cell(voice.text(", ".join(values)))

    quiet = voice.within(line.people, (line.quiet_12, line.quiet_36))
    spans = Cell("no times in it" if not unread else "not read", faint=True)
    if line.oldest_on and line.newest_on:
        spans = Cell(f"{day(line.oldest_on)} to {day(line.newest_on)}")
    return (
        _comes_in(line),
        names(line.used_by, "nobody said"),
        names(line.goes_to, "none seen"),
        spans,
        Cell("not read" if unread else "no times in it", number=True, faint=True)
        if line.quiet_12 is None and line.quiet_36 is None
        else Cell(" / ".join(quiet), number=True),
        Cell("not read", number=True, faint=True)
        if line.deletions is None
        else Cell("none seen" if line.deletions == 0 else voice.count(line.deletions), number=True),
    )


def _comes_in(line: JourneyLine) -> Cell:
    """Say the kinds of data that come in, and from which systems where a flow shows it."""
    kinds = list(line.kinds[:_MOST_KINDS])
    if len(line.kinds) > _MOST_KINDS:
        more = len(line.kinds) - _MOST_KINDS
        kinds.append(f"{more} more kind{'s' if more > 1 else ''}")
    parts = [", ".join(kinds), f"from {', '.join(line.comes_in)}" if line.comes_in else ""]
    # Kinds of data are no people: nothing of it is masked.
    text = "; ".join(part for part in parts if part)
    if text:
        return Cell(text)
    return Cell("not read" if line.status == "none" else "not seen", faint=True)


def inventory(report: Report, voice: Voice) -> tuple[Holding, ...]:
    """Return what each read system holds; fields and shapes for the inside copy only."""
    return tuple(
        Holding(
            title=voice.system(line.system, line.title),
            kinds=", ".join(
                line.holds
                if voice.inside
                else [kind for kind in line.holds if kind in _KINDS or kind in CATEGORIES]
            )
            or "no personal data recognised",
            access=_widest(line.datasets),
            people="people not counted"
            if line.people is None
            else "1 person"
            if line.people == 1 and voice.inside
            else f"{voice.count(line.people)} people",
            datasets=tuple(_dataset(each) for each in line.datasets) if voice.inside else (),
        )
        for line in report.inventory
    )


def _widest(datasets: tuple[DatasetLine, ...]) -> str:
    told = {_ACCESS.get(each.access, each.access) for each in datasets}
    known = [words for words in _ACCESS_ORDER if words in told]
    return known[0] if known else "cannot tell"


def _dataset(line: DatasetLine) -> Dataset:
    status = "" if line.status == "read" else ", partly read"
    return Dataset(
        heading=f"{line.title}: {counted(line.records, 'record')}, "
        f"{counted(line.people, 'person', 'people')}{status}",
        fields=tuple(
            Field(
                title=field.title,
                what=f"{field.category}; {field.note}" if field.note else field.category,
                sure=field.tier,
                filled=f"{field.filled_pm // 10}.{field.filled_pm % 10} %",
                shape=field.shape,
            )
            for field in line.fields
        ),
    )


def skipped(report: Report, voice: Voice) -> tuple[Skipped, ...]:
    """Return what was not read; the shared copy counts files by kind in place of names."""
    if voice.inside:
        files = [Skipped(each.name, each.sentence, each.settled_by) for each in report.skipped]
    else:
        kinds = Counter((each.format, each.sentence, each.settled_by) for each in report.skipped)
        files = [
            Skipped(counted(number, _FORMATS.get(kind, "file")), voice.text(why), settles)
            for (kind, why, settles), number in sorted(kinds.items())
        ]
    systems = [
        Skipped(
            voice.system(line.system, line.title),
            "No export of it was in the folder.",
            "its export: amanat guide names the clicks",
        )
        for line in report.systems
        if line.status == "none"
    ]
    return (*files, *systems)


def controls(report: Report, voice: Voice) -> tuple[ControlGroup, ...]:
    """Return the controls under their headings."""
    ordered = sorted(report.controls, key=lambda each: (group_order(each.control), each.control))
    groups: dict[str, list[Control]] = {}
    for each in ordered:
        groups.setdefault(control_group(each.control), []).append(control(each, report, voice))
    return tuple(ControlGroup(title, tuple(held)) for title, held in groups.items())


def control(result: ControlResult, report: Report, voice: Voice) -> Control:
    """Return a control with its four counts, so that no small count follows from its findings'."""
    parts = [
        finding.records
        for finding in report.findings
        if finding.control == result.control and finding.verdict == "fails"
    ]
    fails, *others = (
        (
            voice.total(result.fails, parts),
            voice.count(result.passes),
            voice.count(result.cannot_tell),
        )
        if result.counts_people
        else (grouped(result.fails), grouped(result.passes), grouped(result.cannot_tell))
    )
    cap = _cap(result, report)
    return Control(
        verdict=result.verdict,
        title=voice.text(result.title),
        detail=". ".join(part for part in (result.judges, result.citation, cap) if part),
        code=result.control,
        binds_today=result.standing == "binds today" and result.verdict == "fails",
        counts=(fails, others[0], others[1], grouped(result.not_read)),
    )


def _cap(result: ControlResult, report: Report) -> str:
    words = {line.row: line.cap_words for line in report.schedule}
    if result.schedule_row is None or result.verdict != "fails":
        return ""
    cap = words.get(result.schedule_row)
    return f"Row {result.schedule_row}, {cap}" if cap else f"Row {result.schedule_row}"


def findings(report: Report, voice: Voice, codes: dict[str, str]) -> tuple[FindingItem, ...]:
    """Return the gaps, in the report's order."""
    tasks = {each: task.order for task in report.tasks for each in task.finding_ids}
    accepted = {each.finding_id: each for each in report.accepted}
    return tuple(
        _finding(
            finding,
            report,
            voice,
            codes[finding.id],
            tasks.get(finding.id),
            accepted.get(finding.id),
        )
        for finding in gaps(report)
    )


def gaps(report: Report) -> list[Finding]:
    """Return the findings that fail."""
    return [finding for finding in report.findings if finding.verdict == "fails"]


def _finding(
    finding: Finding,
    report: Report,
    voice: Voice,
    code: str,
    task: int | None,
    accepted: Acceptance | None,
) -> FindingItem:
    result = next((each for each in report.controls if each.control == finding.control), None)
    people = ""
    if finding.people is not None:
        single = finding.people == 1 and voice.inside
        people = f"{voice.count(finding.people)} {'person' if single else 'people'}"
    when = f"Task {task}, " if task else ""
    sub = f"{when}{counted(finding.minutes, 'minute')}"
    if accepted is not None and not accepted.ended:
        sub = f"Accepted until {day(accepted.until)}"
    row = result.schedule_row if result else None
    marks = ["now"] * (finding.standing == "binds today") + ([f"r{row}"] if row else [])
    marks += ["fast"] * (finding.minutes <= 20)
    law = _law(finding, result, report)
    return FindingItem(
        code=code if voice.inside else "",
        title=voice.text(finding.text),
        sub=f"{_place(finding)}{sub}" if voice.inside else sub,
        people=people,
        standing=STANDINGS[finding.standing],
        binds_today=finding.standing == "binds today",
        marks=" ".join(marks),
        facts=_facts(finding, law, code, accepted) if voice.inside else (),
        law=law,
        task=str(task) if task else sub if accepted else "none",
    )


def _place(finding: Finding) -> str:
    """Return where, for the line below a title that does not say it: titles of places repeat."""
    return f"{finding.where}. " if finding.where and finding.where not in finding.text else ""


def _facts(finding: Finding, law: str, code: str, accepted: Acceptance | None) -> tuple[Law, ...]:
    facts = [
        ("Accepted", _accepted(accepted)),
        ("Where", finding.where),
        ("How we know", finding.how or _records(finding)),
        ("Law", law),
        ("Do", finding.remedy),
        ("Who acts", finding.owner),
        ("Closed when", finding.closed_when),
        ("See it", f"amanat locate {code}"),
    ]
    return tuple(Law(name, text) for name, text in facts if text)


def _accepted(accepted: Acceptance | None) -> str:
    if accepted is None:
        return ""
    ended = " That day has passed: it is open again." if accepted.ended else ""
    return f"until {day(accepted.until)}, by {accepted.by}: {accepted.reason.rstrip('.')}.{ended}"


def _records(finding: Finding) -> str:
    places = finding.places.total
    where = f" in {counted(places, 'place')}" if places else ""
    return f"{counted(finding.records, 'thing')} judged so{where}; confidence {finding.confidence}."


def _law(finding: Finding, result: ControlResult | None, report: Report) -> str:
    if result is None:
        return ", ".join(finding.also_cites)
    parts = [result.citation, _cap(result, report)]
    if finding.standing == "readiness gap":
        parts.append(f"From {binds_line(report)}")
    elif finding.standing == "before commencement":
        parts.append(f"It was over before {day(report.projection.binds_on)}")
    if finding.also_cites:
        parts.append("Also: " + ", ".join(finding.also_cites))
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def filters(items: tuple[FindingItem, ...], report: Report) -> tuple[Filter, ...]:
    """Return the filters that keep some findings, but not all."""
    names = [("now", "Binds today")]
    names += [
        (f"r{line.row}", f"Row {line.row}, {row_words(line.row, line.breach)}")
        for line in sorted(report.schedule, key=lambda line: line.row)
    ]
    names.append(("fast", "20 minutes or less"))
    kept = {mark: sum(mark in item.marks.split() for item in items) for mark, _ in names}
    return tuple(Filter(mark, label) for mark, label in names if 0 < kept[mark] < len(items))
