"""What every file's writer gets: the plan, its people, and where truth and canaries go."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from amanat.sample.dice import Ints
from amanat.sample.people import Block, People
from amanat.sample.plan import Plan
from amanat.sample.planted import Notes
from amanat.sample.truth import Canaries, Truth


@dataclass(frozen=True, slots=True)
class Kit:
    """Tools of a writer; `exports` is the folder that files go to."""

    plan: Plan
    people: People
    exports: Path
    truth: Truth
    canaries: Canaries

    def notes(self, label: str, where: str, total: int) -> Notes:
        """Return the notes of a file with `total` rows."""
        notes = Notes(self.plan, label, where, self.canaries, self.truth)
        return notes.spread(total)

    def day(self, product: str) -> str:
        """Return the day of a product's export, as in file names."""
        return self.plan.exported(product).date().isoformat()

    def touched(self, block: Block, product: str) -> Ints:
        """Return last activity in epoch seconds: some people were active just before the export."""
        seen = np.array(block.seen, dtype=np.int64)
        index = np.array(block.index, dtype=np.int64)
        fresh = int(self.plan.exported(product).timestamp()) - 3600 - index % 1440 * 60
        return np.where(index % 500 == 3, fresh, seen)


def moments(seconds: Ints | list[int], gap: str = " ", digits: int = 19) -> list[str]:
    """Write epoch seconds as `YYYY-MM-DD HH:MM:SS`, or the first `digits` characters of it."""
    values = np.asarray(seconds, dtype=np.int64).astype("datetime64[s]")
    return [text[:10] + gap + text[11:digits] for text in np.datetime_as_string(values).tolist()]


def days(seconds: Ints | list[int]) -> list[str]:
    """Write epoch seconds as `YYYY-MM-DD`."""
    values = np.asarray(seconds, dtype=np.int64).astype("datetime64[s]").astype("datetime64[D]")
    return [str(day) for day in np.datetime_as_string(values)]


def pick(kit: Kit, label: str, index: list[int], words: tuple[str, ...]) -> list[str]:
    """Return one of the words for each index."""
    drawn = kit.plan.dice(label).throws(np.array(index, dtype=np.int64), len(words)).tolist()
    return [words[at] for at in drawn]


def stamp(moment: datetime) -> int:
    """Return the epoch second of a moment."""
    return int(moment.timestamp())
