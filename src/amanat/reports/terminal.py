"""A report as lines of a terminal, in the order and words of the first screen.

Colour only repeats what the word and the shape say; control characters are screened.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from amanat.findings.model import Gap, Report
from amanat.reports.first import accepted_line, no_cards
from amanat.reports.objections import objections
from amanat.reports.screen import cells, screened, wrapped
from amanat.reports.voice import Inside
from amanat.reports.words import (
    UNPROVEN,
    VERDICTS,
    codes,
    counted,
    day,
    distance,
    dpdp_binds,
    law_line,
    role_line,
    row_words,
    spelled,
    system_counts,
    today_lines,
    unknown_names,
    verdict_counts,
)
from amanat.terms.numbers import grouped

_LABEL: Final = 10
_KEY: Final = 8
_WHEN: Final = 15
_COLOURS: Final = {"▲": "31", "○": "33", "●": "32"}


def summary(
    report: Report, *, width: int = 80, colour: bool = False, folder: str = "", seconds: int = 0
) -> str:
    """Return the summary of an audit.

    Args:
        report: what to show.
        width: columns; no line is wider.
        colour: whether the shapes get ANSI colours.
        folder: where inside.html and share.html lie, shown at the end; empty: not written.
        seconds: how long the audit took; 0: not told.
    """
    blocks = [
        _read(report, width, seconds),
        _worst(report, width),
        _binds(report, width),
        _cannot_tell(report, width),
        _date(report, width),
        _controls(report, width),
        _objections(report, width),
        _paths(folder, width) + _next(report, width),
    ]
    if report.sample:
        blocks.insert(0, ["Invented sample: company, people and numbers are made up"])
    return _joined(blocks, colour=colour)


def since(report: Report, *, width: int = 80, colour: bool = False) -> str:
    """Return what became of the last audit's gaps; empty on the first audit."""
    if report.since is None:
        return ""
    then = report.since
    head = f"Since {day(then.last_on)}: "
    if then.worst_before:
        head += f"{then.worst_closed} of {then.worst_before} worst gaps closed, "
    head += f"{grouped(len(then.new))} new, {counted(then.still_open, 'finding')} still open."
    texts = {finding.id: finding.text for finding in report.findings} | dict(then.closed_text)
    known = codes(tuple(finding.id for finding in report.findings))
    lines = wrapped(head, width)
    for shape, word, ids in (("●", "closed", then.closed), ("▲", "new", then.new)):
        for each in ids:
            text = f"{texts.get(each, 'a gap of the last audit')}  {known.get(each, each[:4])}"
            lines += _row(f"{shape} {word}", 14, text, width)
    lines += _label("DATE", [_when(report)], width)
    return _joined([lines], colour=colour)


def inventory(
    recognised: Sequence[tuple[str, str, int, date | None]],
    cannot_be_read: Sequence[tuple[str, str]],
    missing: Sequence[tuple[str, str]],
    *,
    files: int,
    size: int,
    width: int = 80,
) -> str:
    """Return what is said before anything is read.

    Args:
        recognised: (system, what it holds, files, day of the export if known).
        cannot_be_read: (file, why and what to do).
        missing: (what, where to get it).
        files: how many files there are in all.
        size: their size in bytes.
        width: columns; no line is wider.
    """
    lines = [f"Before reading: {counted(files, 'file')}, {size_text(size)}", ""]
    if recognised:
        lines.append("  recognised")
        left = min(max(cells(screened(row[0])) for row in recognised) + 2, width // 3)
        for number, (system, what, count, on) in enumerate(recognised):
            held = counted(count, "file") if number == 0 else grouped(count)
            tail = f"{held:<10}{day(on) if on else 'day unknown':>11}"
            lines += _columns(system, left, what, tail, width)
    for heading, rows in (("cannot be read", cannot_be_read), ("missing", missing)):
        if rows:
            lines.append(f"  {heading}")
            left = min(max(cells(screened(row[0])) for row in rows) + 2, width // 3)
            for what, hint in rows:
                lines += [f"    {line}" for line in _row(what, left, hint, width - 4)]
    if not recognised and not cannot_be_read:
        lines += wrapped("  nothing here can be read: amanat guide names the clicks", width)
    return "\n".join(lines) + "\n"


def error(where: str, found: str, wanted: str, remedy: str, *, width: int = 80) -> str:
    """Return an error: where, what was found, what was wanted, the one thing to do."""
    lines = _row("amanat:", 8, f"{where}: found {found}, wanted {wanted}", width)
    return "\n".join([*lines, *_row("     do:", 9, remedy, width)]) + "\n"


def _joined(blocks: Iterable[list[str]], *, colour: bool) -> str:
    text = "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks if block)
    return (_coloured(text) if colour else text) + "\n"


def _coloured(text: str) -> str:
    text = re.sub("[▲○●]", lambda hit: f"\x1b[{_COLOURS[hit[0]]}m{hit[0]}\x1b[0m", text)
    return re.sub(r"(?m)^([A-Z]{4,})(?=\s)", "\x1b[1m\\1\x1b[0m", text)


def _row(left: str, size: int, text: str, width: int) -> list[str]:
    """Return a text beside a heading; a heading that is too long stands on its own line."""
    head = screened(left) if left.strip() == left else left
    body = wrapped(text, width - size)
    if cells(head) >= size:
        return [*wrapped(head, width), *(" " * size + line for line in body)]
    first = head + " " * (size - cells(head))
    return [first + (body[0] if body else ""), *(" " * size + line for line in body[1:])]


def _columns(left: str, size: int, text: str, tail: str, width: int) -> list[str]:
    room = width - 4 - size - len(tail) - 1
    if room < 12:
        return [f"    {line}" for line in _row(left, size, f"{text} {tail}", width - 4)]
    rows = _row(left, size, text, 4 + size + room - 4)
    pad = width - 4 - len(tail) - cells(rows[0])
    return [f"    {rows[0]}{' ' * pad}{tail}", *(f"    {row}" for row in rows[1:])]


def _label(label: str, texts: Iterable[str], width: int) -> list[str]:
    """Return texts beside a label of one or two words, the second below the first."""
    body = [line for text in texts for line in wrapped(text, width - _LABEL)]
    return _beside(label, [" " * _LABEL + line for line in body])


def _beside(label: str, lines: list[str]) -> list[str]:
    words = label.split("/")
    lines += [""] * (len(words) - len(lines))
    return [
        f"{words[number]:<{_LABEL}}{line[_LABEL:]}" if number < len(words) else line
        for number, line in enumerate(lines)
    ]


def _read(report: Report, width: int, seconds: int) -> list[str]:
    read, partly, none = system_counts(report)
    parts = (
        [f"{read} read"] + [f"{partly} partly"] * bool(partly) + [f"{none} not read"] * bool(none)
    )
    took = f", {counted(seconds, 'second')}" if seconds else ""
    people = counted(report.people, "person", "people")
    texts = (
        f"{counted(len(report.systems), 'system')}: {', '.join(parts)}",
        f"{counted(report.records, 'record')} about {people}{took}",
        f"{role_line(report, inside=True)} {law_line(report)}",
    )
    return _label("READ", texts, width)


def _worst(report: Report, width: int) -> list[str]:
    if not report.worst:
        return _label("WORST/ GAPS", [no_cards(report)], width)
    cards = [_gap(number, gap, width) for number, gap in enumerate(report.worst, start=1)]
    lines = [line for card in cards for line in [*card, ""]][:-1]
    head = _beside("WORST/ GAPS", lines)
    # The number of the first gap stands between its label and its title.
    return [f"{head[0][:7]}1  {head[0][10:]}", *head[1:]]


def _gap(number: int, gap: Gap, width: int) -> list[str]:
    # Between statutes stands "; ": each names its own sections with commas.
    law = "; ".join(f"{name} {rest}".strip() for name, rest in gap.law)
    facts = (
        ("where", gap.where),
        ("who", gap.who),
        ("do", f"{gap.do.rstrip('.')}; {_minutes(gap.minutes)}"),
        ("law", law),
    )
    title = _row(f"       {number}  ", _LABEL + 1, gap.title, width + 1)
    lines = [line[:_LABEL] + line[_LABEL + 1 :] for line in title]
    for key, text in facts:
        if text:
            lines += [" " * _LABEL + line for line in _row(key, _KEY, text, width - _LABEL)]
    return lines


def _binds(report: Report, width: int) -> list[str]:
    room = width - _LABEL
    today = [": ".join(part for part in pair if part) for pair in today_lines(report)]
    lines = []
    for number, text in enumerate(today):
        lines += _row("today" if number == 0 else "", _WHEN, text, room)
    rows = [
        f"row {line.row}, {row_words(line.row, line.breach)}: "
        f"{counted(line.controls, 'control')}, {line.cap_words}"
        for line in sorted(report.schedule, key=lambda line: line.row)
    ]
    ending = "at most, not a forecast, never added up"
    plan = report.projection
    near = (plan.binds_on.year, plan.binds_on.month) == (plan.binds_alt.year, plan.binds_alt.month)
    alt = f"({plan.binds_alt.day} arguable)" if near else ""
    then = [*(rows or ["no gap under a row of the Schedule found"]), ending if rows else ""]
    since_word = "since " if dpdp_binds(report) else ""
    heads = [f"{since_word}{day(plan.binds_on)}", alt]
    for number, text in enumerate(then):
        lines += _row(heads[number] if number < 2 else "", _WHEN, text, room)
    return _beside("BINDS", [" " * _LABEL + line for line in lines])


def _cannot_tell(report: Report, width: int) -> list[str]:
    names = unknown_names(report)
    told = f"{counted(report.unknown_rows, 'judgement')}, {len(names)} of "
    told += f"{counted(len(report.controls), 'control')}."
    if not report.unknown_rows and not names:
        told = "nothing that was read is left open" if report.systems else "nothing was read"
    texts = []
    if report.questions:
        answers = len(report.questions)
        word = "answer settles" if answers == 1 else "answers settle"
        settles = grouped(sum(question.settles for question in report.questions))
        told += f" {spelled(answers).capitalize()} {word} {settles}."
        first = report.questions[0]
        texts.append(
            f"First: {first.text} Settled by {first.settled_by.rstrip('.')} "
            f"({_minutes(first.minutes)}, settles {grouped(first.settles)})."
        )
    if report.consent_unproven:
        people = counted(report.consent_unproven, "person", "people")
        texts.append(f"{people}: {UNPROVEN} (s.6(10))")
    return _label("CANNOT/TELL", [told, *texts], width)


def _minutes(minutes: int) -> str:
    return counted(minutes, "minute").replace(" ", "\xa0")


def _when(report: Report) -> str:
    plan = report.projection
    left = f" {accepted_line(report)}" if plan.accepted else ""
    if plan.on is None:
        return (
            f"none yet: no open task closes a gap. The Act binds from {day(plan.binds_on)}.{left}"
        )
    tasks = f"{spelled(plan.tasks)} {'task is' if plan.tasks == 1 else 'tasks are'} done in time"
    return (
        f"{day(plan.on)}, {distance(report)}, if {tasks} ({counted(plan.minutes, 'minute')}). "
        f"What binds today should not wait.{left}"
    )


def _date(report: Report, width: int) -> list[str]:
    return _label("DATE", [_when(report)], width)


def _controls(report: Report, width: int) -> list[str]:
    if not report.controls:
        return []
    found = zip(VERDICTS.values(), verdict_counts(report.controls), strict=True)
    words = {"Gap": "with a gap"}
    parts = [
        f"{shape} {count} {words.get(word, word[0].lower() + word[1:])}"
        for (word, shape, _), count in found
    ]
    line = "   ".join(parts)
    if cells(line) <= width - _LABEL:
        return [f"{'CONTROLS':<{_LABEL}}{line}"]
    return _label("CONTROLS", parts, width)


def _objections(report: Report, width: int) -> list[str]:
    said = objections(report, Inside())
    return _label("SET/ASIDE", said, width) if said else []


def _paths(folder: str, width: int) -> list[str]:
    if not folder:
        return []
    base = folder.rstrip("/")
    lines = []
    for name, words in (
        ("inside.html", "names places: keep it in"),
        ("share.html", "safe to send"),
    ):
        lines += wrapped(f"{base}/{name}", width - _LABEL)
        if cells(lines[-1]) + 2 + len(words) <= width - _LABEL:
            lines[-1] += f"  {words}"
        else:
            lines.append(f"  {words}")
    return _beside("Report", [" " * _LABEL + line for line in lines])


def _next(report: Report, width: int) -> list[str]:
    known = codes(tuple(finding.id for finding in report.findings))
    steps = []
    if report.worst:
        code = known.get(report.worst[0].finding.id, report.worst[0].finding.id[:4])
        steps.append((f"amanat locate {code}", "the places, on your screen only"))
    if report.questions:
        minutes = sum(question.minutes for question in report.questions)
        asked = len(report.questions)
        word = "question" if asked == 1 else "questions"
        steps.append(("amanat init", f"{spelled(asked)} {word}, {counted(minutes, 'minute')}"))
    if not report.systems:
        steps.append(("amanat guide", "the clicks that give an export"))
    size = max((len(command) for command, _ in steps), default=0) + 3
    lines = []
    for number, (command, text) in enumerate(steps, start=1):
        lines += _numbered(number, _row(command, size, text, width - _LABEL))
    if report.files:
        what = "the file" if report.files == 1 else f"the {grouped(report.files)} files"
        lines += _numbered(
            len(steps) + 1,
            wrapped(
                f"delete {what} you exported: a copy of "
                f"{counted(report.people, 'person', 'people')}’s data. Amanat never deletes.",
                width - _LABEL,
            ),
        )
    return [f"Next{line[4:]}" if number == 0 else line for number, line in enumerate(lines)]


def _numbered(number: int, lines: list[str]) -> list[str]:
    head = f"       {number}  "
    return [(head if at == 0 else " " * _LABEL) + line for at, line in enumerate(lines)]


def size_text(size: int) -> str:
    """Return a size in bytes as people read it: 26 MB."""
    for unit, power in (("GB", 9), ("MB", 6), ("kB", 3)):
        if size >= 10**power:
            tenths = size * 10 // 10**power
            return (
                f"{tenths // 10}.{tenths % 10} {unit}" if tenths < 100 else f"{tenths // 10} {unit}"
            )
    return counted(size, "byte")
