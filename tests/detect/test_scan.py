"""What the scanner finds, where, and what it leaves alone."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.in_ import aadhaar as aadhaar_oracle
from stdnum.verhoeff import calc_check_digit

from amanat.detect.scan import SPANS, scan


def found(text, **how):
    rows = scan(pa.array([text], pa.large_string()), **how).to_pylist()
    return [(text[r["offset"] : r["offset"] + r["length"]], r["category"], r["tier"]) for r in rows]


def categories(text):
    return [category for _, category, _ in found(text)]


@pytest.mark.parametrize(
    "spelling",
    [
        "9876543210",
        "09876543210",
        "919876543210",
        "00919876543210",
        "98765 43210",
        "98765-43210",
        "987 654 3210",
        "987-654-3210",
        "098765 43210",
        "0-98765-43210",
        "91 98765 43210",
        "91-9876543210",
        "0091 98765 43210",
        "98 76 54 32 10",
        "9876 543 210",
    ],
)
def test_an_indian_mobile_is_found_in_every_spelling(spelling):
    assert found(f"call {spelling} now") == [(spelling, "phone", "likely")]


@pytest.mark.parametrize(
    "spelling", ["+919876543210", "+91 98765 43210", "+91-98765-43210", "(+91) 98765 43210"]
)
def test_a_plus_makes_a_mobile_sure(spelling):
    assert found(f"reach me at {spelling}.") == [(spelling, "phone", "confirmed")]


@pytest.mark.parametrize(
    "text",
    [
        "order 5876543210",
        "at 2024-05-12 10:30:45",
        "Rs 98,76,543.21",
        "id AB9876543210",
        "v9876543210x",
        "9999999999",
        "0.9876543210",
        "12/05/2024 and 13-05-2024",
        "1719901234567",
    ],
)
def test_what_only_looks_like_a_mobile_is_left_alone(text):
    assert found(text) == []


def test_a_mobile_behind_words_of_an_order_is_only_possible():
    assert found("order 9876543210") == [("9876543210", "phone", "possible")]
    assert found("order done, call 9876543210")[0][2] == "likely"


def test_a_number_of_another_country_needs_its_plus():
    assert found("call +44 20 7946 0958") == [("+44 20 7946 0958", "phone", "likely")]
    assert found("code 442079460958") == []


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Aadhaar 2345 6789 0124", "confirmed"),
        ("2345 6789 0124", "likely"),
        ("2345-6789-0124", "likely"),
        ("aadhaar: 234567890124", "confirmed"),
        ("आधार 234567890124", "confirmed"),
        ("note 234567890124", "possible"),
        ("234567890124", "possible"),
        ("invoice 234567890124", "possible"),
        ("UTR 2345 6789 0124", "possible"),
    ],
)
def test_aadhaar_tiers_follow_grouping_and_words(text, tier):
    assert [(category, t) for _, category, t in found(text)] == [("aadhaar", tier)]


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("meeting id 2345 6789 0124", "possible"),
        ("webinar 2345 6789 0124", "possible"),
        ("consumer no 2345 6789 0124", "possible"),
        ("we met, 2345 6789 0124", "likely"),
        ("Aadhaar not shared. Order 2345 6789 0124", "possible"),
        ("Aadhaar not shared. Order 234567890124", "possible"),
        ("order 234567890124 sent, aadhaar pending", "possible"),
        ("Aadhaar ref no 234567890124", "confirmed"),
        ("Aadhaar id: 234567890124", "confirmed"),
        ("234567890124 is her aadhaar", "confirmed"),
        ("order done; 2345 6789 0124 is her aadhaar", "confirmed"),
        ("https://app.example.in/orders/234567890124", "possible"),
        ("https://app.example.in/kyc/u/234567890124/edit", "possible"),
        ("https://app.example.in/?a=1&aadhaar=234567890124", "confirmed"),
        ("open /orders/234567890124", "possible"),
        ('{"author_id": 234567890124}', "possible"),
        ('{"id": 234567890124, "kyc": "done"}', "possible"),
        ('{"aadhaar": "234567890124"}', "confirmed"),
        ("see https://example.in, aadhaar 234567890124", "confirmed"),
    ],
)
def test_an_aadhaar_needs_a_word_that_belongs_to_it(text, tier):
    assert [t for _, category, t in found(text) if category == "aadhaar"] == [tier]


def test_a_number_inside_an_address_of_mail_is_part_of_it():
    assert categories("234567890124@example.in") == ["email"]
    assert categories("p.234567890124@example.in") == ["email"]


def _valid_mobile():
    for last in range(1000, 9999):
        stem = f"919876{last}0"
        number = stem + calc_check_digit(stem)
        if number != number[::-1]:
            return number
    return ""


def test_ninety_one_and_a_mobile_are_a_phone_unless_the_word_says_aadhaar():
    number = _valid_mobile()
    grouped = f"{number[:4]} {number[4:8]} {number[8:]}"
    for text in (f"call {number}", f"call {grouped}", number, grouped):
        assert categories(text) == ["phone"]
    assert found(f"aadhaar {grouped}") == [(grouped, "aadhaar", "confirmed")]


@pytest.mark.parametrize("word", ["coupon", "part no", "serial no", "sku", "model", "promo code"])
def test_a_code_behind_a_word_of_trade_is_only_possibly_a_pan(word):
    assert found(f"{word} ABCPE1234F") == [("ABCPE1234F", "pan", "possible")]
    assert found(f"{word} sent, PAN ABCPE1234F") == [("ABCPE1234F", "pan", "confirmed")]


def test_an_address_with_example_in_its_host_keeps_its_mail():
    assert categories("https://app.example.in/login?email=harish@sahyadri.in") == ["email"]


@pytest.mark.parametrize(
    "text",
    [
        "2345 6789 0125",  # check digit
        "1345 6789 0124",  # first digit
        "2222 2222 2222",
        "234567890124.5",
        "x234567890124",
        "ABHA 2345-6789-0125",
    ],
)
def test_a_number_that_uidai_cannot_have_given_is_no_aadhaar(text):
    assert "aadhaar" not in categories(text)


def test_a_palindrome_is_no_aadhaar_though_its_check_digit_fits():
    number = next(
        n + n[::-1]
        for n in (f"{i:06d}" for i in range(200000, 999999))
        if calc_check_digit((n + n[::-1])[:-1]) == n[0]
    )
    assert categories(f"Aadhaar {number}") == []


def test_a_masked_aadhaar_is_told_from_a_masked_card():
    rows = scan(
        pa.array(["XXXX XXXX 1234", "xxxxxxxx1234", "XXXX-XXXX-1234", "XXXX XXXX XXXX 1234"])
    )
    assert rows["row"].to_pylist() == [0, 1, 2]
    assert rows["masked"].to_pylist() == [True] * 3


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("PAN ABCPE1234F", "pan"),
        ("PAN ABCCE1234F", "pan_company"),
        ("PAN ABCHE1234F", "pan_company"),
        ("GSTIN 27AAPFU0939F1ZV", "gstin_company"),
        ("29ABCPE1234F1Z5", None),
    ],
)
def test_tax_numbers_of_persons_and_firms_are_told_apart(text, category):
    assert categories(text) == ([category] if category else [])


@pytest.mark.parametrize("text", ["ABCDE1234F", "ABCPE12345", "XABCPE1234F", "abcpe1234fx"])
def test_letters_and_digits_of_another_order_are_no_pan(text):
    assert categories(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("card 4539 1488 0343 6467", [("card", "confirmed")]),
        ("4539148803436467", [("card", "likely")]),
        ("order 4539148803436467", [("card", "possible")]),
        ("order id 4539 1488 0343 6467", [("card", "possible")]),
        ("card on file ok; reference 4539148803436467", [("card", "possible")]),
        ("IMEI and UTR 4539148803436467", [("card", "possible")]),
        ("order paid by card 4539148803436467", [("card", "confirmed")]),
        ("reference taken, later we were given 4539148803436467", [("card", "likely")]),
        ("card 4111 1111 1111 1111", [("card", "possible")]),
        ("card 4539 1488 0343 6468", []),
        ("1234567890123452", []),
    ],
)
def test_cards_need_luhn_and_an_issuer(text, expected):
    assert [(category, tier) for _, category, tier in found(text)] == expected


def test_role_mailboxes_are_a_category_of_their_own():
    assert found("Asha.P@example.com, INFO@example.in; a@b") == [
        ("Asha.P@example.com", "email", "confirmed"),
        ("INFO@example.in", "role_mailbox", "confirmed"),
    ]
    assert categories("information@example.in") == ["email"]


def test_a_full_stop_behind_an_address_is_not_part_of_it():
    assert found("Write to asha@example.co.in.")[0][0] == "asha@example.co.in"


def test_upi_ids_are_told_from_mail_and_handles():
    assert categories("pay asha.k@okaxis") == ["upi"]
    assert categories("thanks @okaxis and x@team") == []


def test_a_bank_account_needs_a_word_or_an_ifsc():
    assert categories("a/c no 12345678901 at HDFC0001234") == ["bank_account", "ifsc"]
    assert categories("account 12345678901") == []
    assert categories("the bank account number is 9876543210") == ["bank_account"]


def test_a_secret_behind_its_word_is_found_and_plain_words_are_not():
    assert found("password: Mon#Tide88, ok") == [("Mon#Tide88", "password", "likely")]
    assert found("password: reset") == []
    assert found("forgot password again") == []
    assert found("password: ********") == []


def test_a_detector_that_is_off_finds_nothing():
    assert found("asha@example.in", off=frozenset({"email"})) == []


def test_offsets_are_code_points_of_the_cell():
    text = "नमस्ते 🎉 आशा का नंबर 98765 43210 है"
    assert found(text)[0][0] == "98765 43210"


def test_devanagari_and_full_width_digits_are_digits():
    assert found("फोन ९८७६५ ४३२१०")[0][:2] == ("९८७६५ ४३२१०", "phone")
    assert found("tel ９８７６５４３２１０")[0][:2] == ("９８７６５４３２１０", "phone")


def test_nulls_empty_cells_and_nul_bytes_do_no_harm():
    table = scan(pa.array([None, "", "\0call\0 9876543210", None], pa.string()))
    assert table.schema == SPANS
    assert table.to_pylist()[0] | {"tier": ""} == {
        "row": 2,
        "offset": 7,
        "length": 10,
        "category": "phone",
        "tier": "",
        "masked": False,
    }
    assert len(scan(pa.array([], pa.string()))) == 0
    assert len(scan(pa.array([None, None], pa.string()))) == 0


def test_chunks_and_slices_and_dictionaries_give_the_same():
    texts = ["x", "call 9876543210", "asha@example.in", None, "PAN ABCPE1234F"]
    whole = scan(pa.array(texts))
    assert scan(pa.chunked_array([texts[:2], texts[2:]])).equals(whole)
    assert scan(pa.array(["a", *texts])[1:]).equals(whole)
    assert scan(pa.array(texts).dictionary_encode()).equals(whole)


_WORD = st.text(st.sampled_from("abc @.-+09876543210 \nआ०९🎉/:_()X"), max_size=25)
_PIECE = st.one_of(
    _WORD,
    st.sampled_from(
        [
            "9876543210",
            "+91 98765 43210",
            "2345 6789 0124",
            "a@b.in",
            "ABCPE1234F",
            "password: x9y!z",
            "50107471303138",
            *("a/c", "no", "aadhaar", "खाता", "order", "D.L.", "dob 12/03/1990", "IN"),
        ]
    ),
)


@pytest.mark.parametrize("texts", [["a/c 50107471303138"], ["x", "Refund ke A/C 50107471303138"]])
def test_a_word_of_one_letter_counts_in_the_last_cell_too(texts):
    assert scan(pa.array(texts))["category"].to_pylist() == ["bank_account"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(_PIECE, max_size=4).map(" ".join), max_size=6))
def test_scanning_a_column_is_scanning_each_cell_alone(texts):
    column = scan(pa.array(texts, pa.large_string())).to_pylist()
    alone = [
        hit | {"row": row}
        for row, text in enumerate(texts)
        for hit in scan(pa.array([text], pa.large_string())).to_pylist()
    ]
    assert column == alone


@settings(max_examples=150, deadline=None)
@given(
    st.integers(6_000_000_000, 9_999_999_999),
    st.sampled_from(["", "0", "+91", "+91 ", "+91-", "91 ", "0091 ", "0-"]),
    st.sampled_from([(10,), (5, 5), (3, 3, 4), (4, 3, 3)]),
    st.sampled_from(" -"),
    st.sampled_from(["", "मेरा नंबर ", "🎉 call ", "x, "]),
)
def test_any_mobile_in_any_grouping_slices_to_its_value(number, prefix, cut, sep, before):
    digits = str(number)
    if len(set(digits)) == 1:
        return
    parts, at = [], 0
    for size in cut:
        parts.append(digits[at : at + size])
        at += size
    spelled = prefix + sep.join(parts)
    hits = found(f"{before}{spelled} आज")
    assert (spelled, "phone") in [(text, category) for text, category, _ in hits]


@settings(max_examples=150, deadline=None)
@given(st.integers(20_000_000_000, 99_999_999_999), st.sampled_from(["", " ", "-"]))
def test_verhoeff_agrees_with_the_oracle(stem, sep):
    number = f"{stem}{calc_check_digit(str(stem))}"
    text = f"Aadhaar {sep.join((number[:4], number[4:8], number[8:]))} ok"
    assert ("aadhaar" in categories(text)) == aadhaar_oracle.is_valid(number)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert "aadhaar" not in categories(text.replace(number[-4:], wrong[-4:]))


def test_a_cell_larger_than_a_piece_and_many_small_ones_keep_their_offsets():
    long = "x " * 5_000_000 + "call 9876543210"
    rows = scan(pa.array(["a", long, *["b"] * 1000, "asha@example.in"])).to_pylist()
    assert [(row["row"], row["offset"]) for row in rows] == [(1, 10_000_005), (1002, 0)]
