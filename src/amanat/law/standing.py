"""How a gap stands to the law on a day. Commencement changes the standing, never the verdict."""

from datetime import date
from typing import Final

from amanat.law.citation import citation_text, law_lines
from amanat.law.model import Control

# What a report says of a gap's law is asked for in one place.
__all__ = ["citation_text", "law_lines", "other_reading", "stale_days", "standing"]

#: A build says how old its law is from this many days on.
STALE_AFTER_DAYS: Final = 90


def standing(control: Control, *, event_on: date | None, continuing: bool, as_of: date) -> str:
    """Return `binds today`, `readiness gap` or `before commencement` for what was judged.

    Args:
        control: whose law is asked; its planning date counts (13 May 2027, not the 14th).
        event_on: Indian day on which what was judged happened; None: not known.
        continuing: it still goes on, so its day does not matter.
        as_of: the day of the audit.

    - Before the law's first day everything is a *readiness gap*.
    - From that day on, what goes on or happened on or after it *binds today*; what was over by
      then is *before commencement*.
    - A day that nobody knows takes nothing out of the law's reach: from the first day on it
      *binds today*, until a date shows that it was earlier.
    - A law that ends with phase 3 (the SPDI Rules, on the day section 43A is omitted) reaches what
      happened before its end, and is shown as binding until the day before. From the day of its
      end nothing under it binds today or lies ahead: all that is left belongs to the time before
      phase 3 commenced, so the word is *before commencement*, also for what still goes on, which
      from then on is the DPDP controls' matter. The verdict stays, since an event is judged by the
      law of its day. Whether a claim of that time outlives the omission is a question for counsel.
    """
    force = control.in_force
    return _standing(force.date, force.ends, event_on, as_of, continuing=continuing)


def other_reading(
    control: Control, *, event_on: date | None, continuing: bool, as_of: date
) -> str | None:
    """Return the standing by the other arguable dates where it differs, else None."""
    force = control.in_force
    first, ends = force.alt_date or force.date, force.alt_ends or force.ends
    other = _standing(first, ends, event_on, as_of, continuing=continuing)
    plain = standing(control, event_on=event_on, continuing=continuing, as_of=as_of)
    return None if other == plain else other


def _standing(
    first: date, ends: date | None, event_on: date | None, as_of: date, *, continuing: bool
) -> str:
    if as_of < first:
        return "readiness gap"
    if ends is not None and as_of >= ends:
        return "before commencement"
    if continuing or event_on is None or event_on >= first:
        return "binds today"
    return "before commencement"


def stale_days(as_of_build: date, today: date) -> int | None:
    """Return the days since the law was checked if they are more than 90, else None.

    Args:
        as_of_build: the day up to which the law of this build was checked.
        today: the Indian day on which it is used.
    """
    days = (today - as_of_build).days
    return days if days > STALE_AFTER_DAYS else None
