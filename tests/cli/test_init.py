"""`amanat init`: drafts the register from what was found, marks guesses, overwrites nothing."""

import re

import pytest

from walk import Home, company, walked

__all__ = ["company", "walked"]


@pytest.fixture(scope="module")
def drafted(company, tmp_path_factory, walked):
    """The sample audited without any register, then `init`."""
    home = walked.copy(tmp_path_factory.mktemp("init") / "copy")
    for file in (home.workspace / "register").iterdir():
        file.unlink()
    bare = home.audit(company.exports)
    assert bare.code == 0, bare.errors
    done = home.run("init", "--role", "data-fiduciary")
    assert done.code == 0, done.errors
    return home, done


def files(home):
    return {each.name: each.read_bytes() for each in (home.workspace / "register").glob("*.toml")}


def count(done):
    found = re.search(r"(\d+) entries drafted in .*, (\d+) left", done.text)
    assert found, done.text
    return int(found[1]), int(found[2])


def test_it_drafts_what_was_found_and_marks_every_guess(drafted):
    home, done = drafted
    added, kept = count(done)
    assert added > 10
    assert kept == 0
    texts = files(home)
    assert {"company.toml", "systems.toml", "vendors.toml"} <= texts.keys()
    assert b'role = "data-fiduciary"' in texts["company.toml"]
    for name, entry in (("systems.toml", b"[[system]]"), ("vendors.toml", b"[[vendor]]")):
        assert texts[name].count(entry) == texts[name].count(b"guess = true") > 0


def test_a_second_init_changes_nothing_and_keeps_what_she_wrote(drafted):
    home, _ = drafted
    path = home.workspace / "register" / "systems.toml"
    text = path.read_text().replace("guess = true\n", "", 1) + "\n# our own words\n"
    path.write_text(text)
    before = files(home)
    added, kept = count(home.run("init", "--role", "data-processor"))
    assert added == 0
    assert kept > 10
    assert files(home) == before


def test_after_init_the_register_reads_without_faults_and_guesses_change_no_verdict(
    company, drafted
):
    home, _ = drafted
    done = home.audit(company.exports)
    assert done.code == 0, done.errors
    assert "fault" not in done.errors


def test_no_value_of_a_person_is_drafted(company, drafted):
    home, done = drafted
    assert company.search.hits([home.workspace]) == []
    assert company.search.in_text(done.out + done.err) == []


def test_before_an_audit_only_the_role_is_noted(tmp_path):
    home = Home(tmp_path / "home")
    done = home.run("init", "--role", "both")
    assert done.code == 0, done.errors
    assert "amanat audit" in done.errors
    assert b'role = "both"' in files(home)["company.toml"]
    assert not [name for name, text in files(home).items() if b"[[" in text]


def test_a_role_that_is_none_is_an_error_of_use(tmp_path):
    assert Home(tmp_path / "home").run("init", "--role", "controller").code == 2
