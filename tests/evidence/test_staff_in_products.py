"""Colleagues and customers in exports that hold both."""

import json

import pytest
from derive_units import rows_of
from from_files import evidence


def user(at, role):
    return {
        "id": 4000 + at,
        "url": f"https://x.zendesk.com/api/v2/users/{4000 + at}.json",
        "name": f"Asha {at}",
        "email": f"p{at}@example.in",
        "phone": f"+91982001000{at}",
        "role": role,
        "iana_time_zone": "Asia/Kolkata",
        "organization_id": None,
        "last_login_at": "2026-10-02T09:00:00Z",
        "ticket_restriction": "requested",
    }


def ticket(at):
    return {
        "id": 9000 + at,
        "url": f"https://x.zendesk.com/api/v2/tickets/{9000 + at}.json",
        "created_at": "2026-03-01T09:00:00Z",
        "subject": "Help",
        "description": "Printer broken",
        "requester_id": 4000 + at,
        "submitter_id": 4000 + at,
        "assignee_id": 4002,
        "group_id": 77,
        "comments": [{"id": at, "author_id": 4000 + at, "body": "Printer broken"}],
    }


def lines(path, records):
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def kinds(folder):
    people = rows_of(evidence(folder), "people", "kind", "identifiers")
    return sorted(people)


def test_the_role_of_a_user_says_who_is_a_colleague(tmp_path):
    roles = ("end-user", "end-user", "agent", "Admin")
    lines(tmp_path / "users.json", [user(at, role) for at, role in enumerate(roles)])
    assert kinds(tmp_path) == [("staff", 3), ("staff", 3), ("user", 3), ("user", 3)]


def test_who_submits_a_ticket_is_no_colleague_and_a_group_is_nobody(tmp_path):
    lines(tmp_path / "users.json", [user(0, "end-user"), user(1, "end-user"), user(2, "agent")])
    lines(tmp_path / "tickets.json", [ticket(0), ticket(1)])
    assert kinds(tmp_path) == [("contact", 3), ("contact", 3), ("staff", 3)]


def test_an_owner_s_number_in_hubspot_is_nobody_and_her_address_is_a_colleague(tmp_path):
    head = "Record ID,First Name,Last Name,Email,Create Date,Lifecycle Stage,Contact owner\n"
    rows = [
        "77,Asha,Rao,a@example.in,2026-01-13 10:00,Customer,78",
        "78,Meena,Iyer,m@example.in,2026-01-14 10:00,Customer,owner@example.com",
    ]
    (tmp_path / "contacts.csv").write_text(head + "\n".join(rows) + "\n")
    assert kinds(tmp_path) == [("contact", 2), ("contact", 2), ("staff", 1)]


def test_the_last_activity_of_a_hubspot_contact_is_when_she_was_seen(tmp_path):
    head = "Record ID,First Name,Last Name,Email,Lifecycle Stage,Create Date,Last Activity Date\n"
    rows = [
        f"7{at},Asha,Rao,p{at}@example.in,Customer,2021-03-01 10:00,{seen}"
        for at, seen in enumerate(["2026-11-01", "2026-11-02 10:00"])
    ]
    (tmp_path / "contacts.csv").write_text(head + "\n".join(rows) + "\n")
    tables = evidence(tmp_path)
    seen = [moment.date().isoformat() for moment in rows_of(tables, "presence", "last_seen_at")]
    assert sorted(seen) == ["2026-11-01", "2026-11-02"]


def test_a_list_of_an_administrator_and_one_of_the_api_stand_side_by_side(tmp_path):
    (tmp_path / "gam.csv").write_text(
        "Owner,id,name,permissions.0.type,permissions.0.role\n"
        "a@example.in,1AbCdEfGhIjKlMnOpQrStUvWxYz01234,One,anyone,reader\n"
    )
    file = {
        "id": "1XxCdEfGhIjKlMnOpQrStUvWxYz01234",
        "name": "Two",
        "permissions": [{"type": "anyone", "role": "reader"}],
    }
    (tmp_path / "drive.json").write_text(json.dumps({"files": [file]}))
    tables = evidence(tmp_path)
    listed = rows_of(tables, "snapshots", "dataset_id", "relation")
    assert sorted(each for each in listed if each[0].startswith("google")) == [
        ("google-drive/permissions", "current"),
        ("google-drive/permissions-api", "current"),
    ]


def customers_and(folder, head, *, own_domains=()):
    """Write an app's users, and a sheet that names them under a header."""
    people = [
        f"{name}@firm.example.in" for name in ("asha", "bala", "chitra", "deepa", "esha", "farah")
    ]
    lines(
        folder / "users.json",
        [user(at, "end-user") | {"email": mail} for at, mail in enumerate(people)],
    )
    sheet = [f"visitor{at}@example.com,{mail},2025-03-01" for at, mail in enumerate(people)]
    (folder / "visits.csv").write_text(f"Email,{head},Visit date\n" + "\n".join(sheet) + "\n")
    return rows_of(evidence(folder, own_domains=own_domains), "people", "kind")


@pytest.mark.parametrize(
    "head",
    ["Caller email", "Owner", "Host mail", "Agent", "Handler email", "Executive", "Manager email"],
)
def test_a_header_of_a_sheet_makes_no_customer_a_colleague(tmp_path, head):
    assert customers_and(tmp_path, head) == ["unknown"] * 6 + ["user"] * 6


def test_an_address_of_our_own_domain_under_such_a_header_is_a_colleague_s(tmp_path):
    ours = customers_and(tmp_path, "Owner", own_domains=("firm.example.in",))
    assert ours == ["staff"] * 6 + ["unknown"] * 6


def test_another_firm_s_address_under_such_a_header_is_none(tmp_path):
    other = customers_and(tmp_path, "Owner", own_domains=("other.example.in",))
    assert other == ["unknown"] * 6 + ["user"] * 6


def test_a_stranger_under_such_a_header_is_somebody_who_was_supplied(tmp_path):
    rows = [f"v{at}@example.com,rep{at}@other.example.in" for at in range(6)]
    (tmp_path / "visits.csv").write_text("Email,Owner\n" + "\n".join(rows) + "\n")
    people = rows_of(evidence(tmp_path), "people", "kind")
    assert people == ["supplied"] * 6 + ["unknown"] * 6
