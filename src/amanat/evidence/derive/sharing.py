"""Identifiers that several people use: they merge nobody and are nobody."""

from typing import Final

import numpy as np

from amanat.evidence.derive.arrays import Codes, Flags, Ints, distinct_per
from amanat.evidence.derive.components import components
from amanat.evidence.derive.loaded import (
    CUSTOMER_ID,
    DEVICE_ID,
    EMAIL,
    OWN,
    PHONE,
    Identifiers,
    Loaded,
)

#: A number with more names or addresses than this is a firm's or a family's; an id in more CRM
#: records, or beside more addresses, than this is a shared one.
MOST_NAMES: Final = 3
MOST_RECORDS: Final = 5


def shared_beside_mails(ids: Identifiers, shared: Flags) -> Flags:
    """Tell which identifiers stand beside too many addresses, or would join strangers.

    An address is the strongest identifier: a number or an id beside many of them is a reception's
    or a desk's. A device joins no two addresses at all: anybody may sit at it.

    Args:
        ids: all identifiers of all rows.
        shared: for each identifier, whether it is shared for another reason.

    Returns:
        For each identifier, whether it is shared for any reason.
    """
    size = len(ids.vocabulary)
    if not len(ids.code):
        return shared
    kept = (ids.who == OWN) & ~shared[ids.code]
    code, row, kind = ids.code[kept], _row_numbers(ids.unit[kept], ids.row[kept]), ids.kind[kept]
    mail = kind == EMAIL
    beside = _distinct_beside(code, row, code, mail, size)
    found = shared.copy()
    for each, most in ((PHONE, MOST_NAMES), (CUSTOMER_ID, MOST_RECORDS)):
        told = code[kind == each]
        found[told[beside[told] > most]] = True
    device = kind == DEVICE_ID
    if device.any():
        found |= _devices(code, row, device, mail, found)
    return found


def _devices(code: Codes, row: Ints, device: Flags, mail: Flags, shared: Flags) -> Flags:
    """Tell which devices would join people of two addresses, one after another or as a chain."""
    size = len(shared)
    found = np.zeros(size, dtype=bool)
    apart = _joined(code, row, ~device & ~shared[code], size)
    has_mail = np.zeros(size, dtype=bool)
    has_mail[apart[code[mail]]] = True
    told = ~device & has_mail[apart[code]] & ~shared[code]
    people = _distinct_beside(code, row, apart[code], told, size)
    devices = code[device]
    found[devices[people[devices] > 1]] = True
    # What is left may still be a chain: two devices, each of somebody else, met a third id.
    joined = _joined(code, row, ~shared[code] & ~found[code], size)
    labels = np.flatnonzero(has_mail & (apart == np.arange(size)))
    chained = distinct_per(joined[labels], labels, size) > 1
    found[devices[chained[joined[devices]]]] = True
    return found


def _joined(code: Codes, row: Ints, chosen: Flags, size: int) -> Codes:
    code, row = code[chosen], row[chosen]
    same = row[1:] == row[:-1]
    return components(size, code[:-1][same], code[1:][same])


def _row_numbers(unit: Codes, row: Ints) -> Ints:
    """Number the rows of all units: entries stand in the order of units and rows."""
    new = np.ones(len(row), dtype=bool)
    new[1:] = (unit[1:] != unit[:-1]) | (row[1:] != row[:-1])
    return (np.cumsum(new) - 1).astype(np.int64)


def _distinct_beside(code: Codes, row: Ints, value: Codes, told: Flags, size: int) -> Ints:
    """Count for each identifier the distinct values that entries `told` of its rows have."""
    value, at = value[told], row[told]
    rows = int(row[-1]) + 1 if len(row) else 0
    count = np.bincount(at, minlength=rows)
    start = np.cumsum(count) - count
    each = np.repeat(np.arange(len(code)), count[row])
    within = np.arange(len(each)) - np.repeat(np.cumsum(count[row]) - count[row], count[row])
    return distinct_per(code[each], value[start[row[each]] + within], size)


def of_many_names(loaded: Loaded, names: Ints) -> Flags:
    """Tell which identifiers are numbers of too many names."""
    phones = np.zeros(len(names), dtype=bool)
    phones[loaded.ids.code[loaded.ids.kind == PHONE]] = True
    return phones & (names > MOST_NAMES)
