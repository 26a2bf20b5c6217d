"""Living with a gap for a while: it stays a gap, and leaves the plan and --fail-on."""

import json

import pytest

from walk import AS_OF, Home

_TICKETS = """Ticket ID,Subject,Description,Requester Email
1,Refund,My Aadhaar is 2345 6789 0124 please refund,meera@example.in
2,Login,PAN is ABCPE1234F for the invoice,ravi@example.in
"""


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "tickets.csv").write_text(_TICKETS)
    assert _audit(home).code == 0
    return home


def _audit(home, *more):
    return home.run("audit", home.root / "exports", "--as-of", AS_OF, "--yes", *more)


def _gaps(home):
    done = home.run("findings", "--format", "json")
    return {each["id"]: each for each in json.loads(done.out)}


def _accept(home, finding, until="2099-01-01", reason="the tool is closed in March"):
    return home.run("accept", finding, "--reason", reason, "--until", until, "--by", "user-2")


def _last(home, copy):
    return max(home.workspace.glob(f"reports/*/{copy}.html")).read_text()


def _in_force(home):
    from datetime import UTC, datetime, timedelta

    return (datetime.now(UTC) + timedelta(days=30)).date().isoformat()


def test_an_accepted_gap_stays_a_gap_and_no_longer_fails_a_build(home):
    assert _audit(home, "--fail-on", "low").code == 1
    before = _gaps(home)
    for each in before:
        assert _accept(home, each, _in_force(home)).code == 0
    after = _audit(home, "--fail-on", "low")
    assert after.code == 0, after.errors
    assert set(_gaps(home)) == set(before)
    assert "accepted gap" in after.text
    page, share = _last(home, "inside"), _last(home, "share")
    assert "the tool is closed in March" in page
    assert "the tool is closed in March" not in share
    assert "Accepted until" in share


def test_after_its_last_day_an_accepted_gap_is_open_again(home):
    for each in _gaps(home):
        assert _accept(home, each, _in_force(home)).code == 0
    late = home.run(
        "audit", home.root / "exports", "--as-of", "2028-01-03", "--yes", "--fail-on", "low"
    )
    assert late.code == 1
    assert "That day has passed" in _last(home, "inside")


def test_a_second_word_on_the_same_gap_takes_the_first_ones_place(home):
    gap = next(iter(_gaps(home)))
    assert _accept(home, gap, _in_force(home), "first").code == 0
    assert _accept(home, gap[:6], _in_force(home), "second").code == 0
    kept = (home.workspace / "register" / "accepted.toml").read_text()
    assert kept.count("finding_id = ") == 1
    assert "second" in kept
    assert "first" not in kept


@pytest.mark.parametrize(
    ("finding", "until", "reason", "said"),
    [
        ("zzzz", None, "because", "wanted one"),
        (None, "2020-01-01", "because", "wanted a day from today"),
        (None, "2099-01-01", "because", "wanted a day from today"),
        (None, None, "ask meera@example.in", "somebody's number or address"),
    ],
)
def test_what_cannot_be_accepted_says_why(home, finding, until, reason, said):
    gap = finding or next(iter(_gaps(home)))
    done = _accept(home, gap, until or _in_force(home), reason)
    assert done.code == 2
    assert said in done.errors
    assert not (home.workspace / "register" / "accepted.toml").exists()
