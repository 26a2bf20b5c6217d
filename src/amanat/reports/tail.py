"""The last parts as texts: fix plan, mails, questions, what to delete, the end."""

from amanat.findings.model import Report
from amanat.reports.first import people_text, settled
from amanat.reports.page import Ask, Mail, Step
from amanat.reports.texts import texts
from amanat.reports.voice import Voice
from amanat.reports.words import counted, day, spelled


def plan_heading(report: Report) -> str:
    """Return the heading of the plan with its sums."""
    if not report.tasks:
        return "Fix plan: nothing to do yet"
    minutes = sum(task.minutes for task in report.tasks)
    tasks = len(report.tasks)
    word = "task" if tasks == 1 else "tasks"
    return f"Fix plan: {spelled(tasks)} {word}, {counted(minutes, 'minute')}"


def plan_lead(report: Report, *, inside: bool) -> str:
    """Return the sentence above the plan; without tasks it says what to do next."""
    if not report.tasks:
        asked = "Answer the questions, then audit again." if report.questions else ""
        return f"No gap was found that a task would close. {asked}".rstrip()
    lead = (
        "Ordered by what a task closes against the time it takes. Owners are roles, proposed; a "
        "role that accepts sets the date."
    )
    return f"{lead} amanat remind puts the dates in a calendar." if inside else lead


def plan(report: Report, voice: Voice, codes: dict[str, str]) -> tuple[Step, ...]:
    """Return the tasks in their order."""
    findings = {finding.id: finding for finding in report.findings}
    return tuple(
        Step(
            number=task.order,
            do=voice.task(task, findings),
            detail=". ".join(part for part in (task.where, task.clicks) if part)
            if voice.inside
            else "",
            owner=task.owner,
            minutes=str(task.minutes),
            closes=tuple(codes.get(each, each[:4]) for each in task.finding_ids)
            if voice.inside
            else (),
            closes_count=str(len(task.finding_ids)),
            due=day(task.due_on),
        )
        for task in sorted(report.tasks, key=lambda task: task.order)
    )


def mails(report: Report) -> tuple[Mail, ...]:
    """Return one mail of each kind, ready to send: to a place's owner, to a vendor."""
    kinds = (
        ("owner-", "Mail to the owner of an open place", "amanat texts writes one for each place"),
        ("vendor-", "Mail to a vendor, asking for its papers", "amanat texts: one for each vendor"),
    )
    made = texts(report)
    return tuple(
        Mail(title=title, sub=sub, subject=first.subject, body=first.body)
        for start, title, sub in kinds
        for first in [text for text in made if text.name.startswith(start)][:1]
    )


def questions_heading(report: Report, voice: Voice) -> str:
    """Return the heading of the questions with what they settle."""
    count = len(report.questions)
    if not count:
        return "Questions: none"
    word = "answer settles" if count == 1 else "answers settle"
    return f"Questions: {spelled(count)} {word} {settled(report, voice)}"


def questions(report: Report, voice: Voice) -> tuple[Ask, ...]:
    """Return the questions; where they point stays inside."""
    return tuple(
        Ask(
            text=voice.text(each.text),
            price=f"settles {voice.count(each.settles)}, {counted(each.minutes, 'minute')}",
            detail=" ".join(
                part
                for part in (
                    f"It is settled by {voice.text(each.settled_by).rstrip('.')}.",
                    f"Where: {each.where}." if voice.inside and each.where else "",
                )
                if part
            ),
        )
        for each in report.questions
    )


def questions_rest(report: Report, *, inside: bool) -> str:
    """Return what the questions leave open, or what to do where there is none."""
    rest = report.unknown_rows - sum(question.settles for question in report.questions)
    if not report.systems:
        return "Nothing was read, so there is nothing to ask yet."
    if not report.questions:
        return "Nothing to ask: all that was read could be judged."
    if rest > 0 and inside:
        return f"The other {rest} need a file or a person to read them: see the controls above."
    return ""


def delete_heading(report: Report) -> str:
    """Return the heading of the last part."""
    if report.files == 0:
        return "Delete now: nothing"
    return f"Delete now: {'this file' if report.files == 1 else f'these {report.files} files'}"


def delete_lead(report: Report, voice: Voice) -> str:
    """Return why the exports should go, and who deletes them."""
    if report.files == 0:
        return "No file was read."
    people = people_text(report, voice)
    copy = f"The exports are themselves a copy of {people} people’s data. "
    if voice.inside:
        return copy + (
            "Amanat has read them and does not need them until the next audit. It never deletes: "
            "you do. Then empty the bin, and look in Downloads and mail."
        )
    return copy + (
        "Whoever made them deletes them now, from the folder, the bin, Downloads and mail. The "
        "inside copy lists them."
    )


def end(report: Report, *, inside: bool) -> tuple[str, ...]:
    """Return the small print."""
    audit = f" Audit {report.audit_id}." if report.audit_id else ""
    plan = report.projection
    keep = (
        "Keep the workspace: it holds counts, places and keyed fingerprints, no values. It is "
        "still pseudonymised personal data, so treat it so. amanat selfcheck searches it for "
        "values at any time."
        if inside
        else "The inside copy holds places and evidence."
    )
    dates = (
        f"Dates: {day(plan.binds_on)} by the printed gazette; {day(plan.binds_alt)} is arguable "
        "from the electronic one. Penalties may go up to the sums named, row by row. Not legal "
        "advice."
    )
    return f"Amanat {report.version}.{audit} No network connection was opened. {keep}", dates
