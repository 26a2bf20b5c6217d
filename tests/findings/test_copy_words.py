"""What a finding says of a copy: how much of which original, of which day, and who is gone."""

from datetime import date

import pytest

from amanat.findings.naming import Names
from amanat.rules.load import load_rules


def words(original, share, gone, *, copies=1, taken_on=date(2026, 3, 12), in_part=False):
    subject = {"dataset_id": "files/t-1", "original_id": original}
    row = {"share": share, "gone": gone, "copies": copies, "taken_on": taken_on}
    names = Names(
        datasets={"files/t-1": {"system_id": "files"}},
        copies={tuple(subject.values()): row | {"in_part": in_part}},
    )
    (rule,) = (each for each in load_rules() if each.id == "copy-outlives-original")
    told = names.words(subject, 900, 1)
    return dict(rule.text)[""].format_map(told), dict(rule.remedy)[""].format_map(told)


def said(*told, **more):
    return words(*told, **more)[0]


@pytest.mark.parametrize(
    ("original", "share", "gone", "text"),
    [
        (
            "hubspot", 949, 37,
            ("94 % of HubSpot of 12 Mar 2026 still lies about as a copy; 37 of its people are not in"
            " HubSpot's newest export."),
        ),
        (
            "salesforce~2", 1000, 1,
            ("100 % of Salesforce 2 of 12 Mar 2026 still lies about as a copy; 1 of its people is not"
            " in Salesforce 2's newest export."),
        ),
        ("hubspot", 500, 0, "50 % of HubSpot of 12 Mar 2026 still lies about as a copy."),
        (
            "files", 600, 2,
            ("60 % of a table of 12 Mar 2026 still lies about as a copy; 2 of its people are not in"
            " the newest one."),
        ),
    ],
)  # fmt: skip
def test_a_copy_is_told_by_its_share_its_day_and_who_is_gone(original, share, gone, text):
    assert said(original, share, gone) == text


def test_who_is_gone_is_said_with_care_where_the_newest_export_may_be_filtered_or_cut():
    assert said("hubspot", 900, 3, in_part=True).endswith(
        "; 3 of its people are not in HubSpot's newest export, which may not be whole."
    )


def test_a_copy_without_a_day_is_told_without_one():
    text, remedy = words("hubspot", 900, 0, taken_on=None)
    assert text == "90 % of HubSpot still lies about as a copy."
    assert remedy.startswith("Delete the copy, also")


def test_several_copies_in_one_dataset_are_one_finding_that_counts_them():
    text, remedy = words("hubspot", 900, 3, copies=2)
    assert text == (
        "2 copies still lie about, the oldest with 90 % of HubSpot of 12 Mar 2026; 3 of their people"
        " are not in HubSpot's newest export."
    )
    assert remedy.startswith("Delete the 2 copies, also from the drive")
