"""What a finding says of a copy: how much of which original, of which day, and who is gone."""

import pytest

from amanat.findings.naming import Names
from amanat.rules.load import load_rules


def said(original, share, gone, *, dataset="files/t-1"):
    (rule,) = (each for each in load_rules() if each.id == "copy-outlives-original")
    subject = {"dataset_id": dataset, "original_id": original, "taken_on": "2026-03-12"}
    names = Names(
        datasets={dataset: {"system_id": dataset.partition("/")[0]}},
        copies={tuple(subject.values()): {"share": share, "gone": gone}},
    )
    return dict(rule.text)[""].format_map(names.words(subject, 900, 1))


@pytest.mark.parametrize(
    ("original", "share", "gone", "text"),
    [
        (
            "hubspot", 949, 37,
            ("94 % of HubSpot of 12 Mar 2026 still lies about as a copy; 37 of its people are not in"
            " HubSpot today."),
        ),
        (
            "salesforce~2", 1000, 1,
            ("100 % of Salesforce 2 of 12 Mar 2026 still lies about as a copy; 1 person of it is not"
            " in Salesforce 2 today."),
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
