"""`amanat key`: where it lies, keep a copy, put it back, start a new one."""

import json

import pytest

from walk import Home


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "a.csv").write_text("Customer,Email\nMeena Iyer,meena.iyer@example.in\n")
    home = Home(tmp_path / "home")
    assert home.audit(folder).code == 0
    return home


def lines(done):
    assert done.code == 0, done.errors
    return done.text.splitlines()


def test_it_says_where_the_key_lies_which_is_not_in_the_workspace(home):
    told = lines(home.run("key"))
    assert told[0].startswith("Key ")
    assert str(home.root / "keys") in told[1]
    secret = next((home.root / "keys").iterdir()).read_text().strip()
    assert secret not in "\n".join(told)
    for path in home.workspace.rglob("*"):
        assert not path.is_file() or secret.encode() not in path.read_bytes()


def test_a_backup_is_not_printed_into_a_log_unasked(home):
    refused = home.run("key", "backup")
    assert refused.code == 2
    assert refused.out == b""
    assert lines(home.run("key", "backup", "--yes"))[0].startswith("amanat-key:1:")


def test_a_lost_key_comes_back_from_the_backup_and_a_mistyped_one_does_not(home):
    backup = lines(home.run("key", "backup", "--yes"))[0]
    told = lines(home.run("key"))[0]
    for key in (home.root / "keys").iterdir():
        key.unlink()
    assert home.run("key").code == 2
    last = backup[-1]
    wrong = backup[:-1] + ("A" if last != "A" else "B")
    refused = home.run("key", "restore", stdin=wrong.encode())
    assert refused.code == 2
    assert backup[-12:] not in refused.errors
    assert home.run("key", "restore", stdin=backup.encode()).code == 0
    assert lines(home.run("key"))[0] == told


def test_a_new_key_needs_a_yes_and_old_evidence_is_read_again(home, tmp_path):
    before = lines(home.run("key"))[0]
    assert home.run("key", "rotate").code != 0
    assert lines(home.run("key"))[0] == before
    after = lines(home.run("key", "rotate", "--yes"))
    assert after[0] != before
    assert "epoch 2" in after[0]
    again = home.audit(tmp_path / "exports")
    assert again.code == 0, again.errors
    assert "reading" in again.errors
    assert "0 new" in again.text


def told_of_meena(home, *arguments):
    done = home.run("person", "--format", "json", *arguments, stdin=b"meena.iyer@example.in\n")
    return done.code == 0 and json.loads(done.text)[0]["found"]


def test_an_audit_from_before_a_new_key_still_answers_and_one_from_two_keys_ago_is_refused(home):
    (first,) = (each.name for each in (home.workspace / "audits").iterdir())
    lines(home.run("key", "rotate", "--yes"))
    # Not "nobody is known", which would be a wrong answer to somebody's request.
    assert told_of_meena(home)
    assert home.audit(home.root.parent / "exports").code == 0
    assert told_of_meena(home)
    assert told_of_meena(home, "--audit", first)
    lines(home.run("key", "rotate", "--yes"))
    refused = home.run("person", "--audit", first, stdin=b"meena.iyer@example.in\n")
    assert refused.code == 2
    assert "an audit with the key" in refused.errors
    assert "meena" not in refused.errors


def test_a_new_key_for_everything_says_what_is_lost_and_asks_first(home):
    asked = home.run("key", "rotate", "--everything")
    assert asked.code != 0
    assert "new ids" in asked.text
    plain = lines(home.run("key", "rotate", "--yes"))
    assert "keep their ids" in plain[-1]
    every = "\n".join(lines(home.run("key", "rotate", "--everything", "--yes")))
    assert "epoch 3" in every
    assert "name nothing any more" in every
    assert "keep their ids" not in every
    helped = home.run("key", "rotate", "--help").text
    assert "weaker" in helped
    assert "--everything" in helped


def test_a_backup_after_a_new_key_is_one_line_as_before(home):
    before = lines(home.run("key", "backup", "--yes"))[0]
    told = lines(home.run("key", "rotate", "--yes"))[0]
    (backup,) = lines(home.run("key", "backup", "--yes"))
    assert len(backup) == len(before)
    for key in (home.root / "keys").iterdir():
        key.unlink()
    assert home.run("key", "restore", stdin=backup.encode()).code == 0
    assert lines(home.run("key"))[0] == told
