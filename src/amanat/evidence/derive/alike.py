"""Whether two exports of one product come from one account: do equal record ids mean one person?

Compared on a sample that both units draw alike: the records with the smallest hashes.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from amanat.evidence.derive.arrays import Keys, distinct, mixed, per_mille
from amanat.evidence.derive.loaded import EMAIL, OWN, PHONE, Loaded

SAME, DIFFERENT, UNCLEAR = "same", "different", "unclear"
#: Per mille of shared records whose people agree, and how many shared records tell anything.
_MOST: Final = 900
_FEW: Final = 100
_ENOUGH: Final = 20
#: A sample of so many records finds the share to within a few per mille.
_SAMPLE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Sketch:
    """Records of a unit that name somebody by e-mail or phone, up to a hash.

    `records`: ascending, without repeats, all up to `limit`; `pairs`: hashes of each record with
    each of its identifiers, ascending, and `owner` the record of each.
    """

    records: Keys
    limit: np.uint64
    pairs: Keys
    owner: Keys


def sketch(loaded: Loaded, index: int) -> Sketch | None:
    """Draw a unit's sample; None where its records say nothing of people."""
    scan, part = loaded.scans[index], loaded.ids.of(index)
    kind, row = loaded.ids.kind[part], loaded.ids.row[part]
    record = scan.record[row]
    told = (loaded.ids.who[part] == OWN) & np.isin(kind, (EMAIL, PHONE)) & (record != 0)
    if int(told.sum()) < _ENOUGH:
        return None
    record, code = record[told], loaded.ids.code[part][told]
    records = distinct(record)
    limit = records[min(_SAMPLE, len(records)) - 1]
    near = record <= limit
    record, code = record[near], code[near]
    with np.errstate(over="ignore"):
        pairs = mixed(record + mixed(code.astype(np.int64)))
    pairs, first = np.unique(pairs, return_index=True)
    whole = len(records) <= _SAMPLE
    return Sketch(
        records[records <= limit],
        np.uint64(2**64 - 1) if whole else np.uint64(limit),
        pairs,
        record[first],
    )


def relation(left: Sketch, right: Sketch) -> str | None:
    """Say what the records that two units share tell; None: they share too few to tell."""
    limit = min(left.limit, right.limit)
    common = np.intersect1d(
        left.records[left.records <= limit],
        right.records[right.records <= limit],
        assume_unique=True,
    )
    if len(common) < _ENOUGH:
        return None
    _, place, _ = np.intersect1d(left.pairs, right.pairs, assume_unique=True, return_indices=True)
    agreeing = distinct(left.owner[place])
    share = per_mille(int(np.isin(agreeing, common).sum()), len(common))
    if share >= _MOST:
        return SAME
    return DIFFERENT if share <= _FEW else UNCLEAR
