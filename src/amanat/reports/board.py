"""One page for the board: what was found, what it may cost and from when, what is asked of it."""

from amanat.findings.model import Report
from amanat.reports.body import gaps
from amanat.reports.first import (
    FINE,
    NO_CAPS,
    accepted_line,
    caps,
    later,
    meta,
    no_cards,
    numbers,
    open_rows,
    today_panel,
)
from amanat.reports.html import as_page
from amanat.reports.voice import voice_of
from amanat.reports.words import (
    STANDINGS,
    counted,
    day,
    distance,
    duration,
    spelled,
    verdict_counts,
)

#: S.33(2)(e): what the Board weighs; the page says so beside every cap.
EARLY = (
    "Action counts: in setting a sum the Board weighs what was done to mitigate, how early and how "
    "well, s.33(2)(e)."
)
_COUNSEL = (
    "Prepared for counsel, to seek legal advice. Whether it is privileged is for counsel to say."
)


def render(report: Report, *, inside: bool, counsel: bool = False) -> bytes:
    """Return the page, UTF-8, to print on one sheet.

    `inside` names places; else it may leave the house. `counsel` marks it "prepared for counsel"
    and adds the questions for counsel.
    """
    voice = voice_of(report, inside=inside)
    company = report.company or "your company"
    gap, untold, clear = verdict_counts(report.controls)
    return as_page(
        "board.html.j2",
        title=f"Amanat: {company}, for the board, {day(report.as_of)}",
        heading=f"Customer-success data at {company}: for the board",
        sample=report.sample,
        mark=_COUNSEL if counsel else "",
        meta=meta(report, voice),
        numbers=numbers(report, voice),
        counts=(
            (counted(gap, "control"), "with a gap"),
            (str(untold), "could not be told"),
            (str(clear), "with no fault found in what was read"),
        ),
        worst=[
            {
                "title": title,
                "who": who,
                "do": do,
                "minutes": counted(each.minutes, "minute"),
                "standing": STANDINGS[each.finding.standing],
            }
            for each in report.worst
            for title, _, who, do in [voice.card(each)]
        ],
        no_gaps=no_cards(report),
        today=today_panel(report, voice),
        later=" ".join(later(report)),
        caps=caps(report),
        no_caps=NO_CAPS,
        fine=FINE,
        early=EARLY,
        plan=_plan(report),
        open_rows=open_rows(report, voice),
        decisions=_decisions(report),
        counsel=tuple(voice.text(each) for each in report.counsel) if counsel else (),
        version=report.version,
        audit_id=report.audit_id,
    )


def _plan(report: Report) -> str:
    plan = report.projection
    left = f" {accepted_line(report)}" if plan.accepted else ""
    if plan.on is None:
        return f"No open task closes a gap.{left}"
    word = "task" if plan.tasks == 1 else "tasks"
    return (
        f"{spelled(plan.tasks).capitalize()} {word}, {duration(plan.minutes)} in all: the last gap "
        f"that we know of closes on {day(plan.on)}, {distance(report)}.{left}"
    )


def _decisions(report: Report) -> tuple[str, ...]:
    """Return what only the board, or whoever it names, can decide."""
    asked = []
    if not report.role_confirmed:
        asked.append("Say whose data this is: do we decide why and how it is used, or a customer?")
    if report.tasks:
        asked.append("Name an owner for each task, and free the time that the plan asks for.")
    if any(gap.standing == "binds today" for gap in gaps(report)):
        asked.append("Close first what binds today: it does not wait for 2027.")
    if report.questions:
        answers = counted(len(report.questions), "open question")
        asked.append(f"Have the {answers} answered: what is not judged is not clean.")
    return tuple(asked)
