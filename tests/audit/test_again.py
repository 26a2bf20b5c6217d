"""What the last audit worked out stands only while nothing that it was made from has changed."""

from dataclasses import fields
from datetime import UTC, date, datetime

import pytest
from helpers import AS_OF, report, run_audit
from small import contacts, tickets
from small_registers import faulty_register

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


@pytest.mark.parametrize("file", ["company.toml", "notes.md"])
def test_a_file_of_the_register_that_changed_is_judged_anew(twice, file):
    exports, workspace, _, _ = twice
    before = run_audit(exports, workspace)
    path = workspace / "register" / file
    text = path.read_text("utf-8") if path.is_file() else ""
    path.write_text(f"{text}# another line\n", encoding="utf-8")
    assert not _is_shared(before, run_audit(exports, workspace))


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
