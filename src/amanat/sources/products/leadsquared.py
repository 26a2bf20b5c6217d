"""LeadSquared: leads by label (an export of Manage Leads) or by schema name (API, webhooks).

The labels (`Prospect ID`, `Lead Number`, `Lead Origin`) and the schema names (`ProspectID`,
`ProspectAutoId`, custom ones `mx_...`) were seen in public code and samples; that API times are UTC
is known from memory only, so no zone is taken. A `Do Not Email` that is not set is the default.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

_TRUE: Final = {"1": "state_out", "true": "state_out", "yes": "state_out"}
_COLUMNS: Final = (
    ColumnRule(("prospect_id", "prospectid"), "record_id"),
    ColumnRule(("lead_number", "prospectautoid"), "other"),
    ColumnRule(("email", "email_address", "emailaddress"), "email"),
    ColumnRule(("phone_number", "phone", "mobile_number", "mobile"), "phone"),
    ColumnRule(("first_name", "firstname"), "first_name"),
    ColumnRule(("last_name", "lastname"), "last_name"),
    ColumnRule(("created_on", "createdon"), "created_at"),
    ColumnRule(("modified_on", "modifiedon"), "updated_at"),
    ColumnRule(
        ("last_activity_date", "prospectactivitydate_max", "lastvisitdate", "last_visit_date"),
        "seen_at",
    ),
    ColumnRule(
        (
            "owner",
            "ownerid",
            "owneridname",
            "owneridemailaddress",
            "owner_email",
            "createdby",
            "created_by",
            "modifiedby",
            "modified_by",
            "createdbyname",
        ),
        "staff",
    ),
    ColumnRule(
        (
            "lead_source",
            "source",
            "source_medium",
            "sourcemedium",
            "source_campaign",
            "sourcecampaign",
            "lead_origin",
            "origin",
        ),
        "source",
    ),
    ColumnRule(("notes", "mx_notes", "mx_remarks"), "text"),
    ColumnRule(
        ("lead_stage", "prospectstage", "company", "job_title", "jobtitle", "time_zone"), "other"
    ),
)
_CONSENTS: Final = (
    ConsentRule(
        ("do_not_email", "donotemail"), _TRUE, label="do not email", scope="all", channel="email"
    ),
    ConsentRule(
        ("do_not_call", "donotcall"), _TRUE, label="do not call", scope="all", channel="voice"
    ),
    ConsentRule(
        ("do_not_sms", "donotsms"), _TRUE, label="do not sms", scope="all", channel="sms", mark="M"
    ),
)

LAYOUTS: Final = (
    Layout(
        "leadsquared",
        "leads",
        "table",
        all_of=frozenset({"prospect_id", "lead_number"}),
        some_of=(
            (1, frozenset({"lead_origin", "lead_stage", "engagement_score", "do_not_email"})),
        ),
        people="lead",
        columns=_COLUMNS,
        consents=_CONSENTS,
        times=Times("auto"),
        team="sales",
    ),
    Layout(
        "leadsquared",
        "leads",
        "table",
        some_of=(
            (2, frozenset({"prospectid", "prospectautoid", "prospectstage", "owneridname"})),
            (1, frozenset({"emailaddress", "firstname", "phone", "mobile"})),
        ),
        people="lead",
        columns=_COLUMNS,
        consents=_CONSENTS,
        times=Times("auto"),
        team="sales",
    ),
    Layout(
        "leadsquared",
        "activities",
        "events",
        all_of=frozenset({"activityevent", "createdon"}),
        some_of=((1, frozenset({"lead_|_phone_number", "lead_|_*", "relatedprospectid"})),),
        people="lead",
        columns=(
            ColumnRule(("relatedprospectid",), "person_ref"),
            ColumnRule(("lead_|_phone_number", "lead_|_mobile_number"), "phone"),
            ColumnRule(("lead_|_email", "lead_|_email_address"), "email"),
            ColumnRule(("owner",), "staff"),
            ColumnRule(("createdon",), "seen_at"),
            ColumnRule(("activity_event_note", "notes"), "text"),
        ),
        times=Times("auto"),
        team="sales",
    ),
)
