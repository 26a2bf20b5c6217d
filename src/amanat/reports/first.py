"""The first screen as texts: read, worst, what binds, what could not be judged, the date."""

from datetime import date

from amanat.findings.model import Gap, Report
from amanat.reports.page import Cap, Card, Change, Chip, DatePanel, Law, SincePanel, Tick, Unknown
from amanat.reports.voice import Voice
from amanat.reports.words import (
    READ,
    STANDINGS,
    UNPROVEN,
    counted,
    day,
    distance,
    dpdp_binds,
    duration,
    law_line,
    role_line,
    row_words,
    spelled,
    system_counts,
    today_lines,
    unknown_names,
)
from amanat.terms.days import short_day
from amanat.terms.numbers import grouped

#: Where the date line begins and ends in its drawing, in units of the drawing.
_FROM, _TO = 5, 213


def meta(report: Report, voice: Voice) -> str:
    """Return the line below the heading: which audit, whose role, which law."""
    which = "the first" if report.first else "a later one"
    if report.since is not None:
        which = f"after that of {day(report.since.last_on)}"
    copy = "" if voice.inside else " Copy for sharing."
    return (
        f"Audit of {day(report.as_of)}, {which}. {role_line(report, inside=voice.inside)}"
        f"{copy} {law_line(report)}"
    )


def people_text(report: Report, voice: Voice) -> str:
    """Return how many people, so that no small system follows from it."""
    parts = [line.people for line in report.inventory if line.people is not None]
    return voice.total(report.people, parts, distinct=True)


def numbers(report: Report, voice: Voice) -> tuple[tuple[str, str], ...]:
    """Return (what, how many) of the strip that says what was read."""
    skipped = f", {grouped(len(report.skipped))} not read in full" if report.skipped else ""
    return (
        ("person" if report.people == 1 and voice.inside else "people", people_text(report, voice)),
        ("records", voice.count(report.records)),
        (f"{'file' if report.files == 1 else 'files'}{skipped}", grouped(report.files)),
    )


def systems_line(report: Report) -> tuple[tuple[str, str], ...]:
    """Return (plain, bold) pieces: 12 systems: 8 read, 1 partly, 3 not read."""
    read, partly, none = system_counts(report)
    pieces = [(f"{counted(len(report.systems), 'system')}: ", f"{grouped(read)} read")]
    if partly:
        pieces.append((", ", f"{grouped(partly)} partly"))
    if none:
        pieces.append((", ", f"{grouped(none)} not read"))
    return tuple(pieces)


def chips(report: Report, voice: Voice) -> tuple[Chip, ...]:
    """Return the systems, those that were read first."""
    order = ("read", "partly", "none")
    lines = sorted(report.systems, key=lambda line: order.index(line.status))
    return tuple(
        Chip(voice.system(line.system, line.title), line.status, READ[line.status])
        for line in lines
    )


def card(gap: Gap, voice: Voice, code: str) -> Card:
    """Return a worst gap with its five facts."""
    title, where, who, do = voice.card(gap)
    return Card(
        standing=STANDINGS[gap.finding.standing],
        binds_today=gap.binds_today,
        title=title,
        facts=tuple(
            Law(name, rest) for name, rest in (("Where", where), ("Who", who), ("Do", do)) if rest
        ),
        minutes=counted(gap.minutes, "minute"),
        closes=f", closes {counted(gap.closes, 'finding')}" if gap.closes else "",
        law=tuple(Law(name, _closed(voice.text(rest))) for name, rest in gap.law),
        finding=code if voice.inside else "",
    )


def dense(cards: tuple[Card, ...], chips: tuple[Chip, ...], today: tuple[Law, ...]) -> bool:
    """Return whether the first screen needs smaller type to stay one screen.

    Letters that fit a line of a card at 1440 pixels were counted by eye.
    """
    lines = [
        len(card.title) // 32
        + sum(len(fact.rest) // 36 + 1 for fact in card.facts)
        + sum(len(law.name) + len(law.rest) + 2 for law in card.law) // 52
        for card in cards
    ]
    binds = sum(len(law.name) + len(law.rest) for law in today)
    return max(lines, default=0) > 8 or len(chips) > 12 or binds > 300


def _closed(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith((".", "?")) else f"{sentence}."


def no_cards(report: Report) -> str:
    """Return what stands in place of gaps, with what to do next."""
    if not report.systems:
        return (
            "Nothing was read, so nothing was judged. Put exports into the folder and run "
            "the audit again: amanat guide names the clicks for each tool."
        )
    if any(control.verdict == "cannot_tell" for control in report.controls):
        return (
            "No gap found in what was read. That is not all: answer the questions below, "
            "then audit again."
        )
    return (
        "No fault found in what was read. Audit again with fresh exports in a month, or when a "
        "tool, list or vendor is new."
    )


def today_panel(report: Report, voice: Voice) -> tuple[Law, ...]:
    """Return what binds on the day of the audit."""
    return tuple(Law(law, voice.text(rest)) for law, rest in today_lines(report))


def later(report: Report) -> tuple[str, str]:
    """Return the heading of the Act's column and its doubt."""
    word = "Since" if dpdp_binds(report) else "From"
    plan = report.projection
    return f"{word} {day(plan.binds_on)}", f"({short_day(plan.binds_alt)} arguable)"


def caps(report: Report) -> tuple[Cap, ...]:
    """Return Schedule rows with a gap: up to how much, and for what. Never summed."""
    return tuple(
        Cap(
            line.cap_words,
            f"row {line.row}, {row_words(line.row, line.breach)}: "
            f"{counted(line.controls, 'control')}",
        )
        for line in sorted(report.schedule, key=lambda line: line.row)
    )


FINE = (
    "The most the Board may impose under a row, after an inquiry, a hearing and a finding that "
    "the breach is significant (s.33). Not a forecast. Rows are not added up, nor multiplied by "
    "people."
)
NO_CAPS = "No gap under a row of the Schedule was found in what was read."


def settled(report: Report, voice: Voice) -> str:
    """Return how many judgements the questions settle."""
    return voice.total(
        sum(question.settles for question in report.questions),
        [question.settles for question in report.questions],
    )


def open_rows(report: Report, voice: Voice) -> str:
    """Return how many judgements are open."""
    parts = [each.cannot_tell for each in report.controls if each.counts_people]
    return voice.total(report.unknown_rows, [*parts, max(report.unknown_rows - sum(parts), 0)])


def unknown(report: Report, voice: Voice) -> Unknown:
    """Return what could not be judged, what to begin with, and the words on consent."""
    names = unknown_names(report)
    listed = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    answers = len(report.questions)
    told = f"{open_rows(report, voice)} judgements are open"
    if report.unknown_rows == 1:
        told = "One judgement is open"
    summary = f"{told}." if report.unknown_rows else "Nothing that was read is left open."
    if not report.systems:
        summary = "Nothing was read."
    if names:
        controls = counted(len(report.controls), "control")
        summary = f"{told}; with them {len(names)} of {controls}: {voice.text(listed)}."
    if answers:
        word = "answer settles" if answers == 1 else "answers settle"
        summary += f" {spelled(answers).capitalize()} {word} {settled(report, voice)}."
    first = report.questions[0] if report.questions else None
    link = ""
    if answers:
        link = "The question" if answers == 1 else f"All {spelled(answers)} questions"
    return Unknown(
        summary=summary,
        start=_start(report, voice),
        start_price=""
        if first is None
        else f"{counted(first.minutes, 'minute')}, settles {voice.count(first.settles)}.",
        consent=f"Consent of {voice.count(report.consent_unproven)} people: {UNPROVEN}"
        if report.consent_unproven
        else "",
        link=link,
    )


def _start(report: Report, voice: Voice) -> str:
    if not report.questions:
        if not report.systems:
            return "one export. Any tool that holds customers will do."
        return ""
    first = report.questions[0]
    sentence = voice.text(first.text)
    ends = sentence if sentence.endswith((".", "?")) else f"{sentence}."
    return f"{ends} It is settled by {voice.text(first.settled_by)}:"


def date_panel(report: Report) -> DatePanel:
    """Return the projected date, the tasks behind it and the drawn line."""
    plan = report.projection
    left = f" {accepted_line(report)}" if plan.accepted else ""
    if plan.on is None:
        return DatePanel(
            on="No date yet",
            against=f"The Act binds from {day(plan.binds_on)}",
            note="No open task closes a gap. What could not be judged is not in it"
            + (": answer the questions first." if report.questions else ".")
            + left,
            label=f"Line from {day(report.as_of)} to {day(plan.binds_on)}, without a task",
            ticks=_ends(report.as_of, plan.binds_on),
            reach=_FROM,
        )
    last = max(plan.on, plan.binds_on)
    place = _place(plan.on, report.as_of, last)
    tasks = counted(plan.tasks, "task")
    word = "task" if plan.tasks == 1 else "tasks"
    return DatePanel(
        on=day(plan.on),
        against=distance(report),
        note=f"{spelled(plan.tasks).capitalize()} {word}, {duration(plan.minutes)}. Due dates are "
        "proposals until owners accept them. What binds today should not wait for it; what could "
        f"not be judged is not in it.{left}",
        label=f"Line from {day(report.as_of)} to {day(last)}: {tasks}, the last due {day(plan.on)}",
        ticks=_ticks(report, last, place),
        reach=place,
    )


def accepted_line(report: Report) -> str:
    """Return how many gaps are accepted for now, and until when the first of them is."""
    ends = min(each.until for each in report.accepted if not each.ended)
    number = report.projection.accepted
    return f"Without {counted(number, 'accepted gap')}, the first until {day(ends)}."


def _ends(start: date, end: date) -> tuple[Tick, ...]:
    return (
        Tick(_FROM, short_day(start), "small", "start"),
        Tick(_TO + 2, short_day(end), "end", "end"),
    )


def _ticks(report: Report, last: date, place: int) -> tuple[Tick, ...]:
    plan = report.projection
    dues = {_place(task.due_on, report.as_of, last) for task in report.tasks}
    ticks = [Tick(x, "", "small", "") for x in sorted(dues - {place, _FROM})]
    ticks.append(Tick(_FROM, short_day(report.as_of), "small", "start"))
    binds = _place(plan.binds_on, report.as_of, last)
    end_label = short_day(plan.binds_on)
    # Two labels would lie on each other: the big date above says the nearer one already.
    own = "" if plan.on is None or binds - place < 45 or place < 60 else short_day(plan.on)
    ticks.append(Tick(place, own, "big", "middle"))
    ticks.append(Tick(binds + 2, end_label, "end", "end"))
    return tuple(ticks)


def _place(on: date, start: date, end: date) -> int:
    span = max((end - start).days, 1)
    gone = min(max((on - start).days, 0), span)
    return _FROM + (_TO - _FROM) * gone // span


def since(report: Report, voice: Voice, codes: dict[str, str]) -> SincePanel | None:
    """Return what became of the last audit's gaps, or None on the first audit."""
    if report.since is None:
        return None
    then = report.since
    texts = {finding.id: finding.text for finding in report.findings} | dict(then.closed_text)
    changes = [
        Change("passes", "Closed", voice.text(texts.get(each, "a gap of the last audit")), each[:4])
        for each in then.closed
    ]
    changes += [
        Change("fails", "New", voice.text(texts.get(each, "a gap")), codes.get(each, each[:4]))
        for each in then.new
    ]
    worst = ""
    if then.worst_before:
        worst = f"{then.worst_closed} of {then.worst_before} worst gaps closed, "
    heading = (
        f"Since {day(then.last_on)}: {worst}{grouped(len(then.new))} new, "
        f"{counted(then.still_open, 'finding')} still open."
    )
    shown = changes if voice.inside else [_without_code(change) for change in changes]
    return SincePanel(heading, tuple(shown))


def _without_code(change: Change) -> Change:
    return Change(change.verdict, change.word, change.text, "")
