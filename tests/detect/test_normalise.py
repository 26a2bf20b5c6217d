"""One spelling for each identifier, and null where there is no single one."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.detect.normalise import emails, names, phones, role_mailbox


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" A.B@Example.com ", "a.b@example.com"),
        ("Asha <asha@example.in>", "asha@example.in"),
        ("mailto:k@example.in", "k@example.in"),
        ("a@b.in, c@d.in", None),
        ("a@b", None),
        ("none", None),
        ("", None),
        (None, None),
    ],
)
def test_an_address_is_lower_case_and_alone(value, expected):
    assert emails(pa.array([value], pa.string())).to_pylist() == [expected]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("9876543210", "+919876543210"),
        ("+91 98765-43210", "+919876543210"),
        ("091-98765 43210", "+919876543210"),
        ("(+91) 98765 43210", "+919876543210"),
        ("९८७६५४३२१०", "+919876543210"),
        ("9876543210.0", "+919876543210"),
        ("+44 20 7946 0958", "+442079460958"),
        ("0044 20 7946 0958", "+442079460958"),
        ("9.19E+11", None),
        ("9876543210 / 9876543211", None),
        ("9999999999", None),
        ("022-23456789", None),
        ("abc", None),
        (None, None),
    ],
)
def test_a_phone_is_one_number_with_its_country(value, expected):
    assert phones(pa.array([value], pa.string())).to_pylist() == [expected]


@given(st.integers(6, 9), st.integers(0, 999_999_998), st.sampled_from(["", "0", "+91", "0091 "]))
def test_every_spelling_of_a_mobile_becomes_the_same(first, rest, prefix):
    digits = f"{first}{rest:09d}"
    if len(set(digits)) > 1:
        spelled = f"{prefix}{digits[:5]} {digits[5:]}"
        assert phones(pa.array([spelled])).to_pylist() == [f"+91{digits}"]


def test_desks_are_not_people():
    assert role_mailbox(pa.array(["info@x.in", "asha@x.in", None])).to_pylist() == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mr. Anil Kulkarni", "anil kulkarni"),
        ("Dr. Smt. R. K. Narayan ji", "r k narayan"),
        ("ANIL  KULKARNI", "anil kulkarni"),
        ("श्री राकेश शर्मा", "राकेश शर्मा"),
        ("Mr Rao", None),
        ("asha", None),
        (None, None),
    ],
)
def test_a_full_name_is_folded_and_a_lone_word_is_nobody(value, expected):
    assert names(pa.array([value], pa.string())).to_pylist() == [expected]
