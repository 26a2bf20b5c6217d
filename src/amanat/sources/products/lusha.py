"""Lusha and Kaspr: people whose data a browser add-on took from elsewhere; known from memory."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout

_PERSON: Final = frozenset(
    {"first_name", "last_name", "job_title", "company", "linkedin_url", "work_email", "full_name"}
)


def _people(product: str, *telling: str) -> Layout:
    return Layout(
        product,
        "contacts",
        "table",
        some_of=((1, frozenset(telling)), (2, _PERSON)),
        mark="M",
        people="lead",
        columns=(
            ColumnRule(("work_email", "email_*", "email", "private_email"), "email", "M"),
            ColumnRule(("direct_phone", "mobile_phone", "phone_1", "phone_2"), "phone", "M"),
            ColumnRule(("first_name",), "first_name", "M"),
            ColumnRule(("last_name",), "last_name", "M"),
            ColumnRule(("full_name",), "name", "M"),
            ColumnRule(("data_source",), "source", "M"),
        ),
        team="sales",
    )


LAYOUTS: Final = (_people("lusha", "lusha_*"), _people("kaspr", "kaspr_*"))
