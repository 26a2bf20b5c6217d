"""Derived views over evidence: one SELECT a file, read in an order in which each can be built."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

import pyarrow as pa

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


def define_views(engine: Engine, drawn: frozenset[str] = frozenset()) -> None:
    """Compute each view and register its rows, so that several rules read it at one price.

    Args:
        engine: holds the evidence tables.
        drawn: views that are registered already and stay as they are.

    Raises:
        EngineError: a view could not be computed.
    """
    for name in VIEWS:
        if name not in drawn:
            engine.register(name, engine.query(view_sql(name)))


def question_list(engine: Engine) -> pa.Table:
    """Return reason, rule, identity and rows settled for all of `judged` that cannot be told."""
    return engine.query(view_sql("question_list"))
