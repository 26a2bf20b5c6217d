"""Workbooks: each sheet is a unit, hidden ones too."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from amanat.sources.dialect import Sheet
from amanat.sources.errors import SourceError
from amanat.sources.footers import without_footer
from amanat.sources.format import Form, Format, Peek
from amanat.sources.limits import Limits
from amanat.sources.model import Found, Head, ReadNotes
from amanat.sources.ole import MAGIC
from amanat.sources.tabular import ask, batches_aside

_BINARY: Final = b"xl/workbook.bin"
_STREAMS: Final = frozenset({"Workbook", "Book"})


def _is_xls(peek: Peek) -> bool:
    return not _STREAMS.isdisjoint(peek.streams)


def _is_xlsb(peek: Peek) -> bool:
    return peek.packed_as == "xl" and (_BINARY in peek.head or peek.suffix == "xlsb")


def _is_xlsx(peek: Peek) -> bool:
    return peek.packed_as == "xl" and not _is_xlsb(peek)


def _parts(found: Found, limits: Limits) -> Iterator[str]:
    if found.size > limits.max_workbook:
        raise SourceError("over_size", "a very large workbook", "a smaller one", "save it as CSV")
    yield from ask("workbook:names", found, _roomy(limits))


def _form(found: Found, limits: Limits) -> Form:
    told = ask("workbook:header", found, _roomy(limits))
    dialect = Sheet(told["width"], told["skip"])
    columns = (told["titles"], told["named"], told["filled"])
    return Form(found.format, dialect, *columns, told["rows"])


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    return without_footer(batches_aside("workbook:batches", head, notes, _roomy(limits)))


def _roomy(limits: Limits) -> Limits:
    return replace(limits, max_memory=limits.max_workbook_memory)


FORMATS: Final = (
    Format(
        "xlsx",
        suffixes=("xlsx", "xlsm"),
        magic=(b"PK",),
        tells=_is_xlsx,
        form=_form,
        batches=_batches,
        parts=_parts,
    ),
    Format(
        "xlsb",
        suffixes=("xlsb",),
        magic=(b"PK",),
        tells=_is_xlsb,
        like="xlsx",
        form=_form,
        batches=_batches,
        parts=_parts,
    ),
    Format(
        "xls",
        suffixes=("xls",),
        magic=(MAGIC,),
        tells=_is_xls,
        like="xlsx",
        form=_form,
        batches=_batches,
        parts=_parts,
    ),
    Format(
        "ods",
        suffixes=("ods",),
        magic=(b"PK",),
        tells=lambda peek: peek.packed_as == "ods",
        like="xlsx",
        form=_form,
        batches=_batches,
        parts=_parts,
    ),
)
