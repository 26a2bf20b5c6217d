"""Every fault that the sample can hold, and what looks like one and is none."""

from dataclasses import dataclass
from typing import Final

from amanat.sample import fields
from amanat.sample.ids import table_dataset
from amanat.sample.numbered import NUMBERED, Numbered
from amanat.sample.sheets import (
    BACKUP,
    CHAMPIONS,
    CLINICS,
    DESKS,
    ESCALATIONS,
    LINES,
    ORDERS,
    PARTNER,
    QBR,
    REACH,
    TRACKER,
)

Subject = dict[str, str]

_FLOW: Final = "hubspot>clevertap"
_CONTACTS: Final = "hubspot/contacts"
_CASES: Final = "salesforce/case"


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted fault: a control, the identity that a finding must have, and a sentence.

    `register`: it shows only together with the sample's register. `also`: findings that go away
    too when this fault does, each (control, subject). `where`: register file, if it lies there.
    """

    id: str
    control: str
    subject: Subject
    what: str
    register: bool = True
    where: str | None = None
    also: tuple[tuple[str, Subject], ...] = ()


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What must not be alleged: the same control, beside a fault, and why it is none.

    `clear`: nor may an audit say that it cannot tell, because what was read settles it.
    """

    id: str
    beside: str
    control: str
    subject: Subject
    what: str
    where: str | None = None
    clear: bool = False


_SPDI = "spdi-sensitive-consent-until-2027"
_STORE = "inventory-covers-every-store"
_BASIS = "lawful-basis-recorded"
_SHARING = "sharing-needs-purpose-consent"
_REUSE = "reuse-for-marketing"
_OPEN = "notes-sensitive-open-access"
_IDS = "notes-government-and-payment-ids"
_ACCESS = "access-limited-to-need"
_CONTRACT = "processor-contract-signed"
_REVIEW = "processor-compliance-verified"
_SCORE = "score-purpose-declared"
_FIELD = "data-beyond-purpose"
_KEEP = "retention-rule-per-category"
_COPY = "copies-and-backups-expire"


def _place(header: tuple[str, ...], category: str | None = None) -> Subject:
    place = {"dataset_id": table_dataset(header)}
    return place if category is None else {**place, "category": category}


def _copy(header: tuple[str, ...]) -> Subject:
    return {"dataset_id": table_dataset(header), "original_id": "salesforce"}


def _field(name: str, dataset: str = _CONTACTS) -> Subject:
    return {"dataset_id": dataset, "field_id": name}


def _paper(vendor: str, system: str) -> Subject:
    return {"vendor_id": vendor, "system_id": system}


def _number(numbered: Numbered) -> Subject:
    return {"dataset_id": numbered.label, "category": numbered.category}


def _old_field(field: fields.Field) -> Subject:
    return _field(fields.field_id(field), fields.DATASET)


FAULTS: Final = (
    Fault(
        "spdi-medical-hubspot", _SPDI, {"dataset_id": _CONTACTS, "spdi_class": "medical"},
        "HubSpot contacts hold blood groups, and no consent in writing is proven.",
        where="written_consents.toml",
    ),
    Fault(
        "spdi-no-officer-escalations", _SPDI,
        {"dataset_id": table_dataset(ESCALATIONS), "spdi_class": "health"},
        "The escalations sheet holds health notes, and no grievance officer is named.",
        where="written_consents.toml",
    ),
    Fault(
        "spdi-password-tasks", _SPDI, {"dataset_id": "salesforce/task", "spdi_class": "password"},
        "Salesforce tasks hold passwords, and no consent in writing is proven.",
    ),
    Fault(
        "inventory-missing-clevertap", _STORE, {"system_id": "clevertap"},
        "CleverTap holds customers and is not in a register that says it is complete.",
        where="systems.toml",
    ),
    Fault(
        "inventory-no-owner-freshdesk", _STORE, {"system_id": "freshdesk"},
        "Freshdesk is in the register without an owner.", where="systems.toml",
    ),
    Fault(
        "inventory-not-approved-notion", _STORE, {"system_id": "notion"},
        "Notion is in the register and was never approved.", where="systems.toml",
    ),
    Fault(
        "purpose-without-ground", _BASIS, {"purpose_id": "research"},
        "The purpose research has no ground.", where="purposes.toml",
    ),
    Fault(
        "purpose-not-recorded", _BASIS, {"purpose_id": "class-newsletter"},
        "A consent label names a newsletter, and the complete list of purposes does not.",
        where="purposes.toml",
    ),
    Fault(
        "sharing-opted-out-active", _SHARING, {"flow_id": _FLOW},
        "People who opted out in HubSpot are still mailed from the CleverTap audience.",
        register=False, also=((_REUSE, {"flow_id": _FLOW}),),
    ),
    Fault(
        "reuse-support-columns", _REUSE, {"flow_id": _FLOW},
        "The CleverTap audience carries ticket counts and topics, for people who opted out.",
    ),
    Fault(
        "notes-health-link", _OPEN, _place(QBR, "health"),
        "The sheet QBR notes speaks of people's health; anyone with the link can open it.",
        register=False,
    ),
    Fault(
        "notes-health-guest", _OPEN, _place(PARTNER, "health"),
        "The sheet Partner handover speaks of people's health in Hinglish; a guest can open it.",
        register=False,
    ),
    Fault(
        "notes-family-organisation", _OPEN, _place(TRACKER, "family"),
        "The sheet Renewals tracker speaks of divorces; the whole organisation can open it.",
        register=False,
    ),
    Fault(
        "ids-aadhaar-tickets", _IDS, {"dataset_id": "freshdesk/tickets", "category": "aadhaar"},
        "Freshdesk tickets hold full Aadhaar numbers.", register=False,
    ),
    Fault(
        "ids-card-task", _IDS, {"dataset_id": "salesforce/task", "category": "card"},
        "Salesforce tasks hold payment card numbers.", register=False,
    ),
    Fault(
        "ids-pan-notion", _IDS, {"dataset_id": "notion/pages", "category": "pan"},
        "Notion pages hold PANs of people.", register=False,
    ),
    Fault(
        "ids-pan-hubspot-tickets", _IDS, {"dataset_id": "hubspot/tickets", "category": "pan"},
        "HubSpot tickets hold PANs of people.", register=False,
    ),
    Fault(
        "ids-account-tickets", _IDS,
        {"dataset_id": "freshdesk/tickets", "category": "bank_account"},
        "Freshdesk tickets hold numbers of bank accounts.", register=False,
    ),
    Fault(
        "ids-gstin-hubspot-tickets", _IDS, {"dataset_id": "hubspot/tickets", "category": "gstin"},
        "HubSpot tickets hold GSTINs of proprietors, each with the PAN of a person in it.",
        register=False,
    ),
    Fault(
        "ids-upi-cases", _IDS, {"dataset_id": _CASES, "category": "upi"},
        "Salesforce cases hold UPI ids.", register=False,
    ),
    Fault(
        "access-link-qbr", _ACCESS, _place(QBR),
        "Anyone with the link can open the sheet QBR notes.", register=False,
        also=((_OPEN, _place(QBR, "health")),),
    ),
    Fault(
        "access-public-champions", _ACCESS, _place(CHAMPIONS),
        "The sheet Champions list with names and mobiles is public.", register=False,
    ),
    Fault(
        "access-public-mails", _ACCESS, _place(REACH),
        "The sheet Webinar seats with mail addresses is public.", register=False,
    ),
    Fault(
        "access-public-mobiles", _ACCESS, _place(LINES),
        "The sheet Callback seats with mobiles is public.", register=False,
    ),
    Fault(
        "access-guest-partner", _ACCESS, _place(PARTNER),
        "An address outside the company can write in the sheet Partner handover.", register=False,
        also=((_OPEN, _place(PARTNER, "health")),),
    ),
    Fault(
        # Without the register the account's id is a keyed one, which nobody can foretell.
        "access-leaver-account", _ACCESS, {"kind": "account"},
        "A colleague left 84 days ago and still owns a file in Drive.", register=False,
        where="staff.toml",
    ),
    Fault(
        "contract-ended-notion", _CONTRACT, _paper("notion", "notion"),
        "The agreement with Notion ended; its data is still there.", where="contracts.toml",
    ),
    Fault(
        "contract-draft-hubspot", _CONTRACT, _paper("hubspot", "hubspot"),
        "The agreement with HubSpot is a draft.", where="contracts.toml",
    ),
    Fault(
        "contract-none-freshworks", _CONTRACT, _paper("freshworks", "freshdesk"),
        "The register says that there is no agreement with Freshworks.", where="contracts.toml",
    ),
    Fault(
        "review-ended-mixpanel", _REVIEW, {"vendor_id": "mixpanel"},
        "The certificate of Mixpanel has ended, and nobody looked since.", where="reviews.toml",
    ),
    Fault(
        "review-none-notion", _REVIEW, {"vendor_id": "notion"},
        "Nobody ever looked at Notion's protection.", where="reviews.toml",
    ),
    Fault(
        "score-health-not-in-notice", _SCORE, _field("health-score"),
        "HubSpot scores people's health as customers, and no notice names scoring.",
    ),
    Fault(
        "score-renewal-not-in-notice", _SCORE, _field("renewal-probability"),
        "HubSpot computes a renewal probability for people, and no notice names it.",
    ),
    Fault(
        "field-religion-no-purpose", _FIELD, _field("religion"),
        "HubSpot keeps people's religion for no purpose.", where="field_uses.toml",
    ),
    Fault(
        "field-birth-date-unread", _FIELD, _field("date-of-birth"),
        "HubSpot keeps dates of birth that nobody has read for 600 days.", where="field_uses.toml",
    ),
    Fault(
        "field-kyc-no-purpose", _FIELD, _field("kyc-reference"),
        "A HubSpot column holds Aadhaar numbers for no purpose.", where="field_uses.toml",
    ),
    Fault(
        "field-masked-no-purpose", _FIELD, _field("import-field-1"),
        "A HubSpot column holds masked Aadhaars for no purpose.", where="field_uses.toml",
    ),
    Fault(
        "retention-six-months", _KEEP, {"rule_id": "keep-copies"},
        "A keeping rule ends after six months, below the one-year floor.", where="retention.toml",
    ),
    Fault(
        "retention-none-mixpanel", _KEEP, {"system_id": "mixpanel"},
        "No keeping rule covers Mixpanel, and the register says that the rules are complete.",
        where="retention.toml",
    ),
    Fault(
        "retention-hold-without-law", _KEEP, {"rule_id": "hold-desk"},
        "A hold on Freshdesk backups names no law.", where="retention.toml",
    ),
    Fault(
        "copy-crm-backup", _COPY, _copy(BACKUP),
        "A backup of the CRM of 2021 lies in a zip; the rule for copies ended long ago.",
    ),
    *(
        Fault(each.id, _IDS, _number(each), each.what, register=False)
        for each in NUMBERED if each.beside is None
    ),
    *(
        Fault(each.id, _FIELD, _old_field(each), each.what, where="field_uses.toml")
        for each in fields.FIELDS if each.beside is None
    ),
)  # fmt: skip

_TICKETS: Final = {"dataset_id": "hubspot/tickets", "category": "aadhaar"}

NEAR_MISSES: Final = (
    NearMiss("near-transaction-number", "ids-card-task", _IDS,
             {"dataset_id": "freshdesk/tickets", "category": "card"},
             "Sixteen digits with a wrong check digit: a transaction, not a card."),
    NearMiss("near-order-number", "ids-aadhaar-tickets", _IDS, _TICKETS,
             "Twelve digits with a wrong check digit: an order, not an Aadhaar."),
    NearMiss("near-masked-aadhaar", "ids-aadhaar-tickets", _IDS,
             {"dataset_id": _CASES, "category": "aadhaar_masked"},
             "Only the last four digits of an Aadhaar are shown."),
    NearMiss("near-company-pan", "ids-pan-hubspot-tickets", _IDS,
             {"dataset_id": _CASES, "category": "pan"}, "The PAN is a firm's."),
    NearMiss("near-company-gstin", "ids-pan-notion", _IDS,
             {"dataset_id": _CASES, "category": "gstin"}, "The GSTIN is a firm's."),
    NearMiss("near-parcel-number", "ids-account-tickets", _IDS,
             {"dataset_id": "hubspot/tickets", "category": "bank_account"},
             "The digits of a bank account without its words: a parcel, a customer's account."),
    NearMiss("near-branch-code", "ids-account-tickets", _IDS,
             {"dataset_id": _CASES, "category": "ifsc"}, "The code of a bank's branch."),
    NearMiss("near-mention", "ids-upi-cases", _IDS,
             {"dataset_id": "freshdesk/tickets", "category": "upi"},
             "A colleague is mentioned with an @, at no payment handle."),
    NearMiss("near-password-reset", "spdi-password-tasks", _SPDI,
             {"dataset_id": _CASES, "spdi_class": "password"},
             "The word password, and no password."),
    NearMiss("near-food-court", "notes-family-organisation", _OPEN,
             {"dataset_id": "salesforce/task", "category": "criminal"},
             "A food court plan is no court case."),
    NearMiss("near-food-court-sheet", "notes-family-organisation", _OPEN, _place(QBR, "criminal"),
             "A food court plan is no court case, in an open sheet."),
    NearMiss("near-account-health", "notes-health-link", _OPEN, _place(TRACKER, "health"),
             "The health of an account is nobody's health."),
    NearMiss("near-health-restricted", "notes-health-link", _OPEN, _place(ESCALATIONS, "health"),
             "The sheet with a health note is open to two colleagues only."),
    NearMiss("near-health-of-nobody", "notes-health-link", _OPEN, _place(CLINICS, "health"),
             "Words of health about software, not about a person."),
    NearMiss("near-opted-out-inactive", "sharing-opted-out-active", _SHARING, {"flow_id": _FLOW},
             "People who opted out and are switched off in the audience."),
    NearMiss("near-opted-in", "sharing-opted-out-active", _SHARING, {"flow_id": _FLOW},
             "People in the audience who said yes on a known day."),
    NearMiss("near-unread-draft", "contract-draft-hubspot", _CONTRACT,
             _paper("clevertap", "clevertap"), "A draft lies in the folder, and nobody read it."),
    NearMiss("near-signed", "contract-ended-notion", _CONTRACT, _paper("salesforce", "salesforce"),
             "The agreement with Salesforce is signed and in force.", "contracts.toml"),
    NearMiss("near-review-in-force", "review-ended-mixpanel", _REVIEW, {"vendor_id": "salesforce"},
             "Salesforce's certificate was looked at 160 days ago.", "reviews.toml"),
    NearMiss("near-score-of-a-firm", "score-health-not-in-notice", _SCORE,
             _field("health-score-c", "salesforce/account"), "The score is of a firm."),
    NearMiss("near-said-score", "score-renewal-not-in-notice", _SCORE,
             _field("last-nps-survey-rating"), "People gave this number themselves."),
    NearMiss("near-branch-column", "field-masked-no-purpose", _FIELD, _field("import-field-2"),
             "Codes of bank branches under a header that tells nothing.", clear=True),
    NearMiss("near-licence-key", "field-masked-no-purpose", _FIELD, _field("import-field-3"),
             "Keys of a licence with four digits shown.", "field_uses.toml"),
    NearMiss("near-empty-birth-date", "field-birth-date-unread", _FIELD,
             _field("birthdate", "salesforce/contact"), "The column is empty."),
    NearMiss("near-field-read", "field-religion-no-purpose", _FIELD, _field("marital-status"),
             "The field has a purpose and was read eleven months ago."),
    NearMiss("near-retention-two-years", "retention-six-months", _KEEP,
             {"rule_id": "keep-salesforce"}, "The rule ends after 24 months.", "retention.toml"),
    NearMiss("near-hold-with-law", "retention-hold-without-law", _KEEP, {"rule_id": "hold-pages"},
             "The hold names its law.", "retention.toml"),
    NearMiss("near-copy-of-few", "copy-crm-backup", _COPY, _copy(CHAMPIONS),
             "A sheet of some of the CRM's people is no copy of it.", clear=True),
    NearMiss("near-other-words", "purpose-without-ground", _BASIS, {"purpose_id": "usage"},
             "A ground in words outside the Act cannot be told.", "purposes.toml"),
    NearMiss("near-inventory-complete", "inventory-missing-clevertap", _STORE,
             {"system_id": "salesforce"}, "Salesforce has an owner and was approved.",
             "systems.toml"),
    NearMiss("near-open-without-people", "access-public-champions", _ACCESS, _place(CLINICS),
             "The sheet Clinic rollout is open to all staff and holds no people."),
    NearMiss("near-open-mailboxes", "access-public-mails", _ACCESS, _place(DESKS),
             "The public sheet Desk seats holds mailboxes of desks."),
    NearMiss("near-open-numbers", "access-public-mobiles", _ACCESS, _place(ORDERS),
             "The public sheet Order seats holds numbers of orders, ten digits each."),
    NearMiss("near-leaver-named-nowhere", "access-leaver-account", _ACCESS,
             {"user_id": "user-25"}, "Who left long ago, and no export names any more.",
             "staff.toml"),
    NearMiss("near-leaver-closed", "access-leaver-account", _ACCESS, {"user_id": "user-20"},
             "Who left, and whose Salesforce account is closed.", "staff.toml"),
    NearMiss("near-leaving-later", "access-leaver-account", _ACCESS, {"user_id": "user-9"},
             "Who leaves in a month and may still open files.", "staff.toml"),
    NearMiss("near-still-here", "access-leaver-account", _ACCESS, {"user_id": "user-8"},
             "A colleague in the permission list with no day of leaving.", "staff.toml"),
    NearMiss("near-written-consent", "spdi-medical-hubspot", _SPDI,
             {"dataset_id": "salesforce/task", "spdi_class": "financial"},
             "Consent in writing is proven, the officer named.", "written_consents.toml"),
    *(
        NearMiss(each.id, each.beside, _IDS, _number(each), each.what, clear=each.clear)
        for each in NUMBERED if each.beside is not None
    ),
    *(
        NearMiss(each.id, each.beside, _FIELD, _old_field(each), each.what, clear=each.clear,
                 where=None if each.clear else "field_uses.toml")
        for each in fields.FIELDS if each.beside is not None
    ),
)  # fmt: skip

FAULT_IDS: Final = frozenset(fault.id for fault in FAULTS)
