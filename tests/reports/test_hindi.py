"""The Hindi report says in Hindi all that the shared report says, and nothing in English."""

import re
from dataclasses import replace

import pytest
from example import EMPTY, LATER, REPORT
from selectolax.lexbor import LexborHTMLParser

from amanat.reports import hindi
from amanat.reports.hindi_words import CONTROLS, OWNERS, QUESTIONS, ROWS
from amanat.reports.voice import Share
from amanat.rules.load import load_rules
from amanat.terms.reasons import CANNOT_TELL


def text_of(raw):
    page = LexborHTMLParser(raw.decode())
    page.strip_tags(["style", "title"])
    return page.body.text(separator=" ")


def test_every_control_and_every_question_has_its_hindi_words():
    assert {rule.control for rule in load_rules()} == set(CONTROLS)
    assert set(CANNOT_TELL) == set(QUESTIONS)


@pytest.mark.parametrize("held", [REPORT, LATER, EMPTY])
def test_only_names_of_tools_laws_and_the_company_are_in_latin_letters(held):
    names = {Share(held).system(line.system, line.title) for line in held.systems}
    known = {"DPDP", "Act", "A", "e", "amanat", "guide", *(held.company or "").split()}
    for name in names:
        known |= set(name.split())
    words = set(re.findall(r"[A-Za-z]+", text_of(hindi.render(held, inside=False))))
    assert words <= {part for word in known for part in re.findall("[A-Za-z]+", word)}


def test_the_numbers_are_those_of_the_english_copy():
    text = text_of(hindi.render(REPORT, inside=False))
    assert "<5 लोग" in text
    assert "₹250 करोड़ तक" in text
    assert "13 मई 2027" in text
    assert "अभी कोई जुर्माना नहीं लग सकता" in text
    assert set(ROWS) == {1, 2, 3, 4, 7}


def test_every_owner_that_a_rule_names_has_its_hindi_words():
    assert {rule.owner for rule in load_rules()} <= set(OWNERS)


def test_places_are_named_inside_only():
    assert "QBR notes" in text_of(hindi.render(REPORT, inside=True))
    assert "QBR notes" not in text_of(hindi.render(REPORT, inside=False))


def test_a_question_about_one_system_names_it_so_that_no_two_look_alike():
    system = REPORT.systems[0].system
    one = REPORT.questions[0]
    about = replace(one, subject=system, reason="access_unknown")
    unbound = replace(one, subject="all", reason="access_unknown")
    text = text_of(hindi.render(replace(REPORT, questions=(about, unbound)), inside=False))
    asked = QUESTIONS["access_unknown"]
    assert text.count(asked) == 2
    assert text.count(f": {asked}") == 1
