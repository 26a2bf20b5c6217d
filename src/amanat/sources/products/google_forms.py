"""Google Forms: answers as CSV or in the linked sheet; each question is a column of its own.

A question that asks for agreement is a consent, and its text is the notice as it was shown.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

#: Questions, unlike titles of columns, are sentences.
_QUESTION: Final = r"^[^_]+(_[^_]+){3,}$|\?$"
_AGREED: Final = {
    "yes": "give",
    "i_agree": "give",
    "agree": "give",
    "i_consent": "give",
    "no": "refuse",
    "i_do_not_agree": "refuse",
    "i_don't_agree": "refuse",
    "disagree": "refuse",
}

LAYOUTS: Final = (
    Layout(
        "google-forms",
        "responses",
        "table",
        all_of=frozenset({"timestamp"}),
        titled=(2, _QUESTION),
        mark="M",
        people="contact",
        columns=(
            ColumnRule(("timestamp",), "created_at", "M"),
            ColumnRule(("email_address", "username"), "email", "M"),
        ),
        consents=(
            ConsentRule(
                ("i_agree*", "i_consent*", "do_you_agree*", "do_you_consent*", "consent_to*"),
                _AGREED,
                at="timestamp",
                channel=None,
                method="ticked",
                mark="M",
            ),
        ),
        times=Times("local"),
        formats=("csv", "tsv", "xlsx"),
        own_columns=True,
    ),
)
