"""Address cards of any program: a person each, with whatever somebody noted of them."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        None,
        "cards",
        "table",
        all_of=frozenset({"name", "email", "phone", "note", "birthday"}),
        mark="D",
        people="contact",
        columns=(
            ColumnRule(("name",), "name", "D"),
            ColumnRule(("first_name",), "first_name", "D"),
            ColumnRule(("last_name",), "last_name", "D"),
            ColumnRule(("email",), "email", "D"),
            ColumnRule(("phone",), "phone", "D"),
            ColumnRule(("note", "other"), "text", "D"),
            ColumnRule(("updated",), "updated_at", "D"),
        ),
        times=Times("auto"),
        formats=("vcf",),
    ),
)
