"""Delimited text: CSV and its kin."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, cast

from amanat.sources.footers import without_footer
from amanat.sources.format import Format
from amanat.sources.limits import Limits
from amanat.sources.model import Head, ReadNotes
from amanat.sources.opening import open_unit
from amanat.sources.readcsv import read_csv
from amanat.sources.stream import Raw
from amanat.sources.textform import text_form

if TYPE_CHECKING:
    from amanat.sources.dialect import Csv


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    where = head.found.where
    dialect = cast("Csv", head.dialect)
    return without_footer(read_csv(lambda: Raw(open_unit(where, limits)), dialect, notes, limits))


FORMATS: Final = (
    Format("csv", suffixes=("csv",), form=text_form, batches=_batches),
    Format("tsv", suffixes=("tsv", "tab"), form=text_form, batches=_batches),
)
