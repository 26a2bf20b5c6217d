"""The scanner beside a plain reading of each cell, on random text; chunks, threads and bounds.

The reference below knows nothing of runs, windows or pieces: one regular expression and one check
for each kind, cell by cell.
"""

import ipaddress
import random
import re
from collections.abc import Callable

import phonenumbers
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn, verhoeff
from stdnum.in_ import gstin, pan

from amanat.detect import detectors
from amanat.detect.scan import scan

_ALNUM = "0-9A-Za-z"


def _pan(text: str) -> bool:
    return (
        text[3].upper() in "ABCEFGHJKLPT"
        and (text.isupper() or text.islower())
        and text[5:9] != "0000"
    )


def _gstin(text: str) -> bool:
    return gstin.is_valid(text.upper())


def _ip(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def _mac(text: str) -> bool:
    return text[2] * 5 == "".join(text[2::3]) and set(text) - set(":-") not in (
        {"0"},
        {"f"},
        {"F"},
        {"f", "F"},
    )


#: Detector, pattern, check.
REFERENCE: dict[str, tuple[str, Callable[[str], bool]]] = {
    "pan": (rf"(?<![{_ALNUM}])[A-Za-z]{{5}}[0-9]{{4}}[A-Za-z](?![{_ALNUM}])", _pan),
    "gstin": (
        rf"(?<![{_ALNUM}])[0-9]{{2}}[A-Za-z]{{5}}[0-9]{{4}}[A-Za-z][{_ALNUM}]{{3}}(?![{_ALNUM}])",
        _gstin,
    ),
    "ip_address": (
        rf"(?<![{_ALNUM}_])(?<![{_ALNUM}]\.)[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}}(?![{_ALNUM}_])(?!\.[0-9])",
        _ip,
    ),
    "mac_address": (
        rf"(?<![{_ALNUM}])(?<![0-9A-Fa-f][:-])[0-9A-Fa-f]{{2}}(?:[:-][0-9A-Fa-f]{{2}}){{5}}(?![{_ALNUM}])(?![:-][0-9A-Fa-f])",
        _mac,
    ),
}
_TEXT = st.lists(
    st.one_of(
        st.text(st.sampled_from("ABCPZ019.:- _af/क🎉\n"), max_size=14),
        st.from_regex(r"\A[A-C]{3}[PCX][A-B][0-1]{4}[A-C]?\Z"),
        st.from_regex(r"\A(27|00|39)[A-C]{3}P[A-B][0-1]{4}[A-C]1Z[0-9A-Z]\Z"),
        st.from_regex(r"\A[0-2]{1,3}(\.[0-9]{1,3}){3}\Z"),
        st.from_regex(r"\A[0-9a-f]{2}([:-][0-9a-f]{2}){5}\Z"),
    ),
    max_size=4,
).map("".join)


@pytest.mark.parametrize("name", sorted(REFERENCE))
@settings(max_examples=50, deadline=None)
@given(texts=st.lists(_TEXT, max_size=5))
def test_the_scanner_finds_what_a_plain_reading_of_each_cell_finds(name, texts):
    pattern, check = REFERENCE[name]
    expected = [
        (row, match.start(), match.end() - match.start())
        for row, text in enumerate(texts)
        for match in re.finditer(f"(?={pattern})(?P<it>{pattern})", text)
        if check(match["it"])
    ]
    others = frozenset(detectors.names()) - {name}
    spans = scan(pa.array(texts, pa.large_string()), off=others).to_pylist()
    spans = [
        s
        for s in spans
        if s["category"] != "ip_address" or ":" not in texts[s["row"]][s["offset"] :][: s["length"]]
    ]
    assert [(s["row"], s["offset"], s["length"]) for s in spans] == expected


def _identifiers(rng: random.Random) -> list[tuple[str, str]]:
    """Return valid identifiers of every kind that a check or a shape decides."""

    def digits(count: int) -> str:
        return "".join(rng.choices("0123456789", k=count))

    def letters(count: int) -> str:
        return "".join(rng.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=count))

    stem = f"{rng.randint(2, 9)}{digits(10)}"
    aadhaar = stem + verhoeff.calc_check_digit(stem)
    card = f"4{digits(14)}"
    card += luhn.calc_check_digit(card)
    person = f"{letters(3)}P{letters(1)}{rng.randint(1, 9999):04d}{letters(1)}"
    tax = f"27{person}1Z"
    tax += next(c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if gstin.is_valid(tax + c))
    mobile = f"{rng.randint(6, 9)}{digits(9)}"
    assert pan.is_valid(person)
    return [
        (f"Aadhaar {aadhaar[:4]} {aadhaar[4:8]} {aadhaar[8:]}", "aadhaar"),
        (f"card {card}", "card"),
        (person, "pan"),
        (tax, "gstin"),
        (f"+91 {mobile}", "phone"),
        (f"{letters(4).lower()}.{digits(2)}@example.in", "email"),
        (f"{letters(4).lower()}@okaxis", "upi"),
        (f"HDFC0{digits(6)}", "ifsc"),
        (f"MH{rng.randint(10, 50)}{letters(2)}{rng.randint(1, 9999):04d}", "vehicle"),
        (f"{rng.randint(1, 223)}.{rng.randint(0, 255)}.{rng.randint(0, 255)}.7", "ip_address"),
        (f"voter id {letters(3)}{digits(7)}", "voter_id"),
        (f"passport A{rng.randint(1, 9)}{digits(5)}{rng.randint(1, 9)}", "passport"),
        (f"KA{rng.randint(1, 70):02d} 2011{digits(7)}", "driving_licence"),
        (f"pin code {rng.randint(1, 8)}{digits(5)}", "pin_code"),
        (f"dob {rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/1984", "birth_date"),
    ]


_NOISE = "the of renewal 12 teams, done. क ग्राहक 🎉 (x) v2 T-9 2024-05-12 10:30 #7 seats"
_WORDS = _NOISE.split()


def _planted(seed: int, rows: int = 60) -> tuple[list[str], set[tuple[int, str, str]]]:
    rng = random.Random(seed)
    texts, planted = [], set()
    for row in range(rows):
        before, behind = (rng.choices(_WORDS, k=rng.randint(0, 12)) for _ in range(2))
        text, category = rng.choice(_identifiers(rng))
        texts.append(" ".join([*before, "note", text, "seen", *behind]))
        planted.add((row, text, category))
    return texts, planted


def _said(texts: list[str], **how) -> list[dict]:
    return scan(pa.array(texts, pa.large_string()), **how).to_pylist()


def _missed(seed: int) -> list[tuple[str, str]]:
    texts, planted = _planted(seed)
    spans = _said(texts)
    return [
        (text, category)
        for row, text, category in sorted(planted)
        if not any(
            s["row"] == row
            and s["category"].startswith(category)
            and texts[row][s["offset"] : s["offset"] + s["length"]].strip("()") in text
            for s in spans
        )
    ]


@pytest.mark.parametrize("seed", range(12))
def test_every_planted_identifier_is_found_in_random_text(seed):
    assert _missed(seed) == []


@pytest.mark.parametrize("seed", range(3))
def test_chunks_and_threads_change_nothing(seed):
    texts, _ = _planted(seed, 300)
    whole = scan(pa.array(texts, pa.large_string()))
    rng = random.Random(seed)
    cuts = sorted(rng.sample(range(1, len(texts)), 9))
    chunks = [texts[a:b] for a, b in zip([0, *cuts], [*cuts, len(texts)], strict=True)]
    for threads in (1, 2, 3):
        again = scan(pa.chunked_array(chunks, pa.large_string()), threads=threads)
        assert again.equals(whole)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=400), st.integers(1, 7))
def test_any_bytes_give_spans_that_lie_within_their_cell_and_do_not_overlap(raw, parts):
    text = raw.decode("latin-1")
    size = max(1, len(text) // parts)
    texts = [text[at : at + size] for at in range(0, len(text), size)]
    last: dict[int, int] = {}
    for span in _said(texts):
        end = span["offset"] + span["length"]
        assert last.get(span["row"], 0) <= span["offset"] < end <= len(texts[span["row"]])
        last[span["row"]] = end


@pytest.mark.parametrize("cut", range(5, 18))
def test_an_identifier_cut_in_two_by_cells_is_none(cut):
    text = "Aadhaar 2345 6789 0124"[4:]
    spans = _said([text[:cut], text[cut:]])
    assert [s["category"] for s in spans if s["tier"] != "possible"] == []


@pytest.mark.parametrize("region", ["GB", "US", "DE", "SG", "AE", "AU", "JP", "BR", "ZA", "NP"])
def test_numbers_of_other_countries_are_found_as_the_library_writes_them(region):
    kind = phonenumbers.PhoneNumberType.MOBILE
    example = phonenumbers.example_number_for_type(region, kind)
    for form in (phonenumbers.PhoneNumberFormat.E164, phonenumbers.PhoneNumberFormat.INTERNATIONAL):
        number = phonenumbers.format_number(example, form)
        spans = _said([f"call {number} now"])
        assert [(s["offset"], s["length"], s["category"]) for s in spans] == [
            (5, len(number), "phone")
        ]


@pytest.mark.proof
def test_ten_minutes_of_random_companies_miss_no_planted_identifier():
    import time

    stop = time.monotonic() + 600
    seed = 1000
    while time.monotonic() < stop:
        assert _missed(seed) == [], seed
        seed += 1
