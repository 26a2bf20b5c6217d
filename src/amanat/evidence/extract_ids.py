"""Fingerprint who a row speaks of: identifiers, record and account ids, names."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect import normalise
from amanat.evidence.extract_cells import Batch, Cells, Flags, Ints, flags
from amanat.evidence.extract_colleagues import Colleagues
from amanat.evidence.extract_hosts import of_ours, told_domains
from amanat.evidence.extract_names import RowNames
from amanat.evidence.extract_plan import TEXT, ColumnPlan, Plan
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extract_titles import SALESFORCE_LONG, SALESFORCE_SHORT
from amanat.evidence.keys import Keys, fingerprint
from amanat.sources.fold import fold
from amanat.sources.model import Head

#: Products and apps write these where they know nobody.
_NOBODY: Final = (
    "",
    "00000000-0000-0000-0000-000000000000",
    *str.split("0 1 - na n/a nil none null undefined unknown guest anonymous test"),
    *str.split("user userid user_id default true false"),
)
#: Here an owner's number is none of a record's: the same number may be a contact's.
_OWNERS_APART: Final = frozenset({"hubspot"})
_PARTS: Final = r"\s*[;,|\n]\s*|\s+/\s+"
_MANY: Final = r"[;,|\n]|\s/\s"
#: Two tools may both have given such a number to somebody.
_SHORT_NUMBER: Final = r"^\s*[0-9]{1,6}\s*$"
#: Rows that speak of a person and are none: their ids are those of tickets, tasks, members.
_NO_PEOPLE: Final = ("ticket", "case", "task", "event", "campaignmember", "contactpoint", "note")


@dataclass(frozen=True, slots=True)
class _Found:
    """m identifiers: the row of each, its kind and who it is of."""

    rows: Ints
    kind: str
    who: str
    fp: pa.Array


class Identities:
    """Turns the columns of a batch into `row_ids` and the identity columns of `rows`."""

    def __init__(
        self,
        head: Head,
        plan: Plan,
        keys: Keys,
        colleagues: Colleagues,
        own_domains: tuple[str, ...] = (),
    ) -> None:
        """Prepare for one unit; `colleagues` takes the identifiers of our own people.

        `own_domains`, as settings name them, tell colleagues among the third persons of a sheet.
        """
        self._own_domains = told_domains(own_domains)
        self._plan = plan
        self._keys = keys
        self._names = RowNames(plan, keys)
        self._colleagues = colleagues
        self._all_ours = head.layout.people == "staff"
        self._printed: list[tuple[pa.Array, pa.Array, str]] = []
        self._product = head.layout.product or ""
        self._object = head.layout.object
        self._staff_when = _staff_when(head)
        self._person_records = (
            head.layout.people is not None
            and head.layout.kind == "table"
            and bool(self._product)
            and not head.layout.object.startswith(_NO_PEOPLE)
        )

    def add(self, tables: Tables, batch: Batch, base: int) -> None:
        """Add a batch's identifiers to `row_ids`.

        Args:
            tables: the unit's tables.
            batch: cells by column ordinal.
            base: ordinal of the batch's first row.
        """
        self._printed = []
        found = [each for column in self._plan.columns for each in self._of(column, batch)]
        found = [each for each in found if len(each.rows)]
        if not found:
            return
        if self._staff_when is not None:
            found += _of_staff(found, _said(batch[self._staff_when[0]], self._staff_when[1]))
        self._note_colleagues(found)
        rows, label, fp, labels = _merged(found)
        codes = pa.array(label)
        kinds, whos = (pa.array([pair[at] for pair in labels]) for at in (0, 1))
        tables.add(
            "row_ids",
            len(rows),
            {
                "row_ordinal": rows + base,
                "kind": kinds.take(codes),
                "who": whos.take(codes),
                "fp": fp,
            },
        )

    def record(self, batch: Batch) -> pa.Array | None:
        """Return the fingerprint of each row's record id; None: the unit has none."""
        columns = self._plan.of("record_id")
        if not columns:
            return None
        cells = batch[columns[0].ordinal]
        return self._spread(cells, self._namespaced(cells.words), "customer_id")

    def account(self, batch: Batch) -> pa.Array | None:
        """Return the fingerprint of each row's account id; None: the unit has none."""
        columns = self._plan.of("account_ref")
        if not columns:
            return None
        cells = batch[columns[0].ordinal]
        return self._spread(cells, self._namespaced(cells.words), "account")

    def names(self, batch: Batch) -> pa.Array | None:
        """Return the 8-byte hash of each row's full name; None: the unit has no names.

        Of a batch whose identifiers were added just before: by their addresses people are called.
        """
        mails = [(words, fp) for words, fp, kind in self._printed if kind == "email"]
        return self._names.add(batch, mails)

    def finish(self, tables: Tables) -> None:
        """Write what else people are called."""
        self._names.finish(tables)

    def _of(self, column: ColumnPlan, batch: Batch) -> list[_Found]:
        role = column.role
        if role is None or role in TEXT:
            return []
        cells = batch[column.ordinal]
        if not len(cells.words):
            return []
        if role in ("email", "other_email"):
            return self._emails(cells, column.who)
        if role in ("phone", "other_phone"):
            return self._phones(cells, column.who)
        if role == "customer_id":
            return self._own_ids(
                cells, column.who, numbers=self._plan.kinds[column.ordinal].category == "phone"
            )
        if role == "device_id":
            words = _someone(cells.words)
            return [self._found(cells, words, "device_id", column.who)]
        if role == "person_ref" or (role == "record_id" and self._person_records):
            found = self._found(cells, self._namespaced(cells.words), "customer_id", column.who)
            return [found, *self._telling(cells, column.who)]
        if role == "staff":
            return self._staff(cells)
        return []

    def _emails(self, cells: Cells, who: str, words: pa.Array | None = None) -> list[_Found]:
        words, owner = _parts(cells.words if words is None else words)
        mails = normalise.emails(words)
        desk = flags(normalise.role_mailbox(mails)) if len(mails) else np.zeros(0, bool)
        fp = self._print(mails, "email")
        ours = self._own_domains if who == "other" and self._plan.generic else frozenset[str]()
        told, own = flags(mails.is_valid()), of_ours(mails, ours)
        return [
            _rows(cells, owner, fp, told & ~desk & ~own, kind="email", who=who),
            _rows(cells, owner, fp, told & ~desk & own, kind="email", who="staff"),
            _rows(cells, owner, fp, told & desk, kind="role_mailbox", who=who),
        ]

    def _phones(self, cells: Cells, who: str, words: pa.Array | None = None) -> list[_Found]:
        words, owner = _parts(cells.words if words is None else words)
        phones = normalise.phones(words)
        fp = self._print(phones, "phone")
        return [_rows(cells, owner, fp, flags(phones.is_valid()), kind="phone", who=who)]

    def _own_ids(self, cells: Cells, who: str, *, numbers: bool) -> list[_Found]:
        """Our own id of a person is often an e-mail address or a phone number: then it is that.

        `numbers`: the column as a whole holds phone numbers; else only one with its `+` is one.
        """
        words = _someone(cells.words)
        if self._plan.generic:
            # A small number may be anybody's: two lists count from one.
            words = _only(words, pc.match_substring_regex(words, r"[^0-9]|^[0-9]{6,}$"))
        mails = normalise.emails(words)
        numbered = pc.match_substring_regex(words, r"^\+[0-9]{10,15}$")
        phones = normalise.phones(words if numbers else _only(words, numbered))
        is_mail, is_phone = flags(mails.is_valid()), flags(phones.is_valid())
        rest = flags(words.is_valid()) & ~is_mail & ~is_phone
        owner = np.arange(len(words), dtype=np.int64)
        desk = flags(normalise.role_mailbox(mails))
        mail_fp = self._print(mails, "email")
        return [
            _rows(cells, owner, mail_fp, is_mail & ~desk, kind="email", who=who),
            _rows(cells, owner, mail_fp, is_mail & desk, kind="role_mailbox", who=who),
            _rows(cells, owner, self._print(phones, "phone"), is_phone, kind="phone", who=who),
            _rows(
                cells,
                owner,
                self._print(self._whole(_only(words, pa.array(rest))), "customer_id"),
                rest,
                kind="customer_id",
                who=who,
            ),
        ]

    def _whole(self, words: pa.Array) -> pa.Array:
        """Put the product before short numbers: every tool counts its own customers from one."""
        if not self._product:
            return words
        short = pc.match_substring_regex(words, _SHORT_NUMBER)
        return pc.if_else(pc.fill_null(short, False), self._namespaced(words), words)  # noqa: FBT003

    def _telling(self, cells: Cells, who: str) -> list[_Found]:
        """A product's id of a person may itself be an address or a number: it links as that too."""
        telling = pc.match_substring_regex(cells.words, r"@|^\s*\+[0-9 ]{10,18}$")
        if not pc.any(telling).as_py():
            return []
        words = _only(cells.words, telling)
        return [
            each
            for each in self._emails(cells, who, words) + self._phones(cells, who, words)
            if len(each.rows)
        ]

    def _staff(self, cells: Cells) -> list[_Found]:
        # An id of a colleague is an id of a record of the same product (users, agents).
        ids = _only(
            cells.words,
            pc.match_substring_regex(cells.words, r"^[A-Za-z0-9_-]*[0-9][A-Za-z0-9_-]*$"),
        )
        found = self._emails(cells, "staff")
        if self._product and self._product not in _OWNERS_APART:
            found.append(self._found(cells, self._namespaced(ids), "customer_id", "staff"))
        return found

    def _found(self, cells: Cells, words: pa.Array, kind: str, who: str) -> _Found:
        fp = self._print(words, kind)
        owner = np.arange(len(words), dtype=np.int64)
        return _rows(cells, owner, fp, flags(words.is_valid()), kind=kind, who=who)

    def _print(self, words: pa.Array, kind: str) -> pa.Array:
        fp = fingerprint(words, key=self._keys.sub(kind))
        self._printed.append((words, fp, kind))
        return fp

    def _note_colleagues(self, found: list[_Found]) -> None:
        ours = [
            each.fp
            for each in found
            if each.who == "staff" or (self._all_ours and each.who == "own")
        ]
        if not ours:
            return
        wanted = pa.concat_arrays(ours)
        for words, fp, kind in self._printed:
            chosen = pc.is_in(fp, value_set=wanted, skip_nulls=True)
            self._colleagues.add(words.filter(chosen), fp.filter(chosen), kind)

    def _namespaced(self, words: pa.Array) -> pa.Array:
        return namespaced(words, self._product or f"object {self._object}")

    def _spread(self, cells: Cells, words: pa.Array, kind: str) -> pa.Array:
        return cells.take(fingerprint(words, key=self._keys.sub(kind)))


def namespaced(words: pa.Array, product: str) -> pa.Array:
    """Put the product before an id: the same number in two products is two records.

    Args:
        words: n ids as written; null, and what stands for nobody, gives null.
        product: the id of the product, or another name of its own.
    """
    ids = _someone(pc.utf8_trim_whitespace(words))
    if product == "salesforce":
        long = pc.equal(pc.utf8_length(ids), SALESFORCE_LONG)
        ids = pc.if_else(long, pc.utf8_slice_codeunits(ids, 0, SALESFORCE_SHORT), ids)
    return pc.binary_join_element_wise(
        pa.scalar(product, pa.large_string()), ids, pa.scalar("\0", pa.large_string())
    )


def _staff_when(head: Head) -> tuple[int, tuple[str, ...]] | None:
    rule = head.layout.staff_when
    return (
        None
        if rule is None or rule[0] not in head.folded
        else (head.folded.index(rule[0]), rule[1])
    )


def _said(cells: Cells, values: tuple[str, ...]) -> Flags:
    told = [word is not None and fold(word) in values for word in cells.words.to_pylist()]
    said: Flags = cells.spread(np.array(told, dtype=bool), none=False).astype(bool)
    return said


def _of_staff(found: list[_Found], ours: Flags) -> list[_Found]:
    """Say again of the rows of our own people that their ids are staff's.

    They stay the row's own as well: that is what joins a colleague's address and number.
    """
    again = []
    for each in found:
        chosen = np.flatnonzero(ours[each.rows])
        if each.who == "own" and len(chosen):
            fp = each.fp.take(pa.array(chosen))
            again.append(_Found(each.rows[chosen], each.kind, "staff", fp))
    return again


def _someone(words: pa.Array) -> pa.Array:
    folded = pc.utf8_lower(pc.utf8_trim_whitespace(words))
    nobody = pc.is_in(folded, value_set=pa.array(_NOBODY, pa.large_string()))
    return _only(words, pc.invert(nobody))


def _only(words: pa.Array, chosen: pa.Array) -> pa.Array:
    return pc.if_else(pc.fill_null(chosen, False), words, pa.scalar(None, words.type))  # noqa: FBT003


def _parts(words: pa.Array) -> tuple[pa.Array, Ints]:
    """Split cells that hold several values; return the values and the place of each one's cell."""
    if not pc.any(pc.match_substring_regex(words, _MANY)).as_py():
        return words, np.arange(len(words), dtype=np.int64)
    lists = pc.split_pattern_regex(words, _PARTS)
    owner = np.asarray(pc.list_parent_indices(lists).to_numpy(zero_copy_only=False), dtype=np.int64)
    return pc.list_flatten(lists), owner


def _rows(cells: Cells, owner: Ints, fp: pa.Array, told: Flags, *, kind: str, who: str) -> _Found:
    """Give each row the fingerprints of its cell: m of them, in the order of rows.

    Args:
        cells: the column.
        owner: for each value the place of the distinct cell that holds it, ascending.
        fp: fingerprints of the values.
        told: which values count.
        kind: kind of identifier.
        who: whose it is.
    """
    chosen = np.flatnonzero(told)
    per_word = np.bincount(owner[chosen], minlength=len(cells.words))
    start = np.concatenate([[0], np.cumsum(per_word)[:-1]])
    codes = np.maximum(cells.codes, 0)
    count = np.where(cells.codes >= 0, per_word[codes], 0)
    rows = np.repeat(np.arange(len(codes), dtype=np.int64), count)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    places = chosen[np.repeat(start[codes], count) + within]
    return _Found(rows, kind, who, fp.take(pa.array(places)))


def _merged(found: list[_Found]) -> tuple[Ints, Ints, pa.Array, list[tuple[str, str]]]:
    """Put identifiers in the order of rows, kind and owner; each comes once in a row."""
    labels = sorted({(each.kind, each.who) for each in found})
    rows = np.concatenate([each.rows for each in found])
    label = np.repeat(
        [labels.index((each.kind, each.who)) for each in found], [len(each.rows) for each in found]
    )
    fp = pa.concat_arrays([each.fp for each in found])
    if len(labels) == len(found):
        order = np.argsort(rows * len(labels) + label, kind="stable")
    else:
        # Two columns may hold the same number. Arrow does not sort fixed-size binary: its bytes
        # are compared as two numbers.
        raw = np.frombuffer(fp.buffers()[1], np.uint8)[fp.offset * 16 :][: len(fp) * 16]
        pair = raw.view(">u8").reshape(-1, 2)
        order = np.lexsort((pair[:, 1], pair[:, 0], label, rows))
        wide = np.column_stack(
            [rows[order], label[order], pair[order].astype(np.uint64).view(np.int64)]
        )
        order = order[np.concatenate([[True], (wide[1:] != wide[:-1]).any(axis=1)])]
    return rows[order], label[order], fp.take(pa.array(order)), labels
