"""Days beside moments: whoever writes a moment writes its day in India beside it."""

from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

MOMENT: Final = pa.timestamp("us", tz="UTC")
SECOND: Final = 1_000_000
DAY: Final = 86_400 * SECOND
#: Asia/Kolkata has been five and a half hours ahead of UTC since 1945, without summer time.
KOLKATA: Final = 19_800 * SECOND

_EPOCH: Final = date(1970, 1, 1)


def micros(moments: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """Return n moments as microseconds since 1970 in UTC; null becomes the smallest int64."""
    whole = moments.cast(MOMENT).cast(pa.int64())
    return np.asarray(pc.fill_null(whole, np.iinfo(np.int64).min).to_numpy(), dtype=np.int64)


NO_TIME: Final = int(np.iinfo(np.int64).min)


def moments(values: npt.NDArray[np.int64]) -> pa.Array:
    """Return microseconds as moments; the smallest int64 becomes null."""
    return pa.array(values, mask=values == NO_TIME).cast(MOMENT)


def days(values: npt.NDArray[np.int64]) -> pa.Array:
    """Return the day in Asia/Kolkata of each moment, given in microseconds; none becomes null."""
    none = values == NO_TIME
    numbers = (np.where(none, 0, values) + KOLKATA) // DAY
    return pa.array(numbers.astype(np.int32), mask=none).cast(pa.date32())


def day_of(value: int | None) -> date | None:
    """Return the day in Asia/Kolkata of one moment; beyond the calendar, its first or last day."""
    if value is None or value == NO_TIME:
        return None
    number = _EPOCH.toordinal() + (value + KOLKATA) // DAY
    return date.fromordinal(min(max(number, 1), date.max.toordinal()))


def midnight(day: date) -> int:
    """Return the moment at which `day` begins in India, in microseconds since 1970 in UTC."""
    return (day.toordinal() - _EPOCH.toordinal()) * DAY - KOLKATA
