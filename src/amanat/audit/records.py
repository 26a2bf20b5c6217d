"""Scan records of JSON lines: identifiers, names of people and sensitive topics, as spans."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

import msgspec
import pyarrow as pa

from amanat.detect.names_model import find_names
from amanat.detect.scan import scan
from amanat.detect.topics import topics
from amanat.terms.words import TERMS

#: What others call our categories, where that is another word: the labels of public test sets.
LABELS: Final[Mapping[str, str]] = {
    "api_key": "SECRET",
    "birth_date": "DOB",
    "driving_licence": "DL_IN",
    "gstin_company": "GSTIN",
    "ip_address": "IP",
    "mac_address": "MAC",
    "pan_company": "PAN",
    "passport": "PASSPORT_IN",
    "password": "SECRET",
    "role_mailbox": "EMAIL",
    "vehicle": "VEHICLE_IN",
    "voter_id": "EPIC",
}
PERSON: Final = "PERSON"
#: Lines that are searched together.
_LINES: Final = 4_096

Spans = dict[int, list[dict[str, Any]]]


def label(category: str) -> str:
    """Return the label of a category: in capitals, by the name that test sets use."""
    return LABELS.get(category, category.upper())


class Records:
    """Scans lines; `bad` holds the numbers of those that are no record, from 1.

    Args:
        text_field: which field of a record is searched.
        id_field: which one names it.
        least: the lowest tier that is told.
    """

    def __init__(self, *, text_field: str, id_field: str, least: str) -> None:
        tiers = TERMS["tier"]
        self._text, self._id = text_field, id_field
        self._told = frozenset(tiers[: tiers.index(least) + 1])
        self.bad: list[int] = []

    def scanned(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield one JSON line for each record, in their order; empty lines are passed over."""
        numbered = enumerate(lines, 1)
        while some := list(islice(numbered, _LINES)):
            yield from self._batch(some)

    def _batch(self, lines: list[tuple[int, bytes]]) -> Iterator[bytes]:
        ids: list[Any] = []
        texts: list[str] = []
        for number, line in lines:
            if not line.strip():
                continue
            try:
                record = msgspec.json.decode(line)
                texts.append(record[self._text] + "")
                ids.append(record.get(self._id))
            except (msgspec.DecodeError, UnicodeDecodeError, TypeError, KeyError, AttributeError):
                self.bad.append(number)
        column = pa.array(texts, pa.large_string())
        spans, found = self._spans(column), self._topics(column)
        for row, name in enumerate(ids):
            told = {"id": name, "spans": spans.get(row, []), "topics": found.get(row, [])}
            yield msgspec.json.encode(told)

    def _spans(self, column: pa.Array) -> Spans:
        found: Spans = defaultdict(list)
        for hit in scan(column).to_pylist():
            if hit["tier"] in self._told:
                found[hit["row"]].append(_span(hit, "label", label(hit["category"])))
        for name in find_names(column).to_pylist():
            span = _span(name, "label", PERSON)
            beside = found.get(name["row"], ())
            # What a check or its context tells goes before what looks like a name.
            if name["tier"] in self._told and not any(_overlap(span, each) for each in beside):
                found[name["row"]].append(span)
        for spans in found.values():
            spans.sort(key=lambda span: (span["start"], span["end"]))
        return found

    def _topics(self, column: pa.Array) -> Spans:
        found: Spans = defaultdict(list)
        for topic in topics(column).to_pylist():
            if topic["tier"] in self._told:
                found[topic["row"]].append(_span(topic, "topic", topic["topic"]))
        return found


def _span(hit: Mapping[str, Any], word: str, value: str) -> dict[str, Any]:
    start = hit["offset"]
    return {"start": start, "end": start + hit["length"], word: value, "tier": hit["tier"]}


def _overlap(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    return bool(left["start"] < right["end"] and right["start"] < left["end"])
