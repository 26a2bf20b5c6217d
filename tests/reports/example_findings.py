"""Findings and controls of the invented report. Nobody in it exists."""

from dataclasses import replace

from amanat.findings.model import NOWHERE, ControlResult, Finding, Place, places_among


def finding(**changes):
    base = Finding(
        id="91b0c3d2e4f56789",
        rule="spdi-consent-missing",
        control="spdi-sensitive-consent-until-2027",
        verdict="fails",
        severity="critical",
        confidence="high",
        event_on=None,
        continuing=True,
        standing="binds today",
        subject={"place_id": "google-sheets/files/p-91", "category": "health"},
        places=places_among(
            (
                Place("google-sheets", "google-sheets/files", "unit-7f3a", 40, 4, 12, 14),
                Place("google-sheets", "google-sheets/files", "unit-7f3a", 117, 4, 3, 9),
                Place("google-sheets", "google-sheets/files", "unit-7f3a", 202, 4, None, None),
            )
        ),
        people=3,
        records=3,
        cap_inr=None,
        text="3 notes about people’s health, no consent in writing on record",
        where="Sheet QBR notes, tab Q2 FY27, column Remarks",
        remedy="Set sharing to Restricted, then delete the sentences",
        minutes=5,
        how="Health is a class of SPDI Rules rule 3. The list of written consents is complete.",
        closed_when="the sentences are gone, or consent in writing is in the register.",
    )
    return replace(base, **changes)


FINDINGS = (
    finding(),
    finding(
        id="4c1e0000aaaa0001",
        rule="notes-open",
        control="notes-sensitive-open-access",
        standing="readiness gap",
        cap_inr=2_500_000_000,
        text="The same 3 notes are open to anyone with the link",
    ),
    finding(
        id="d27a0000aaaa0002",
        rule="notes-ids",
        control="notes-government-and-payment-ids",
        severity="high",
        standing="readiness gap",
        subject={"place_id": "freshdesk/tickets", "category": "aadhaar"},
        places=places_among(
            (Place("freshdesk", "freshdesk/tickets", "unit-22c0", 17, 6, 120, 14),)
        ),
        people=24,
        records=27,
        cap_inr=2_500_000_000,
        text="27 full Aadhaar numbers in ticket replies",
        where="Freshdesk, ticket replies, after the template KYC check",
        remedy="Redact the replies; ask for the last four digits only",
        minutes=40,
        also_cites=("Aadhaar Act s.8A", "Aadhaar Act s.29"),
        how="12 digits with a valid check digit: confirmed.",
    ),
    finding(
        id="0fe30000aaaa0003",
        rule="notes-ids",
        control="notes-government-and-payment-ids",
        severity="high",
        standing="readiness gap",
        subject={"place_id": "notion/pages", "category": "pan"},
        places=places_among((Place("notion", "notion/pages", "unit-31d0", 4, 1, 10, 10),)),
        people=4,
        records=4,
        cap_inr=2_500_000_000,
        text="4 PAN of persons in pages of Notion",
        where="Notion, Account notes",
        remedy="Delete the numbers, keep the fact",
        minutes=10,
    ),
    finding(
        id="5e420000aaaa0004",
        rule="reuse-after-opt-out",
        control="reuse-for-marketing",
        severity="high",
        standing="readiness gap",
        subject={"flow_id": "hubspot>clevertap"},
        places=places_among((Place("clevertap", "clevertap/profile", "unit-40aa", 9, 2),)),
        people=1318,
        records=1318,
        cap_inr=500_000_000,
        text="1,318 of 24,960 people on a campaign list had opted out",
        where="CleverTap, segment Win-back Nov, filled from HubSpot",
        remedy="Take them off; let the sync pass only people who said yes",
        minutes=20,
    ),
    finding(
        id="5e42ffffaaaa0005",
        rule="contract-none",
        control="processor-contract-signed",
        severity="high",
        standing="readiness gap",
        subject={"vendor_id": "vendor-9", "system_id": "survey-corner"},
        places=NOWHERE,
        people=None,
        records=1,
        cap_inr=500_000_000,
        text="Renewals corner gets personal data, no agreement on record",
        where="register, contracts",
        remedy="Find or sign an agreement, or stop the flow and have the data erased",
        minutes=45,
    ),
    finding(
        id="ab120000aaaa0006",
        rule="notes-ids",
        control="notes-government-and-payment-ids",
        verdict="cannot_tell",
        standing="readiness gap",
        text="One sound file was not read",
        where="crm-backup-2021",
        people=None,
        records=1,
        reasons=(("media_not_read", 1),),
    ),
)


def control(name, title, verdict, counts, **changes):
    base = ControlResult(
        control=name,
        title=title,
        verdict=verdict,
        standing="readiness gap",
        fails=counts[0],
        passes=counts[1],
        cannot_tell=counts[2],
        not_read=counts[3],
        people=None,
        cap_inr=500_000_000,
        schedule_row=7,
        citation="s.8(4), s.8(5)",
    )
    return replace(base, **changes)


_SECURITY = {"schedule_row": 1, "cap_inr": 2_500_000_000}

CONTROLS = (
    control(
        "sharing-needs-purpose-consent",
        "Data is passed on only for a purpose that the person agreed to",
        "cannot_tell",
        (0, 2, 9, 1),
        judges="people in flows",
    ),
    control(
        "reuse-for-marketing",
        "Support and success data does not feed marketing without consent",
        "fails",
        (1318, 1, 7, 1),
        citation="s.4(1), s.6(1), s.7(a)",
        judges="people in marketing lists",
    ),
    control(
        "lawful-basis-recorded",
        "Every purpose has consent or a named section 7 use",
        "passes",
        (0, 5, 0, 0),
        counts_people=False,
        citation="s.4(1), s.7",
    ),
    control(
        "spdi-sensitive-consent-until-2027",
        "Sensitive data has consent in writing (until 13 May 2027)",
        "fails",
        (3, 0, 11, 2),
        standing="binds today",
        schedule_row=None,
        cap_inr=None,
        citation="SPDI Rules 3, 5, 6, 8; IT Act s.43A",
    ),
    control(
        "notes-sensitive-open-access",
        "Notes with sensitive details are not open to everyone",
        "fails",
        (3, 2, 12, 2),
        citation="s.8(5), Rule 6(1)(b)",
        judges="notes",
        **_SECURITY,
    ),
    control(
        "notes-government-and-payment-ids",
        "Aadhaar, PAN and card numbers are not left in text",
        "fails",
        (31, 9, 1, 2),
        citation="s.8(5), Rule 6(1)(a)",
        judges="numbers with a valid check",
        **_SECURITY,
    ),
    control(
        "access-limited-to-need",
        "Access is limited to those who need it",
        "cannot_tell",
        (0, 9, 6, 3),
        citation="s.8(5), Rule 6(1)(b)",
        counts_people=False,
        **_SECURITY,
    ),
    control(
        "processor-contract-signed",
        "Every vendor works under a valid agreement",
        "fails",
        (2, 4, 2, 1),
        citation="s.8(2)",
        counts_people=False,
    ),
    control(
        "processor-compliance-verified",
        "Vendors were checked, and lately",
        "cannot_tell",
        (0, 2, 6, 0),
        counts_people=False,
    ),
    control(
        "score-purpose-declared",
        "Health scores about people have a purpose in the notice",
        "cannot_tell",
        (0, 0, 2, 1),
        counts_people=False,
    ),
    control(
        "data-beyond-purpose",
        "Only fields that the purpose needs are kept",
        "cannot_tell",
        (0, 57, 9, 2),
        counts_people=False,
    ),
    control(
        "retention-rule-per-category",
        "Each category of data has an end date and a rule",
        "passes",
        (0, 3, 0, 0),
        counts_people=False,
    ),
    control(
        "inventory-covers-every-store",
        "Every store is in the inventory, with an owner",
        "cannot_tell",
        (0, 10, 2, 0),
        counts_people=False,
    ),
)
