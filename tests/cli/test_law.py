import json

import pytest
from click.testing import CliRunner

from amanat.cli.law import law
from amanat.law.load import controls


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(law, arguments)
    assert result.exit_code == 0, result.output
    assert all(len(line) <= 80 for line in result.output.splitlines() if '"' not in line)
    return result.output


def test_the_table_names_every_control_and_how_fresh_the_law_is():
    text = _run("show", "--as-of", "2026-11-23")
    assert all(name in text for name in controls())
    assert "Law checked up to 6 Oct 2026" in text
    assert "13 May 2027 (14 May 2027 arguable)" in text
    assert "look for a newer build" not in text


@pytest.mark.parametrize("name", sorted(controls()))
def test_every_control_is_shown_in_full(name):
    text = _run("show", name, "--as-of", "2026-11-23")
    for label in ("law ", "in force", "cap ", "fails", "cannot", "fix", "evidence"):
        assert f"\n{label}" in text
    if controls()[name].penalty.schedule_row is not None:
        assert ", up to Rs" in text
        assert "no penalty before" in text.replace("\n          ", " ")
        assert "a gap that goes on is: readiness gap" in text


def test_after_commencement_a_gap_binds_and_old_law_says_so():
    text = _run("show", "access-limited-to-need", "--as-of", "2027-05-13")
    assert "binds today (or: readiness gap)" in text
    assert "no penalty before" not in text
    assert "That is 219 days ago: look for a newer build." in text


def test_json_holds_the_control_and_what_follows_from_the_day():
    found = json.loads(_run("show", "processor-contract-signed", "--format", "json"))
    assert found["penalty"]["cap_inr"] == 500_000_000
    assert found["citation"] == "DPDP Act s.8(2), s.8(1), s.2(k)"
    everything = json.loads(_run("show", "--format", "json", "--as-of", "2027-05-14"))
    assert everything["phase_3_alt"] == "2027-05-14"
    assert len(everything["controls"]) == len(controls())
    assert {one["standing"] for one in everything["controls"]} == {
        "binds today",
        "before commencement",
    }


def test_a_mistyped_control_is_an_error_of_use_with_a_hint():
    result = CliRunner().invoke(law, ["show", "access-limited-to-needs"])
    assert result.exit_code == 2
    assert "Did you mean access-limited-to-need?" in result.output


def test_updates_show_what_is_blind_and_what_comes():
    text = _run("updates", "--as-of", "2026-11-23")
    assert "Board appointments" in text
    assert "13 May 2027" in text
    assert "MeitY proposes" in text
    found = json.loads(_run("updates", "--format", "json", "--as-of", "2027-06-01"))
    assert found["law_stale_days"] == 238
    assert all(entry["date"] >= "2027-06-01" for entry in found["coming"])
