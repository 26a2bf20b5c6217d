"""Datasets, instances and exports: told apart by content, never by name or order."""

from datetime import timedelta

import pytest
from derive_units import TAKEN, at, derived, fp, person, register, rows_of, unit
from hypothesis import given, settings
from hypothesis import strategies as st

from amanat.evidence.store import write_all

WEEK = timedelta(days=7)


def people(start, stop, **row):
    return [person(f"p{n}@example.in", **row) for n in range(start, stop)]


def crm(unit_id, start, stop, **values):
    return unit(unit_id, product="hubspot", rows=people(start, stop), **values)


def relations(tables):
    return sorted(rows_of(tables, "snapshots", "relation"))


def test_the_newest_export_is_current_and_the_older_one_history():
    tables = derived(crm("u-1", 0, 10, taken_at=TAKEN - WEEK), crm("u-2", 1, 11))
    assert rows_of(tables, "snapshots", "snapshot_id", "relation") == [
        ("s-1", "history"),
        ("s-2", "current"),
    ]
    assert rows_of(tables, "datasets", "dataset_id", "records", "current_snapshot_id") == [
        ("hubspot/contact", 10, "s-2")
    ]


def test_two_halves_of_one_file_are_parts_of_one_export():
    tables = derived(crm("u-1", 0, 5, taken_at=TAKEN - timedelta(hours=2)), crm("u-2", 5, 10))
    assert rows_of(tables, "snapshots", "relation", "units", "records") == [("current", 2, 10)]


def test_halves_whose_time_is_that_of_their_content_are_parts_whatever_it_is():
    older = crm("u-1", 0, 5, taken_at=TAKEN - 9 * WEEK, taken_how="content")
    tables = derived(older, crm("u-2", 5, 10, taken_how="content"))
    assert relations(tables) == ["current"]


def test_disjoint_exports_of_other_days_are_asked_about():
    tables = derived(crm("u-1", 0, 5, taken_at=TAKEN - WEEK), crm("u-2", 5, 10))
    assert relations(tables) == ["asked", "current"]


def test_a_filtered_newest_export_is_asked_about():
    tables = derived(crm("u-1", 0, 10, taken_at=TAKEN - WEEK), crm("u-2", 0, 4))
    assert relations(tables) == ["asked", "current"]
    tables = derived(crm("u-1", 0, 10, taken_at=TAKEN - WEEK), crm("u-2", 0, 5))
    assert relations(tables) == ["current", "history"]


def test_a_smaller_export_of_the_same_time_is_a_view_whose_rows_do_not_count_again():
    columns = {"email": {"category": "email", "personal": "yes"}, "birth-date": {"personal": "yes"}}
    tables = derived(crm("u-1", 0, 10), crm("u-2", 0, 6, signature="other", columns=columns))
    assert rows_of(tables, "snapshots", "relation", "units", "records") == [("current", 2, 10)]
    assert rows_of(tables, "fields", "field_id", "filled", "people") == [
        ("birth-date", 6, 6),
        ("email", 10, 10),
    ]


CARD = {"category": "card", "tier": "confirmed", "column_ordinal": 0, "text_offset": 0}


def cards(rows):
    return [CARD | {"mention": n, "row_ordinal": row} for n, row in enumerate(rows)]


def test_of_two_exports_of_one_day_the_larger_is_the_dataset_whichever_is_newer():
    for hours in (-6, 6):
        part = crm("u-2", 0, 4, taken_at=TAKEN + timedelta(hours=hours), mentions=cards([1]))
        tables = derived(crm("u-1", 0, 10, mentions=cards([1, 8])), part)
        assert rows_of(tables, "snapshots", "relation", "units", "records") == [("current", 2, 10)]
        assert rows_of(tables, "datasets", "records", "people") == [(10, 10)]
        assert rows_of(tables, "mentions", "unit_id", "row_ordinal") == [("u-1", 1), ("u-1", 8)]


def test_rows_that_only_the_smaller_of_two_exports_has_count_once():
    # Records 5 to 9 stand in both, 10 to 13 in the smaller one alone.
    tables = derived(
        crm("u-1", 0, 10, mentions=cards([6])), crm("u-2", 5, 14, mentions=cards([1, 7]))
    )
    assert rows_of(tables, "snapshots", "relation", "units", "records") == [("current", 2, 14)]
    assert rows_of(tables, "datasets", "records", "people") == [(14, 14)]
    assert rows_of(tables, "places", "records") == [14]
    assert rows_of(tables, "mentions", "unit_id", "row_ordinal") == [("u-1", 6), ("u-2", 7)]


def test_where_no_ids_tell_which_rows_are_shown_again_it_is_asked():
    def sheet(unit_id, start, stop):
        rows = [{"ids": [("email", f"p{n}@example.in")]} for n in range(start, stop)]
        return unit(unit_id, object="t-sheet", rows=rows)

    assert relations(derived(sheet("u-1", 0, 10), sheet("u-2", 2, 8))) == ["current"]
    assert relations(derived(sheet("u-1", 0, 10), sheet("u-2", 5, 14))) == ["asked", "current"]


def test_a_second_copy_is_a_duplicate_and_skipped():
    tables = derived(crm("u-1", 0, 3, content=fp("c")), crm("u-2", 0, 3, content=fp("c")))
    assert relations(tables) == ["current", "duplicate"]
    assert rows_of(tables, "units", "unit_id", "status", "reason") == [
        ("u-1", "read", None),
        ("u-2", "skipped", "duplicate"),
    ]
    assert rows_of(tables, "datasets", "records", "status") == [(3, "read")]


def test_files_of_equal_content_have_one_id_and_the_longer_name_is_the_copy():
    tables = derived(crm("u-1", 0, 3, title="plan.csv (1)"), crm("u-1", 0, 3, title="plan.csv"))
    assert rows_of(tables, "units", "unit_id", "status", "reason", "name") == [
        ("u-1", "read", None, "plan.csv"),
        ("u-1~2", "skipped", "duplicate", "plan.csv (1)"),
    ]
    assert rows_of(tables, "datasets", "records", "status") == [(3, "read")]


def test_sheets_of_one_file_that_hold_other_rows_are_no_duplicates():
    tables = derived(crm("u-1", 0, 3, content=fp("c")), crm("u-2", 3, 6, content=fp("c")))
    assert relations(tables) == ["current"]


def test_a_table_without_record_ids_is_compared_by_its_people():
    def sheet(unit_id, start, stop, **values):
        rows = [{"ids": [("email", f"p{n}@example.in")]} for n in range(start, stop)]
        return unit(unit_id, object="t-sheet", rows=rows, **values)

    tables = derived(sheet("u-1", 0, 10, taken_at=TAKEN - WEEK), sheet("u-2", 2, 12))
    assert relations(tables) == ["current", "history"]
    assert rows_of(tables, "datasets", "dataset_id", "records") == [("files/t-sheet", 10)]


def test_windows_of_events_are_parts_and_a_later_export_of_all_is_not_added():
    def events(unit_id, days, **values):
        rows = [
            {"ids": [("email", "a@example.in")], "created_at": at(2026, 3, day)} for day in days
        ]
        return unit(unit_id, product="mixpanel", object="event", kind="events", rows=rows, **values)

    tables = derived(events("u-1", range(1, 9), taken_at=TAKEN - WEEK), events("u-2", range(9, 15)))
    assert rows_of(tables, "datasets", "records") == [14]
    tables = derived(events("u-1", range(1, 9), taken_at=TAKEN - WEEK), events("u-2", range(1, 12)))
    assert rows_of(tables, "datasets", "records") == [11]


def sheet(unit_id, book, quarter, **values):
    rows = [{"ids": [("email", f"p{n}@example.in")], "created_at": quarter} for n in range(6)]
    name = {"title": book, "title_key": fp(book), "format": "xlsx", "file": fp(("file", book))}
    return unit(
        unit_id, object="t-1", rows=rows, taken_at=quarter, taken_how="content", **name, **values
    )


def test_sheets_of_one_workbook_are_parts_though_they_name_the_same_people():
    tables = derived(sheet("u-1", "notes", at(2026, 3)), sheet("u-2", "notes", at(2026, 6)))
    assert rows_of(tables, "snapshots", "relation", "records") == [("current", 12)]


def test_sheets_of_last_week_s_workbook_are_history():
    old = [sheet("u-1", "notes", at(2026, 3)), sheet("u-2", "notes", at(2026, 6))]
    new = [sheet("u-3", "notes (1)", at(2026, 3, 8)), sheet("u-4", "notes (1)", at(2026, 6, 8))]
    tables = derived(*old, *new)
    assert rows_of(tables, "snapshots", "snapshot_id", "relation", "units") == [
        ("s-1", "history", 2),
        ("s-3", "current", 2),
    ]


def test_one_file_for_each_list_is_one_export():
    def audience(unit_id, key, start, stop, **values):
        rows = people(start, stop, lists=[(key, True)])
        return unit(
            unit_id,
            product="mailchimp",
            object="audience",
            rows=rows,
            lists=[{"list_key": key}],
            **values,
        )

    tables = derived(
        audience("u-1", "l-1", 0, 10, taken_at=TAKEN - WEEK), audience("u-2", "l-2", 6, 12)
    )
    assert rows_of(tables, "datasets", "records", "people") == [(12, 12)]
    assert rows_of(tables, "lists", "list_id", "people") == [
        ("mailchimp/l-1", 10),
        ("mailchimp/l-2", 6),
    ]


def test_two_accounts_of_a_product_are_two_systems_the_older_one_first():
    new = crm("u-1", 0, 3, account=fp("b"))
    old = unit("u-2", product="hubspot", rows=people(0, 3, created_at=at(2020)), account=fp("a"))
    tables = derived(new, old)
    assert rows_of(tables, "units", "unit_id", "dataset_id") == [
        ("u-1", "hubspot~2/contact"),
        ("u-2", "hubspot/contact"),
    ]
    assert rows_of(tables, "systems", "system_id", "instance_how") == [
        ("hubspot", "content"),
        ("hubspot~2", "content"),
    ]


def test_a_unit_that_was_not_read_makes_its_dataset_partly_read_and_an_empty_one_does_not():
    gone = unit("u-2", product="hubspot", status="skipped", reason="truncated")
    empty = unit("u-3", product="hubspot", status="skipped", reason="empty")
    tables = derived(crm("u-1", 0, 3), gone)
    assert rows_of(tables, "datasets", "status", "reason") == [("partly", "truncated")]
    assert rows_of(tables, "systems", "status") == ["partly"]
    tables = derived(crm("u-1", 0, 3), empty)
    assert rows_of(tables, "datasets", "status", "reason") == [("read", None)]


def test_systems_of_the_register_a_trail_and_a_paper_stand_beside_those_scanned():
    said = register(
        systems=[
            {"system_id": "hubspot", "vendor_id": "v-1", "owner_id": "user-1", "approved": True},
            {"system_id": "notion"},
        ]
    )
    stamped = crm("u-1", 0, 2, stamps=[{"row_ordinal": 0, "app": "zendesk", "product": "zendesk"}])
    paper = unit(
        "u-2",
        kind=None,
        object=None,
        status="skipped",
        reason="agreement_not_read",
        agreement_of="mailchimp",
    )
    tables = derived(stamped, paper, said=said)
    assert rows_of(
        tables, "systems", "system_id", "found_by", "in_register", "owner_known", "holds_personal"
    ) == [
        ("hubspot", "scan", True, True, "yes"),
        ("mailchimp", "contract", False, None, "unknown"),
        ("notion", "register", True, False, "unknown"),
        ("zendesk", "trail", False, None, "unknown"),
    ]
    assert rows_of(tables, "contracts", "contract_id", "vendor_id", "read") == [
        ("file-u-2", "mailchimp", False)
    ]


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(6)), st.integers(1, 11), st.permutations(range(12)))
def test_the_order_of_units_and_rows_and_a_split_change_no_count(units, cut, rows):
    names = [f"p{n}@example.in" for n in rows]
    contacts = [person(each) for each in names]
    halves = [
        unit("u-1", product="hubspot", rows=contacts[:cut]),
        unit("u-2", product="hubspot", rows=contacts[cut:]),
    ]
    others = [
        crm("u-3", 0, 12, taken_at=TAKEN - WEEK),
        unit("u-4", product="mixpanel", object="people", rows=people(0, 4)),
        unit("u-5", product="freshdesk", object="ticket", rows=people(2, 9)),
        unit("u-6", object="t-1", rows=people(11, 14)),
    ]
    every = halves + others
    tables = derived(*(every[n] for n in units))
    assert rows_of(tables, "datasets", "dataset_id", "records", "people") == [
        ("files/t-1", 3, 3),
        ("freshdesk/ticket", 7, 7),
        ("hubspot/contact", 12, 12),
        ("mixpanel/people", 4, 4),
    ]
    assert tables["people"].num_rows == 14


@pytest.mark.parametrize("seed", [1, 2])
def test_equal_units_give_equal_bytes_in_any_order(tmp_path, seed):
    every = [
        crm("u-1", 0, 9),
        crm("u-2", 0, 8, taken_at=TAKEN - WEEK),
        unit("u-3", rows=people(3, 5)),
    ]
    for number, order in enumerate((every, every[seed:] + every[:seed])):
        write_all(tmp_path / str(number), derived(*order))
    for path in sorted((tmp_path / "0").iterdir()):
        assert path.read_bytes() == (tmp_path / "1" / path.name).read_bytes()
    assert len(list((tmp_path / "0").iterdir())) == len(derived())


def portal(unit_id, mails, *, ids=range(40), **values):
    """Build contacts whose record ids are small numbers, as in any account of the product."""
    rows = [
        {
            "ids": [("email", f"{mails}{n}@example.in"), ("customer_id", f"record {n}")],
            "record": fp(("customer_id", f"record {n}")),
        }
        for n in ids
    ]
    return unit(unit_id, product="hubspot", rows=rows, **values)


def test_record_ids_that_mean_other_people_are_two_accounts():
    tables = derived(portal("u-1", "a"), portal("u-2", "b", taken_at=TAKEN + WEEK))
    assert rows_of(tables, "datasets", "dataset_id", "people") == [
        ("hubspot/contact", 40),
        ("hubspot~2/contact", 40),
    ]
    assert rows_of(tables, "systems", "system_id", "instance_how") == [
        ("hubspot", "records"),
        ("hubspot~2", "records"),
    ]
    assert relations(tables) == ["current", "current"]
    assert tables["people"].num_rows == 80


def test_an_id_in_another_object_of_the_second_account_finds_its_person_there():
    def told(mails, account, unit_id):
        desk = unit(
            unit_id,
            product="hubspot",
            object="tickets",
            rows=[{"ids": [("customer_id", "record 3")], "record": fp(f"{unit_id} t")}],
            account=fp(account),
        )
        return [portal(f"{unit_id}1", mails, account=fp(account)), desk]

    tables = derived(*told("a", "x", "u-1"), *told("b", "y", "u-2"))
    assert tables["people"].num_rows == 80
    assert sorted(
        (dataset, people) for dataset, people in rows_of(tables, "datasets", "dataset_id", "people")
    ) == [
        ("hubspot/contact", 40),
        ("hubspot/tickets", 1),
        ("hubspot~2/contact", 40),
        ("hubspot~2/tickets", 1),
    ]


def test_people_who_changed_their_address_leave_one_account():
    def export(unit_id, changed, **values):
        rows = [
            {
                "ids": [("email", f"{'new' if n < changed else ''}{n}@example.in")],
                "record": fp(("record", n)),
            }
            for n in range(40)
        ]
        return unit(unit_id, product="hubspot", rows=rows, **values)

    old = export("u-1", 0, taken_at=TAKEN - WEEK)
    for changed, how, expected in (
        (4, "records", ["current", "history"]),
        (5, "assumed", ["asked", "current"]),
        (35, "assumed", ["asked", "current"]),
    ):
        tables = derived(old, export("u-2", changed))
        assert rows_of(tables, "systems", "system_id", "instance_how") == [("hubspot", how)]
        assert relations(tables) == expected
    assert rows_of(derived(old, export("u-2", 36)), "systems", "system_id") == [
        "hubspot",
        "hubspot~2",
    ]


def test_few_shared_records_tell_no_accounts_apart():
    tables = derived(portal("u-1", "a", ids=range(19)), portal("u-2", "b", ids=range(19)))
    assert rows_of(tables, "systems", "system_id") == ["hubspot"]


def test_a_unit_that_names_no_account_goes_where_its_records_are_and_that_is_assumed():
    other = unit("u-3", product="hubspot", object="deals", rows=[{"record": fp("d")}], people=None)
    tables = derived(portal("u-1", "a"), portal("u-2", "b", taken_at=TAKEN + WEEK), other)
    assert rows_of(tables, "datasets", "dataset_id") == [
        "hubspot/contact",
        "hubspot/deals",
        "hubspot~2/contact",
    ]
    assert rows_of(tables, "systems", "system_id", "instance_how") == [
        ("hubspot", "assumed"),
        ("hubspot~2", "records"),
    ]


def test_history_of_each_account_stays_with_it():
    old = portal("u-3", "b", taken_at=TAKEN)
    tables = derived(portal("u-1", "a"), portal("u-2", "b", taken_at=TAKEN + WEEK), old)
    assert relations(tables) == ["current", "current", "history"]
    assert rows_of(tables, "datasets", "people") == [40, 40]


@pytest.mark.parametrize(
    ("taken", "written", "by"),
    [
        # to the end of the day in India after the one on which it was written
        (at(2026, 9, 1), at(2026, 9, 10, 6), at(2026, 9, 11, 18, 30)),
        (at(2026, 9, 1), at(2026, 9, 10, 20), at(2026, 9, 12, 18, 30)),
        (at(2026, 9, 1), at(2026, 8, 31), None),  # older than its content: it tells nothing
        (at(2026, 9, 1), None, None),
        (at(2026, 9, 1), at(2027, 6, 1), None),  # not after the audit
    ],
)
def test_an_export_was_taken_before_its_file_had_been_written(taken, written, by):
    tables = derived(crm("u-1", 0, 3, taken_at=taken, taken_how="content", written_at=written))
    (as_of,) = rows_of(tables, "as_of", "as_of_at")
    assert rows_of(tables, "snapshots", "taken_at", "taken_to") == [(taken, by or as_of)]
