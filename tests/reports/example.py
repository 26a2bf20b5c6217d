"""An invented report, rich enough to show every part of a page. Nobody in it exists."""

from dataclasses import replace
from datetime import date

from example_findings import CONTROLS, FINDINGS
from example_systems import INVENTORY, JOURNEY

from amanat.findings.model import (
    Gap,
    Projection,
    Question,
    Report,
    ScheduleLine,
    Since,
    SkippedLine,
    SystemLine,
    Task,
)

AS_OF = date(2026, 11, 23)
BINDS = date(2027, 5, 13)
ALT = date(2027, 5, 14)

#: Words that only the inside copy may hold: titles of places, fields, files, units.
MARKERS = (
    "QBR notes",
    "Q2 FY27",
    "Remarks",
    "Win-back Nov",
    "KYC check",
    "Mother tongue of spouse",
    "Escalations 2025.xlsx",
    "hubspot-contacts.csv",
    "unit-7f3a",
    "Account notes",
    "Renewals corner",
    "crm-backup-2021",
    "99/99/9999",
    "/contact",
)

SPDI_LAW = (
    ("SPDI Rules 2011", "rules 3, 5, 6, 8: bind today"),
    ("DPDP Act", "s.8(5), Rule 6(1)(b): from 13 May 2027"),
)


def gap(held, **changes):
    base = Gap(
        finding=held,
        title=held.text,
        title_share=held.text,
        where=held.where,
        where_share="a shared Google Sheet",
        who=f"{held.people} people; the sheet holds 212",
        do=held.remedy,
        do_share=held.remedy,
        minutes=held.minutes,
        closes=1,
        binds_today=held.standing == "binds today",
        law=(("DPDP Act", "s.8(5), Rule 6(1)(a): from 13 May 2027"),),
    )
    return replace(base, **changes)


WORST = (
    gap(
        FINDINGS[0],
        title="Anyone with the link can read 3 notes about people’s health",
        title_share="Anyone with the link can read 3 notes about people’s health",
        where="Google Sheet QBR notes, tab Q2 FY27, column Remarks",
        closes=3,
        law=SPDI_LAW,
    ),
    gap(
        FINDINGS[2],
        where_share="Freshdesk, ticket replies",
        who="24 people; 41 agents can open them",
        law=(
            ("DPDP Act", "s.8(5), Rule 6(1)(a): from 13 May 2027"),
            ("Aadhaar Act", "ss.8A, 29 may bind today: ask counsel if it reaches you"),
        ),
    ),
    gap(
        FINDINGS[4],
        where_share="CleverTap, filled from HubSpot",
        who="1,318 of 24,960 people on the list",
        law=(("DPDP Act", "ss.4(1), 6(1), 7(a): from 13 May 2027"),),
    ),
)

QUESTIONS = (
    Question(
        "q-1",
        "access_unknown",
        "notion/pages",
        "Who can open the account pages in Notion?",
        "Account notes",
        "the member list: Settings, People, Export",
        12,
        3,
    ),
    Question(
        "q-2",
        "field_unknown",
        "hubspot/contact",
        "Does any work need 9 fields of HubSpot contacts?",
        "Mother tongue of spouse and 8 more",
        "one answer",
        9,
        5,
    ),
    Question(
        "q-3",
        "staff_list_missing",
        "hubspot",
        "Which user lists did HR check for leavers since 1 Oct 2026?",
        "",
        "a list of leavers (ids, no names)",
        6,
        5,
    ),
    Question(
        "q-4",
        "notice_unread",
        "notice",
        "Does the privacy notice name usage analytics and health scores?",
        "",
        "the notice’s text in the folder",
        4,
        4,
    ),
    Question(
        "q-5",
        "purpose_unknown",
        "hubspot>reseller",
        "Do you send one list to the reseller?",
        "list Win-back Nov",
        "one answer",
        3,
        4,
    ),
)


def task(*facts, **changes):
    order, ids, title, owner, minutes, due_on, held = facts
    return Task(order, ids, title, "", owner, minutes, due_on, held, "readiness gap", **changes)


TASKS = (
    task(
        1,
        (FINDINGS[0].id, FINDINGS[1].id),
        "Close the sheet QBR notes and delete three sentences",
        "sheet’s owner",
        5,
        date(2026, 11, 23),
        "notes-sensitive-open-access",
        title_share="Close a shared sheet and delete sentences about health",
        clicks="Google Sheets: Share › General access › Restricted › Done",
    ),
    task(
        2,
        (FINDINGS[4].id,),
        "Take 1,318 opted-out people off Win-back Nov",
        "marketing operations",
        20,
        date(2026, 11, 25),
        "reuse-for-marketing",
    ),
    task(
        3,
        (FINDINGS[2].id,),
        "Redact 27 Aadhaar numbers, change the template KYC check",
        "Freshdesk admin",
        40,
        date(2026, 11, 27),
        "notes-government-and-payment-ids",
    ),
    task(
        4,
        (FINDINGS[3].id,),
        "Take 4 PAN out of Account notes",
        "CS lead",
        10,
        date(2026, 11, 27),
        "notes-government-and-payment-ids",
    ),
    task(
        5,
        (FINDINGS[5].id,),
        "Renewals corner: sign an agreement, or close the account",
        "vendor manager",
        45,
        date(2027, 3, 24),
        "processor-contract-signed",
    ),
)


REPORT = Report(
    company="Kachnar Desk",
    sample=True,
    as_of=AS_OF,
    version="0.1.0",
    first=True,
    role="unknown",
    role_confirmed=False,
    law_checked_up_to=date(2026, 10, 6),
    law_stale_days=None,
    people=46920,
    records=1562843,
    files=14,
    skipped=(
        SkippedLine(
            "Escalations 2025.xlsx",
            "xlsx",
            "encrypted",
            "It is locked with a password.",
            "save a copy without the password",
        ),
        SkippedLine(
            "talks crm-backup-2021.wav",
            "media",
            "media_not_read",
            "Sound and pictures are not read.",
            "their transcripts",
        ),
    ),
    systems=(
        SystemLine("hubspot", "HubSpot", "read"),
        SystemLine("freshdesk", "Freshdesk", "read"),
        SystemLine("notion", "Notion", "partly"),
        SystemLine("mixpanel", "Mixpanel", "read"),
        SystemLine("clevertap", "CleverTap", "read"),
        SystemLine("google-sheets", "Google Sheets", "read"),
        SystemLine("files", "Files and sheets", "read"),
        SystemLine("survey-corner", "Renewals corner", "none"),
    ),
    worst=WORST,
    binds_today=(
        "SPDI Rules, IT Act s.43A: 1 gap, 3 people. Compensation to the person harmed, no fixed sum.",
        "Aadhaar Act: 27 tickets, if it reaches you (ask counsel). Up to Rs 1 crore.",
    ),
    schedule=(
        ScheduleLine(
            7, 500_000_000, "up to Rs 50 crore", "any other provision of the Act or Rules", 4
        ),
        ScheduleLine(1, 2_500_000_000, "up to Rs 250 crore", "security safeguards, s.8(5)", 3),
    ),
    unknown_rows=67,
    unknown_controls=(
        "Vendors were checked, and lately",
        "score-purpose-declared",
        "data-beyond-purpose",
        "inventory-covers-every-store",
    ),
    questions=QUESTIONS,
    consent_unproven=23642,
    projection=Projection(date(2027, 3, 24), BINDS, ALT, 5, 120),
    since=None,
    journey=JOURNEY,
    inventory=INVENTORY,
    controls=CONTROLS,
    findings=FINDINGS,
    tasks=TASKS,
    delete=("exports/hubspot-contacts.csv", "exports/Escalations 2025.xlsx"),
    rests_on_register=("contracts, complete on 2026-11-20",),
    counsel=("Does the Aadhaar Act reach the company?",),
    audit_id="2026-11-23-1",
)

LATER = replace(
    REPORT,
    first=False,
    since=Since(
        date(2026, 11, 16),
        2,
        3,
        (FINDINGS[3].id,),
        ("c3d90000aaaa0009", "7a850000aaaa0010"),
        4,
        (
            (
                "c3d90000aaaa0009",
                "A file with 9,870 people was open to everyone in the organisation",
            ),
        ),
    ),
)

EMPTY = replace(
    REPORT,
    company=None,
    sample=False,
    people=0,
    records=0,
    files=0,
    skipped=(),
    systems=(),
    worst=(),
    binds_today=(),
    schedule=(),
    unknown_rows=0,
    unknown_controls=(),
    questions=(),
    consent_unproven=0,
    projection=Projection(None, BINDS, ALT, 0, 0),
    journey=(),
    inventory=(),
    controls=(),
    findings=(),
    tasks=(),
    delete=(),
    rests_on_register=(),
    counsel=(),
    audit_id="",
)
