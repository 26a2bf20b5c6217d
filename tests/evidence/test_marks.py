"""What a layout knows from memory only is carried to the evidence, and no rule fails by it."""

from datetime import date

import pytest
from derive_units import at, derived, fp, person, rows_of, unit
from made_units import extracted, head

from amanat.sources.model import ColumnRule, GrantRule, Layout

HEARD = ["M", "C", "D"]


def made(columns, row, rules, mark, **more):
    layout = Layout(
        "hubspot",
        "contact",
        "table",
        people="contact",
        columns=tuple(ColumnRule(*rule, mark) for rule in rules),
        **more,
    )
    return extracted(head(columns, layout), [row])


@pytest.mark.parametrize("mark", HEARD)
def test_a_column_keeps_its_mark_wherever_it_tells_something(mark):
    tables = made(
        ("Email", "Deleted", "Source app", "Health score"),
        ("asha@firm.example.com", "true", "HubSpot", "12"),
        [
            (("email",), "email"),
            (("deleted",), "deleted"),
            (("source_app",), "integration"),
            (("health_score",), "other"),
        ],
        mark,
    )
    known = "M" if mark == "M" else "C"
    assert tables["deletions"].column("mark").to_pylist() == [known]
    assert tables["integrations"].column("mark").to_pylist() == [mark]
    assert tables["columns"].column("mark").to_pylist() == [mark] * 4


def test_a_row_that_a_known_column_marks_too_is_known_to_be_deleted():
    layout = Layout(
        "hubspot",
        "contact",
        "table",
        people="contact",
        columns=(
            ColumnRule(("email",), "email"),
            ColumnRule(("deleted",), "deleted", "C"),
            ColumnRule(("merged_into",), "merged", "M"),
        ),
    )
    rows = [
        ("a@firm.example.com", "true", "7"),
        ("b@firm.example.com", "", "8"),
        ("c@firm.example.com", "", None),
    ]
    found = extracted(head(("Email", "Deleted", "Merged into"), layout), rows)["deletions"]
    assert found.select(["row_ordinal", "how", "mark"]).to_pylist() == [
        {"row_ordinal": 0, "how": "flag", "mark": "C"},
        {"row_ordinal": 1, "how": "merged", "mark": "M"},
    ]


@pytest.mark.parametrize("mark", HEARD)
def test_a_permission_list_keeps_its_mark(mark):
    rule = GrantRule(("id",), ("name",), ("type",), {"anyone": "anyone"}, mark=mark)
    layout = Layout("google-drive", "permissions", "table", grants=rule)
    tables = extracted(head(("id", "name", "type"), layout), [("1", "Plan", "anyone")])
    assert tables["grants"].column("mark").to_pylist() == [mark]


def page():
    return unit(
        "u-1",
        product="notion",
        object="page",
        kind="documents",
        rows=[person("a@example.in")],
        place_key=fp("k"),
        place_kind="page",
    )


def drive(*grants, **values):
    rows = [
        {"place_key": fp("k"), "opened_to": opened, "mark": mark, "who": None}
        for opened, mark in grants
    ]
    values = {"product": "google-drive", "object": "permissions", "people": None} | values
    return unit("u-9", columns={}, grants=rows, **values)


@pytest.mark.parametrize(
    ("listed", "access"),
    [
        (drive(("link", "C")), ("public", "seen")),
        (drive(("link", "M")), ("public", "looks_like")),
        (drive(("link", "C"), layout="looks_like"), ("public", "looks_like")),
        (drive(("link", "C"), ("anyone", "M")), ("public", "seen")),
        (drive(("user", "C"), ("link", "M")), ("public", "looks_like")),
        (drive(("guest", "C"), ("user", "M")), ("guests", "seen")),
    ],
)
def test_who_may_open_a_place_is_as_sure_as_what_says_so(listed, access):
    tables = derived(page(), listed)
    assert access in rows_of(tables, "places", "access", "access_layout")


def test_each_grant_says_how_surely_it_is_known():
    tables = derived(page(), drive(("user", "C"), ("link", "M")))
    assert sorted(rows_of(tables, "grants", "opened_to", "layout")) == [
        ("link", "looks_like"),
        ("user", "seen"),
    ]


def stamped(*marks):
    rows = [person(f"p{n}@example.in") for n in range(len(marks))]
    stamps = [
        {"row_ordinal": n, "app": "hubspot", "product": "hubspot", "mark": mark}
        for n, mark in enumerate(marks)
    ]
    return derived(unit("u-1", product="clevertap", object="profile", rows=rows, stamps=stamps))


@pytest.mark.parametrize(
    ("marks", "layout"), [(("M", "M"), "looks_like"), (("M", "C"), "seen"), (("C",), "seen")]
)
def test_a_flow_and_an_app_are_as_sure_as_the_surest_stamp(marks, layout):
    tables = stamped(*marks)
    assert rows_of(tables, "flows", "flow_id", "layout") == [("hubspot>clevertap", layout)]
    assert rows_of(tables, "integrations", "app_id", "layout") == [("hubspot", layout)]


@pytest.mark.parametrize(("mark", "layout"), [("M", "looks_like"), ("C", "seen"), (None, "seen")])
def test_deletions_and_fields_are_as_sure_as_their_column(mark, layout):
    tables = derived(
        unit(
            "u-1",
            product="hubspot",
            rows=[person("a@example.in")],
            columns={"health-score": {"score": "computed", "mark": mark}},
            deletions=[{"row_ordinal": 0, "how": "flag", "at": at(2026, 1, 5), "mark": mark}],
        )
    )
    assert rows_of(tables, "fields", "layout") == [layout]
    assert rows_of(tables, "deletions", "on_day", "layout") == [(date(2026, 1, 5), layout)]
