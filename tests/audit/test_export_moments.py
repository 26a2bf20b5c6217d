"""A list that is quiet since May may have been downloaded in September."""

import os
from datetime import UTC, date, datetime

import pyarrow.parquet as pq
import pytest
from helpers import by_control, run_audit
from small import write_csv

PEOPLE = [f"person{number}@example.in" for number in range(12)]
CONTACT = ["Id", "FirstName", "LastName", "Email", "AccountId", "IndividualId", "CreatedDate"]
CONTACT += ["LastModifiedDate", "OwnerId", "IsDeleted", "MailingCity", "SystemModstamp"]
CONTACT += ["CreatedById"]
CONSENT = ["Id", "PartyId", "ContactPointType", "DataUsePurposeId", "PrivacyConsentStatus"]
CONSENT += ["CaptureDate", "EffectiveFrom", "CaptureSource", "CreatedDate"]
PROFILE = ["CleverTap ID", "Identity", "Email", "Name", "First Seen", "MSG-email", "MSG-sms"]
MARKETING = '[[purpose]]\npurpose_id = "marketing"\nclass = "marketing"\nground = "consent"\n'
OLD, DOWNLOADED = "2025-01-01T10:00:00.000Z", datetime(2026, 9, 15, 10, tzinfo=UTC)
SHARING = "sharing-needs-purpose-consent"


def company(folder, acts):
    """Write contacts, what they said (status, day) and a list that is quiet since May."""
    folder.mkdir()
    contacts, said, profiles = [], [], []
    for number, mail in enumerate(PEOPLE):
        party, owner = f"0PK{number:012}AAA", "005AA0000000001AAA"
        stamps = (OLD, OLD, owner, "0", "Pune", OLD, owner)
        contacts.append((f"003{number:012}AAA", "Asha", "Rao", mail, "", party, *stamps))
        for place, (status, day) in enumerate(acts):
            when = f"{day}T10:00:00.000Z"
            key = f"0ZZ{number * 10 + place:012}AAA"
            said.append((key, party, "Email", "marketing", status, when, when, "web", when))
        profiles.append((f"ct{number}", mail, mail, "Asha Rao", "2026-05-01 10:00:00", "true", ""))
    for name, header, rows in (
        ("Contact.csv", CONTACT, contacts),
        ("ContactPointTypeConsent.csv", CONSENT, said),
        ("segment.csv", PROFILE, profiles),
    ):
        write_csv(folder / name, header, rows)
        os.utime(folder / name, (DOWNLOADED.timestamp(),) * 2)
    return folder


@pytest.mark.parametrize(
    ("acts", "verdicts"),
    [
        # Before the list's last row, and never undone: whenever it was downloaded, they had said no.
        ([("OptIn", "2025-02-01"), ("OptOut", "2026-03-01")], {"fails"}),
        # Between its last row and its download: it may have been exported before.
        ([("OptIn", "2025-02-01"), ("OptOut", "2026-08-01")], {"cannot_tell"}),
        (
            [("OptIn", "2025-02-01"), ("OptOut", "2026-03-01"), ("OptIn", "2026-08-01")],
            {"cannot_tell"},
        ),
    ],
)
def test_what_was_said_before_the_download_decides_only_where_it_was_before_the_export(
    tmp_path, acts, verdicts
):
    folder, register = company(tmp_path / "exports", acts), tmp_path / "register"
    register.mkdir()
    (register / "purposes.toml").write_text(MARKETING)
    kept = run_audit(folder, tmp_path / "work", register=register, as_of=date(2026, 9, 20))
    (label,) = set(pq.read_table(kept.folder / "evidence" / "consents.parquet")["label_id"])
    (register / "purpose_labels.toml").write_text(
        f'[[purpose_label]]\nsystem_id = "salesforce"\nlabel_id = "{label}"\n'
        'purpose_id = "marketing"\n'
    )
    kept = run_audit(folder, tmp_path / "work", register=register, as_of=date(2026, 9, 20))
    found = by_control(kept.findings)[SHARING]
    assert {each.verdict for each in found} == verdicts
