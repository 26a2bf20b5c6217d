"""Recognise a unit by its content: format, columns, layout, what its columns mean."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from amanat.sources.bodies import with_rules
from amanat.sources.dialect import Json
from amanat.sources.errors import SourceError
from amanat.sources.expand import stem_of, where_name
from amanat.sources.fold import fold
from amanat.sources.format import Form
from amanat.sources.header import unique
from amanat.sources.layouts import GENERIC_DOCUMENT, GENERIC_TABLE, known_layouts
from amanat.sources.limits import DEFAULT, Limits
from amanat.sources.match import Traits, match, rules_of
from amanat.sources.model import Found, Head, Layout
from amanat.sources.names import date_in, repaired, split_key
from amanat.sources.opening import DAMAGE
from amanat.sources.telling import by_word
from amanat.sources.textform import SAMPLE_ROWS, no_text, text_form

_ORG: Final = re.compile(r"^WE_(00D[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)_\d+\.zip$", re.IGNORECASE)


def recognise(
    found: Found, *, layouts: Sequence[Layout] | None = None, limits: Limits = DEFAULT
) -> Head:
    """Recognise a unit by what is in it, never by its name alone.

    Args:
        found: a unit without a `reason`.
        layouts: the layouts to try; None: all known ones.
        limits: bounds on containers.

    Returns:
        Its head. `head.found.format` is what the content is, whatever the suffix says.

    Raises:
        SourceError: the unit cannot be read, with the reason code of the inventory.
    """
    if found.reason is not None:
        raise no_text(found.reason)
    shape = by_word().get(found.format)
    try:
        form = (shape.form if shape is not None and shape.form else text_form)(found, limits)
    except SourceError:
        raise
    except MemoryError:
        raise no_text("over_memory") from None
    except (*DAMAGE, OSError, ValueError):
        raise no_text("corrupt") from None
    return _head(found, form, known_layouts() if layouts is None else layouts)


def _head(found: Found, form: Form, layouts: Sequence[Layout]) -> Head:
    columns = unique(form.titles)
    stem = stem_of(found.where)
    title, key, _ = split_key(stem)
    base = [fold(name) for name in form.titles]
    layout, how = _layout(form, base, stem, layouts)
    rules = rules_of(layout, base)
    dialect = form.dialect
    if isinstance(dialect, Json):
        dialect = with_rules(dialect, base, rules)
    unnamed = any(full and not name for name, full in zip(form.named, form.filled, strict=True))
    taken_at, taken_how = _taken(found)
    if found.where.part is not None:
        title = f"{title} / {found.where.part}"
    return Head(
        found=replace(found, format=form.format),
        layout=layout,
        how=how,
        columns=columns,
        folded=tuple(fold(name) for name in columns),
        rules=rules,
        title=form.title or (_folder(found) if layout.placed_by == "folder" else None) or title,
        taken_at=taken_at,
        taken_how=taken_how,
        account=form.account
        or _account(found)
        or (form.portal if layout.product == "hubspot" else None),
        place_key=_place_key(found, layout, key),
        partly="columns_unnamed" if unnamed else None,
        dialect=dialect,
    )


def _first_cells(
    folded: Sequence[str], rows: Sequence[Sequence[str | None]]
) -> dict[str, tuple[str, ...]]:
    """Return the first filled cells of each column; of columns with one title, of the first."""
    cells: dict[str, tuple[str, ...]] = {}
    for at, title in enumerate(folded):
        column = (row[at] for row in rows if at < len(row))
        cells.setdefault(title, tuple(islice((cell for cell in column if cell), SAMPLE_ROWS)))
    return cells


def _place_key(found: Found, layout: Layout, named: str | None) -> str | None:
    if layout.placed_by == "name":
        return named
    return _folder(found) if layout.placed_by == "folder" else None


def _folder(found: Found) -> str | None:
    name = repaired(where_name(found.where)).replace("\\", "/")
    return PurePosixPath(name).parent.name or None


def _layout(
    form: Form, base: Sequence[str], stem: str, layouts: Sequence[Layout]
) -> tuple[Layout, str]:
    if form.layout is not None:
        return form.layout, "seen"
    shape = by_word().get(form.format)
    known_as = shape.like if shape is not None and shape.like else form.format
    cells = _first_cells(base, form.rows)
    matched = match(Traits(frozenset(base), known_as, stem, form.footer, cells), layouts)
    if matched is not None:
        return matched
    return (GENERIC_DOCUMENT if form.documents else GENERIC_TABLE), "generic"


def _taken(found: Found) -> tuple[datetime, str]:
    if found.modified_how == "container":
        return found.modified_at, "container"
    for name in (*reversed(found.where.members), PurePosixPath(found.where.file).name):
        day = date_in(name)
        if day is not None:
            return day, "name"
    return found.modified_at, "mtime"


def _account(found: Found) -> str | None:
    for name in (PurePosixPath(found.where.file).name, *found.where.members):
        org = _ORG.match(name.rsplit("/", 1)[-1])
        if org is not None:
            return org[1][:15]
    return None
