"""Days as they are written in India, whatever the machine's language is."""

from datetime import date
from typing import Final

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)


def day_text(on: date) -> str:
    """Return a day as people write it: 12 Mar 2026."""
    return f"{short_day(on)} {on.year}"


def short_day(on: date) -> str:
    """Return a day without its year: 12 Mar."""
    return f"{on.day} {_MONTHS[on.month - 1]}"
