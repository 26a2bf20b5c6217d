"""Consents, deletions, agreements and app grants, joined with people and purposes."""

from datetime import date

import pyarrow as pa
from derive_units import at, derived, fp, person, register, rows_of, unit


def ledger(*consents, **values):
    rows = [person("a@example.in"), {"ids": [("role_mailbox", "info@example.in")]}]
    return unit("u-1", product="hubspot", rows=rows, consents=consents, **values)


def choice(label, act="give", row=0, **values):
    return {"row_ordinal": row, "label": label, "act": act} | values


def purpose_of(label, **said):
    tables = derived(ledger(choice(label)), said=register(**said))
    return rows_of(tables, "consents", "purpose_id")[0]


def test_a_label_is_mapped_by_the_register_s_line_by_an_equal_id_or_by_a_class_word():
    assert purpose_of("product-news") is None
    assert (
        purpose_of("product-news", purposes=[{"purpose_id": "product-news", "class": "newsletter"}])
        == "product-news"
    )
    asked = {"system_id": "hubspot", "label_id": "product-news"}
    assert purpose_of("product-news", purpose_labels=[asked | {"purpose_id": "digest"}]) == "digest"
    assert (
        purpose_of(
            "marketing", purpose_labels=[asked | {"label_id": "marketing", "purpose_id": None}]
        )
        is None
    )
    assert (
        purpose_of(
            "product-news",
            purpose_labels=[asked | {"system_id": "zendesk", "purpose_id": "digest"}],
        )
        is None
    )


def test_class_words_map_only_where_the_register_has_no_purpose_of_the_class():
    assert purpose_of("marketing") == "class-marketing"
    assert purpose_of("newsletter") == "class-newsletter"
    assert purpose_of("other") is None
    assert purpose_of("news-letter") is None
    assert (
        purpose_of("marketing", purposes=[{"purpose_id": "offers", "class": "marketing"}]) is None
    )


def purposes_named(*labels, **values):
    return unit("u-9", product="hubspot", object="purpose", people=None, labels=labels, **values)


def labelled(*units, **said):
    tables = derived(ledger(choice("h-1"), choice("h-2", seq=1)), *units, said=register(**said))
    return rows_of(tables, "consents", "label_id", "purpose_id")


def test_a_label_given_by_id_gets_the_name_that_its_own_system_gives_the_id():
    known = purposes_named(("h-1", "marketing"), ("h-2", "product-news"))
    assert labelled(known) == [("marketing", "class-marketing"), ("product-news", None)]
    purpose = {"purpose_id": "product-news", "class": "newsletter"}
    assert labelled(known, purposes=[purpose])[1] == ("product-news", "product-news")
    other = purposes_named(("h-1", "marketing")) | {}
    other["unit"] = other["unit"].set_column(
        other["unit"].schema.get_field_index("product"), "product", pa.array(["zendesk"])
    )
    assert labelled(other) == [("h-1", None), ("h-2", None)]


def test_purposes_of_one_name_and_without_a_plain_one_stay_apart():
    twice = purposes_named(("h-1", "marketing"), ("h-2", "marketing"))
    assert labelled(twice) == [("h-1", None), ("h-2", None)]
    assert labelled(purposes_named(("h-1", "h-1"))) == [("h-1", None), ("h-2", None)]


def test_the_row_s_person_gave_it_and_a_shared_mailbox_nobody():
    tables = derived(ledger(choice("news"), choice("news", row=1)))
    assert rows_of(tables, "consents", "row_ordinal", "person", "system_id") == [
        (0, fp(("email", "a@example.in")), "hubspot"),
        (1, None, "hubspot"),
    ]


def test_a_choice_about_everything_has_the_label_all():
    tables = derived(ledger(choice(None, "withdraw", scope="all")))
    assert rows_of(tables, "consents", "label_id", "scope", "purpose_id") == [("all", "all", None)]


def test_one_bound_alone_is_no_time_and_what_came_before_commencement_is_legacy():
    tables = derived(
        ledger(
            choice("a", at_from=at(2026, 1, 1), at_to=at(2026, 1, 2)),
            choice("b", at_from=at(2027, 6, 1), at_to=at(2027, 6, 2)),
            choice("c", at_from=at(2026, 1, 1)),
        )
    )
    assert rows_of(tables, "consents", "label_id", "legacy") == [
        ("a", True),
        ("b", False),
        ("c", True),
    ]
    assert [row is None for _, row in rows_of(tables, "consents", "label_id", "at_from")] == [
        False,
        False,
        True,
    ]


def test_a_column_known_from_memory_is_only_a_likeness():
    tables = derived(ledger(choice("a", mark="M"), choice("b", mark="D", seq=1)))
    assert rows_of(tables, "consents", "label_id", "layout") == [("a", "looks_like"), ("b", "seen")]


def test_old_acts_stay_and_a_second_copy_adds_none():
    old = ledger(choice("a", at_from=at(2026, 1), at_to=at(2026, 1)), taken_at=at(2026, 10))
    new = unit(
        "u-2",
        product="hubspot",
        rows=[person("a@example.in"), person("b@example.in")],
        content=fp("c"),
    )
    copy = unit(
        "u-3",
        product="hubspot",
        rows=[person("a@example.in"), person("b@example.in")],
        content=fp("c"),
        consents=[choice("a")],
    )
    tables = derived(old, new, copy)
    assert rows_of(tables, "consents", "unit_id") == ["u-1"]


def test_deletions_come_once_a_row_from_current_exports():
    rows = [person("a@example.in"), person("b@example.in")]
    gone = [
        {"row_ordinal": 1, "how": "flag", "at": at(2026, 9, 30, 20)},
        {"row_ordinal": 1, "how": "bin"},
    ]
    tables = derived(
        unit("u-1", product="salesforce", rows=rows, deletions=gone, taken_at=at(2026, 10)),
        unit("u-2", product="salesforce", rows=rows, deletions=gone),
    )
    assert rows_of(tables, "deletions", "unit_id", "row_ordinal", "how", "on_day") == [
        ("u-2", 1, "flag", date(2026, 10, 1))
    ]


def test_an_agreement_is_a_contract_that_nobody_read():
    def paper(unit_id, **values):
        return unit(unit_id, kind=None, object=None, product=None, status="skipped", **values)

    tables = derived(
        paper("u-1", reason="agreement_not_read", agreement_of="google-drive"),
        paper("u-2", reason="agreement_not_read"),
        paper("u-3", reason="format_unsupported"),
    )
    assert rows_of(tables, "contracts", "contract_id", "vendor_id", "read", "term", "proof") == [
        ("file-u-1", "google", False, "unknown", None),
        ("file-u-2", None, False, "unknown", None),
    ]
    assert tables["contract_services"].num_rows == 0


def test_notices_are_the_register_s():
    said = register(
        notices=[{"notice_id": "n-1", "valid_from": date(2025, 6, 1), "read": True}],
        notice_terms=[{"notice_id": "n-1", "kind": "purpose", "term": "news"}],
    )
    tables = derived(said=said)
    assert rows_of(tables, "notices", "notice_id", "read") == [("n-1", True)]
    assert rows_of(tables, "notice_terms", "term") == ["news"]


def test_app_stamps_are_one_row_an_app_with_first_and_last_day():
    stamps = [
        {
            "row_ordinal": 0,
            "app": "zendesk",
            "product": "zendesk",
            "seen_from": at(2026, 3),
            "seen_to": at(2026, 3),
        },
        {
            "row_ordinal": 1,
            "app": "zendesk",
            "product": "zendesk",
            "seen_from": at(2025, 3),
            "seen_to": at(2025, 3),
        },
        {"row_ordinal": 1, "app": "h-1", "product": None},
    ]
    tables = derived(ledger(stamps=stamps))
    assert rows_of(
        tables, "integrations", "app_id", "vendor_id", "first_seen_on", "last_seen_on"
    ) == [
        ("h-1", None, None, None),
        ("zendesk", "zendesk", date(2025, 3, 1), date(2026, 3, 1)),
    ]
