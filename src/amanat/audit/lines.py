"""Scan files of text line by line, for editors and code hosts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import pyarrow as pa

from amanat.audit.spans import Finder, Span

#: Lines that are searched together, and the most bytes of them.
_LINES: Final = 65_536
_BYTES: Final = 8 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One span and the number of the line that it stands in, from 1."""

    number: int
    span: Span


class Lines:
    """Scans lines of text; `bad` holds the numbers of those that are not UTF-8, from 1.

    Args:
        least: the lowest tier that is told.
    """

    def __init__(self, *, least: str) -> None:
        self._finder = Finder(least)
        self.bad: list[int] = []

    def scanned(self, lines: Iterable[bytes]) -> Iterator[Line]:
        """Yield the spans of all lines, topics too, in the order of their places."""
        numbered = enumerate(lines, 1)
        while some := list(_some(numbered)):
            texts: list[str] = []
            numbers: list[int] = []
            for number, line in some:
                try:
                    # A mark of byte order is no character of the first line.
                    texts.append(line.decode("utf-8-sig" if number == 1 else "utf-8"))
                    numbers.append(number)
                except UnicodeDecodeError:
                    self.bad.append(number)
            spans, topics = self._finder.find(pa.array(texts, pa.large_string()))
            for row in sorted({*spans, *topics}):
                found = [*spans.get(row, ()), *topics.get(row, ())]
                for span in sorted(found, key=lambda each: (each.start, each.end, each.category)):
                    yield Line(numbers[row], span)


def _some(numbered: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, bytes]]:
    size = 0
    for number, line in islice(numbered, _LINES):
        yield number, line
        size += len(line)
        if size >= _BYTES:
            return
