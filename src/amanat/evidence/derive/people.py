"""Who is who: people as connected components over the identifiers that they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive.arrays import (
    Codes,
    Flags,
    Ints,
    Keys,
    distinct_codes,
    distinct_per,
    flags,
    taken,
    words,
)
from amanat.evidence.derive.build import from_columns
from amanat.evidence.derive.datasets import Catalogue
from amanat.evidence.derive.loaded import EMAIL, KINDS, OTHER, OWN, ROLE_MAILBOX, STAFF, Loaded
from amanat.evidence.derive.sharing import (
    MOST_RECORDS,
    joined,
    kept,
    of_many_names,
    shared_beside_mails,
)
from amanat.terms.products import PRODUCTS

#: From weakest to strongest: a person is the strongest of what its rows say.
_KINDS: Final = ("unknown", "supplied", "lead", "user", "contact", "staff")
_STAFF: Final = _KINDS.index("staff")
#: Objects of a CRM in which a record *is* a person; a person may have any number of other records.
_PERSON_OBJECTS: Final = frozenset(
    {"contact", "contacts", "lead", "leads", "person", "people", "individual", "customer"}
)


@dataclass(frozen=True, slots=True)
class People:
    """`label[c]`: the person of identifier c (smallest identifier of the component), -1 if shared.

    `kind[c]` is a place in the list of kinds, told for labels; `vocabulary` holds fingerprints.
    """

    vocabulary: pa.Array
    label: Codes
    shared: Flags
    names: Codes
    rank: Codes
    words: npt.NDArray[np.uint64]

    @property
    def staff(self) -> Flags:
        """For each identifier, whether it is the label of one of our own people."""
        told: Flags = self.rank == _STAFF
        return told

    def persons(self, fingerprints: pa.ChunkedArray | pa.Array) -> Codes:
        """Return the person of each of n fingerprints; -1 where it is null, shared or unknown."""
        return self.of(self.codes(fingerprints))

    def of(self, codes: Codes) -> Codes:
        """Return the person of each identifier; -1 where it is -1 or shared."""
        if not len(self.label):
            return codes
        return np.where(codes >= 0, self.label[codes], -1).astype(np.int32)

    def codes(self, fingerprints: pa.ChunkedArray | pa.Array) -> Codes:
        """Return the place in `vocabulary` of each of n fingerprints; -1 where null or unknown."""
        told = flags(pc.is_valid(fingerprints))
        if not len(self.words) or not told.any():
            return np.full(len(fingerprints), -1, dtype=np.int32)
        wanted, first = words(fingerprints), self.words[:, 0]
        place = np.minimum(np.searchsorted(first, wanted[:, 0]), len(first) - 1)
        same = told & (self.words[place] == wanted).all(axis=1)
        return np.where(same, place, -1).astype(np.int32)

    def fingerprints(self, persons: Codes | Ints) -> pa.Array:
        """Return the fingerprint of each person; -1 gives null."""
        return taken(self.vocabulary, persons)

    def people_of(self, codes: Codes) -> Codes:
        """Return the distinct people of some identifiers, ascending."""
        return distinct_codes(self.of(distinct_codes(codes, len(self.label))), len(self.label))

    def customers(self, persons: Codes) -> Codes:
        """Return the distinct people among `persons` who are not staff, ascending."""
        found = distinct_codes(persons, len(self.label))
        ours: Flags = self.rank[found] == _STAFF
        return found[~ours]


def people(loaded: Loaded, found: Catalogue) -> People:
    """Join the identifiers of each row that link people, over all units."""
    ids = loaded.ids
    size = len(ids.vocabulary)
    names = _names(loaded, size)
    shared = _shared(loaded, found, names, size)
    label = joined(kept(ids, shared), size)
    rank = _ranks(loaded, label, size)
    return People(
        ids.vocabulary,
        np.where(shared, -1, label).astype(np.int32),
        shared,
        names.astype(np.int32),
        rank,
        words(ids.vocabulary),
    )


def row_people(loaded: Loaded, who: People, unit: int) -> Codes:
    """Return the person of each row of a unit; -1 where the row names nobody who is known."""
    part = loaded.ids.of(unit)
    row, code = loaded.ids.row[part], loaded.ids.code[part]
    links = (loaded.ids.who[part] == OWN) & (who.label[code] >= 0)
    persons = np.full(len(loaded.scans[unit].ordinals), -1, dtype=np.int32)
    # Backwards, so that the first identifier of a row decides.
    persons[row[links][::-1]] = who.label[code[links]][::-1]
    return persons


def _names(loaded: Loaded, size: int) -> Ints:
    every = range(len(loaded.units))
    return _distinct_of_own(loaded, size, every, [scan.name for scan in loaded.scans])


def _distinct_of_own(
    loaded: Loaded, size: int, units: Iterable[int], hashes: Sequence[Keys]
) -> Ints:
    """Count for each identifier the distinct hashes of the rows that it is the own one of."""
    ids = loaded.ids
    codes, values = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.uint64)]
    for unit in units:
        part = ids.of(unit)
        if not hashes[unit].any():
            continue
        value = hashes[unit][ids.row[part]]
        told = (ids.who[part] == OWN) & (value != 0)
        codes.append(ids.code[part][told])
        values.append(value[told])
    return distinct_per(np.concatenate(codes), np.concatenate(values), size)


def _shared(loaded: Loaded, found: Catalogue, names: Ints, size: int) -> Flags:
    ids = loaded.ids
    shared = np.zeros(size, dtype=bool)
    shared[ids.code[ids.kind == ROLE_MAILBOX]] = True
    shared |= of_many_names(loaded, names)
    crm = [
        index for index in range(len(loaded.units)) if _holds_person_records(loaded, found, index)
    ]
    records = [scan.record for scan in loaded.scans]
    shared |= _distinct_of_own(loaded, size, crm, records) > MOST_RECORDS
    return shared_beside_mails(ids, shared)


def _holds_person_records(loaded: Loaded, found: Catalogue, index: int) -> bool:
    unit, dataset_id = loaded.units[index], found.of[index]
    product = PRODUCTS.get(unit.product or "")
    return (
        dataset_id is not None
        and product is not None
        and product.kind == "crm"
        and unit.object in _PERSON_OBJECTS
    )


def _ranks(loaded: Loaded, label: Codes, size: int) -> Codes:
    ids = loaded.ids
    rank = np.zeros(size, dtype=np.int32)
    said = {OTHER: _KINDS.index("supplied"), STAFF: _STAFF}
    for unit, part in zip(loaded.units, ids.parts(), strict=True):
        of_unit = _KINDS.index(unit.people) if unit.people in _KINDS else 0
        for who in (OWN, OTHER, STAFF):
            labels = label[ids.code[part][ids.who[part] == who]]
            rank[labels] = np.maximum(rank[labels], said.get(who, of_unit))
    return rank


def people_table(who: People) -> pa.Table:
    """Return the evidence table `people`, one row for each component."""
    counts = np.bincount(who.label[who.label >= 0], minlength=len(who.label))
    labels = np.flatnonzero(counts)
    kinds = pa.array(_KINDS, pa.string())
    return from_columns(
        "people",
        {
            "person": who.fingerprints(labels),
            "kind": taken(kinds, who.rank[labels]),
            "identifiers": pa.array(counts[labels]),
            "under_18": pa.nulls(len(labels), pa.bool_()),
        },
    )


def identifiers_table(loaded: Loaded, found: Catalogue, who: People) -> pa.Table:
    """Return the evidence table `identifiers`; `records` counts rows of current exports."""
    ids = loaded.ids
    known = np.zeros(len(ids.vocabulary) * len(KINDS), dtype=bool)
    records = np.zeros(len(known), dtype=np.int32)
    for index, part in enumerate(ids.parts()):
        kind = np.where(ids.kind[part] == ROLE_MAILBOX, EMAIL, ids.kind[part])
        pairs = ids.code[part].astype(np.int64) * len(KINDS) + kind
        known[pairs] = True
        if found.base[index]:
            np.add.at(records, pairs, np.int32(1))
    entries = np.flatnonzero(known)
    code = (entries // len(KINDS)).astype(np.int32)
    return from_columns(
        "identifiers",
        {
            "identifier": taken(who.vocabulary, code),
            "kind": taken(pa.array(KINDS, pa.string()), entries % len(KINDS)),
            "person": who.fingerprints(who.label[code]),
            "shared": pa.array(who.shared[code]),
            "names": pa.array(who.names[code]),
            "records": pa.array(records[entries]),
        },
    )
