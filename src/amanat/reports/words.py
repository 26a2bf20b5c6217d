"""The words of every report: how numbers, days, verdicts and controls are said."""

from typing import Final

from amanat.findings.model import ControlResult, Report
from amanat.terms.days import day_text, short_day
from amanat.terms.numbers import grouped

#: verdict -> (word, shape of a terminal, name of the shape in the page's sprite)
VERDICTS: Final = {
    "fails": ("Gap", "▲", "fails"),
    "cannot_tell": ("Cannot tell", "○", "tell"),
    "passes": ("No fault found in what was read", "●", "passes"),
}
STANDINGS: Final = {
    "binds today": "Binds today",
    "readiness gap": "Readiness gap",
    "before commencement": "Before commencement",
}
READ: Final = {"read": "read", "partly": "partly read", "none": "not read"}
UNPROVEN: Final = "not proven yet; proving it is yours"

_SPELLED: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ROWS: Final = {
    1: "security",
    2: "telling of a breach",
    3: "children",
    4: "Significant Data Fiduciary",
    7: "other duties",
}
#: control -> (a name short enough for a line, its group in the table)
_SHORT: Final = {
    "sharing-needs-purpose-consent": ("sharing", "Sharing with marketing and sales"),
    "reuse-for-marketing": ("marketing", "Sharing with marketing and sales"),
    "lawful-basis-recorded": ("purposes", "Sharing with marketing and sales"),
    "spdi-sensitive-consent-until-2027": ("written consent", "Notes and access"),
    "notes-sensitive-open-access": ("sensitive notes", "Notes and access"),
    "notes-government-and-payment-ids": ("numbers in notes", "Notes and access"),
    "access-limited-to-need": ("access", "Notes and access"),
    "processor-contract-signed": ("agreements", "Vendors"),
    "processor-compliance-verified": ("vendor checks", "Vendors"),
    "score-purpose-declared": ("scores", "Scores, fields and keeping"),
    "data-beyond-purpose": ("spare fields", "Scores, fields and keeping"),
    "retention-rule-per-category": ("keeping", "Scores, fields and keeping"),
    "copies-and-backups-expire": ("old copies", "Scores, fields and keeping"),
    "inventory-covers-every-store": ("inventory", "Scores, fields and keeping"),
}
_OTHER_GROUP: Final = "Other controls"

#: A day as it stands in every report.
day: Final = day_text


def spelled(number: int) -> str:
    """Return numbers up to nine as words, larger ones as digits."""
    return _SPELLED[number] if 0 <= number < len(_SPELLED) else grouped(number)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a count with what it counts: 1 gap, 2 gaps."""
    return f"{grouped(number)} {one if number == 1 else many or one + 's'}"


def duration(minutes: int) -> str:
    """Return minutes as people plan them: 40 minutes, about 5 hours."""
    if minutes < 120:
        return counted(minutes, "minute")
    return f"about {grouped((minutes + 30) // 60)} hours"


def short_control(control: str) -> str:
    """Return a control's name in a word or two."""
    return _SHORT.get(control, (control.replace("-", " "), ""))[0]


def control_group(control: str) -> str:
    """Return the heading under which a control stands."""
    return _SHORT.get(control, ("", _OTHER_GROUP))[1]


def group_order(control: str) -> int:
    """Return where a control stands in the table; those without a place come last."""
    return list(_SHORT).index(control) if control in _SHORT else len(_SHORT)


def row_words(row: int, breach: str) -> str:
    """Return what a Schedule row is about in a word or two."""
    return _ROWS.get(row, breach)


def unknown_names(report: Report) -> list[str]:
    """Return short names of the controls that could not be judged, whether told by id or title."""
    by_title = {control.title: control.control for control in report.controls}
    ids = {control.control for control in report.controls}
    return [
        short_control(by_title.get(name, name)) if name in by_title or name in ids else name
        for name in report.unknown_controls
    ]


def system_counts(report: Report) -> tuple[int, int, int]:
    """Return how many systems were read, partly read, and not read."""
    states = [system.status for system in report.systems]
    return states.count("read"), states.count("partly"), states.count("none")


def verdict_counts(controls: tuple[ControlResult, ...]) -> tuple[int, int, int]:
    """Return how many controls have a gap, could not be told, and show no fault."""
    found = [control.verdict for control in controls if not control.not_applicable]
    return found.count("fails"), found.count("cannot_tell"), found.count("passes")


def binds_line(report: Report) -> str:
    """Return the day from which the Act binds, with the arguable one beside it."""
    return f"{day(report.projection.binds_on)} ({short_day(report.projection.binds_alt)} arguable)"


def dpdp_binds(report: Report) -> bool:
    """Return whether the Act's duties bind on the day of the audit."""
    return report.as_of >= report.projection.binds_on


def distance(report: Report) -> str:
    """Return how far the projected date lies from the date that binds."""
    on = report.projection.on
    if on is None:
        return ""
    days = (report.projection.binds_on - on).days
    binds = day(report.projection.binds_on)
    if days == 0:
        return f"on {binds} itself"
    return f"{counted(abs(days), 'day')} {'before' if days > 0 else 'after'} {binds}"


def today_lines(report: Report) -> list[tuple[str, str]]:
    """Return what binds today as (law, rest); it begins with what cannot happen yet."""
    lines = [_split(line) for line in report.binds_today]
    if not dpdp_binds(report) and not any(law.startswith("DPDP") for law, _ in lines):
        lines.insert(0, ("DPDP Act", "no penalty can be imposed yet."))
    if not any(not law.startswith("DPDP") for law, _ in lines):
        lines.append(("Other law", "no gap found under it in what was read."))
    return lines


def _split(line: str) -> tuple[str, str]:
    law, colon, rest = line.partition(": ")
    return (law, rest) if colon else ("", line)


def role_line(report: Report, *, inside: bool) -> str:
    """Return the words on the role, without which the verdicts would say too much."""
    if report.role_confirmed:
        return f"Judged as {report.role.replace('-', ' ').title()}."
    if inside:
        return "Judged as if you were Data Fiduciary; your role is not confirmed."
    return "Judged as if the company were Data Fiduciary; its role is not confirmed."


def law_line(report: Report) -> str:
    """Return up to when the law was checked; an old build says so."""
    line = f"Law checked up to {day(report.law_checked_up_to)}."
    if report.law_stale_days is not None:
        line += f" That is {counted(report.law_stale_days, 'day')} ago: get a newer Amanat."
    return line


def codes(ids: tuple[str, ...]) -> dict[str, str]:
    """Return for each id its shortest beginning of four or more digits that no other id has."""
    return {
        each: next(
            (each[:size] for size in range(4, len(each) + 1) if _alone(each[:size], each, ids)),
            each,
        )
        for each in ids
    }


def _alone(start: str, own: str, ids: tuple[str, ...]) -> bool:
    return not any(other != own and other.startswith(start) for other in ids)
