"""Read the messages of a JSON list as text: what was written, without ids, links and copies."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from amanat.sources.dialect import Field, Json
from amanat.sources.documents import html_text
from amanat.sources.jsonshape import text_of
from amanat.sources.model import ColumnRule


def with_rules(dialect: Json, folded: Sequence[str], rules: Sequence[ColumnRule | None]) -> Json:
    """Return a dialect whose fields know which messages to read and which copies to leave out."""
    paths = dict(zip(folded, (field.path for field in dialect.fields), strict=False))
    fields = []
    for field, rule in zip(dialect.fields, rules, strict=False):
        repeats = tuple(paths[name] for name in rule.repeats if name in paths) if rule else ()
        bodies = rule.bodies if rule else ()
        # Kind "json" keeps the file from the fast reader, which knows of neither.
        fields.append(Field(field.path, "json", bodies, repeats) if bodies or repeats else field)
    return replace(dialect, fields=tuple(fields))


def bodies_of(value: Any, keys: Sequence[str]) -> str | None:
    """Return the bodies of messages, one after another; a plain text stays as it is.

    Args:
        value: a list of messages, one message, or what else stands in its place.
        keys: names of the body, best first.
    """
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return text_of(value)
    bodies = [_body(entry, keys) if isinstance(entry, dict) else text_of(entry) for entry in value]
    return "\n".join(body for body in bodies if body) or None


def not_said_again(cells: Sequence[str | None], others: Sequence[str | None]) -> list[str | None]:
    """Return n cells, empty where the n-th of `others` holds the same text."""
    return [
        None if cell and other and cell.strip() in other else cell
        for cell, other in zip(cells, others, strict=True)
    ]


def _body(entry: dict[str, Any], keys: Sequence[str]) -> str | None:
    for key in keys:
        body = text_of(entry.get(key))
        if body and body.strip():
            return html_text(body.encode("utf-8", "replace")) if key.startswith("html") else body
    return None
