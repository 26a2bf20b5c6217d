"""JSON records: an array, an object that holds one, or one object a line."""

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, cast

from amanat.sources.format import Format
from amanat.sources.limits import Limits
from amanat.sources.model import Head, ReadNotes
from amanat.sources.opening import open_unit
from amanat.sources.readjson import read_json
from amanat.sources.stream import Raw
from amanat.sources.textform import text_form

if TYPE_CHECKING:
    from amanat.sources.dialect import Json


def _batches(head: Head, notes: ReadNotes, limits: Limits) -> Iterator[Any]:
    with closing(Raw(open_unit(head.found.where, limits))) as raw:
        yield from read_json(raw, cast("Json", head.dialect), notes, limits)


FORMATS: Final = (
    Format("json", suffixes=("json",), form=text_form, batches=_batches),
    Format("jsonl", suffixes=("jsonl", "ndjson"), form=text_form, batches=_batches),
)
