"""Data categories: what a column or a span of text holds, in fideslang's keys."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of personal data.

    `mention_kind` says how a hit in free text is judged; `links` whether equal values mean the same
    person, so that a keyed fingerprint may be kept; `person` is false for what belongs to a firm.
    """

    id: str
    title: str
    key: str
    mention_kind: str = "identifier"
    spdi_class: str = "none"
    links: bool = False
    person: bool = True


_ALL: Final = (
    Category("email", "e-mail address", "user.contact.email", links=True),
    Category("role_mailbox", "shared mailbox", "system.operations", person=False),
    Category("phone", "phone number", "user.contact.phone_number", links=True),
    Category("name", "name", "user.name"),
    Category("address", "postal address", "user.contact.address"),
    Category("pin_code", "PIN code", "user.contact.address.postal_code"),
    Category("customer_id", "customer id", "user.unique_id", links=True),
    Category("device_id", "device id", "user.device", links=True),
    Category("ip_address", "IP address", "user.device.ip_address"),
    Category("mac_address", "network card address", "user.device"),
    Category("url", "web address", "system.operations", "unknown", person=False),
    Category("location", "location", "user.location"),
    Category("birth_date", "date of birth", "user.demographic.date_of_birth"),
    Category("age", "age", "user.demographic.age_range"),
    Category("gender", "gender", "user.demographic.gender"),
    Category("marital_status", "marital status", "user.demographic.marital_status"),
    Category("job_title", "job title", "user.job_title"),
    Category("photo", "photo", "user.authorization.biometric.facial"),
    Category("social_handle", "social profile", "user.social"),
    Category("aadhaar", "Aadhaar number", "user.government_id.national", "government_id"),
    Category("aadhaar_masked", "masked Aadhaar", "user.government_id.national", "government_id"),
    Category("aadhaar_vid", "Aadhaar virtual id", "user.government_id.national", "government_id"),
    Category("pan", "PAN of a person", "user.government_id.tax", "government_id"),
    Category("pan_company", "PAN of a firm", "system.operations", "unknown", person=False),
    Category("gstin", "GSTIN of a proprietor", "user.government_id.tax", "government_id"),
    Category("gstin_company", "GSTIN of a firm", "system.operations", "unknown", person=False),
    Category("voter_id", "voter id", "user.government_id.national", "government_id"),
    Category("passport", "passport number", "user.government_id.passport_number", "government_id"),
    Category(
        "driving_licence",
        "driving licence",
        "user.government_id.drivers_license_number",
        "government_id",
    ),
    Category("vehicle", "vehicle registration", "user.government_id.vehicle_registration"),
    Category("abha", "ABHA number", "user.government_id.national", "government_id"),
    Category("abha_address", "ABHA address", "user.unique_id"),
    Category("uan", "provident fund number (UAN)", "user.government_id", "government_id"),
    Category("tan", "TAN of a deductor", "system.operations", "unknown", person=False),
    Category("cin", "company number (CIN)", "system.operations", "unknown", person=False),
    Category("card", "payment card", "user.financial.credit_card", "payment_id", "financial"),
    Category(
        "bank_account", "bank account", "user.financial.bank_account", "payment_id", "financial"
    ),
    Category("iban", "IBAN", "user.financial.bank_account", "payment_id", "financial"),
    Category("upi", "UPI id", "user.financial.bank_account", "payment_id", "financial"),
    Category("ifsc", "IFSC", "user.financial", "unknown", person=False),
    Category("income", "income", "user.financial", "unknown", "financial"),
    Category("password", "password", "user.authorization.credentials", "secret", "password"),
    Category("api_key", "key or token", "system.operations", "secret", person=False),
    Category("religion", "religion", "user.demographic.religious_belief"),
    Category("caste", "caste", "user.demographic.race_ethnicity"),
    Category("health_record", "health detail", "user.health_and_medical", "topic", "medical"),
    Category("blood_group", "blood group", "user.health_and_medical", "topic", "medical"),
    Category("child", "child's detail", "user.childrens"),
    Category("consent_flag", "choice about messages", "user.privacy_preferences"),
    Category("score", "score", "user.behavior"),
    Category("sentiment", "sentiment", "user.behavior"),
    Category("health", "health", "user.health_and_medical", "topic", "health"),
    Category("finances", "finances", "user.financial", "topic", "unclear"),
    Category("caste_religion", "caste or religion", "user.demographic", "topic"),
    Category("politics", "politics", "user.demographic.political_opinion", "topic"),
    Category(
        "sexual_life",
        "sexual life",
        "user.demographic.sexual_orientation",
        "topic",
        "sexual_orientation",
    ),
    Category("biometrics", "biometrics", "user.biometric", "topic", "biometric"),
    Category("children", "children", "user.childrens", "topic"),
    Category("family", "family", "user.demographic", "topic"),
    Category("criminal", "criminal matters", "user.criminal_history", "topic"),
)

CATEGORIES: Final[dict[str, Category]] = {category.id: category for category in _ALL}
