"""Sensitive topics in notes, and the near misses beside them."""

import pyarrow as pa
import pytest

from amanat.detect.topics import FOUND, topics


def found(text, **how):
    rows = topics(pa.array([text], pa.large_string()), **how).to_pylist()
    return [(row["topic"], row["about"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("She was diagnosed with diabetes last year.", "health"),
        ("Uske papa ko heart attack aaya hai.", "health"),
        ("His mother had a stroke, calls only after 4.", "health"),
        ("He took a personal loan and missed two EMIs.", "finances"),
        ("Unka cibil score bahut kharab hai.", "finances"),
        ("He is a devout Muslim and prays five times.", "caste_religion"),
        ("His uncle is an active BJP worker.", "politics"),
        ("She came out as lesbian to her team.", "sexual_life"),
        ("We still hold his fingerprint scan.", "biometrics"),
        ("Her son is studying in class 7.", "children"),
        ("His wife filed for divorce in May.", "family"),
        ("He was arrested and is out on bail.", "criminal"),
        ("उनकी माँ अस्पताल में भर्ती हैं।", "health"),
        ("उसकी अगले महीने शादी है।", "family"),
    ],
)
def test_a_matter_of_a_person_is_found(text, topic):
    assert (topic, "person") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "cancel my food court plan",
        "Account health is green, health score 82.",
        "Run the health check of the API hourly.",
        "Cancer zodiac sign widget on the app.",
        "Ship it to 12 Court Road, Pune.",
        "He upgraded to the family plan.",
        "Link the child account to the parent company.",
        "It took blood, sweat and tears.",
        "Run it in the terminal; there is a race condition.",
        "The third party signs; launch party on Friday.",
        "Their loan product needs an EMI option.",
        "Go-live after Diwali, she agrees.",
        "She follows the checklist religiously.",
        "She has no health issues, was on leave.",
        "If someone is pregnant, leave is 26 weeks.",
        "Cancer hospital chain, 200 seats.",
        "The biometric module is live.",
    ],
)
def test_a_near_miss_is_nobodys_matter(text):
    assert found(text) == []


def test_without_a_pronoun_or_a_relative_it_is_not_clear_who_is_meant():
    assert found("Champion is on dialysis till June.") == [("health", "unclear")]
    assert found("Dialysis.") == [("health", "unclear")]


def test_the_sentence_decides_not_the_note():
    rows = topics(pa.array(["He likes it. Tuberculosis.", "नोट। उसे टीबी है।"])).to_pylist()
    assert [row["about"] for row in rows] == ["unclear", "person"]


def test_offsets_slice_to_the_cue_and_its_sentence():
    text = "🎉 सब ठीक। She has asthma now. Bye."
    (row,) = topics(pa.array([text])).to_pylist()
    assert text[row["offset"] : row["offset"] + row["length"]] == "asthma"
    start = row["sentence_offset"]
    assert text[start : start + row["sentence_length"]] == "She has asthma now."


def test_a_topic_that_is_off_is_not_looked_for():
    assert found("She has asthma.", off=frozenset({"health"})) == []


def test_a_column_is_its_cells():
    texts = ["She has asthma.", None, "", "ok", "His wife died."]
    table = topics(pa.array(texts))
    assert table.schema == FOUND
    assert table["row"].to_pylist() == [0, 4]
    assert topics(pa.chunked_array([texts[:1], texts[1:]])).equals(table)
    assert topics(pa.array(["asth", "ma she"])).num_rows == 0


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Lata has cancer, on leave till March", "health"),
        ("Their buyer is on chemotherapy, go slow", "health"),
        ("Mukesh ka bypass hua hai, do mahine rest", "health"),
        ("Lata ji ko sugar ki bimari hai", "health"),
        ("Lata tested positive for covid", "health"),
        ("He had a fever in the sales meeting", "health"),
        ("Her depression in May kept her away", "health"),
        ("Her surgery went well", "health"),
        ("Lata belongs to a scheduled caste family", "caste_religion"),
        ("He was arrested by the police over a refund", "criminal"),
        ("The man who kept our payments was arrested", "criminal"),
        ("Her child is unwell", "children"),
        ("She will vote for the ruling party", "politics"),
        ("He missed his EMI again", "finances"),
    ],
)
def test_a_matter_beside_words_of_trade_is_found(text, topic):
    assert topic in [each for each, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "She says the fever of festive sales is on",
        "He asked about the depression in online demand",
        "Her surgery instruments business is growing",
        "She runs a diabetes clinic",
        "He wants cancer screening for his stores",
        "Her child account is not under the parent account",
        "His child records are merged",
        "He will vote for the dark mode feature",
        "He says the refund was arrested by the bank",
        "She saw arrested payments again",
        "He wants a salary slip module",
        "His EMI value in calculator is off",
        "The firewall bypass hua hai",
    ],
)
def test_a_thing_right_beside_a_cue_makes_it_a_near_miss(text):
    assert found(text) == []
