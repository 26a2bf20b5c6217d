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
    Product("zoho-desk", "Zoho Desk", "helpdesk", "zoho"),
    Product("freshservice", "Freshservice", "helpdesk", "freshworks"),
    Product("intercom", "Intercom", "helpdesk", "intercom"),
    # Without a vendor: many teams host these themselves.
    Product("chatwoot", "Chatwoot", "helpdesk"),
    Product("leadsquared", "LeadSquared", "crm", "leadsquared"),
    Product("erpnext", "ERPNext", "crm"),
    Product("frappe-crm", "Frappe CRM", "crm"),
    Product("gainsight", "Gainsight", "scores", "gainsight"),
    Product("churnzero", "ChurnZero", "scores", "churnzero"),
    Product("vitally", "Vitally", "scores", "vitally"),
    Product("totango", "Totango", "scores", "totango"),
    Product("amplitude", "Amplitude", "analytics", "amplitude"),
    Product("moengage", "MoEngage", "marketing", "moengage"),
    Product("webengage", "WebEngage", "marketing", "webengage"),
    # Not "segment": every marketing tool has segments.
    Product("twilio-segment", "Twilio Segment", "analytics", "twilio"),
    Product("rudderstack", "RudderStack", "analytics"),
    Product("google-sheets", "Google Sheets", "docs", "google"),
    Product("google-drive", "Google Drive", "docs", "google"),
    Product("gmail", "Gmail", "mail", "google"),
    Product("google-workspace", "Google Workspace", "docs", "google"),
    Product("google-chat", "Google Chat", "chat", "google"),
    Product("google-meet", "Google Meet", "calls", "google"),
    Product("google-forms", "Google Forms", "survey", "google"),
    Product("microsoft-365", "Microsoft 365", "docs", "microsoft"),
    Product("microsoft-teams", "Microsoft Teams", "chat", "microsoft"),
    Product("slack", "Slack", "chat", "slack"),
    Product("whatsapp", "WhatsApp", "chat", "meta"),
    Product("zoom", "Zoom", "calls", "zoom"),
    Product("fireflies", "Fireflies", "calls", "fireflies"),
    Product("gong", "Gong", "calls", "gong"),
    Product("exotel", "Exotel", "calls", "exotel"),
    Product("twilio", "Twilio", "calls", "twilio"),
    Product("ozonetel", "Ozonetel", "calls", "ozonetel"),
    Product("typeform", "Typeform", "survey", "typeform"),
    Product("surveymonkey", "SurveyMonkey", "survey", "surveymonkey"),
    Product("calendly", "Calendly", "survey", "calendly"),
    Product("razorpay", "Razorpay", "billing", "razorpay"),
    Product("chargebee", "Chargebee", "billing", "chargebee"),
    # Not a newsletter: who stands on its lists of suppressions is not written to any more.
    Product("sendgrid", "SendGrid", "mail", "twilio"),
    # Not "apollo": agreements speak of hospitals and tyres of that name.
    Product("apollo-io", "Apollo.io", "enrichment", "apollo-io"),
    Product("lusha", "Lusha", "enrichment", "lusha"),
    Product("zoominfo", "ZoomInfo", "enrichment", "zoominfo"),
    Product("kaspr", "Kaspr", "enrichment", "kaspr"),
    Product("linkedin", "LinkedIn", "enrichment", "linkedin"),
    Product("sales-navigator", "Sales Navigator", "enrichment", "linkedin"),
)

PRODUCTS: Final[dict[str, Product]] = {product.id: product for product in _ALL}
