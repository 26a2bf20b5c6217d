"""Places in files of text for editors and code hosts, as SARIF 2.1.0, written as they are found."""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

import msgspec

from amanat import __version__
from amanat.reports.sarif import SCHEMA
from amanat.terms.categories import CATEGORIES

_LEVELS: Final = {"confirmed": "error", "likely": "warning", "possible": "note"}
_RULES: Final = tuple(CATEGORIES)


def opening() -> bytes:
    """Return what stands before the results."""
    rules = [
        {"id": each.id, "shortDescription": {"text": each.title[0].upper() + each.title[1:]}}
        for each in CATEGORIES.values()
    ]
    driver = {"name": "amanat scan", "semanticVersion": __version__, "rules": rules}
    head = {"$schema": SCHEMA, "version": "2.1.0"}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints"}
    told = (msgspec.json.encode(each).removesuffix(b"}") for each in (head, run))
    return b'%s,"runs":[%s,"results":[\n' % tuple(told)


def results(path: str, places: Iterable[tuple[int, int, int, str, str]]) -> Iterator[bytes]:
    """Yield one result for each place of a file; none repeats a value.

    Args:
        path: the file, as its reader is to name it.
        places: line from 1, start and end in code points from 0, category, tier.
    """
    file = {"uri": quote(path.replace("\\", "/"))}
    for line, start, end, category, tier in places:
        region = {"startLine": line, "startColumn": start + 1, "endColumn": end + 1}
        result: dict[str, Any] = {
            "ruleId": category,
            "ruleIndex": _RULES.index(category),
            "level": _LEVELS[tier],
            "message": {"text": f"{CATEGORIES[category].title} ({tier})"},
            "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
        }
        yield msgspec.json.encode(result)


def closing(notes: Iterable[tuple[str, str]]) -> bytes:
    """Return what stands behind the results.

    Args:
        notes: (file, what of it was not scanned) for each file that was not scanned whole.
    """
    told = [
        {
            "level": "warning",
            "message": {"text": text},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(path)}}}],
        }
        for path, text in notes
    ]
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": told}
    return b'\n],"invocations":%s}]}\n' % msgspec.json.encode([invocation])
