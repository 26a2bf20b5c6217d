"""Tell the two files of one Notion database: the current view and all of its rows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from amanat.sources.model import Found, Locator
from amanat.sources.names import split_key


def mark_twins(found: Sequence[Found]) -> list[Found]:
    """Mark `X <32 hex>.csv` as a duplicate where `X <32 hex>_all.csv` lies beside it.

    The view is a part of what `_all` holds; reading both would count people twice.
    """
    whole = {_key(unit.where)[:2] for unit in found if unit.format == "csv" and _key(unit.where)[2]}
    marked = []
    for unit in found:
        place, page, complete = _key(unit.where)
        twin = page is not None and not complete and (place, page) in whole
        if unit.format == "csv" and unit.reason is None and twin:
            marked.append(replace(unit, reason="duplicate"))
        else:
            marked.append(unit)
    return marked


def _key(where: Locator) -> tuple[tuple[str, ...], str | None, bool]:
    path = PurePath(where.members[-1]) if where.members else PurePath(where.file)
    _, page, complete = split_key(path.stem)
    container = (where.file, *where.members[:-1]) if where.members else ()
    return (*container, str(path.parent)), page, complete
