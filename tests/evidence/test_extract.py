from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_units import EXPORTED, KEYS, extracted, found, fp, head

from amanat.evidence.extract import extract, extract_found, extract_skipped
from amanat.evidence.extracted import EXTRACTED
from amanat.evidence.keys import Keys
from amanat.evidence.seal import Seal
from amanat.sources.model import ColumnRule, Layout, ReadNotes, Times

CONTACT = Layout(
    "hubspot",
    "contact",
    "table",
    people="contact",
    columns=(
        ColumnRule(("record_id",), "record_id"),
        ColumnRule(("email",), "email"),
        ColumnRule(("other_emails",), "other_email"),
        ColumnRule(("phone_number",), "phone"),
        ColumnRule(("first_name",), "first_name"),
        ColumnRule(("last_name",), "last_name"),
        ColumnRule(("contact_owner",), "staff"),
        ColumnRule(("associated_company_ids",), "account_ref"),
        ColumnRule(("create_date",), "created_at"),
        ColumnRule(("last_activity_date",), "seen_at"),
        ColumnRule(("deleted",), "deleted"),
        ColumnRule(("message",), "text"),
    ),
    times=Times("iso", "Asia/Kolkata", known=True),
)
COLUMNS = (
    "Record ID",
    "Email",
    "Other emails",
    "Phone Number",
    "First Name",
    "Last Name",
    "Contact owner",
    "Associated Company IDs",
    "Create Date",
    "Last Activity Date",
    "Deleted",
    "Message",
)
ROW = (
    "501",
    " Meena.Iyer@Example.in ",
    None,
    "98765 43210",
    "Meena",
    "Iyer",
    "asha@firm.example.com",
    "77",
    "2026-01-02 10:00",
    "2026-11-18",
    None,
    None,
)


def ids(tables):
    return {(r["row_ordinal"], r["kind"], r["who"], r["fp"]) for r in tables["row_ids"].to_pylist()}


def column(tables, ordinal):
    return next(r for r in tables["columns"].to_pylist() if r["column_ordinal"] == ordinal)


def test_every_table_is_there_in_the_types_of_the_seam():
    tables = extracted(head(COLUMNS, CONTACT), [ROW])
    assert set(tables) == set(EXTRACTED)
    for name, schema in EXTRACTED.items():
        assert tables[name].schema.equals(schema), name


def test_a_contact_gives_its_identifiers_and_its_record():
    tables = extracted(head(COLUMNS, CONTACT), [ROW])
    assert ids(tables) == {
        (0, "email", "own", fp("meena.iyer@example.in")),
        (0, "phone", "own", fp("+919876543210", "phone")),
        (0, "customer_id", "own", fp("hubspot\x00501", "customer_id")),
        (0, "email", "staff", fp("asha@firm.example.com")),
    }
    row = tables["rows"].to_pylist()[0]
    assert row["record"] == fp("hubspot\x00501", "customer_id")
    assert row["account"] == fp("hubspot\x0077", "account")
    assert row["name"] == fp("meena iyer", "name")[:0] or len(row["name"]) == 8
    assert row["state"] == "active"
    assert row["has_text"] is False


def test_several_values_in_a_cell_are_several_people_and_none_is_none():
    row = (*ROW[:2], "a@example.in; B@example.in;junk", *ROW[3:])
    other = {
        each[3] for each in ids(extracted(head(COLUMNS, CONTACT), [row, ROW])) if each[2] == "other"
    }
    assert other == {fp("a@example.in"), fp("b@example.in")}


def test_a_shared_mailbox_is_told_apart_from_a_person():
    row = ("502", "support@example.in", *ROW[2:])
    kinds = {(k, f) for _, k, w, f in ids(extracted(head(COLUMNS, CONTACT), [row])) if w == "own"}
    assert ("role_mailbox", fp("support@example.in")) in kinds
    assert "email" not in {kind for kind, _ in kinds}


def test_times_have_the_bounds_of_their_zone_and_precision():
    row = extracted(head(COLUMNS, CONTACT), [ROW])["rows"].to_pylist()[0]
    assert row["created_at"] == datetime(2026, 1, 2, 4, 30, tzinfo=UTC)
    assert row["seen_at"] == datetime(2026, 11, 17, 18, 30, tzinfo=UTC)
    assert row["zone"] == "known"


def test_a_deleted_row_is_marked_and_told():
    tables = extracted(
        head(COLUMNS, CONTACT), [ROW, (*ROW[:10], "true", None), (*ROW[:10], "false", None)]
    )
    assert [r["state"] for r in tables["rows"].to_pylist()] == ["active", "deleted", "active"]
    assert [(r["row_ordinal"], r["how"]) for r in tables["deletions"].to_pylist()] == [(1, "flag")]


def test_the_unit_says_what_was_read_and_when_it_was_exported():
    top = head(COLUMNS, CONTACT, account="org-1")
    unit = extracted(top, [ROW], notes=ReadNotes(2, "bad_rows", b"c" * 16))["unit"].to_pylist()[0]
    assert (unit["product"], unit["object"], unit["layout"]) == ("hubspot", "contact", "seen")
    assert (unit["status"], unit["reason"], unit["records"], unit["bad_records"]) == (
        "partly",
        "bad_rows",
        1,
        2,
    )
    assert unit["taken_how"] == "content"
    assert unit["taken_at"] == datetime(2026, 11, 17, 18, 30, tzinfo=UTC)
    assert Seal(KEYS).open(unit["name"]) == "contacts.csv"
    assert unit["account"] == fp("org-1", "account")
    assert unit["unit_id"].startswith("u-")
    assert len(unit["unit_id"]) == 18


def test_equal_content_has_equal_unit_ids_whatever_the_name_and_other_content_has_not():
    def made(name, content):
        return extracted(
            head(COLUMNS, CONTACT, name=name), [ROW], notes=ReadNotes(content_hash=content)
        )["unit"]["unit_id"][0]

    assert made("a.csv", b"1") == made("b.csv", b"1") != made("a.csv", b"2")


def test_due_dates_after_the_file_do_not_tell_when_it_was_made():
    row = (*ROW[:9], "2031-01-01", *ROW[10:])
    unit = extracted(head(COLUMNS, CONTACT), [row])["unit"].to_pylist()[0]
    assert unit["taken_at"] == datetime(2026, 1, 2, 4, 30, tzinfo=UTC)


def test_an_unknown_table_is_read_by_header_and_values():
    names = ("Cust Name", "Mob No", "Mail ID", "Agent email", "Signup date", "City")
    rows = [
        (
            f"Ravi Kumar{i % 7}",
            f"98765{i:05d}",
            f"p{i}@example.in",
            "asha@firm.example.com",
            "2026-03-01",
            "Pune",
        )
        for i in range(50)
    ]
    tables = extracted(head(names), rows)
    kinds = {(kind, who) for _, kind, who, _ in ids(tables)}
    assert kinds == {("phone", "own"), ("email", "own"), ("email", "other")}
    unit = tables["unit"].to_pylist()[0]
    assert unit["people"] == "unknown"
    assert unit["object"] == f"t-{unit['signature']}"
    assert column(tables, 2)["personal"] == "yes"
    assert column(tables, 5)["role"] is None
    assert tables["rows"]["created_at"].null_count == 0


def test_the_object_of_an_unknown_table_hangs_on_its_headers_alone():
    one = extracted(head(("Mail ID", "City"), name="a.csv"), [("a@example.in", "Pune")])["unit"][
        "object"
    ][0]
    two = extracted(head(("City", "mail_id"), name="b.csv"), [("Pune", "a@example.in")])["unit"][
        "object"
    ][0]
    other = extracted(head(("Mail ID", "Town")), [("a@example.in", "Pune")])["unit"]["object"][0]
    assert one == two != other


def test_small_numbers_of_unknown_tables_are_nobodys_id_and_long_ones_are():
    rows = [(str(i), f"C-{i}") for i in range(1, 30)]
    assert not ids(extracted(head(("User id", "Plan")), rows))
    long = [(f"{i}00001", "x") for i in range(10, 40)]
    assert {kind for _, kind, _, _ in ids(extracted(head(("User id", "Plan")), long))} == {
        "customer_id"
    }


def test_our_own_id_that_is_an_address_or_a_number_links_as_that():
    layout = Layout(
        "mixpanel",
        "events",
        "events",
        people="user",
        columns=(ColumnRule(("distinct_id",), "customer_id"),),
    )
    rows = [("meena@example.in",), ("+919876543210",), ("cust-77",), ("guest",), ("9876543210",)]
    rows += [("1001",), ("1001001",)]
    assert {(r, k, f) for r, k, _, f in ids(extracted(head(("distinct_id",), layout), rows))} == {
        (0, "email", fp("meena@example.in")),
        (1, "phone", fp("+919876543210", "phone")),
        (2, "customer_id", fp("cust-77", "customer_id")),
        (4, "customer_id", fp("9876543210", "customer_id")),
        (5, "customer_id", fp("mixpanel\x001001", "customer_id")),  # every tool has its own 1001
        (6, "customer_id", fp("1001001", "customer_id")),
    }


def test_long_and_short_record_ids_of_salesforce_are_one_and_case_counts():
    layout = Layout(
        "salesforce",
        "contact",
        "table",
        people="contact",
        columns=(ColumnRule(("id",), "record_id"),),
    )
    rows = [("0035g00000AbCdEAAV",), ("0035g00000AbCdE",), ("0035g00000abcde",)]
    records = extracted(head(("Id",), layout), rows)["rows"]["record"].to_pylist()
    assert records[0] == records[1] != records[2]


def test_personal_columns_say_which_rows_are_filled_and_others_do_not():
    rows = [("a@example.in" if i % 3 else None, "open") for i in range(20)]
    tables = extracted(head(("Email", "Status")), rows, size=7)
    bits = np.unpackbits(
        np.frombuffer(column(tables, 0)["filled_rows"], np.uint8), count=20, bitorder="little"
    )
    assert bits.tolist() == [1 if i % 3 else 0 for i in range(20)]
    assert column(tables, 0)["filled"] == 13
    assert column(tables, 1)["filled_rows"] is None


@settings(max_examples=15, deadline=None)
@given(size=st.integers(1, 60), count=st.integers(0, 60))
def test_the_size_of_batches_changes_nothing(size, count):
    rows = [
        (
            f"{i % 40}",
            f"p{i % 11}@example.in",
            None,
            f"98765{i % 13:05d}",
            "Ravi",
            "Rao",
            None,
            None,
            f"2026-02-{i % 28 + 1:02d}",
            None,
            None,
            f"called her at p{i}@example.in" if i % 4 == 0 else None,
        )
        for i in range(count)
    ]
    one = extracted(head(COLUMNS, CONTACT), rows, size=1000)
    many = extracted(head(COLUMNS, CONTACT), rows, size=size)
    for name in EXTRACTED:
        left, right = one[name], many[name]
        if name == "columns":
            left, right = (
                each.drop_columns(["distinct_values", "shape"]) for each in (left, right)
            )
        assert left.combine_chunks().equals(right.combine_chunks()), name


def test_a_unit_without_rows_has_its_columns_and_no_more():
    tables = extracted(head(COLUMNS, CONTACT), [])
    assert tables["unit"]["records"].to_pylist() == [0]
    assert tables["columns"].num_rows == len(COLUMNS)
    assert tables["rows"].num_rows == 0


def test_a_skipped_unit_has_its_reason_and_keeps_its_name_sealed():
    tables = extract_found(
        found("HubSpot DPA signed.pdf", kind="pdf", reason="agreement_not_read", agreement=True),
        keys=KEYS,
    )
    unit = tables["unit"].to_pylist()[0]
    assert (unit["status"], unit["reason"], unit["agreement_of"], unit["records"]) == (
        "skipped",
        "agreement_not_read",
        "hubspot",
        None,
    )
    assert Seal(KEYS).open(unit["title"]) == "HubSpot DPA signed.pdf"
    other = extract_skipped(found("other.pdf"), "encrypted", keys=KEYS)["unit"].to_pylist()[0]
    assert other["agreement_of"] is None
    assert other["unit_id"] != unit["unit_id"]


def test_another_key_gives_other_fingerprints_and_ids():
    one = extracted(head(COLUMNS, CONTACT), [ROW])
    two = extracted(head(COLUMNS, CONTACT), [ROW], keys=Keys.of(b"j" * 32))
    assert not {each[3] for each in ids(one)} & {each[3] for each in ids(two)}
    assert one["unit"]["unit_id"] != two["unit"]["unit_id"]


def test_sheets_of_a_workbook_are_known_by_its_name():
    from amanat.evidence.extract_titles import title_key

    sheet = found("Renewal plan.xlsx", part="Sheet 1", kind="xlsx")
    unit = extract_skipped(sheet, "encrypted", keys=KEYS)["unit"].to_pylist()[0]
    assert unit["title_key"] == title_key("renewal-plan", KEYS)


@pytest.mark.parametrize("bad", ["row_ids", "rows"])
def test_a_reader_that_breaks_gives_an_error_without_values(bad):
    def broken():
        yield pa.RecordBatch.from_arrays(
            [pa.array(["x"], pa.large_string())] * 12, names=[str(i) for i in range(12)]
        )
        raise ValueError("Meena Iyer")

    with pytest.raises(ValueError):
        extract(head(COLUMNS, CONTACT), broken(), keys=KEYS, notes=ReadNotes())
    assert EXPORTED


def test_a_products_own_id_of_a_person_links_as_the_address_that_it_is():
    layout = Layout(
        "mixpanel",
        "events",
        "events",
        people="user",
        columns=(ColumnRule(("distinct_id",), "person_ref"),),
    )
    rows = [("meena@example.in",), ("$device:77",)]
    assert {(r, k, f) for r, k, _, f in ids(extracted(head(("distinct_id",), layout), rows))} == {
        (0, "email", fp("meena@example.in")),
        (0, "customer_id", fp("mixpanel\0meena@example.in", "customer_id")),
        (1, "customer_id", fp("mixpanel\0$device:77", "customer_id")),
    }


def test_ids_of_tickets_are_nobodys_and_ids_of_contacts_are_somebodys():
    columns = (ColumnRule(("id",), "record_id"), ColumnRule(("requester_id",), "person_ref"))
    tickets = Layout("zendesk", "tickets", "table", people="contact", columns=columns)
    users = Layout("zendesk", "users", "table", people="user", columns=columns)
    assert {f for *_, f in ids(extracted(head(("Id", "Requester Id"), tickets), [("5", "9")]))} == {
        fp("zendesk\0" + "9", "customer_id")
    }
    assert {f for *_, f in ids(extracted(head(("Id",), users), [("9",)]))} == {
        fp("zendesk\0" + "9", "customer_id")
    }


def test_a_table_of_the_teams_own_making_in_a_known_product_is_read_by_its_headers():
    layout = Layout("notion", "databases", "table", own_columns=True)
    tables = extracted(
        head(("Mail ID", "Owner email"), layout), [("a@example.in", "asha@firm.example.com")]
    )
    assert {(kind, who) for _, kind, who, _ in ids(tables)} == {
        ("email", "own"),
        ("email", "other"),
    }
    unit = tables["unit"].to_pylist()[0]
    assert unit["object"] == f"databases-{unit['signature']}"


def test_a_column_of_ids_counts_its_hits_over_all_rows():
    layout = Layout(
        "mixpanel",
        "events",
        "events",
        people="user",
        columns=(ColumnRule(("distinct_id",), "person_ref"),),
    )
    tables = extracted(head(("distinct_id",), layout), [(f"p{i}@example.in",) for i in range(5000)])
    assert (column(tables, 0)["category"], column(tables, 0)["hits"]) == ("email", 5000)
