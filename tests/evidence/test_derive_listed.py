"""Files of one header signature that a permission list tells apart."""

from datetime import timedelta

import pytest
from derive_units import TAKEN, derived, fp, rows_of, unit
from hypothesis import given, settings
from hypothesis import strategies as st
from made_units import KEYS

from amanat.evidence.extract_titles import title_key, undated_key

WEEK = timedelta(days=7)
SHEET = "files/t-1"


def sheet(unit_id, title, start, stop, **values):
    """Build a sheet of the template with the people from `start` to `stop`."""
    rows = [{"ids": [("email", f"p{n}@example.in")]} for n in range(start, stop)]
    return unit(
        unit_id,
        **{
            "object": "t-1",
            "rows": rows,
            "title": title,
            "undated_key": fp(title.split(" 2026")[0]),
            "file": fp(("file", unit_id)),
            "place_kind": "file",
        }
        | values,
    )


def listed(*things, unit_id="u-9", **values):
    """Build a permission list: things of (id, title, opened to[, size]); days end a title."""
    rows = []
    for key, title, opened, *size in things:
        rows.append(
            {
                "place_key": fp(key) if key else None,
                "title_key": fp(title),
                "undated_key": fp(title.split(" 2026")[0]),
                "opened_to": opened,
                "size": size[0] if size else None,
            }
        )
    kind = {"product": "google-drive", "object": "permissions"}
    return unit(unit_id, **kind, columns={}, people=None, grants=rows, **values)


BOTH = listed(("n", "north", "link"), ("s", "south", "user"))


def place(key):
    return f"{SHEET}/p-{fp(key).hex()[:16]}"


def sheets(tables, *columns):
    rows = rows_of(tables, "places", "dataset_id", *columns)
    return [row[1:] if len(columns) > 1 else row[1] for row in rows if row[0] == SHEET]


def relations(tables):
    rows = rows_of(tables, "snapshots", "relation", "units", "records", "dataset_id")
    return [row[:3] for row in rows if row[3] == SHEET]


def test_each_sheet_that_the_list_names_is_a_place_by_its_id_and_all_are_current():
    tables = derived(sheet("u-1", "north", 0, 4), sheet("u-2", "south", 4, 8), BOTH)
    assert sheets(tables, "place_id", "access", "key_how", "title", "records") == sorted(
        [
            (place("n"), "public", "product_id", "north", 4),
            (place("s"), "restricted", "product_id", "south", 4),
        ]
    )
    assert relations(tables) == [("current", 2, 8)]
    assert rows_of(tables, "datasets", "dataset_id", "people")[0] == (SHEET, 8)


def test_one_sheet_keeps_the_key_of_its_header_whatever_the_list_says():
    tables = derived(sheet("u-1", "north", 0, 4), BOTH)
    assert sheets(tables, "place_id", "access", "key_how") == [(SHEET, "public", "header")]


def test_two_sheets_of_other_weeks_with_the_same_people_are_both_current():
    old = sheet("u-1", "north", 0, 8, taken_at=TAKEN - 9 * WEEK)
    tables = derived(old, sheet("u-2", "south", 0, 8), BOTH)
    assert relations(tables) == [("current", 2, 16)]
    assert dict(sheets(tables, "place_id", "people")) == {place("n"): 8, place("s"): 8}
    # Without the list the older one is the newer one's history.
    assert relations(derived(old, sheet("u-2", "south", 0, 8))) == [
        ("current", 1, 8),
        ("history", 1, 8),
    ]


def test_an_older_export_is_held_against_its_own_sheet_alone():
    north = [sheet("u-1", "north", 0, 8, taken_at=TAKEN - WEEK), sheet("u-2", "north", 1, 9)]
    south = [sheet("u-3", "south", 20, 24, taken_at=TAKEN - WEEK), sheet("u-4", "south", 21, 25)]
    assert relations(derived(*north, *south, BOTH)) == [("current", 2, 12), ("history", 2, 12)]
    # Who was north went south: that is no history of north.
    moved = [sheet("u-1", "north", 0, 8, taken_at=TAKEN - WEEK), sheet("u-2", "north", 30, 38)]
    both = [*moved, sheet("u-3", "south", 0, 8)]
    assert relations(derived(*both, BOTH)) == [("asked", 1, 8), ("current", 2, 16)]


def test_a_sheet_without_an_entry_keeps_the_header_s_key_and_its_access_is_not_known():
    units = [
        sheet("u-1", "north", 0, 4), sheet("u-2", "south", 4, 8), sheet("u-3", "west", 8, 12)
    ]  # fmt: skip
    assert sheets(derived(*units, BOTH), "place_id", "access", "key_how") == sorted(
        [
            (SHEET, None, "header"),
            (place("n"), "public", "product_id"),
            (place("s"), "restricted", "product_id"),
        ],
    )
    assert sheets(derived(*units[::2], BOTH), "place_id", "access") == [
        (SHEET, None),
        (place("n"), "public"),
    ]


def test_halves_of_one_file_are_one_place_though_the_list_names_another_sheet():
    halves = [sheet("u-1", "west-1", 0, 4), sheet("u-2", "west-2", 4, 8)]
    assert sheets(derived(*halves, BOTH), "place_id", "access") == [(SHEET, None)]


def test_a_copy_of_the_day_that_the_list_does_not_name_splits_nothing():
    tables = derived(sheet("u-1", "north", 0, 8), sheet("u-2", "part of it", 0, 5), BOTH)
    assert sheets(tables, "place_id", "access", "records") == [(SHEET, "public", 8)]


def test_two_files_of_one_title_are_no_two_places_and_nobody_can_tell_which_is_named():
    twins = [sheet("u-1", "north", 0, 4), sheet("u-2", "north", 4, 8)]
    assert sheets(derived(*twins, BOTH), "place_id", "access") == [(SHEET, None)]


def test_two_things_of_one_title_are_told_apart_by_their_size():
    two = listed(("n", "plan", "link", 10), ("s", "plan", "user", 20))
    sized = [sheet("u-1", "plan", 0, 4, size=10), sheet("u-2", "plan", 4, 8, size=20)]
    assert dict(sheets(derived(*sized, two), "place_id", "access")) == {
        place("n"): "public",
        place("s"): "restricted",
    }
    same = [sheet("u-1", "plan", 0, 4, size=10), sheet("u-2", "plan", 4, 8, size=10)]
    assert sheets(derived(*same, two), "place_id", "access") == [(SHEET, None)]


def test_a_list_without_ids_tells_sheets_apart_by_its_own_titles():
    titles = listed((None, "north", "link"), (None, "south", "user"))
    tables = derived(sheet("u-1", "north", 0, 4), sheet("u-2", "south", 4, 8), titles)
    assert dict(sheets(tables, "place_id", "access")) == {
        place("north"): "public",
        place("south"): "restricted",
    }


def test_a_product_s_exports_are_no_places_of_their_own_whatever_files_they_were_kept_in():
    def export(unit_id, title, start, **values):
        product = {"product": "hubspot", "object": "contact"}
        return sheet(unit_id, title, start, start + 8, **product, **values)

    week = [export("u-1", "north", 0, taken_at=TAKEN - WEEK), export("u-2", "south", 1)]
    tables = derived(*week, BOTH)
    assert rows_of(tables, "snapshots", "dataset_id", "relation") == [
        ("google-drive/permissions", "current"),
        ("hubspot/contact", "current"),
        ("hubspot/contact", "history"),
    ]
    # Two parts of which the list says two things: nobody can tell.
    parts = derived(export("u-1", "north", 0), export("u-2", "south", 8), BOTH)
    assert ("hubspot/contact", None) in rows_of(parts, "places", "place_id", "access")


def test_sheets_of_one_workbook_are_one_place_beside_those_of_another():
    def tab(unit_id, book, start):
        return sheet(unit_id, book, start, start + 4, format="xlsx", file=fp(("file", book)))

    tabs = [tab("u-1", "north", 0), tab("u-2", "north", 4), tab("u-3", "south", 8)]
    assert dict(sheets(derived(*tabs, BOTH), "place_id", "records")) == {
        place("n"): 8,
        place("s"): 4,
    }


def test_a_file_of_equal_content_is_open_as_the_one_that_was_read():
    same = {"content": fp("same")}
    copies = [sheet("u-1", "south", 0, 4, **same), sheet("u-1", "north", 0, 4, **same)]
    assert sheets(derived(*copies, BOTH), "place_id", "access") == [(SHEET, "public")]
    inside = [sheet("u-1", "south", 0, 4, **same), sheet("u-2", "north", 0, 4, **same)]
    assert sheets(derived(*inside, BOTH), "access") == ["public"]
    nobody_s = [copies[0], sheet("u-1", "a copy of it", 0, 4, **same)]
    assert sheets(derived(*nobody_s, BOTH), "access") == ["restricted"]


def test_a_day_behind_the_name_leaves_it_the_same_sheet():
    dated = [
        sheet("u-1", "north 2026-11-27", 0, 4),
        sheet("u-2", "south 2026-11-27", 4, 8),
    ]
    assert dict(sheets(derived(*dated, BOTH), "place_id", "access")) == {
        place("n"): "public",
        place("s"): "restricted",
    }


def test_the_file_that_has_the_title_goes_before_one_that_has_a_day_behind_it():
    other_columns = {"object": "t-2", "signature": "sig-2"}
    new = sheet("u-2", "north 2026-11-27", 4, 8, **other_columns)
    tables = derived(sheet("u-1", "north", 0, 4), new, BOTH)
    assert rows_of(tables, "places", "place_id", "access")[:2] == [
        (SHEET, "public"),
        ("files/t-2", None),
    ]
    assert ("files/t-2", "public") in rows_of(derived(new, BOTH), "places", "place_id", "access")


def test_a_day_is_no_other_name_where_the_list_has_days_of_its_own():
    minutes = listed(("n", "north", "link"), ("s", "north 2026-11-20", "user"))
    other = sheet("u-1", "north 2026-11-27", 0, 4)
    assert sheets(derived(other, minutes), "access") == [None]
    own = sheet("u-1", "north 2026-11-20", 0, 4)
    assert sheets(derived(own, minutes), "access") == ["restricted"]
    # A dated thing is not what an undated file is, nor one of another day.
    dated = listed(("s", "north 2026-11-20", "link"))
    assert sheets(derived(other, dated), "access") == [None]
    assert sheets(derived(sheet("u-1", "north", 0, 4), dated), "access") == [None]


def test_an_older_permission_list_tells_nothing_apart():
    units = [sheet("u-1", "north", 0, 4), sheet("u-2", "south", 4, 8)]
    old = {"unit_id": "u-8", "taken_at": TAKEN - 9 * WEEK}
    older = listed(("n", "north", "link"), ("s", "south", "user"), **old)
    assert len(sheets(derived(*units, older), "place_id")) == 2
    now = listed(("w", "west", "user"))
    assert sheets(derived(*units, older, now), "place_id", "access") == [(SHEET, None)]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(7)))
def test_the_order_of_the_files_changes_nothing(order):
    every = [
        sheet("u-1", "north", 0, 8, taken_at=TAKEN - WEEK),
        sheet("u-2", "north", 1, 9),
        sheet("u-3", "south", 20, 24),
        sheet("u-4", "west", 40, 44, taken_at=TAKEN - WEEK),
        sheet("u-5", "east", 50, 54),
        sheet("u-6", "south", 19, 23, taken_at=TAKEN - WEEK),
        BOTH,
    ]
    first, other = derived(*every), derived(*(every[n] for n in order))
    for name, columns in (
        ("places", ("place_id", "access", "records", "people", "title")),
        ("snapshots", ("snapshot_id", "relation", "records")),
        ("grants", ("place_id", "seq", "opened_to")),
    ):
        assert rows_of(first, name, *columns) == rows_of(other, name, *columns)


@pytest.mark.parametrize(
    ("dated", "bare"),
    [
        ("Renewals north 2026-11-27.csv", "Renewals north"),
        ("renewals_north_20261127.xlsx", "Renewals north"),
        ("Renewals north (27.11.2026) (2).csv", "Renewals north"),
        ("Renewals north 27 November 2026 - Sheet1.csv", "Renewals north"),
        ("Renewals north 1/2/2026", "Renewals north"),
    ],
)
def test_a_day_at_the_end_of_a_title_does_not_count(dated, bare):
    assert undated_key(dated, KEYS) == title_key(bare, KEYS) != title_key(dated, KEYS)


@pytest.mark.parametrize(
    "title",
    ["Renewals 2", "Renewals 2026", "Q2 2026", "2026-11-27", "Renewals 2026-11-27 north", "Plan-1"],
)
def test_what_is_no_day_behind_a_title_stays(title):
    assert undated_key(title, KEYS) == title_key(title, KEYS)
