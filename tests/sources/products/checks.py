"""What every product's export must show, in any order of columns and with columns of our own."""

from dataclasses import replace
from pathlib import Path

from exported import (
    AADHAAR,
    Case,
    extracted,
    head_of,
    reordered,
    roles,
    told,
    with_column,
)

from amanat.sources.model import ReadNotes
from amanat.sources.read import read

#: A title that says nothing of what stands below it.
OWN_TITLE = "KYC remarks (ours)"


def is_recognised(case: Case, folder: Path, **expected: str) -> None:
    """Recognise a case as it stands and in another order; `expected`: title of each role's column."""
    for number, each in enumerate((case, reordered(case)) if case.tabular else (case,)):
        head = head_of(each, folder / str(number))
        assert told(head) == (case.product, case.object, case.how)
        assert (head.layout.kind, head.layout.people) == (case.kind, case.people)
        found = roles(head)
        assert {title: found.get(title) for title in expected} == expected


def finds_aadhaar(case: Case, folder: Path) -> None:
    """Put a column of Aadhaar numbers beside the others: it is found, the rest stays as it is."""
    case = replace(case, rows=_many(case.rows), records=_many(case.records))
    more = with_column(case, OWN_TITLE, AADHAAR)
    head = head_of(more, folder)
    assert told(head) == (case.product, case.object, case.how)
    columns = extracted(more, folder)["columns"].to_pylist()
    column = columns[head.columns.index(OWN_TITLE)]
    assert (column["category"], column["personal"], column["hits"]) == (
        "aadhaar",
        "yes",
        len(case.rows) + len(case.records),
    )


def mentions(case: Case, folder: Path) -> set[tuple[str, int]]:
    """Return (category, row) of each mention that texts of a case hold."""
    rows = extracted(case, folder)["mentions"].to_pylist()
    return {(row["category"], row["row_ordinal"]) for row in rows}


def moments(case: Case, folder: Path, column: str = "created_at") -> list[tuple[str, str]]:
    """Return the moment of each row, UTC to the minute, and what is known of its zone."""
    rows = extracted(case, folder)["rows"].to_pylist()
    return [(f"{row[column]:%Y-%m-%d %H:%M}" if row[column] else "", row["zone"]) for row in rows]


def ids(case: Case, folder: Path) -> list[tuple[int, str, str]]:
    """Return (row, kind, whose) of each identifier, sorted."""
    rows = extracted(case, folder)["row_ids"].to_pylist()
    return sorted((row["row_ordinal"], row["kind"], row["who"]) for row in rows)


def cells(case: Case, folder: Path) -> list[list[str | None]]:
    """Return the cells of a case as its reader gives them, row by row."""
    batches = read(head_of(case, folder), ReadNotes())
    return [list(row.values()) for batch in batches for row in batch.to_pylist()]


def _many(rows):
    return tuple(rows) * (12 // len(rows) + 1) if rows else ()
