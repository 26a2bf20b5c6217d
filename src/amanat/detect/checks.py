"""Check digits, computed on whole columns of candidates at once."""

from typing import Final

import numpy as np
import numpy.typing as npt

Digits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]


def _dihedral() -> Digits:
    table = np.zeros((10, 10), dtype=np.uint8)
    for a in range(10):
        for b in range(10):
            turned = (a + b) % 5 if a < 5 else (a - b) % 5
            table[a, b] = turned + (5 if (a < 5) != (b < 5) else 0)
    return table


def _permutations() -> Digits:
    first = np.array([1, 5, 7, 6, 2, 8, 3, 0, 9, 4], dtype=np.uint8)
    rows = [np.arange(10, dtype=np.uint8)]
    for _ in range(7):
        rows.append(rows[-1][first])
    return np.stack(rows)


_D: Final = _dihedral()
_P: Final = _permutations()
_DOUBLED: Final = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9], dtype=np.uint8)


def _chunks() -> Digits:
    """Return what up to four digits of a number add to its Verhoeff check.

    Index: whether they stand an odd number of fours from the right, how many they are, their value.
    """
    chunks = np.zeros((2, 5, 10_000), dtype=np.uint8)
    values = np.arange(10_000)
    for odd in range(2):
        check = np.zeros(10_000, dtype=np.uint8)
        for place in range(4):
            check = _D[check, _P[(4 * odd + place) % 8, values // 10**place % 10]]
            chunks[odd, place + 1] = check
    return chunks


def _sums() -> npt.NDArray[np.int64]:
    values = np.arange(10_000)
    digits = [values // 10**place % 10 for place in range(4)]
    total = digits[0] + _DOUBLED[digits[1]] + digits[2] + _DOUBLED[digits[3]]
    return np.asarray(total, dtype=np.int64)


_CHUNKS: Final = _chunks()
_SUMS: Final = _sums()
_FOUR: Final = np.uint64(10_000)


def verhoeff(value: npt.NDArray[np.uint64], length: int) -> Flags:
    """Say of each number of `length` digits whether its last digit is the Verhoeff check.

    Source: J. Verhoeff, Error Detecting Decimal Codes, 1969; UIDAI uses it for Aadhaar.
    """
    check = np.zeros(len(value), dtype=np.uint8)
    for place in range(0, length, 4):
        chunk = (value % _FOUR).astype(np.int64)
        value = value // _FOUR
        check = _D[check, _CHUNKS[place // 4 % 2, min(4, length - place)][chunk]]
    return np.asarray(check == 0, dtype=np.bool_)


def luhn(value: npt.NDArray[np.uint64]) -> Flags:
    """Say of each number of up to 19 digits whether it passes Luhn.

    Source: ISO/IEC 7812-1, annex B.
    """
    total = np.zeros(len(value), dtype=np.int64)
    for _ in range(5):
        total += _SUMS[(value % _FOUR).astype(np.int64)]
        value = value // _FOUR
    return np.asarray(total % 10 == 0, dtype=np.bool_)


def iban(text: str) -> bool:
    """Say whether an IBAN in capitals without spaces passes mod 97.

    Source: ISO 13616-1, clause 6.
    """
    moved = text[4:] + text[:4]
    return int("".join(str(int(each, 36)) for each in moved)) % 97 == 1


def gstin(text: npt.NDArray[np.uint8]) -> Flags:
    """Say whether the 15th character of each upper-case GSTIN in an (n, 15) byte matrix fits.

    Source: the mod-36 check of the GST Network: factors 1 and 2 in turn, quotient plus rest.
    """
    value = np.where(text <= ord("9"), text - ord("0"), text - ord("A") + 10).astype(np.int64)
    product = value[:, :14] * np.array([1, 2] * 7)
    total = (product // 36 + product % 36).sum(axis=1)
    return np.asarray((36 - total % 36) % 36 == value[:, 14], dtype=np.bool_)
