"""`amanat remind`: what is due as a calendar file and a text. Nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amanat.cli._open import DEFAULT, open_workspace, workspace_option
from amanat.terms.words import AREAS

if TYPE_CHECKING:
    from amanat.notify.due import CalendarEntry, ContractEnd, OpenTask


_INDIA = timezone(timedelta(hours=5, minutes=30))
#: A milestone of the law is a matter of these areas beside `law` itself.
_MORE_AREAS = {
    "phase-3": AREAS,
    "spdi-rules-end": ("notes", "law"),
    "first-one-year-holding-ends": ("retention", "law"),
    "third-schedule-first-expiry": ("retention", "law"),
}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What reminders rest on."""

    areas: tuple[str, ...]
    calendar: tuple[CalendarEntry, ...]
    contracts: tuple[ContractEnd, ...]
    tasks: tuple[OpenTask, ...]


@click.command("remind")
@workspace_option
@click.option(
    "--area",
    "areas",
    type=click.Choice(AREAS),
    multiple=True,
    help="Only this area; may be given several times. Without it: those in amanat.toml.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder for amanat.ics and digest.txt.  [default: this folder]",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="Another day than today.",
)
def remind(workspace: Path, areas: tuple[str, ...], output: Path, as_of: datetime | None) -> None:
    """Write deadlines as a calendar file and a text of the last audit's tasks.

    \b
    amanat remind                              all areas, into this folder
    amanat remind --area vendors --area law    agreements that end, and the law's dates
    """
    from amanat.notify.digest import digest
    from amanat.notify.due import due
    from amanat.notify.ics import calendar

    now = as_of.date() if as_of else datetime.now(_INDIA).date()
    inputs = load_inputs(workspace)
    messages = due(
        inputs.calendar, inputs.contracts, inputs.tasks, areas=areas or inputs.areas, now=now
    )
    output.mkdir(parents=True, exist_ok=True)
    # The stamp is the day's begin: the same day gives the same bytes.
    stamp = datetime(now.year, now.month, now.day, tzinfo=_INDIA).astimezone(UTC)
    (output / "amanat.ics").write_bytes(calendar(messages, now=stamp))
    (output / "digest.txt").write_text(digest(messages, now=now), encoding="utf-8", newline="\n")
    overdue = sum(message.overdue for message in messages)
    click.echo(f"{len(messages)} reminders, {overdue} overdue")
    click.echo(f"  {output / 'amanat.ics'}   import it into your calendar")
    click.echo(f"  {output / 'digest.txt'}   the same as text")
    click.echo("Nothing was sent. To unsubscribe, delete the imported calendar.")


def load_inputs(workspace: Path) -> Inputs:
    """Return the legal calendar and, where there is a workspace, its contracts and open tasks.

    Raises:
        UserError: a workspace was named that there is not, or its register has faults.
    """
    law = _calendar()
    if workspace == DEFAULT and not workspace.exists():
        # The law's dates are of use before the first audit.
        return Inputs(AREAS, law, (), ())
    opened = open_workspace(workspace)
    return Inputs(
        opened.settings.areas,
        law,
        _contracts(opened.register),
        _tasks(opened.audits, opened.audit_ids()),
    )


def _calendar() -> tuple[CalendarEntry, ...]:
    from amanat.law.load import calendar
    from amanat.notify.due import CalendarEntry

    return tuple(
        CalendarEntry(
            id=entry.id,
            on=entry.date,
            title=entry.title,
            law=entry.law or "",
            alt_on=entry.alt_date,
            certainty=entry.certainty,
            remind_before=tuple(entry.remind_days_before),
            areas=_MORE_AREAS.get(entry.id, ("law",)),
        )
        for entry in calendar().fixed
    )


def _contracts(folder: Path) -> tuple[ContractEnd, ...]:
    from amanat.notify.due import ContractEnd
    from amanat.register.files import read_register

    # An audit refuses ids that hold personal data; here no id leaves this computer as it is.
    register = read_register(folder, refuse=lambda ids: [False] * len(ids))
    names = {vendor.vendor_id: vendor.name or vendor.vendor_id for vendor in register.vendors}
    ended = {vendor.vendor_id for vendor in register.vendors if vendor.ended_on}
    return tuple(
        ContractEnd(
            contract.contract_id,
            names.get(contract.vendor_id, contract.vendor_id),
            contract.valid_to,
        )
        for contract in register.contracts
        if contract.valid_to and not contract.says_none and contract.vendor_id not in ended
    )


def _tasks(audits: Path, ids: list[str]) -> tuple[OpenTask, ...]:
    from amanat.findings.freeze import NAME, load
    from amanat.notify.due import OpenTask

    kept = [audits / each / NAME for each in ids if (audits / each / NAME).is_file()]
    if not kept:
        return ()
    report = load(kept[-1].read_bytes())
    return tuple(
        OpenTask(
            key="|".join(sorted(task.finding_ids)) or task.title,
            title=task.title,
            owner=task.owner,
            minutes=task.minutes,
            due_on=task.due_on,
            control=task.control,
        )
        for task in report.tasks
    )
