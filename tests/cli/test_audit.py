"""`amanat audit` at its edges: nothing to read, wrong names, exit codes, what is not written."""

import json
import shutil

import pytest

from walk import Home, company, walked

__all__ = ["company", "walked"]

NOTES = (
    "Customer,Email,Call notes\n"
    "Meena Iyer,meena.iyer@example.in,she gave her PAN ABCPE1234F on the phone\n"
    "Arjun Rao,arjun.rao@example.com,asked about the renewal and wants a call on Monday\n"
)
PLAIN = "Stage,Amount\nwon,100\nlost,200\n"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def exports(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "notes.csv").write_text(NOTES)
    return folder


def test_an_empty_folder_ends_with_3_and_says_what_can_be_read(home, tmp_path):
    (tmp_path / "empty").mkdir()
    done = home.audit(tmp_path / "empty")
    assert done.code == 3
    assert "CSV, XLSX, JSON" in done.errors
    assert "Traceback" not in done.errors
    assert home.audits() == []


def test_a_missing_folder_ends_with_2_and_names_the_near_one(home, exports):
    done = home.audit(exports.with_name("export"))
    assert done.code == 2
    assert "did you mean exports/" in done.errors


def test_a_missing_folder_with_nothing_near_names_none(home, tmp_path):
    done = home.audit(tmp_path / "zzz")
    assert done.code == 2
    assert "did you mean" not in done.errors


def test_a_wrong_day_and_a_wrong_option_end_with_2(home, exports):
    assert home.run("audit", exports, "--as-of", "23/11/2026").code == 2
    assert home.run("audit", exports, "--quick").code == 2
    assert home.run("audit").code == 2


def test_fail_on_ends_with_1_from_that_severity_on(home, exports):
    assert home.audit(exports, more=["--fail-on", "high"]).code == 1
    found = json.loads((home.audits()[-1] / "findings.json").read_bytes())["findings"]
    worst = {each["severity"] for each in found if each["verdict"] == "fails"}
    assert "high" in worst
    assert "critical" not in worst
    assert home.audit(exports, more=["--fail-on", "critical"]).code == 0


def test_fail_on_skipped_ends_with_1_where_something_was_not_read_and_not_for_an_empty_file(
    home, exports
):
    (exports / "none.csv").write_bytes(b"")
    assert home.audit(exports, more=["--fail-on-skipped"]).code == 0
    (exports / "call.mp3").write_bytes(b"ID3 sound")
    assert home.audit(exports, more=["--fail-on-skipped"]).code == 1


def test_a_dry_run_writes_neither_evidence_nor_audit(home, exports):
    done = home.audit(exports, more=["--dry-run"])
    assert done.code == 0
    assert "1 file" in done.errors
    assert "nothing was read" in done.errors
    written = [each for each in home.workspace.rglob("*") if each.is_file()]
    assert {each.name for each in written} <= {"amanat.toml", "manifest.json"}


def test_the_folder_is_never_written_and_can_be_deleted_afterwards(home, exports):
    before = {each: each.stat().st_mtime_ns for each in [exports, *exports.rglob("*")]}
    assert home.audit(exports).code == 0
    assert {each: each.stat().st_mtime_ns for each in [exports, *exports.rglob("*")]} == before
    shutil.rmtree(exports)
    assert home.run("findings").code == 0


def test_excluded_files_are_not_read(home, exports):
    (exports / "old.bak.csv").write_text(NOTES.replace("ABCPE1234F", "ABCPE1234G"))
    done = home.audit(exports, more=["--exclude", "*.bak.csv"])
    assert done.code == 0
    assert "1 file" in done.errors


def test_a_workspace_inside_the_folder_is_left_out(tmp_path, exports):
    home = Home(tmp_path / "home")
    home.workspace = exports / "amanat-work"
    first = home.run(
        "audit", exports, "--workspace", home.workspace, "--yes", "--as-of", "2026-11-23"
    )
    again = home.run(
        "audit", exports, "--workspace", home.workspace, "--yes", "--as-of", "2026-11-23"
    )
    assert (first.code, again.code) == (0, 0), again.errors
    assert "left out" in first.errors
    assert "1 file" in again.errors
    assert "0 new" in again.text


def test_a_folder_of_plain_tables_about_nobody_gives_no_gap_about_people(home, tmp_path):
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "deals.csv").write_text(PLAIN)
    assert home.audit(folder, more=["--fail-on", "low"]).code in (0, 1)
    listed = home.run("findings").text
    assert "notes-" not in listed
    assert "sharing-" not in listed


def test_two_audits_do_not_run_in_one_workspace_at_once(home, exports):
    # Process 1 lives as long as the machine does.
    (home.workspace / "lock").write_text('{"pid": 1, "since": "2026-11-23T06:00:00+00:00"}')
    done = home.audit(exports)
    assert done.code == 2
    assert "another audit at work" in done.errors
    assert home.audits() == []


def test_a_lost_key_is_told_before_anything_is_read(home, exports):
    assert home.audit(exports).code == 0
    for key in (home.root / "keys").iterdir():
        key.unlink()
    done = home.audit(exports)
    assert done.code == 2
    assert "amanat key restore" in done.errors


def test_a_fault_of_our_own_ends_with_70_and_repeats_no_value(home, exports, tmp_path):
    source = tmp_path / "source"
    shutil.copytree(home.source / "amanat", source / "amanat")
    broken = source / "amanat" / "audit" / "journey.py"
    text = broken.read_text()
    begins = "    quiet_12, quiet_36 ="
    assert begins in text
    broken.write_text(
        text.replace(begins, "    raise KeyError('meena.iyer@example.in')\n" + begins, 1)
    )
    done = Home(home.root, source=source).audit(exports)
    assert done.code == 70
    assert "KeyError at amanat.audit.journey" in done.errors
    assert "meena" not in done.errors
    assert "Traceback" not in done.errors


def test_a_reader_that_fails_costs_its_file_alone(home, exports, tmp_path):
    source = tmp_path / "source"
    shutil.copytree(home.source / "amanat", source / "amanat")
    broken = source / "amanat" / "evidence" / "extract.py"
    text = broken.read_text()
    begins = "    work: _Work | None = None\n"
    assert begins in text
    fault = "    if 'Stage' in head.columns:\n        raise ValueError(head.columns)\n"
    broken.write_text(text.replace(begins, fault + begins, 1))
    (exports / "deals.csv").write_text(PLAIN)
    done = Home(home.root, source=source).audit(exports, more=["--fail-on-skipped"])
    assert done.code == 1, done.errors
    assert "identity-number-in-note" in (home.audits()[-1] / "findings.json").read_text()
    assert "reader_fault" in (home.audits()[-1] / "report.json").read_text()
