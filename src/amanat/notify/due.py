"""What is due when: a pure function of the calendar, the contracts and the open tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Final

from amanat.terms.days import day_text
from amanat.terms.words import AREAS

#: control -> the area of which its tasks are
_CONTROL_AREA: Final = {
    "sharing-needs-purpose-consent": "consent",
    "reuse-for-marketing": "consent",
    "lawful-basis-recorded": "consent",
    "notes-sensitive-open-access": "notes",
    "notes-government-and-payment-ids": "notes",
    "spdi-sensitive-consent-until-2027": "notes",
    "access-limited-to-need": "access",
    "processor-contract-signed": "vendors",
    "processor-compliance-verified": "vendors",
    "score-purpose-declared": "scores",
    "data-beyond-purpose": "retention",
    "retention-rule-per-category": "retention",
    "copies-and-backups-expire": "retention",
    "inventory-covers-every-store": "access",
}
_CONTRACT_REMINDERS: Final = (90, 60, 30, 7)
_LAW_REMINDERS: Final = (90, 30, 7)
_TASK_REMINDERS: Final = (7, 1)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A dated milestone of the law. `remind_before`: days; empty: the usual ones."""

    id: str
    on: date
    title: str
    law: str = ""
    alt_on: date | None = None
    certainty: str = "settled"
    remind_before: tuple[int, ...] = ()
    areas: tuple[str, ...] = ("law",)


@dataclass(frozen=True, slots=True)
class ContractEnd:
    """A contract of the register and the day on which it ends."""

    contract_id: str
    vendor: str
    ends_on: date


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task of the last audit; `key` lasts from one audit to the next."""

    key: str
    title: str
    owner: str
    minutes: int
    due_on: date
    control: str


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that is due. `uid` lasts, so that a newer calendar replaces an older one."""

    uid: str
    area: str
    on: date
    title: str
    detail: str
    remind_before: tuple[int, ...]
    overdue: bool = False


def area_of(control: str) -> str:
    """Return the area of a control's tasks; an unknown control is a matter of the law."""
    return _CONTROL_AREA.get(control, "law")


def due(
    calendar_entries: Iterable[CalendarEntry],
    contract_ends: Iterable[ContractEnd],
    tasks: Iterable[OpenTask],
    *,
    areas: Iterable[str] = AREAS,
    now: date,
) -> tuple[Message, ...]:
    """Return what is due in the chosen areas, the earliest first, nothing twice.

    Args:
        calendar_entries: milestones of the law; those before `now` are over and left out.
        contract_ends: ends of contracts; those before `now` stay as overdue.
        tasks: open tasks; those whose day has passed stay as overdue.
        areas: the areas that were chosen, of `AREAS`.
        now: the day of asking, in India.

    Returns:
        Messages in order of day, area and uid; the same input gives the same uids.

    Raises:
        ValueError: an area that there is not.
    """
    chosen = frozenset(areas)
    unknown = chosen - frozenset(AREAS)
    if unknown:
        raise ValueError(f"no such area: {', '.join(sorted(unknown))}")
    messages = [
        *(_of_law(entry, chosen) for entry in calendar_entries if entry.on >= now),
        *(_of_contract(end, now) for end in contract_ends),
        *(_of_task(task, now) for task in tasks),
    ]
    unique = {each.uid: each for each in reversed(messages) if each and each.area in chosen}
    return tuple(sorted(unique.values(), key=lambda each: (each.on, each.area, each.uid)))


def _uid(kind: str, key: str) -> str:
    # A name of a vendor or place could stand in a key: the hash keeps it out of the calendar's ids.
    return f"{kind}-{blake2b(key.encode(), digest_size=10).hexdigest()}@amanat.invalid"


def _of_law(entry: CalendarEntry, chosen: frozenset[str]) -> Message | None:
    area = next((each for each in entry.areas if each in chosen), None)
    if area is None:
        return None
    parts = [entry.law] if entry.law else []
    if entry.alt_on:
        parts.append(f"{day_text(entry.alt_on)} is arguable; plan with {day_text(entry.on)}")
    if entry.certainty != "settled":
        parts.append(f"how sure: {entry.certainty}")
    return Message(
        uid=_uid("law", entry.id),
        area=area,
        on=entry.on,
        title=entry.title,
        detail=". ".join(parts),
        remind_before=tuple(sorted(set(entry.remind_before or _LAW_REMINDERS), reverse=True)),
    )


def _of_contract(end: ContractEnd, now: date) -> Message:
    over = end.ends_on < now
    return Message(
        uid=_uid("contract", f"{end.contract_id}|{end.ends_on.isoformat()}"),
        area="vendors",
        on=end.ends_on,
        title=f"Agreement with {end.vendor} {'has ended' if over else 'ends'}",
        detail="Renew it and enter the new dates in the register, or have the data erased. "
        "DPDP Act s.8(2): only under a valid contract.",
        remind_before=_CONTRACT_REMINDERS,
        overdue=over,
    )


def _of_task(task: OpenTask, now: date) -> Message:
    return Message(
        uid=_uid("task", task.key),
        area=area_of(task.control),
        on=task.due_on,
        title=task.title,
        detail=f"Owner: {task.owner}. {task.minutes} minutes. Control: {task.control}.",
        remind_before=_TASK_REMINDERS,
        overdue=task.due_on < now,
    )
