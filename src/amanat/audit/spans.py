"""Where texts speak of people: identifiers and names, and apart from them sensitive topics."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from amanat.detect.names_model import find_names
from amanat.detect.scan import scan
from amanat.detect.topics import topics
from amanat.terms.words import TERMS


@dataclass(frozen=True, slots=True)
class Span:
    """One place in a text, in code points, the end exclusive; `category` as in `CATEGORIES`."""

    start: int
    end: int
    category: str
    tier: str


#: Spans of each text that has any, by its place in the column, in the order of their places.
Spans = Mapping[int, list[Span]]


class Finder:
    """Finds spans of at least some tier."""

    def __init__(self, least: str) -> None:
        """Take the lowest tier that is told."""
        tiers = TERMS["tier"]
        self._told = frozenset(tiers[: tiers.index(least) + 1])

    def find(self, texts: pa.Array) -> tuple[Spans, Spans]:
        """Return identifiers with names, and topics, of n texts (`large_string`)."""
        found = self._sorted(scan(texts).to_pylist(), "category")
        for name in find_names(texts).to_pylist():
            span = _span(name, "name")
            beside = found.get(name["row"], ())
            # What a check or its context tells goes before what looks like a name.
            if span.tier in self._told and not any(_overlap(span, each) for each in beside):
                found[name["row"]].append(span)
        for spans in found.values():
            spans.sort(key=lambda span: (span.start, span.end))
        return found, self._sorted(topics(texts).to_pylist(), "topic")

    def _sorted(self, hits: Iterable[Mapping[str, Any]], word: str) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = defaultdict(list)
        for hit in hits:
            if hit["tier"] in self._told:
                found[hit["row"]].append(_span(hit, hit[word]))
        return found


def _span(hit: Mapping[str, Any], category: str) -> Span:
    return Span(hit["offset"], hit["offset"] + hit["length"], category, hit["tier"])


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end
