"""Hostile inputs beside a good file: each costs itself, with its reason, and nothing else."""

import csv
import json
import os
import re

import pytest
from hostile_cases import CASES, GOOD, Case

from amanat.evidence.store import read_table
from walk import Home

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and names of POSIX")

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
QUICK = [case for case in CASES if not case.slow]


def made(folder, cases):
    """A folder with the good file and some hostile ones beside it."""
    folder.mkdir()
    (folder / "good.csv").write_text(GOOD)
    for case in cases:
        case.make(folder / case.name)
    return folder


def audited_at(root, folder, patience=180):
    home = Home(root, same_key=True, patience=patience)
    done = home.audit(folder)
    assert done.code == 0, done.errors
    return home, done, folder


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """An audit of the good file alone."""
    root = tmp_path_factory.mktemp("alone")
    return audited_at(root / "home", made(root / "exports", []))


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """One audit of all hostile files that are quickly read, with the same key."""
    root = tmp_path_factory.mktemp("hostile")
    return audited_at(root / "home", made(root / "exports", QUICK))


def told(home, expected):
    """What the audit says of each unit, by the beginning of its name as it is expected."""
    rows = read_table(home.audits()[-1] / "evidence", "units").to_pylist()
    beginnings = sorted(expected, key=len, reverse=True)
    return {
        next((name for name in beginnings if row["name"].startswith(name)), row["name"]): (
            row["status"],
            row["reason"],
            row["records"],
        )
        for row in rows
        if row["format"] != "media"
    }


def expected_of(case: Case):
    if case.name == "11 closed.csv" and os.geteuid() == 0:
        # Nothing is closed to this account: the file is read like any other.
        return {case.name: ("read", None, 1)}
    return case.told


def good_findings(home):
    """The findings that speak of the good file alone, by their ids."""
    units = read_table(home.audits()[-1] / "evidence", "units").to_pylist()
    (dataset,) = [row["dataset_id"] for row in units if row["name"] == "good.csv"]
    kept = json.loads((home.audits()[-1] / "findings.json").read_bytes())["findings"]
    return {
        each["id"]: each
        for each in kept
        if {store["dataset"] for store in each["places"]["stores"]} == {dataset}
    }


def assert_good_is_as_alone(home, alone):
    wanted = good_findings(alone[0])
    assert {each["verdict"] for each in wanted.values()} >= {"fails"}
    found = good_findings(home)
    assert {name: found.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_each_has_its_status_its_reason_and_its_rows(audited, case):
    names = {name for each in QUICK for name in each.told} | {"good.csv"}
    said = told(audited[0], names)
    expected = expected_of(case)
    assert {name: said.get(name) for name in expected} == expected


def test_there_is_nothing_else_in_the_inventory(audited):
    names = {name for each in QUICK for name in each.told} | {"good.csv"}
    assert set(told(audited[0], names)) == names
    assert told(audited[0], names)["good.csv"] == ("read", None, 3)


def test_the_good_file_gives_the_same_findings_as_alone(audited, alone):
    assert_good_is_as_alone(audited[0], alone)


@pytest.mark.proof
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_one_alone_beside_the_good_file_costs_itself_and_nothing_else(tmp_path, alone, case):
    # A sheet of a million rows is no matter of seconds.
    folder = made(tmp_path / "exports", [case])
    home, _, _ = audited_at(tmp_path / "home", folder, patience=1200)
    expected = {**expected_of(case), "good.csv": ("read", None, 3)}
    assert told(home, expected) == expected
    assert_good_is_as_alone(home, alone)


def test_no_control_character_reaches_a_log_or_a_report(audited):
    home, done, _ = audited
    assert CONTROL.search(done.text) is None
    assert CONTROL.search(done.errors) is None
    for path in sorted(home.workspace.rglob("*")):
        if path.suffix in {".html", ".json", ".jsonl", ".toml"}:
            found = CONTROL.search(path.read_text("utf-8"))
            assert found is None, (path.name, found)


def test_no_command_of_a_file_name_reaches_a_terminal(audited):
    home, _, folder = audited
    shown = home.on_terminal("audit", folder, "--as-of", "2026-11-23", "--yes")
    assert b"\x1b[" in shown, "colours are there, so it is a terminal"
    assert b"\x1b]0;" not in shown
    assert b"\x07" not in shown
    assert b"owned" in shown, "the name itself is shown"


def test_a_spreadsheet_runs_nothing_of_what_is_exported(audited):
    home, _, _ = audited
    out = home.root / "report.csv"
    done = home.run("report", "--format", "csv", "--inside", "--output", out)
    assert done.code == 0, done.errors
    with out.open(newline="", encoding="utf-8") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]
