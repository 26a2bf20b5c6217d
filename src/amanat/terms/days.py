"""Days as they are written in India, whatever the machine's language is."""

from datetime import date
from typing import Final

MONTHS: Final = (
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
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
