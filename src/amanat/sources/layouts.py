"""Collect the layouts of all products: one module a product, found by folder."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from amanat.sources import products
from amanat.sources.model import ColumnRule, Layout

#: What any table may say of itself by a title that means nothing else.
_ID_COLUMNS: Final = (
    ColumnRule(("id", "record_id", "row_id", "uuid", "guid"), "record_id"),
    ColumnRule(
        ("customer_id", "customerid", "cust_id", "client_id", "user_id", "userid", "external_id"),
        "customer_id",
    ),
    ColumnRule(("device_id", "deviceid"), "device_id"),
)

GENERIC_TABLE: Final = Layout(None, "rows", "table", columns=_ID_COLUMNS)
GENERIC_DOCUMENT: Final = Layout(
    None,
    "documents",
    "documents",
    columns=(ColumnRule(("title",), "subject"), ColumnRule(("text",), "text")),
)


@cache
def known_layouts() -> tuple[Layout, ...]:
    """Return the `LAYOUTS` of every module in `sources/products/`, in the modules' order."""
    found: list[Layout] = []
    for name in sorted(module.name for module in iter_modules(products.__path__)):
        found.extend(import_module(f"{products.__name__}.{name}").LAYOUTS)
    return tuple(found)
