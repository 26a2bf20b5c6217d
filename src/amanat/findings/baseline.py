"""What became of the last audit's gaps: new, still open, closed."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from amanat.findings.model import Finding, Since

_SEVERITY: Final = {"critical": 0, "high": 1, "medium": 2, "low": 3}
#: The first screen shows three gaps, so "2 of 3 closed" speaks of these.
_WORST: Final = 3


def since(before: Sequence[Finding], now: Sequence[Finding], *, last_on: date) -> Since:
    """Compare two audits by the ids of what fails.

    A gap that can no longer be told is not closed: its ids of the last audit stay open until a
    rule passes it, or the thing is gone.

    Args:
        before: findings of the last audit, any verdict.
        now: findings of this one.
        last_on: the day of the last audit.
    """
    old = [each for each in before if each.verdict == "fails"]
    open_ids = {each.id for each in now if each.verdict == "fails"}
    untold = {
        (each.rule, tuple(sorted(each.subject.items())))
        for each in now
        if each.verdict == "cannot_tell"
    }
    closed = [
        each
        for each in old
        if each.id not in open_ids
        and (each.rule, tuple(sorted(each.subject.items()))) not in untold
    ]
    closed_ids = {each.id for each in closed}
    old_ids = {each.id for each in old}
    top = worst(old)
    return Since(
        last_on=last_on,
        worst_closed=sum(each.id in closed_ids for each in top),
        worst_before=len(top),
        new=tuple(sorted(open_ids - old_ids)),
        closed=tuple(sorted(closed_ids)),
        still_open=len(old_ids) - len(closed_ids),
        closed_text=tuple(sorted((each.id, each.text) for each in closed)),
    )


def worst(fails: Sequence[Finding], count: int = _WORST) -> list[Finding]:
    """Return the worst gaps, one a control: what binds today, then severity, then people."""
    chosen: dict[str, Finding] = {}
    for finding in sorted(fails, key=_badness):
        chosen.setdefault(finding.control, finding)
    return list(chosen.values())[:count]


def _badness(finding: Finding) -> tuple[bool, int, int, int, str]:
    return (
        finding.standing != "binds today",
        _SEVERITY[finding.severity],
        -(finding.people or 0),
        -finding.records,
        finding.id,
    )
