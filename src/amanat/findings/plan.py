"""What to do, in which order and by when: what closes most for the least effort comes first."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from amanat.findings.clicks import clicks
from amanat.findings.model import Finding, Task
from amanat.terms.words import STANDINGS

_WEIGHT: Final = {"critical": 8, "high": 4, "medium": 2, "low": 1}
#: About an hour a week is what a team spares beside its work: twelve minutes a working day.
_MINUTES_A_DAY: Final = 12
#: What binds today is proposed for the first week.
_FIRST_WEEK: Final = timedelta(days=7)
_SATURDAY: Final = 5

#: Findings that one act closes: the same remedy at the same spot.
_Spot = tuple[str, str]


def plan(found: Sequence[Finding], *, as_of: date) -> tuple[Task, ...]:
    """Return tasks that close what fails, with a proposed day each; equal input, equal plan.

    Findings with one remedy at one place or system are one task. What binds today comes first and
    within a week; the rest follows over working days at about an hour a week.
    """
    groups: dict[_Spot, list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.verdict == "fails":
            groups[finding.remedy, _spot(finding)].append(finding)
    tasks = []
    spent = 0
    for order, group in enumerate(sorted(groups.values(), key=_rank), start=1):
        first = min(group, key=lambda each: (STANDINGS.index(each.standing), each.id))
        minutes = max(each.minutes for each in group)
        spent += minutes
        due_on = working_day(as_of, -(-spent // _MINUTES_A_DAY))
        if first.standing == "binds today":
            due_on = min(due_on, _no_weekend(as_of + _FIRST_WEEK))
        tasks.append(
            Task(
                order=order,
                finding_ids=tuple(sorted(each.id for each in group)),
                title=first.remedy,
                where=first.where,
                owner=first.owner,
                minutes=minutes,
                due_on=due_on,
                control=first.control,
                standing=first.standing,
                title_share=first.remedy,
                clicks=clicks(first),
            )
        )
    return tuple(tasks)


def _spot(finding: Finding) -> str:
    subject = finding.subject
    if subject.get("kind") == "place":
        return subject["subject_id"]
    for name in ("place_id", "flow_id", "purpose_id", "vendor_id", "system_id"):
        if name in subject:
            return subject[name]
    return subject.get("subject_id") or subject.get("dataset_id") or finding.id


def _rank(group: Sequence[Finding]) -> tuple[int, int, str]:
    binds = min(STANDINGS.index(each.standing) for each in group)
    weight = sum(_WEIGHT[each.severity] for each in group)
    minutes = max(each.minutes for each in group)
    # Per mille as whole numbers: no order hangs on how a machine rounds.
    return binds, -(weight * 1000 // minutes), min(each.id for each in group)


def working_day(as_of: date, days: int) -> date:
    """Return the day `days` working days after `as_of`; Saturdays and Sundays are none."""
    day = as_of
    for _ in range(days):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    return day


def _no_weekend(day: date) -> date:
    while day.weekday() >= _SATURDAY:
        day -= timedelta(days=1)
    return day
