"""What the team's objections set aside in this audit: told, so that nothing leaves silently."""

from collections.abc import Mapping
from typing import Any, Final

from amanat.engine.base import Engine
from amanat.findings.model import Objected
from amanat.terms.categories import CATEGORIES

_OBJECTIONS: Final = """
    select objection.*, aside.hits, aside.fields
    from register_objections as objection
    inner join set_aside as aside on objection.seq = aside.seq
    order by objection.seq
"""


def objected(engine: Engine) -> tuple[Objected, ...]:
    """Return each objection of the register with its counts, in the register's order.

    Args:
        engine: holds the tables `register_objections` and `set_aside`.
    """
    return tuple(
        Objected(
            row["kind"], about(row), row["by"], row["on_day"], int(row["hits"]), int(row["fields"])
        )
        for row in engine.query(_OBJECTIONS).to_pylist()
    )


def about(row: Mapping[str, Any]) -> str:
    """Say what an objection is about: a kind of data, a shape, and where."""
    category = CATEGORIES.get(str(row["category"]))
    parts = [category.title if category is not None else "all that was found"]
    if row["right_category"] is not None:
        parts.append(f"is {CATEGORIES[row['right_category']].title}")
    if row["shape"] is not None:
        parts.append(f"of the shape {row['shape']}")
    if row["field_id"] is not None:
        parts.append(f"in the field {row['field_id']}")
    where = row["place_id"] or row["dataset_id"]
    return " ".join([*parts, f"in {where}" if where is not None else "everywhere"])
