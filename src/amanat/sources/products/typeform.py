"""Typeform: answers as CSV or XLSX; each question, and each choice of one, is a column.

`Network ID` is a hashed address of the internet: still somebody's.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "typeform",
        "responses",
        "table",
        all_of=frozenset({"#", "network_id"}),
        some_of=((1, frozenset({"start_date_(utc)", "submit_date_(utc)"})),),
        people="contact",
        columns=(
            ColumnRule(("#",), "other"),
            ColumnRule(("network_id",), "other"),
            ColumnRule(("submit_date_(utc)",), "created_at"),
            ColumnRule(("start_date_(utc)", "response_type", "ending", "tags"), "other"),
            ColumnRule(("utm_source",), "source", "M"),
        ),
        consents=(
            ConsentRule(
                ("i_agree*", "i_consent*", "do_you_agree*", "do_you_consent*"),
                {"1": "give", "yes": "give", "i_accept": "give", "0": "refuse", "no": "refuse"},
                at="submit_date_(utc)",
                method="ticked",
                mark="M",
            ),
        ),
        times=Times("auto", "UTC", known=True),
        own_columns=True,
    ),
)
