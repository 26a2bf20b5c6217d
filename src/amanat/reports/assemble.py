"""Put the parts of a page together: the same order for both copies."""

from amanat.findings.model import Report
from amanat.reports import body, first, objections, tail
from amanat.reports.page import Page
from amanat.reports.voice import Voice
from amanat.reports.words import codes, counted, day, verdict_counts


def page_of(report: Report, voice: Voice) -> Page:
    """Return the page as a voice says it: with places and exact counts, or without."""
    known = codes(tuple(finding.id for finding in report.findings))
    company = report.company or "your company"
    items = body.findings(report, voice, known)
    copy = "inside copy" if voice.inside else "copy for sharing"
    sample = ", invented sample" if report.sample else ""
    chips = first.chips(report, voice)
    today = first.today_panel(report, voice)
    cards = tuple(
        first.card(gap, voice, known.get(gap.finding.id, gap.finding.id[:4]))
        for gap in report.worst
    )
    return Page(
        inside=voice.inside,
        title=f"Amanat: {company}, {day(report.as_of)} ({copy}{sample})",
        heading=f"Customer-success data at {company}",
        sample=report.sample,
        meta=first.meta(report, voice),
        nav=_nav(report),
        aside="This copy names files and places: keep it inside. To send one, use share.html."
        if voice.inside
        else "This copy names no file, sheet, list or record. Counts of people and records under "
        "5 are shown as “<5”, and a total that would give one away as “27+”.",
        numbers=first.numbers(report, voice),
        systems_line=first.systems_line(report),
        chips=chips,
        no_systems="No system was recognised: amanat guide names the clicks for an export.",
        cards=cards,
        dense=first.dense(cards, chips, today),
        no_cards=first.no_cards(report),
        today=today,
        later=first.later(report),
        caps=first.caps(report),
        no_caps=first.NO_CAPS,
        fine=first.FINE,
        unknown=first.unknown(report, voice),
        date=first.date_panel(report),
        since=first.since(report, voice, known),
        journey_lead=body.journey_lead(report, voice),
        journey=body.journey(report, voice),
        inventory_lead=_inventory_lead(inside=voice.inside),
        inventory=body.inventory(report, voice),
        skipped=body.skipped(report, voice),
        controls_heading=_controls_heading(report),
        controls_lead=_controls_lead(report),
        controls=body.controls(report, voice),
        rests=objections.rests(report, voice),
        findings_heading=f"Findings: {len(items)}" if items else "Findings: none",
        findings=items,
        filters=body.filters(items, report),
        counsel=tuple(voice.text(question) for question in report.counsel),
        plan_heading=tail.plan_heading(report),
        plan_lead=tail.plan_lead(report, inside=voice.inside),
        plan=tail.plan(report, voice, known),
        mails=tail.mails(report) if voice.inside else (),
        questions_heading=tail.questions_heading(report, voice),
        questions=tail.questions(report, voice),
        questions_rest=tail.questions_rest(report, inside=voice.inside),
        delete_heading=tail.delete_heading(report),
        delete_lead=tail.delete_lead(report, voice),
        delete=report.delete if voice.inside else (),
        end=tail.end(report, inside=voice.inside),
    )


def _nav(report: Report) -> tuple[tuple[str, str, str], ...]:
    return (
        ("main", "First page", ""),
        ("journey", "Journey", str(len(report.journey))),
        ("inventory", "Inventory", str(len(report.inventory))),
        ("controls", "Controls", str(len(report.controls))),
        ("findings", "Findings", str(len(body.gaps(report)))),
        ("plan", "Fix plan", str(len(report.tasks))),
        ("questions", "Questions", str(len(report.questions))),
        ("skipped", "Not read", str(len(report.skipped))),
        ("delete", "Delete now", str(report.files)),
    )


def _inventory_lead(*, inside: bool) -> str:
    if inside:
        return (
            "Systems, their datasets, their fields. A shape stands for the value: letters are a, "
            "digits 9. No value was copied into this report. Confirmed rests on a check digit or "
            "a shape that can be nothing else; likely on shape and context."
        )
    return "Systems and kinds of personal data. Fields, headers and shapes are in the inside copy."


def _controls_heading(report: Report) -> str:
    if not report.controls:
        return "Controls: none judged"
    return f"Controls: {counted(len(report.controls), 'control')} judged, each with four counts"


def _controls_lead(report: Report) -> str:
    if not report.controls:
        return "With an export to read, each control gets a verdict and four counts."
    gap, untold, clear = verdict_counts(report.controls)
    return (
        f"{gap} with a gap, {untold} could not be told, {clear} with no fault found in what was "
        "read. The numbers count the things judged: notes, flows, vendors, fields. A control with "
        "one gap has a gap; with one thing untold it is never passed."
    )
