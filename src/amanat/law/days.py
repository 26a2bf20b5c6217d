"""Days as the law counts them: Asia/Kolkata, written as `13 May 2027` whatever the locale."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

#: India has had one fixed offset since 1945, so no time zone data is needed.
INDIA: Final = timezone(timedelta(hours=5, minutes=30))
_MONTHS: Final = " Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def india_day(moment: datetime) -> date:
    """Return the day in Asia/Kolkata on which `moment` (with a time zone) falls."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone has no Indian day")
    return moment.astimezone(INDIA).date()


def day_text(day: date) -> str:
    """Write a day as reports do: `13 May 2027`."""
    month = _MONTHS[4 * day.month - 3 : 4 * day.month]
    return f"{day.day} {month} {day.year}"
