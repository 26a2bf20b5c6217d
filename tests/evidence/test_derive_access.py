"""Places and who can open them."""

import pytest
from derive_units import derived, fp, person, register, rows_of, unit
from hypothesis import given
from hypothesis import strategies as st

from amanat.evidence.derive.access import WIDTH, Access, Grants, find_access, widest
from amanat.evidence.store import empty


def page(unit_id, title, key=None, **values):
    rows = [{"has_text": True}, {"has_text": True}]
    place = fp(key) if key else None
    return unit(
        unit_id,
        product="notion",
        object="page",
        kind="documents",
        rows=rows,
        columns={"text": {"free_text": True}},
        title=title,
        place_key=place,
        place_kind="page",
        people=None,
        **values,
    )


def drive(*grants, unit_id="u-9"):
    return unit(
        unit_id,
        product="google-drive",
        object="permissions",
        columns={},
        people=None,
        grants=grants,
    )


def grant(opened_to, *, key=None, title=None, size=None, who=None):
    return {
        "place_key": fp(key) if key else None,
        "title_key": fp(title) if title else None,
        "size": size,
        "opened_to": opened_to,
        "who": fp(who) if who else None,
    }


def access_of(*units, said=None):
    return rows_of(derived(*units, said=said), "places", "access", "access_from")


def test_the_widest_grant_of_a_place_counts():
    assert access_of(
        page("u-1", "plan", "k"), drive(grant("user", key="k"), grant("link", key="k"))
    ) == [
        ("public", "drive_permissions"),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("opened", "access"),
    [
        ("anyone", "public"),
        ("link", "public"),
        ("guest", "guests"),
        ("outsider", "guests"),
        ("domain", "organisation"),
        ("group", "group"),
        ("user", "restricted"),
    ],
)
def test_what_each_grant_means(opened, access):
    assert (access, "drive_permissions") in access_of(
        page("u-1", "plan", "k"), drive(grant(opened, key="k"))
    )


def test_a_grant_that_is_not_understood_hides_all_but_public():
    assert widest(["user", None]) is None
    assert widest(["guest", None]) is None
    assert widest(["link", None]) == "public"
    assert widest([]) is None
    tables = derived(page("u-1", "plan", "k"), drive(grant("user", key="k"), grant(None, key="k")))
    assert rows_of(tables, "grants", "opened_to") == [None, "user"]
    assert set(rows_of(tables, "places", "access")) == {None}


@given(
    st.lists(
        st.sampled_from(["anyone", "link", "guest", "outsider", "domain", "group", "user"]),
        min_size=1,
    )
)
def test_one_more_grant_never_narrows(opened):
    assert WIDTH.index(widest(opened)) <= WIDTH.index(widest(opened[:1]))


def test_a_list_that_names_titles_is_joined_where_one_place_and_one_thing_have_it():
    assert ("public", "drive_permissions") in access_of(
        page("u-1", "plan"), drive(grant("link", title="plan"))
    )


def test_two_things_of_one_title_are_told_apart_by_size_or_not_at_all():
    two = drive(
        grant("link", key="a", title="plan", size=10), grant("user", key="b", title="plan", size=20)
    )
    assert set(access_of(page("u-1", "plan", size=15), two)) == {(None, None)}
    assert ("public", "drive_permissions") in access_of(page("u-1", "plan", size=10), two)


def test_two_places_of_one_title_leave_access_unknown():
    both = [page("u-1", "plan"), page("u-2", "plan")]
    assert set(access_of(*both, drive(grant("link", title="plan")))) == {(None, None)}


def test_a_renamed_file_loses_its_access_and_nothing_else():
    tables = derived(page("u-1", "plan (1)"), drive(grant("link", title="plan")))
    assert set(rows_of(tables, "places", "access")) == {None}
    kept = derived(page("u-1", "plan"), drive(grant("link", title="plan")))
    assert rows_of(tables, "places", "place_id") == rows_of(kept, "places", "place_id")


def test_a_page_inherits_from_the_page_that_holds_it():
    pages = [page("u-1", "home", "k"), page("u-2", "inner", "m", parent_unit_id="u-1")]
    assert sorted(access_of(*pages, drive(grant("link", key="k"))), key=str) == [
        ("public", "drive_permissions"),
        ("public", "parent"),
        (None, None),
    ]
    own = drive(grant("link", key="k"), grant("user", key="m"))
    assert ("restricted", "drive_permissions") in access_of(*pages, own)


def test_the_register_answers_where_no_source_speaks():
    one = page("u-1", "plan", "k")
    place = rows_of(derived(one), "places", "place_id")[0]
    said = register(access=[{"place_id": place, "access": "group", "on_day": None}])
    assert access_of(one, said=said) == [("group", "register")]
    assert ("public", "drive_permissions") in access_of(
        one, drive(grant("link", key="k")), said=said
    )
    confirmed = register(access=[{"place_id": place, "access": "need_confirmed", "on_day": None}])
    assert access_of(one, said=confirmed) == [(None, None)]


def test_staff_are_user_ids_in_grants_and_strangers_fingerprints():
    rows = [{"ids": [("email", "agent@example.com", "staff")]}]
    crm = unit("u-1", product="salesforce", object="task", rows=rows)
    who = ("email", "agent@example.com")
    tables = derived(
        crm,
        page("u-2", "plan", "k"),
        drive(grant("user", key="k", who=who), grant("outsider", key="k", who="x")),
    )
    assert rows_of(tables, "grants", "opened_to", "who", "user_id") == [
        ("outsider", fp("x"), None),
        ("user", None, f"user-{fp(who).hex()[:16]}"),
    ]


def test_tables_are_one_place_a_dataset_and_documents_one_each():
    tables = derived(
        unit("u-1", product="hubspot", rows=[person("a@example.in")]),
        unit("u-2", product="hubspot", rows=[person("b@example.in")]),
        page("u-3", "plan", "k"),
        unit(
            "u-4",
            object="text",
            kind="documents",
            rows=[{"has_text": True}],
            content=fp("c"),
            people=None,
        ),
    )
    assert rows_of(
        tables, "places", "place_id", "kind", "key_how", "records", "text_records", "people"
    ) == [
        (f"files/text/c-{fp('c').hex()[:16]}", "file", "content", 1, 1, 0),
        ("hubspot/contact", "object", "header", 2, 0, 2),
        (f"notion/page/p-{fp('k').hex()[:16]}", "page", "product_id", 2, 2, 0),
    ]


def test_titles_are_screened_with_the_names_of_known_people():
    def screen(texts, known):
        return [
            " ".join(
                "[PERSON]" if told else word
                for word, told in zip(text.split(), known(text.split()), strict=True)
            )
            for text in texts
        ]

    from derive_units import name

    tables = derived(
        unit("u-1", product="hubspot", rows=[person("a@example.in", name=name("asha"))]),
        page("u-2", "plan asha", "k"),
        page("u-3", "call 98765 43210", "m"),
        screen=screen,
    )
    assert set(rows_of(tables, "places", "title")) >= {"plan [PERSON]", "[unshown]"}


@pytest.mark.parametrize(
    ("sure", "access", "layout"),
    [("guest", "guests", "seen"), ("user", "public", "looks_like"), ("link", "public", "seen")],
)
def test_a_wider_grant_by_hearsay_hides_no_sure_one_to_people_outside(sure, access, layout):
    rows = [{"opened_to": sure, "layout": "seen"}, {"opened_to": "anyone", "layout": "looks_like"}]
    told = find_access(
        Grants({"page": rows}), {"below": "page"}, ["page", "below"], empty("register_access")
    )
    assert told == {
        "page": Access(access, "drive_permissions", layout),
        "below": Access(access, "parent", layout),
    }
