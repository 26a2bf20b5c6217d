"""Products by id: the name people know and the kind of system it is."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Product:
    """A product as its makers name it. `own_account`: an export of it is of our own account."""

    id: str
    title: str
    kind: str
    vendor: str | None = None


_ALL: Final = (
    Product("salesforce", "Salesforce", "crm", "salesforce"),
    Product("hubspot", "HubSpot", "crm", "hubspot"),
    Product("zoho-crm", "Zoho CRM", "crm", "zoho"),
    Product("freshdesk", "Freshdesk", "helpdesk", "freshworks"),
    Product("zendesk", "Zendesk", "helpdesk", "zendesk"),
    Product("mixpanel", "Mixpanel", "analytics", "mixpanel"),
    Product("clevertap", "CleverTap", "marketing", "clevertap"),
    Product("mailchimp", "Mailchimp", "newsletter", "mailchimp"),
    Product("notion", "Notion", "docs", "notion"),
    Product("google-sheets", "Google Sheets", "docs", "google"),
    Product("google-drive", "Google Drive", "docs", "google"),
)

PRODUCTS: Final[dict[str, Product]] = {product.id: product for product in _ALL}
