"""Which system a unit belongs to: its product and, where there are several accounts, which one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from amanat.evidence.derive.arrays import distinct, per_mille, shared
from amanat.evidence.derive.loaded import Loaded

#: Tables of no known product and loose documents (`docs/decisions/0003`).
FILES: Final = "files"
_NEVER: Final = 2**62


@dataclass(frozen=True, slots=True)
class Systems:
    """`of[u]`: the system of unit u, None where it belongs to none; `how` by system id."""

    of: tuple[str | None, ...]
    how: dict[str, str]


def systems(loaded: Loaded) -> Systems:
    """Tell the accounts of one product apart: `hubspot`, `hubspot~2`.

    The first account is the one whose oldest record is oldest, which later exports of both
    accounts leave as it is. A unit that names no account goes where most of its record ids are.
    """
    by_product: dict[str, list[int]] = defaultdict(list)
    for index, unit in enumerate(loaded.units):
        if unit.product:
            by_product[unit.product].append(index)
    of: list[str | None] = [
        FILES if unit.kind is not None and unit.product is None else None for unit in loaded.units
    ]
    how = {FILES: "content"} if FILES in of else {}
    for product, members in sorted(by_product.items()):
        accounts = _accounts(loaded, members)
        named = {account: _name(product, rank) for rank, account in enumerate(accounts)}
        for index in members:
            account = loaded.units[index].account
            if account is None and len(accounts) > 1:
                account = _nearest(loaded, members, index, accounts)
            of[index] = named[account] if account is not None else product
        how.update(_how(loaded, members, of))
    return Systems(tuple(of), how)


def _name(product: str, rank: int) -> str:
    return product if rank == 0 else f"{product}~{rank + 1}"


def _accounts(loaded: Loaded, members: Sequence[int]) -> list[bytes]:
    first: dict[bytes, tuple[int, int, int]] = {}
    for index in members:
        account = loaded.units[index].account
        if account is None:
            continue
        scan, taken = loaded.scans[index], loaded.units[index].taken_at
        sketch = int(scan.record[scan.record != 0].min(initial=np.uint64(2**64 - 1)))
        mine = (
            _NEVER if scan.created is None else scan.created,
            _NEVER if taken is None else taken,
            sketch,
        )
        theirs = first.get(account, mine)
        first[account] = (
            min(mine[0], theirs[0]),
            min(mine[1], theirs[1]),
            min(mine[2], theirs[2]),
        )
    return sorted(first, key=lambda account: (first[account], account))


def _nearest(
    loaded: Loaded, members: Sequence[int], index: int, accounts: Sequence[bytes]
) -> bytes:
    mine = distinct(loaded.scans[index].record)
    mine = mine[mine != 0]
    shares = dict.fromkeys(accounts, 0)
    for other in members:
        account = loaded.units[other].account
        if account is None or loaded.units[other].object != loaded.units[index].object:
            continue
        common = shared(mine, distinct(loaded.scans[other].record))
        shares[account] = max(shares[account], per_mille(common, len(mine)))
    return max(accounts, key=lambda account: shares[account])


def _how(loaded: Loaded, members: Sequence[int], of: Sequence[str | None]) -> dict[str, str]:
    several = len({of[index] for index in members}) > 1
    how = {}
    for system in sorted({str(of[index]) for index in members}):
        told = all(
            loaded.units[index].account is not None for index in members if of[index] == system
        )
        how[system] = "content" if told else "assumed" if several else "records"
    return how
