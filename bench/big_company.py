"""Make a company of any size for the benchmarks: 5 notes and 20 events a person, in part files.

    python bench/big_company.py FOLDER --people 1000000

The invented company of the package has 3 notes and 15 events a person, and one file of each kind.
Here more tickets and more events are added, of the same people and in the same shape, and both
exports come in parts as large accounts give them: tickets in files of about 1 % of all bytes. Only
a few lines are in memory at any time.
"""

import argparse
import csv
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from amanat.sample.company import generate

EVENT_FILES: Final = 12
TICKET_FILES: Final = 14
#: Tickets of the package's company are 0.6 a person; with 2 more a person notes are 5.
_MORE_TICKETS: Final = 2_000_000
_OF_PEOPLE: Final = 1_000_000
_WORDS: Final = ("Again today", "Second time", "Wrote once more", "Still open for us")


def make(folder: Path, people: int) -> Path:
    """Write the company below `folder`; return the folder of its exports.

    A folder that is whole already is left as it is.
    """
    exports = folder / "exports"
    whole = folder / f"made-{people}"
    if whole.is_file():
        return exports
    shutil.rmtree(folder, ignore_errors=True)
    generate(folder, people=people)
    _events(next(exports.glob("mixpanel-export-*.jsonl")))
    _tickets(next(exports.glob("freshdesk-tickets-*.csv")), people)
    whole.touch()
    return exports


def ticket_file(exports: Path) -> Path:
    """Return the ticket file that a second run finds changed."""
    return min(exports.glob("freshdesk-tickets-*.csv"))


def contact_file(exports: Path) -> Path:
    """Return the file of contacts that a second run finds one contact longer."""
    return next(exports.glob("hubspot-crm-exports-all-contacts-*.csv"))


def add_ticket(path: Path) -> None:
    """Add a ticket: the last one again under a new number."""
    with path.open(encoding="utf-8", newline="") as file:
        *_, last = csv.reader(file)
    _append(path, [f"9{last[0]}", *last[1:]])


def add_contact(path: Path) -> None:
    """Add a contact whom nobody knew: another record, name, address and number."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *_, last = csv.reader(file)
    new = {
        "Record ID": "999999999999",
        "First Name": "Chitrangada",
        "Last Name": "Wadekarwala",
        "Email": "chitrangada.wadekarwala@example.in",
        "Phone Number": "+91 98980 76543",
        "Mobile Phone Number": "",
    }
    _append(path, [new.get(title, cell) for title, cell in zip(header, last, strict=True)])


def _append(path: Path, row: list[str]) -> None:
    stat = path.stat()
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(row)
    # An export an hour later; its day, and so all that hangs on it, stays.
    os.utime(path, (stat.st_atime + 3600, stat.st_mtime + 3600))


def _events(path: Path) -> None:
    """Deal the events out over several files, and every third one twice."""
    stat = path.stat()
    parts = [path.with_name(f"{path.stem}-part{each + 1:02d}.jsonl") for each in range(EVENT_FILES)]
    with ExitStack() as stack:
        source = stack.enter_context(path.open("rb", buffering=1 << 20))
        files = [stack.enter_context(part.open("wb", buffering=1 << 20)) for part in parts]
        for at, line in enumerate(source):
            files[at % EVENT_FILES].write(line)
            if at // EVENT_FILES % 3 == 0:
                again = line.replace(b'"$insert_id": "e', b'"$insert_id": "f', 1)
                files[at % EVENT_FILES].write(again)
    path.unlink()
    for part in parts:
        os.utime(part, (stat.st_atime, stat.st_mtime))


def _tickets(path: Path, people: int) -> None:
    """Write the tickets and more of the same people into files of equal length."""
    stat = path.stat()
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
        total = sum(1 for _ in csv.reader(file))
    more = people * _MORE_TICKETS // _OF_PEOPLE
    each = -(-(total + more) // TICKET_FILES)
    rows = _more(path, header, total + more)
    for number in range(TICKET_FILES):
        part = path.with_name(f"{path.stem}-part{number + 1:02d}.csv")
        with part.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(header)
            for _, row in zip(range(each), rows, strict=False):
                out.writerow(row)
        os.utime(part, (stat.st_atime, stat.st_mtime))
    path.unlink()


def _more(path: Path, header: list[str], wanted: int) -> Iterator[list[str]]:
    """Yield the tickets over and over, under new numbers and with other words at their end."""
    number, text = header.index("Ticket ID"), header.index("Description")
    made = turn = 0
    while True:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            next(rows)
            for row in rows:
                if made == wanted:
                    return
                made += 1
                if turn:
                    row[number] = str(1000 + made)
                    row[text] = f"{row[text]} {_WORDS[turn % len(_WORDS)]}."
                yield row
        turn += 1


def main() -> None:
    """Make a company and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=_OF_PEOPLE)
    asked = parser.parse_args()
    exports = make(asked.folder, asked.people)
    size = sum(path.stat().st_size for path in exports.iterdir())
    print(f"{exports}: {size / 1e6:,.0f} MB in {len(list(exports.iterdir()))} files")


if __name__ == "__main__":
    main()
