"""Patterns and words in `amanat.toml`: tested before anything is read, then used by the audit."""

import json

import pytest

from walk import Home

NOTES = (
    "Customer,Called on,Call notes\n"
    "Arjun Rao,2026-10-01,please look at KYC-123456 before the renewal call of next week\n"
    "Meena Iyer,2026-10-02,her nidan came back last week and she asked us to wait until then\n"
    "Rohan Shah,2026-10-03,nothing to tell about the renewal this time around as all is well\n"
)
REFERENCES = "Customer,Sandarbh,Filed on\n" + "".join(
    f"Customer {number},XQ-{number:04d},2026-10-01\n" for number in range(30)
)
OWN = r"""
[[pattern]]
name = "kyc-ref"
regex = '\bKYC-[0-9]{6}\b'
category = "bank_account"
tier = "confirmed"
matches = ["his KYC-123456 is open"]
misses = ["KYC-12 is a form"]

[[pattern]]
name = "xq"
regex = 'XQ-[0-9]{4}'
category = "voter_id"
matches = ["XQ-0001"]
misses = ["XQ"]

[[word]]
word = "nidan"
where = "notes"
category = "health"
matches = ["Her nidan came back last week"]
misses = ["Nidanpur office moved"]
"""


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "calls.csv").write_text(NOTES)
    (folder / "references.csv").write_text(REFERENCES)
    return home


def categories(home):
    query = "select category from mentions union select category from fields"
    done = home.run("evidence", "sql", query, "--format", "json")
    assert done.code == 0, done.errors
    return {each["category"] for each in json.loads(done.out)}


def test_a_new_pattern_or_word_is_used_by_the_next_audit_of_unchanged_files(home):
    folder = home.root / "exports"
    assert home.audit(folder).code == 0
    before = categories(home)
    assert not before & {"bank_account", "health", "voter_id"}
    (home.workspace / "amanat.toml").write_text(OWN)
    done = home.audit(folder)
    assert done.code == 0, done.errors
    assert categories(home) >= {"bank_account", "health", "voter_id"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('misses = ["KYC-12 is a form"]', 'misses = ["KYC-654321"]', "number 1 of its misses"),
        ('matches = ["his KYC-123456 is open"]', 'matches = ["none"]', "number 1 of its matches"),
        ('["Nidanpur office moved"]', '["His nidan is bad"]', "[[word]] 1 found something"),
        (r"'\bKYC-[0-9]{6}\b'", "'[0-9]*'", "[[pattern]] 1: a regular expression"),
        ('category = "health"', 'category = "pan"', "[[word]] 1: a category"),
        ('name = "xq"', 'name = "kyc-ref"', "two called"),
        ('tier = "confirmed"', 'tear = "confirmed"', "[[pattern]] 1 with other keys"),
        ('tier = "confirmed"', 'tier = "sure"', "[[pattern]] 1: a tier"),
        ('misses = ["XQ"]', "misses = []", "[[pattern]] 2: no example"),
    ],
)
def test_a_fault_or_a_failing_test_stops_the_audit_before_anything_is_read(home, old, new, said):
    assert OWN.count(old) == 1
    (home.workspace / "amanat.toml").write_text(OWN.replace(old, new))
    done = home.audit(home.root / "exports")
    assert done.code == 2
    assert said in done.errors, done.errors
    assert "654321" not in done.errors
    assert home.audits() == []
    assert list((home.workspace / "cache" / "units").glob("*")) == []


def test_replaying_shows_what_a_new_pattern_finds_and_places_can_still_be_revealed(home):
    assert home.audit(home.root / "exports").code == 0
    passes = json.loads(
        home.run("findings", "--format", "json", "--verdict", "passes,cannot_tell").out
    )
    place = next(
        each for each in passes if each["control"] == "notes-government-and-payment-ids"
        and each["places"]
    )  # fmt: skip
    (home.workspace / "amanat.toml").write_text(OWN)
    done = home.run("replay", place["id"])
    assert done.code == 0, done.errors
    assert "1 place: not found by the audit, bank account (tier confirmed)" in done.text
    assert "KYC" not in done.text
    assert home.run("explain", place["id"], "--reveal").code == 0
