"""Chatwoot: contacts with our own ids, and what was written to whom."""

import pytest
from cases_chatwoot import CONTACTS, CONVERSATIONS, MESSAGES
from exported import extracted, head_of, plain, renamed, roles, told


def test_contacts_have_their_roles_and_times_in_utc(tmp_path):
    found = roles(head_of(CONTACTS, tmp_path / "a"))
    assert (found["id"], found["identifier"], found["phone_number"]) == (
        "record_id",
        "customer_id",
        "phone",
    )
    rows = extracted(CONTACTS, tmp_path / "b")["rows"].to_pylist()
    assert [(str(row["created_at"])[:16], row["zone"]) for row in rows] == [
        ("2024-05-01 04:30", "known")
    ] * 2


def test_messages_are_searched_and_a_conversation_is_no_person(tmp_path):
    mentions = extracted(MESSAGES, tmp_path / "a")["mentions"].to_pylist()
    assert {row["category"] for row in mentions} == {"health"}
    tables = extracted(CONVERSATIONS, tmp_path / "b")
    assert tables["row_ids"].num_rows == 0
    assert {row["category"] for row in tables["mentions"].to_pylist()} == {"email"}


@pytest.mark.parametrize(
    "columns",
    [
        "id,name,email,phone_number",  # what its own pages export: any list looks so
        "id,content,created_at",
        "email,identifier,name",
        "inbox_id,status",
    ],
)
def test_a_list_with_some_of_its_columns_is_not_chatwoots(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")


def test_titles_in_another_language_give_a_table_of_no_product(tmp_path):
    hindi = renamed(MESSAGES, {"content": "संदेश", "conversation_id": "बातचीत"})
    assert told(head_of(hindi, tmp_path)) == (None, "rows", "generic")
