"""Identifiers that several people use: they merge nobody and are nobody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from amanat.evidence.derive.arrays import Codes, Flags, Ints, Small, distinct, distinct_per
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
    found = shared.copy()
    beside = _distinct_beside(
        (
            (each, np.isin(each.kind, (PHONE, CUSTOMER_ID)), each.kind == EMAIL, each.code)
            for each in kept(ids, shared)
        ),
        size,
    )
    for each in kept(ids, shared):
        for kind, most in ((PHONE, MOST_NAMES), (CUSTOMER_ID, MOST_RECORDS)):
            told = each.code[each.kind == kind]
            found[told[beside[told] > most]] = True
    if (ids.kind == DEVICE_ID).any():
        found |= _devices(ids, shared, found)
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """The entries of one unit that may link people, in the order of its rows."""

    row: Codes
    kind: Small
    code: Codes


def kept(ids: Identifiers, shared: Flags) -> Iterator[Kept]:
    """Yield for each unit its rows' own identifiers that are not shared."""
    for part in ids.parts():
        chosen = (ids.who[part] == OWN) & ~shared[ids.code[part]]
        yield Kept(ids.row[part][chosen], ids.kind[part][chosen], ids.code[part][chosen])


def joined(entries: Iterable[Kept], size: int) -> Codes:
    """Return the component of each of `size` identifiers: those of one row belong together."""
    pairs = [np.zeros(0, dtype=np.int64)]
    for each in entries:
        same = each.row[1:] == each.row[:-1]
        left, right = each.code[:-1][same], each.code[1:][same]
        pairs.append(distinct(left.astype(np.int64) * size + right))
    every = np.concatenate(pairs)
    left, right = (every // max(size, 1)).astype(np.int32), (every % max(size, 1)).astype(np.int32)
    return components(size, left, right)


def _devices(ids: Identifiers, shared: Flags, also: Flags) -> Flags:
    """Tell which devices would join people of two addresses, one after another or as a chain."""
    size = len(also)
    found = np.zeros(size, dtype=bool)
    apart = joined(_but_devices(kept(ids, also)), size)
    has_mail = np.zeros(size, dtype=bool)
    device = np.zeros(size, dtype=bool)
    for each in kept(ids, shared):
        has_mail[apart[each.code[each.kind == EMAIL]]] = True
        device[each.code[each.kind == DEVICE_ID]] = True
    people = _distinct_beside(
        (
            (
                each,
                each.kind == DEVICE_ID,
                (each.kind != DEVICE_ID) & has_mail[apart[each.code]] & ~also[each.code],
                apart[each.code],
            )
            for each in kept(ids, shared)
        ),
        size,
    )
    found[device & (people > 1)] = True
    # What is left may still be a chain: two devices, each of somebody else, met a third id.
    chained = joined(kept(ids, also | found), size)
    labels = np.flatnonzero(has_mail & (apart == np.arange(size)))
    several = distinct_per(chained[labels], labels, size) > 1
    found[device & several[chained]] = True
    return found


def _but_devices(entries: Iterable[Kept]) -> Iterator[Kept]:
    for each in entries:
        chosen = each.kind != DEVICE_ID
        yield Kept(each.row[chosen], each.kind[chosen], each.code[chosen])


def _distinct_beside(parts: Iterable[tuple[Kept, Flags, Flags, Codes]], size: int) -> Ints:
    """Count for each identifier the distinct values that stand in the same rows.

    Args:
        parts: for each unit its entries, those that are counted for, those whose values count,
            and the value of each.
        size: how many identifiers and values there are.
    """
    pairs = [np.zeros(0, dtype=np.int64)]
    for entries, counted, told, values in parts:
        if not told.any() or not counted.any():
            continue
        code, row = entries.code[counted], entries.row[counted]
        value, at = values[told], entries.row[told]
        count = np.bincount(at, minlength=int(entries.row[-1]) + 1)
        start = np.cumsum(count) - count
        each = np.repeat(np.arange(len(code)), count[row])
        within = np.arange(len(each)) - np.repeat(np.cumsum(count[row]) - count[row], count[row])
        beside = value[start[row[each]] + within]
        pairs.append(distinct(code[each].astype(np.int64) * size + beside))
    every = distinct(np.concatenate(pairs))
    return np.bincount(every // max(size, 1), minlength=size).astype(np.int64)


def of_many_names(loaded: Loaded, names: Ints) -> Flags:
    """Tell which identifiers are numbers of too many names."""
    phones = np.zeros(len(names), dtype=bool)
    phones[loaded.ids.code[loaded.ids.kind == PHONE]] = True
    return phones & (names > MOST_NAMES)
