import json
import os
import shutil
import stat
import sys
from base64 import b32encode, b64encode
from datetime import UTC, date, datetime

import pytest

from amanat.evidence.keys import KINDS, THINGS
from amanat.evidence.keystore import backup_text
from amanat.evidence.workspace import Workspace, new_audit_id
from amanat.terms.errors import UserError

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture
def environ(tmp_path):
    return {"AMANAT_KEY_HOME": str(tmp_path / "keys")}


def test_a_new_workspace_has_its_folders_and_its_key_outside(tmp_path, environ):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    names = {entry.name for entry in (tmp_path / "work").iterdir()}
    assert names == {
        "amanat.toml",
        "manifest.json",
        "register",
        "rules",
        "audits",
        "reports",
        "cache",
    }
    secret = work.keys().secret
    held = b"".join(path.read_bytes() for path in (tmp_path / "work").rglob("*") if path.is_file())
    assert secret not in held
    assert secret.hex().encode() not in held
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "work").stat().st_mode) == 0o700
    again = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    assert again.keys() == work.keys()
    assert again.settings == work.settings


def test_a_workspace_without_its_key_is_refused_until_it_is_restored(tmp_path, environ):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    keys = work.keys()
    work.store.forget(epoch=1)
    with pytest.raises(UserError, match="amanat key restore"):
        work.keys()
    with pytest.raises(UserError, match="found the key"):
        work.restore(backup_text(b"x" * 32, epoch=1))
    work.restore(backup_text(keys.secret, epoch=1))
    assert work.keys() == keys


def test_rotation_starts_an_epoch_and_keeps_the_old_key_until_it_is_forgotten(tmp_path, environ):
    first = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    old = first.keys()
    second = first.rotate()
    assert second.keys().epoch == 2
    assert second.keys().secret != old.secret
    assert second.keys_named(old.key_id) == old
    reopened = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    assert reopened.keys() == second.keys() == reopened.keys_named(second.keys().key_id)
    with pytest.raises(UserError, match="an audit with the key"):
        reopened.forget_previous().keys_named(old.key_id)
    with pytest.raises(UserError, match="no key"):
        first.store.load(epoch=1, expected=old.key_id)


def kept_kinds(one, other):
    return {kind for kind in KINDS if one.sub(kind) == other.sub(kind)}


def test_ids_of_things_outlive_rotations_until_everything_is_changed(tmp_path, environ):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    first = work.keys()
    second = work.rotate().keys()
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ).rotate()
    third = work.keys()
    assert kept_kinds(first, second) == kept_kinds(first, third) == set(THINGS)
    assert kept_kinds(second, third) == set(THINGS)
    assert work.keys_named(second.key_id) == second
    with pytest.raises(UserError, match="or with the one before it"):
        work.keys_named(first.key_id)
    work = work.rotate(everything=True)
    assert not kept_kinds(third, work.keys())
    assert not kept_kinds(first, work.keys())
    assert work.keys_named(third.key_id) == third
    again = work.rotate()
    assert kept_kinds(work.keys(), again.keys()) == set(THINGS)


def test_the_backup_after_a_rotation_gives_all_ids_back_where_no_key_is(tmp_path, environ):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ).rotate()
    keys = work.keys()
    backup = backup_text(keys.secret, epoch=keys.epoch)
    shutil.copytree(tmp_path / "work", tmp_path / "elsewhere" / "work")
    other = {"AMANAT_KEY_HOME": str(tmp_path / "elsewhere" / "keys")}
    moved = Workspace.open(tmp_path / "elsewhere" / "work", now=NOW, environ=other)
    with pytest.raises(UserError, match="no key"):
        moved.keys()
    moved.restore(backup)
    assert moved.keys() == keys


def test_a_workspace_from_before_rotations_carried_anything_keeps_its_ids(tmp_path, environ):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    path = work.path / "manifest.json"
    old = work.keys()
    wanted = {"schema_version", "workspace_id", "key_id", "epoch", "created_on"}
    assert json.loads(path.read_text()).keys() == wanted
    written = {**json.loads(path.read_text()), "previous_key_id": None}
    path.write_text(json.dumps(written))
    work.store.forget(epoch=1)
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    work.restore(backup_text(old.secret, epoch=1))
    assert work.keys() == old
    assert kept_kinds(old, work.rotate().keys()) == set(THINGS)


def test_neither_key_nor_what_it_carries_can_be_read_in_the_workspace(tmp_path, environ):
    old = Workspace.open(tmp_path / "work", now=NOW, environ=environ).keys()
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ).rotate()
    held = b"".join(path.read_bytes() for path in work.path.rglob("*") if path.is_file())
    secrets = [old.secret, work.keys().secret, *(old.sub(kind) for kind in THINGS)]
    for secret in secrets:
        for text in (secret, secret.hex().encode(), b64encode(secret), b32encode(secret)[:-4]):
            assert text not in held


def test_a_manifest_with_carried_ids_of_another_workspace_is_refused(tmp_path, environ):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ).rotate()
    other = Workspace.open(tmp_path / "other", now=NOW, environ=environ).rotate()
    mine, theirs = (json.loads((each.path / "manifest.json").read_text()) for each in (work, other))
    (work.path / "manifest.json").write_text(json.dumps({**mine, "carried": theirs["carried"]}))
    with pytest.raises(UserError, match="did not seal"):
        Workspace.open(tmp_path / "work", now=NOW, environ=environ).keys()


def commanded(tmp_path, environ, program):
    (tmp_path / "work").mkdir(exist_ok=True)
    line = f"key_command = {json.dumps([sys.executable, '-c', program])}\n"
    (tmp_path / "work" / "amanat.toml").write_text(line)
    return Workspace.open(tmp_path / "work", now=NOW, environ=environ)


def test_a_key_command_that_knows_epochs_rotates_and_one_that_does_not_is_refused(
    tmp_path, environ
):
    work = commanded(tmp_path, environ, "print('5a' * 32)")
    with pytest.raises(UserError, match="AMANAT_KEY_EPOCH is 2"):
        work.rotate()
    by_epoch = "import os; print({'1': '5a', '2': '5b'}[os.environ['AMANAT_KEY_EPOCH']] * 32)"
    work = commanded(tmp_path, environ, by_epoch)
    old = work.keys()
    rotated = work.rotate()
    assert rotated.keys().secret == b"\x5b" * 32
    assert kept_kinds(old, rotated.keys()) == set(THINGS)
    assert rotated.keys_named(old.key_id) == old


def test_a_missing_workspace_is_made_only_when_asked(tmp_path, environ):
    with pytest.raises(UserError, match="no workspace"):
        Workspace.open(tmp_path / "none", now=NOW, create=False, environ=environ)
    assert not (tmp_path / "none").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="found a file"):
        Workspace.open(tmp_path / "file", now=NOW, environ=environ)


def test_all_faults_of_the_settings_are_named_at_once(tmp_path, environ):
    Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    (tmp_path / "work" / "amanat.toml").write_text(
        'keep_audits = "two"\nareas = ["moon"]\nkeep = 1\n'
    )
    with pytest.raises(UserError) as error:
        Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    for part in ("'keep_audits'", "'moon'", "'keep'"):
        assert part in str(error.value)


@pytest.mark.parametrize("text", ["{", "[]", '{"schema_version": 9}', "x = 1"])
def test_a_manifest_that_cannot_be_read_is_refused(tmp_path, environ, text):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    (work.path / "manifest.json").write_text(text)
    with pytest.raises(UserError, match="manifest"):
        Workspace.open(tmp_path / "work", now=NOW, environ=environ)


def test_a_manifest_of_another_schema_is_refused(tmp_path, environ):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    manifest = json.loads((work.path / "manifest.json").read_text())
    (work.path / "manifest.json").write_text(json.dumps({**manifest, "schema_version": 2}))
    with pytest.raises(UserError, match="schema version 2"):
        Workspace.open(tmp_path / "work", now=NOW, environ=environ)


def test_a_synced_folder_and_a_git_tree_are_warned_about_and_an_ignored_one_is_not(
    tmp_path, environ
):
    plain = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    assert plain.warnings == ()
    synced = Workspace.open(tmp_path / "OneDrive - Firm" / "work", now=NOW, environ=environ)
    assert "synced" in synced.warnings[0]
    tree = tmp_path / "tree"
    (tree / ".git").mkdir(parents=True)
    assert "git tree" in Workspace.open(tree / "a" / "work", now=NOW, environ=environ).warnings[0]
    (tree / ".gitignore").write_text("# ours\n/a/work/\n")
    assert Workspace.open(tree / "a" / "work", now=NOW, environ=environ).warnings == ()


def test_sources_inside_the_workspace_are_refused_and_around_it_are_warned_about(tmp_path, environ):
    work = Workspace.open(tmp_path / "exports" / "work", now=NOW, environ=environ)
    (work.path / "inside").mkdir()
    (tmp_path / "other").mkdir()
    assert work.check_sources([tmp_path / "other"]) == ()
    assert len(work.check_sources([tmp_path / "exports"])) == 1
    for folder in (work.path, work.path / "inside"):
        with pytest.raises(UserError, match="inside the workspace"):
            work.check_sources([folder])


def test_two_audits_do_not_run_at_once_and_a_dead_ones_lock_is_taken_over(tmp_path, environ):
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    with work.lock(now=NOW), pytest.raises(UserError, match="another audit"), work.lock(now=NOW):
        pass
    assert not (work.path / "lock").exists()
    dead = 2**22 + 12345
    (work.path / "lock").write_text(json.dumps({"pid": dead, "since": NOW.isoformat()}))
    with work.lock(now=NOW):
        assert json.loads((work.path / "lock").read_text())["pid"] == os.getpid()
    (work.path / "lock").write_text("")
    fresh = datetime.fromtimestamp((work.path / "lock").stat().st_mtime, UTC)
    with pytest.raises(UserError), work.lock(now=fresh):
        pass


def test_audit_ids_count_within_a_day(tmp_path, environ):
    day = date(2026, 11, 23)
    assert new_audit_id(day, []) == "2026-11-23-1"
    existing = ["2026-11-23-1", "2026-11-23-10", "2026-11-22-77", "notes", "2026-11-23-x"]
    assert new_audit_id(day, existing) == "2026-11-23-11"
    work = Workspace.open(tmp_path / "work", now=NOW, environ=environ)
    for name in existing:
        (work.audits / name).mkdir()
    assert work.audit_ids() == ["2026-11-22-77", "2026-11-23-1", "2026-11-23-10"]
