"""Scan records of JSON lines: identifiers, names of people and sensitive topics, as spans."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

import msgspec
import pyarrow as pa

from amanat.audit.spans import Finder, Span

#: What others call our categories, where that is another word: the labels of public test sets.
LABELS: Final[Mapping[str, str]] = {
    "api_key": "SECRET",
    "birth_date": "DOB",
    "driving_licence": "DL_IN",
    "gstin_company": "GSTIN",
    "ip_address": "IP",
    "mac_address": "MAC",
    "name": "PERSON",
    "pan_company": "PAN",
    "passport": "PASSPORT_IN",
    "password": "SECRET",
    "role_mailbox": "EMAIL",
    "vehicle": "VEHICLE_IN",
    "voter_id": "EPIC",
}
#: Lines that are searched together.
_LINES: Final = 4_096


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
        self._text, self._id = text_field, id_field
        self._finder = Finder(least)
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
        spans, topics = self._finder.find(pa.array(texts, pa.large_string()))
        for row, name in enumerate(ids):
            told = {
                "id": name,
                "spans": [
                    _told(each, "label", label(each.category)) for each in spans.get(row, ())
                ],
                "topics": [_told(each, "topic", each.category) for each in topics.get(row, ())],
            }
            yield msgspec.json.encode(told)


def _told(span: Span, word: str, value: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, word: value, "tier": span.tier}
