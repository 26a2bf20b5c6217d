from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amanat.findings.baseline import since
from amanat.findings.model import NOWHERE, Finding, Place, places_among
from amanat.findings.plan import plan, working_day
from amanat.findings.projection import project

MONDAY = date(2026, 11, 23)


def finding(number, **changes):
    base = Finding(
        id=f"{number:016x}",
        rule="sensitive-note-open",
        control="notes-sensitive-open-access",
        verdict="fails",
        severity="high",
        confidence="high",
        event_on=None,
        continuing=True,
        standing="readiness gap",
        subject={"place_id": f"p-{number}", "category": "health"},
        places=NOWHERE,
        people=3,
        records=3,
        cap_inr=None,
        text="3 notes",
        where="a page",
        remedy="Close the page to those who need it.",
        minutes=3,
        owner="owner of the place",
    )
    return replace(base, **changes)


def test_one_act_that_closes_several_gaps_is_one_task():
    same = {"subject": {"place_id": "p-1", "category": "finances"}}
    access = {
        "rule": "access-beyond-need",
        "subject": {"kind": "place", "subject_id": "p-1"},
    }
    tasks = plan([finding(1), finding(2, **same), finding(3, **access), finding(4)], as_of=MONDAY)
    assert [len(task.finding_ids) for task in tasks] == [3, 1]
    assert tasks[0].minutes == 3


def test_what_does_not_fail_is_no_task():
    assert (
        plan([finding(1, verdict="cannot_tell"), finding(2, verdict="passes")], as_of=MONDAY) == ()
    )


def test_what_binds_today_comes_first_then_what_closes_most_for_its_minutes():
    tasks = plan(
        [
            finding(1, minutes=60, severity="critical"),
            finding(2, minutes=3, severity="low"),
            finding(3, minutes=600, severity="low", standing="binds today"),
        ],
        as_of=MONDAY,
    )
    assert [task.finding_ids[0][-1] for task in tasks] == ["3", "2", "1"]


def test_what_binds_today_is_due_within_a_week_and_the_rest_at_an_hour_a_week():
    tasks = plan(
        [finding(number, minutes=60) for number in range(1, 4)]
        + [finding(9, minutes=600, standing="binds today")],
        as_of=MONDAY,
    )
    assert tasks[0].due_on == date(2026, 11, 30)
    assert [task.minutes for task in tasks] == [600, 60, 60, 60]
    assert tasks[2].due_on - tasks[1].due_on == timedelta(days=7)


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.lists(
        st.tuples(st.integers(1, 90), st.sampled_from(["binds today", "readiness gap"])),
        max_size=12,
    ),
)
def test_no_task_is_due_on_a_weekend_or_before_the_audit(as_of, drawn):
    found = [
        finding(number, minutes=minutes, standing=standing)
        for number, (minutes, standing) in enumerate(drawn)
    ]
    tasks = plan(found, as_of=as_of)
    assert sorted(each for task in tasks for each in task.finding_ids) == [
        each.id for each in found
    ]
    assert tasks == plan(list(reversed(found)), as_of=as_of)
    for task in tasks:
        assert task.due_on.weekday() < 5
        assert task.due_on >= as_of
        if task.standing == "binds today":
            assert task.due_on <= as_of + timedelta(days=7)


@pytest.mark.parametrize(("days", "day"), [(0, 23), (1, 24), (4, 27), (5, 30)])
def test_working_days_leave_out_the_weekend(days, day):
    assert working_day(MONDAY, days) == date(2026, 11, day)


def test_the_projected_date_is_the_last_due_date_against_the_two_arguable_days():
    tasks = plan([finding(1), finding(2, minutes=60)], as_of=MONDAY)
    projected = project(tasks)
    assert projected.on == max(task.due_on for task in tasks)
    assert (projected.binds_on, projected.binds_alt) == (date(2027, 5, 13), date(2027, 5, 14))
    assert (projected.tasks, projected.minutes) == (2, 63)
    assert project(()).on is None


def test_two_of_three_closed_since_monday():
    controls = ("a", "b", "c", "a")
    before = [finding(number, control=control) for number, control in enumerate(controls)]
    now = [before[2], finding(9), finding(8, verdict="passes")]
    told = since(before, now, last_on=MONDAY, looked=set())
    assert (told.worst_closed, told.worst_before) == (2, 3)
    assert told.new == (f"{9:016x}",)
    assert told.closed == tuple(before[number].id for number in (0, 1, 3))
    assert told.still_open == 1
    assert told.closed_text[0] == (before[0].id, "3 notes")


def test_what_can_no_longer_be_told_is_not_closed():
    before = [finding(1)]
    lost = finding(7, verdict="cannot_tell", subject=before[0].subject)
    told = since(before, [lost], last_on=MONDAY, looked=set())
    assert (told.closed, told.still_open) == ((), 1)


def test_a_gap_whose_export_was_not_given_this_time_is_not_closed():
    gap = finding(1, places=places_among((Place("zendesk", "zendesk/tickets"),)))
    for looked, closed in (
        (set(), ()),
        ({"hubspot", "hubspot/contact"}, ()),
        # Another export of the same system: the tickets were not looked at.
        ({"zendesk", "zendesk/users"}, ()),
        ({"zendesk", "zendesk/tickets"}, (gap.id,)),
    ):
        told = since([gap], [], last_on=MONDAY, looked=looked)
        assert (told.closed, told.still_open) == (closed, 1 - len(closed))
    passed = finding(7, verdict="passes", subject=gap.subject)
    assert since([gap], [passed], last_on=MONDAY, looked=set()).closed == (gap.id,)


def test_a_flow_is_gone_only_where_both_its_ends_were_read():
    flow = {"subject": {"flow_id": "salesforce>clevertap"}}
    gap = finding(1, places=places_among((Place("clevertap", "clevertap/profile"),)), **flow)
    target = {"clevertap", "clevertap/profile"}
    assert since([gap], [], last_on=MONDAY, looked=target).still_open == 1
    assert since([gap], [], last_on=MONDAY, looked=target | {"salesforce"}).still_open == 0


def test_a_copy_that_was_deleted_is_closed_once_its_original_was_read_again():
    copy = {"dataset_id": "files/t-1", "original_id": "hubspot"}
    gap = finding(1, subject=copy, places=places_among((Place("files", "files/t-1"),)))
    for looked, closed in (
        (set(), 0),
        ({"files", "files/t-2"}, 0),
        ({"hubspot", "hubspot/contacts"}, 1),
    ):
        assert len(since([gap], [], last_on=MONDAY, looked=looked).closed) == closed, looked
    still = replace(gap, people=2)
    assert since([gap], [still], last_on=MONDAY, looked={"hubspot"}).closed == ()
    older = finding(
        2,
        subject={"dataset_id": "hubspot/contacts", "original_id": "hubspot"},
        places=places_among((Place("hubspot", "hubspot/contacts"),)),
    )
    # Another export of the same system: the contacts were not read again.
    assert since([older], [], last_on=MONDAY, looked={"hubspot"}).closed == ()
    read = {"hubspot", "hubspot/contacts"}
    assert since([older], [], last_on=MONDAY, looked=read).closed == (older.id,)


def test_the_same_audit_again_has_nothing_new_and_nothing_closed():
    before = [finding(number) for number in range(4)]
    told = since(before, list(reversed(before)), last_on=MONDAY, looked=set())
    assert (told.new, told.closed, told.still_open) == ((), (), 4)
