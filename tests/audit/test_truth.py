"""The invented company's faults are all found, and nothing beside them is alleged."""

import os
import shutil
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from helpers import AS_OF, by_control, report, run_audit
from truths import RIGHT, Comparison, compare, gaps, ids_of, read_truth

from amanat.audit.kept import Kept
from amanat.detect import detectors
from amanat.findings.build import build_findings
from amanat.findings.model import Finding
from amanat.law.load import controls
from amanat.rules.load import Rule, load_rules
from amanat.rules.run import judge_all
from amanat.sample.catalogue import FAULTS
from amanat.sample.company import generate
from amanat.sample.plan import MIN_PEOPLE

PEOPLE = 400
DEMO = 20_000
#: Found in the files alone, whatever the register says (`docs/architecture.md`: rules).
FROM_FILES = (
    "notes-sensitive-open-access",
    "notes-government-and-payment-ids",
    "access-limited-to-need",
)
SHARING = ("sharing-needs-purpose-consent", "reuse-for-marketing")
#: A detector, and a planted fault that rests on it: it is missed without.
RESTS_ON = {
    "aadhaar": "ids-aadhaar-tickets",
    "aadhaar_masked": "field-masked-no-purpose",
    "aadhaar_vid": "ids-vid-tickets",
    "abha": "ids-abha-tasks",
    "abha_address": "field-abha-address-no-purpose",
    "address": "field-address-no-purpose",
    "bank_account": "ids-account-tickets",
    "birth_date": "field-birth-day-no-purpose",
    "card": "ids-card-task",
    "coordinates": "field-coordinates-no-purpose",
    "driving_licence": "ids-licence-cases",
    "email": "access-public-mails",
    "gstin": "ids-gstin-hubspot-tickets",
    "iban": "ids-iban-cases",
    "ip_address": "field-ip-no-purpose",
    "mac_address": "field-mac-no-purpose",
    "pan": "ids-pan-hubspot-tickets",
    "passport": "ids-passport-hubspot-tickets",
    "password": "spdi-password-tasks",
    "phone": "access-public-mobiles",
    "pin_code": "field-pin-no-purpose",
    "uan": "ids-uan-tasks",
    "upi": "ids-upi-cases",
    "url": "field-page-no-purpose",
    "vehicle": "field-vehicle-no-purpose",
    "voter_id": "ids-voter-tickets",
}
#: The code of a bank's branch, the numbers of a company and of who deducts tax, and the key of a
#: service are nobody's, so no rule judges them and no fault can rest on them. What these detectors
#: give is that a column of them is known for that: without, the audit says that it cannot tell.
CLEARED_BY = {
    "api_key": "near-key-column",
    "cin": "near-cin-column",
    "ifsc": "near-branch-column",
    "tan": "near-tan-column",
}
#: By default those that show themselves in other ways; the rest is in `test_verdicts` too.
QUICK = ("aadhaar_masked", "email", "ifsc", "passport", "upi")
#: One that only the register shows, one in a custom column of an export, one in free text.
THREE = ("retention-none-mixpanel", "score-health-not-in-notice", "notes-family-organisation")


@dataclass(frozen=True)
class Audited:
    """A company with every fault, audited without its register, and then with it."""

    root: Path
    truth: dict[str, Any]
    alone: Kept
    full: Kept

    @property
    def exports(self) -> Path:
        return self.root / "company" / "exports"


def _audited(root: Path, people: int) -> Audited:
    company = root / "company"
    generate(company, people=people)
    alone = run_audit(company / "exports", root / "work")
    full = run_audit(company / "exports", root / "work", register=company / "register")
    return Audited(root, read_truth(company), alone, full)


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    return _audited(tmp_path_factory.mktemp("truth"), PEOPLE)


def test_every_planted_fault_is_found_and_nothing_else_is_alleged(audited):
    assert compare(audited.truth, audited.full.findings, register=True) == RIGHT


def test_the_files_alone_show_their_faults_and_nothing_that_was_not_planted(audited):
    assert compare(audited.truth, audited.alone.findings, register=False) == RIGHT


def test_the_files_alone_fail_notes_access_and_one_of_the_sharing_controls(audited):
    failing = set(by_control(gaps(audited.alone.findings)))
    assert set(FROM_FILES) <= failing
    assert failing & set(SHARING)


@pytest.mark.parametrize("which", ["alone", "full"])
def test_at_most_five_questions_are_asked_and_what_settles_most_comes_first(audited, which):
    asked = report(getattr(audited, which)).questions
    assert 1 <= len(asked) <= 5
    assert [each.settles for each in asked] == sorted((e.settles for e in asked), reverse=True)
    assert all(each.settles > 0 and each.settled_by for each in asked)


def test_a_control_with_a_gap_in_the_files_alone_still_fails_with_the_register(audited):
    # A colleague whom the register knows goes by the register's id from then on.
    before = {each.id for each in gaps(audited.alone.findings) if not _is_account(each)}
    assert before <= {each.id for each in gaps(audited.full.findings)}


def _is_account(finding: Finding) -> bool:
    return finding.subject.get("kind") == "account"


def test_people_whose_consent_is_not_proven_are_counted(audited):
    waiting = [
        each
        for each in audited.alone.findings
        if (each.rule, each.verdict) == ("shared-without-consent", "cannot_tell")
    ]
    assert report(audited.alone).consent_unproven == sum(each.people or 0 for each in waiting) > 0
    assert (
        len({each.subject["flow_id"] for each in waiting}) == 1
    )  # else a person could count twice


def test_one_leaver_has_an_account_and_with_the_register_it_has_the_register_s_id(audited):
    (alone,) = (each for each in gaps(audited.alone.findings) if _is_account(each))
    (full,) = (each for each in gaps(audited.full.findings) if _is_account(each))
    assert full.subject["subject_id"] == "user-7"
    assert alone.event_on == full.event_on
    assert full.places.systems == ("google-drive",)


@pytest.mark.proof
def test_the_company_of_the_demo_has_every_fault_found_with_its_register_and_without(tmp_path):
    audited = _audited(tmp_path, DEMO)
    for kept, register in ((audited.full, True), (audited.alone, False)):
        assert compare(audited.truth, kept.findings, register=register) == RIGHT


# One fault less, one finding less.


def _hold(made: Path, exports: Path, turn: int) -> None:
    """Make `exports` hold what `made` holds; files that did not change stay as they lie."""
    names = {path.name for path in made.iterdir()}
    for path in exports.iterdir():
        if path.name not in names:
            path.unlink()
    for path in made.iterdir():
        there, content = exports / path.name, path.read_bytes()
        if there.exists() and there.read_bytes() == content:
            continue
        there.write_bytes(content)
        # The generator's clock stands still; a file that was saved again has another time.
        moment = path.stat().st_mtime_ns + turn
        os.utime(there, ns=(moment, moment))


@cache
def _turn_of(fault: str) -> int:
    return 1 + sorted(each.id for each in FAULTS).index(fault)


def _without(audited: Audited, fault: str, people: int) -> tuple[Finding, ...]:
    made = audited.root / "without" / fault
    generate(made, people=people, without=frozenset({fault}))
    _hold(made / "exports", audited.exports, _turn_of(fault))
    kept = run_audit(audited.exports, audited.root / "work", register=made / "register")
    shutil.rmtree(made)
    return kept.findings


def _loses_only_its_own(audited: Audited, fault: str, people: int) -> None:
    (planted,) = (each for each in audited.truth["faults"] if each["id"] == fault)
    before = {each.id: each for each in gaps(audited.full.findings)}
    after = {each.id: each for each in gaps(_without(audited, fault, people))}
    own = ids_of(audited.full.findings, planted)
    assert own
    lost = {(before[each].control, str(before[each].subject)) for each in before.keys() - after}
    assert lost == {(before[each].control, str(before[each].subject)) for each in own}
    assert not [(after[each].control, after[each].subject) for each in after.keys() - before]


@pytest.mark.parametrize("fault", THREE)
def test_without_a_fault_exactly_its_finding_is_gone(audited, fault):
    _loses_only_its_own(audited, fault, PEOPLE)


@pytest.mark.proof
@pytest.mark.parametrize("fault", sorted(each.id for each in FAULTS))
def test_without_any_one_fault_exactly_its_finding_is_gone(audited, fault):
    _loses_only_its_own(audited, fault, PEOPLE)


# A build that lacks something fails the comparison.


def _emptied(rule: Rule) -> Rule:
    return replace(rule, sql=f"select * from (\n{rule.sql}\n) as said where 1 = 0")


@pytest.mark.parametrize("rule_id", [rule.id for rule in load_rules()])
def test_a_build_with_one_rule_emptied_misses_its_faults(audited, rule_id):
    rules = [_emptied(each) if each.id == rule_id else each for each in load_rules()]
    (control,) = (each.control for each in rules if each.id == rule_id)
    with audited.full.engine() as engine:
        engine.register("judged", judge_all(engine, rules))
        found = build_findings(engine, rules, controls(), as_of=AS_OF)
    missed = {each.partition(":")[0] for each in _missed(audited, found)}
    planted = {each["id"] for each in audited.truth["faults"] if each["control"] == control}
    assert planted
    assert planted <= missed


def _missed(audited: Audited, found: tuple[Finding, ...]) -> tuple[str, ...]:
    return compare(audited.truth, found, register=True).missed


@pytest.fixture(scope="module")
def smallest(tmp_path_factory):
    company = tmp_path_factory.mktemp("smallest") / "company"
    generate(company, people=MIN_PEOPLE)
    return company


def _said_without(company: Path, off: set[str]) -> Comparison:
    kept = run_audit(
        company / "exports", company.parent / "work", register=company / "register", off=off
    )
    return compare(read_truth(company), kept.findings, register=True)


def test_each_detector_has_a_fault_or_a_clear_near_miss_that_rests_on_it():
    assert sorted([*RESTS_ON, *CLEARED_BY]) == list(detectors.names())


@pytest.mark.proof
def test_in_the_smallest_company_all_is_told_with_every_detector_on(smallest):
    assert _said_without(smallest, set()) == RIGHT


def _proof_but_quick(names):
    return [
        pytest.param(each, marks=() if each in QUICK else pytest.mark.proof)
        for each in sorted(names)
    ]


@pytest.mark.parametrize("detector", _proof_but_quick(RESTS_ON))
def test_a_build_with_one_detector_off_misses_what_rests_on_it(smallest, detector):
    assert RESTS_ON[detector] in _said_without(smallest, {detector}).missed


@pytest.mark.parametrize("detector", _proof_but_quick(CLEARED_BY))
def test_a_build_with_one_detector_off_doubts_what_it_cleared(smallest, detector):
    said = _said_without(smallest, {detector})
    assert said.doubted == (CLEARED_BY[detector],)
    assert replace(said, doubted=()) == RIGHT
