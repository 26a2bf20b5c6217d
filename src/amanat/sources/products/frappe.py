"""Frappe's business software: ERPNext and Frappe CRM, which share labels and field names.

Labels and field names are those of the public source (doctypes `Lead`, `CRM Lead`, `Contact`,
`Customer`, `Issue`). An export of records has labels (`ID`, `Lead Owner`), its API field names
beside `docstatus` and `modified_by`. Times are those of the site, whose zone the file does not
tell. `Unsubscribed` that is not set is the default. What ERPNext alone has (`Blog Subscriber`,
`Qualification Status`), or Frappe CRM alone (`SLA Status`, `Converted`), tells them apart.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

_TRUE: Final = {"1": "state_out", "yes": "state_out", "true": "state_out"}
_RECORD: Final = (
    ColumnRule(("id",), "record_id"),
    ColumnRule(("created_on", "creation"), "created_at"),
    ColumnRule(("last_updated_on", "modified"), "updated_at"),
    ColumnRule(
        (
            "owner",
            "created_by",
            "modified_by",
            "last_updated_by",
            "lead_owner",
            "deal_owner",
            "qualified_by",
            "assigned_to",
        ),
        "staff",
    ),
    ColumnRule(("description", "notes", "note_notes", "resolution_details", "details"), "text"),
    ColumnRule(("source", "campaign_name", "utm_source"), "source"),
    ColumnRule(
        (
            "series",
            "naming_series",
            "docstatus",
            "idx",
            "doctype",
            "user_tags",
            "liked_by",
            "organization",
            "organization_name",
            "company_name",
            "company",
            "territory",
        ),
        "other",
    ),
)
_PERSON: Final = (
    ColumnRule(("email", "email_id", "email_address", "email_id_(email_ids)"), "email"),
    ColumnRule(
        ("mobile_no", "phone", "phone_ext", "whatsapp", "whatsapp_no", "number_(contact_numbers)"),
        "phone",
    ),
    ColumnRule(("full_name", "lead_name", "person_name"), "name"),
    ColumnRule(("first_name",), "first_name"),
    ColumnRule(("last_name",), "last_name"),
)
_UNSUBSCRIBED: Final = (
    ConsentRule(("unsubscribed",), _TRUE, label="unsubscribed", scope="all", channel="email"),
)
_ERPNEXT_LEAD: Final = frozenset(
    str.split("""
    blog_subscriber qualification_status qualified_by market_segment request_type
    unsubscribed lead_is_an_organization organization_lead""")
)
_CRM_LEAD: Final = frozenset(
    str.split("""
    sla_status sla_creation communication_status first_responded_on converted is_deal
    facebook_lead_id""")
)
#: What the API answers of every record beside its fields.
_API: Final = frozenset({"name", "docstatus", "modified_by"})
_API_ID: Final = ColumnRule(("name",), "record_id")


def _doctype(
    product: str,
    name: str,
    all_of: frozenset[str],
    one_of: frozenset[str],
    *,
    people: str,
    columns: tuple[ColumnRule, ...] = (),
    none_of: frozenset[str] = frozenset(),
    team: str = "sales",
) -> Layout:
    person = columns if name == "tickets" else columns + _PERSON
    return Layout(
        product,
        name,
        "table",
        all_of=all_of,
        some_of=((1, one_of),),
        people=people,
        columns=((_API_ID,) if all_of >= _API else ()) + person + _RECORD,
        consents=() if name == "tickets" else _UNSUBSCRIBED,
        times=Times("auto"),
        team=team,
        none_of=none_of,
    )


_ISSUE: Final = (
    ColumnRule(("raised_by_(email)", "raised_by"), "email"),
    ColumnRule(("contact",), "person_ref"),
    ColumnRule(("subject",), "subject"),
    ColumnRule(("customer_name", "customer"), "other"),
    ColumnRule(("opening_date",), "created_at"),
)
_CUSTOMER: Final = (
    ColumnRule(("customer_name", "customer_group", "customer_type"), "other"),
    ColumnRule(("customer_primary_contact",), "person_ref"),
)
_CUSTOMER_SIGNS: Final = frozenset(
    str.split("""
    customer_primary_contact is_internal_customer default_price_list so_required
    represents_company loyalty_program customer_primary_address""")
)
_ISSUE_SIGNS: Final = frozenset(
    str.split("""
    service_level_agreement agreement_status via_customer_portal issue_split_from
    service_level_agreement_creation mins_to_first_response resolution_details""")
)
_CONTACT_SIGNS: Final = frozenset(
    str.split("""
    sync_with_google_contacts pulled_from_google_contacts link_document_type_(links)
    link_name_(links) email_id_(email_ids) number_(contact_numbers) is_billing_contact""")
)

LAYOUTS: Final = (
    *(
        layout
        for system in (frozenset({"id"}), _API)
        for layout in (
            _doctype(
                "erpnext",
                "leads",
                system | {"lead_owner"},
                _ERPNEXT_LEAD,
                people="lead",
                none_of=_CRM_LEAD,
            ),
            _doctype(
                "frappe-crm",
                "leads",
                system | {"lead_owner", "status"},
                _CRM_LEAD,
                people="lead",
                none_of=_ERPNEXT_LEAD,
            ),
            _doctype(
                "erpnext",
                "customers",
                system | {"customer_name", "customer_type", "customer_group"},
                _CUSTOMER_SIGNS,
                people="contact",
                columns=_CUSTOMER,
            ),
        )
    ),
    # Both products keep contacts in the same doctype; ERPNext is the one that is older.
    _doctype(
        "erpnext",
        "contacts",
        frozenset({"id", "is_primary_contact"}),
        _CONTACT_SIGNS | {"unsubscribed"},
        people="contact",
    ),
    _doctype(
        "erpnext",
        "contacts",
        _API | {"is_primary_contact"},
        _CONTACT_SIGNS | {"unsubscribed"},
        people="contact",
    ),
    _doctype(
        "erpnext",
        "tickets",
        frozenset({"id", "subject", "raised_by_(email)"}),
        _ISSUE_SIGNS | {"issue_type", "opening_date"},
        people="contact",
        columns=_ISSUE,
        team="support",
    ),
    _doctype(
        "erpnext",
        "tickets",
        _API | {"subject", "raised_by"},
        _ISSUE_SIGNS,
        people="contact",
        columns=_ISSUE,
        team="support",
    ),
)
