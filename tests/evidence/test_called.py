"""Whom a sensitive sentence means that does not say the whole name. All people are invented."""

import csv

import pytest
from from_files import evidence

CONTACTS = (
    ("1", "Meena", "Iyer", "meena.iyer@acme.example.in", "77"),
    ("2", "Ravi Kumar", "Rao", "ravi@acme.example.in", "77"),
    ("3", "Kiran", "Rao", "kiran@zen.example.in", "88"),
    ("4", "Meena", "Shah", "m.shah@zen.example.in", "88"),
    ("5", "Rohan", "Das", "rohan.das@quay.example.in", "99"),
    ("6", "Rohan", "Dutt", "rohan.dutt@quay.example.in", "99"),
    ("7", "Sunita", "Pai", "sunita@pier.example.in", "66"),
    ("8", "Sameer", "Pai", "sameer@pier.example.in", "66"),
)
STRANGER = "someone@other.example.in"


def tables_of(folder, notes):
    """Derive from contacts and tickets; notes are (requester's address, text)."""
    contacts = folder / "hubspot-crm-exports-all-contacts-2026-11-20.csv"
    with contacts.open("w", newline="") as file:
        out = csv.writer(file)
        titles = ("Record ID", "First Name", "Last Name", "Email", "Associated Company IDs")
        out.writerow((*titles, "Lead Status", "Create Date"))
        out.writerows((*each, "", "2026-01-01") for each in CONTACTS)
    tickets = folder / "freshdesk-tickets-2026-11-20.csv"
    with tickets.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(
            ("Ticket ID", "Subject", "Description", "Status", "Requester Email", "Created Time")
        )
        for number, (requester, text) in enumerate(notes):
            out.writerow((number, "a call", text, "Open", requester, "2026-02-01"))
    return evidence(folder)


def about(folder, text, requester=STRANGER):
    """Return what the one topic of a note is about, and how many people it is about."""
    tables = tables_of(folder, [(requester, text)])
    (mention,) = [each for each in tables["mentions"].to_pylist() if each["kind"] == "topic"]
    people = [each["people"] for each in tables["mention_people"].to_pylist()]
    return mention["about"], sum(filter(None, people))


@pytest.mark.parametrize(
    "text",
    [
        "M. Iyer was diagnosed with diabetes",
        "Meena I. has diabetes",
        "Spoke to M Iyer, diabetes again",
        "Call is off as Dr. M. Iyer has diabetes",
        "Meena Iyer's diabetes is worse",
        "Diabetes, says @meena.iyer, is worse",
        "R. Rao has diabetes, R. K. Rao told the team",
        "Ravi Rao has diabetes",
        "R.K. Rao has diabetes",
    ],
)
def test_a_form_that_fits_one_known_person_means_that_person(tmp_path, text):
    assert about(tmp_path, text) == ("person", 1)


@pytest.mark.parametrize(
    "text",
    [
        "K. Patel has diabetes",
        "Meena has diabetes",  # of two accounts, and the record is of neither
        "S. Pai has diabetes",  # Sunita or Sameer
        "Q. R. Rao has diabetes",  # not R. Rao
        "Mr Rao has diabetes",
        "The M Team works on diabetes care",
        "@meena works on diabetes care",
        "mail meena.iyer@other.example.org about diabetes",
    ],
)
def test_what_fits_nobody_or_several_means_nobody(tmp_path, text):
    assert about(tmp_path, text)[0] != "person"


@pytest.mark.parametrize(
    ("requester", "text", "found"),
    [
        ("meena.iyer@acme.example.in", "Meena has diabetes", ("person", 1)),
        ("ravi@acme.example.in", "Meena has diabetes", ("person", 1)),
        ("ravi@acme.example.in", "diabetes: meena ko chhutti chahiye", ("person", 1)),
        ("rohan.das@quay.example.in", "Rohan has diabetes", ("person", 1)),
    ],
)
def test_a_lone_name_means_somebody_of_the_record_s_account(tmp_path, requester, text, found):
    assert about(tmp_path, text, requester) == found


@pytest.mark.parametrize(
    ("requester", "text"),
    [
        ("ravi@acme.example.in", "Kiran has diabetes"),  # of another account
        ("sunita@pier.example.in", "Rohan has diabetes"),
        ("sunita@pier.example.in", "Pai has diabetes"),
    ],
)
def test_a_lone_name_of_another_account_means_nobody(tmp_path, requester, text):
    assert about(tmp_path, text, requester)[0] != "person"


def test_no_form_is_kept_in_what_is_written(tmp_path):
    tables = tables_of(tmp_path, [(STRANGER, "M. Iyer has diabetes, says @meena.iyer")])
    text = str({name: table.to_pylist() for name, table in tables.items()}).lower()
    assert "iyer" not in text
