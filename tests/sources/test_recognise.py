import csv
import io
import json
import os
import random
import zipfile
from datetime import UTC, datetime

import pytest
from reading import found, head_of, only, read_file

from amanat.sources.fold import fold
from amanat.sources.layouts import known_layouts
from amanat.sources.recognise import recognise
from amanat.terms.products import PRODUCTS
from amanat.terms.words import TERMS

_SYSTEM = "Id IsDeleted CreatedDate CreatedById LastModifiedDate LastModifiedById SystemModstamp "
SALESFORCE = {
    "account": "Name BillingStreet BillingCity AnnualRevenue OwnerId",
    "contact": "AccountId LastName FirstName Email MobilePhone HasOptedOutOfEmail DoNotCall",
    "lead": "LastName Company Email IsConverted ConvertedContactId",
    "case": "CaseNumber ContactId SuppliedEmail SuppliedName Origin Subject Description",
    "casecomment": "ParentId CommentBody IsPublished",
    "task": "WhoId WhatId Subject ActivityDate TaskSubtype CallDisposition",
    "event": "WhoId WhatId Subject StartDateTime EndDateTime Location",
    "campaign": "Name StartDate EndDate NumberSent IsActive",
    "campaignmember": "CampaignId LeadId ContactId Status HasResponded",
    "individual": "FirstName LastName HasOptedOutProcessing HasOptedOutSolicit ShouldForget",
    "contactpointtypeconsent": "PartyId ContactPointType DataUsePurposeId PrivacyConsentStatus CaptureDate",
    "contactpointconsent": "ContactPointId CaptureContactPointType PrivacyConsentStatus CaptureDate EffectiveFrom",
    "datausepurpose": "Name LegalBasisId CanDataSubjectOptOut Description",
    "note": "ParentId Title Body IsPrivate",
    "user": "Username ProfileId UserRoleId FederationIdentifier TimeZoneSidKey Email",
}
TABLES = [
    *(("salesforce", name, (_SYSTEM + columns).split()) for name, columns in SALESFORCE.items()),
    (
        "hubspot",
        "contacts",
        ["Record ID", "First Name", "Email", "Lifecycle Stage", "Contact owner"],
    ),
    ("hubspot", "contacts", ["hs_object_id", "email", "lifecyclestage", "hs_email_optout"]),
    ("hubspot", "companies", ["Record ID", "Company name", "Company Domain Name"]),
    ("hubspot", "deals", ["Record ID", "Deal Name", "Deal Stage", "Pipeline", "Close Date"]),
    ("hubspot", "tickets", ["Record ID", "Ticket name", "Ticket description", "Pipeline"]),
    ("hubspot", "notes", ["Record ID", "Activity date", "Note body", "Associated Contact"]),
    ("mixpanel", "people", ["$distinct_id", "$email", "$name", "$last_seen"]),
    ("clevertap", "profiles", ["CleverTap ID", "Identity", "Email", "MSG-email", "MSG-push"]),
    (
        "google-drive",
        "permissions",
        ["Owner", "id", "name", "permissions.0.type", "permissions.0.role"],
    ),
    ("google-drive", "log", ["Date", "Event", "Actor", "Document ID", "Title", "Visibility"]),
    (
        "freshdesk",
        "tickets",
        ["Ticket ID", "Subject", "Due by Time", "Agent interactions", "Full name"],
    ),
    (
        "zendesk",
        "tickets",
        ["Summation column", "Id", "Requester", "Requester email", "Group stations"],
    ),
    ("mailchimp", "audience", ["Email Address", "MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID"]),
    (
        "mailchimp",
        "unsubscribed",
        ["Email Address", "MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID", "UNSUB_TIME"],
    ),
    (
        "mailchimp",
        "cleaned",
        ["Email Address", "MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID", "CLEAN_TIME"],
    ),
]


def write(path, columns, rows=1):
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(columns)
    out.writerows([[f"x{row}-{n}" for n in range(len(columns))] for row in range(rows)])
    path.write_text(text.getvalue(), newline="")
    return path


#: Recognised, but what their columns mean was never seen: nothing fails by them alone.
FROM_MEMORY = {("salesforce", "user")}


@pytest.mark.parametrize(("product", "name", "columns"), TABLES)
def test_a_products_table_is_recognised_in_any_order_and_case(tmp_path, product, name, columns):
    shuffled = [column.upper() for column in columns] + ["Our own column"]
    random.Random(3).shuffle(shuffled)
    for number, titles in enumerate((columns, shuffled)):
        head = head_of(write(tmp_path / f"{number}.csv", titles))
        how = "looks_like" if (product, name) in FROM_MEMORY else "seen"
        assert (head.layout.product, head.layout.object, head.how) == (product, name, how)


@pytest.mark.parametrize(
    ("columns", "known"),
    [
        (["Emp ID", "Name", "Official Email", "Date of Leaving"], True),
        (["Employee Code", "E-mail ID", "Relieving Date", "Status"], True),
        (["staff_id", "work email", "D.O.J", "LWD", "Manager email"], True),
        (["Email", "Name", "Exit date"], False),  # customers who left
        (["Employee ID", "Email", "Department"], False),  # a team's roster
        (["Employee ID", "Name", "Last working day"], False),
        (["Customer ID", "Email", "Left on", "Plan"], False),
    ],
)
def test_a_staff_list_is_known_by_three_columns_that_stand_together(tmp_path, columns, known):
    head = head_of(write(tmp_path / "list.csv", columns))
    assert (head.layout.object, head.layout.people, head.how) == (
        ("staff", "staff", "seen") if known else ("rows", None, "generic")
    )


@pytest.mark.parametrize(
    "columns",
    [
        ["Email", "Name"],
        ["First Name", "Last Name", "Email"],  # an import template: no Record ID
        ["Record ID", "Email", "Name"],
        ["Record Id", "Created Time", "Modified Time", "Email"],
        ["Id", "IsDeleted", "Name"],
        ["Ticket ID", "Subject", "Status"],
        ["Email", "Name", "Lead Source", "Account Name"],  # a report without its footer
        ["event", "properties", "time"],
        ["id", "name", "type", "role"],
        ["Email Address", "First Name", "TAGS"],
    ],
)
def test_a_near_miss_is_a_table_of_no_product(tmp_path, columns):
    head = head_of(write(tmp_path / "hubspot-salesforce-export.csv", columns))
    assert (head.layout.product, head.how) == (None, "generic")


def test_a_table_that_two_products_fit_is_of_none(tmp_path):
    both = ["Record ID", "Email", "Lifecycle Stage", "Contact owner", "First Name"]
    both += ["CleverTap ID", "MSG-email", "MSG-push"]
    assert head_of(write(tmp_path / "a.csv", both)).layout.product is None


def test_a_layout_without_its_certain_sign_only_looks_like_it(tmp_path):
    columns = ["Id", "Requester email", "Requester domain", "Reopens"]
    head = head_of(write(tmp_path / "a.csv", columns))
    assert (head.layout.product, head.how) == ("zendesk", "looks_like")


JSON = [
    (
        "mixpanel",
        "events",
        {"event": "a", "properties": {"distinct_id": "u", "time": 1, "mp_lib": "x"}},
    ),
    ("mixpanel", "people", {"$distinct_id": "u", "$properties": {"$email": "a@example.in"}}),
    (
        "clevertap",
        "profiles",
        {"identity": "u", "objectId": "o", "profileData": {"MSG-email": False}},
    ),
    (
        "clevertap",
        "events",
        {"profile": {}, "ts": 20240501063000, "event_props": {"CT Source": "x"}},
    ),
    ("freshdesk", "tickets", {"id": 1, "requester_id": 2, "responder_id": 3, "fwd_emails": []}),
    (
        "zendesk",
        "tickets",
        {"id": 1, "requester_id": 2, "submitter_id": 3, "via": {"channel": "web"}},
    ),
    (
        "zendesk",
        "users",
        {
            "id": 1,
            "role": "agent",
            "email": "a@example.in",
            "organization_id": 1,
            "last_login_at": "",
        },
    ),
    (
        "google-drive",
        "permissions-api",
        {"id": "f", "permissions": [{"type": "anyone", "role": "reader"}]},
    ),
]


@pytest.mark.parametrize(("product", "name", "record"), JSON)
def test_a_products_json_is_recognised(tmp_path, product, name, record):
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n" + json.dumps(record) + "\n")
    (tmp_path / "b.json").write_text(json.dumps({"results": [record]}))
    for unit in found(tmp_path):
        head = recognise(unit)
        assert (head.layout.product, head.layout.object, head.how) == (product, name, "seen")


def test_the_columns_of_a_contact_mean_what_the_layout_says(tmp_path):
    columns = [*(_SYSTEM + SALESFORCE["contact"]).split(), "Customer_Id__c", "Health_Score__c"]
    head = head_of(write(tmp_path / "a.csv", columns))
    roles = {title: rule.role for title, rule in zip(head.columns, head.rules, strict=True) if rule}
    assert roles["Id"] == "record_id"
    assert roles["Email"] == "email"
    assert roles["MobilePhone"] == "phone"
    assert roles["AccountId"] == "account_ref"
    assert roles["IsDeleted"] == "deleted"
    assert roles["Customer_Id__c"] == "customer_id"
    assert "Health_Score__c" not in roles


def test_a_second_column_of_a_title_means_the_same(tmp_path):
    head = head_of(write(tmp_path / "a.csv", ["Id", "Customer ID", "customer_id", "Note"]))
    assert [rule.role if rule else None for rule in head.rules] == [
        "record_id",
        "customer_id",
        "customer_id",
        None,
    ]


def test_an_opt_out_flag_that_is_false_or_empty_tells_nothing():
    for layout in known_layouts():
        for rule in layout.consents:
            told = {word for word, act in rule.values.items() if act == "state_in"}
            assert "" not in rule.values
            assert not told & {"true", "false", "0", "1"}, (layout.product, rule.names)
            # Only a column that says yes can say no by "false".
            says_yes = ("msg_", "opt_in", "optin", "consent")
            flags = any(word in rule.names[0] for word in says_yes) and "dnd" not in rule.names[0]
            assert flags or "false" not in rule.values, (layout.product, rule.names)


def test_layouts_use_folded_headers_and_closed_terms():
    for layout in known_layouts():
        # A list of staff or a ledger of consents is the company's own, whatever tool keeps it.
        assert layout.product is None or layout.product in PRODUCTS
        assert layout.kind in TERMS["dataset_kind"]
        assert layout.people is None or layout.people in TERMS["person_kind"]
        names = [*layout.all_of, *layout.plus, *(n for _, some in layout.some_of for n in some)]
        names += [n for rule in (*layout.columns, *layout.consents) for n in rule.names]
        for name in (name.rstrip("*") for name in names):
            assert fold(name) in (name, name.rstrip("_")), name
        for rule in layout.consents:
            assert set(rule.values.values()) <= set(TERMS["act"])
            assert rule.channel is None or rule.channel in TERMS["channel"]
        if layout.grants is not None:
            assert set(layout.grants.scope_values.values()) <= set(TERMS["opened_to"])
            assert set(layout.grants.may_values.values()) <= set(TERMS["may"])


def packed(path, members, at=(2025, 5, 4, 10, 0, 0)):
    with zipfile.ZipFile(path, "w") as out:
        for name, content in members.items():
            out.writestr(zipfile.ZipInfo(name, at), content)
    return path


def test_a_members_time_is_when_it_was_exported(tmp_path):
    path = packed(tmp_path / "WE_00D5g000004KbCdEAK_1.ZIP", {"Contact.csv": "Name,City\na,b\n"})
    os.utime(path, (1_800_000_000, 1_800_000_000))
    head = recognise(only(path))
    assert (head.taken_how, head.taken_at) == ("container", datetime(2025, 5, 4, 10, tzinfo=UTC))
    assert head.account == "00D5g000004KbCd"


def test_a_packer_without_clock_tells_no_time(tmp_path):
    members = {"a.csv": "Name,City\na,b\n"}
    path = packed(tmp_path / "export-2025-06-30.zip", members, (1980, 1, 1, 0, 0, 0))
    head = recognise(only(path))
    assert (head.taken_how, head.taken_at) == ("name", datetime(2025, 6, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "how", "day"),
    [
        ("tickets-2025-06-30.csv", "name", (2025, 6, 30)),
        ("tickets_20250630.csv", "name", (2025, 6, 30)),
        ("tickets 2025-13-45.csv", "mtime", (2027, 1, 15)),
        ("call 9120250630112.csv", "mtime", (2027, 1, 15)),
    ],
)
def test_a_day_in_the_name_goes_before_the_files_time(tmp_path, name, how, day):
    path = write(tmp_path / name, ["Name", "City"])
    os.utime(path, (1_800_000_000, 1_800_000_000))
    head = head_of(path)
    assert (head.taken_how, (head.taken_at.year, head.taken_at.month, head.taken_at.day)) == (
        how,
        day,
    )


def test_parts_of_one_export_are_recognised_alike(tmp_path):
    columns = (_SYSTEM + SALESFORCE["task"]).split()
    for part in (1, 2):
        write(tmp_path / f"part{part}.csv", columns, rows=part * 5)
    heads = [recognise(unit) for unit in found(tmp_path)]
    assert heads[0].folded == heads[1].folded
    assert {head.layout.object for head in heads} == {"task"}


def test_a_notion_database_is_notions_and_its_columns_are_the_teams(tmp_path):
    key = "8f1c0a2b3c4d5e6f708192a3b4c5d6e2"
    head, rows, _ = read_file(write(tmp_path / f"Contacts {key}_all.csv", ["Name", "Email"]))
    assert (head.layout.product, head.how, head.title) == ("notion", "generic", "Contacts")
    assert (head.place_key, len(rows)) == (key, 1)
    near = head_of(write(tmp_path / "Contacts 8f1c0a2b.csv", ["Name", "Email"]))
    assert (near.layout.product, near.title) == (None, "Contacts 8f1c0a2b")


def test_the_desk_in_a_tickets_link_is_its_account(tmp_path):
    record = {**JSON[5][2], "url": "https://Saptarang.zendesk.com/api/v2/tickets/1.json"}
    (tmp_path / "a.json").write_text(json.dumps({"tickets": [record]}))
    assert head_of(tmp_path / "a.json").account == "saptarang.zendesk.com"
