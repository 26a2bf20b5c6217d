"""HubSpot: contacts, tickets and what was noted of calls."""

import pytest
from cases_hubspot import CALLS, CONTACTS, TICKETS
from exported import consents_of, extracted, head_of, plain, renamed, roles, told

GERMAN = {
    "Record ID": "Datensatz-ID", "First Name": "Vorname", "Last Name": "Nachname",
    "Email": "E-Mail", "Phone Number": "Telefonnummer", "Lifecycle Stage": "Lifecycle-Phase",
    "Lead Status": "Lead-Status", "Contact owner": "Zuständiger Mitarbeiter",
    "Create Date": "Erstellungsdatum", "Original Source": "Ursprüngliche Quelle",
    "Unsubscribed from all email": "Von allen E-Mails abgemeldet",
    "Marketing contact status": "Marketing-Kontakt-Status",
}  # fmt: skip


def test_contacts_have_their_roles_opt_outs_and_the_marketing_list(tmp_path):
    found = roles(head_of(CONTACTS, tmp_path / "a"))
    assert (found["Email"], found["Contact owner"]) == ("email", "staff")
    tables = extracted(CONTACTS, tmp_path / "b")
    assert tables["memberships"]["active"].to_pylist() == [True, False]
    assert {row["zone"] for row in tables["rows"].to_pylist()} == {"unknown"}
    assert consents_of(CONTACTS, tmp_path / "c") == [("all-email", "state_out", "email", None)]


def test_ticket_and_call_texts_are_searched(tmp_path):
    for number, (case, topic) in enumerate(((TICKETS, "children"), (CALLS, "health"))):
        mentions = extracted(case, tmp_path / str(number))["mentions"].to_pylist()
        assert topic in {row["category"] for row in mentions}
    assert roles(head_of(CALLS, tmp_path / "c"))["hs_call_to_number"] == "other_phone"


def test_german_titles_give_a_table_of_no_product_in_which_people_are_still_found(tmp_path):
    german = renamed(CONTACTS, GERMAN)
    assert told(head_of(german, tmp_path / "a")) == (None, "rows", "generic")
    tables = extracted(german, tmp_path / "b")
    assert tables["consents"].num_rows == tables["memberships"].num_rows == 0
    assert {row["kind"] for row in tables["row_ids"].to_pylist()} >= {"email"}


@pytest.mark.parametrize(
    "columns",
    [
        "First Name,Last Name,Email,Lifecycle Stage",  # a template for import
        "Record ID,Call notes by,Email",
        "Conversion Date,Email",
        "hs_object_id_of_contact,Email,Phone",
    ],
)
def test_a_list_with_some_of_its_columns_is_not_hubspots(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
