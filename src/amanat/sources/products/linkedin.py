"""LinkedIn: connections of one of our people, and answers to forms in advertisements."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "linkedin",
        "connections",
        "table",
        all_of=frozenset({"url", "position", "connected_on"}),
        some_of=((1, frozenset({"first_name", "last_name", "company"})),),
        people="lead",
        columns=(
            ColumnRule(("first_name",), "first_name"),
            ColumnRule(("last_name",), "last_name"),
            ColumnRule(("email_address",), "email"),
            ColumnRule(("connected_on",), "created_at"),
        ),
        times=Times("auto"),
    ),
    Layout(
        "linkedin",
        "leads",
        "table",
        all_of=frozenset({"lead_id", "form_name", "campaign_name", "submitted_at"}),
        mark="M",
        people="lead",
        columns=(
            ColumnRule(("lead_id",), "record_id", "M"),
            ColumnRule(("email", "email_address", "work_email"), "email", "M"),
            ColumnRule(("phone_number", "phone"), "phone", "M"),
            ColumnRule(("first_name",), "first_name", "M"),
            ColumnRule(("last_name",), "last_name", "M"),
            ColumnRule(("submitted_at",), "created_at", "M"),
            ColumnRule(("campaign_name", "form_name"), "source", "M"),
        ),
        times=Times("auto"),
        team="marketing",
    ),
)
