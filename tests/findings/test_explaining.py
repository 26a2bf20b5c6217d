"""Each finding can be explained: what held, what found it, what it rests on; never a value."""

from amanat.findings.explaining import conditions, explain
from amanat.law.load import controls
from amanat.rules.load import load_rules
from amanat.terms.words import VERDICTS


def told(run, finding):
    rule = next(each for each in load_rules() if each.id == finding.rule)
    sections = explain(run.engine, finding, rule, controls()[finding.control])
    return {section.heading: " ".join(section.lines) for section in sections}


def test_every_rule_names_the_conditions_of_what_fails_and_what_passes():
    for rule in load_rules():
        assert conditions(rule, "fails"), rule.id
        assert conditions(rule, "passes"), rule.id


def test_a_condition_is_what_stands_before_its_verdict_and_no_other():
    [rule] = [each for each in load_rules() if each.id == "shared-without-consent"]
    assert conditions(rule, "fails") == ("cover.cover = 'no'",)
    assert conditions(rule, "passes") == ("cover.cover = 'yes'",)


def test_all_findings_of_a_company_are_explained(audited, company):
    run = audited(**company)
    assert {each.verdict for each in run.findings} == set(VERDICTS)
    for finding in run.findings:
        said = told(run, finding)
        assert {"finding", "control", "rule", "why"} <= said.keys(), finding.rule
        assert finding.id in said["finding"]
        assert f"{finding.verdict}" in said["why"]


def test_what_cannot_be_told_names_each_reason_and_what_settles_it(audited, company):
    run = audited(**company)
    for finding in run.findings:
        if finding.verdict == "cannot_tell":
            assert told(run, finding)["why"].count("It is settled by") == len(finding.reasons)


def test_a_note_names_its_topic_detector_and_its_place(audited, company):
    run = audited(**company)
    [finding, *_] = run.of("sensitive-note-open")
    said = told(run, finding)
    assert "detector topics: a cue of the topic" in said["found by"]
    assert "the sentence is about: person" in said["found by"]
    assert "open to organisation" in said["rests on"] or "open to public" in said["rests on"]


def test_a_flow_names_its_proofs_and_its_consents_by_state(audited, company):
    run = audited(**company)
    flows = [each for each in run.findings if "flow_id" in each.subject]
    assert flows
    for finding in flows:
        assert "flow from" in told(run, finding)["rests on"]
