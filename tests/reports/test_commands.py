from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from example import FINDINGS, MARKERS, REPORT
from icalendar import Calendar

from amanat.audit.kept import ABOUT, SCHEMA_VERSION, About, write_about, write_findings
from amanat.audit.kept import REPORT as REPORT_NAME
from amanat.cli.remind import remind
from amanat.cli.report import report
from amanat.evidence.workspace import Workspace
from amanat.findings.freeze import NAME, dump


@pytest.fixture
def workspace(tmp_path):
    made = Workspace.open(
        tmp_path / "work",
        now=datetime(2026, 11, 23, tzinfo=UTC),
        environ={"AMANAT_KEY_HOME": str(tmp_path / "keys")},
    )
    folder = made.audits / "2026-11-23-1"
    folder.mkdir(parents=True)
    (folder / NAME).write_bytes(dump(REPORT))
    write_findings(folder, FINDINGS)
    write_about(folder, About(SCHEMA_VERSION, folder.name, date(2026, 11, 23), "0.1.0", "k", ()))
    return made


def run(command, *words):
    return CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=True)


def test_the_audit_keeps_the_report_under_the_name_that_is_read():
    assert REPORT_NAME == NAME
    assert ABOUT != NAME


@pytest.mark.parametrize("form", ["html", "json", "csv", "sarif", "board"])
def test_the_default_report_leaves_the_house(workspace, tmp_path, form):
    out = tmp_path / f"share.{form}"
    result = run(report, "--workspace", workspace.path, "--format", form, "-o", out)
    assert result.exit_code == 0
    assert "safe to send" in result.output
    text = out.read_text("utf-8")
    assert not [marker for marker in MARKERS if marker in text]


def test_the_inside_report_says_that_it_names_places(workspace, tmp_path):
    out = tmp_path / "inside.html"
    result = run(report, "--workspace", workspace.path, "--inside", "-o", out)
    assert result.exit_code == 0
    assert "names places" in result.output
    assert "QBR notes" in out.read_text("utf-8")


def test_no_workspace_is_an_error_that_says_what_to_do(tmp_path):
    result = run(report, "--workspace", tmp_path / "none", "-o", tmp_path / "x.html")
    assert "run `amanat audit FOLDER`" in str(result.exception)


def test_reminders_are_written_and_nothing_is_sent(workspace, tmp_path):
    result = run(
        remind, "--workspace", workspace.path, "-o", tmp_path / "out", "--as-of", "2026-11-26"
    )
    assert result.exit_code == 0, result.exception
    assert "Nothing was sent. To unsubscribe, delete the imported calendar." in result.output
    titles = [
        str(each["summary"])
        for each in Calendar.from_ical((tmp_path / "out" / "amanat.ics").read_bytes()).walk(
            "VEVENT"
        )
    ]
    assert "Overdue: Close the sheet QBR notes and delete three sentences" in titles
    assert any("All duties" in title for title in titles)
    assert "Overdue" in (tmp_path / "out" / "digest.txt").read_text("utf-8")


def test_only_the_chosen_area_is_reminded_of(workspace, tmp_path):
    run(
        remind,
        "--workspace",
        workspace.path,
        "--area",
        "vendors",
        "-o",
        tmp_path,
        "--as-of",
        "2026-11-23",
    )
    held = Calendar.from_ical((tmp_path / "amanat.ics").read_bytes()).walk("VEVENT")
    areas = {str(each["categories"].to_ical(), "utf-8") for each in held}
    assert areas == {"vendors"}
    assert any("sign an agreement" in str(each["summary"]) for each in held)


def test_an_area_that_there_is_not_is_a_fault_of_use(tmp_path):
    assert run(remind, "--area", "cakes", "-o", tmp_path).exit_code == 2


def test_without_a_workspace_the_dates_of_the_law_are_still_of_use(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(remind, "--as-of", "2026-11-23")
    assert result.exit_code == 0, result.exception
    assert (tmp_path / "amanat.ics").is_file()
