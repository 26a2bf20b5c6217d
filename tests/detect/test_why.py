"""Each kind of data says how it is known, in the words of its own detector."""

import pytest

from amanat.detect.detectors import names
from amanat.detect.why import TIERS_TOLD, by_title, why
from amanat.terms.categories import CATEGORIES
from amanat.terms.words import TIERS, TOPICS


def test_every_detector_is_named_by_some_category_with_its_check():
    told = {why(category).detector: why(category).check for category in CATEGORIES}
    assert set(names()) <= set(told)
    assert all(len(told[name]) > 20 for name in names())


@pytest.mark.parametrize(
    ("category", "detector"),
    [("aadhaar", "aadhaar"), ("pan_company", "pan"), ("role_mailbox", "email"), ("age", "headers")],
)
def test_a_category_names_its_detector(category, detector):
    assert why(category).detector == detector


def test_an_aadhaar_says_which_check_its_digits_pass():
    assert "Verhoeff" in why("aadhaar").check


def test_topics_and_tiers_are_told():
    assert {why(topic).detector for topic in TOPICS} == {"topics"}
    assert set(TIERS_TOLD) == set(TIERS)


def test_a_title_says_its_category_or_does_not():
    assert by_title("PAN No", "pan")
    assert not by_title("Remarks", "pan")
