"""Gainsight CS: people, accounts, timeline and survey answers, by label or by API name.

`GSID`, `Company GSID` and custom names that end `__gc` were seen in public code; the other labels
are known from memory only, so that what rests on them judges nothing. A current score is what
Gainsight reckons of a firm or of a person.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

_TRUE: Final = {"true": "state_out", "1": "state_out", "yes": "state_out"}
_RECORD: Final = (
    ColumnRule(("gsid",), "record_id"),
    ColumnRule(("company_gsid", "company_id", "companyid", "account_gsid"), "account_ref"),
    ColumnRule(("created_date", "createddate"), "created_at", "M"),
    ColumnRule(("modified_date", "modifieddate"), "updated_at", "M"),
    ColumnRule(("csm", "owner_name", "owner", "created_by", "modified_by", "author"), "staff", "M"),
    ColumnRule(("company_name", "company"), "other"),
    ColumnRule(("notes_plain_text", "comments", "cta_reason", "description"), "text", "M"),
)
_PERSON: Final = (
    ColumnRule(("person_id", "person_gsid"), "person_ref", "M"),
    ColumnRule(("email", "person_email", "respondent_email"), "email", "M"),
    ColumnRule(("name", "person_name"), "name", "M"),
    ColumnRule(("first_name",), "first_name", "M"),
    ColumnRule(("last_name",), "last_name", "M"),
    ColumnRule(("phone", "mobile"), "phone", "M"),
)
_SIGN: Final = (1, frozenset({"gsid", "company_gsid", "companyid"}))

LAYOUTS: Final = (
    Layout(
        "gainsight",
        "company",
        "table",
        all_of=frozenset({"gsid"}),
        some_of=(
            (1, frozenset({"current_score", "csm", "scorecard", "arr", "renewal_date", "stage"})),
        ),
        columns=(ColumnRule(("name",), "other"), *_RECORD),
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "gainsight",
        "person",
        "table",
        all_of=frozenset({"email"}),
        some_of=(
            (1, frozenset({"gsid", "person_gsid"})),
            (
                1,
                frozenset(
                    str.split("""
                    company_gsid person_id is_primary_company isprimarycompany isprimarycontact
                    is_primary_contact linkedinurl""")
                ),
            ),
        ),
        people="contact",
        columns=_PERSON + _RECORD,
        consents=(
            ConsentRule(
                ("is_opted_out_of_email", "opted_out"),
                _TRUE,
                label="email",
                scope="all",
                channel="email",
                mark="M",
            ),
        ),
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "gainsight",
        "timeline",
        "documents",
        all_of=frozenset({"subject", "activity_type"}),
        some_of=(
            _SIGN,
            (1, frozenset({"notes", "notes_plain_text", "internal_attendees"})),
        ),
        mark="M",
        columns=(
            ColumnRule(("subject",), "subject", "M"),
            ColumnRule(("notes",), "text", "M"),
            ColumnRule(("activity_date",), "updated_at", "M"),
            ColumnRule(("internal_attendees",), "staff", "M"),
            ColumnRule(("external_attendees",), "other_email", "M"),
            *_RECORD,
        ),
        times=Times("auto"),
        team="success",
    ),
    Layout(
        "gainsight",
        "survey",
        "table",
        all_of=frozenset({"nps_score", "respondent_email"}),
        some_of=((1, frozenset({"responded_date", "is_anonymous", "gsid", "company_gsid"})),),
        mark="M",
        people="contact",
        columns=(
            # An answer is nobody's record.
            ColumnRule(("gsid",), "other"),
            *_PERSON,
            ColumnRule(("comment",), "text", "M"),
            ColumnRule(("responded_date",), "seen_at", "M"),
            *_RECORD,
        ),
        times=Times("auto"),
        team="success",
    ),
)
