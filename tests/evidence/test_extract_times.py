from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_units import extracted, head

from amanat.evidence.derive.dates import day_of
from amanat.evidence.extract_cells import Cells
from amanat.evidence.extract_tables import NO_TIME
from amanat.evidence.extract_times import ZONES, Bounds, TimeColumn, earliest, latest
from amanat.sources.model import ConsentRule, Layout, Times

FROM = datetime(1985, 1, 1)  # noqa: DTZ001 - hypothesis wants bounds without a zone
UNTIL = datetime(2090, 1, 1)  # noqa: DTZ001 - as above
IST = Times("auto", "Asia/Kolkata", known=True)


def read(*values, times=Times()):  # noqa: B008
    column = TimeColumn(times)
    column.add(Cells.of(pa.array(values, pa.large_string())))
    return column.finish()


def moment(value):
    return (
        None
        if value == NO_TIME
        else datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(value))
    )


def one(value, times=Times()):  # noqa: B008
    bounds = read(value, times=times).of(slice(None))
    return moment(bounds.since[0]), moment(bounds.until[0]), ZONES[bounds.zone[0]]


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "since", "until"),
    [
        ("2026-01-02T10:00:00Z", utc(2026, 1, 2, 10), utc(2026, 1, 2, 10, 0, 1)),
        (
            "2026-01-02T10:00:00.250Z",
            utc(2026, 1, 2, 10, 0, 0, 250000),
            utc(2026, 1, 2, 10, 0, 0, 250000),
        ),
        ("2026-01-02 10:00:00+05:30", utc(2026, 1, 2, 4, 30), utc(2026, 1, 2, 4, 30, 1)),
        ("1700000000", utc(2023, 11, 14, 22, 13, 20), utc(2023, 11, 14, 22, 13, 21)),
        (
            "1700000000123",
            utc(2023, 11, 14, 22, 13, 20, 123000),
            utc(2023, 11, 14, 22, 13, 20, 123000),
        ),
        ("$D_1700000000", utc(2023, 11, 14, 22, 13, 20), utc(2023, 11, 14, 22, 13, 21)),
        ("13/02/2026 4:30 PM IST", utc(2026, 2, 13, 11), utc(2026, 2, 13, 11, 1)),
        ("2026-01-02 10:00:00 (UTC)", utc(2026, 1, 2, 10), utc(2026, 1, 2, 10, 0, 1)),
    ],
)
def test_a_value_that_tells_its_zone_is_bounded_by_its_precision(value, since, until):
    assert one(value) == (since, until, "known")


@pytest.mark.parametrize(
    ("value", "since", "until"),
    [
        ("2026-01-02", utc(2026, 1, 1, 18, 30), utc(2026, 1, 2, 18, 30)),
        ("2026-01-02 10:00", utc(2026, 1, 2, 4, 30), utc(2026, 1, 2, 4, 31)),
        ("5 Jan 2026 4:30 PM", utc(2026, 1, 5, 11), utc(2026, 1, 5, 11, 1)),
        ("Jan 5, 2026", utc(2026, 1, 4, 18, 30), utc(2026, 1, 5, 18, 30)),
        ("05-Jan-26", utc(2026, 1, 4, 18, 30), utc(2026, 1, 5, 18, 30)),
        ("20260102101112", utc(2026, 1, 2, 4, 41, 12), utc(2026, 1, 2, 4, 41, 13)),
        ("45000", utc(2023, 3, 14, 18, 30), utc(2023, 3, 15, 18, 30)),
    ],
)
def test_the_zone_of_the_product_counts_where_the_value_has_none(value, since, until):
    assert one(value, IST) == (since, until, "known")


def test_assumed_and_unknown_zones_are_a_day_wide_each_way():
    assumed = Times("auto", "Asia/Kolkata")
    assert one("2026-01-02 10:00", assumed) == (
        utc(2026, 1, 1, 4, 30),
        utc(2026, 1, 3, 4, 31),
        "assumed",
    )
    assert one("2026-01-02") == (utc(2026, 1, 1), utc(2026, 1, 4), "unknown")


@pytest.mark.parametrize(
    "value", ["", "soon", "31/31/2026", "2026-02-30", "99999", "25:61", "12345678901", None]
)
def test_what_is_no_time_has_no_bounds(value):
    assert one(value) == (None, None, "unknown")


@pytest.mark.parametrize("times", [Times(), IST])
@pytest.mark.parametrize(
    "value",
    [
        "9999-12-31",
        "9999-12-31T23:59:59Z",
        "0001-01-01",
        "0000-01-01",
        "0001-01-01 00:00:00+05:30",
        "31/12/9999",
        "1970-01-01T00:00:00Z",
        "1970-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        "9999999999",
    ],
)
def test_a_day_that_stands_for_never_is_no_time(value, times):
    assert one(value, times) == (None, None, one("junk", times)[2])
    kept = read(value, "2026-01-02T10:00:00Z", times=times)
    assert [moment(at) for at in kept.at] == [None, utc(2026, 1, 2, 10)]


def test_the_first_and_the_last_day_that_are_believed_are_times():
    for value in ("1971-01-01T00:00:00Z", "2199-12-31T23:59:59Z"):
        assert one(value)[0] == datetime.fromisoformat(value)


def test_one_value_over_twelve_decides_day_and_month_for_its_column():
    def firsts(*values):
        return [moment(at) for at in read(*values).at]

    assert firsts("01/13/2026", "05/06/2026") == [utc(2026, 1, 13), utc(2026, 5, 6)]
    assert firsts("13/01/2026", "05/06/2026") == [utc(2026, 1, 13), utc(2026, 6, 5)]


def test_day_and_month_that_nothing_tells_apart_are_null_and_said_so():
    bounds = read("01/02/2026", "05/05/2026", "2026-01-02")
    assert bounds.undecided
    assert [moment(at) for at in bounds.at] == [None, utc(2026, 5, 5), utc(2026, 1, 2)]
    torn = read("01/13/2026", "13/06/2026")
    assert torn.undecided
    assert not read("13/06/2026").undecided
    assert not read("05/05/2026").undecided


def test_the_order_is_decided_over_all_batches():
    column = TimeColumn(Times())
    for value in ("01/02/2026", "13/02/2026"):
        column.add(Cells.of(pa.array([value], pa.large_string())))
    assert [moment(at) for at in column.finish().at] == [utc(2026, 2, 1), utc(2026, 2, 13)]


@given(
    st.datetimes(FROM, UNTIL),
    st.sampled_from(["Asia/Kolkata", "America/New_York", "Europe/London"]),
)
def test_a_local_time_is_the_moment_that_the_zone_database_tells(value, zone):
    value = value.replace(microsecond=0)
    bounds = read(value.isoformat(sep=" "), times=Times("iso", zone, known=True))
    told = {value.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    around = bounds.of(slice(None))
    if len(told) == 1:
        assert moment(bounds.at[0]) in told
        assert moment(around.until[0]) - moment(around.since[0]) == timedelta(seconds=1)
    elif max(told).astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0) == value.replace(fold=0):
        assert moment(around.since[0]) == min(told)
        assert moment(around.until[0]) == max(told) + timedelta(seconds=1)


def test_an_hour_that_a_clock_shows_twice_is_bounded_by_both():
    bounds = read("2026-11-01 01:30:00", times=Times("iso", "America/New_York", known=True)).of(
        slice(None)
    )
    assert (moment(bounds.since[0]), moment(bounds.until[0])) == (
        utc(2026, 11, 1, 5, 30),
        utc(2026, 11, 1, 6, 30, 1),
    )
    plain = read("2026-10-01 01:30:00", times=Times("iso", "America/New_York", known=True)).of(
        slice(None)
    )
    assert moment(plain.until[0]) - moment(plain.since[0]) == timedelta(seconds=1)


@given(st.datetimes(FROM, UNTIL))
def test_bounds_hold_the_moment_in_every_spelling(value):
    value = value.replace(microsecond=0)
    spellings = (
        value.strftime("%Y-%m-%dT%H:%M:%SZ"), value.strftime("%Y-%m-%d"), value.strftime("%d %B %Y"),
        value.strftime("%Y/%m/%d %H:%M"), value.strftime("%b %d, %Y %I:%M:%S %p"),
    )  # fmt: skip
    for text in spellings:
        since, until, _ = one(text)
        assert since <= value.replace(tzinfo=UTC) <= until


def test_latest_and_earliest_take_what_is_told():
    one_, two = (
        read(*values).of(np.arange(3))
        for values in (("2026-01-02", None, "junk"), ("2026-01-03", "2026-01-01", None))
    )
    assert [moment(at) for at in latest([one_, two], 3).at] == [
        utc(2026, 1, 3),
        utc(2026, 1, 1),
        None,
    ]
    assert [moment(at) for at in earliest([one_, two], 3).at] == [
        utc(2026, 1, 2),
        utc(2026, 1, 1),
        None,
    ]
    assert np.array_equal(latest([], 2).at, Bounds.none(2).at)


def test_seconds_since_1970_are_doubted_where_the_product_writes_local_time_so():
    assert one("1700000000", Times("epoch_s", "UTC"))[2] == "assumed"
    assert one("1700000000", Times("epoch_s", "UTC", known=True))[2] == "known"


@pytest.mark.parametrize(
    ("header", "reason"),
    [("Created on", "times_undecidable"), ("Last updated", None), ("Due", None)],
)
def test_only_times_that_are_judged_or_shown_make_a_unit_partly_read(header, reason):
    rows = [("a@example.in", "01/02/2026"), ("b@example.in", "03/04/2026")]
    (told,) = extracted(head(("Mail ID", header)), rows)["unit"].to_pylist()
    assert (told["status"], told["reason"]) == ("partly" if reason else "read", reason)


def test_the_time_of_a_choice_is_judged():
    rule = ConsentRule(("status",), {"yes": "give"}, label="newsletter", at="asked_on")
    layout = Layout("hubspot", "contact", "table", people="contact", consents=(rule,))
    rows = [("yes", "01/02/2026"), ("yes", "03/04/2026")]
    (told,) = extracted(head(("Status", "Asked on"), layout), rows)["unit"].to_pylist()
    assert told["reason"] == "times_undecidable"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (0, date(1970, 1, 1)),
        (-(10**17), date.min),
        (10**18, date.max),
        (None, None),
        (NO_TIME, None),
    ],
)
def test_the_day_of_a_moment_beyond_the_calendar_is_its_first_or_last(value, day):
    assert day_of(value) == day
