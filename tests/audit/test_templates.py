"""Two sheets of one template are two places, where the permission list tells them apart."""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from helpers import AS_OF, by_control, report, run_audit
from small import EXPORTED, LINK, ORDINARY, permissions, user, write_csv
from truths import gaps

from amanat.audit.kept import Kept

HEADER = ("Client", "Client mail", "Account remarks")
NORTH, SOUTH = "Renewals north", "Renewals south"
CLIENTS = {
    NORTH: ("Divya Nair", "Imran Qureshi", "Leela Bose", "Gopal Reddy"),
    SOUTH: ("Tara Kulkarni", "Samuel Dsouza", "Uma Pillai", "Harish Gowda"),
}
ILL = "{name} was diagnosed with cancer, call after the surgery."
#: Made up; its check digit is right.
NUMBER = "{name} sent the Aadhaar 2345 6789 0124 by mail."
NOTES, NUMBERS, ACCESS = (
    "notes-sensitive-open-access",
    "notes-government-and-payment-ids",
    "access-limited-to-need",
)
OPEN = [user("owner"), LINK]
CLOSED = [user("owner")]
ONE_OPEN = {NORTH: OPEN, SOUTH: CLOSED}


def renewals(
    folder: Path, title: str, said: Mapping[int, str], *, name: str = "", weeks: int = 0
) -> None:
    """Write one sheet of the template; `said`: notes by row. Each week its first row is gone."""
    rows = []
    for row, client in enumerate(CLIENTS[title]):
        note = said.get(row, f"{ORDINARY[row]} {title}.").format(name=client)
        first, last = client.lower().split()
        rows.append((client, f"{first}.{last}@{title.split()[1]}.example.in", note))
    path = folder / f"{name or title}.csv"
    write_csv(path, HEADER, rows[weeks:])
    moment = (EXPORTED + timedelta(weeks=weeks)).timestamp()
    os.utime(path, (moment, moment))


@dataclass
class Company:
    """A folder of exports and a workspace beside it."""

    root: Path

    @property
    def exports(self) -> Path:
        made = self.root / "exports"
        made.mkdir(exist_ok=True)
        return made

    def audit(self, *, weeks: int = 0) -> Kept:
        return run_audit(self.exports, self.root / "work", as_of=AS_OF + timedelta(weeks=weeks))


@pytest.fixture
def company(tmp_path):
    return Company(tmp_path)


def told(kept: Kept, control: str, verdict: str = "fails") -> list[tuple[str | None, int]]:
    """Return the title of the place and the records of each finding of a control about sheets."""
    titles = {row["place_id"]: row["title"] for row in kept.tables()["places"].to_pylist()}
    return sorted(
        (titles[each.subject.get("place_id") or each.subject["subject_id"]] or "", each.records)
        for each in by_control(kept.findings).get(control, ())
        if each.verdict == verdict and each.subject.get("kind") != "account"
    )


def sheets(kept: Kept, *columns: str) -> list[tuple[object, ...]]:
    """Return columns of the places that are loose sheets."""
    rows = kept.tables()["places"].to_pylist()
    return sorted(
        tuple(row[each] for each in columns)
        for row in rows
        if row["dataset_id"].startswith("files/")
    )


ILL_IN: dict[str, tuple[Sequence[int], Sequence[int]]] = {
    "only the restricted one": ((), (1, 2)),
    "only the open one": ((1,), ()),
    "both": ((1,), (1, 2)),
}


@pytest.mark.parametrize("which", ILL_IN)
def test_notes_are_alleged_where_the_sheet_is_open_and_nowhere_else(company, which):
    north, south = ILL_IN[which]
    renewals(company.exports, NORTH, dict.fromkeys(north, ILL))
    renewals(company.exports, SOUTH, dict.fromkeys(south, ILL))
    permissions(company.exports, ONE_OPEN)
    kept = company.audit()
    assert told(kept, NOTES) == ([(NORTH, len(north))] if north else [])
    quiet = [(name, 1) for name, ill in ((NORTH, north), (SOUTH, south)) if not ill]
    assert told(kept, NOTES, "passes") == sorted(quiet + ([(SOUTH, len(south))] if south else []))
    assert told(kept, NOTES, "cannot_tell") == []
    # Whoever is on the open sheet can be seen by anyone, whatever the notes say.
    assert told(kept, ACCESS) == [(NORTH, 1)]
    assert told(kept, ACCESS, "passes") == [(SOUTH, 1)]
    assert sheets(kept, "title", "access", "records", "people", "key_how") == [
        (NORTH, "public", 4, 4, "product_id"),
        (SOUTH, "restricted", 4, 4, "product_id"),
    ]


def test_without_a_permission_list_nobody_can_tell_and_they_are_one_place(company):
    renewals(company.exports, NORTH, {1: ILL})
    renewals(company.exports, SOUTH, {1: ILL, 2: ILL})
    kept = company.audit()
    assert told(kept, NOTES) == told(kept, NOTES, "passes") == []
    ((_, records),) = told(kept, NOTES, "cannot_tell")
    assert records == 3
    assert sheets(kept, "access", "records", "people", "key_how") == [(None, 8, 8, "header")]


def test_a_sheet_that_the_list_does_not_name_is_not_open_because_its_twin_is(company):
    renewals(company.exports, NORTH, {})
    renewals(company.exports, SOUTH, {1: ILL})
    permissions(company.exports, {NORTH: OPEN})
    kept = company.audit()
    assert told(kept, NOTES) == []
    assert told(kept, NOTES, "cannot_tell") == [(SOUTH, 1)]
    assert sheets(kept, "title", "access", "key_how") == [
        (NORTH, "public", "product_id"),
        (SOUTH, None, "header"),
    ]


def test_people_who_are_on_both_sheets_do_not_make_one_the_older_of_the_other(company):
    for title in (NORTH, SOUTH):
        renewals(company.exports, NORTH, {2: f"{ILL} {title}"}, name=title)
    permissions(company.exports, ONE_OPEN)
    kept = company.audit()
    assert told(kept, NOTES) == [(NORTH, 1)]
    assert told(kept, NOTES, "passes") == [(SOUTH, 1)]
    assert kept.tables()["datasets"].to_pylist()[0]["people"] == 4
    relations = kept.tables()["snapshots"].column("relation").to_pylist()
    assert set(relations) == {"current"}


@pytest.mark.parametrize(
    ("added", "old_too"),
    [("", False), (" 27 Nov 2026 (1)", False), (" (1)", True), (" 2026-11-27", True)],
)
def test_the_export_of_the_next_week_is_of_the_same_place(company, added, old_too):
    said = {1: ILL, 3: NUMBER}
    for title in ONE_OPEN:
        renewals(company.exports, title, said)
    permissions(company.exports, ONE_OPEN)
    before = company.audit()
    if not old_too:
        shutil.rmtree(company.exports)
        permissions(company.exports, ONE_OPEN)
    for title in ONE_OPEN:
        renewals(company.exports, title, said, name=f"{title}{added}", weeks=1)
    after = company.audit(weeks=1)
    since = report(after).since
    assert since is not None
    assert (since.new, since.closed_text) == ((), ())
    assert {each.id for each in gaps(after.findings)} == {each.id for each in gaps(before.findings)}
    assert sheets(after, "place_id") == sheets(before, "place_id")
    assert {row[0] for row in sheets(after, "records")} == {3}
    assert [number for _, number in told(after, NOTES)] == [1]
    relations = after.tables()["snapshots"].column("relation").to_pylist()
    assert relations.count("history") == int(old_too)
    assert "asked" not in relations


def test_new_names_leave_only_access_unknown_and_the_two_sheets_one_place(company):
    for title in ONE_OPEN:
        renewals(company.exports, title, {1: ILL, 3: NUMBER})
    permissions(company.exports, ONE_OPEN)
    before = company.audit()
    for number, title in enumerate(ONE_OPEN):
        (company.exports / f"{title}.csv").rename(company.exports / f"download ({number}).csv")
    after = company.audit()
    assert sorted(number for _, number in told(before, NUMBERS)) == [1, 1]
    assert [number for _, number in told(after, NUMBERS)] == [2]
    assert told(after, NOTES) == told(after, ACCESS) == []
    assert [number for _, number in told(after, NOTES, "cannot_tell")] == [2]
    by_place = {NOTES, NUMBERS, ACCESS}
    assert _elsewhere(after, by_place) == _elsewhere(before, by_place)


def _elsewhere(kept: Kept, controls: set[str]) -> set[tuple[object, ...]]:
    return {
        (each.id, each.verdict, each.people, each.records)
        for each in kept.findings
        if each.control not in controls
    }


def test_a_second_sheet_leaves_the_findings_of_one_that_the_list_does_not_name(company):
    renewals(company.exports, NORTH, {3: NUMBER})
    before = company.audit()
    renewals(company.exports, SOUTH, {3: NUMBER})
    permissions(company.exports, {SOUTH: CLOSED})
    after = company.audit()
    assert {each.id for each in gaps(before.findings)} < {each.id for each in gaps(after.findings)}
    assert told(after, NUMBERS) == [(NORTH, 1), (SOUTH, 1)]
