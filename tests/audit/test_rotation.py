"""A new key: people get other fingerprints, findings and what the register names keep their ids."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from helpers import opened, report, run_audit

from amanat.audit.kept import Kept
from amanat.evidence.keystore import backup_text
from amanat.evidence.schema import TABLES
from amanat.sample.company import generate

PEOPLE = 100
#: Columns of evidence with ids of things, of which some are keyed hashes, as they begin.
THINGS = {
    ("places", "place_id"): "[pc]-",
    ("lists", "list_id"): "[hl]-",
    ("fields", "field_id"): "h-",
    ("units", "unit_id"): "u-",
    ("lists", "label_id"): "h-",
    ("accounts", "user_id"): "user-",
    ("staff_listed", "user_id"): "user-",
}


@dataclass(frozen=True)
class Company:
    """The invented company: its folder and its first audit, with the register."""

    root: Path
    before: Kept

    @property
    def exports(self) -> Path:
        return self.root / "company" / "exports"

    def workspace(self, name: str) -> Path:
        """Return a copy of the workspace, with its key, as it was after the first audit."""
        folder = self.root / name
        for each in ("work", "keys"):
            shutil.copytree(self.root / each, folder / each)
        return folder / "work"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    root = tmp_path_factory.mktemp("rotation")
    generate(root / "company", people=PEOPLE)
    register = root / "company" / "register"
    # Colleagues go by ids of our making then, and titles that are no plain words by hashes.
    (register / "staff.toml").unlink()
    for name, people in (("Tulsi", range(8)), ("Neel", range(8, 16))):
        rows = [
            f"p{n}@{name.lower()}.example.in,4,2026-03-0{n % 8 + 1} 10:00:00,l{n},e{n},{n}"
            for n in people
        ]
        head = f"Email Address,MEMBER_RATING,OPTIN_TIME,LEID,EUID,{name}wunsch"
        path = root / "company" / "exports" / f"{name}kreis.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return Company(root, run_audit(root / "company" / "exports", root / "work", register=register))


@pytest.fixture(scope="module")
def rotated(company):
    """Audit after a rotation, on a computer that got its key from the backup."""
    workspace = company.workspace("rotated")
    keys = opened(workspace).rotate().keys()
    shutil.rmtree(workspace.parent / "keys")
    opened(workspace).restore(backup_text(keys.secret, epoch=keys.epoch))
    return run_audit(company.exports, workspace)


@pytest.fixture(scope="module")
def renewed(company):
    workspace = company.workspace("renewed")
    opened(workspace).rotate(everything=True)
    return run_audit(company.exports, workspace)


def said(kept):
    return {
        (each.id, each.control, str(each.subject), each.verdict, each.people, each.records)
        for each in kept.findings
    }


def things(kept):
    """Return ids of things that hold a keyed hash, by table and column."""
    tables = kept.tables()
    return {
        (table, column): {
            each
            for each in tables[table].column(column).to_pylist()
            if re.search(rf"(^|/){begin}[0-9a-f]{{16}}", each)
        }
        for (table, column), begin in THINGS.items()
    }


def fingerprints(kept):
    """Return every keyed fingerprint of the evidence: of people, accounts and strangers."""
    found = set()
    for name, table in kept.tables().items():
        for column in TABLES[name].columns:
            if column.kind == "F":
                found |= set(table.column(column.name).to_pylist())
    return found - {None}


def texts(kept):
    """Return all that evidence holds as text, without the register's tables."""
    return "\n".join(
        str(column.unique().to_pylist())
        for name, table in kept.tables().items()
        if not name.startswith("register_")
        for column in table.columns
        if pa.types.is_string(column.type)
    )


def test_a_new_key_leaves_every_finding_its_id_and_the_baseline_empty(company, rotated):
    assert said(rotated) == said(company.before)
    assert len(rotated.findings) > 30
    told = report(rotated).since
    assert (told.new, told.closed) == ((), ())
    assert told.still_open > 10


def test_places_lists_columns_files_and_accounts_keep_their_ids(company, rotated):
    ids = things(company.before)
    assert all(ids.values()), ids
    assert things(rotated) == ids


def test_no_fingerprint_of_the_old_evidence_is_in_the_new(company, rotated):
    old, new = fingerprints(company.before), fingerprints(rotated)
    assert len(old) == len(new) > PEOPLE
    assert not old & new
    held = texts(rotated)
    assert not [mark for mark in old | new if mark.hex()[:16] in held]


def test_everything_anew_gives_people_and_things_other_ids(company, renewed):
    assert not fingerprints(company.before) & fingerprints(renewed)
    old, new = things(company.before), things(renewed)
    for table in THINGS:
        assert not old[table] & new[table], table
        assert new[table], table
    told = report(renewed).since
    assert told.new
    assert told.closed
