"""Invented exports in their real layouts, and helpers to show what is read in them.

Each product has a module `cases_<product>.py` with `CASES`, a tuple of `Case`; `every_case` finds
them all, so that a product is added by adding files.
"""

import csv
import io
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa

from amanat.evidence.extract import extract_found
from amanat.evidence.keys import Keys
from amanat.sources.discover import discover
from amanat.sources.model import Found, Head
from amanat.sources.recognise import recognise

KEYS = Keys.of(b"k" * 32)
#: Invented numbers whose check digit is right.
AADHAAR = ("2341 2341 2346", "4980 0021 3453", "7001 2345 6783", "9125 6700 1236")


@dataclass(frozen=True)
class Case:
    """One invented export: a table (`columns`, `rows`), `records` of JSON, or any other `data`.

    `file`: its name; `.jsonl` puts one record a line, `wrap` is the key that holds the records in
    a `.json`. `before` and `after` stand above and below a table. The rest is what it must be
    recognised as; `certain` is false where only the product may be meant (`looks_like` for want of
    the certain sign).
    """

    product: str | None
    object: str
    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    records: tuple[dict[str, Any], ...] = ()
    data: str | bytes | None = None
    wrap: str | None = None
    before: str = ""
    after: str = ""
    kind: str = "table"
    how: str = "seen"
    people: str | None = "contact"

    @property
    def name(self) -> str:
        """What the case is called in the report of a test."""
        return f"{self.product or 'own'}-{self.object}-{self.file}"

    @property
    def tabular(self) -> bool:
        """Whether it has columns to be reordered, renamed and added."""
        return self.data is None

    def text(self) -> str | bytes:
        """Return the content of the file."""
        if self.data is not None:
            return self.data
        if self.records:
            if self.file.endswith(".jsonl"):
                return "".join(json.dumps(record) + "\n" for record in self.records)
            whole: Any = list(self.records)
            return json.dumps(whole if self.wrap is None else {self.wrap: whole})
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return self.before + out.getvalue() + self.after

    def put(self, folder: Path) -> Found:
        """Write the file into a folder of its own and return the unit."""
        folder.mkdir(parents=True, exist_ok=True)
        path, text = folder / self.file, self.text()
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (found,) = discover([path], workspace=None)
        return found


def table(product: str | None, name: str, file: str, text: str, **more: Any) -> Case:
    """Return the case of a table that is written as CSV."""
    columns, *rows = csv.reader(io.StringIO(text.strip("\n"), newline=""))
    return Case(product, name, file, tuple(columns), tuple(map(tuple, rows)), **more)


def head_of(case: Case, folder: Path) -> Head:
    """Write a case and recognise it."""
    return recognise(case.put(folder))


def told(head: Head) -> tuple[str | None, str, str]:
    """Return product, object and how it is known."""
    return head.layout.product, head.layout.object, head.how


def roles(head: Head) -> dict[str, str]:
    """Return the role of each column that a rule names, by raw title."""
    pairs = zip(head.columns, head.rules, strict=True)
    return {title: rule.role for title, rule in pairs if rule is not None}


def extracted(case: Case, folder: Path) -> dict[str, pa.Table]:
    """Write a case and extract it as an audit does."""
    return extract_found(case.put(folder), keys=KEYS)


def consents_of(case: Case, folder: Path) -> list[tuple[str, str, str | None, str | None]]:
    """Return (label, act, channel, day or None) of each choice that is read, sorted."""
    rows = extracted(case, folder)["consents"].to_pylist()
    return sorted(
        (
            (
                row["label"],
                row["act"],
                row["channel"],
                row["at_from"] and str(row["at_from"].date()),
            )
            for row in rows
        ),
        key=str,
    )


def reordered(case: Case) -> Case:
    """Return the case with its columns, or the keys of its records, in another order."""
    order = list(range(len(case.columns)))
    random.Random(3).shuffle(order)
    return replace(
        case,
        columns=tuple(case.columns[at] for at in order),
        rows=tuple(tuple(row[at] for at in order) for row in case.rows),
        records=tuple(dict(reversed(record.items())) for record in case.records),
    )


def with_column(case: Case, title: str, cells: Sequence[str]) -> Case:
    """Return the case with one more column; its cells repeat if they are too few."""
    extra = [cells[at % len(cells)] for at in range(max(len(case.rows), len(case.records)))]
    return replace(
        case,
        columns=(*case.columns, title) if case.columns else (),
        rows=tuple((*row, cell) for row, cell in zip(case.rows, extra, strict=False)),
        records=tuple(
            {**record, title: cell} for record, cell in zip(case.records, extra, strict=False)
        ),
    )


def renamed(case: Case, titles: Mapping[str, str]) -> Case:
    """Return the case with other titles, as a product in another language writes them."""
    return replace(case, columns=tuple(titles.get(title, title) for title in case.columns))


def plain(columns: str, folder: Path, file: str = "export.csv") -> Head:
    """Recognise a table that has some titles and invented cells."""
    titles = [title.strip() for title in columns.split(",")]
    rows = tuple(tuple(f"x{row}-{at}" for at in range(len(titles))) for row in range(3))
    return head_of(Case(None, "", file, tuple(titles), rows), folder)


def every_case() -> list[Case]:
    """Return the cases of all products, in the order of their modules."""
    modules = sorted(path.stem for path in Path(__file__).parent.glob("cases_*.py"))
    return [case for name in modules for case in import_module(name).CASES]
