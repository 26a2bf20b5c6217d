"""What does not change the data changes no finding: names, order, parts, another week."""

import csv
import io
import json
import os
import random
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from helpers import AS_OF, report, run_audit
from openpyxl import Workbook, load_workbook
from truths import gaps

from amanat.audit.kept import Kept
from amanat.findings.model import Finding
from amanat.sample.company import generate

PEOPLE = 200
ACCESS = ("access-limited-to-need", "notes-sensitive-open-access")
#: Agreements are known by their names until they are read.
PAPERS = (".pdf", ".docx")
#: Exports that a tool may give in two parts.
PARTED = ("hubspot-crm-exports-all-contacts", "hubspot-crm-exports-all-tickets", "freshdesk")

Table = list[list[str]]


@dataclass(frozen=True)
class Before:
    """A company as it was exported, and its audit with the register."""

    root: Path
    kept: Kept

    def audit_of(self, exports: Path) -> tuple[Finding, ...]:
        """Audit changed exports with the same register, in a workspace of their own."""
        return run_audit(exports, exports.parent / "work").findings

    def copy(self, name: str) -> Path:
        """Copy exports and workspace: exports may be changed then."""
        folder = self.root / name
        shutil.copytree(self.root / "company" / "exports", folder / "exports")
        shutil.copytree(self.root / "work", folder / "work")
        shutil.copytree(self.root / "keys", folder / "keys")
        return folder / "exports"


@pytest.fixture(scope="module")
def before(tmp_path_factory):
    root = tmp_path_factory.mktemp("metamorphic")
    company = root / "company"
    generate(company, people=PEOPLE)
    kept = run_audit(company / "exports", root / "work", register=company / "register")
    return Before(root, kept)


def _said(found: tuple[Finding, ...]) -> set[tuple[object, ...]]:
    return {
        (each.control, str(each.subject), each.verdict, each.people, each.records) for each in found
    }


def _rewritten(path: Path, change: Callable[[Table], Table]) -> None:
    """Change the table of a CSV file, of the CSV members of a zip, or of a workbook's sheets."""
    moment = path.stat().st_mtime_ns
    if path.suffix == ".csv":
        path.write_bytes(_changed(path.read_bytes(), change))
    elif path.suffix.lower() == ".zip" and not path.name.startswith("Export-"):
        with zipfile.ZipFile(path) as archive:
            members = [(info, archive.read(info)) for info in archive.infolist()]
        with zipfile.ZipFile(path, "w") as archive:
            for info, content in members:
                table = info.filename.endswith(".csv")
                archive.writestr(info, _changed(content, change) if table else content)
    elif path.suffix == ".xlsx" and zipfile.is_zipfile(path):
        _sheets(path, change)
    os.utime(path, ns=(moment, moment))


def _changed(content: bytes, change: Callable[[Table], Table]) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(change(rows))
    return out.getvalue().encode()


def _sheets(path: Path, change: Callable[[Table], Table]) -> None:
    old, new = load_workbook(path), Workbook()
    new.remove(new.active)
    for sheet in old:
        rows = change([list(row) for row in sheet.iter_rows(values_only=True)])
        made = new.create_sheet(sheet.title)
        for row in rows:
            made.append(row)
    new.save(path)


def _rows_shuffled(rows: Table) -> Table:
    head, body = rows[0], rows[1:]
    random.Random(3).shuffle(body)
    return [head, *body]


def _columns_shuffled(rows: Table) -> Table:
    order = list(range(len(rows[0])))
    random.Random(5).shuffle(order)
    return [[row[at] for at in order] for row in rows]


def _lines_shuffled(path: Path) -> None:
    """Change the order of records in what an API gave."""
    if path.suffix == ".jsonl":
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(7).shuffle(lines)
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    elif path.suffix == ".json":
        content = json.loads(path.read_bytes())
        random.Random(9).shuffle(content["results"])
        path.write_text(json.dumps(content), encoding="utf-8")


def test_shuffled_rows_and_columns_change_no_finding(before):
    exports = before.copy("shuffled")
    for path in exports.iterdir():
        _rewritten(path, lambda rows: _columns_shuffled(_rows_shuffled(rows)))
        _lines_shuffled(path)
    assert _said(before.audit_of(exports)) == _said(before.kept.findings)


@pytest.mark.proof
@pytest.mark.parametrize("change", [_rows_shuffled, _columns_shuffled])
def test_rows_and_columns_change_no_finding_each_alone(before, change):
    exports = before.copy(change.__name__)
    for path in exports.iterdir():
        _rewritten(path, change)
    assert _said(before.audit_of(exports)) == _said(before.kept.findings)


@pytest.mark.proof
def test_a_row_that_is_gone_is_seen(before):
    """The comparison can fail: what is compared tells one record more or less."""
    exports = before.copy("shorter")
    for path in exports.iterdir():
        if path.name.startswith("freshdesk"):
            _rewritten(path, lambda rows: rows[:-1])
    assert _said(before.audit_of(exports)) != _said(before.kept.findings)


def test_renamed_files_change_no_finding_but_access_that_a_title_told(before):
    exports = before.copy("names")
    for number, path in enumerate(sorted(exports.iterdir())):
        if path.suffix not in PAPERS:
            path.rename(exports / f"download ({number}){path.suffix}")
    found = before.audit_of(exports)
    after = {each.id for each in gaps(found)}
    assert after <= {each.id for each in gaps(before.kept.findings)}
    untold = {(each.control, str(each.subject)) for each in found if each.verdict == "cannot_tell"}
    for gone in (each for each in gaps(before.kept.findings) if each.id not in after):
        assert gone.control in ACCESS
        # A note that was open is one whose access nobody knows now.
        assert (gone.control, str(gone.subject)) in untold
    others = [each for each in before.kept.findings if each.control not in ACCESS]
    assert _said(tuple(others)) == _said(
        tuple(each for each in found if each.control not in ACCESS)
    )


def _split(path: Path) -> None:
    moment, content = path.stat().st_mtime_ns, path.read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    half = len(rows) // 2
    for part, body in enumerate((rows[1:half], rows[half:]), start=1):
        made = path.with_name(f"{path.stem}-{part}{path.suffix}")
        made.write_bytes(_changed(content, lambda all_rows, body=body: [all_rows[0], *body]))
        os.utime(made, ns=(moment, moment))
    path.unlink()


def test_files_split_in_two_change_no_finding(before):
    exports = before.copy("parts")
    chosen = [path for path in exports.iterdir() if path.name.startswith(PARTED)]
    assert len(chosen) == len(PARTED)
    for path in chosen:
        _split(path)
    assert _said(before.audit_of(exports)) == _said(before.kept.findings)


@pytest.mark.proof
@pytest.mark.parametrize(
    "head",
    ["clevertap", "drive-permissions", "Champions list", *PARTED],
)
def test_any_one_file_split_in_two_changes_no_gap(before, head):
    exports = before.copy(f"part-{head.replace(' ', '-')}")
    (path,) = (each for each in exports.iterdir() if each.name.startswith(head))
    _split(path)
    mine, theirs = gaps(before.audit_of(exports)), gaps(before.kept.findings)
    known = {each.id for each in mine}
    assert known <= {each.id for each in theirs}
    assert all(each.control in ACCESS for each in theirs if each.id not in known)


def test_the_export_of_the_next_week_has_nothing_new_and_nothing_resolved(before):
    folder = before.copy("week").parent
    company = folder / "company"
    generate(company, people=PEOPLE, week=1)
    shutil.rmtree(folder / "exports")
    kept = run_audit(
        company / "exports",
        folder / "work",
        register=company / "register",
        as_of=AS_OF + timedelta(weeks=1),
    )
    since = report(kept).since
    assert since is not None
    named = {each.id: (each.control, each.subject) for each in gaps(kept.findings)}
    assert [named[each] for each in since.new] == []
    assert since.closed_text == ()
    assert since.still_open == len(gaps(before.kept.findings)) == len(named)
