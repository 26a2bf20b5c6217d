"""What people are called: keyed hashes of full names, and of the forms that texts use for them."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect import normalise
from amanat.detect.people import called, handles
from amanat.evidence.extract_cells import Batch, Cells, flags
from amanat.evidence.extract_plan import Plan
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extracted import EXTRACTED
from amanat.evidence.keys import FINGERPRINT_BYTES, SHORT_BYTES, Keys, nulls, short_hash

_CALLED: Final = EXTRACTED["called"]


class RowNames:
    """Turns the name columns of a unit into hashes of 8 bytes."""

    def __init__(self, plan: Plan, keys: Keys) -> None:
        """Prepare for one unit."""
        self._key = keys.sub("name")
        whole, first, last = (
            [column.ordinal for column in plan.of(role) if column.who != "other"][:1]
            for role in ("name", "first_name", "last_name")
        )
        #: Columns that make a full name together, the surest first.
        self._columns = [each for each in (whole, first + last if first and last else []) if each]
        #: For each of them, and for addresses, what was found in each batch.
        self._parts: list[list[pa.Table]] = [[] for _ in range(len(self._columns) + 1)]

    def add(self, batch: Batch, mails: Sequence[tuple[pa.Array, pa.Array]]) -> pa.Array | None:
        """Return the hash of each row's full name, None if the unit has none.

        Args:
            batch: cells by column ordinal.
            mails: folded addresses of the batch with their fingerprints.
        """
        best: pa.Array | None = None
        for columns, parts in zip(self._columns, self._parts, strict=False):
            cells = _cells(batch, columns)
            folded = normalise.names(cells.words)
            hashes = short_hash(folded, key=self._key)
            parts.append(self._called(folded, hashes))
            found = cells.take(hashes)
            best = found if best is None else _first(best, found)
        if best is not None:
            for words, fp in mails:
                forms = short_hash(handles(words), key=self._key)
                found = _table(nulls(len(fp), SHORT_BYTES), fp, forms, alone=False)
                self._parts[-1].append(found.filter(pc.is_valid(forms)))
        return best

    def finish(self, tables: Tables) -> None:
        """Write `called`: each form once, in the order of the rows however they were dealt out."""
        for parts in self._parts:
            found = pa.concat_tables([_CALLED.empty_table(), *parts])
            once = found.group_by(_CALLED.names, use_threads=False).aggregate([])
            if len(once):
                columns = {name: pa.concat_arrays(once[name].chunks) for name in _CALLED.names}
                tables.add("called", len(once), columns)

    def _called(self, folded: pa.Array, hashes: pa.Array) -> pa.Table:
        tables = [
            _table(hashes, nulls(len(hashes), FINGERPRINT_BYTES), self._hash(forms), alone=alone)
            for forms, alone in called(folded)
        ]
        # The forms of a name stand together, so that the order is that of the names.
        order = np.arange(len(tables) * len(hashes)).reshape(len(tables), -1).T.ravel()
        found = pa.concat_tables(tables).take(pa.array(order))
        return found.filter(pc.is_valid(found["form"]))

    def _hash(self, forms: pa.Array) -> pa.Array:
        return short_hash(forms, key=self._key)


def _cells(batch: Batch, columns: Sequence[int]) -> Cells:
    if len(columns) == 1:
        return batch[columns[0]]
    parts = [batch[ordinal].plain for ordinal in columns]
    space = pa.scalar(" ", pa.large_string())
    # Not "skip": with it a row of nulls only is left out of the result.
    return Cells.of(pc.binary_join_element_wise(*parts, space, null_handling="replace"))


def _table(name: pa.Array, fp: pa.Array, form: pa.Array, *, alone: bool) -> pa.Table:
    flag = pa.repeat(pa.scalar(alone), len(form))
    return pa.Table.from_arrays([name, fp, form, flag], schema=_CALLED)


def _first(one: pa.Array, other: pa.Array) -> pa.Array:
    # coalesce has no kernel for fixed-size binary in every version that we support.
    both = pa.concat_arrays([one, other])
    places = np.arange(len(one))
    return both.take(pa.array(np.where(flags(one.is_valid()), places, places + len(one))))
