"""Lists scraped from LinkedIn's Sales Navigator: the columns are those of the tools that do it."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

_COLUMNS: Final = (
    ColumnRule(("vmid",), "record_id", "M"),
    ColumnRule(("email", "professional_email"), "email", "M"),
    ColumnRule(("fullname", "full_name"), "name", "M"),
    ColumnRule(("firstname", "first_name"), "first_name", "M"),
    ColumnRule(("lastname", "last_name"), "last_name", "M"),
    ColumnRule(("timestamp",), "created_at", "M"),
    ColumnRule(("query",), "source", "M"),
    ColumnRule(("summary", "about"), "text", "M"),
)


def _scraped(all_of: tuple[str, ...], some_of: tuple[str, ...]) -> Layout:
    return Layout(
        "sales-navigator",
        "leads",
        "table",
        all_of=frozenset(all_of),
        some_of=((1, frozenset(some_of)),),
        mark="M",
        people="lead",
        columns=_COLUMNS,
        times=Times("auto"),
        team="sales",
    )


_PAGES: Final = (
    "salesnavigatorurl",
    "sales_navigator_url",
    "vmid",
    "profileurl",
    "linkedinprofileurl",
)

LAYOUTS: Final = (
    _scraped(("connectiondegree",), _PAGES),
    _scraped(("sharedconnectionscount",), _PAGES),
    _scraped(("prospect_linkedin",), ("matching", "prospect_linkedin")),
)
