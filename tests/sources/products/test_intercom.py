"""Intercom: contacts by API and as CSV, and what was written in conversations."""

import pytest
from cases_intercom import CONTACTS, CONVERSATIONS, LABELLED
from exported import consents_of, extracted, head_of, plain, renamed, roles, told


def test_contacts_by_api_have_roles_times_in_utc_and_opt_outs(tmp_path):
    found = roles(head_of(CONTACTS, tmp_path / "a"))
    assert (found["id"], found["external_id"], found["owner_id"]) == (
        "record_id",
        "customer_id",
        "staff",
    )
    rows = extracted(CONTACTS, tmp_path / "b")["rows"].to_pylist()
    assert str(rows[0]["created_at"])[:16] == "2024-05-01 04:30"
    assert consents_of(CONTACTS, tmp_path / "c") == [("emails", "state_out", "email", None)]


def test_the_csv_is_known_from_memory_and_says_so(tmp_path):
    consents = extracted(LABELLED, tmp_path)["consents"].to_pylist()
    assert [row["mark"] for row in consents] == ["M"]


def test_bodies_and_notes_of_conversations_are_searched(tmp_path):
    mentions = extracted(CONVERSATIONS, tmp_path)["mentions"].to_pylist()
    assert {row["category"] for row in mentions} >= {"children", "health", "phone"}
    assert {row["row_ordinal"] for row in mentions} == {0}


def test_german_titles_give_a_table_of_no_product_and_allege_nothing(tmp_path):
    german = renamed(LABELLED, {"Unsubscribed from Emails": "Von E-Mails abgemeldet"})
    assert told(head_of(german, tmp_path / "a")) == (None, "rows", "generic")
    assert extracted(german, tmp_path / "b")["consents"].num_rows == 0


@pytest.mark.parametrize(
    "columns",
    ["Name,Email,Last seen,Web sessions", "Email,Unsubscribed from Emails", "Name,Phone,Signed up"],
)
def test_a_list_with_some_of_its_columns_is_not_intercoms(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
