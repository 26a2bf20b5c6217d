"""Read distinct values as times: ISO 8601, seconds since 1970, and what people write in sheets."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.extract_cells import Codes, Flags, Ints
from amanat.evidence.extract_tables import NO_TIME
from amanat.sources.model import Times

SECOND: Final = 1_000_000
DAY: Final = 86_400 * SECOND
KNOWN, ASSUMED, UNKNOWN = range(3)
_HOURS: Final = 24

_TAIL: Final = (
    r"(?:(?:[T ,]+|,? at )(?P<hour>\d{1,2}):(?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"[\s\x{202f}\x{a0}]*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*\(?(?P<zone>Z|UTC|GMT|IST|(?:UTC|GMT)?[+-]\d{1,2}:?\d{2})?\)?)?$"
)
_SHAPES: Final = (
    r"^(?P<year>\d{4})[-/.](?P<first>\d{1,2})[-/.](?P<last>\d{1,2})" + _TAIL,
    r"^(?P<first>\d{1,2})[-/.](?P<last>\d{1,2})[-/.](?P<year>\d{4}|\d{2})" + _TAIL,
    r"^(?:[A-Za-z]{3,9},?\s+)?(?P<last>\d{1,2})(?:st|nd|rd|th)?[-\s]+(?P<month>[A-Za-z]{3,9})\.?[-,\s]+"
    r"(?P<year>\d{4}|\d{2})" + _TAIL,
    r"^(?:[A-Za-z]{3,9},?\s+)?(?P<month>[A-Za-z]{3,9})\.?\s+(?P<last>\d{1,2})(?:st|nd|rd|th)?,?\s+"
    r"(?P<year>\d{4})" + _TAIL,
)
_SLASHES: Final = 1
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
#: Days of a spreadsheet's count from 1900 that are dates of 1982 to 2064.
_SERIAL: Final = r"^[3-5]\d{4}(?:\.\d+)?$"
#: Moments that are believed: from 1971 up to 2200. What lies outside stands for "never" or for
#: "always", or is a count that nobody set.
_FIRST, _LAST = (
    int(np.datetime64(f"{year}-01-01", "us").astype(np.int64)) for year in (1971, 2200)
)
_SERIAL_ZERO: Final = np.datetime64("1899-12-30", "us").astype(np.int64)


@dataclass(slots=True)
class Parsed:
    """n values read: moments in microseconds of UTC if the day comes first, and if the month does.

    `span` is the precision in microseconds (0: finer than a second), `zone` one of KNOWN, ASSUMED,
    UNKNOWN; `NO_TIME` stands for what is no time. `twice`: by how much a local time may be later,
    since the clock showed it twice when summer time ended.
    """

    day_first: Ints
    month_first: Ints
    span: Ints
    zone: Codes
    twice: Ints
    numbers_over_12: tuple[bool, bool] = (False, False)

    @classmethod
    def none(cls, count: int) -> "Parsed":
        """Begin with nothing read."""
        return cls(
            np.full(count, NO_TIME, np.int64),
            np.full(count, NO_TIME, np.int64),
            np.zeros(count, np.int64),
            np.full(count, UNKNOWN, np.int32),
            np.zeros(count, np.int64),
        )


def parse(words: pa.Array, times: Times) -> Parsed:
    """Read distinct values as times.

    Args:
        words: n strings.
        times: how the layout writes moments.
    """
    out = Parsed.none(len(words))
    if len(words) and not _epoch(words, out, times):
        _written(words, out, times)
    out.day_first, out.month_first = _believed(out.day_first), _believed(out.month_first)
    return out


def _believed(at: Ints) -> Ints:
    return np.where((at >= _FIRST) & (at < _LAST), at, NO_TIME)


def _written(words: pa.Array, out: Parsed, times: Times) -> None:
    """Read a column that is not throughout a count from 1970."""
    text = pc.utf8_trim_whitespace(words)
    if pc.any(pc.or_(pc.starts_with(text, "'"), pc.starts_with(text, "$D_"))).as_py():
        text = pc.replace_substring_regex(text, r"^(?:'|\$D_)", "")
    if not _iso(text, out, times):
        _numbers(text, out, times)
        for at, shape in enumerate(_SHAPES):
            left = np.flatnonzero(out.day_first == NO_TIME)
            if not len(left):
                break
            _shaped(text.take(pa.array(left)), left, shape, out, times, slashes=at == _SLASHES)


def _epoch(words: pa.Array, out: Parsed, times: Times) -> bool:
    """Read a column of seconds or milliseconds since 1970 throughout, as events have, in one go."""
    if not _casts(words.slice(0, 1), pa.int64()):
        return False
    try:
        value = np.asarray(words.cast(pa.int64()).to_numpy(zero_copy_only=False))
    except pa.ArrowInvalid:
        return False
    seconds = (value >= 10**9) & (value < 10**10)
    millis = (value >= 10**12) & (value < 2 * 10**12)
    if not (seconds | millis).all():
        return False
    out.day_first[:] = np.where(seconds, value * SECOND, value * 1000)
    out.month_first[:] = out.day_first
    out.span[:] = np.where(seconds, SECOND, 0)
    out.zone[:] = _epoch_zone(times)
    return True


def _iso(text: pa.Array, out: Parsed, times: Times) -> bool:
    """Read a column that is ISO 8601 throughout, the common case, in one go."""
    for zoned in (True, False):
        kind = pa.timestamp("us", tz="UTC") if zoned else pa.timestamp("us")
        if not _casts(text.slice(0, 1), kind):
            continue
        try:
            read = text.cast(kind)
        except pa.ArrowInvalid:
            continue
        told = pc.fill_null(read.cast(pa.int64()), NO_TIME).to_numpy(zero_copy_only=False)
        at = _believed(np.asarray(told))  # no zone is known of a year that no calendar has
        length = np.asarray(pc.fill_null(pc.utf8_length(text), 0).to_numpy(zero_copy_only=False))
        bare = length - (_suffix(text) if zoned else 0)
        out.span[:] = np.select(
            [bare <= 10, bare <= 13, bare <= 16, bare <= 19],
            [DAY, 3600 * SECOND, 60 * SECOND, SECOND],
            0,
        )
        if zoned:
            out.day_first[:], out.zone[:] = at, KNOWN
        else:
            _localise(at, np.arange(len(at)), out, times)
        out.month_first[:] = out.day_first
        return True
    return False


def _casts(some: pa.Array, kind: pa.DataType) -> bool:
    """Say whether the first values are of a kind; a whole column that is not costs more to try."""
    try:
        some.cast(kind)
    except pa.ArrowInvalid:
        return False
    return True


def _suffix(text: pa.Array) -> Ints:
    ends = pc.ends_with(text, "Z")
    offset = pc.utf8_length(pc.struct_field(pc.extract_regex(text, r"(?P<z>[+-]\d\d:?\d*)$"), "z"))
    found = pc.if_else(ends, 1, pc.fill_null(offset, 0))
    return np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)


def _epoch_zone(times: Times) -> int:
    # Some products count from 1970 in the project's own zone and write it as if it were UTC.
    doubtful = times.form in ("epoch_s", "epoch_ms") and not times.known
    return ASSUMED if doubtful else KNOWN


def _numbers(text: pa.Array, out: Parsed, times: Times) -> None:
    """Read seconds and milliseconds since 1970, CleverTap's digits and spreadsheet days."""
    digits = pc.match_substring_regex(
        text, r"^\d{10}(?:\.\d+)?$|^1\d{12}$|^(?:19|20)\d{12}$|" + _SERIAL
    )
    places = np.flatnonzero(np.asarray(digits.fill_null(False).to_numpy(zero_copy_only=False)))  # noqa: FBT003
    if not len(places):
        return
    some = text.take(pa.array(places))
    whole = pc.struct_field(pc.extract_regex(some, r"^(?P<whole>\d+)"), "whole").cast(pa.int64())
    value = np.asarray(whole.to_numpy(zero_copy_only=False), dtype=np.int64)
    fine = np.asarray(pc.match_substring(some, ".").to_numpy(zero_copy_only=False), dtype=bool)
    seconds = (value >= 10**9) & (value < 10**10)
    millis = (value >= 10**12) & (value < 2 * 10**12)
    at = np.where(seconds, value * SECOND, np.where(millis, value * 1000, NO_TIME))
    out.day_first[places] = at
    out.span[places] = np.where(seconds & ~fine, SECOND, 0)
    out.zone[places] = _epoch_zone(times)
    written = value >= 10**13
    if written.any():
        _local_parts(
            {
                "year": value[written] // 10**10,
                "month": value[written] // 10**8 % 100,
                "day": value[written] // 10**6 % 100,
                "hour": value[written] // 10**4 % 100,
                "minute": value[written] // 100 % 100,
                "second": value[written] % 100,
            },
            places[written],
            out,
            times,
        )
    serial = value < 10**6
    if serial.any():
        days = np.asarray(some.cast(pa.float64()).to_numpy(zero_copy_only=False))[serial]
        moments = _SERIAL_ZERO + np.rint(days * 86_400).astype(np.int64) * SECOND
        _localise(moments, places[serial], out, times)
        out.span[places[serial]] = np.where(days == np.floor(days), DAY, SECOND)
    out.month_first[places] = out.day_first[places]


def _local_parts(parts: dict[str, Ints], places: Ints, out: Parsed, times: Times) -> None:
    at = _moment(parts["year"], parts["month"], parts["day"])
    clock = (parts["hour"] * 3600 + parts["minute"] * 60 + parts["second"]) * SECOND
    sane = (parts["hour"] < 24) & (parts["minute"] < 60) & (parts["second"] < 61)
    _localise(np.where((at == NO_TIME) | ~sane, NO_TIME, at + clock), places, out, times)
    out.span[places] = SECOND


def _shaped(
    text: pa.Array, places: Ints, shape: str, out: Parsed, times: Times, *, slashes: bool
) -> None:
    found = pc.extract_regex(text, pattern=shape)
    hit = np.flatnonzero(np.asarray(found.is_valid().to_numpy(zero_copy_only=False)))
    if not len(hit):
        return
    found, places = found.take(pa.array(hit)), places[hit]
    names = {field.name for field in found.type}

    def number(name: str) -> Ints:
        part = pc.struct_field(found, name)
        filled = pc.if_else(pc.equal(part, ""), "0", part)
        return np.asarray(filled.cast(pa.int64()).to_numpy(zero_copy_only=False), dtype=np.int64)

    def word(name: str) -> pa.Array:
        return pc.utf8_lower(pc.struct_field(found, name))

    year, last = number("year"), number("last")
    # Only two digits leave the century out; the year 0001 is a year that nobody set.
    digits = pc.utf8_length(pc.struct_field(found, "year")).to_numpy(zero_copy_only=False)
    century = np.where(np.asarray(digits) > 2, 0, np.where(year < 70, 2000, 1900))
    year = year + century
    if "month" in names:
        month = pc.index_in(
            pc.utf8_slice_codeunits(word("month"), 0, 3), pa.array(_MONTHS, pa.large_string())
        )
        first = (
            np.asarray(pc.fill_null(month, -1).to_numpy(zero_copy_only=False)).astype(np.int64) + 1
        )
    else:
        first = number("first")
    clock, span, sane = _clock(number, word)
    day_first = _moment(year, last, first) if slashes else _moment(year, first, last)
    month_first = _moment(year, first, last) if slashes else day_first
    if slashes:
        out.numbers_over_12 = (bool((first > 12).any()), bool((last > 12).any()))
    offset, told = _offsets(word("zone"))
    for target, midnight in ((out.day_first, day_first), (out.month_first, month_first)):
        at = np.where((midnight == NO_TIME) | ~sane, NO_TIME, midnight + clock)
        zoned = np.where(at == NO_TIME, NO_TIME, at - offset)
        _localise(at, places, out, times, into=target)
        target[places[told]] = zoned[told]
    out.zone[places[told]] = KNOWN
    out.twice[places[told]] = 0
    out.span[places] = span


def _clock(number: Any, word: Any) -> tuple[Ints, Ints, Flags]:
    hour, minute, second = number("hour"), number("minute"), number("second")
    half = word("half")
    after = np.asarray(pc.starts_with(half, "p").to_numpy(zero_copy_only=False), dtype=bool)
    before = np.asarray(pc.starts_with(half, "a").to_numpy(zero_copy_only=False), dtype=bool)
    hour = np.where(after & (hour < 12), hour + 12, np.where(before & (hour == 12), 0, hour))
    has_time = np.asarray(
        pc.not_equal(word("minute"), "").to_numpy(zero_copy_only=False), dtype=bool
    )
    has_second = np.asarray(
        pc.not_equal(word("second"), "").to_numpy(zero_copy_only=False), dtype=bool
    )
    fine = np.asarray(pc.not_equal(word("part"), "").to_numpy(zero_copy_only=False), dtype=bool)
    span = np.select([~has_time, ~has_second, ~fine], [DAY, 60 * SECOND, SECOND], 0)
    clock = (hour * 3600 + minute * 60 + second) * SECOND
    return clock, span.astype(np.int64), (hour < 24) & (minute < 60) & (second < 61)


def _offsets(zone: pa.Array) -> tuple[Ints, Flags]:
    """Return offsets from UTC in microseconds, and which values tell their zone."""
    zone = pc.replace_substring_regex(zone, r"^ist$", "+0530")
    told = np.asarray(pc.not_equal(zone, "").to_numpy(zero_copy_only=False), dtype=bool)
    parts = pc.extract_regex(zone, r"(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})$")
    minutes = [
        np.asarray(
            pc.fill_null(pc.struct_field(parts, name).cast(pa.int64()), 0).to_numpy(
                zero_copy_only=False
            )
        )
        for name in ("hours", "minutes")
    ]
    minus = pc.fill_null(pc.equal(pc.struct_field(parts, "sign"), "-"), False)  # noqa: FBT003
    sign = np.where(np.asarray(minus.to_numpy(zero_copy_only=False), dtype=bool), -1, 1)
    return (sign * (minutes[0] * 60 + minutes[1]) * 60 * SECOND).astype(np.int64), told


def _moment(year: Ints, month: Ints, day: Ints) -> Ints:
    """Return midnight of days in microseconds; days that no calendar has are NO_TIME."""
    fits = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31) & (year >= 1900) & (year < 2200)
    months = np.where(fits, (year - 1970) * 12 + month - 1, 0).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + np.where(fits, day - 1, 0)
    fits &= days.astype("datetime64[M]") == months
    return np.where(fits, days.astype("datetime64[us]").astype(np.int64), NO_TIME)


def _localise(at: Ints, places: Ints, out: Parsed, times: Times, into: Ints | None = None) -> None:
    """Take local moments to UTC by the layout's zone; without one they are read as UTC."""
    target = out.day_first if into is None else into
    if times.zone is None:
        target[places] = at
        out.zone[places] = UNKNOWN
        return
    offset, twice = _zone_offsets(at, times.zone)
    target[places] = np.where(at == NO_TIME, NO_TIME, at - offset)
    out.twice[places] = twice
    out.zone[places] = KNOWN if times.known else ASSUMED


def _zone_offsets(at: Ints, zone: str) -> tuple[Ints, Ints]:
    """Return the offsets from UTC of local moments, and how far the second showing is later."""
    # An offset changes on the hour at the finest, so each hour is asked once.
    hours = np.where(at == NO_TIME, 0, at) // (3600 * SECOND)
    days, back = np.unique(hours // _HOURS, return_inverse=True)
    told = np.array([_day_offsets(zone, day) for day in days.tolist()], dtype=np.int64)
    first, second = told[back.reshape(-1), :, hours % _HOURS].T
    # In the hour that summer time leaves out the offsets differ the other way: no second showing.
    return first, np.maximum(first - second, 0)


@lru_cache(maxsize=65_536)
def _day_offsets(zone: str, day: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the offsets of a day's 24 local hours in microseconds, at the first showing and last.

    `day` counts from 1970.
    """
    where, begun = ZoneInfo(zone), datetime(1970, 1, 1) + timedelta(days=day)  # noqa: DTZ001 - local
    local = [begun.replace(hour=hour) for hour in range(_HOURS)]
    first, last = (
        tuple(_seconds(where.utcoffset(each.replace(fold=fold))) * SECOND for each in local)
        for fold in (0, 1)
    )
    return first, last


def _seconds(offset: timedelta | None) -> int:
    return 0 if offset is None else int(offset.total_seconds())
