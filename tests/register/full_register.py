"""A register with an entry in every file, and two stand-ins for the detectors."""

from collections.abc import Sequence

FULL = {
    "company.toml": 'role = "data-fiduciary"\nname = "Neela Stationery"\n',
    "complete.toml": '[complete]\ncontracts = 2026-11-20\nconsents = 2026-11-19\nby = "user-2"\n',
    "entities.toml": '[[entity]]\nentity_id = "e-1"\nours = true\n',
    "vendors.toml": """
        # free words stay here: Ravi signed it, ravi@example.in
        [[vendor]]
        vendor_id = "vendor-4"
        role = "data-processor"
        receives_personal = true
        country = "us"
        aliases = ["mailer"]
        [[vendor]]
        vendor_id = "vendor-5"
        ended_on = 2026-01-31
        """,
    "systems.toml": """
        [[system]]
        system_id = "mail-a"
        vendor_id = "vendor-4"
        owner_id = "user-5"
        approved = true
        kind = "newsletter"
        team = "marketing"
        purpose_id = "newsletter"
        """,
    "purposes.toml": """
        [[purpose]]
        purpose_id = "newsletter"
        class = "newsletter"
        ground = "consent"
        notice_id = "n-3"
        [[purpose]]
        purpose_id = "scoring"
        class = "scoring"
        ground = "Legitimate interest"
        [[purpose]]
        purpose_id = "helping"
        class = "support"
        ground = "s7a"
        fact = "they wrote to us themselves"
        [[purpose]]
        purpose_id = "silent"
        class = "other"
        ground = ""
        """,
    "purpose_labels.toml": """
        [[purpose_label]]
        system_id = "mail-a"
        label_id = "product-news"
        purpose_id = "newsletter"
        """,
    "flows.toml": """
        [[flow]]
        declared_id = "d-1"
        source_system_id = "crm-a"
        recipient_id = "mail-a"
        purpose_id = "class-marketing"
        since = 2025-01-08
        """,
    "lists.toml": '[[list]]\nlist_id = "mail-a/list-3"\npurpose_id = "newsletter"\nteam = "sales"\n',
    "contracts.toml": """
        [[contract]]
        contract_id = "rc-4"
        vendor_id = "vendor-4"
        proof = "signed"
        party = "ours"
        term = "fixed"
        valid_from = 2025-04-01
        valid_to = 2028-03-31
        services = ["mail-a", "mail-b"]
        [[contract]]
        contract_id = "rc-5"
        vendor_id = "vendor-5"
        says_none = true
        """,
    "reviews.toml": """
        [[review]]
        vendor_id = "vendor-4"
        kind = "soc2_type2"
        reviewed_on = 2026-06-10
        scope_ok = true
        [[review]]
        vendor_id = "vendor-4"
        kind = "iso27001"
        valid_to = 2027-08-31
        """,
    "notices.toml": """
        [[notice]]
        notice_id = "n-3"
        valid_from = 2025-06-01
        read = true
        purposes = ["newsletter"]
        categories = ["birth_date"]
        uses = ["scoring"]
        """,
    "field_uses.toml": """
        [[field_use]]
        dataset_id = "crm-a/contact"
        field_id = "birth-date"
        [[field_use]]
        dataset_id = "crm-a/contact"
        field_id = "phone"
        last_read_on = 2026-10-01
        """,
    "retention.toml": """
        [[retention]]
        rule_id = "rt-2"
        system_id = "crm-a"
        covers = "category"
        category = "birth_date"
        trigger = "contract_end"
        min_months = 12
        max_months = 24
        """,
    "scores.toml": """
        [[score]]
        dataset_id = "crm-a/contact"
        field_id = "health-score"
        person_level = true
        """,
    "access.toml": """
        [[access]]
        place_id = "docs-a/files/p-91"
        access = "group"
        on_day = 2026-11-20
        """,
    "written_consents.toml": """
        [[written_consent]]
        dataset_id = "crm-a/contact"
        spdi_class = "financial"
        proven = false
        officer_named = true
        """,
    "staff.toml": '[[staff]]\nuser_id = "user-7"\nleft_on = 2026-08-31\n',
    "answers.toml": """
        [[answer]]
        question_id = "q-12"
        subject_id = "crm-a>mail-a"
        answer = "confirmed"
        on_day = 2026-11-20
        """,
    "not_applicable.toml": """
        [[not_applicable]]
        control_id = "child-tracking-and-ads"
        on_day = 2026-11-20
        by = "user-2"
        reason = "No child can be a customer: firms only."
        """,
    "accepted.toml": """
        [[accepted]]
        finding_id = "3fa20b1c4d5e6f70"
        until = 2027-03-31
        by = "user-2"
        reason = "The vendor signs in March."
        """,
    "objections.toml": """
        [[objection]]
        kind = "wrong_kind"
        dataset_id = "crm-a/notes"
        category = "aadhaar"
        shape = "9999 9999 9999"
        right_category = "customer_id"
        by = "user-2"
        on_day = 2026-11-20
        reason = "Policy numbers of twelve digits."
        """,
}


def never(ids: Sequence[str]) -> list[bool]:
    """Find nothing."""
    return [False] * len(ids)


def mobiles(ids: Sequence[str]) -> list[bool]:
    """Find ten digits, and invented names that end in -kumar."""
    return [one.isdigit() or one.endswith("-kumar") for one in ids]
