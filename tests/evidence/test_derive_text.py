"""Fields and mentions: counted with the people of the rows and those whom sentences name."""

from derive_units import at, derived, fp, name, person, rows_of, unit

TEXT = {"note": {"free_text": True, "personal": "no"}}


def notes(*mentions, rows=None, **values):
    rows = rows or [{"has_text": True, "created_at": at(2026, 3, 1, 19)} for _ in range(3)]
    return unit(
        "u-5", object="notes", columns=TEXT, rows=rows, mentions=mentions, people=None, **values
    )


def crm(**values):
    rows = [
        person("a@example.in", name=name("asha rao")),
        person("b@example.in", name=name("bala")),
        {"ids": [("email", "agent@example.com", "staff")], "name": name("chitra")},
    ]
    return unit("u-1", product="hubspot", rows=rows, **values)


def topic(row, **values):
    return {"row_ordinal": row, "category": "health"} | values


def test_a_known_person_in_the_sentence_makes_a_topic_about_a_person_and_is_not_written():
    tables = derived(
        crm(),
        notes(
            topic(0, names=[name("nobody"), name("asha rao")]),
            topic(1, names=[name("nobody")]),
            topic(2, marks=[fp(("email", "b@example.in"))]),
        ),
    )
    assert rows_of(tables, "mentions", "row_ordinal", "about", "person") == [
        (0, "person", None),
        (1, "unclear", None),
        (2, "person", None),
    ]
    assert rows_of(tables, "mention_people", "place_id", "category", "people", "records") == [
        ("files/notes", "health", 2, 2)  # the note that names nobody known is not counted
    ]


def test_what_the_sentence_alone_tells_stays():
    tables = derived(crm(), notes(topic(0, about="nobody"), topic(1, about="person")))
    assert rows_of(tables, "mentions", "about") == ["nobody", "person"]
    assert rows_of(tables, "mention_people", "people", "records") == [(None, 1)]


def test_an_identifier_in_text_links_to_its_person_and_a_number_of_the_state_does_not():
    tables = derived(
        crm(),
        notes(
            {"row_ordinal": 0, "category": "email", "fp": fp(("email", "a@example.in"))},
            {"row_ordinal": 1, "category": "email", "fp": fp(("email", "stranger@example.in"))},
            {"row_ordinal": 2, "category": "aadhaar", "fp": fp(("email", "a@example.in"))},
        ),
    )
    assert rows_of(tables, "mentions", "category", "kind", "person") == [
        ("aadhaar", "government_id", None),
        ("email", "identifier", None),
        ("email", "identifier", fp(("email", "a@example.in"))),
    ]
    assert rows_of(tables, "places", "people") == [1, 2]


def test_the_row_s_own_person_counts_where_the_sentence_names_nobody():
    rows = [{"ids": [("email", "a@example.in")], "has_text": True}] * 2
    tables = derived(crm(), notes(topic(0, about="person"), topic(1, about="person"), rows=rows))
    assert rows_of(tables, "mention_people", "people", "records") == [(1, 2)]


def mail(row, who):
    return {"row_ordinal": row, "category": "email", "fp": fp(("email", who))}


def test_a_number_in_a_document_counts_for_the_one_person_whose_address_stands_beside_it():
    tables = derived(
        crm(),
        notes(
            {"row_ordinal": 0, "category": "pan", "text_offset": 40},
            mail(0, "a@example.in"),
            mail(0, "agent@example.com") | {"text_offset": 20},
            {"row_ordinal": 1, "category": "card", "text_offset": 40},
            mail(1, "a@example.in"),
            mail(1, "b@example.in") | {"text_offset": 20},
            {"row_ordinal": 2, "category": "upi"},
        ),
    )
    found = rows_of(tables, "mention_people", "category", "people", "records")
    assert [row for row in found if row[0] != "email"] == [
        ("card", None, 1),  # two people: nobody can tell whose it is
        ("pan", 1, 1),
        ("upi", None, 1),
    ]


def test_possible_and_masked_hits_are_not_counted():
    tables = derived(
        crm(),
        notes(
            topic(0, tier="possible"),
            {"row_ordinal": 1, "category": "aadhaar_masked", "masked": True},
        ),
    )
    assert tables["mentions"].num_rows == 2
    assert tables["mention_people"].num_rows == 0


def test_days_are_those_of_india():
    tables = derived(notes(topic(0)))
    assert [str(day) for day in rows_of(tables, "mentions", "seen_on")] == ["2026-03-02"]


def test_a_colleague_in_the_sentence_is_no_known_person():
    staff = unit(
        "u-2",
        product="salesforce",
        object="user",
        people="staff",
        rows=[{"ids": [("email", "c@example.com")], "name": name("chitra")}],
    )
    tables = derived(staff, notes(topic(0, names=[name("chitra")])))
    assert rows_of(tables, "mentions", "about") == ["unclear"]


def test_text_that_a_view_shows_again_counts_once():
    rows = [{"ids": [("email", f"{n}@example.in")], "has_text": True} for n in range(4)]
    whole = unit("u-1", object="notes", columns=TEXT, rows=rows, mentions=[topic(0)])
    part = unit(
        "u-2", object="notes", columns=TEXT, rows=rows[:2], mentions=[topic(0)], signature="less"
    )
    tables = derived(whole, part)
    assert rows_of(tables, "mentions", "unit_id") == ["u-1"]


def test_fields_are_merged_over_parts_and_people_counted_once():
    columns = {
        "email": {"category": "email", "personal": "yes"},
        "pan": {
            "category": "pan",
            "tier": "likely",
            "personal": "yes",
            "filled": 1,
            "filled_rows": b"\x01",
        },
    }
    first = unit(
        "u-1",
        product="hubspot",
        columns=columns,
        rows=[person("a@example.in"), person("b@example.in")],
    )
    second = unit(
        "u-2",
        product="hubspot",
        columns={
            "email": {"category": "email", "personal": "yes"},
            "pan": {"personal": "unknown", "filled": 0, "filled_rows": b"\x00"},
        },
        rows=[person("c@example.in")],
    )
    tables = derived(first, second)
    assert rows_of(
        tables, "fields", "field_id", "category", "personal", "filled", "records", "people"
    ) == [
        ("email", "email", "yes", 3, 3, 3),
        ("pan", "pan", "yes", 1, 3, 1),
    ]
    assert tables["field_columns"].num_rows == 4


def test_columns_of_one_name_are_numbered_by_what_they_hold_not_by_their_order():
    def sheet(first, second):
        tables = unit("u-1", object="t-1", rows=[person("a@example.in")], columns={})
        import pyarrow as pa

        rows = [
            {
                "column_ordinal": n,
                "slug": "phone",
                "personal": "yes",
                "spdi_class": "none",
                "score": "none",
            }
            | each
            for n, each in enumerate((first, second))
        ]
        return tables | {"columns": pa.Table.from_pylist(rows, schema=tables["columns"].schema)}

    full, half = {"filled": 9, "category": "phone"}, {"filled": 3, "category": "phone"}
    for order in ((full, half), (half, full)):
        assert rows_of(derived(sheet(*order)), "fields", "field_id", "filled") == [
            ("phone", 9),
            ("phone~2", 3),
        ]


def test_scores_and_sensitive_classes_take_the_strongest_of_the_parts():
    def part(unit_id, mail, **column):
        return unit(
            unit_id, product="hubspot", rows=[person(mail)], columns={"health-score": column}
        )

    tables = derived(
        part("u-1", "a@example.in"),
        part("u-2", "b@example.in", score="computed", person_level=True, spdi_class="financial"),
    )
    assert rows_of(tables, "fields", "score", "person_level", "spdi_class") == [
        ("computed", True, "financial")
    ]


def test_fields_of_our_own_people_are_not_customers_data():
    owner = {"email": {"personal": "yes"}, "owner": {"role": "staff", "personal": "yes"}}
    permission = [{"opened_to": "anyone", "may": "read"}]
    tables = derived(
        unit("u-1", product="hubspot", rows=[person("a@example.in")], columns=owner),
        unit("u-2", product="zoho-people", rows=[person("b@example.com")], people="staff"),
        unit("u-3", product="google-drive", rows=[person("c@example.in")], grants=permission),
    )
    assert rows_of(tables, "fields", "dataset_id", "field_id", "personal") == [
        ("google-drive/contact", "email", "no"),
        ("hubspot/contact", "email", "yes"),
        ("hubspot/contact", "owner", "no"),
        ("zoho-people/contact", "email", "no"),
    ]
