"""A team's own patterns: RE2 over whole columns, in code points; dangerous ones are refused."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.detect.own_patterns import Pattern, beside, failing, fault, find
from amanat.detect.scan import SPANS, scan


def pattern(regex, category="customer_id", tier="likely", matches=("x",), misses=("y",)):
    return Pattern("own", regex, category, tier, tuple(matches), tuple(misses))


KYC = pattern(r"\bKYC-[0-9]+\b")


def spans(texts, *patterns):
    found = find(pa.array(texts, pa.large_string()), patterns)
    assert found.schema == SPANS
    return [(row["row"], row["offset"], row["length"]) for row in found.to_pylist()]


def test_every_match_of_every_cell_is_found_in_code_points():
    texts = ["KYC-1 and KYC-23", None, "नमस्ते KYC-9", "aKYC-1 is none", "\x01KYC-7\x02"]
    assert spans(texts, KYC) == [(0, 0, 5), (0, 10, 6), (2, 7, 5), (4, 1, 5)]


def test_what_stands_around_a_match_is_seen_as_it_is():
    assert spans(["ab ab", "xab"], pattern(r"^ab")) == [(0, 0, 2)]
    assert spans(["aXbXc"], pattern(r"[a-z]X[a-z]")) == [(0, 0, 3)]


def test_of_two_patterns_that_overlap_the_longer_span_stays():
    long, short = pattern(r"KYC-[0-9]+-[0-9]+"), pattern(r"KYC-[0-9]+", "phone")
    found = find(pa.array(["KYC-12-3 KYC-4"], pa.large_string()), [short, long])
    assert found["category"].to_pylist() == ["customer_id", "phone"]


def test_a_confirmed_built_in_span_stays_and_an_uncertain_one_gives_way():
    texts = pa.array(["PAN ABCPE1234F", "KYC-123456"], pa.large_string())
    own = find(texts, [pattern(r"[A-Z]{5}[0-9]{4}[A-Z]"), KYC])
    both = beside(scan(texts), own)
    assert both["category"].to_pylist() == ["pan", "customer_id"]
    unsure = pa.table(
        [pa.array([v]) for v in (1, 2, 6, "phone", "likely", False)], names=SPANS.names
    )
    assert beside(unsure.cast(SPANS), own)["category"].to_pylist()[-1] == "customer_id"


@pytest.mark.parametrize(
    "regex",
    [
        *("(", "a)(b", "a*", "x|", r"\b", "^", ".*", r"\w+", "[0-9]", "a{2000}", r"(a)\1"),
        *("(?!x)ab", "k" * 501, r"\b(?:7 )?"),
    ],
)
def test_a_dangerous_or_broken_expression_is_refused_without_quoting_it(regex):
    told = fault(regex)
    assert told is not None
    assert regex not in told.split() or len(regex) < 3


@pytest.mark.parametrize("regex", [r"\bKYC-[0-9]{6}\b", "(?i)ref no [0-9]{3}", "ग्राहक [0-9]{4}"])
def test_an_ordinary_expression_is_taken(regex):
    assert fault(regex) is None


def test_a_failing_example_is_named_by_list_and_number():
    assert failing(pattern(r"KYC-[0-9]", matches=["KYC-1"], misses=["KYC"])) is None
    assert failing(pattern(r"KYC-[0-9]", matches=["KYC-1", "KYC"])) == ("matches", 2)
    assert failing(pattern(r"KYC", matches=["KYC"], misses=["a", "KYC"])) == ("misses", 2)


@given(st.lists(st.text(alphabet="AB9- \x01\x02क😀\n", max_size=12), max_size=6))
def test_spans_are_those_that_python_finds_one_cell_at_a_time(texts):
    clean = [re.sub("[\x01\x02]", " ", text) for text in texts]
    wanted = [
        (row, match.start(), len(match[0]))
        for row, text in enumerate(clean)
        for match in re.finditer(r"A[AB]9|B-+", text)
    ]
    assert spans(texts, pattern(r"A[AB]9|B-+")) == wanted
