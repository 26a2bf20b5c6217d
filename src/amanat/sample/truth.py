"""What was planted, and every personal value that was written: truth.json and canaries.txt."""

import heapq
import json
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import IO, Any, Final, Self

#: A shorter value would be found by accident, in numbers and ordinary words.
MIN_CANARY: Final = 5
_RUN: Final = 400_000


class Canaries:
    """Raw personal values, deduplicated and sorted in bounded memory.

    Sorted runs lie beside the sample in a temporary folder until `write` merges them.
    """

    def __init__(self, folder: Path) -> None:
        self._runs = tempfile.TemporaryDirectory(prefix=".canaries-", dir=folder)
        self._count = 0
        self._values: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runs.cleanup()

    def add(self, values: Iterable[str]) -> None:
        """Note values as they were written."""
        self._values.update(value for value in values if len(value) >= MIN_CANARY)
        if len(self._values) >= _RUN:
            self._flush()

    def _flush(self) -> None:
        path = Path(self._runs.name) / f"{self._count}.txt"
        path.write_text("\n".join(sorted(self._values)) + "\n", encoding="utf-8", newline="\n")
        self._count += 1
        self._values = set()

    def write(self, path: Path) -> None:
        """Merge the runs into one file, one value a line."""
        self._flush()
        runs: list[IO[str]] = [
            (Path(self._runs.name) / f"{number}.txt").open(encoding="utf-8", newline="\n")
            for number in range(self._count)
        ]
        try:
            with path.open("w", encoding="utf-8", newline="\n") as out:
                out.writelines(line for line, _ in groupby(heapq.merge(*runs)) if line != "\n")
        finally:
            for run in runs:
                run.close()


class Truth:
    """Counts of what was really written, by fault and near miss and file."""

    def __init__(self) -> None:
        self.files: dict[str, int] = {}
        self._records: dict[str, int] = {}
        self._people: dict[str, set[int]] = {}
        self.where: dict[str, set[str]] = {}

    def file(self, path: str, rows: int) -> None:
        """Note how many records a file, member or sheet has."""
        self.files[path] = rows

    def plant(self, id_: str, where: str, records: int = 1, people: Iterable[int] = ()) -> None:
        """Note that a fault or near miss stands in `records` records, about these people."""
        self._records[id_] = self._records.get(id_, 0) + records
        self._people.setdefault(id_, set()).update(people)
        self.where.setdefault(id_, set()).add(where)

    def records(self, id_: str) -> int:
        """Return the records noted for a fault or near miss."""
        return self._records.get(id_, 0)

    def people(self, id_: str) -> int | None:
        """Return how many people it is about; None where nobody was named."""
        return len(self._people.get(id_, ())) or None


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write JSON with sorted keys, readable by people."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
