"""Other forms of known people's names: initials, handles, and lone names within an account."""

from collections.abc import Iterable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from amanat.evidence.derive.arrays import Codes, Flags, Keys, distinct, flags, keys, mixed
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.people import row_people
from amanat.evidence.derive.titles import Names

Value = TypeVar("Value", bound=np.generic)


class Called:
    """Tells whom a form means: the one known person whom it fits, who is no staff.

    Of several people whom it fits it means nobody: nothing is alleged of a guess.
    """

    def __init__(self, joined: Joined, names: Names, wanted: Keys) -> None:
        """Read the forms of all units.

        Args:
            joined: the units, their datasets, who is who.
            names: whom full names mean.
            wanted: hashes that stand in sensitive sentences, in ascending order: of millions of
                forms only these are kept.
        """
        forms: list[Keys] = [np.zeros(0, np.uint64)]
        persons: list[Codes] = [np.zeros(0, np.int32)]
        alone: list[Flags] = [np.zeros(0, dtype=bool)]
        lists = []
        for index, unit in enumerate(joined.loaded.units if len(wanted) else ()):
            if not unit.was_read or joined.found.duplicate[index]:
                continue
            table = unit.some("called", "name", "fp", "form", "alone")
            if not table.num_rows:
                continue
            lists.append(index)
            form, _ = keys(table.column("form"), 8)
            chosen = _among(form, wanted)
            table = table.filter(pa.array(chosen))
            name, named = keys(table.column("name"), 8)
            by_mark = joined.who.persons(table.column("fp"))
            person = np.where(named, names.person(np.maximum(name, np.uint64(1))), by_mark)
            known = person >= 0
            known[known] = ~joined.who.staff[person[known]]
            forms.append(form[chosen][known])
            persons.append(person[known].astype(np.int32))
            alone.append(flags(table.column("alone"))[known])
        form, person, lone = np.concatenate(forms), np.concatenate(persons), np.concatenate(alone)
        self._person = _Sole(form[~lone], person[~lone])
        self._own = distinct(_pair(form[lone], person[lone]))
        account, member = _accounts(joined, lists if lone.any() else ())
        self._account = _Sole(member, account)
        self._within = _of_accounts(account, member, form[lone], person[lone])

    def person(self, forms: Keys) -> Codes:
        """Return whom each form means that needs no account; -1 where nobody or several."""
        return self._person.get(forms, np.int32(-1))

    def lone(self, forms: Keys, persons: Codes, accounts: Keys) -> Codes:
        """Return whom each lone name means.

        Args:
            forms: n hashes.
            persons: whose record each stands in, -1 nobody's that is known.
            accounts: the account of that record, 0 where it has none.

        Returns:
            That person itself if it is called so, else the only one so called of the record's
            account or, failing that, of that person's account; -1 nobody.
        """
        own = _among(_pair(forms, persons), self._own) & (persons >= 0)
        found: Codes = np.where(own, persons, np.int32(-1))
        for account in (accounts, self._account.get(persons, np.uint64(0))):
            open_ = (found < 0) & (account != 0)
            found[open_] = self._within.get(_pair(forms[open_], account[open_]), np.int32(-1))
        return found


class _Sole(Generic[Value]):
    """Of each key the value, where it has one only."""

    def __init__(self, key: npt.NDArray[np.generic], value: npt.NDArray[Value]) -> None:
        """Take n keys and their values."""
        order = np.lexsort((value, key))
        value = value[order]
        self._keys, first = np.unique(key[order], return_index=True)
        last = np.append(first[1:], len(value))[: len(first)] - 1
        one = value[first] == value[last]
        self._keys, self._values = self._keys[one], value[first[one]]

    def get(self, key: npt.NDArray[np.generic], none: Value) -> npt.NDArray[Value]:
        """Return the value of each key, `none` where it has none or several."""
        if not len(self._keys):
            return np.full(len(key), none)
        place = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
        return np.where(self._keys[place] == key, self._values[place], none)


def _accounts(joined: Joined, units: Iterable[int]) -> tuple[Keys, Codes]:
    """Return whom lists of people put into which account: m accounts and their people."""
    accounts: list[Keys] = [np.zeros(0, np.uint64)]
    persons: list[Codes] = [np.zeros(0, np.int32)]
    for index in units:
        account, told = keys(joined.loaded.units[index].rows("account").column("account"))
        if told.any():
            person = row_people(joined.loaded, joined.who, index)
            told &= person >= 0
            accounts.append(account[told])
            persons.append(person[told])
    return np.concatenate(accounts), np.concatenate(persons)


def _of_accounts(account: Keys, member: Codes, form: Keys, person: Codes) -> _Sole[np.int32]:
    """Join people with what they are called, for each account that they are of."""
    order = np.argsort(person, kind="stable")
    person, form = person[order], form[order]
    low = np.searchsorted(person, member)
    count = np.searchsorted(person, member, side="right") - low
    which = np.repeat(low - (np.cumsum(count) - count), count) + np.arange(count.sum())
    return _Sole(_pair(form[which], np.repeat(account, count)), person[which])


def _pair(form: Keys, other: npt.NDArray[np.generic]) -> Keys:
    """Return one number for two: of hashes hardly two pairs give the same."""
    return mixed(other) ^ form


def _among(values: Keys, ordered: Keys) -> Flags:
    if not len(ordered):
        return np.zeros(len(values), dtype=bool)
    place = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    return np.asarray(ordered[place] == values, dtype=bool)
