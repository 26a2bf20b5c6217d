"""ZoomInfo: people whose data was bought. A number may be marked as not to be called."""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "zoominfo",
        "contacts",
        "table",
        all_of=frozenset({"zoominfo_contact_id"}),
        plus=frozenset(
            {
                "contact_accuracy_score",
                "contact_accuracy_grade",
                "zoominfo_company_id",
                "mobile_phone_do_not_call",
                "direct_phone_do_not_call",
            }
        ),
        people="lead",
        columns=(
            ColumnRule(("zoominfo_contact_id",), "record_id"),
            ColumnRule(("zoominfo_company_id",), "account_ref"),
            ColumnRule(("email_address", "email"), "email"),
            ColumnRule(("direct_phone_number", "mobile_phone"), "phone"),
            ColumnRule(("first_name",), "first_name"),
            ColumnRule(("last_name",), "last_name"),
            ColumnRule(("last_updated_date",), "updated_at"),
            ColumnRule(("notice_provided_date",), "other", "M"),
        ),
        consents=(
            ConsentRule(
                ("direct_phone_do_not_call", "mobile_phone_do_not_call"),
                {"true": "state_out", "yes": "state_out", "1": "state_out"},
                label="calls",
                scope="all",
                channel="voice",
            ),
        ),
        times=Times("auto"),
        team="sales",
    ),
)
