"""Which system a unit belongs to: its product and, where there are several accounts, which one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import numpy as np

from amanat.evidence.derive.alike import DIFFERENT, SAME, UNCLEAR, relation, sketch
from amanat.evidence.derive.arrays import distinct, per_mille, shared
from amanat.evidence.derive.loaded import Loaded

#: Tables of no known product and loose documents (`docs/decisions/0003`).
FILES: Final = "files"
_NEVER: Final = 2**62


@dataclass(frozen=True, slots=True)
class Systems:
    """`of[u]`: the system of unit u, None where it belongs to none; `how` by system id.

    `unclear`: pairs of units whose records agree too little for one account and too much for two.
    """

    of: tuple[str | None, ...]
    how: dict[str, str]
    unclear: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True)
class _Group:
    """Units that belong together; `sure`: an account id or their records set them apart."""

    units: list[int]
    accounts: set[bytes] = field(default_factory=set)
    sure: bool = False


def systems(loaded: Loaded) -> Systems:
    """Tell the accounts of one product apart: `hubspot`, `hubspot~2`.

    By account ids, else by record ids that mean other people in two exports. The first account is
    the one whose oldest record is oldest, which later exports of both accounts leave as it is. A
    unit that tells nothing goes where most of its record ids are.
    """
    by_product: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(loaded.units):
        if unit.product:
            by_product[unit.product].append(index)
    of: list[str | None] = [
        FILES if unit.kind is not None and unit.product is None else None for unit in loaded.units
    ]
    how = {FILES: "content"} if FILES in of else {}
    unclear: set[tuple[int, int]] = set()
    for product, members in sorted(by_product.items()):
        told = _relations(loaded, members)
        unclear |= {pair for pair, says in told.items() if says == UNCLEAR}
        for rank, group in enumerate(_groups(loaded, members, told)):
            name = product if rank == 0 else f"{product}~{rank + 1}"
            for index in group.units:
                of[index] = name
        how.update(_how(loaded, members, of, told))
    return Systems(tuple(of), how, frozenset(unclear))


def _relations(loaded: Loaded, members: Sequence[int]) -> dict[tuple[int, int], str]:
    by_object: dict[str | None, list[int]] = defaultdict(list)
    for index in members:
        if loaded.units[index].was_read and loaded.units[index].kind == "table":
            by_object[loaded.units[index].object].append(index)
    told: dict[tuple[int, int], str] = {}
    for units in by_object.values():
        if len(units) == 1:
            continue
        drawn = {index: found for index in units if (found := sketch(loaded, index)) is not None}
        for left, right in combinations(sorted(drawn), 2):
            says = relation(drawn[left], drawn[right])
            if says is not None:
                told[left, right] = says
    return told


def _groups(
    loaded: Loaded, members: Sequence[int], told: dict[tuple[int, int], str]
) -> list[_Group]:
    """Return the accounts, the one with the oldest record first."""
    clusters = _clusters(loaded, members, told)
    against = {pair for pair, says in told.items() if says == DIFFERENT}
    for one, other in combinations(clusters, 2):
        if _conflict(one, other, against):
            one.sure = other.sure = True
    anchors = [each for each in clusters if each.sure]
    if not anchors:
        return [_Group(list(members))]
    instances: list[_Group] = []
    for each in sorted(anchors, key=lambda group: _age(loaded, group)):
        home = next((i for i in instances if not _conflict(i, each, against)), None)
        if home is None:
            instances.append(_Group(list(each.units), set(each.accounts), sure=True))
        else:
            home.units += each.units
            home.accounts |= each.accounts
    for each in clusters:
        if not each.sure:
            _nearest(loaded, each, instances).units += each.units
    return instances


def _clusters(
    loaded: Loaded, members: Sequence[int], told: dict[tuple[int, int], str]
) -> list[_Group]:
    cluster = {}
    for index in members:
        account = loaded.units[index].account
        cluster[index] = _Group([index], set() if account is None else {account})
    first: dict[bytes, int] = {}
    pairs = [pair for pair, says in sorted(told.items()) if says == SAME]
    for index in members:
        account = loaded.units[index].account
        if account is not None:
            pairs.insert(0, (first.setdefault(account, index), index))
    for left, right in pairs:
        one, other = cluster[left], cluster[right]
        if one is other or len(one.accounts | other.accounts) > 1:
            continue
        one.units += other.units
        one.accounts |= other.accounts
        for index in other.units:
            cluster[index] = one
    unique = {id(each): each for each in cluster.values()}
    return sorted(unique.values(), key=lambda group: min(group.units))


def _conflict(one: _Group, other: _Group, against: set[tuple[int, int]]) -> bool:
    if one.accounts and other.accounts and not one.accounts & other.accounts:
        return True
    return any((min(a, b), max(a, b)) in against for a in one.units for b in other.units)


def _age(loaded: Loaded, group: _Group) -> tuple[int, int, int, str]:
    """Return what orders accounts: oldest record, oldest export, smallest record id."""
    scans = [loaded.scans[index] for index in group.units]
    taken = [loaded.units[index].taken_at for index in group.units]
    return (
        min((each.created for each in scans if each.created is not None), default=_NEVER),
        min((each for each in taken if each is not None), default=_NEVER),
        min(int(each.record[each.record != 0].min(initial=np.uint64(2**64 - 1))) for each in scans),
        min(loaded.units[index].unit_id for index in group.units),
    )


def _nearest(loaded: Loaded, group: _Group, instances: Sequence[_Group]) -> _Group:
    def share(instance: _Group) -> int:
        return max(
            (
                _share(loaded, index, other)
                for index in group.units
                for other in instance.units
                if loaded.units[other].object == loaded.units[index].object
            ),
            default=0,
        )

    return max(instances, key=share)


def _share(loaded: Loaded, index: int, other: int) -> int:
    mine = distinct(loaded.scans[index].record)
    mine = mine[mine != 0]
    return per_mille(shared(mine, distinct(loaded.scans[other].record)), len(mine))


def _how(
    loaded: Loaded,
    members: Sequence[int],
    of: Sequence[str | None],
    told: dict[tuple[int, int], str],
) -> dict[str, str]:
    several = len({of[index] for index in members}) > 1
    compared = {index for pair, says in told.items() if says != UNCLEAR for index in pair}
    how = {}
    for system in sorted({str(of[index]) for index in members}):
        mine = [index for index in members if of[index] == system]
        if all(loaded.units[index].account is not None for index in mine):
            how[system] = "content"
        elif any(says == UNCLEAR and of[a] == of[b] == system for (a, b), says in told.items()):
            how[system] = "assumed"
        else:
            known = all(
                index in compared or loaded.units[index].account is not None for index in mine
            )
            how[system] = "records" if known or not several else "assumed"
    return how
