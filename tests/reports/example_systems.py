"""Journey and inventory of the invented report."""

from dataclasses import replace
from datetime import date

from amanat.findings.model import DatasetLine, FieldLine, JourneyLine, SystemInventory


def journey_line(system, title, status, **changes):
    base = JourneyLine(
        system, title, status, (), (), (), None, None, None, None, None, None, "cannot_tell"
    )
    return replace(base, **changes)


JOURNEY = (
    journey_line(
        "hubspot",
        "HubSpot",
        "read",
        comes_in=("Freshdesk",),
        used_by=("success", "sales"),
        goes_to=("CleverTap", "Renewals corner"),
        oldest_on=date(2018, 8, 14),
        newest_on=date(2026, 11, 20),
        people=37940,
        quiet_12=19870,
        quiet_36=8415,
        deletions=38,
        verdict="passes",
    ),
    journey_line(
        "freshdesk",
        "Freshdesk",
        "read",
        used_by=("support",),
        goes_to=("HubSpot",),
        oldest_on=date(2019, 3, 3),
        newest_on=date(2026, 11, 21),
        people=12480,
        quiet_12=7310,
        quiet_36=3940,
        deletions=0,
        verdict="fails",
    ),
    journey_line(
        "notion",
        "Notion",
        "partly",
        people=1860,
        quiet_12=1858,
        quiet_36=3,
        oldest_on=date(2020, 2, 2),
        newest_on=date(2026, 11, 19),
        verdict="fails",
    ),
    journey_line(
        "google-sheets", "Google Sheets", "read", comes_in=("HubSpot",), people=212, verdict="fails"
    ),
    journey_line(
        "clevertap",
        "CleverTap",
        "read",
        comes_in=("HubSpot",),
        used_by=("marketing",),
        oldest_on=date(2023, 5, 5),
        newest_on=date(2026, 11, 21),
        people=26115,
        quiet_12=11480,
        quiet_36=1215,
        deletions=0,
        verdict="fails",
    ),
    journey_line(
        "survey-corner", "Renewals corner", "none", comes_in=("HubSpot",), verdict="cannot_tell"
    ),
)

INVENTORY = (
    SystemInventory(
        "hubspot",
        "HubSpot",
        "crm",
        37940,
        ("e-mail address", "phone number", "date of birth"),
        (
            DatasetLine(
                "contacts /contact",
                38412,
                37940,
                (
                    FieldLine("Email", "e-mail address", "confirmed", 981, "aaaaa@aaaaaa.aa"),
                    FieldLine("Mother tongue of spouse", "not known", "not sure", 129, ""),
                    FieldLine("Date of birth", "date of birth", "confirmed", 129, "99/99/9999"),
                ),
                "a group",
                "read",
            ),
            DatasetLine("lists", 11260, 9870, (), "a group", "read"),
        ),
    ),
    SystemInventory("clevertap", "CleverTap", "marketing", 26115, ("e-mail address",), ()),
    SystemInventory(
        "freshdesk", "Freshdesk", "helpdesk", 12480, ("e-mail address", "Aadhaar number"), ()
    ),
    SystemInventory(
        "google-sheets",
        "Google Sheets",
        "docs",
        212,
        ("name", "health"),
        (
            DatasetLine(
                "QBR notes",
                486,
                212,
                (FieldLine("Remarks", "free text", "confirmed", 642, "", "3 notes on health"),),
                "anyone with the link",
                "read",
            ),
        ),
    ),
    SystemInventory(
        "notion",
        "Notion",
        "docs",
        3,
        ("PAN of a person", "Account notes"),
        (DatasetLine("Account notes", 1126, 3, (), "who can open it is not told", "partly"),),
    ),
)
