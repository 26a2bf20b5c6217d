"""Where to click to close a gap: one line a product, only where the way is well known."""

from collections.abc import Mapping
from typing import Final

from amanat.findings.model import Finding

_DRIVE: Final = "Open it in Drive, Share, General access: Restricted, Done"
_NOTION: Final = "Open the page, Share: Publish off, General access: only people invited"
_CLOSE: Final = {
    "files": _DRIVE,
    "google-drive": _DRIVE,
    "google-sheets": _DRIVE,
    "notion": _NOTION,
}
_LEAVER: Final = {
    "google-drive": "Admin console, Directory, Users, the account, Suspend user",
    "salesforce": "Setup, Users, the account, Edit, Active off, Save",
    "hubspot": "Settings, Users & Teams, the account, Deactivate user",
    "freshdesk": "Admin, Team, Agents, the account, Deactivate",
    "zendesk": "Admin Center, People, Team members, the account, Suspend access",
    "notion": "Settings, People, the account, Remove from workspace",
}
_FIELD: Final = {
    "hubspot": "Settings, Properties, the property, Archive; export it first if the floor applies",
    "salesforce": "Setup, Object Manager, the object, Fields & Relationships, the field, Delete",
}
_ANYWHERE: Final = {
    "notes-government-and-payment-ids": "amanat locate {code} lists the records: open each, edit,"
    " save",
    "processor-contract-signed": "amanat texts writes the mail to the vendor",
    "processor-compliance-verified": "amanat texts writes the mail to the vendor",
    "inventory-covers-every-store": "register/systems.toml: owner_id, approved = true",
    "lawful-basis-recorded": "register/purposes.toml: ground, and the fact where s.7 is named",
    "retention-rule-per-category": "register/retention.toml: trigger, min_months, max_months",
    "copies-and-backups-expire": "amanat locate {code} names the file: delete it, empty the bin",
    "score-purpose-declared": "the notice, then register/notices.toml: uses",
}


def clicks(finding: Finding) -> str:
    """Return the clicks that close a finding; empty where they are not known for sure."""
    return _by_product(finding).get(_system(finding), "") or _ANYWHERE.get(
        finding.control, ""
    ).format(code=finding.id[:8])


def _by_product(finding: Finding) -> Mapping[str, str]:
    if finding.subject.get("kind") == "account":
        return _LEAVER
    if finding.control in ("access-limited-to-need", "notes-sensitive-open-access"):
        return _CLOSE
    return _FIELD if finding.control == "data-beyond-purpose" else {}


def _system(finding: Finding) -> str:
    systems = sorted({system.partition("~")[0] for system in finding.places.systems})
    # An account of a leaver may be open in several tools: the first whose clicks are known leads.
    known = [system for system in systems if system in _by_product(finding)]
    return (known or systems or [""])[0]
