"""How a unit is to be read: what `recognise` found out and `read` needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Csv:
    """Delimited text. `skip`: bytes of UTF-8 before the first record (preamble and header).

    `pad`: rows leave out empty cells at their end, so that short rows are no bad rows.
    """

    encoding: str
    delimiter: str
    escape: str | None
    width: int
    skip: int
    pad: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook. `skip`: rows before the first record."""

    width: int
    skip: int


@dataclass(frozen=True, slots=True)
class Page:
    """A table of a page. `skip`: its rows before the first record."""

    encoding: str
    width: int
    skip: int


@dataclass(frozen=True, slots=True)
class Field:
    """One column of JSON records: where its value lies, and what the sample showed.

    `path`: key, or key and inner key, or key, index and inner key. `kind`: "text", "int", "bool",
    "float", "texts" (a list of them), "null" or, for all that is mixed or deeper, "json".
    `bodies` and `repeats` are those of the column's rule, the latter as paths.
    """

    path: tuple[str | int, ...]
    kind: str
    bodies: tuple[str, ...] = ()
    repeats: tuple[tuple[str | int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Json:
    """JSON records. `form`: "lines", "array" or "single"; `skip`: bytes before the first record.

    `wrapped`: the one key in which each record is wrapped. `rest`: a last column takes what no
    other column has, as JSON text, so that a rare key far down is never lost.
    """

    encoding: str
    form: str
    skip: int
    fields: tuple[Field, ...]
    wrapped: str | None = None
    rest: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """Running text. `form`: "text", "markdown" or "html"."""

    encoding: str
    form: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat saved as text, a stamp before each message."""

    encoding: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Typed columns. `paths`: of each cell in its record: the column, then keys within it."""

    paths: tuple[tuple[str | int, ...], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of a database. `names`: of its columns, as it is asked for them."""

    names: tuple[str, ...]
