from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.reports.words import codes, counted, day, duration, spelled
from amanat.terms.numbers import grouped


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (99999, "99,999"),
        (100000, "1,00,000"),
        (1562843, "15,62,843"),
        (250_00_00_000, "2,50,00,00,000"),
        (-1234567, "-12,34,567"),
    ],
)
def test_digits_are_grouped_as_in_india(number, text):
    assert grouped(number) == text


@given(st.integers(0, 10**15))
def test_grouping_loses_no_digit(number):
    assert int(grouped(number).replace(",", "")) == number


def test_days_counts_and_minutes_read_as_people_say_them():
    assert day(date(2027, 5, 13)) == "13 May 2027"
    assert (counted(1, "gap"), counted(2, "gap"), counted(2, "person", "people")) == (
        "1 gap",
        "2 gaps",
        "2 people",
    )
    assert (duration(119), duration(302), duration(1)) == (
        "119 minutes",
        "about 5 hours",
        "1 minute",
    )
    assert (spelled(5), spelled(12)) == ("five", "12")


@given(st.lists(st.text("0123456789abcdef", min_size=16, max_size=16), unique=True, max_size=30))
def test_a_code_names_one_finding(ids):
    known = codes(tuple(ids))
    assert len(set(known.values())) == len(ids)
    assert all(each.startswith(code) and len(code) >= 4 for each, code in known.items())
