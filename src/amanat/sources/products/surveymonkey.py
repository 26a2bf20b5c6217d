"""SurveyMonkey: answers under two rows of titles, the question and below it the choice."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "surveymonkey",
        "responses",
        "table",
        all_of=frozenset({"respondent_id", "collector_id"}),
        people="contact",
        columns=(
            ColumnRule(("respondent_id", "collector_id"), "other"),
            ColumnRule(("start_date", "date_created"), "created_at"),
            ColumnRule(("end_date", "date_modified"), "updated_at"),
            ColumnRule(("email_address",), "email"),
            ColumnRule(("first_name",), "first_name"),
            ColumnRule(("last_name",), "last_name"),
        ),
        times=Times("local"),
        own_columns=True,
    ),
)
