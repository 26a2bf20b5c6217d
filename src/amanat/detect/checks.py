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


def verhoeff(digits: Digits) -> Flags:
    """Say of each row of an (n, k) digit matrix whether its last digit is the Verhoeff check.

    Source: J. Verhoeff, Error Detecting Decimal Codes, 1969; UIDAI uses it for Aadhaar.
    """
    check = np.zeros(len(digits), dtype=np.uint8)
    for place in range(digits.shape[1]):
        check = _D[check, _P[place % 8, digits[:, -1 - place]]]
    return np.asarray(check == 0, dtype=np.bool_)


def luhn(digits: Digits, lengths: npt.NDArray[np.int64]) -> Flags:
    """Say whether each row passes Luhn; row r holds `lengths[r]` digits, left-aligned.

    Source: ISO/IEC 7812-1, annex B.
    """
    places = np.arange(digits.shape[1])[None, :]
    from_right = lengths[:, None] - 1 - places
    inside = from_right >= 0
    odd = inside & (from_right % 2 == 1)
    values = np.where(odd, _DOUBLED[digits * inside], digits * inside)
    total = values.sum(axis=1, dtype=np.int64)
    return np.asarray(total % 10 == 0, dtype=np.bool_)


def gstin(text: npt.NDArray[np.uint8]) -> Flags:
    """Say whether the 15th character of each upper-case GSTIN in an (n, 15) byte matrix fits.

    Source: the mod-36 check of the GST Network: factors 1 and 2 in turn, quotient plus rest.
    """
    value = np.where(text <= ord("9"), text - ord("0"), text - ord("A") + 10).astype(np.int64)
    product = value[:, :14] * np.array([1, 2] * 7)
    total = (product // 36 + product % 36).sum(axis=1)
    return np.asarray((36 - total % 36) % 36 == value[:, 14], dtype=np.bool_)
