"""Delimited text record by record: slow, and right where the fast reader gives up.

A quote that is never closed costs its own line, not the rest of the file.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

#: A record longer than this is a quote that was never closed. pyarrow's limit is of that size too.
_LONGEST: Final = 4 << 20
_PATIENCE: Final = 40


class Endless(str):
    """The beginning of a line that is too long to be held: no record can be read from it."""

    __slots__ = ()


class _TooLongError(Exception):
    """More lines were asked for than a record can have."""


class Records:
    """Iterate over records as lists of cells; None for a line that cannot be read.

    Blank lines are no records. `position` counts the characters up to the end of the last record.
    """

    def __init__(
        self, lines: Iterable[str], delimiter: str, escape: str | None, *, whole: bool = True
    ) -> None:
        self._lines = iter(lines)
        self._delimiter = delimiter
        self._escape = escape
        self._whole = whole
        self._ahead: deque[str] = deque()
        self._taken: list[str] = []
        self._length = 0
        self._faults = 0
        self.position = 0
        csv.field_size_limit(_LONGEST * 2)

    def __iter__(self) -> Iterator[list[str] | None]:
        reader = self._reader()
        while True:
            self._taken.clear()
            self._length = 0
            try:
                row: list[str] | None = next(reader)
            except StopIteration:
                return
            except (_TooLongError, csv.Error):
                row = None
            if row is not None and self._unclosed():
                row = None
            if row is None:
                if not self._taken:
                    return
                self._give_back()
                reader = self._reader()
            self.position += sum(map(len, self._taken))
            if row is None or row:
                yield row

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(
            self._feed(),
            delimiter=self._delimiter,
            doublequote=self._escape is None,
            escapechar=self._escape,
        )

    def _feed(self) -> Iterator[str]:
        limit = _LONGEST if self._faults < _PATIENCE else _LONGEST >> 6
        while True:
            if self._ahead:
                line = self._ahead.popleft()
            else:
                line = next(self._lines, "")
                if not line:
                    return
            self._taken.append(line)
            self._length += len(line)
            if isinstance(line, Endless):
                raise _TooLongError
            if self._length > limit and len(self._taken) > 1:
                raise _TooLongError
            yield line

    def _unclosed(self) -> bool:
        # The lenient reader gives what it has at the end of the text, and does not say that a
        # quote was open. A sample may end in the middle of a cell: then there is no fault.
        if self._ahead or not self._taken:
            return False
        following = next(self._lines, "")
        if following:
            self._ahead.append(following)
            return False
        if not self._whole or (len(self._taken) == 1 and self._taken[0].count('"') % 2 == 0):
            return False
        try:
            list(
                csv.reader(
                    self._taken,
                    delimiter=self._delimiter,
                    doublequote=self._escape is None,
                    escapechar=self._escape,
                    strict=True,
                )
            )
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False

    def _give_back(self) -> None:
        self._faults += 1
        self._ahead.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]
