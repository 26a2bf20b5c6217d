"""Write an invented company: exports like the real products', register, truth and canaries."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from amanat.sample import (
    desk,
    engage,
    fields,
    hubspot,
    papers,
    registers,
    salesforce,
    sheets,
    staff,
)
from amanat.sample.catalogue import FAULT_IDS, FAULTS, NEAR_MISSES, Fault
from amanat.sample.kit import Kit
from amanat.sample.people import People
from amanat.sample.plan import MIN_PEOPLE, Plan
from amanat.sample.truth import Canaries, Truth, write_json

AS_OF: Final = date(2026, 11, 23)
#: File name's beginning -> product, whose export time the file carries.
_MADE_BY: Final = {
    "WE_": "salesforce",
    "hubspot-": "hubspot",
    "mixpanel-": "mixpanel",
    "clevertap-": "clevertap",
    "freshdesk-": "freshdesk",
    "Export-": "notion",
    "drive-": "drive",
}


class SampleError(ValueError):
    """The sample cannot be made with these arguments; the text says what is wanted."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: counts of the company and the ids of the faults planted in it."""

    folder: Path
    people: int
    notes: int
    events: int
    files: int
    faults: tuple[str, ...]
    as_of: date


def generate(
    folder: Path,
    *,
    people: int = 20_000,
    seed: int = 20_261_123,
    as_of: date = AS_OF,
    week: int = 0,
    without: frozenset[str] = frozenset(),
    faults: frozenset[str] | None = None,
    register: bool = True,
) -> Summary:
    """Write a company below `folder`: the same arguments give the same bytes.

    Args:
        folder: made if missing; its `exports` must be empty or missing.
        people: how many customers; three notes and fifteen events each. At least 100.
        seed: another seed, other people.
        as_of: the day of week 0 on which an audit looks.
        week: how many weeks later the same tools were exported again.
        without: ids of faults that are left out; nothing else changes.
        faults: only these faults are planted; None: all.
        register: write `register/` too.

    Returns:
        Counts, and the faults planted, sorted.

    Raises:
        SampleError: too few people, a negative week, an unknown fault, or `exports` is not empty.
    """
    planted = _planted(FAULT_IDS if faults is None else faults, without)
    if people < MIN_PEOPLE:
        raise SampleError(f"a company needs at least {MIN_PEOPLE} people, got {people}")
    if week < 0:
        raise SampleError(f"weeks count from 0, got {week}")
    plan = Plan(people, seed, as_of, week, planted)
    exports = folder / "exports"
    if exports.exists() and any(exports.iterdir()):
        raise SampleError("the folder holds exports already: name an empty or a new one")
    exports.mkdir(parents=True, exist_ok=True)
    truth = Truth()
    with Canaries(folder) as canaries:
        kit = Kit(plan, People(plan), exports, truth, canaries)
        notes = _write_exports(kit)
        canaries.write(folder / "canaries.txt")
    if register:
        registers.write(plan, folder / "register")
    with (folder / "README.txt").open("w", encoding="utf-8", newline="\n") as file:
        papers.write_readme(file)
    events = plan.events + plan.extra * 10
    counts = {"as_of": plan.as_of.isoformat(), "people": people, "notes": notes, "events": events}
    write_json(folder / "truth.json", {**counts, **_truth(plan, truth)})
    _set_times(kit)
    written = len(list(exports.iterdir()))
    return Summary(folder, people, notes, events, written, tuple(sorted(plan.faults)), plan.as_of)


def _planted(faults: frozenset[str], without: frozenset[str]) -> frozenset[str]:
    unknown = sorted((faults | without) - FAULT_IDS)
    if unknown:
        known = ", ".join(sorted(FAULT_IDS))
        raise SampleError(f"no fault is called {', '.join(unknown)}; there are: {known}")
    return faults - without


def _write_exports(kit: Kit) -> int:
    """Write every file and return how many notes they hold: three a person, later weeks more."""
    plan = kit.plan
    other = plan.desk_tickets + plan.crm_tickets + plan.cases + plan.pages
    tasks = plan.people * 3 - other - sheets.note_rows(kit) - papers.LOOSE
    salesforce.write(kit, tasks)
    hubspot.write_contacts(kit)
    hubspot.write_tickets(kit)
    engage.write_events(kit)
    engage.write_people(kit)
    engage.write_audience(kit)
    desk.write(kit)
    papers.write_notion(kit)
    sheets.write(kit)
    staff.write(kit)
    restricted = papers.write_documents(kit)
    sheets.write_permissions(kit, (*restricted, fields.write(kit)))
    papers.write_papers(kit)
    papers.write_backup(kit)
    return plan.people * 3 + plan.extra * 2


def _places(truth: Truth, id_: str, where: str | None) -> list[str]:
    found = set(truth.where.get(id_, ()))
    if where:
        found.add(f"register/{where}")
    return sorted(found)


def _fault(truth: Truth, fault: Fault) -> dict[str, Any]:
    return {
        "id": fault.id,
        "control": fault.control,
        "subject": fault.subject,
        "where": _places(truth, fault.id, fault.where),
        "records": truth.records(fault.id) or 1,
        "people": truth.people(fault.id),
        "needs_register": fault.register,
        "what": fault.what,
        "also": [{"control": control, "subject": subject} for control, subject in fault.also],
    }


def _truth(plan: Plan, truth: Truth) -> dict[str, Any]:
    return {
        "seed": plan.seed,
        "week": plan.week,
        "faults": [_fault(truth, fault) for fault in FAULTS if plan.has(fault.id)],
        "near_misses": [
            {
                "id": near.id,
                "beside": near.beside,
                "control": near.control,
                "subject": near.subject,
                "where": _places(truth, near.id, near.where),
                "records": truth.records(near.id),
                "people": truth.people(near.id),
                "what": near.what,
                "clear": near.clear,
            }
            for near in NEAR_MISSES
        ],
        "files": truth.files,
    }


def _set_times(kit: Kit) -> None:
    """Give each file the time of its export, as a browser's download folder would show it."""
    for path in sorted(kit.exports.iterdir()):
        product = next((p for head, p in _MADE_BY.items() if path.name.startswith(head)), "sheets")
        second = int(kit.plan.exported(product).timestamp())
        os.utime(path, (second, second))
