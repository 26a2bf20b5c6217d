"""A Salesforce Data Export: one zip, one CSV an object, every cell quoted, times in GMT."""

# ruff: noqa: RUF005  (rows stand in the order of their header, a line a group of columns)

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np

from amanat.sample.ids import SalesforceIds
from amanat.sample.kit import Kit, days, moments, pick, stamp
from amanat.sample.names import CITIES
from amanat.sample.people import STAFF, Block, cased, firm_domain, firm_name, spelled
from amanat.sample.planted import rows_by_block
from amanat.sample.staff import CLOSED
from amanat.sample.writing import Csv, Zip

NAME: Final = "WE_00D5g000004KbCdEAK_1.ZIP"
_AUDIT: Final = (
    "CreatedDate",
    "CreatedById",
    "LastModifiedDate",
    "LastModifiedById",
    "SystemModstamp",
)

ACCOUNT: Final = SalesforceIds("001")
CONTACT: Final = SalesforceIds("003")
LEAD: Final = SalesforceIds("00Q")
CASE: Final = SalesforceIds("500")
TASK: Final = SalesforceIds("00T")
USER: Final = SalesforceIds("005")
CAMPAIGN: Final = SalesforceIds("701")
MEMBER: Final = SalesforceIds("00v")
INDIVIDUAL: Final = SalesforceIds("0PK")
CONSENT: Final = SalesforceIds("0ZY")
PURPOSE: Final = SalesforceIds("0ZW")

Rows = Iterable[list[list[str]]]


def _header(text: str) -> list[str]:
    return [*text.split(), *_AUDIT]


def _audit(created: list[int], changed: list[int], owners: list[int]) -> list[list[str]]:
    made, touched = moments(created), moments(changed)
    return [
        [made[i], USER(owners[i]), touched[i], USER(owners[i]), touched[i]]
        for i in range(len(created))
    ]


def _owners(index: list[int]) -> list[int]:
    return [i * 7 % 24 for i in index]


_ACCOUNT = _header(
    "Id IsDeleted MasterRecordId Name Type ParentId BillingStreet BillingCity BillingState "
    "BillingPostalCode BillingCountry Website Industry AnnualRevenue NumberOfEmployees OwnerId "
    "Health_Score__c"
)


def _accounts(kit: Kit) -> Rows:
    firms = list(range(kit.people.firms))
    kinds = pick(kit, "account/industry", firms, ("Retail", "Manufacturing", "IT", "Transport"))
    created = [kit.plan.first_second() + f * 3600 % 200_000_000 for f in firms]
    changed = [stamp(kit.plan.exported("salesforce")) - 86_400 - f % 400 * 86_400 for f in firms]
    audit = _audit(created, [max(*two) for two in zip(created, changed, strict=True)], firms)
    kit.truth.plant("near-score-of-a-firm", NAME, len(firms))
    rows: list[list[str]] = []
    for f in firms:
        city = CITIES[f * 5 % len(CITIES)]
        rows.append(
            [ACCOUNT(f), "0", "", firm_name(f), "Customer", "", f"{f % 90 + 1} Industrial Estate"]
            + [city[0], city[1], f"{city[2]}{f % 90 + 1:03d}", "India", f"https://{firm_domain(f)}"]
            + [kinds[f], str(f % 50 * 1_000_000), str(f % 400 + 5), USER(f % 24), f"{f * 13 % 101}"]
            + audit[f][:]
        )
    yield rows


_CONTACT = _header(
    "Id IsDeleted MasterRecordId AccountId LastName FirstName Salutation Name MailingStreet "
    "MailingCity MailingState MailingPostalCode MailingCountry Phone MobilePhone ReportsToId Email "
    "Title Department AssistantName LeadSource Birthdate Description OwnerId HasOptedOutOfEmail "
    "DoNotCall LastActivityDate IndividualId Customer_Id__c"
)
_SOURCES: Final = ("Web", "Referral", "Event", "Phone Inquiry")


def _person_cells(
    kit: Kit, block: Block
) -> tuple[list[str], list[str], list[str], list[list[str]]]:
    """Return spelled phones, e-mails, opt-out flags and audit columns of a block."""
    seen = kit.touched(block, "salesforce")
    phones = [spelled(phone, i) for phone, i in zip(block.phone, block.index, strict=True)]
    emails = [cased(email, i) for email, i in zip(block.email, block.index, strict=True)]
    quiet = kit.plan.dice("salesforce/optout").throws(np.array(block.index), 2).tolist()
    # Those whom the fault keeps on the list said no in HubSpot only.
    flags = [
        "1" if out and not stray and half else "0"
        for out, stray, half in zip(block.opted_out, block.stray, quiet, strict=True)
    ]
    audit = _audit(block.created, seen.tolist(), _owners(block.index))
    kit.canaries.add(phones)
    kit.canaries.add(emails)
    return phones, emails, flags, audit


def _consenting(kit: Kit, block: Block) -> list[bool]:
    """Tell who has a dated choice in Salesforce: a yes, or a no that is kept everywhere."""
    some = kit.plan.dice("salesforce/ledger").throws(np.array(block.index), 10).tolist()
    return [
        yes or (no and not stray and die < 3)
        for yes, no, stray, die in zip(
            block.opted_in, block.opted_out, block.stray, some, strict=True
        )
    ]


def _contacts(kit: Kit) -> Rows:
    helpers = [person.name for person in kit.people.some("assistants", 40)]
    kit.canaries.add(helpers)
    for start, stop in kit.people.blocks():
        block = kit.people.block(start, stop)
        phones, emails, flags, audit = _person_cells(kit, block)
        desks = [
            spelled(phone, i + 2) for phone, i in zip(block.desk_phone, block.index, strict=True)
        ]
        kit.canaries.add(desks)
        kit.canaries.add(block.street)
        kit.canaries.add(spelled(phone, way) for phone in block.phone for way in range(6))
        kit.canaries.add(block.name)
        kit.canaries.add(block.customer)
        last = days(kit.touched(block, "salesforce"))
        chosen = _consenting(kit, block)
        source = pick(kit, "contact/source", block.index, _SOURCES)
        rows: list[list[str]] = []
        for p, i in enumerate(block.index):
            if not block.contact[p]:
                continue
            city = CITIES[block.city[p]]
            rows.append(
                [CONTACT(i), "1" if i % 200 == 11 else "0", "", ACCOUNT(block.firm[p])]
                + [block.last[p], block.first[p], "", block.name[p], block.street[p]]
                + [city[0], city[1], block.pin[p], "India", desks[p], phones[p], "", emails[p]]
                + [block.title[p], "", helpers[i // 60 % 40] if i % 60 == 0 else "", source[p]]
                + ["", "", USER(i * 7 % 24), flags[p], "1" if i % 90 == 13 else "0", last[p]]
                + [INDIVIDUAL(i) if chosen[p] else "", block.customer[p], *audit[p]]
            )
        yield rows
    kit.truth.plant("near-empty-birth-date", NAME, 0)


_LEAD = _header(
    "Id IsDeleted MasterRecordId LastName FirstName Name Title Company Street City State "
    "PostalCode Country Phone MobilePhone Email LeadSource Status Industry OwnerId "
    "HasOptedOutOfEmail DoNotCall IsConverted ConvertedDate ConvertedAccountId ConvertedContactId "
    "IndividualId Customer_Id__c"
)


def _leads(kit: Kit) -> Rows:
    for start, stop in kit.people.blocks():
        block = kit.people.block(start, stop)
        phones, emails, flags, audit = _person_cells(kit, block)
        chosen = _consenting(kit, block)
        source = pick(kit, "lead/source", block.index, _SOURCES)
        status = pick(kit, "lead/status", block.index, ("Open", "Contacted", "Qualified"))
        rows: list[list[str]] = []
        for p, i in enumerate(block.index):
            if block.contact[p]:
                continue
            city = CITIES[block.city[p]]
            rows.append(
                [LEAD(i), "0", "", block.last[p], block.first[p], block.name[p], block.title[p]]
                + [firm_name(block.firm[p]), block.street[p], city[0], city[1], block.pin[p]]
                + ["India", "", phones[p], emails[p], source[p], status[p], "", USER(i * 7 % 24)]
                + [flags[p], "0", "0", "", "", "", INDIVIDUAL(i) if chosen[p] else ""]
                + [block.customer[p], *audit[p]]
            )
        yield rows


_CASE = _header(
    "Id IsDeleted CaseNumber ContactId AccountId SuppliedName SuppliedEmail SuppliedPhone "
    "SuppliedCompany Type Status Reason Origin Subject Priority Description IsClosed ClosedDate "
    "OwnerId"
)


def _cases(kit: Kit) -> Rows:
    total = kit.plan.cases
    notes = kit.notes("salesforce/case", NAME, total)
    for block, first, last, at in rows_by_block(kit.plan, kit.people, total):
        rows = list(range(first, last))
        texts, subjects = notes.rows(block, first, last, at), notes.subjects(first, last)
        origin = pick(kit, "case/origin", rows, ("Web", "Email", "Phone"))
        created = [block.created[p] + r * 7919 % 86_400 for p, r in zip(at, rows, strict=True)]
        closed = moments([second + 172_800 for second in created])
        audit = _audit(created, [second + 172_800 for second in created], _owners(rows))
        yield [
            [CASE(r), "0", f"{r + 1:08d}", CONTACT(block.index[p]) if block.contact[p] else ""]
            + [ACCOUNT(block.firm[p]), block.name[p], block.email[p], spelled(block.phone[p], r)]
            + [firm_name(block.firm[p]), "Question", "Closed", "", origin[k], subjects[k]]
            + ["Medium", texts[k], "1", closed[k], USER(r * 7 % 24), *audit[k]]
            for k, (p, r) in enumerate(zip(at, rows, strict=True))
        ]
        kit.canaries.add(spelled(block.phone[p], r) for p, r in zip(at, rows, strict=True))


_TASK = _header(
    "Id IsDeleted WhoId WhatId Subject ActivityDate Status Priority OwnerId Description AccountId "
    "IsClosed TaskSubtype CallDurationInSeconds CallDisposition"
)


def _tasks(total: int) -> Callable[[Kit], Rows]:
    def rows_of(kit: Kit) -> Rows:
        notes = kit.notes("salesforce/task", NAME, total)
        late = stamp(kit.plan.exported("salesforce")) - 7200
        for block, first, last, at in rows_by_block(kit.plan, kit.people, total, kit.plan.extra):
            rows = list(range(first, last))
            texts, subjects = notes.rows(block, first, last, at), notes.subjects(first, last)
            kind = pick(kit, "task/kind", rows, ("Call", "Email", "Task"))
            fresh = first >= total
            created = [
                late - k * 60 if fresh else block.created[p] + r * 104_729 % 86_400
                for k, (p, r) in enumerate(zip(at, rows, strict=True))
            ]
            due = days(created)
            audit = _audit(created, created, _owners(rows))
            yield [
                [TASK(r), "0", (CONTACT if block.contact[p] else LEAD)(block.index[p])]
                + [ACCOUNT(block.firm[p]), subjects[k], due[k], "Completed", "Normal"]
                + [USER(r * 7 % 24), texts[k], ACCOUNT(block.firm[p]), "1", kind[k]]
                + [str(r % 1800) if kind[k] == "Call" else "", "", *audit[k]]
                for k, (p, r) in enumerate(zip(at, rows, strict=True))
            ]

    return rows_of


_INDIVIDUAL = _header(
    "Id IsDeleted LastName FirstName Name HasOptedOutProcessing HasOptedOutProfiling "
    "HasOptedOutSolicit HasOptedOutTracking HasOptedOutGeoTracking ShouldForget SendIndividualData "
    "CanStorePiiElsewhere OwnerId"
)


def _individuals(kit: Kit) -> Rows:
    for start, stop in kit.people.blocks():
        block = kit.people.block(start, stop)
        audit = _audit(block.created, block.created, _owners(block.index))
        chosen = _consenting(kit, block)
        yield [
            [INDIVIDUAL(i), "0", block.last[p], block.first[p], block.name[p], *["0"] * 8]
            + [USER(i * 7 % 24), *audit[p]]
            for p, i in enumerate(block.index)
            if chosen[p]
        ]


_CONSENT = _header(
    "Id IsDeleted Name PartyId ContactPointType DataUsePurposeId PrivacyConsentStatus "
    "EffectiveFrom EffectiveTo CaptureDate CaptureContactPointType CaptureSource OwnerId"
)


def _consents(kit: Kit) -> Rows:
    for start, stop in kit.people.blocks():
        block = kit.people.block(start, stop)
        on = moments([second + 3600 for second in block.created])
        audit = _audit(block.created, block.created, _owners(block.index))
        chosen = _consenting(kit, block)
        yield [
            [CONSENT(i), "0", f"PTC-{i:07d}", INDIVIDUAL(i), "Email", PURPOSE(1)]
            + ["OptIn" if block.opted_in[p] else "OptOut", on[p], "", on[p], "Web"]
            + ["Website form", USER(i * 7 % 24), *audit[p]]
            for p, i in enumerate(block.index)
            if chosen[p]
        ]


_PURPOSE = _header("Id IsDeleted Name LegalBasisId CanDataSubjectOptOut Description OwnerId")


def _few(kit: Kit, rows: list[list[str]]) -> list[list[str]]:
    then = [kit.plan.first_second()] * len(rows)
    audit = _audit(then, then, [0] * len(rows))
    return [row + tail for row, tail in zip(rows, audit, strict=True)]


def _purposes(kit: Kit) -> Rows:
    names = ("Support", "Marketing", "Product updates")
    yield _few(kit, [[PURPOSE(n), "0", name, "", "1", "", USER(0)] for n, name in enumerate(names)])


_CAMPAIGN = _header(
    "Id IsDeleted Name Type Status StartDate EndDate NumberSent ExpectedResponse IsActive OwnerId"
)


def _campaigns(kit: Kit) -> Rows:
    year = str(kit.plan.first_as_of.year)
    rows: list[list[str]] = [
        [CAMPAIGN(n), "0", f"{name} {year}", "Email", "Completed", f"{year}-0{n + 3}-01"]
        + [f"{year}-0{n + 3}-28", "400", "10", "0", USER(n)]
        for n, name in enumerate(("Spring release", "Autumn workshop"))
    ]
    yield _few(kit, rows)


_MEMBER = _header("Id IsDeleted CampaignId LeadId ContactId Status HasResponded FirstRespondedDate")


def _members(kit: Kit) -> Rows:
    day = f"{kit.plan.first_as_of.year}-03-02"
    for start, stop in kit.people.blocks():
        block = kit.people.block(start, stop)
        audit = _audit(block.created, block.created, _owners(block.index))
        yield [
            [MEMBER(i), "0", CAMPAIGN(i // 20 % 2), "" if block.contact[p] else LEAD(i)]
            + [CONTACT(i) if block.contact[p] else "", "Sent", "1" if i % 3 == 0 else "0"]
            + [day if i % 3 == 0 else "", *audit[p]]
            for p, i in enumerate(block.index)
            if i % 20 == 8 and block.opted_in[p]
        ]


_USER = _header(
    "Id Username LastName FirstName Name Email Title IsActive TimeZoneSidKey UserRoleId ProfileId "
    "FederationIdentifier EmployeeNumber LastLoginDate"
)


def _users(kit: Kit) -> Rows:
    gone = CLOSED - 1
    days_ago = [220 if n == gone else n for n in range(STAFF)]
    login = moments([stamp(kit.plan.exported("salesforce")) - n * 86_400 for n in days_ago])
    rows: list[list[str]] = [
        [USER(n), s.email, s.last, s.first, s.name, s.email, "Customer Success Manager"]
        + ["0" if n == gone else "1", "Asia/Kolkata", "", "", s.user_id, s.user_id, login[n]]
        for n, s in enumerate(kit.people.staff)
    ]
    kit.canaries.add(text for s in kit.people.staff for text in (s.name, s.email))
    yield _few(kit, rows)


def write(kit: Kit, tasks: int) -> None:
    """Write the export zip; `tasks` is how many tasks carry a note."""
    objects: tuple[tuple[str, list[str], Callable[[Kit], Rows]], ...] = (
        ("Account", _ACCOUNT, _accounts),
        ("Campaign", _CAMPAIGN, _campaigns),
        ("CampaignMember", _MEMBER, _members),
        ("Case", _CASE, _cases),
        ("Contact", _CONTACT, _contacts),
        ("ContactPointTypeConsent", _CONSENT, _consents),
        ("DataUsePurpose", _PURPOSE, _purposes),
        ("Individual", _INDIVIDUAL, _individuals),
        ("Lead", _LEAD, _leads),
        ("Task", _TASK, _tasks(tasks)),
        ("User", _USER, _users),
    )
    with Zip(kit.exports / NAME, kit.plan.exported("salesforce")) as out:
        for name, header, rows_of in objects:
            with out.member(f"{name}.csv") as handle:
                table = Csv(handle, header, quote_all=True)
                for rows in rows_of(kit):
                    table.write(rows)
                kit.truth.file(f"{NAME}/{name}.csv", table.close())
