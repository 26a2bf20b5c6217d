"""Two registers for the small exports: one that has all that it should, one with faults."""

from datetime import date, timedelta
from pathlib import Path

from helpers import AS_OF
from small import BY_MAIL, BY_PHONE, CARE, GUESTS, ROSTER, TRACKER, register

from amanat.sample.ids import table_dataset

CARE_SHEET, TRACKER_SHEET = table_dataset(CARE), table_dataset(TRACKER)
ROSTER_SHEET, GUEST_SHEET = table_dataset(ROSTER), table_dataset(GUESTS)
MAIL_SHEET, PHONE_SHEET = table_dataset(BY_MAIL), table_dataset(BY_PHONE)
HUBSPOT = "hubspot/contacts"
#: System, vendor, kind, team.
SYSTEMS = (
    ("clevertap", "clevertap", "marketing", "marketing"),
    ("files", "google", "docs", "success"),
    ("freshdesk", "freshworks", "helpdesk", "support"),
    ("google-drive", "google", "docs", "all"),
    ("hubspot", "hubspot", "crm", "success"),
)
VENDORS = {"clevertap": ("clevertap",), "freshworks": ("freshdesk",), "hubspot": ("hubspot",)}
VENDORS |= {"google": ("files", "google-drive")}
COMPLETE = ("contracts", "systems", "purposes", "retention", "reviews", "notices")
COMPLETE += ("flows", "staff")
#: The fields of the contacts that hold something about a person.
FIELDS = ("record-id", "first-name", "last-name", "email", "religion", "blood-group")
FIELDS += ("date-of-birth", "health-score")


#: How long copies may be kept.
COPIES = {"rule_id": "keep-exports", "system_id": "hubspot", "covers": "copies"}
COPIES |= {"trigger": "collection", "max_months": 12}


def ago(days: int) -> date:
    """Return a day before the audit's."""
    return AS_OF - timedelta(days=days)


def _entry(dataset: str, field: str, purpose: str | None, days: int) -> dict[str, object]:
    said: dict[str, object] = {"dataset_id": dataset, "field_id": field}
    if purpose is not None:
        said["purpose_id"] = purpose
    return said | {"last_read_on": ago(days), "reads_known": True}


def sound_register(folder: Path) -> None:
    """Write a register that has all that the law asks for."""
    register(
        folder,
        company={"role": "data-fiduciary"},
        complete={
            **dict.fromkeys(COMPLETE, AS_OF),
            "by": "user-1",
        },
        vendors=[
            {"vendor_id": vendor, "role": "data-processor", "receives_personal": True}
            for vendor in VENDORS
        ],
        systems=[
            {
                "system_id": system,
                "vendor_id": vendor,
                "owner_id": "user-1",
                "approved": True,
                "kind": kind,
                "team": team,
                "purpose_id": "account",
            }
            for system, vendor, kind, team in SYSTEMS
        ],
        purposes=[
            {"purpose_id": "account", "class": "account", "ground": "s7a", "fact": True},
            {"purpose_id": "scoring", "class": "scoring", "ground": "consent"},
        ],
        flows=[
            {
                "declared_id": "flow-1",
                "source_system_id": "hubspot",
                "recipient_id": "clevertap",
                "purpose_id": "account",
                "since": ago(400),
            }
        ],
        contracts=[
            {
                "contract_id": f"contract-{vendor}",
                "vendor_id": vendor,
                "proof": "signed",
                "party": "ours",
                "term": "fixed",
                "valid_from": ago(1500),
                "valid_to": ago(-400),
                "services": services,
            }
            for vendor, services in VENDORS.items()
        ],
        reviews=[
            {
                "vendor_id": vendor,
                "kind": "iso27001",
                "reviewed_on": ago(100),
                "valid_to": ago(-300),
                "scope_ok": True,
            }
            for vendor in VENDORS
        ],
        notices=[
            {
                "notice_id": "notice-1",
                "valid_from": ago(300),
                "read": True,
                "purposes": ["account"],
                "uses": ["scoring"],
            }
        ],
        field_uses=[_entry(HUBSPOT, field, "account", 20) for field in FIELDS],
        retention=[
            {
                "rule_id": f"keep-{system}",
                "system_id": system,
                "covers": "all",
                "trigger": "contract_end",
                "max_months": 24,
            }
            for system, *_ in SYSTEMS
        ]
        + [COPIES],
        scores=[
            {"dataset_id": HUBSPOT, "field_id": "health-score", "person_level": True}
            | {"computed": True, "purpose_id": "scoring"}
        ],
        access=[
            {"place_id": place, "access": "restricted", "on_day": ago(3)}
            for place in ("clevertap/profiles", "freshdesk/tickets", HUBSPOT)
        ],
        written_consents=[
            {
                "dataset_id": HUBSPOT,
                "spdi_class": "medical",
                "proven": True,
                "officer_named": True,
                "policy": True,
            }
        ],
        staff=[{"user_id": "user-1"}, {"user_id": "user-7"}],
    )


def _written(dataset: str, class_: str, *lacking: str) -> dict[str, object]:
    said = dict.fromkeys(("proven", "officer_named", "policy"), True)
    return {"dataset_id": dataset, "spdi_class": class_, **said, **dict.fromkeys(lacking, False)}


def faulty_register(folder: Path) -> None:
    """Take the sound register and plant the faults that it shows."""
    sound_register(folder)
    register(
        folder,
        systems=[
            {"system_id": "hubspot", "vendor_id": "hubspot", "approved": True, "kind": "crm"},
            {"system_id": "clevertap", "vendor_id": "clevertap", "owner_id": "user-1"}
            | {"approved": False, "kind": "marketing", "team": "marketing"},
            *(
                {"system_id": system, "vendor_id": vendor, "owner_id": "user-1"}
                | {"approved": True, "kind": kind}
                for system, vendor, kind, _ in SYSTEMS
                if vendor == "google"
            ),
        ],
        purposes=[
            {"purpose_id": "marketing", "class": "marketing", "ground": "consent"},
            {"purpose_id": "account", "class": "account", "ground": "s7a", "fact": True},
            {"purpose_id": "scoring", "class": "scoring", "ground": "consent"},
            {"purpose_id": "research", "class": "research"},
        ],
        flows=[
            {"declared_id": "flow-1", "source_system_id": "hubspot", "recipient_id": "clevertap"}
            | {"purpose_id": "marketing", "since": ago(400)}
        ],
        contracts=[
            {"contract_id": "contract-1", "vendor_id": "clevertap", "proof": "signed"}
            | {"party": "not_us", "term": "fixed", "services": ["clevertap"]}
            | {"valid_from": ago(400), "valid_to": ago(-400)},
            {"contract_id": "contract-2", "vendor_id": "freshworks", "says_none": True}
            | {"services": ["freshdesk"]},
            {"contract_id": "contract-3", "vendor_id": "google", "proof": "accepted"}
            | {"party": "ours", "term": "until-terminated", "valid_from": ago(900)}
            | {"services": ["files", "google-drive"]},
        ],
        reviews=[
            {"vendor_id": "hubspot", "kind": "soc2_type2", "scope_ok": True}
            | {"reviewed_on": ago(200), "valid_to": ago(20)},
            {"vendor_id": "clevertap", "kind": "questionnaire", "scope_ok": True}
            | {"reviewed_on": ago(730)},
            {"vendor_id": "google", "kind": "iso27001", "scope_ok": True}
            | {"reviewed_on": ago(100), "valid_to": ago(-300)},
        ],
        notices=[
            {"notice_id": "notice-1", "valid_from": ago(300), "read": True}
            | {"purposes": ["account"], "uses": ["support"]}
        ],
        field_uses=[
            _entry(HUBSPOT, "religion", None, 20),
            _entry(HUBSPOT, "date-of-birth", "account", 600),
            _entry(HUBSPOT, "email", "account", 20),
        ],
        retention=[
            *(
                {"rule_id": f"keep-{system}", "system_id": system, "covers": "all"}
                | {"trigger": "contract_end", "max_months": 24}
                for system, *_ in SYSTEMS
                if system != "clevertap"
            ),
            COPIES,
            {"rule_id": "keep-copies", "system_id": "files", "covers": "copies"}
            | {"trigger": "purpose_end", "max_months": 6},
            {"rule_id": "hold-desk", "system_id": "freshdesk", "covers": "backups"}
            | {"trigger": "contract_end", "max_months": 96, "hold": True}
            | {"hold_cites_law": False},
        ],
        access=[],
        written_consents=[
            _written(HUBSPOT, "medical", "proven"),
            _written("freshdesk/tickets", "financial", "officer_named"),
            _written("freshdesk/tickets", "password", "proven"),
            _written(CARE_SHEET, "health", "policy"),
        ],
        staff=[{"user_id": "user-1"}, {"user_id": "user-7"}],
    )
