"""A killed audit goes on where it was, and ends as if nothing had happened."""

import signal
import time

import pytest
from faults import Watched

from walk import Home, assert_same, company, kept, was_killed

__all__ = ["company"]


@pytest.fixture(scope="module")
def unkilled(company, tmp_path_factory):
    """An audit that nobody disturbed: what it left, and how much it did."""
    home = Home(tmp_path_factory.mktemp("whole"), same_key=True)
    watched = Watched(home.root / "site")
    done = home.audit(company.exports, env=watched.environ())
    assert done.code == 0, done.errors
    return kept(home), watched.counts()


def kill_and_resume(company, root, at, *, workers=1):
    home = Home(root, same_key=True)
    watched = Watched(root / "site")
    killed = home.audit(company.exports, workers=workers, env=watched.environ(at))
    assert was_killed(killed), (at, killed.errors)
    assert home.audits() == []
    units = [tuple(map(str, each)) for each in watched.notes("kept")]
    files = {path for (path,) in watched.notes("remembered")}

    resumed = home.audit(company.exports, workers=workers, env=watched.environ())
    assert resumed.code == 0, resumed.errors
    reads = {tuple(map(str, each)) for each in watched.notes("read")}
    assert reads.isdisjoint(units), f"{at}: a finished unit was read again"
    opened = {path for (path,) in watched.notes("file")}
    assert opened.isdisjoint(files), f"{at}: a finished file was opened again"
    members = {tuple(map(str, each)) for each in watched.notes("unit")}
    assert members.isdisjoint(units), f"{at}: a finished member was opened again"
    return kept(home), units


def share(counts, kind, thousandths):
    return f"{kind}:{max(1, counts[kind] * thousandths // 1000)}"


@pytest.mark.parametrize(
    ("kind", "thousandths"),
    [("writes", 600), ("merged", 500), ("queries", 500), ("renames", 1000)],
    ids=["reading", "merging", "judging", "the last rename"],
)
def test_a_killed_audit_goes_on_and_ends_byte_for_byte_as_an_unkilled_one(
    company, unkilled, tmp_path, kind, thousandths
):
    whole, counts = unkilled
    resumed, units = kill_and_resume(company, tmp_path, share(counts, kind, thousandths))
    assert_same(resumed, whole)
    assert units, "killed before anything was finished: nothing shown"


_POINTS = [
    *(("bytes", point) for point in (10, 120, 230, 340, 450, 560, 670, 780, 890, 999)),
    *(("writes", point) for point in (300, 700)),
    *(("merged", point) for point in (100, 900)),
    *(("queries", point) for point in (50, 500, 990)),
    *(("tables", point) for point in (100, 900)),
    ("renames", 990),
]


@pytest.mark.proof
@pytest.mark.parametrize(("kind", "thousandths"), _POINTS)
def test_killed_at_each_of_twenty_points_it_ends_the_same(
    company, unkilled, tmp_path, kind, thousandths
):
    whole, counts = unkilled
    resumed, _ = kill_and_resume(company, tmp_path, share(counts, kind, thousandths))
    assert_same(resumed, whole)


@pytest.mark.proof
def test_killed_with_two_workers_it_ends_the_same(company, unkilled, tmp_path):
    whole, _ = unkilled
    resumed, units = kill_and_resume(company, tmp_path, "units:6", workers=2)
    assert_same(resumed, whole)
    assert units


def test_stopped_by_the_user_it_says_how_to_go_on_and_goes_on(company, unkilled, tmp_path):
    whole, _ = unkilled
    home = Home(tmp_path, same_key=True)
    watched = Watched(tmp_path / "site")
    environ = watched.environ("never:1")
    process = home.start("audit", company.exports, "--as-of", "2026-11-23", "--yes", env=environ)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        noted = tmp_path / "site" / "notes.jsonl"
        if noted.exists() and '"kept"' in noted.read_text():
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors.decode()
    assert b"Go on with the same command" in errors
    assert b"Traceback" not in errors
    units = {tuple(map(str, each)) for each in watched.notes("kept")}
    assert home.audits() == []
    assert not (home.workspace / "lock").exists()

    resumed = home.audit(company.exports, env=watched.environ())
    assert resumed.code == 0, resumed.errors
    assert units.isdisjoint({tuple(map(str, each)) for each in watched.notes("read")})
    assert_same(kept(home), whole)


def test_an_audit_of_unchanged_files_opens_none_of_them(company, tmp_path):
    home = Home(tmp_path)
    watched = Watched(tmp_path / "site")
    (tmp_path / "few").mkdir()
    for name in (
        "CSM roster.csv",
        "QBR notes.xlsx",
        "Export-50a082a3-ae50-c375-4208-cd30fa375b57.zip",
    ):
        (tmp_path / "few" / name).write_bytes((company.exports / name).read_bytes())
    assert home.audit(tmp_path / "few").code == 0
    again = home.audit(tmp_path / "few", env=watched.environ())
    assert again.code == 0
    assert watched.notes("file") == []
    assert "0 new" in again.text
    assert [each.name for each in home.audits()] == ["2026-11-23-1", "2026-11-23-2"]
