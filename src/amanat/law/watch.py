"""What is known up to which day, what nobody has looked at since, and which dates come next."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from amanat.law.load import calendar, law_checked_up_to
from amanat.law.model import Fixed
from amanat.law.standing import stale_days

_WATCH: Final = "gazette-watch"


@dataclass(frozen=True, slots=True)
class Updates:
    """How fresh the law of this build is on a day.

    `stale`: days since it was checked, where they are more than 90. `blind`: what may have changed
    since; `proposed`: what was announced and not made law as far as found.
    """

    checked_up_to: date
    stale: int | None
    blind: tuple[str, ...]
    proposed: tuple[Fixed, ...]
    coming: tuple[Fixed, ...]


def updates(as_of: date) -> Updates:
    """Return what the calendar says of the time after the last check, and of the days to come."""
    book = calendar()
    watched = [habit.watch for habit in book.good_practice if habit.id == _WATCH]
    coming = [entry for entry in book.fixed if (entry.alt_date or entry.date) >= as_of]
    return Updates(
        checked_up_to=law_checked_up_to(),
        stale=stale_days(law_checked_up_to(), as_of),
        blind=watched[0] if watched else (),
        proposed=tuple(entry for entry in book.fixed if entry.kind == "proposal"),
        coming=tuple(sorted(coming, key=lambda entry: (entry.date, entry.id))),
    )
