"""Derived views over evidence: one SELECT a file, read in an order in which each can be built."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from amanat.engine.base import Engine
from amanat.evidence.schema import TABLES

#: Each view reads evidence tables and views before it.
VIEWS: Final = (
    "current_rows",
    "complete",
    "partial_exports",
    "place_access",
    "purpose_grounds",
    "flows_latest",
    "contract_cover",
    "consent_asof",
    "consent_cover",
)

#: Views whose rows each follow from one disclosure and the consents of its person.
_BY_DISCLOSURE: Final = frozenset({"consent_asof"})
#: Disclosures that are worked out at a time: they join with every act of their people.
_DISCLOSURES: Final = 131_072


@cache
def view_sql(name: str) -> str:
    """Return a view's SELECT, without the `;` that nobody wrote.

    Raises:
        FileNotFoundError: there is no view of that name.
    """
    return files("amanat.evidence").joinpath("views", f"{name}.sql").read_text(encoding="utf-8")


def register_tables(engine: Engine, tables: Mapping[str, pa.Table]) -> None:
    """Register every evidence and register table; one that is not given is there and empty."""
    for name, table in TABLES.items():
        engine.register(name, tables.get(name, table.arrow.empty_table()))


def define_views(
    engine: Engine, drawn: frozenset[str] = frozenset(), *, at_a_time: int = _DISCLOSURES
) -> None:
    """Compute each view and register its rows, so that several rules read it at one price.

    Args:
        engine: holds the evidence tables.
        drawn: views that are registered already and stay as they are.
        at_a_time: most disclosures that one query joins; memory grows with it, rows stay the same.

    Raises:
        EngineError: a view could not be computed.
    """
    for name in VIEWS:
        if name in drawn:
            continue
        if name in _BY_DISCLOSURE and engine.table("disclosures").num_rows > at_a_time:
            engine.register(name, _piece_by_piece(engine, name, at_a_time))
        else:
            engine.register(name, engine.query(view_sql(name)))


def _piece_by_piece(engine: Engine, name: str, at_a_time: int) -> pa.Table:
    """Compute a view over some disclosures after the other; its rows come in no order."""
    disclosures, consents = engine.table("disclosures"), engine.table("consents")
    parts = []
    try:
        for start in range(0, disclosures.num_rows, at_a_time):
            some = disclosures.slice(start, at_a_time)
            people = pc.unique(some["person"])
            engine.register("disclosures", some)
            engine.register(
                "consents", consents.filter(pc.is_in(consents["person"], people, skip_nulls=True))
            )
            parts.append(engine.query(view_sql(name)))
    finally:
        engine.register("disclosures", disclosures)
        engine.register("consents", consents)
    return pa.concat_tables(parts)


def question_list(engine: Engine) -> pa.Table:
    """Return reason, rule, identity and rows settled for all of `judged` that cannot be told."""
    return engine.query(view_sql("question_list"))
