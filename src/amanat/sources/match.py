"""Say which layout a unit has: the most specific of one product, or none where two products fit."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from amanat.sources.model import CellSign, ColumnRule, Layout

#: The column that every team adds to every product: its own number of the person.
_OWN_ID: Final = ColumnRule(
    ("customer_id", "customerid", "cust_id", "client_id", "customer_id_c", "customerid_c"),
    "customer_id",
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What recognition goes by. `stem`: the file's name without suffix; `footer`: a report's.

    `cells`: the first filled cells of each column, by folded header.
    """

    folded: frozenset[str]
    format: str
    stem: str
    footer: bool = False
    cells: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Fit:
    layout: Layout
    certain: bool
    told: int


def match(traits: Traits, layouts: Iterable[Layout]) -> tuple[Layout, str] | None:
    """Return the layout and how its columns are known; None for no known one.

    How: "seen", "looks_like", or "generic" where only the product is known.

    Layouts of one product refine each other: the one with most of its telltales there wins. Where
    several products fit, only certain ones count; if two are left, it cannot be told.
    """
    fits = [fit for layout in layouts if (fit := _fit(layout, traits)) is not None]
    products = {fit.layout.product for fit in fits}
    if len(products) > 1:
        fits = [fit for fit in fits if fit.certain]
        if len({fit.layout.product for fit in fits}) != 1:
            return None
    if not fits:
        return None
    best = max(fits, key=lambda fit: (fit.told, fit.certain))
    if best.layout.own_columns:
        return best.layout, "generic"
    seen = best.certain and best.layout.mark != "M"
    return best.layout, "seen" if seen else "looks_like"


def rules_of(layout: Layout, folded: Sequence[str]) -> tuple[ColumnRule | None, ...]:
    """Return for each folded title the rule that names it; a rule by prefix comes last."""
    exact: dict[str, ColumnRule] = {}
    prefixes: list[tuple[str, ColumnRule]] = []
    own = (_OWN_ID,) if layout.people is not None else ()
    for rule in (*layout.columns, *own):
        for name in rule.names:
            if name.endswith("*"):
                prefixes.append((name[:-1], rule))
            else:
                exact.setdefault(name, rule)
    return tuple(
        exact.get(title)
        or next((rule for prefix, rule in prefixes if title.startswith(prefix)), None)
        for title in folded
    )


def _fit(layout: Layout, traits: Traits) -> _Fit | None:
    if layout.formats and traits.format not in layout.formats:
        return None
    if layout.footer and not traits.footer:
        return None
    if layout.named is not None and not re.search(layout.named, traits.stem):
        return None
    if not layout.all_of <= traits.folded or _count(layout.none_of, traits.folded):
        return None
    told = 2 * len(layout.all_of) + (100 if layout.named is not None else 0) + layout.footer
    for least, names in layout.some_of:
        have = _count(names, traits.folded)
        if have < least:
            return None
        told += have
    if layout.closed and not _named_all(layout, traits.folded):
        return None
    if layout.titled is not None:
        least, pattern = layout.titled
        if sum(re.search(pattern, title) is not None for title in traits.folded) < least:
            return None
    if not all(_shows(sign, traits) for sign in layout.cells):
        return None
    told += 2 * len(layout.cells)
    extra = _count(layout.plus, traits.folded)
    return _Fit(layout, not layout.plus or extra > 0, told + extra)


def _count(names: Iterable[str], folded: frozenset[str]) -> int:
    count = 0
    for name in names:
        if name.endswith("*"):
            count += any(title.startswith(name[:-1]) for title in folded)
        else:
            count += name in folded
    return count


def _named_all(layout: Layout, folded: frozenset[str]) -> bool:
    known = layout.all_of | layout.plus
    for _, names in layout.some_of:
        known |= names
    return folded <= known


def _shows(sign: CellSign, traits: Traits) -> bool:
    """Say whether a column that the sign names holds what it says, in most of its cells."""
    return any(
        cells
        and sum(re.search(sign.pattern, cell) is not None for cell in cells) * 1000
        >= sign.share * len(cells)
        for title, cells in traits.cells.items()
        if any(_fits(name, title) for name in sign.names)
    )


def _fits(name: str, title: str) -> bool:
    return title.startswith(name[:-1]) if name.endswith("*") else title == name
