"""Read delimited text: pyarrow's reader at full speed, record by record where that gives up.

Both give the same cells, and both count a row of another width as one bad record.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv as arrow_csv

from amanat.sources.cells import TEXT, column_of, filled_rows, unguarded
from amanat.sources.dialect import Csv
from amanat.sources.header import is_closing, is_footer, is_total
from amanat.sources.limits import DEFAULT, Limits
from amanat.sources.model import ReadNotes
from amanat.sources.records import Endless, Records
from amanat.sources.stream import Raw, Utf8

_BLOCK: Final = 4 << 20
_SLOW_ROWS: Final = 16_384


def read_csv(
    open_raw: Callable[[], Raw], dialect: Csv, notes: ReadNotes, limits: Limits = DEFAULT
) -> Iterator[Any]:
    """Yield batches of the cleaned cells of delimited text, columns named by number.

    Args:
        open_raw: opens the unit from its start; called again if the fast reader gives up.
        dialect: how it is written.
        notes: bad records, damage and content hash are put here.
        limits: how long a line may be.
    """
    done = 0
    if not dialect.pad:
        fast = _Fast(open_raw(), dialect)
        try:
            for batch in fast.batches():
                done += batch.num_rows
                yield batch
        except pa.ArrowInvalid:
            fast.gave_up = True
        finally:
            fast.raw.close()
        if not fast.gave_up:
            _note(notes, fast.raw, fast.faults.bad())
            return
    yield from _read_slowly(open_raw(), dialect, notes, limits, skip=done)


class _Faults:
    """Rows of another width. Single cells are footers where one of them says so."""

    def __init__(self) -> None:
        self.rows = 0
        self.single = 0
        self.closing = 0
        self.closing_single = 0
        self.footer = False

    def add(self, cells: int, first: str) -> None:
        self.rows += 1
        if cells == 1:
            self.single += 1
            self.footer = self.footer or is_footer(first)
        if is_total(first) or (cells == 1 and is_closing(first)):
            self.closing += 1
            self.closing_single += cells == 1

    def bad(self) -> int:
        if self.footer:
            return self.rows - self.single - (self.closing - self.closing_single)
        return self.rows - self.closing


class _Fast:
    """pyarrow's streaming reader; `gave_up` says that the rest has to be read slowly."""

    def __init__(self, raw: Raw, dialect: Csv) -> None:
        self.raw = raw
        self.faults = _Faults()
        self.gave_up = False
        self._dialect = dialect
        self._names = [str(index) for index in range(dialect.width)]

    def batches(self) -> Iterator[Any]:
        stream = Utf8(self.raw, self._dialect.encoding, self._dialect.skip)
        first = stream.read(_BLOCK)
        if not first.strip():
            self.raw.drain()
            return
        held: Any | None = None
        for batch in self._reader(_Chained(first, stream)):
            if held is not None:
                yield held
            held = self._cleaned(batch)
        if stream.quotes % 2 and self._dialect.escape is None:
            # A quote was never closed, and the last record has swallowed what followed it.
            self.gave_up = True
        elif held is not None:
            yield held

    def _reader(self, stream: Any) -> Any:
        return arrow_csv.open_csv(
            stream,
            read_options=arrow_csv.ReadOptions(column_names=self._names, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self._dialect.delimiter,
                double_quote=self._dialect.escape is None,
                escape_char=self._dialect.escape or False,
                newlines_in_values=True,
                invalid_row_handler=self._skip,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(self._names, TEXT),
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=[""],
                check_utf8=False,
            ),
        )

    def _skip(self, row: Any) -> str:
        first = (row.text or "").split(self._dialect.delimiter, 1)[0]
        self.faults.add(row.actual_columns, first)
        return "skip"

    def _cleaned(self, batch: Any) -> Any:
        return cleaned(batch.columns, self._names)


class _Chained(io.RawIOBase):
    """A piece that was read already, then the stream that it came from."""

    def __init__(self, first: bytes, stream: Utf8) -> None:
        super().__init__()
        self._first = first
        self._stream = stream

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        if self._first:
            wanted = len(self._first) if size is None or size < 0 else size
            piece, self._first = self._first[:wanted], self._first[wanted:]
            return piece
        return self._stream.read(size)


def cleaned(columns: Sequence[Any], names: Sequence[str]) -> Any:
    """Return a batch of cleaned columns without its empty rows and footers."""
    done = [unguarded(column) for column in columns]
    batch = pa.record_batch(done, names=list(names))
    keep = filled_rows(done, footers=True)
    return batch if keep is None else batch.filter(keep)


def _read_slowly(
    raw: Raw, dialect: Csv, notes: ReadNotes, limits: Limits, *, skip: int
) -> Iterator[Any]:
    faults = _Faults()
    names = [str(index) for index in range(dialect.width)]
    stream = io.BufferedReader(Utf8(raw, dialect.encoding, dialect.skip), 1 << 20)
    try:
        lines = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
        rows = _rows(
            Records(_lines(lines, limits.max_line), dialect.delimiter, dialect.escape),
            dialect,
            faults,
        )
        while chunk := list(islice(rows, _SLOW_ROWS)):
            columns = [column_of(cells) for cells in zip(*chunk, strict=True)]
            batch = cleaned(columns, names)
            passed = min(skip, batch.num_rows)
            skip -= passed
            if batch.num_rows > passed:
                yield batch.slice(passed)
        _note(notes, raw, faults.bad())
    finally:
        raw.close()


def _lines(text: io.TextIOWrapper, longest: int) -> Iterator[str]:
    """Yield lines; of one that has no end only its beginning is held."""
    while line := text.readline(longest):
        if len(line) < longest or line.endswith(("\n", "\r")):
            yield line
            continue
        more = line
        while more and not more.endswith(("\n", "\r")):
            more = text.readline(_BLOCK)
        yield Endless(line[:1024])


def _rows(records: Records, dialect: Csv, faults: _Faults) -> Iterator[list[str]]:
    for row in records:
        if row is None:
            faults.add(0, "")
        elif len(row) == dialect.width:
            yield row
        elif dialect.pad and len(row) < dialect.width and not (len(row) == 1 and is_footer(row[0])):
            yield row + [""] * (dialect.width - len(row))
        else:
            faults.add(len(row), row[0])


def _note(notes: ReadNotes, raw: Raw, bad: int) -> None:
    raw.drain()
    notes.bad_records = bad
    if bad:
        notes.partly = "bad_rows"
    if raw.cut:
        notes.partly = "truncated_tail"
    notes.content_hash = raw.digest()
