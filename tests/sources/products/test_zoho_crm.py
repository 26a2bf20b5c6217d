"""Zoho CRM: ids that tell the product, opt-outs with their time, notes, and the bulk API."""

import pytest
from cases_zoho_crm import BULK, CASES, CONTACTS, NOTES
from exported import Case, consents_of, extracted, head_of, plain, renamed, roles, told

HINDI = {
    "Record Id": "रिकॉर्ड आईडी", "Contact Owner.id": "संपर्क स्वामी.id", "Contact Owner": "संपर्क स्वामी",
    "Created Time": "बनाने का समय", "Modified Time": "बदलने का समय", "Email": "ईमेल",
    "Email Opt Out": "ईमेल से बाहर", "Unsubscribed Mode": "सदस्यता रद्द", "Mobile": "मोबाइल",
    "Unsubscribed Time": "रद्द करने का समय",
}  # fmt: skip


def test_a_contact_has_its_roles_and_the_assistant_is_somebody_else(tmp_path):
    found = roles(head_of(CONTACTS, tmp_path / "a"))
    assert found["Record Id"] == "record_id"
    assert found["Contact Owner.id"] == found["Contact Owner"] == "staff"
    assert found["Account Name.id"] == "account_ref"
    ids = extracted(CONTACTS, tmp_path / "b")["row_ids"].to_pylist()
    assert {row["who"] for row in ids if row["kind"] == "phone"} == {"own", "other"}


def test_unsubscribing_is_dated_within_a_day_since_no_zone_is_told(tmp_path):
    assert consents_of(CONTACTS, tmp_path) == [
        ("email-opt-out", "state_out", "email", None),
        ("email-opt-out", "withdraw", "email", "2025-01-08"),
    ]


def test_the_bulk_api_tells_its_offset(tmp_path):
    (row,) = extracted(BULK, tmp_path)["rows"].to_pylist()
    assert (str(row["created_at"])[:16], row["zone"]) == ("2024-04-02 05:50", "known")


def test_notes_are_searched_and_few_columns_suffice_where_ids_tell(tmp_path):
    mentions = extracted(NOTES, tmp_path / "a")["mentions"].to_pylist()
    assert {row["category"] for row in mentions} == {"health"}
    few = CASES[-1]
    plain_ids = Case(
        None, "", few.file, few.columns, tuple(("900001", *row[1:]) for row in few.rows)
    )
    assert told(head_of(plain_ids, tmp_path / "b")) == (None, "rows", "generic")


def test_hindi_titles_give_a_table_of_no_product_and_allege_nothing(tmp_path):
    hindi = renamed(CONTACTS, HINDI)
    assert told(head_of(hindi, tmp_path / "a")) == (None, "rows", "generic")
    assert extracted(hindi, tmp_path / "b")["consents"].num_rows == 0


@pytest.mark.parametrize(
    "columns",
    [
        "Record Id,Created Time,Modified Time,Email",
        "Contact Owner,Email,Created Time",
        "Email Opt Out,Email,Name",
        "Note Title,Note Content,Created Time",
    ],
)
def test_a_list_with_some_of_its_columns_is_not_zohos(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
