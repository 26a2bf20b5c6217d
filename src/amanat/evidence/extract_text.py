"""Search free text: what stands where, and who may be meant in a sensitive sentence.

Nothing of the text is kept: a mention is a place and a category; names near a sensitive topic are
keyed hashes of 8 bytes, e-mail addresses and numbers are fingerprints.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect import normalise
from amanat.detect.people import name_candidates, short_candidates
from amanat.detect.shapes import shapes
from amanat.evidence.extract_cells import Flags, Ints
from amanat.evidence.extract_tables import Tables
from amanat.evidence.keys import FINGERPRINT_BYTES, Keys, fingerprint, nulls, short_hash
from amanat.evidence.own import Search
from amanat.terms.categories import CATEGORIES

_LINKS: Final = {"email": "email", "role_mailbox": "email", "phone": "phone"}
#: Identifiers of people: all that a scanner finds but what belongs to a firm.
_OF_PEOPLE: Final = sorted(
    category.id
    for category in CATEGORIES.values()
    if category.person and category.mention_kind != "topic"
)
#: Categories of numbers, of whose hits the shape is kept.
SHAPED: Final = sorted(
    category.id
    for category in CATEGORIES.values()
    if category.mention_kind in ("government_id", "payment_id", "unknown")
    or category.id in ("phone", "customer_id", "device_id", "pin_code", "birth_date", "vehicle")
    if category.id not in ("upi", "url")
)
_WIDE: Final = 1 << 32
_KEY: Final = ("row_ordinal", "column_ordinal", "text_offset", "text_length", "category")


@dataclass(frozen=True, slots=True)
class _Hits:
    """m identifier hits of one text column, sorted by row and offset."""

    row: Ints
    offset: Ints
    fp: pa.Array


@dataclass(frozen=True, slots=True)
class Counted:
    """Cells of a text column with any mention, and with an identifier of a person."""

    any: int
    of_people: int


@dataclass(slots=True)
class TextSearch:
    """Collects `mentions` and `mention_names` of one unit; columns may be dropped at the end."""

    keys: Keys
    search: Search
    _parts: list[pa.Table] = field(default_factory=list)
    _names: list[pa.Table] = field(default_factory=list)
    _next: int = 0

    def add(self, column: int, texts: pa.Array, base: int) -> None:
        """Search one text column of a batch.

        Args:
            column: its ordinal.
            texts: large_string cells; nulls hold nothing.
            base: ordinal of the batch's first row.
        """
        if texts.null_count == len(texts):
            return
        hits = self._identifiers(column, texts, base)
        self._topics(column, texts, base, hits)

    def finish(
        self, tables: Tables, *, dropped: set[int], searched: set[int]
    ) -> "dict[int, Counted]":
        """Write what was found to `mentions` and `mention_names`, sorted by place.

        Args:
            tables: the unit's tables.
            dropped: columns that turned out to hold no text.
            searched: columns that hold text.

        Returns:
            For each searched column in how many of its cells something was found.
        """
        hits = dict.fromkeys(searched, Counted(0, 0))
        if not self._parts:
            return hits
        table = pa.concat_tables(self._parts)
        gone = pa.array(sorted(dropped), pa.int64())
        table = table.filter(pc.invert(pc.is_in(table["column_ordinal"], value_set=gone)))
        if not table.num_rows:
            return hits
        table = table.take(pa.array(_order(table)))
        old = table["mention"].to_numpy()
        new = np.full(self._next, -1, np.int64)
        new[old] = np.arange(len(old))
        table = table.set_column(0, "mention", pa.array(np.arange(len(old))))
        tables.put("mentions", table)
        if self._names:
            names = pa.concat_tables(self._names)
            mention = new[names["mention"].to_numpy()]
            order = np.argsort(mention, kind="stable")
            names = names.set_column(0, "mention", pa.array(mention))
            tables.put("mention_names", names.take(pa.array(order[mention[order] >= 0])))
        return hits | _counted(table, searched)

    def _identifiers(self, column: int, texts: pa.Array, base: int) -> _Hits:
        spans = self.search.spans(texts)
        row, offset = (_ints(spans[name]) for name in ("row", "offset"))
        fp = self._fingerprints(texts, spans)
        self._keep(
            len(row),
            {
                "row_ordinal": pa.array(row + base),
                "column_ordinal": pa.repeat(pa.scalar(column, pa.int64()), len(row)),
                "text_offset": pa.array(offset),
                "text_length": spans["length"],
                "category": spans["category"],
                "tier": spans["tier"],
                "masked": spans["masked"],
                "about": pa.repeat("nobody", len(row)),
                "fp": fp,
                "shape": _shapes(texts, spans),
            },
        )
        linked = np.flatnonzero(np.asarray(fp.is_valid().to_numpy(zero_copy_only=False)))
        return _Hits(row[linked], offset[linked], fp.take(pa.array(linked)))

    def _topics(self, column: int, texts: pa.Array, base: int, hits: _Hits) -> None:
        found = self.search.topics(texts)
        if not len(found):
            return
        row = _ints(found["row"])
        first = self._keep(
            len(row),
            {
                "row_ordinal": pa.array(row + base),
                "column_ordinal": pa.repeat(pa.scalar(column, pa.int64()), len(row)),
                "text_offset": found["offset"],
                "text_length": found["length"],
                "category": found["topic"],
                "tier": found["tier"],
                "masked": pa.repeat(pa.scalar(False), len(row)),  # noqa: FBT003 - a value
                "about": found["about"],
                "fp": nulls(len(row), FINGERPRINT_BYTES),
                "shape": pa.nulls(len(row), pa.string()),
            },
        )
        begin, length = _ints(found["sentence_offset"]), _ints(found["sentence_length"])
        self._named(texts, row, begin, length, first)
        self._near(row, begin, length, hits, first)

    def _named(self, texts: pa.Array, row: Ints, begin: Ints, length: Ints, first: int) -> None:
        """Keep who a sensitive sentence may name, as keyed hashes of names and their forms."""
        # One sentence may speak of several topics: it is looked at once.
        places, back = np.unique(np.column_stack([row, begin, length]), axis=0, return_inverse=True)
        sentences = _cut(texts, places[:, 0], places[:, 1], places[:, 2])
        named = name_candidates(sentences) + short_candidates(sentences)
        if not named:
            return
        sentence = np.array([at for at, _ in named], dtype=np.int64)
        hashes = short_hash(
            pa.array([name for _, name in named], pa.large_string()), key=self.keys.sub("name")
        )
        owner, which = _joined(back.reshape(-1), sentence)
        self._names.append(
            pa.table(
                {
                    "mention": pa.array(owner + first),
                    "name": hashes.take(pa.array(which)),
                    "fp": nulls(len(owner), FINGERPRINT_BYTES),
                }
            )
        )

    def _near(self, row: Ints, begin: Ints, length: Ints, hits: _Hits, first: int) -> None:
        """Keep the e-mail addresses and numbers that stand in a sensitive sentence."""
        places = hits.row * _WIDE + hits.offset
        low = np.searchsorted(places, row * _WIDE + begin)
        high = np.searchsorted(places, row * _WIDE + begin + length)
        count = high - low
        if not count.sum():
            return
        owner = np.repeat(np.arange(len(row)), count)
        which = (
            np.repeat(low, count)
            + np.arange(len(owner))
            - np.repeat(np.cumsum(count) - count, count)
        )
        self._names.append(
            pa.table(
                {
                    "mention": pa.array(owner + first),
                    "name": nulls(len(owner), 8),
                    "fp": hits.fp.take(pa.array(which)),
                }
            )
        )

    def _fingerprints(self, texts: pa.Array, spans: pa.Table) -> pa.Array:
        """Fingerprint the e-mail addresses and phone numbers among n spans; null for the rest."""
        category = spans["category"].combine_chunks()
        out = nulls(len(spans), FINGERPRINT_BYTES)
        for kind, brought in (("email", normalise.emails), ("phone", normalise.phones)):
            wanted = pa.array([name for name, of in _LINKS.items() if of == kind])
            chosen = np.flatnonzero(_flags(pc.is_in(category, value_set=wanted)))
            if not len(chosen):
                continue
            some = spans.take(pa.array(chosen))
            cut = _cut(texts, _ints(some["row"]), _ints(some["offset"]), _ints(some["length"]))
            fp = fingerprint(brought(pa.array(cut, pa.large_string())), key=self.keys.sub(kind))
            places = np.arange(len(out), dtype=np.int64)
            places[chosen] = len(out) + np.arange(len(chosen))
            out = pa.concat_arrays([out, fp]).take(pa.array(places))
        return out

    def _keep(self, count: int, columns: dict[str, pa.Array | pa.ChunkedArray]) -> int:
        first = self._next
        if count:
            mention = pa.array(np.arange(first, first + count, dtype=np.int64))
            self._parts.append(pa.table({"mention": mention, **columns}))
            self._next += count
        return first


def _counted(table: pa.Table, searched: set[int]) -> dict[int, Counted]:
    """Count the cells of each searched column that hold mentions."""
    row, column = _ints(table["row_ordinal"]), _ints(table["column_ordinal"])
    sure = _flags(pc.not_equal(table["tier"], "possible").combine_chunks())
    sure &= _flags(pc.is_in(table["category"], value_set=pa.array(_OF_PEOPLE)).combine_chunks())
    return {
        at: Counted(len(np.unique(row[column == at])), len(np.unique(row[(column == at) & sure])))
        for at in searched
    }


def _shapes(texts: pa.Array, spans: pa.Table) -> pa.Array:
    """Return the shape of each span of a number, by which a team may object; null for the rest.

    Names, addresses and secrets keep none: there the lengths of words could tell who is meant.
    """
    chosen = np.flatnonzero(
        _flags(pc.is_in(spans["category"].combine_chunks(), value_set=pa.array(SHAPED)))
    )
    if not len(chosen):
        return pa.nulls(len(spans), pa.string())
    some = spans.take(pa.array(chosen))
    cut = _cut(texts, _ints(some["row"]), _ints(some["offset"]), _ints(some["length"]))
    shaped = shapes(pa.array(cut, pa.large_string())).cast(pa.string())
    places = np.full(len(spans), -1, dtype=np.int64)
    places[chosen] = np.arange(len(chosen))
    return shaped.take(pa.array(places, mask=places < 0))


def _cut(texts: pa.Array, row: Ints, begin: Ints, length: Ints) -> list[str]:
    """Cut spans out of cells; only cells with a hit are turned into Python strings."""
    rows, back = np.unique(row, return_inverse=True)
    cells = texts.take(pa.array(rows)).to_pylist()
    spans = zip(back.reshape(-1).tolist(), begin.tolist(), length.tolist(), strict=True)
    return [cells[at][start : start + size] for at, start, size in spans]


def _joined(owner: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Pair each owner with all entries of `wanted` that name its sentence.

    Args:
        owner: for each mention the number of its sentence.
        wanted: for each name the number of its sentence.

    Returns:
        Positions in `owner`, and positions in `wanted`.
    """
    order = np.argsort(wanted, kind="stable")
    low = np.searchsorted(wanted[order], owner, side="left")
    count = np.searchsorted(wanted[order], owner, side="right") - low
    left = np.repeat(np.arange(len(owner)), count)
    right = (
        np.repeat(low, count) + np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count)
    )
    return left, order[right]


def _order(table: pa.Table) -> Ints:
    """Return the order of mentions by place and category; a place comes once for a category."""
    category = table["category"].combine_chunks().dictionary_encode()
    names = category.dictionary.to_pylist()
    rank = np.argsort(np.argsort(np.array(names, dtype=object)))
    columns = [table[name].to_numpy() for name in _KEY[:-1]]
    columns.append(rank[category.indices.to_numpy(zero_copy_only=False)])
    order = np.lexsort(tuple(reversed(columns)))
    wide = np.column_stack(columns)[order]
    fresh = np.concatenate([[True], (wide[1:] != wide[:-1]).any(axis=1)])
    return np.asarray(order[fresh], dtype=np.int64)


def _ints(values: pa.ChunkedArray) -> Ints:
    return np.asarray(values.to_numpy(), dtype=np.int64)


def _flags(values: pa.Array) -> Flags:
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=bool)
