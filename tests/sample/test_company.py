import csv
import json
import tomllib
from collections import Counter
from datetime import date
from re import fullmatch

import numpy as np
import openpyxl
import phonenumbers
import pytest
from stdnum import luhn
from stdnum.in_ import aadhaar, gstin, pan

from amanat.audit.run import refuse
from amanat.register.files import read_register
from amanat.sample.catalogue import FAULT_IDS, FAULTS, NEAR_MISSES
from amanat.sample.company import SampleError, generate
from amanat.sample.dice import Dice
from amanat.sample.fields import FIELDS, HEADER
from amanat.sample.numbered import NUMBERED
from amanat.sample.people import People
from amanat.sample.plan import Plan


def changed(one, other):
    names = {n for n in one.keys() | other.keys() if one.get(n) != other.get(n)}
    return names - {"truth.json", "canaries.txt"}


def test_the_same_arguments_give_the_same_bytes(make):
    one, again = make(people=150, seed=4), make(people=150, seed=4)
    assert one.files() == again.files()
    assert one.files() != make(people=150, seed=5).files()


def test_a_person_is_the_same_whoever_is_made_with_them():
    people = People(Plan(1000, 7, date(2026, 11, 23), 0, FAULT_IDS))
    block, some = people.block(0, 1000), people.at(np.array([999, 7, 500]))
    for name in block.__slots__:
        column = getattr(block, name)
        assert getattr(some, name) == [column[999], column[7], column[500]]


def test_one_person_more_than_a_block_is_a_whole_company(make):
    large = make(people=10_001, register=False)
    assert large.truth["events"] == 150_015
    assert large.truth["files"]["mixpanel-export-2026-11-21.jsonl"] == 150_015
    people = large.salesforce("Contact") + large.salesforce("Lead")
    assert len({row["Customer_Id__c"] for row in people}) == 10_001
    assert len({row["MobilePhone"][-4:] + row["Email"].lower() for row in people}) == 10_001


def test_customers_notes_and_events_are_as_many_as_promised(company):
    truth, people = company.truth, 1000
    assert (truth["people"], truth["notes"], truth["events"]) == (people, 3 * people, 15 * people)
    contacts, leads = company.salesforce("Contact"), company.salesforce("Lead")
    assert len({row["Customer_Id__c"] for row in contacts + leads}) == people
    assert len({row["Email"].lower() for row in contacts + leads}) == people
    notes = len(company.salesforce("Task")) + len(company.salesforce("Case"))
    notes += len(company.table("freshdesk")) + len(company.table("hubspot-crm-exports-all-tickets"))
    notes += sum(name.endswith(".md") for name in company.pages())
    for name in ("QBR", "Renewals", "Partner", "Clinic", "Escalations register"):
        notes += truth["files"][company.export(name).name]
    assert notes + 2 == 3 * people
    with company.export("mixpanel-export").open(encoding="utf-8") as lines:
        events = [json.loads(line) for line in lines]
    assert len(events) == 15 * people
    assert all(set(event) == {"event", "properties"} for event in events)


def test_each_file_has_the_rows_that_truth_says(company):
    for name, rows in company.truth["files"].items():
        file, _, member = name.partition("/")
        if file.endswith(".csv"):
            assert len(company.table(file)) == rows
        elif file.startswith("WE_"):
            assert len(company.salesforce(member.removesuffix(".csv"))) == rows
        elif file.endswith(".xlsx") and rows:
            book = openpyxl.load_workbook(company.export(file))
            assert sum(sheet.max_row - 1 for sheet in book) == rows


def test_every_identifier_in_a_note_is_counted_and_valid(company):
    tickets = [row["Description"] for row in company.table("freshdesk")]
    found = [text for text in tickets if "adhaar" in text or "aadhar" in text]
    assert len(found) == company.fault("ids-aadhaar-tickets")["records"] == 27
    for text in found:
        digits = "".join(c for c in text.split("ka Aadhaar")[-1] if c.isdigit())
        assert aadhaar.is_valid(digits)
    tasks = [row["Description"] for row in company.salesforce("Task")]
    cards = [text for text in tasks if "card " in text or "Card number" in text]
    assert len(cards) == company.fault("ids-card-task")["records"]
    assert all(luhn.is_valid("".join(c for c in text if c.isdigit())) for text in cards)
    sent = [row["Ticket description"] for row in company.table("hubspot-crm-exports-all-tickets")]
    numbers = [word.strip(".,") for text in sent if "PAN" in text for word in text.split()]
    assert sum(pan.is_valid(number) for number in numbers if len(number) == 10) == 12
    bodies = [text for text in company.pages().values() if "PAN of " in text]
    assert len(bodies) == company.fault("ids-pan-notion")["records"]
    for text in bodies:
        assert pan.is_valid(text.split("form: ")[1][:10])


def test_accounts_gstins_upi_ids_and_passwords_stand_in_as_many_notes_as_truth_says(company):
    sent = [row["Ticket description"] for row in company.table("hubspot-crm-exports-all-tickets")]
    owned = [word.strip(".,") for text in sent if "propriet" in text for word in text.split()]
    owned = [word for word in owned if len(word) == 15 and gstin.is_valid(word)]
    assert len(owned) == company.fault("ids-gstin-hubspot-tickets")["records"] == 7
    assert {pan.info(gstin.to_pan(each))["holder_type"] for each in owned} == {"Individual"}
    for id_, texts, words in (
        ("ids-account-tickets", company.table("freshdesk"), ("bank account no ", "a/c ", "NEFT")),
        ("ids-upi-cases", company.salesforce("Case"), ("@okaxis", "@ybl", "@okhdfcbank")),
        ("spdi-password-tasks", company.salesforce("Task"), ("password: ", "pwd = ")),
    ):
        having = sum(any(word in row["Description"] for word in words) for row in texts)
        assert having == company.fault(id_)["records"] > 0


def test_each_kind_of_number_stands_in_as_many_notes_as_truth_says(company):
    texts = {
        "freshdesk/tickets": company.table("freshdesk"),
        "hubspot/tickets": company.table("hubspot-crm-exports-all-tickets"),
        "salesforce/case": company.salesforce("Case"),
        "salesforce/task": company.salesforce("Task"),
    }
    canaries = set(company.canaries)
    told = {each["id"]: each for key in ("faults", "near_misses") for each in company.truth[key]}
    for kind in NUMBERED:
        dice = Dice(company.truth["seed"], f"value/{kind.id}")
        values = [kind.value(dice, number) for number in range(kind.usual)]
        notes = [row.get("Ticket description") or row["Description"] for row in texts[kind.label]]
        assert [sum(value in note for note in notes) for value in values] == [1] * len(values)
        assert told[kind.id]["records"] == len(values)
        assert kind.beside or canaries.issuperset(values)


def test_the_table_of_the_old_tool_has_forty_values_in_each_column(company):
    rows = company.table("Old tool fields")
    told = {each["id"]: each for key in ("faults", "near_misses") for each in company.truth[key]}
    canaries = set(company.canaries)
    for field, header in zip(FIELDS, HEADER[1:], strict=True):
        values = [row[header] for row in rows]
        assert all(values)
        assert len(values) == told[field.id]["records"] == 40
        assert field.beside or canaries.issuperset(values)


def test_columns_and_sheets_with_headers_that_tell_nothing_hold_what_truth_says(company):
    rows = company.table("hubspot-crm-exports-all-contacts")
    counts = {near["id"]: near["records"] for near in company.truth["near_misses"]}
    counts["field-masked-no-purpose"] = company.fault("field-masked-no-purpose")["records"]
    for id_, header, form in (
        ("field-masked-no-purpose", "Import field 1", "XXXX XXXX [0-9]{4}"),
        ("near-branch-column", "Import field 2", "[A-Z]{4}000[0-9]{4}"),
        ("near-licence-key", "Import field 3", "XXXX-[0-9]{4}"),
    ):
        filled = [row[header] for row in rows if row[header]]
        assert len(filled) == counts[id_] > 0
        assert all(fullmatch(form, each) for each in filled)
    assert all("@" in row["Reach"] for row in company.table("Webinar seats"))
    for row in company.table("Callback seats"):
        assert phonenumbers.is_valid_number(phonenumbers.parse(row["Line"], "IN"))
    desks, orders = company.table("Desk seats"), company.table("Order seats")
    assert {row["Desk"].split("@")[0] for row in desks} == {"support", "accounts", "info"}
    assert not any(
        phonenumbers.is_valid_number(phonenumbers.parse(row["Ref"], "IN")) for row in orders
    )


def test_opted_out_people_still_mailed_are_those_of_the_truth(company):
    out = {
        row["Customer ID"]
        for row in company.table("hubspot-crm-exports-all-contacts")
        if row["Opted out of email: Marketing"] == "true"
    }
    rows = company.table("clevertap")
    active = {row["Identity"] for row in rows if row["MSG-email"] == "true"}
    assert len(out & active) == company.fault("sharing-opted-out-active")["people"] > 0
    yes = {row["PartyId"] for row in company.salesforce("ContactPointTypeConsent")
           if row["PrivacyConsentStatus"] == "OptIn"}  # fmt: skip
    people = company.salesforce("Contact") + company.salesforce("Lead")
    agreed = {row["Customer_Id__c"] for row in people if row["IndividualId"] in yes}
    assert agreed & active
    assert not agreed & out
    silent = {row["Customer_Id__c"] for row in people if row["HasOptedOutOfEmail"] == "1"}
    assert not silent & active  # who said no elsewhere is a fault that nobody planted


def test_custom_columns_hold_as_many_values_as_truth_says(company):
    rows = company.table("hubspot-crm-exports-all-contacts")
    for id_, header in (
        ("field-religion-no-purpose", "Religion"),
        ("field-kyc-no-purpose", "KYC reference"),
        ("spdi-medical-hubspot", "Blood group"),
        ("score-health-not-in-notice", "Health score"),
    ):
        assert sum(bool(row[header]) for row in rows) == company.fault(id_)["records"] > 0
    assert not any(row["Birthdate"] for row in company.salesforce("Contact"))


def test_sheets_are_shared_as_their_faults_say(company, make):
    def scopes(each):
        return {
            row["name"]: (row["permissions.2.type"], row["permissions.2.allowFileDiscovery"])
            for row in each.table("drive-permissions")
        }

    shared = scopes(company)
    assert shared["QBR notes"] == ("anyone", "False")
    assert shared["Champions list"] == ("anyone", "True")
    assert shared["Renewals tracker"] == ("domain", "False")
    assert shared["Escalations register"] == ("", "")
    closed = make(people=150, without=frozenset({"access-link-qbr"}))
    assert scopes(closed)["QBR notes"] == ("", "")


def test_the_staff_list_has_the_leaver_and_those_who_only_look_like_one(company, make):
    def left(each):
        rows = each.table("Staff list")
        assert len({row["Name"] for row in rows}) == len(rows) == 27
        return {r["Employee code"]: r["Last working day"] for r in rows if r["Last working day"]}

    days = left(company)
    assert set(days) == {f"USER-{n}" for n in (7, 9, 20, 25, 26, 27)}
    gone = {code for code, day in days.items() if day <= company.truth["as_of"]}
    mails = {row["Employee code"]: row["Official email"] for row in company.table("Staff list")}
    named = set(company.export("drive-permissions").read_text(encoding="utf-8").split(","))
    assert {code for code in gone if mails[code] in named} == {"USER-7"}
    assert {mails["USER-8"], mails["USER-9"]} <= named
    users = {row["EmployeeNumber"]: row["IsActive"] for row in company.salesforce("User")}
    assert {number for number, active in users.items() if active == "0"} == {"user-20"}
    assert set(left(make(people=150, without=frozenset({"access-leaver-account"})))) == set(
        days
    ) - {"USER-7"}
    told = tomllib.loads((company.folder / "register" / "staff.toml").read_text(encoding="utf-8"))
    assert {e["user_id"]: str(e["left_on"]) for e in told["staff"] if "left_on" in e} == {
        code.lower(): day for code, day in days.items()
    }


@pytest.mark.parametrize("fault", sorted(FAULT_IDS))
def test_leaving_a_fault_out_changes_only_its_own_files(make, fault, small):
    less = make(people=150, without=frozenset({fault}))
    touched = changed(small.files(), less.files())
    where = small.fault(fault)["where"]
    assert touched
    permissions = {"exports/drive-permissions-2026-11-21.csv"}
    mine = {name if name.startswith("register/") else f"exports/{name}" for name in where}
    assert touched <= mine | (permissions if fault.startswith("access-") else set())
    before, after = Counter(f["id"] for f in small.truth["faults"]), less.truth["faults"]
    assert before - Counter(f["id"] for f in after) == Counter([fault])


@pytest.fixture(scope="session")
def small(make):
    return make(people=150)


def test_leaving_tickets_fault_out_changes_its_rows_only(make, company):
    less = make(without=frozenset({"ids-aadhaar-tickets"}))
    pairs = zip(company.table("freshdesk"), less.table("freshdesk"), strict=True)
    rows = [(a, b) for a, b in pairs if a != b]
    assert len(rows) == 27
    assert all({k for k in a if a[k] != b[k]} == {"Description"} for a, b in rows)


def test_only_the_faults_asked_for_are_planted(make):
    made = make(people=150, faults=frozenset({"ids-card-task"}))
    assert [fault["id"] for fault in made.truth["faults"]] == ["ids-card-task"]


def test_a_week_later_the_same_company_has_new_names_times_and_a_few_more_records(make, company):
    later = make(week=1)
    names, new = company.truth["files"], later.truth["files"]
    assert "freshdesk-tickets-2026-11-28.csv" in new
    assert "freshdesk-tickets-2026-11-21.csv" in names
    assert later.truth["as_of"] == "2026-11-30"
    old_rows, rows = company.table("freshdesk"), later.table("freshdesk")
    assert rows[: len(old_rows)] == old_rows
    assert 0 < len(rows) - len(old_rows) < 20
    same = [(f["id"], f["subject"], f["records"]) for f in company.truth["faults"]]
    assert [(f["id"], f["subject"], f["records"]) for f in later.truth["faults"]] == same
    seen = max(row["Last Activity Date"] for row in company.table("hubspot-crm-exports-all-con"))
    assert max(r["Last Activity Date"] for r in later.table("hubspot-crm-exports-all-con")) > seen


def test_canaries_name_every_person_and_identifier_that_was_written(company):
    canaries = set(company.canaries)
    assert company.canaries == sorted(canaries)
    assert all(len(each) >= 5 for each in canaries)
    for row in company.salesforce("Contact"):
        assert {row["Email"], row["MobilePhone"], row["Phone"], row["Name"]} <= canaries
        assert row["MailingStreet"] in canaries
    for row in company.table("freshdesk"):
        assert {row["Email"], row["Mobile phone"], row["Full name"]} <= canaries
    for row in company.table("clevertap"):
        assert {row["Email"], row["Phone"], row["Name"], row["Identity"]} <= canaries
    for row in company.table("hubspot-crm-exports-all-contacts"):
        wanted = {row["Email"], row["Phone Number"], row["KYC reference"], row["Contact owner"]}
        wanted.add(row["Import field 1"])
        assert wanted - {""} <= canaries
    secrets = [row["Description"] for row in company.salesforce("Task")]
    secrets = [word for text in secrets for word in text.split() if "#" in word]
    assert len(secrets) == 5
    reached = [row["Reach"] for row in company.table("Webinar seats")]
    reached += [row["Line"] for row in company.table("Callback seats")]
    assert {*secrets, *reached} <= canaries
    notes = [row["Description"] for row in company.salesforce("Case")]
    notes += [row["Ticket description"] for row in company.table("hubspot-crm-exports-all-tickets")]
    words = {word.strip(".,") for text in notes for word in text.split()}
    upis = {word for word in words if word.endswith(("@okaxis", "@ybl", "@okhdfcbank"))}
    owned = {word for word in words if gstin.is_valid(word) and word[5] == "P"}
    assert len(upis) == 11
    assert len(owned) == 7
    assert upis | owned | {gstin.to_pan(word) for word in owned} <= canaries
    assert any("\u0900" <= each[0] <= "\u097f" for each in canaries)


def test_names_of_people_stand_in_a_header_a_tab_a_file_name_and_a_page_title(company):
    canaries = set(company.canaries)
    with company.export("CSM roster").open(encoding="utf-8") as file:
        header = next(csv.reader(file))
    assert set(header[1:]) <= canaries
    assert openpyxl.load_workbook(company.export("QBR")).sheetnames[1] in canaries
    assert company.export("Handover").stem.removeprefix("Handover ") in canaries
    titles = [name.split("/")[-1][:-36] for name in company.pages() if "/Handover " in name]
    assert titles
    assert {title.removeprefix("Handover ") for title in titles} <= canaries


def test_phone_numbers_are_valid_mobile_numbers(company):
    for row in company.table("freshdesk")[:200]:
        number = phonenumbers.parse(row["Mobile phone"], "IN")
        assert phonenumbers.is_valid_number(number)


def test_the_folder_says_that_everything_is_invented(company):
    assert "invented" in (company.folder / "README.txt").read_text(encoding="utf-8")
    assert "invented" in (company.folder / "register" / "company.toml").read_text(encoding="utf-8")


def test_the_register_is_toml_and_may_be_left_out(make, company):
    for path in (company.folder / "register").glob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))
    assert not (make(people=150, register=False).folder / "register").exists()


def test_the_register_is_read_without_a_fault_by_the_room_that_reads_registers(company):
    register = read_register(company.folder / "register", refuse=refuse)
    assert register.company.role == "data-fiduciary"
    assert len(register.systems) == 7


def test_the_catalogue_covers_fourteen_controls_and_each_near_miss_has_its_fault():
    assert len({fault.control for fault in FAULTS}) == 14
    assert len(FAULTS) == len(FAULT_IDS) >= 15
    assert {near.beside for near in NEAR_MISSES} <= FAULT_IDS
    controls = {fault.id: fault.control for fault in FAULTS}
    assert all(controls[near.beside] == near.control for near in NEAR_MISSES)


def test_what_cannot_be_made_is_refused(tmp_path):
    for wrong in ({"people": 5}, {"week": -1}, {"without": frozenset({"nothing"})}):
        with pytest.raises(SampleError):
            generate(tmp_path / "new", **{"people": 150, **wrong})
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "mine.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(SampleError, match="holds exports already"):
        generate(tmp_path, people=150)


def test_cells_read_back_as_they_were_written(tmp_path):
    from datetime import UTC, datetime

    from amanat.sample.writing import write_xlsx

    rows = [("a", "b"), ('<&">', 7), ("नाम  x", 0)]
    path = tmp_path / "book.xlsx"
    write_xlsx(path, datetime(2026, 1, 2, tzinfo=UTC), [('A "&" B', rows)])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ['A "&" B']
    assert list(book.worksheets[0].values) == rows
