"""Titles without people, and names that may be somebody's."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.detect.normalise import names
from amanat.detect.people import called, handles, name_candidates, screen, short_candidates, slug


def nobody(names):
    return [False] * len(names)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("QBR notes 2024-05-12", "QBR notes 2024-05-12"),
        ("Renewal plan Q3 2024-2025", "Renewal plan Q3 2024-2025"),
        ("Notes Asha Kulkarni", "Notes [PERSON]"),
        ("notes_asha.md", "notes_[PERSON].md"),
        ("AshaKulkarni Notes", "[PERSON] Notes"),
        ("Kushagra Belwal plan", "[PERSON] plan"),
        ("Zenkart plan", "Zenkart plan"),
        ("call p@example.in 9876543210", "call [EMAIL] [PHONE]"),
        ("kyc 2345 6789 0124", "kyc [AADHAAR]"),
        ("ticket 12345678", "ticket [NUMBER]"),
        ("export 20240512", "export 20240512"),
        ("\x1b[31mRed\x1b[0m\nflag", "Red flag"),
        ("आधार ग्राहक सूची", "आधार ग्राहक सूची"),
        ("राकेश शर्मा की कॉल", "[PERSON] की कॉल"),
        ("CleverTap Export", "CleverTap Export"),
        ("HubSpot Score", "HubSpot Score"),
        ("Associated Contact IDs", "Associated Contact IDs"),
        ("Café Federation", "Café Federation"),
        ("UnsubscribedMarketing", "UnsubscribedMarketing"),
        ("LifecycleStage LeadStatus", "LifecycleStage LeadStatus"),
        ("Contact Owner Zubin Wadia", "Contact Owner [PERSON]"),
        ("José plan", "[PERSON] plan"),
    ],
)
def test_a_title_keeps_its_business_and_loses_its_people(title, expected):
    assert screen([title], nobody) == [expected]


def test_a_known_person_is_replaced_in_any_spelling():
    known = {"lovelace ada", "ada lovelace"}
    assert screen(["plan for ada lovelace"], lambda names: [n in known for n in names]) == [
        "plan for [PERSON]"
    ]


def test_a_title_is_cut_at_eighty_characters_but_never_inside_a_mark():
    (cut,) = screen(["x" * 74 + " asha@example.in"], nobody)
    assert cut == "x" * 74
    assert len(screen(["x" * 300], nobody)[0]) == 80


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Birth date", "birth-date"),
        ("Health Score", "health-score"),
        ("mob_no", "mob-no"),
        ("Email 2", "email-2"),
        ("$email", "email"),
        ("properties.$email", "email"),
        ("HubSpot Score", "hubspot-score"),
        ("Associated Contact IDs", "associated-contact-ids"),
        ("मोबाइल नंबर", None),
        ("नाम", None),
        ("Mobile नंबर", None),
        ("$asha", None),
        ("Asha notes", None),
        ("9876543210", None),
        ("", None),
    ],
)
def test_a_slug_is_plain_vocabulary_or_nothing(title, expected):
    assert slug(title) == expected


def test_candidates_are_runs_of_two_or_three_name_words():
    found = name_candidates(["met Dr. Asha Pillai today", "nothing here", "श्री राकेश शर्मा आए"])
    assert (0, "asha pillai") in found
    assert (2, "राकेश शर्मा") in found
    assert not [index for index, _ in found if index == 1]


def test_no_titles_and_no_sentences_give_nothing():
    assert screen([], nobody) == []
    assert name_candidates([]) == []


@given(st.text(max_size=30))
def test_a_slug_is_of_small_letters_digits_and_hyphens(title):
    assert slug(title) is None or re.fullmatch(r"[a-z0-9-]+", slug(title))


@given(st.lists(st.sampled_from(["मोबाइल", "email", "Score", "नाम", "$", "é", "9"]), max_size=4))
def test_a_slug_of_mixed_scripts_is_plain_or_nothing(words):
    made = slug(" ".join(words))
    assert made is None or re.fullmatch(r"[a-z0-9-]+", made)


@pytest.mark.parametrize(
    ("sentence", "forms"),
    [
        ("Dr. M. Iyer's father is in ICU", {"m iyer", "iyer"}),
        ("R. K. Rao has diabetes; so has Meena I.", {"r rao", "rao", "meena", "meena i"}),
        ("ask @meena.iyer. now, or mail x@firm.example.in", {"@meena.iyer"}),
        ("Kiran’s surgery", {"kiran"}),
        ("I said so", set()),
        ("unki beti ravi se mili", {"ravi"}),
    ],
)
def test_forms_of_names_are_found_in_sentences(sentence, forms):
    found = {form for _, form in short_candidates([sentence])}
    assert forms <= found
    # What else looks like a form begins with a capital letter in the sentence.
    assert all(word[0].upper() in sentence for form in found - forms for word in form.split())


def test_forms_of_a_full_name_meet_those_of_sentences():
    full = names(
        pa.array(["Meena Iyer", "Mr Ravi Kumar Rao", "R K Rao", "Asha"], pa.large_string())
    )
    forms = [(form.to_pylist(), alone) for form, alone in called(full)]
    assert forms == [
        (["m iyer", "r rao", "r rao", None], False),
        (["meena i", "ravi r", None, None], False),
        ([None, "ravi rao", "r rao", None], False),
        (["meena", "ravi", None, None], True),
    ]
    mails = pa.array(
        ["meena.iyer+news@firm.example.in", "ab@firm.example.in", None], pa.large_string()
    )
    assert handles(mails).to_pylist() == ["@meena.iyer", None, None]
