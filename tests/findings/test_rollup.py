from dataclasses import replace

import pytest

from amanat.findings.liability import exposure
from amanat.findings.rollup import verdict_of


@pytest.mark.parametrize(
    ("counts", "verdict"),
    [
        ((1, 9, 9, 9), "fails"),
        ((0, 9, 1, 0), "cannot_tell"),
        ((0, 9, 0, 1), "cannot_tell"),  # a part was not read
        ((0, 0, 0, 0), "cannot_tell"),  # nothing was judged
        ((0, 1, 0, 0), "passes"),
    ],
)
def test_one_fault_fails_and_only_a_whole_population_passes(counts, verdict):
    assert verdict_of(*counts) == verdict


def test_a_control_has_its_four_counts(audited, company):
    results = audited(**company).results
    assert len(results) == 14
    notes = results["notes-government-and-payment-ids"]
    assert (notes.verdict, notes.fails, notes.passes, notes.cannot_tell) == ("fails", 1, 1, 0)
    # the tickets are partly read; the agreement and the empty file hold no notes
    assert notes.not_read == 1
    assert results["sharing-needs-purpose-consent"].people == 1
    assert notes.people == 1
    assert results["notes-sensitive-open-access"].people is None  # topics carry no person
    assert results["lawful-basis-recorded"].not_read == 0
    assert results["sharing-needs-purpose-consent"].counts_people
    assert not results["processor-contract-signed"].counts_people


def test_an_unread_file_keeps_a_control_from_passing(audited):
    tables = {
        "places": "place_id | dataset_id | kind | text_records | people | status\np | d | page | 3 | 0 | read",
        "datasets": "dataset_id | system_id | kind | status\nd | notion | documents | read",
    }
    control = "notes-government-and-payment-ids"
    assert audited(**tables).results[control].verdict == "passes"
    locked = "unit_id | status | reason\nu | skipped | {}"
    for reason, verdict in (
        ("encrypted", "cannot_tell"),
        ("empty", "passes"),
        ("duplicate", "passes"),
    ):
        found = audited(units=locked.format(reason), **tables).results[control]
        assert found.verdict == verdict


def test_a_file_that_is_not_read_may_be_the_recipients(audited):
    tables = {
        "flows": "flow_id | source_system_id | recipient_kind | recipient_id | basis | layout | refuted\n"
        "f | crm | system | mail | list | seen | false",
        "flow_purposes": "flow_id | purpose_id\nf | news",
        "register_purposes": "purpose_id | class | ground | fact\nnews | newsletter | s7d | true",
        "disclosures": "flow_id | unit_id | row_ordinal | person | on_day | continuing\n"
        "f | u-1 | 0 | asha | 2026-03-02 | false",
        "datasets": "dataset_id | system_id | current_snapshot_id | status\nd | mail | s-1 | read",
        "snapshots": "snapshot_id | dataset_id | relation\ns-1 | d | current",
    }
    units = "unit_id | dataset_id | snapshot_id | status | reason\nu-1 | d | s-1 | read | -"
    control = "sharing-needs-purpose-consent"
    assert audited(units=units, **tables).results[control].verdict == "passes"
    stray = audited(units=f"{units}\nu-2 | - | - | skipped | encrypted", **tables)
    assert (stray.results[control].verdict, stray.results[control].not_read) == ("cannot_tell", 1)


def test_only_the_register_makes_a_control_not_applicable(audited, company):
    entry = "control_id | on_day | by\nreuse-for-marketing | 2026-11-20 | user-2"
    results = audited(register_not_applicable=entry, **company).results
    assert results["reuse-for-marketing"].not_applicable
    assert results["reuse-for-marketing"].fails == 2
    assert not results["sharing-needs-purpose-consent"].not_applicable


def test_exposure_is_a_line_for_each_schedule_row_whatever_the_counts(audited, company):
    results = list(audited(**company).results.values())
    lines = exposure(results)
    assert [(line.row, line.cap_inr) for line in lines] == [(1, 2_500_000_000), (7, 500_000_000)]
    many = [replace(each, fails=each.fails * 1000) for each in results]
    assert exposure(many) == lines
    assert exposure([replace(each, verdict="cannot_tell") for each in results]) == []
    assert exposure([replace(each, not_applicable=True) for each in results]) == []


def test_a_control_of_other_law_has_no_schedule_row(audited, company):
    spdi = audited(**company).results["spdi-sensitive-consent-until-2027"]
    assert exposure([replace(spdi, verdict="fails", fails=1)]) == []
