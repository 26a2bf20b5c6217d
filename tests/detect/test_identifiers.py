"""Each kind of identifier in its spellings, and near misses beside it."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban as iban_oracle
from stdnum import luhn as luhn_oracle
from stdnum import verhoeff as verhoeff_oracle
from stdnum.in_ import gstin as gstin_oracle
from stdnum.in_ import vid as vid_oracle

from amanat.detect.scan import scan


def found(text):
    rows = scan(pa.array([text], pa.large_string())).to_pylist()
    return [
        (text[r["offset"] : r["offset"] + r["length"]], r["category"])
        for r in rows
        if r["tier"] != "possible"
    ]


@pytest.mark.parametrize(
    ("text", "value", "category"),
    [
        ("voter id ABC1234567", "ABC1234567", "voter_id"),
        ("EPIC: ABC/12/345/678901", "ABC/12/345/678901", "voter_id"),
        ("मतदाता ABC1234567", "ABC1234567", "voter_id"),
        ("passport no M1234567", "M1234567", "passport"),
        ("passport M 1234567 seen", "M 1234567", "passport"),
        ("DL MH1420110062821", "MH1420110062821", "driving_licence"),
        ("MH-14-2011-0062821", "MH-14-2011-0062821", "driving_licence"),
        ("licence KA51 20110062821", "KA51 20110062821", "driving_licence"),
        ("RJ-13/DLC/12/123456", "RJ-13/DLC/12/123456", "driving_licence"),
        ("car MH12AB1234", "MH12AB1234", "vehicle"),
        ("GJ-50-E-0153 parked", "GJ-50-E-0153", "vehicle"),
        ("DL 3 CJI 0001", "DL 3 CJI 0001", "vehicle"),
        ("vehicle 22 BH 1234 AA", "22 BH 1234 AA", "vehicle"),
        ("22BH1234A", "22BH1234A", "vehicle"),
        ("ABHA number 12-3456-7890-1234", "12-3456-7890-1234", "abha"),
        ("abha 12345678901234", "12345678901234", "abha"),
        ("asha.k@abdm", "asha.k@abdm", "abha_address"),
        ("UAN 100123456789", "100123456789", "uan"),
        ("TAN: PNEA12345B", "PNEA12345B", "tan"),
        ("CIN L17110MH1973PLC019786", "L17110MH1973PLC019786", "cin"),
        ("pin code 560034", "560034", "pin_code"),
        ("PIN: 560 034", "560 034", "pin_code"),
        ("पिन 110001", "110001", "pin_code"),
        ("IBAN GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32", "iban"),
        ("DE89370400440532013000", "DE89370400440532013000", "iban"),
        ("from 203.0.113.7 today", "203.0.113.7", "ip_address"),
        ("2001:db8::ff00:42:8329", "2001:db8::ff00:42:8329", "ip_address"),
        ("mac 00:1b:44:11:3a:b7", "00:1b:44:11:3a:b7", "mac_address"),
        ("see https://example.in/a?b=c.", "https://example.in/a?b=c", "url"),
        ("www.example.in has it", "www.example.in", "url"),
        (
            "https://www.linkedin.com/in/asha-k",
            "https://www.linkedin.com/in/asha-k",
            "social_handle",
        ),
        ("at 12.97162, 77.59462", "12.97162, 77.59462", "location"),
        ("dob 12/05/1984", "12/05/1984", "birth_date"),
        ("born on 12th May 1984", "12th May 1984", "birth_date"),
        ("date of birth: May 12, 1984", "May 12, 1984", "birth_date"),
        ("जन्म तिथि 1984-05-12", "1984-05-12", "birth_date"),
        ("asha [at] firm [dot] in", "asha [at] firm [dot] in", "email"),
        ("password asha#1984", "asha#1984", "password"),
        ("key AKIAIOSFODNN7EXAMPLE here", "AKIAIOSFODNN7EXAMPLE", "api_key"),
        ("ghp_" + "aB3" * 12, "ghp_" + "aB3" * 12, "api_key"),
        ("rzp_live_aB3aB3aB3aB3aB", "rzp_live_aB3aB3aB3aB3aB", "api_key"),
        ("+44 20 7946 0958", "+44 20 7946 0958", "phone"),
        ("phone (022) 2345 6789", "(022) 2345 6789", "phone"),
        ("lives at 12, Lotus Road, Pune 411001", "12, Lotus Road, Pune 411001", "address"),
        ("Address: H.No. 5, Lake View, Kochi", "H.No. 5, Lake View, Kochi", "address"),
    ],
)
def test_an_identifier_is_found_with_its_kind(text, value, category):
    assert (value, category) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "SCN-125 and INV-560034",
        "order ABC1234567",
        "code 1234567",
        "MH14 2011",
        "MH1419110062821x",
        "MH00AB1234",
        "IN 2024",
        "FY 24 BH plan",
        "12-3456-7890-1235 units",
        "version 10.2.3.4",
        "1.2.3.4.5",
        "256.1.1.1",
        "at 10:30:45, 2024-05-12T10:30:45Z",
        "invoice dated 12/05/1984",
        "GB82 WEST 1234 5698 7654 33",
        "00:00:00:00:00:00",
        "rating 4.97162, down",
        "meeting at 5, Priya joins",
        "we have 12 teams in Pune",
        "password reset link",
        "https://",
        "otp 560034",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text):
    assert found(text) == []


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**19 - 1), st.integers(12, 19))
def test_luhn_and_verhoeff_agree_with_the_oracle(number, length):
    import numpy as np

    from amanat.detect import checks

    digits = str(number).zfill(19)[:length]
    value = np.array([int(digits)], dtype=np.uint64)
    assert bool(checks.luhn(value)[0]) == luhn_oracle.is_valid(digits)
    assert bool(checks.verhoeff(value, length)[0]) == verhoeff_oracle.is_valid(digits)


@settings(max_examples=60, deadline=None)
@given(st.integers(10**14, 10**15 - 1))
def test_a_virtual_id_is_one_where_the_oracle_says_so(stem):
    number = f"{stem}{verhoeff_oracle.calc_check_digit(str(stem))}".zfill(16)
    text = f"virtual id {number}"
    said = (number, "aadhaar_vid") in found(text)
    assert said == (vid_oracle.is_valid(number) or (number == number[::-1] and number[0] >= "2"))


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"\A(DE[0-9]{20}|GB[0-9]{2}[A-Z]{4}[0-9]{14}|FR[0-9]{25})\Z"))
def test_an_iban_is_one_where_the_oracle_says_so(stem):
    from stdnum.iso7064 import mod_97_10

    bare = stem[:2] + stem[4:]
    check = mod_97_10.calc_check_digits(bare[2:] + bare[:2])
    number = stem[:2] + check + stem[4:]
    if iban_oracle.is_valid(number, check_country=False):
        assert (number, "iban") in found(f"to {number} today")
    wrong = stem[:2] + str((int(check) + 1) % 98).zfill(2) + stem[4:]
    assert "iban" not in [category for _, category in found(f"to {wrong} today")]


@settings(max_examples=15, deadline=None)
@given(
    st.integers(1, 37),
    st.from_regex(r"\A[A-Z]{3}[PCHF][A-Z][0-9]{4}[A-Z]\Z"),
    st.sampled_from("123456789"),
)
def test_a_gstin_is_one_where_the_oracle_says_so(state, pan, entity):
    stem = f"{state:02d}{pan}{entity}Z"
    numbers = [stem + last for last in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    spans = scan(pa.array(numbers, pa.large_string())).to_pylist()
    said = {numbers[s["row"]] for s in spans if s["category"].startswith("gstin")}
    assert said == {number for number in numbers if gstin_oracle.is_valid(number)}
