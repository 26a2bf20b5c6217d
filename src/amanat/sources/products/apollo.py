"""Apollo.io: people whose data came from a third party and not from them; it holds no consent."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, ListRule, Times

LAYOUTS: Final = (
    Layout(
        "apollo-io",
        "contacts",
        "table",
        all_of=frozenset({"person_linkedin_url"}),
        some_of=(
            (
                1,
                frozenset({"company_name_for_emails", "apollo_contact_id", "apollo_account_id"}),
            ),
        ),
        plus=frozenset(
            {
                "apollo_contact_id",
                "apollo_account_id",
                "email_status",
                "primary_email_source",
                "email_confidence",
                "corporate_phone",
            }
        ),
        people="lead",
        columns=(
            ColumnRule(("apollo_contact_id",), "record_id"),
            ColumnRule(("apollo_account_id",), "account_ref"),
            ColumnRule(("email", "secondary_email", "tertiary_email"), "email"),
            ColumnRule(
                ("work_direct_phone", "home_phone", "mobile_phone", "other_phone", "first_phone"),
                "phone",
            ),
            ColumnRule(("first_name",), "first_name"),
            ColumnRule(("last_name",), "last_name"),
            ColumnRule(("contact_owner", "account_owner"), "staff"),
            ColumnRule(("last_contacted",), "sent_at"),
            ColumnRule(
                ("primary_email_source", "secondary_email_source", "tertiary_email_source"),
                "source",
            ),
            ColumnRule(("technologies", "keywords", "lists"), "other"),
        ),
        lists=ListRule(list_column="lists", mark="M"),
        times=Times("auto"),
        team="sales",
    ),
)
