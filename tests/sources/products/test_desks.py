"""Zoho Desk, Freshdesk, Freshservice, Zendesk: who asked, what was written, which desk it is."""

import pytest
from cases_desks import (
    FRESHDESK_JSON,
    FRESHSERVICE,
    ZENDESK_TICKETS,
    ZENDESK_USERS,
    ZOHO_DESK,
)
from exported import extracted, head_of, plain, renamed, roles, told


def test_a_zoho_ticket_has_its_roles_and_the_desks_own_mailbox_is_nobody(tmp_path):
    found = roles(head_of(ZOHO_DESK, tmp_path))
    assert (found["Contact Id"], found["Email"], found["To Address"], found["Resolution"]) == (
        "person_ref",
        "email",
        "other",
        "text",
    )


def test_sister_desks_are_told_apart(tmp_path):
    assert told(head_of(FRESHSERVICE, tmp_path / "a"))[0] == "freshservice"
    desk = "Ticket ID,Subject,Due by Time,Agent interactions,Full name"
    assert told(plain(desk, tmp_path / "b"))[0] == "freshdesk"


def test_forwarded_to_is_a_third_person_and_deleted_tickets_are_marked(tmp_path):
    tables = extracted(FRESHDESK_JSON, tmp_path)
    ids = tables["row_ids"].to_pylist()
    assert {row["who"] for row in ids if row["kind"] == "email"} == {"other"}
    assert tables["rows"]["state"].to_pylist() == ["active", "deleted"]
    assert {row["zone"] for row in tables["rows"].to_pylist()} == {"known"}


def test_zendesk_agents_are_ours_and_comments_are_searched_without_their_ids(tmp_path):
    ids = extracted(ZENDESK_USERS, tmp_path / "a")["row_ids"].to_pylist()
    assert {row["row_ordinal"] for row in ids if row["who"] == "staff"} == {1}
    assert roles(head_of(ZENDESK_TICKETS, tmp_path / "b"))["comments"] == "text"
    mentions = extracted(ZENDESK_TICKETS, tmp_path / "c")["mentions"].to_pylist()
    assert "phone" not in {row["category"] for row in mentions}


def test_german_titles_give_a_table_of_no_product(tmp_path):
    german = {"Ticket Reference Id": "Ticket-Referenz-ID", "Ticket Owner": "Ticketbesitzer"}
    assert told(head_of(renamed(ZOHO_DESK, german), tmp_path)) == (None, "rows", "generic")


@pytest.mark.parametrize(
    "columns",
    [
        "Ticket Id,Ticket Owner,Subject,Email",
        "Ticket Id,Urgency,Impact,Subject",
        "Actor,Time,Activity",
        "domain_names,name,details",
    ],
)
def test_a_list_with_some_of_its_columns_is_no_desks(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
