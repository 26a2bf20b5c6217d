"""Read the law's files once, and refuse them when they contradict themselves."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeVar

import msgspec

from amanat.law.model import (
    Calendar,
    Clause,
    ClausesFile,
    Clock,
    Control,
    ControlsFile,
    Day,
    Fixed,
    InForce,
    ScheduleRow,
)

_File = TypeVar("_File", ControlsFile, Calendar, ClausesFile)


class LawError(Exception):
    """The law's own files are at fault: a bug of this build, never of its user."""


class Commencement(NamedTuple):
    """The day to plan with, and the other arguable one."""

    date: Day
    alt_date: Day


def _read(name: str, model: type[_File]) -> _File:
    import yaml  # noqa: PLC0415  only who reads the law pays for the parser

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("amanat.law").joinpath("data", name).read_text(encoding="utf-8")
    try:
        return msgspec.convert(yaml.load(text, Loader=loader), model)  # noqa: S506  a safe loader
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise LawError(f"law/data/{name}: {error}") from None


def _unique(name: str, ids: Iterable[str]) -> None:
    twice = sorted(key for key, count in Counter(ids).items() if count > 1)
    if twice:
        raise LawError(f"law/data/{name}: these ids come twice: {', '.join(twice)}")


def check_caps(law: ControlsFile) -> None:
    """Refuse a control whose cap is not that of the Schedule row it names.

    Raises:
        LawError: row and cap do not belong together.
    """
    for control in law.controls:
        own = control.penalty
        pairs = [(own.schedule_row, own.cap_inr)]
        pairs += [(also.schedule_row, also.cap_inr) for also in own.also]
        for row, cap_inr in pairs:
            if row is not None and row not in law.schedule_rows:
                raise LawError(f"{control.id}: no Schedule row {row}")
            wanted = None if row is None else law.schedule_rows[row].cap_inr
            if cap_inr != wanted:
                raise LawError(f"{control.id}: the cap is not that of row {row}")


def check_days(name: str, in_force: InForce, third: Fixed) -> None:
    """Refuse dates of commencement that are not those of the calendar's phase 3.

    Raises:
        LawError: a phase 3 control with another date, or an end that is not phase 3.
    """
    if in_force.phase == "phase-3" and (in_force.date, in_force.alt_date) != (
        third.date,
        third.alt_date,
    ):
        raise LawError(f"{name}: phase 3 begins on another day in the calendar")
    ends = (in_force.ends, in_force.alt_ends)
    if in_force.phase == "in-force-until-phase-3":
        if ends != (third.date, third.alt_date):
            raise LawError(f"{name}: it ends with phase 3, which is another day in the calendar")
    elif any(ends):
        raise LawError(f"{name}: an end without the phase that ends")


@cache
def _law() -> ControlsFile:
    law = _read("controls.yaml", ControlsFile)
    _unique("controls.yaml", (control.id for control in law.controls))
    check_caps(law)
    if law.law_checked_up_to != calendar().law_checked_up_to:
        raise LawError("controls.yaml and calendar.yaml were checked up to different days")
    for control in law.controls:
        check_days(control.id, control.in_force, fixed("phase-3"))
    return law


@cache
def calendar() -> Calendar:
    """Return the legal calendar.

    Raises:
        LawError: ids come twice, or a clock starts at nothing.
    """
    found = _read("calendar.yaml", Calendar)
    ids = [entry.id for entry in found.fixed]
    ids += [entry.id for entry in found.clocks]
    ids += [entry.id for entry in found.recurring]
    ids += [entry.id for entry in found.good_practice]
    _unique("calendar.yaml", ids)
    days = {entry.id: entry.date for entry in found.fixed}
    starts = [(clock.id, clock.since) for clock in found.clocks]
    starts += [(duty.id, duty.since) for duty in found.recurring if duty.since is not None]
    for name, since in starts:
        _start(days, name, since)
    return found


def _start(days: dict[str, Day], name: str, since: str) -> Day:
    if since in days:
        return days[since]
    try:
        return Day.fromisoformat(since)
    except ValueError:
        raise LawError(
            f"calendar.yaml, {name}: from {since!r} is neither a day nor an id"
        ) from None


def clock_since(clock: Clock) -> Day:
    """Return the first day on which a clock of the calendar exists."""
    return _start({entry.id: entry.date for entry in calendar().fixed}, clock.id, clock.since)


def fixed(milestone: str) -> Fixed:
    """Return a dated milestone of the calendar by its id.

    Raises:
        KeyError: there is none of that id.
    """
    return {entry.id: entry for entry in calendar().fixed}[milestone]


@cache
def phase_3() -> Commencement:
    """Return when the duties, rights and penalties of the Act begin: 13 May 2027, 14 arguable."""
    third = fixed("phase-3")
    if third.alt_date is None:
        raise LawError("calendar.yaml: phase-3 has no other arguable date")
    return Commencement(third.date, third.alt_date)


@cache
def controls() -> dict[str, Control]:
    """Return every control by id, in the order of the file.

    Raises:
        LawError: an id comes twice, a cap is not its row's, a date is not the calendar's.
    """
    return {control.id: control for control in _law().controls}


def control(control_id: str) -> Control:
    """Return one control.

    Raises:
        KeyError: there is none of that id.
    """
    return controls()[control_id]


@cache
def schedule_rows() -> dict[int, ScheduleRow]:
    """Return the rows of the Act's Schedule by number, 1 to 7."""
    return dict(_law().schedule_rows)


def law_checked_up_to() -> Day:
    """Return the day of the newest source that was seen; what came later is not known."""
    return _law().law_checked_up_to


def reading_notes() -> dict[str, str]:
    """Return the rules for reading dates, penalties and results, by name."""
    notes = _law().reading_notes
    return {
        "in_force": notes.in_force_rule,
        "penalty": notes.penalty_rule,
        "result": notes.result_rule,
    }


@cache
def clauses_file() -> ClausesFile:
    """Return the checklist of contract clauses with its scoring.

    Raises:
        LawError: an id comes twice, or a Schedule row does not exist.
    """
    found = _read("dpa-clauses.yaml", ClausesFile)
    _unique("dpa-clauses.yaml", (clause.id for clause in found.clauses))
    for clause in found.clauses:
        if clause.schedule_row is not None and clause.schedule_row not in schedule_rows():
            raise LawError(f"dpa-clauses.yaml, {clause.id}: no Schedule row {clause.schedule_row}")
        if clause.in_force is not None:
            check_days(clause.id, clause.in_force, fixed("phase-3"))
    return found


def clauses() -> dict[str, Clause]:
    """Return every contract clause by id, in the order of the file."""
    return {clause.id: clause for clause in clauses_file().clauses}
