"""Copies that lie about: older exports, and loose tables of a CRM's people."""

from datetime import date, timedelta

import pytest
from derive_units import AS_OF, TAKEN, at, derived, person, rows_of, unit
from hypothesis import given
from hypothesis import strategies as st

from amanat.evidence.derive.copies import months_over

OLD = at(2024, 3, 12)
WEEK = timedelta(days=7)


def people(start, stop, **row):
    return [person(f"p{n}@example.in", **row) for n in range(start, stop)]


def crm(unit_id, rows, **values):
    return unit(unit_id, product="hubspot", rows=rows, **values)


def sheet(unit_id, rows, **values):
    values = {"taken_at": OLD, "taken_how": "content", "written_at": OLD} | values
    return unit(unit_id, object="t-1", rows=rows, layout="generic", **values)


def copies(*units, columns=("dataset_id", "original_id", "relation", "people", "gone", "share")):
    return rows_of(derived(*units), "copies", *columns)


def test_an_older_export_is_a_copy_with_whom_the_newest_has_no_longer():
    old = crm("u-1", people(0, 40), taken_at=OLD, written_at=OLD)
    now = crm("u-2", people(3, 43, created_at=at(2024, 1)))
    assert copies(old, now) == [("hubspot/contact", "hubspot", "history", 40, 3, 930)]


def test_who_came_after_the_copy_takes_nothing_from_its_share():
    old = crm("u-1", people(0, 40), taken_at=OLD, written_at=OLD)
    new = people(0, 40, created_at=at(2024, 1)) + people(40, 79, created_at=at(2026, 5))
    assert copies(old, crm("u-2", new)) == [("hubspot/contact", "hubspot", "history", 40, 0, 1000)]


def test_a_sheet_of_nearly_all_people_of_an_older_crm_is_its_copy():
    now = crm("u-1", people(3, 53, created_at=at(2024, 1)))
    assert copies(now, sheet("u-2", people(0, 50))) == [
        ("files/t-1", "hubspot", "current", 50, 3, 940)
    ]


def test_whom_the_crm_marks_as_deleted_is_gone():
    marked = [{"row_ordinal": n, "how": "flag", "at": at(2025, 1, 9)} for n in range(2)]
    rows = people(0, 2, state="deleted") + people(2, 50)
    now = crm("u-1", rows, deletions=marked)
    wanted = ("gone", "erased", "erased_months")
    assert copies(now, sheet("u-2", people(0, 50)), columns=wanted) == [(2, 2, 22)]
    merged = crm("u-1", rows, deletions=[each | {"how": "merged"} for each in marked])
    assert copies(merged, sheet("u-2", people(0, 50)), columns=wanted) == [(2, 0, None)]
    heard = crm("u-1", rows, deletions=[each | {"mark": "M"} for each in marked])
    assert copies(heard, sheet("u-2", people(0, 50)), columns=wanted) == [(2, 0, None)]


@pytest.mark.parametrize(
    "loose",
    [
        pytest.param(sheet("u-2", people(0, 19)), id="a few people that a team works with"),
        pytest.param(sheet("u-2", people(0, 24)), id="under half of the CRM"),
        pytest.param(sheet("u-2", people(30, 90)), id="people whom the CRM never had"),
        pytest.param(
            sheet("u-2", people(0, 50), taken_at=TAKEN + WEEK), id="newer than the CRM's export"
        ),
        pytest.param(
            unit("u-2", product="mailchimp", object="audience", rows=people(0, 50), taken_at=OLD),
            id="another product's own data",
        ),
    ],
)
def test_what_is_no_old_copy_of_a_crm_gives_no_row(loose):
    assert copies(crm("u-1", people(0, 50)), loose) == []


def test_parts_views_and_duplicates_are_no_copies():
    now = crm("u-1", people(0, 50))
    part = crm("u-2", people(50, 60), taken_at=TAKEN - timedelta(hours=2))
    view = crm("u-3", people(0, 30), taken_at=TAKEN - timedelta(hours=1), signature="sig-other")
    again = crm("u-4", people(0, 50), content=now["unit"].column("content")[0].as_py())
    assert copies(now, part, view, again) == []


def test_a_filtered_export_is_asked_about():
    old = crm("u-1", people(0, 50), taken_at=OLD)
    (row,) = copies(old, crm("u-2", people(0, 20)))
    assert row[2] == "asked"


def test_an_age_has_two_bounds_and_the_later_needs_a_time_in_the_content():
    now = crm("u-1", people(0, 50))
    ages = ("months_least", "months_most", "taken_on")
    assert copies(now, sheet("u-2", people(0, 50)), columns=ages) == [(32, 32, date(2024, 3, 12))]
    saved = sheet("u-2", people(0, 50), written_at=at(2026, 11, 20))
    assert copies(now, saved, columns=ages) == [(0, 32, date(2024, 3, 12))]
    bare = sheet("u-2", people(0, 50), taken_how="mtime")
    assert copies(now, bare, columns=ages) == [(32, None, date(2024, 3, 12))]


def test_a_share_is_of_those_whom_the_original_held_on_the_day_that_is_told():
    rows = people(0, 50, created_at=at(2024, 1)) + people(50, 70, created_at=at(2025, 1))
    saved = sheet("u-2", people(0, 47), written_at=at(2026, 11, 20))
    told = ("taken_on", "share")
    assert copies(crm("u-1", rows), saved, columns=told) == [(date(2024, 3, 12), 940)]


def test_people_of_two_copies_of_one_dataset_count_once_from_the_oldest_on():
    oldest = crm("u-1", people(0, 40), taken_at=OLD, written_at=OLD)
    older = crm("u-2", people(2, 44), taken_at=OLD + WEEK * 9, written_at=OLD + WEEK * 9)
    now = crm("u-3", people(4, 60))
    counts = ("snapshot_id", "people", "people_new", "gone", "gone_new")
    assert copies(now, older, oldest, columns=counts) == [
        ("s-1", 40, 40, 4, 4),
        ("s-2", 42, 4, 2, 0),
    ]


def test_who_was_erased_on_a_day_that_is_not_known_is_counted_apart():
    marked = [
        {"row_ordinal": 0, "how": "flag", "at": at(2025, 1, 9)},
        {"row_ordinal": 1, "how": "flag", "at": None},
    ]
    now = crm("u-1", people(0, 2, state="deleted") + people(2, 50), deletions=marked)
    wanted = ("erased", "erased_undated", "erased_months")
    assert copies(now, sheet("u-2", people(0, 50)), columns=wanted) == [(2, 1, 22)]


def test_staff_are_not_counted():
    team = [{"ids": [("email", f"s{n}@example.in", "staff")]} for n in range(30)]
    now = crm("u-1", people(0, 50))
    assert copies(now, sheet("u-2", people(0, 50) + team))[0][3] == 50
    assert copies(now, sheet("u-2", people(0, 15) + team)) == []


def test_of_two_crms_the_one_that_has_most_of_the_people_is_the_original():
    hub = crm("u-1", people(0, 45))
    force = unit("u-3", product="salesforce", object="contact", rows=people(0, 30))
    leads = unit("u-4", product="salesforce", object="lead", rows=people(30, 50))
    assert [row[1] for row in copies(hub, force, leads, sheet("u-2", people(0, 50)))] == [
        "salesforce"
    ]


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2025, 11, 23), 11),  # a year is over on the day after
        (date(2025, 11, 22), 12),
        (AS_OF, 0),
        (date(2027, 1, 1), 0),
        (date(2024, 2, 29), 32),
        (None, None),
    ],
)
def test_months_are_whole_and_over(day, months):
    assert months_over(day, AS_OF) == months


@given(st.dates(date(2000, 1, 1), AS_OF), st.dates(date(2000, 1, 1), AS_OF))
def test_an_earlier_day_is_never_younger(one, other):
    early, late = sorted((one, other))
    assert months_over(early, AS_OF) >= months_over(late, AS_OF)
