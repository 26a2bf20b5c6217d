"""Each control fails, passes and cannot be told in audits of small exports written by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from helpers import by_control, report, run_audit
from small import (
    BY_MAIL,
    BY_PHONE,
    CARE,
    GUESTS,
    LINK,
    ORDINARY,
    PEOPLE,
    PUBLIC,
    ROSTER,
    TRACKER,
    WHOLE_FIRM,
    audience,
    contacts,
    guest,
    lines,
    permissions,
    sheet,
    staff,
    tickets,
    user,
)
from small_registers import (
    CARE_SHEET,
    GUEST_SHEET,
    HUBSPOT,
    MAIL_SHEET,
    PHONE_SHEET,
    ROSTER_SHEET,
    TRACKER_SHEET,
    ago,
    faulty_register,
    sound_register,
)
from truths import found_for, gaps

from amanat.audit.kept import Kept
from amanat.law.load import controls
from amanat.rules.load import load_rules

CONTROLS = tuple(each for each in controls() if each in {rule.control for rule in load_rules()})
LONG_AGO = datetime(2024, 3, 20, 9, tzinfo=UTC)
LATELY = datetime(2026, 8, 20, 9, tzinfo=UTC)
MOBILES = ("+91 98450 12345", "9845012346", "098450-12347", "+919845012348", "98450 12349")
DATES = ("2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05")

#: What is planted in `gaps_everywhere`: a kind of fault, its control, its subject.
PLANTED = {
    "medical data, no consent in writing": (
        "spdi-sensitive-consent-until-2027", {"dataset_id": HUBSPOT, "spdi_class": "medical"},
    ),
    "payment data, no officer named": (
        "spdi-sensitive-consent-until-2027",
        {"dataset_id": "freshdesk/tickets", "spdi_class": "financial"},
    ),
    "health data, no policy": (
        "spdi-sensitive-consent-until-2027", {"dataset_id": CARE_SHEET, "spdi_class": "health"},
    ),
    "a password, no consent in writing": (
        "spdi-sensitive-consent-until-2027",
        {"dataset_id": "freshdesk/tickets", "spdi_class": "password"},
    ),
    "a store that a complete inventory lacks": (
        "inventory-covers-every-store", {"system_id": "freshdesk"},
    ),
    "a store without an owner": ("inventory-covers-every-store", {"system_id": "hubspot"}),
    "a store never approved": ("inventory-covers-every-store", {"system_id": "clevertap"}),
    "a purpose without a ground": ("lawful-basis-recorded", {"purpose_id": "research"}),
    "a used purpose that nobody recorded": (
        "lawful-basis-recorded", {"purpose_id": "class-newsletter"},
    ),
    "opted out, still on the list": (
        "sharing-needs-purpose-consent", {"flow_id": "hubspot>clevertap"},
    ),
    "opted out, list made of support data": (
        "reuse-for-marketing", {"flow_id": "hubspot>clevertap"},
    ),
    "a birth date that nobody reads": (
        "data-beyond-purpose", {"dataset_id": HUBSPOT, "field_id": "date-of-birth"},
    ),
    "religion for no purpose": (
        "data-beyond-purpose", {"dataset_id": HUBSPOT, "field_id": "religion"},
    ),
    "health, open by link": (
        "notes-sensitive-open-access", {"dataset_id": CARE_SHEET, "category": "health"},
    ),
    "a divorce, open to a guest": (
        "notes-sensitive-open-access", {"dataset_id": GUEST_SHEET, "category": "family"},
    ),
    "a faith, open to the whole firm": (
        "notes-sensitive-open-access",
        {"dataset_id": TRACKER_SHEET, "category": "caste_religion"},
    ),
    "an Aadhaar in a ticket": (
        "notes-government-and-payment-ids",
        {"dataset_id": "freshdesk/tickets", "category": "aadhaar"},
    ),
    "a card in a ticket": (
        "notes-government-and-payment-ids",
        {"dataset_id": "freshdesk/tickets", "category": "card"},
    ),
    "a person's PAN in a ticket": (
        "notes-government-and-payment-ids",
        {"dataset_id": "freshdesk/tickets", "category": "pan"},
    ),
    "a UPI address in a ticket": (
        "notes-government-and-payment-ids",
        {"dataset_id": "freshdesk/tickets", "category": "upi"},
    ),
    "a bank account in a ticket": (
        "notes-government-and-payment-ids",
        {"dataset_id": "freshdesk/tickets", "category": "bank_account"},
    ),
    "a proprietor's GSTIN in a sheet": (
        "notes-government-and-payment-ids", {"dataset_id": CARE_SHEET, "category": "gstin"},
    ),
    "mail addresses in a public sheet": ("access-limited-to-need", {"dataset_id": MAIL_SHEET}),
    "mobile numbers in a public sheet": ("access-limited-to-need", {"dataset_id": PHONE_SHEET}),
    "people in a sheet open by link": ("access-limited-to-need", {"dataset_id": CARE_SHEET}),
    "people in a public sheet": ("access-limited-to-need", {"dataset_id": ROSTER_SHEET}),
    "people in a sheet open to a guest": ("access-limited-to-need", {"dataset_id": GUEST_SHEET}),
    "an account of someone who left": ("access-limited-to-need", {"user_id": "user-7"}),
    "an agreement with somebody else": (
        "processor-contract-signed", {"vendor_id": "clevertap", "system_id": "clevertap"},
    ),
    "no agreement, as the register says": (
        "processor-contract-signed", {"vendor_id": "freshworks", "system_id": "freshdesk"},
    ),
    "no agreement in a complete register": (
        "processor-contract-signed", {"vendor_id": "hubspot", "system_id": "hubspot"},
    ),
    "a review that has ended": ("processor-compliance-verified", {"vendor_id": "hubspot"}),
    "a review two years old": ("processor-compliance-verified", {"vendor_id": "clevertap"}),
    "a vendor never reviewed": ("processor-compliance-verified", {"vendor_id": "freshworks"}),
    "a score that no notice names": (
        "score-purpose-declared", {"dataset_id": HUBSPOT, "field_id": "health-score"},
    ),
    "kept for half a year only": ("retention-rule-per-category", {"rule_id": "keep-copies"}),
    "kept by no rule": ("retention-rule-per-category", {"system_id": "clevertap"}),
    "an export of 2024 that still lies about": (
        "copies-and-backups-expire", {"dataset_id": HUBSPOT, "original_id": "hubspot"},
    ),
    "a hold without a law": ("retention-rule-per-category", {"rule_id": "hold-desk"}),
}  # fmt: skip

#: A detector, and a kind of fault that nothing else shows.
RESTS_ON = {
    "aadhaar": "an Aadhaar in a ticket",
    "bank_account": "a bank account in a ticket",
    "card": "a card in a ticket",
    "email": "mail addresses in a public sheet",
    "gstin": "a proprietor's GSTIN in a sheet",
    "pan": "a person's PAN in a ticket",
    "password": "a password, no consent in writing",
    "phone": "mobile numbers in a public sheet",
    "upi": "a UPI address in a ticket",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("verdicts")


def _folders(root: Path, name: str) -> tuple[Path, Path]:
    folder = root / name
    (folder / "exports").mkdir(parents=True)
    return folder / "exports", folder / "register"


def _faulty(root: Path) -> tuple[Path, Path]:
    """Write exports and a register with every kind of planted fault."""
    exports, said = _folders(root, "faulty")
    contacts(exports, unsubscribed=(1, 4), no_newsletter=(3,))
    contacts(exports, exported=LONG_AGO)
    audience(exports)
    tickets(
        exports,
        {
            0: "KYC: {name} sent Aadhaar 2345 6789 0124 in the reply.",
            1: "{name} read out the card 4539 1488 0343 6467 for the renewal.",
            2: "PAN of {name} is ABCPK1234F, for the tax form.",
            3: "Please refund to the UPI of {name}: joseph.mathew@okhdfcbank",
            4: "Refund to bank account no 50100234567891, IFSC HDFC0001234, {name}.",
            5: "{name} sent the password: Tulsi@2024x so that we look into it.",
        },
    )
    notes = ("{name} has diabetes and is on insulin.", "GSTIN of {name} is 29ABCPK1234F1Z1.")
    sheet(exports, "Care notes", CARE, (*notes, *ORDINARY[2:]))
    sheet(
        exports,
        "Tracker",
        TRACKER,
        ("{name} is a devout Muslim and will not meet on Fridays.", *ORDINARY[1:4]),
    )
    sheet(
        exports,
        "Partner handover",
        GUESTS,
        ("{name} is going through a divorce, so she is away.", *ORDINARY[2:5]),
    )
    sheet(exports, "Roster", ROSTER, DATES)
    staff(exports, left=ago(60).isoformat())
    lines(exports, "Mail list", BY_MAIL, [mail for *_, mail in PEOPLE])
    lines(exports, "Call list", BY_PHONE, MOBILES)
    permissions(
        exports,
        {
            "Care notes": [user("asha"), LINK],
            "Tracker": [user("asha"), WHOLE_FIRM],
            "Partner handover": [user("asha"), guest("delivery@brightpath.example.com")],
            "Roster": [user("vikram"), PUBLIC],
            "Mail list": [user("vikram"), PUBLIC],
            "Call list": [user("vikram"), PUBLIC],
        },
    )
    faulty_register(said)
    return exports, said


@pytest.fixture(scope="module")
def gaps_everywhere(root):
    exports, said = _faulty(root)
    return run_audit(exports, root / "faulty" / "work", register=said)


@pytest.fixture(scope="module")
def sound(root):
    exports, said = _folders(root, "sound")
    contacts(exports)
    contacts(exports, exported=LATELY)
    audience(exports)
    tickets(exports)
    sheet(exports, "Care notes", CARE, ORDINARY)
    staff(exports)
    permissions(exports, {"Care notes": [user("asha"), user("vikram", "writer")]})
    sound_register(said)
    return run_audit(exports, root / "sound" / "work", register=said)


@pytest.fixture(scope="module")
def fields_only(root):
    exports, said = _folders(root, "fields")
    contacts(exports)
    sound_register(said)
    return run_audit(exports, root / "fields" / "work", register=said)


@pytest.fixture(scope="module")
def unsaid(root):
    exports, _ = _folders(root, "unsaid")
    contacts(exports)
    contacts(exports, exported=LONG_AGO)
    audience(exports)
    tickets(exports)
    sheet(exports, "Care notes", CARE, ("{name} has diabetes and is on insulin.", *ORDINARY[1:]))
    # Half a download: what is in it, nobody knows.
    (exports / "Old tickets.zip").write_bytes(b"PK\x03\x04\x14\x00\x00\x00\x08\x00 half a file")
    return run_audit(exports, root / "unsaid" / "work")


#: Free text may hold anything, so that only tables without it can show that each field has a use.
_PASSES = dict.fromkeys(CONTROLS, "sound") | {"data-beyond-purpose": "fields_only"}
_CELLS = [
    *((control, "fails", "gaps_everywhere") for control in CONTROLS),
    *((control, "passes", _PASSES[control]) for control in CONTROLS),
    *((control, "cannot_tell", "unsaid") for control in CONTROLS),
]


def _verdict(kept: Kept, control: str) -> tuple[str, dict[str, int]]:
    (found,) = (each for each in report(kept).controls if each.control == control)
    counts = {"fails": found.fails, "passes": found.passes, "cannot_tell": found.cannot_tell}
    return found.verdict, counts | {"not_read": found.not_read}


@pytest.mark.parametrize(("control", "verdict", "company"), _CELLS)
def test_each_control_reaches_each_verdict(request, control, verdict, company):
    said, counts = _verdict(request.getfixturevalue(company), control)
    assert said == verdict, counts
    if verdict == "cannot_tell":
        assert counts["cannot_tell"] or counts["not_read"]
    else:
        assert counts[verdict]


def test_fourteen_controls_have_forty_two_cells():
    assert len(CONTROLS) == 14
    assert len(set(_CELLS)) == 42
    assert len(PLANTED) >= 15
    assert {control for control, _ in PLANTED.values()} == set(CONTROLS)


@pytest.mark.parametrize("kind", PLANTED)
def test_each_kind_of_planted_fault_is_found(gaps_everywhere, kind):
    control, subject = PLANTED[kind]
    planted = {"control": control, "subject": subject}
    beside = [
        (each.subject, each.verdict, each.reasons)
        for each in by_control(gaps_everywhere.findings).get(control, ())
    ]
    assert found_for(gaps_everywhere.findings, planted), beside


def test_nothing_is_alleged_beside_what_was_planted(gaps_everywhere):
    known = {
        each.id
        for control, subject in PLANTED.values()
        for each in found_for(gaps_everywhere.findings, {"control": control, "subject": subject})
    }
    others = [each for each in gaps(gaps_everywhere.findings) if each.id not in known]
    assert [(each.control, each.subject, each.text) for each in others] == []


@pytest.mark.parametrize("detector", RESTS_ON)
def test_with_a_detector_off_the_fault_that_rests_on_it_is_missed(root, gaps_everywhere, detector):
    exports = root / "faulty" / "exports"
    kept = run_audit(exports, root / "faulty" / "work", off={detector})
    missed = {
        kind
        for kind, (control, subject) in PLANTED.items()
        if not found_for(kept.findings, {"control": control, "subject": subject})
    }
    assert RESTS_ON[detector] in missed


@pytest.mark.parametrize("company", ["sound", "fields_only", "unsaid"])
def test_nothing_is_alleged_where_nothing_was_planted(request, company):
    found = gaps(request.getfixturevalue(company).findings)
    assert [(each.control, each.subject, each.text) for each in found] == []


def test_an_agreement_signed_after_the_newest_record_covers_what_is_held_today(root):
    exports, said = _folders(root, "signed-late")
    contacts(exports)
    sound_register(said)
    signed = (said / "contracts.toml").read_text(encoding="utf-8")
    later = signed.replace(ago(1500).isoformat(), ago(30).isoformat())
    (said / "contracts.toml").write_text(later, encoding="utf-8")
    kept = run_audit(exports, root / "signed-late" / "work", register=said)
    assert "fails" not in _verdict(kept, "processor-contract-signed")[0]


def test_who_opted_out_is_counted_and_nobody_else(gaps_everywhere):
    (found,) = by_control(gaps(gaps_everywhere.findings))["sharing-needs-purpose-consent"]
    assert (found.people, found.records) == (2, 2)
    assert len(PEOPLE) == 6
