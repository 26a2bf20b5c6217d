from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.notify.due import CalendarEntry, ContractEnd, OpenTask, due
from amanat.terms.words import AREAS

NOW = date(2026, 11, 23)
ENTRIES = (
    CalendarEntry(
        "phase-3",
        date(2027, 5, 13),
        "All duties in force",
        alt_on=date(2027, 5, 14),
        certainty="arguable",
        remind_before=(365, 1),
        areas=AREAS,
    ),
    CalendarEntry("past", date(2026, 11, 22), "Over"),
    CalendarEntry("today", NOW, "Today"),
)
CONTRACTS = (
    ContractEnd("rc-1", "Mailer", date(2026, 12, 1)),
    ContractEnd("rc-2", "Call recorder", date(2026, 8, 31)),
)
TASKS = (
    OpenTask("91b0", "Close the sheet", "owner", 5, date(2026, 11, 20), "access-limited-to-need"),
    OpenTask("5e42", "Filter the sync", "marketing", 20, date(2026, 11, 25), "reuse-for-marketing"),
)


def titles(**options):
    return [each.title for each in due(ENTRIES, CONTRACTS, TASKS, **{"now": NOW} | options)]


def test_everything_due_comes_in_order_of_its_day():
    assert titles() == [
        "Agreement with Call recorder has ended",
        "Close the sheet",
        "Today",
        "Filter the sync",
        "Agreement with Mailer ends",
        "All duties in force",
    ]


def test_only_the_chosen_areas_are_told():
    assert titles(areas=["vendors"]) == [
        "Agreement with Call recorder has ended",
        "Agreement with Mailer ends",
        "All duties in force",
    ]
    assert titles(areas=["access"]) == ["Close the sheet", "All duties in force"]
    assert titles(areas=[]) == []


def test_an_area_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="no such area: cakes"):
        titles(areas=["cakes"])


def test_a_contract_is_reminded_of_90_60_30_and_7_days_before():
    message = next(each for each in due((), CONTRACTS, (), now=NOW) if not each.overdue)
    assert message.remind_before == (90, 60, 30, 7)


def test_the_other_arguable_day_is_told():
    message = due(ENTRIES[:1], (), (), now=NOW)[0]
    assert "14 May 2027 is arguable; plan with 13 May 2027" in message.detail


def test_nothing_comes_twice():
    once = due(ENTRIES, CONTRACTS, TASKS, now=NOW)
    assert due(ENTRIES * 2, CONTRACTS * 2, TASKS * 2, now=NOW) == once
    assert len({each.uid for each in once}) == len(once)


def test_uids_hold_no_name():
    assert all(
        "Mailer" not in each.uid and "rc-1" not in each.uid
        for each in due((), CONTRACTS, (), now=NOW)
    )


@given(st.permutations(TASKS), st.integers(0, 400), st.sets(st.sampled_from(AREAS)))
def test_order_and_day_of_asking_change_no_uid(tasks, days, areas):
    first = {each.title: each.uid for each in due((), (), TASKS, now=NOW)}
    later = due((), (), tasks, areas=areas, now=NOW + timedelta(days=days))
    assert all(first[each.title] == each.uid for each in later)
    assert {each.area for each in later} <= areas
