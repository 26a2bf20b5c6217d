"""HubSpot: exports of contacts, companies, deals, tickets and notes, by label or internal name.

Labels come in the portal's or the user's zone, which the file does not tell.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, ListRule, Times

_TRUE: Final = {"true": "state_out", "yes": "state_out", "1": "state_out"}
_TIMES: Final = Times("auto")
_RECORD: Final = (
    ColumnRule(("record_id", "hs_object_id", "contact_id", "vid"), "record_id"),
    ColumnRule(("create_date", "createdate", "hs_createdate"), "created_at"),
    ColumnRule(
        (
            "last_modified_date",
            "lastmodifieddate",
            "hs_lastmodifieddate",
            "last_activity_date",
            "notes_last_updated",
        ),
        "updated_at",
    ),
    ColumnRule(("merged_object_ids", "hs_merged_object_ids"), "other"),
    ColumnRule(("hubspot_team", "hubspot_team_id"), "other"),
    ColumnRule(
        (
            "contact_owner",
            "company_owner",
            "deal_owner",
            "ticket_owner",
        ),
        "staff",
    ),
    # Numbers of owners and users are a count of their own: they name nobody in any other export.
    ColumnRule(
        ("hubspot_owner_id", "owner_id", "created_by_user_id", "updated_by_user_id"), "other"
    ),
    ColumnRule(("associated_contact_ids", "associated_contact_id"), "person_ref"),
    ColumnRule(("associated_company_ids", "associatedcompanyid"), "account_ref"),
    ColumnRule(("record_source", "hs_object_source_label"), "source"),
)
_CONTACT: Final = (
    ColumnRule(("email", "work_email", "additional_email_addresses"), "email"),
    ColumnRule(
        ("phone_number", "phone", "mobile_phone_number", "mobilephone", "whatsapp_phone_number"),
        "phone",
    ),
    ColumnRule(("first_name", "firstname"), "first_name"),
    ColumnRule(("last_name", "lastname"), "last_name"),
    ColumnRule(
        (
            "time_last_seen",
            "last_engagement_date",
            "recent_conversion_date",
            "last_activity_date",
            "notes_last_updated",
        ),
        "seen_at",
    ),
    ColumnRule(
        (
            "last_contacted",
            "notes_last_contacted",
            "first_marketing_email_send_date",
            "last_marketing_email_send_date",
        ),
        "sent_at",
    ),
    ColumnRule(("original_source", "original_traffic_source", "hs_analytics_source"), "source"),
    # HubSpot's own sync fills it: it names the app that wrote the row, and the record there.
    ColumnRule(
        ("salesforce_contact_id", "salesforcecontactid", "salesforce_lead_id", "salesforceleadid"),
        "integration",
        of="salesforce",
    ),
    ColumnRule(("message", "last_nps_survey_comment", "membership_notes"), "text"),
)
_GROUNDS: Final = {
    "freely_given_consent_from_contact": "consent",
    "performance_of_a_contract": "contract",
    "not_applicable": "not_applicable",
}
_CONSENTS: Final = (
    ConsentRule(
        ("unsubscribed_from_all_email", "hs_email_optout"),
        _TRUE,
        label="all email",
        scope="all",
        channel="email",
    ),
    ConsentRule(("opted_out_of_email:_*", "hs_email_optout_*"), _TRUE, channel="email"),
    ConsentRule(
        ("legal_basis_for_processing_contact's_data", "hs_legal_basis"),
        {"freely_given_consent_from_contact": "state_in"},
        label="legal basis",
        ground_values=_GROUNDS,
    ),
)
#: Who HubSpot may send marketing mail to.
_MARKETING: Final = ListRule(
    active_column="marketing_contact_status", active_values=("marketing_contact", "true")
)
_MARKETING_API: Final = ListRule(
    active_column="hs_marketable_status", active_values=("true", "marketing_contact")
)
_MEMBER_OF: Final = (
    ListRule(list_column="lists", mark="M"),
    ListRule(list_column="list_memberships", mark="M"),
    ListRule(list_column="list_membership", mark="M"),
)
_CONTACT_TELLTALE: Final = frozenset(
    {
        "lifecycle_stage",
        "lead_status",
        "contact_owner",
        "original_source",
        "original_traffic_source",
        "marketing_contact_status",
        "unsubscribed_from_all_email",
        "associated_company",
        "associated_company_ids",
        "create_date",
        "last_activity_date",
    }
)
_CONTACT_API: Final = frozenset(
    {
        "lifecyclestage",
        "hs_lead_status",
        "hs_analytics_source",
        "createdate",
        "lastmodifieddate",
        "hs_email_optout",
        "hs_marketable_status",
    }
)


def _by_label(name: str, telltale: tuple[int, set[str]], *columns: ColumnRule) -> Layout:
    return Layout(
        "hubspot",
        name,
        "table",
        all_of=frozenset({"record_id"}),
        some_of=((telltale[0], frozenset(telltale[1])),),
        columns=columns + _RECORD,
        times=_TIMES,
    )


def _by_name(name: str, *all_of: str, columns: tuple[ColumnRule, ...] = ()) -> Layout:
    return Layout(
        "hubspot",
        name,
        "table",
        all_of=frozenset({"hs_object_id", *all_of}),
        columns=columns + _RECORD,
        times=_TIMES,
    )


_TICKET: Final = (
    ColumnRule(("ticket_name", "subject"), "subject"),
    ColumnRule(("ticket_description", "content", "resolution"), "text"),
    ColumnRule(("source", "source_type"), "source"),
)
_NOTE: Final = (
    ColumnRule(("activity_date", "hs_timestamp"), "updated_at"),
    ColumnRule(("note_body", "hs_note_body", "call_notes", "hs_call_body"), "text"),
    ColumnRule(("associated_contact", "associated_contacts"), "other"),
)
_FIRM: Final = (
    ColumnRule(("company_name", "name"), "other"),
    ColumnRule(("company_domain_name", "domain"), "other"),
    ColumnRule(("phone_number", "phone"), "other"),
    ColumnRule(("description",), "text"),
)
_DEAL: Final = (ColumnRule(("deal_name", "dealname"), "subject"),)
_ACTIVITY: Final = (
    *_NOTE,
    ColumnRule(
        (
            "email_subject",
            "hs_email_subject",
            "meeting_name",
            "hs_meeting_title",
            "task_title",
            "hs_task_subject",
            "call_title",
            "hs_call_title",
        ),
        "subject",
    ),
    ColumnRule(
        (
            "email_body",
            "hs_email_text",
            "hs_email_html",
            "meeting_description",
            "hs_meeting_body",
            "hs_internal_meeting_notes",
            "internal_meeting_notes",
            "task_notes",
            "hs_task_body",
        ),
        "text",
    ),
    # Whoever was called or written to: one side is ours, and neither owns the row.
    ColumnRule(("hs_email_to_email", "hs_email_from_email", "email_send_to"), "other_email"),
    ColumnRule(("hs_call_to_number", "hs_call_from_number", "to_number"), "other_phone"),
    # A recording is open to whoever has its link.
    ColumnRule(("hs_call_recording_url", "recording_url"), "other"),
    ColumnRule(("activity_assigned_to",), "staff"),
)
_ANSWER: Final = (
    ColumnRule(("email",), "email", "M"),
    ColumnRule(("phone_number", "phone", "mobile_phone_number"), "phone", "M"),
    ColumnRule(("first_name",), "first_name", "M"),
    ColumnRule(("last_name",), "last_name", "M"),
    ColumnRule(("conversion_date",), "seen_at", "M"),
    ColumnRule(("conversion_page", "conversion_title"), "source", "M"),
)

LAYOUTS: Final = (
    Layout(
        "hubspot",
        "contacts",
        "table",
        all_of=frozenset({"record_id", "email"}),
        some_of=(
            (2, _CONTACT_TELLTALE),
            (1, frozenset({"first_name", "last_name", "unsubscribed_from_all_email"})),
        ),
        people="contact",
        columns=_CONTACT + _RECORD,
        consents=_CONSENTS,
        lists=_MARKETING,
        more_lists=_MEMBER_OF,
        times=_TIMES,
    ),
    Layout(
        "hubspot",
        "contacts",
        "table",
        all_of=frozenset({"hs_object_id", "email"}),
        some_of=((1, _CONTACT_API),),
        people="contact",
        columns=_CONTACT + _RECORD,
        consents=_CONSENTS,
        lists=_MARKETING_API,
        more_lists=_MEMBER_OF,
        times=_TIMES,
    ),
    _by_label("companies", (1, {"company_domain_name", "number_of_associated_contacts"}), *_FIRM),
    _by_label("deals", (2, {"deal_name", "deal_stage", "pipeline", "close_date"}), *_DEAL),
    _by_label("tickets", (1, {"ticket_name"}), *_TICKET),
    _by_label("notes", (1, {"note_body"}), *_NOTE),
    _by_label("calls", (1, {"call_notes"}), *_ACTIVITY),
    _by_label("emails", (1, {"email_body"}), *_ACTIVITY),
    _by_label("meetings", (1, {"meeting_description", "internal_meeting_notes"}), *_ACTIVITY),
    _by_label("tasks", (1, {"task_notes"}), *_ACTIVITY),
    Layout(
        "hubspot",
        "submissions",
        "table",
        all_of=frozenset({"conversion_date", "conversion_page", "conversion_title"}),
        mark="M",
        people="contact",
        columns=_ANSWER,
        times=_TIMES,
    ),
    _by_name("companies", "domain", columns=_FIRM),
    _by_name("deals", "dealname", "dealstage", columns=_DEAL),
    _by_name("tickets", "hs_pipeline_stage", "subject", columns=_TICKET),
    _by_name("notes", "hs_note_body", columns=_NOTE),
    _by_name("calls", "hs_call_body", columns=_ACTIVITY),
    _by_name("emails", "hs_email_text", columns=_ACTIVITY),
    _by_name("meetings", "hs_meeting_body", columns=_ACTIVITY),
    _by_name("tasks", "hs_task_body", columns=_ACTIVITY),
)
