"""A flow of many people: findings keep the first of their places, and programs get all of them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small import AUDIENCE, write_csv

from walk import AS_OF, Home

CONTACTS = (
    "Record ID",
    "First Name",
    "Last Name",
    "Email",
    "Unsubscribed from all email",
    "Create Date",
    "Last Activity Date",
)
FEW, MANY = 1_000, 600_000


def opted_out_and_reached(folder: Path, people: int) -> None:
    """HubSpot: contacts who all unsubscribed; CleverTap: the same people, whom mails reach."""
    folder.mkdir()
    names = [_name(number) for number in range(people)]
    write_csv(
        folder / "hubspot-crm-exports-all-contacts-2026-11-20.csv",
        CONTACTS,
        [
            (
                str(20_000_000_012 + 17 * number),
                name,
                "Iyer",
                f"{name}@example.in",
                "true",
                "2024-02-10 10:15",
                "2026-11-10 12:30",
            )
            for number, name in enumerate(names)
        ],
    )
    write_csv(
        folder / "clevertap-profiles-2026-11-20.csv",
        AUDIENCE,
        [
            (
                f"__{number:08x}{number * 7 + 1:08x}",
                f"cust-{number + 501}",
                f"{name} Iyer",
                f"{name}@example.in",
                "true",
                "true",
                "2026-11-12 08:00:00",
                str(20_000_000_012 + 17 * number),
                "1",
            )
            for number, name in enumerate(names)
        ],
    )


def _name(number: int) -> str:
    letters = "z"  # "media@" would be nobody's own
    for _ in range(5):
        number, letter = divmod(number, 26)
        letters += chr(ord("a") + letter)
    return letters


def flows_of(listed):
    return [each for each in listed if "flow_id" in each["subject"] and each["verdict"] == "fails"]


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    root = tmp_path_factory.mktemp("rows")
    opted_out_and_reached(root / "exports", FEW)
    home = Home(root / "home")
    done = home.audit(root / "exports")
    assert done.code == 0, done.errors
    return home


@pytest.fixture(scope="module")
def every(audited):
    return listed(audited)


def listed(home):
    done = home.run("findings", "--format", "json", "--verdict", "fails,cannot_tell,passes")
    assert done.code == 0, done.errors
    return json.loads(done.out)


def test_a_finding_keeps_some_places_and_their_number(audited):
    (audit,) = audited.audits()
    sizes = [(audit / name).stat().st_size for name in ("findings.json", "report.json")]
    assert sum(sizes) < 200_000
    kept = json.loads((audit / "findings.json").read_bytes())["findings"]
    flows = flows_of(kept)
    assert flows
    for each in flows:
        assert (each["places"]["total"], len(each["places"]["first"])) == (FEW, 20)
        assert each["places"]["stores"] == [
            {"system": "clevertap", "dataset": "clevertap/profiles"}
        ]


def test_programs_get_every_place_of_every_finding(every):
    flows = flows_of(every)
    assert flows
    for each in flows:
        assert [place["row"] for place in each["places"]] == list(range(FEW))
        assert {place["dataset"] for place in each["places"]} == {"clevertap/profiles"}


def test_every_place_is_revealed_by_its_own_record(audited):
    done = audited.run("findings", "--format", "json", "--reveal")
    assert done.code == 0, done.errors
    for each in flows_of(json.loads(done.out)):
        assert [place["record"] for place in each["places"]] == [
            f"__{number:08x}{number * 7 + 1:08x}" for number in range(FEW)
        ]


def test_locate_shows_as_many_places_as_asked_and_says_how_many_there_are(audited, every):
    (finding, *_) = flows_of(every)
    for most in (3, 45):
        lines = audited.run(
            "locate", finding["id"], "--reveal", "--most", str(most)
        ).text.splitlines()
        shown = [line for line in lines if "clevertap-profiles" in line]
        assert len(shown) == most
        assert f"__{most - 1:08x}" in shown[-1]
        assert lines[-1] == f"  and {f'{FEW - most:,}'} more: --most {FEW}"
    assert lines[1] == "1,000 places"


def test_findings_of_the_version_before_are_read_and_compared_with(audited, every, tmp_path):
    home = audited.copy(tmp_path / "home")
    (audit,) = home.audits()
    path = audit / "findings.json"
    kept = json.loads(path.read_bytes())
    places = {each["id"]: each["places"] for each in every}
    for each in kept["findings"]:
        each["places"] = places[each["id"]]
    path.write_text(json.dumps(kept | {"schema_version": 1}))
    assert listed(home) == every
    done = home.audit(audited.root.parent / "exports")
    assert done.code == 0, done.errors
    since = json.loads((home.audits()[-1] / "report.json").read_bytes())["report"]["since"]
    assert (since["new"], since["closed"]) == ([], [])
    assert since["still_open"] > 0
    path.write_text(json.dumps(kept | {"schema_version": 99}))
    refused = home.run("findings", "--audit", audit.name)
    assert refused.code == 2
    assert "an audit that cannot be read" in refused.errors


@pytest.mark.proof
@pytest.mark.skipif(sys.platform != "linux", reason="measures as Linux does")
def test_six_hundred_thousand_judged_rows_stay_within_memory(tmp_path):
    opted_out_and_reached(tmp_path / "exports", MANY)
    home = Home(tmp_path / "home")
    options = ("--as-of", AS_OF, "--yes", "--workers", "2")
    assert peak_mb(home, "audit", tmp_path / "exports", *options) < 1_500
    (audit,) = home.audits()
    sizes = [(audit / name).stat().st_size for name in ("findings.json", "report.json")]
    assert sum(sizes) < 5_000_000
    assert peak_mb(home, "findings", "--format", "json") < 1_000
    for each in flows_of(json.loads((home.root / "out").read_bytes())):
        assert len(each["places"]) == MANY
    assert peak_mb(home, "findings", "--format", "json", "--reveal") < 1_000


def peak_mb(home: Home, *arguments: str | Path) -> int:
    """Run to the end, standard output into the file `out`; return most memory of a process."""
    with (home.root / "out").open("wb") as out:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "from amanat.cli.main import main; main()",
                *map(str, arguments),
            ],
            stdout=out,
            stderr=subprocess.DEVNULL,
            env=home.environ(),
            cwd=home.root,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)  # else nobody would know it ended
    assert process.returncode == 0
    return usage.ru_maxrss // 1024
