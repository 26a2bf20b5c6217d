"""Days as the law counts them: Asia/Kolkata."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

#: India has had one fixed offset since 1945, so no time zone data is needed.
INDIA: Final = timezone(timedelta(hours=5, minutes=30))


def india_day(moment: datetime) -> date:
    """Return the day in Asia/Kolkata on which `moment` (with a time zone) falls."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone has no Indian day")
    return moment.astimezone(INDIA).date()
