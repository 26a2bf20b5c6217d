"""What the last audit worked out stands only while nothing that it was made from has changed."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from helpers import AS_OF, opened, report, run_audit
from small import contacts, tickets
from small_registers import faulty_register

from amanat.audit.kept import last_audit
from amanat.audit.pruning import kept_audits
from amanat.audit.watch import Silent

DAY_AFTER = date(2026, 11, 24)


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """Audit the same exports twice; return the folder, both audits and the workspace."""
    root = tmp_path_factory.mktemp("again")
    exports = root / "exports"
    exports.mkdir()
    contacts(exports)
    tickets(exports)
    faulty_register(root / "register")
    workspace = root / "workspace"
    first = run_audit(exports, workspace, register=root / "register")
    second = run_audit(exports, workspace)
    return exports, workspace, first, second


def _evidence(kept):
    return {path.name: path for path in sorted((kept.folder / "evidence").iterdir())}


def _is_shared(one, other):
    """Whether the second audit was given the first one's evidence instead of its own."""
    left, right = _evidence(one), _evidence(other)
    assert left.keys() == right.keys()
    return all(left[name].samefile(right[name]) for name in left)


def test_with_nothing_changed_evidence_and_findings_are_the_last_ones(twice):
    _, _, first, second = twice
    assert _is_shared(first, second)
    assert second.findings == first.findings
    assert second.about.audit_id != first.about.audit_id


def test_its_report_says_what_became_of_the_gaps_since_then(twice):
    _, _, first, second = twice
    then, now = report(first), report(second)
    assert (then.first, then.since) == (True, None)
    assert not now.first
    assert now.since.last_on == AS_OF
    assert (now.since.new, now.since.closed) == ((), ())
    assert now.since.still_open == sum(each.verdict == "fails" for each in first.findings) > 0
    same = {"audit_id", "first", "since"}
    assert all(
        getattr(now, field.name) == getattr(then, field.name)
        for field in fields(now)
        if field.name not in same
    )


def test_another_moment_of_the_same_day_is_no_other_day(twice):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    evening = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    assert _is_shared(before, run_audit(exports, workspace, now=evening))


def test_a_detector_that_is_off_is_judged_anew(twice):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    assert not _is_shared(before, run_audit(exports, workspace, off=["email"]))


def test_another_word_of_the_register_is_judged_anew_and_a_remark_is_none(twice):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    path = workspace / "register" / "company.toml"
    text = path.read_text("utf-8")
    path.write_text(f"{text}# a remark\n", encoding="utf-8")
    again = run_audit(exports, workspace)
    assert _is_shared(before, again)
    _other_name(path, "Another Company")
    assert not _is_shared(again, run_audit(exports, workspace))


def _other_name(path, name):
    lines = [line for line in path.read_text("utf-8").splitlines() if "name =" not in line]
    path.write_text("\n".join([*lines, f'name = "{name}"', ""]), encoding="utf-8")


@dataclass(frozen=True)
class Editing(Silent):
    """Edits the register while the audit, which has read it already, reads the exports."""

    path: Path

    def found(self, _inventory):
        _other_name(self.path, "Edited Meanwhile")


def test_a_register_that_is_edited_while_an_audit_reads_is_judged_by_the_next_one(twice):
    exports, workspace, _, _ = twice
    path = workspace / "register" / "company.toml"
    before = run_audit(exports, workspace)
    edited = run_audit(exports, workspace, watch=Editing(path))
    assert "Edited Meanwhile" in path.read_text("utf-8")
    assert _is_shared(before, edited)
    after = run_audit(exports, workspace)
    assert not _is_shared(edited, after)
    assert report(edited).company != report(after).company == "Edited Meanwhile"


def _cut(path):
    path.write_bytes(path.read_bytes()[:-9])


def _turn_a_bit(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [Path.unlink, _cut, _turn_a_bit])
@pytest.mark.parametrize("name", ["evidence/people.parquet", "findings.json", "report.json"])
def test_nothing_damaged_is_taken_over_and_the_next_audit_heals(twice, name, damage):
    exports, workspace, first, _ = twice
    before = run_audit(exports, workspace)
    damage(before.folder / name)
    healed = run_audit(exports, workspace)
    assert healed.is_intact()
    assert {each.id for each in healed.findings} == {each.id for each in first.findings}
    assert _is_shared(healed, run_audit(exports, workspace))


def test_whoever_asks_to_verify_gets_all_worked_out_anew(twice):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    assert not _is_shared(before, run_audit(exports, workspace, verify=True))


def test_evidence_that_two_audits_share_is_counted_for_the_newer_one(twice):
    exports, workspace, _, _ = twice
    run_audit(exports, workspace, verify=True)
    run_audit(exports, workspace)
    kept = kept_audits(opened(workspace))
    paths = [each for name in ("audits", "reports") for each in (workspace / name).rglob("*")]
    on_disk = {path.stat().st_ino: path.stat().st_size for path in paths if path.is_file()}
    assert sum(each.size for each in kept) == sum(on_disk.values())
    evidence = _evidence(last_audit(opened(workspace))).values()
    # The reports of the two differ by a line or two.
    assert kept[-1].size - kept[-2].size > sum(path.stat().st_size for path in evidence) // 2


@dataclass(frozen=True)
class Noting(Silent):
    """Writes down the inventory that is shown before anything is read."""

    path: Path

    def found(self, inventory):
        self.path.write_text(repr(inventory), encoding="utf-8")


def test_the_inventory_of_an_unchanged_folder_is_the_same_whether_it_was_read_or_not(twice):
    exports, workspace, _, _ = twice
    said = []
    for verify in (True, False):
        note = workspace / "said.txt"
        run_audit(exports, workspace, verify=verify, watch=Noting(note))
        said.append(note.read_text("utf-8"))
    assert said[0] == said[1]
    assert "Freshdesk" in said[0]


def test_a_setting_that_changed_is_judged_anew(twice):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    (workspace / "amanat.toml").write_text('domain_words = ["Aarogya"]\n', encoding="utf-8")
    assert not _is_shared(before, run_audit(exports, workspace))


def test_a_file_with_other_content_is_judged_anew(twice):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    path = next(exports.glob("*.csv"))
    path.write_bytes(path.read_bytes() + b"\n")
    assert not _is_shared(before, run_audit(exports, workspace))


def test_a_file_of_another_name_is_judged_anew(twice):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    path = next(exports.glob("*.csv"))
    path.rename(path.with_name(f"other {path.name}"))
    assert not _is_shared(before, run_audit(exports, workspace))


def test_another_day_is_judged_anew(twice):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    later = run_audit(exports, workspace, as_of=DAY_AFTER)
    assert not _is_shared(before, later)
