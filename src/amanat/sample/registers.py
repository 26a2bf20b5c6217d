"""The company's register as TOML files: what it says of itself, with faults that only it shows."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from amanat.sample import fields
from amanat.sample.ids import table_dataset
from amanat.sample.people import STAFF
from amanat.sample.plan import COMPANY, Plan
from amanat.sample.sheets import ESCALATIONS, QBR
from amanat.sample.staff import FORMER, left_on
from amanat.sample.writing import Toml, toml_text

Row = dict[str, Toml | None]
Rows = list[Row]

_COMMENT: Final = "Invented sample. Written by `amanat sample`."
#: Vendor -> country and the systems that it runs.
_VENDORS: Final = {
    "clevertap": ("in", ("clevertap",)),
    "freshworks": ("in", ("freshdesk",)),
    "google": ("in", ("google-drive", "files")),
    "hubspot": ("us", ("hubspot",)),
    "mixpanel": ("us", ("mixpanel",)),
    "notion": ("us", ("notion",)),
    "salesforce": ("in", ("salesforce",)),
}
#: System -> vendor, owner, kind, team, purpose.
_SYSTEMS: Final = {
    "clevertap": ("clevertap", "user-4", "marketing", "marketing", "marketing"),
    "files": ("google", "user-1", "docs", "success", "account"),
    "freshdesk": ("freshworks", "user-2", "helpdesk", "support", "support"),
    "google-drive": ("google", "user-1", "docs", "all", "account"),
    "hubspot": ("hubspot", "user-3", "crm", "success", "account"),
    "mixpanel": ("mixpanel", "user-5", "analytics", "product", "usage"),
    "notion": ("notion", "user-1", "docs", "success", "account"),
    "salesforce": ("salesforce", "user-3", "crm", "sales", "account"),
}


def _ago(plan: Plan, days: int) -> date:
    # Counted from week 0: a later week must not move what the register says.
    return plan.first_as_of - timedelta(days=days)


def _vendors(plan: Plan) -> Rows:
    del plan
    return [
        {
            "vendor_id": vendor,
            "role": "data-processor",
            "receives_personal": True,
            "country": country,
        }
        for vendor, (country, _) in _VENDORS.items()
    ]


def _systems(plan: Plan) -> Rows:
    rows: Rows = []
    for system, (vendor, owner, kind, team, purpose) in _SYSTEMS.items():
        if system == "clevertap" and plan.has("inventory-missing-clevertap"):
            continue
        unowned = system == "freshdesk" and plan.has("inventory-no-owner-freshdesk")
        unapproved = system == "notion" and plan.has("inventory-not-approved-notion")
        rows.append(
            {
                "system_id": system,
                "vendor_id": vendor,
                "owner_id": None if unowned else owner,
                "approved": not unapproved,
                "kind": kind,
                "team": team,
                "purpose_id": purpose,
            }
        )
    return rows


def _purposes(plan: Plan) -> Rows:
    rows: Rows = [
        {"purpose_id": "support", "class": "support", "ground": "s7a", "fact": True},
        {"purpose_id": "account", "class": "account", "ground": "s7a", "fact": True},
        {"purpose_id": "marketing", "class": "marketing", "ground": "consent"},
        {"purpose_id": "product-updates", "class": "other", "ground": "consent"},
        {"purpose_id": "usage", "class": "other", "ground": "legitimate interest"},
        {"purpose_id": "scoring", "class": "scoring", "ground": "consent"},
        {
            "purpose_id": "research",
            "class": "research",
            "ground": None if plan.has("purpose-without-ground") else "consent",
        },
    ]
    if not plan.has("purpose-not-recorded"):
        rows.append({"purpose_id": "newsletter", "class": "newsletter", "ground": "consent"})
    return [{**row, "notice_id": "notice-2026"} for row in rows]


def _labels(plan: Plan) -> Rows:
    del plan
    labels = (
        ("hubspot", "marketing"),
        ("hubspot", "product-updates"),
        ("salesforce", "marketing"),
    )
    return [{"system_id": s, "label_id": label, "purpose_id": label} for s, label in labels]


def _flows(plan: Plan) -> Rows:
    return [
        {
            "declared_id": "flow-1",
            "source_system_id": "hubspot",
            "recipient_id": "clevertap",
            "purpose_id": "marketing",
            "since": _ago(plan, 640),
        }
    ]


def _contracts(plan: Plan) -> Rows:
    rows: Rows = []
    for vendor, (_, services) in _VENDORS.items():
        if vendor == "clevertap":
            continue  # its draft lies in the folder, and nobody has read it yet
        row: Row = {
            "contract_id": f"contract-{vendor}",
            "vendor_id": vendor,
            "proof": "signed",
            "party": "ours",
            "term": "fixed",
            "valid_from": _ago(plan, 900),
            "valid_to": _ago(plan, -700),
            "services": list(services),
        }
        if vendor == "notion" and plan.has("contract-ended-notion"):
            row["valid_to"] = _ago(plan, 237)
        if vendor == "hubspot" and plan.has("contract-draft-hubspot"):
            row["proof"] = "draft"
        if vendor == "freshworks" and plan.has("contract-none-freshworks"):
            row = {"contract_id": row["contract_id"], "vendor_id": vendor, "says_none": True}
            row["services"] = list(services)
        rows.append(row)
    return rows


def _reviews(plan: Plan) -> Rows:
    rows: Rows = []
    for vendor in _VENDORS:
        if vendor == "notion" and plan.has("review-none-notion"):
            continue
        ended = vendor == "mixpanel" and plan.has("review-ended-mixpanel")
        rows.append(
            {
                "vendor_id": vendor,
                "kind": "iso27001",
                "reviewed_on": _ago(plan, 560 if ended else 160),
                "valid_to": _ago(plan, 175 if ended else -600),
                "scope_ok": None if vendor == "clevertap" else True,
            }
        )
    return rows


def _notices(plan: Plan) -> Rows:
    return [
        {
            "notice_id": "notice-2026",
            "valid_from": _ago(plan, 320),
            "read": True,
            "purposes": ["support", "account", "marketing", "product-updates", "newsletter"],
            "categories": ["name", "email", "phone"],
            "recipients": ["salesforce", "hubspot", "freshdesk"],
            "uses": ["support"],
        }
    ]


def _field_uses(plan: Plan) -> Rows:
    def use(system: str, field: str, purpose: str | None, days: int) -> Row:
        return {
            "dataset_id": system,
            "field_id": field,
            "purpose_id": purpose,
            "last_read_on": _ago(plan, days),
            "reads_known": True,
        }

    def unless(fault: str, purpose: str) -> str | None:
        return None if plan.has(fault) else purpose

    contacts, crm = "hubspot/contacts", "salesforce/contact"
    unread = plan.has("field-birth-date-unread")
    return [
        use(contacts, "first-name", "account", 3),
        use(contacts, "last-name", "account", 3),
        use(contacts, "email", "account", 3),
        use(contacts, "phone-number", "account", 3),
        use(contacts, "date-of-birth", "account", 600 if unread else 40),
        use(contacts, "gender", "account", 60),
        use(contacts, "marital-status", "account", 330),
        use(contacts, "religion", unless("field-religion-no-purpose", "research"), 90),
        use(contacts, "blood-group", "account", 90),
        use(contacts, "kyc-reference", unless("field-kyc-no-purpose", "account"), 20),
        use(contacts, "import-field-1", unless("field-masked-no-purpose", "account"), 20),
        use(contacts, "import-field-3", None, 20),
        use(crm, "birthdate", None, 20),
        use(crm, "email", "account", 3),
        use(crm, "mobilephone", "account", 3),
        *(
            # A near miss has no purpose either: it is none of personal data.
            use(
                fields.DATASET,
                fields.field_id(field),
                unless(field.id, "account") if field.beside is None else None,
                20,
            )
            for field in fields.FIELDS
            if not field.clear
        ),
    ]


def _retention(plan: Plan) -> Rows:
    rows: Rows = []
    for system in _SYSTEMS:
        if system == "mixpanel" and plan.has("retention-none-mixpanel"):
            continue
        rows.append(
            {
                "rule_id": f"keep-{system}",
                "system_id": system,
                "covers": "all",
                "trigger": "contract_end",
                "max_months": 24,
            }
        )
    six = 6 if plan.has("retention-six-months") else 12
    rows.append(
        {
            "rule_id": "keep-copies",
            "system_id": "files",
            "covers": "copies",
            "trigger": "collection",
            "max_months": six,
        }
    )
    rows.append(_hold("hold-desk", cites=not plan.has("retention-hold-without-law")))
    rows.append(_hold("hold-pages", cites=True))
    return rows


def _hold(rule: str, *, cites: bool) -> Row:
    return {
        "rule_id": rule,
        "system_id": "freshdesk" if rule == "hold-desk" else "notion",
        "covers": "backups",
        "trigger": "contract_end",
        "max_months": 96,
        "hold": True,
        "hold_cites_law": cites,
    }


def _scores(plan: Plan) -> Rows:
    del plan
    contacts = "hubspot/contacts"
    return [
        {
            "dataset_id": dataset,
            "field_id": field,
            "person_level": person,
            "computed": computed,
            "purpose_id": "scoring",
        }
        for dataset, field, person, computed in (
            (contacts, "health-score", True, True),
            (contacts, "renewal-probability", True, True),
            (contacts, "last-nps-survey-rating", True, False),
            ("salesforce/account", "health-score-c", False, True),
        )
    ]


def _written(plan: Plan) -> Rows:
    def row(dataset: str, class_: str, *, proven: bool = True, officer: bool = True) -> Row:
        return {
            "dataset_id": dataset,
            "spdi_class": class_,
            "proven": proven,
            "officer_named": officer,
            "policy": True,
        }

    return [
        row("hubspot/contacts", "medical", proven=not plan.has("spdi-medical-hubspot")),
        row(
            table_dataset(ESCALATIONS),
            "health",
            officer=not plan.has("spdi-no-officer-escalations"),
        ),
        row(table_dataset(QBR), "health"),
        row("salesforce/task", "financial"),
        row("salesforce/task", "password", proven=False),
        row("salesforce/case", "password", proven=False),
    ]


def _staff(plan: Plan) -> Rows:
    everybody = range(1, STAFF + FORMER + 1)
    return [{"user_id": f"user-{n}", "left_on": left_on(plan, n)} for n in everybody]


def _not_applicable(plan: Plan) -> Rows:
    return [
        {
            "control_id": "child-tracking-and-ads",
            "on_day": _ago(plan, 3),
            "by": "user-2",
            "reason": "We sell to firms only, and have no users under 18.",
        }
    ]


def _none(plan: Plan) -> Rows:
    del plan
    return []


_TABLES: Final[dict[str, tuple[str, Callable[[Plan], Rows]]]] = {
    "vendors": ("vendor", _vendors),
    "systems": ("system", _systems),
    "purposes": ("purpose", _purposes),
    "purpose_labels": ("purpose_label", _labels),
    "flows": ("flow", _flows),
    "lists": ("list", _none),
    "contracts": ("contract", _contracts),
    "reviews": ("review", _reviews),
    "notices": ("notice", _notices),
    "field_uses": ("field_use", _field_uses),
    "retention": ("retention", _retention),
    "scores": ("score", _scores),
    "access": ("access", _none),
    "written_consents": ("written_consent", _written),
    "staff": ("staff", _staff),
    "not_applicable": ("not_applicable", _not_applicable),
}
#: Not said to be complete: consents (their ledger lies in Salesforce, undated in part) and field
#: uses (only a few fields have an entry).
COMPLETE: Final = (
    "contracts",
    "systems",
    "purposes",
    "retention",
    "reviews",
    "notices",
    "flows",
    "staff",
)


def write(plan: Plan, folder: Path) -> None:
    """Write all register files; what is complete is so on the day of the audit."""
    folder.mkdir(parents=True, exist_ok=True)
    company: Row = {"role": "data-fiduciary", "name": COMPANY}
    said: Row = {**dict.fromkeys(COMPLETE, plan.as_of), "by": "user-2"}
    files = {
        "company": toml_text("", [company], _COMMENT),
        "complete": toml_text("[complete]", [said], _COMMENT),
    }
    for name, (entry, rows_of) in _TABLES.items():
        files[name] = toml_text(f"[[{entry}]]", rows_of(plan), _COMMENT)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8", newline="\n")
