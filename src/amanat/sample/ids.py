"""Identifiers that look valid: check digits of Aadhaar, cards and PAN shapes, and products' ids."""

from hashlib import blake2b
from re import sub
from typing import Final
from unicodedata import normalize

from amanat.sample.dice import Dice

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ALPHABET: Final = _LETTERS + _LETTERS.lower()
_GSTIN: Final = "0123456789" + _LETTERS
_CHECK: Final = _LETTERS + "012345"
_STATES: Final = ("KA", "MH", "TN", "GJ", "RJ", "KL")
#: No passport begins with Q, X or Z.
_PASSPORTS: Final = "ABCEFGHJKLMNPRSTUVW"
#: The letters AE as the mod-97 check of an IBAN counts them.
_EMIRATES: Final = "1014"

_DIHEDRAL: Final = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_PERMUTED: Final = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 5, 7, 6, 2, 8, 3, 0, 9, 4),
    (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7),
    (9, 4, 5, 3, 1, 2, 6, 8, 7, 0),
    (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5),
    (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)
_INVERSE: Final = (0, 4, 3, 2, 1, 5, 6, 7, 8, 9)


def verhoeff_digit(digits: str) -> str:
    """Return the Verhoeff check digit that makes `digits` an Aadhaar-like number."""
    state = 0
    for place, digit in enumerate(reversed(digits), start=1):
        state = _DIHEDRAL[state][_PERMUTED[place % 8][int(digit)]]
    return str(_INVERSE[state])


def luhn_digit(digits: str) -> str:
    """Return the Luhn check digit of `digits`."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 if place % 2 else 2)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def _digits(dice: Dice, index: int, count: int) -> str:
    return f"{dice.throw(index, 10**count):0{count}d}"


def in_groups(digits: str, gap: str = " ") -> str:
    """Write digits in groups of four, as people write Aadhaar and card numbers."""
    return gap.join(digits[start : start + 4] for start in range(0, len(digits), 4))


def aadhaar(dice: Dice, index: int) -> str:
    """Return 12 digits with a right Verhoeff digit; the first is 2 to 9."""
    body = str(2 + dice.throw(index, 8)) + _digits(dice, index + 1_000_003, 10)
    return body + verhoeff_digit(body)


def order_number(dice: Dice, index: int) -> str:
    """Return 12 digits whose Verhoeff digit is wrong: an order number, not an Aadhaar."""
    right = aadhaar(dice, index)
    return right[:-1] + str((int(right[-1]) + 1 + index % 8) % 10)


def card(dice: Dice, index: int) -> str:
    """Return 16 digits of a payment card with a right Luhn digit."""
    body = ("4", "51", "60")[index % 3]
    body += _digits(dice, index, 15 - len(body))
    return body + luhn_digit(body)


def transaction_number(dice: Dice, index: int) -> str:
    """Return 16 digits whose Luhn digit is wrong: a transaction, not a card."""
    right = card(dice, index)
    return right[:-1] + str((int(right[-1]) + 1 + index % 8) % 10)


def account(dice: Dice, index: int) -> str:
    """Return 11 or 14 digits in the shape of a bank account: no mobile, Aadhaar or card has it."""
    if index % 2:
        return "3" + _digits(dice, index, 10)
    body = "5010" + _digits(dice, index, 9)
    return body + str((int(luhn_digit(body)) + 1 + index % 8) % 10)


def ifsc(dice: Dice, index: int) -> str:
    """Return the code of a bank's branch."""
    return f"{('SBIN', 'HDFC', 'ICIC')[index % 3]}000{1 + dice.throw(index, 9998):04d}"


def masked(digits: str) -> str:
    """Return an Aadhaar of which the last four digits alone are shown."""
    return f"XXXX XXXX {digits[-4:]}"


def pan(dice: Dice, index: int, holder: str = "P", initial: str = "A") -> str:
    """Return a PAN shape: `holder` P is a person, C a firm; `initial` is the surname's letter."""
    head = "".join(_LETTERS[dice.throw(index + 77 * place, 26)] for place in range(3))
    tail = _LETTERS[dice.throw(index + 999, 26)]
    return f"{head}{holder}{initial}{1 + dice.throw(index, 9999):04d}{tail}"


def gstin(dice: Dice, index: int, holder: str = "C", initial: str = "S") -> str:
    """Return a GSTIN (state 29) with its right check character; it holds the PAN of `holder`."""
    body = "29" + pan(dice, index, holder=holder, initial=initial) + "1Z"
    total = 0
    for place, letter in enumerate(body):
        product = _GSTIN.index(letter) * (place % 2 + 1)
        total += product // 36 + product % 36
    return body + _GSTIN[-total % 36]


def _case_bits(five: str) -> str:
    return _CHECK[sum(1 << place for place, letter in enumerate(five) if letter.isupper())]


class SalesforceIds:
    """18-character ids of one object: 15 characters and the 3 that keep their case."""

    def __init__(self, prefix: str) -> None:
        self._head = f"{prefix}5g00000"
        self._tail = _case_bits(self._head[:5]) + _case_bits(self._head[5:])

    def __call__(self, index: int) -> str:
        """Return the id of the record with this number. Letters only: no run of digits arises."""
        five = ""
        for _ in range(5):
            index, letter = divmod(index, 52)
            five += _ALPHABET[letter]
        return f"{self._head}{five}{self._tail}{_case_bits(five)}"


def hex32(seed: int, label: str) -> str:
    """Return 32 hex digits for a page, as Notion names them."""
    return blake2b(f"{seed}/{label}".encode(), digest_size=16).hexdigest()


def fold(header: str) -> str:
    """Fold a header: NFKC, case-fold, runs of space and punctuation to one underscore."""
    return sub(r"[ _\-./]+", "_", normalize("NFKC", header).casefold().strip())


def table_dataset(headers: tuple[str, ...]) -> str:
    """Return the dataset id of a table that no product is known for."""
    joined = "\n".join(sorted(fold(header) for header in headers))
    return f"files/t-{blake2b(joined.encode(), digest_size=4).hexdigest()}"


def _letters(dice: Dice, index: int, count: int) -> str:
    return "".join(_LETTERS[dice.throw(index + 77 * place, 26)] for place in range(count))


def _other_digit(digits: str, index: int) -> str:
    """Return `digits` with another last one, so that no check fits."""
    return digits[:-1] + str((int(digits[-1]) + 1 + index % 9) % 10)


def virtual_id(dice: Dice, index: int) -> str:
    """Return 16 digits with a right Verhoeff digit; no card begins with 7 or 8."""
    body = str(7 + index % 2) + _digits(dice, index, 14)
    return body + verhoeff_digit(body)


def video_number(dice: Dice, index: int) -> str:
    """Return 16 digits whose Verhoeff digit is wrong: a video, not a virtual id."""
    return _other_digit(virtual_id(dice, index), index)


def voter_id(dice: Dice, index: int) -> str:
    """Return three letters and seven digits, the last a right Luhn digit."""
    body = f"{1 + dice.throw(index, 999_999):06d}"
    return _letters(dice, index, 3) + body + luhn_digit(body)


def passport(dice: Dice, index: int) -> str:
    """Return a letter and seven digits; neither the first nor the last of them is 0."""
    first, last = 1 + dice.throw(index + 7, 9), 1 + dice.throw(index + 77, 9)
    return f"{_PASSPORTS[index % len(_PASSPORTS)]}{first}{_digits(dice, index, 5)}{last}"


def driving_licence(dice: Dice, index: int) -> str:
    """Return state, office, year of issue and seven digits."""
    office, year = 1 + dice.throw(index + 7, 60), 2005 + index % 15
    return f"{_STATES[index % len(_STATES)]}{office:02d} {year}{_digits(dice, index, 7)}"


def seat_licence(dice: Dice, index: int) -> str:
    """Return the number of a licence of software: letters, a year and a few digits."""
    return f"SL-{10 + index % 80}-{2031 + index % 9}-{_digits(dice, index, 4)}"


def _in_abha(digits: str) -> str:
    return "-".join((digits[:2], digits[2:6], digits[6:10], digits[10:]))


def abha(dice: Dice, index: int) -> str:
    """Return 14 digits with a right Verhoeff digit, cut like a number of the health mission."""
    body = "91" + _digits(dice, index, 11)
    return _in_abha(body + verhoeff_digit(body))


def shipment(dice: Dice, index: int) -> str:
    """Return 14 digits that are cut like an ABHA number, and whose last digit is wrong."""
    return _in_abha(_other_digit(abha(dice, index).replace("-", ""), index))


def uan(dice: Dice, index: int) -> str:
    """Return 12 digits that begin with 10, as of the provident fund; no Aadhaar begins so."""
    return "10" + _digits(dice, index, 10)


def iban(dice: Dice, index: int) -> str:
    """Return the number of an account in the Emirates, with its right check digits."""
    body = f"033{_digits(dice, index, 8)}{_digits(dice, index + 7, 8)}"
    check = 98 - int(f"{body}{_EMIRATES}00") % 97
    return f"AE{check:02d}{body}"


def payment_reference(dice: Dice, index: int) -> str:
    """Return the shape of an IBAN whose check digits are wrong."""
    return _other_digit(iban(dice, index), index)


def vehicle(dice: Dice, index: int) -> str:
    """Return a vehicle's registration: state, office, series and number."""
    office, number = 1 + dice.throw(index + 7, 60), 1 + dice.throw(index, 9998)
    series = _letters(dice, index, 2)
    return f"{_STATES[index % len(_STATES)]} {office:02d} {series} {number:04d}"


def tan(dice: Dice, index: int) -> str:
    """Return the number of who deducts tax: four letters, five digits, a letter."""
    return f"{_letters(dice, index, 4)}{_digits(dice, index, 5)}{_LETTERS[index % 26]}"


def cin(dice: Dice, index: int) -> str:
    """Return the number of a company: industry, state, year, kind and register number."""
    state, year = _STATES[index % len(_STATES)], 1995 + index % 25
    return f"U{_digits(dice, index + 7, 5)}{state}{year}PTC{_digits(dice, index, 6)}"
