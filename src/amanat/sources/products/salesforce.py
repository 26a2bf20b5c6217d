"""Salesforce: one CSV an object from Data Export or Data Loader, and report exports.

Times are stored and exported in UTC (documented). A false opt-out flag is the default, no choice.
The consent states OptIn and OptOut were seen in public code.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, LabelRule, Layout, ListRule, Times

_TRUE: Final = {"1": "state_out", "true": "state_out"}
_SYSTEM: Final = frozenset({"systemmodstamp", "createdbyid", "lastmodifiedbyid", "isdeleted"})
_TIMES: Final = Times("auto", "UTC", known=True)

_COMMON: Final = (
    ColumnRule(("id",), "record_id"),
    ColumnRule(("ownerid", "createdbyid", "lastmodifiedbyid"), "staff"),
    ColumnRule(("createddate",), "created_at"),
    ColumnRule(("lastmodifieddate", "systemmodstamp"), "updated_at"),
    ColumnRule(("isdeleted",), "deleted"),
    ColumnRule(("masterrecordid",), "merged"),
    ColumnRule(("description",), "text"),
)
_PERSON: Final = (
    ColumnRule(("individualid",), "person_ref"),
    ColumnRule(("email",), "email"),
    ColumnRule(("phone", "mobilephone", "homephone", "otherphone"), "phone"),
    ColumnRule(("assistantphone",), "other_phone"),
    ColumnRule(("assistantname",), "other_name"),
    ColumnRule(("name",), "name"),
    ColumnRule(("firstname",), "first_name"),
    ColumnRule(("lastname",), "last_name"),
    ColumnRule(("leadsource",), "source", "M"),
    ColumnRule(("jigsaw", "jigsawcontactid"), "integration", "M"),
)
_OPT_OUTS: Final = (
    ConsentRule(
        ("hasoptedoutofemail", "personhasoptedoutofemail"),
        _TRUE,
        label="email opt out",
        scope="all",
        channel="email",
        mark="D",
    ),
    ConsentRule(
        ("donotcall", "persondonotcall"),
        _TRUE,
        label="do not call",
        scope="all",
        channel="voice",
        mark="D",
    ),
)


def sobject(
    name: str,
    kind: str,
    telltale: tuple[int, set[str]],
    *,
    all_of: frozenset[str] = frozenset(),
    system: int = 2,
    people: str | None = None,
    columns: tuple[ColumnRule, ...] = (),
    consents: tuple[ConsentRule, ...] = (),
    lists: ListRule | None = None,
    labels: LabelRule | None = None,
    team: str | None = None,
    mark: str = "C",
) -> Layout:
    """Describe an object: its own columns, and those that every object has.

    Args:
        name: the object, folded.
        kind: as in `terms.words`.
        telltale: at least so many of these columns.
        all_of: columns that must be there.
        system: at least so many of the columns of every object.
        people: whom a row is about.
        columns: what its own columns mean.
        consents: choices that it tells.
        lists: memberships.
        labels: names of labels.
        team: whose it is.
        mark: how its telltale is known.
    """
    return Layout(
        "salesforce",
        name,
        kind,
        all_of=all_of,
        some_of=((system, _SYSTEM), (telltale[0], frozenset(telltale[1]))),
        mark=mark,
        people=people,
        columns=columns + _COMMON,
        consents=consents,
        lists=lists,
        labels=labels,
        times=_TIMES,
        team=team,
    )


_PERSON_ACCOUNT: Final = (
    ColumnRule(("personemail",), "email"),
    ColumnRule(("personmobilephone", "personhomephone", "phone"), "phone"),
    ColumnRule(("name",), "name"),
    ColumnRule(("firstname",), "first_name"),
    ColumnRule(("lastname",), "last_name"),
    ColumnRule(("personcontactid", "personindividualid"), "person_ref"),
)
_ACT: Final = {"optin": "give", "optout": "withdraw"}


def _consent(label_column: str, channel_column: str | None) -> ConsentRule:
    return ConsentRule(
        ("privacyconsentstatus",),
        _ACT,
        label_column=label_column,
        label_ids=label_column.endswith("id"),
        at="capturedate",
        channel_column=channel_column,
        source_rank=0,
    )


_CONSENT_COLUMNS: Final = (
    ColumnRule(("partyid", "contactpointid"), "person_ref"),
    ColumnRule(("capturedate", "effectivefrom"), "seen_at"),
)
_CONSENT_OBJECTS: Final = tuple(
    sobject(
        name,
        "table",
        (2, {"datausepurposeid", "capturesource", "capturedate", "effectivefrom", reference}),
        all_of=frozenset({"privacyconsentstatus", *extra}),
        system=0,
        people="contact",
        columns=_CONSENT_COLUMNS,
        consents=(_consent(label, channel),),
    )
    for name, reference, channel in (
        ("contactpointtypeconsent", "partyid", "contactpointtype"),
        ("contactpointconsent", "contactpointid", "capturecontactpointtype"),
    )
    for label, extra in (
        ("datausepurposeid", (reference,)),
        ("datausepurpose_name", (reference, "datausepurpose_name")),
    )
)

LAYOUTS: Final = (
    sobject(
        "account",
        "table",
        (1, {"billingstreet", "billingcity", "annualrevenue", "numberofemployees", "industry"}),
        columns=(
            ColumnRule(("parentid",), "account_ref"),
            ColumnRule(("name",), "other"),
            ColumnRule(("phone", "fax"), "other"),
        ),
    ),
    sobject(
        "account",
        "table",
        (
            1,
            {"personmobilephone", "personbirthdate", "personhasoptedoutofemail", "personcontactid"},
        ),
        all_of=frozenset({"ispersonaccount", "personemail"}),
        people="contact",
        columns=_PERSON_ACCOUNT,
        consents=_OPT_OUTS,
    ),
    sobject(
        "contact",
        "table",
        (
            1,
            {
                "reportstoid",
                "mailingstreet",
                "mailingcity",
                "hasoptedoutofemail",
                "birthdate",
                "assistantname",
                "mobilephone",
                "department",
            },
        ),
        all_of=frozenset({"accountid", "lastname"}),
        people="contact",
        columns=(ColumnRule(("accountid",), "account_ref"), *_PERSON),
        consents=_OPT_OUTS,
        mark="D",
    ),
    sobject(
        "lead",
        "table",
        (1, {"isconverted", "convertedcontactid", "convertedaccountid", "converteddate"}),
        all_of=frozenset({"company"}),
        people="lead",
        columns=(
            *_PERSON,
            ColumnRule(("convertedcontactid",), "person_ref"),
            ColumnRule(("convertedaccountid",), "account_ref"),
        ),
        consents=_OPT_OUTS,
        mark="D",
    ),
    sobject(
        "case",
        "table",
        (1, {"suppliedemail", "suppliedname", "suppliedphone", "suppliedcompany", "origin"}),
        all_of=frozenset({"casenumber"}),
        people="supplied",
        columns=(
            ColumnRule(("contactid",), "person_ref"),
            ColumnRule(("accountid",), "account_ref"),
            ColumnRule(("suppliedemail", "contactemail"), "email"),
            ColumnRule(("suppliedname",), "name"),
            ColumnRule(("suppliedphone", "contactphone"), "phone"),
            ColumnRule(("subject",), "subject"),
            ColumnRule(("comments",), "text"),
            ColumnRule(("origin",), "source"),
            ColumnRule(("closeddate",), "updated_at"),
        ),
    ),
    sobject(
        "casecomment",
        "table",
        (1, {"parentid", "ispublished"}),
        all_of=frozenset({"commentbody"}),
        columns=(ColumnRule(("parentid",), "place_id"), ColumnRule(("commentbody",), "text")),
    ),
    sobject(
        "task",
        "table",
        (1, {"tasksubtype", "calldisposition", "calldurationinseconds", "status", "priority"}),
        all_of=frozenset({"whoid", "activitydate"}),
        people="contact",
        columns=(
            ColumnRule(("whoid",), "person_ref"),
            ColumnRule(("whatid", "accountid"), "account_ref"),
            ColumnRule(("subject",), "subject"),
        ),
    ),
    sobject(
        "event",
        "table",
        (1, {"enddatetime", "isalldayevent", "location", "durationinminutes"}),
        all_of=frozenset({"whoid", "startdatetime"}),
        people="contact",
        columns=(
            ColumnRule(("whoid",), "person_ref"),
            ColumnRule(("whatid", "accountid"), "account_ref"),
            ColumnRule(("subject",), "subject"),
            ColumnRule(("startdatetime",), "seen_at"),
            ColumnRule(("location",), "text"),
        ),
    ),
    sobject(
        "campaign",
        "table",
        (2, {"startdate", "enddate", "numbersent", "expectedresponse", "isactive"}),
        all_of=frozenset({"name"}),
        columns=(ColumnRule(("name",), "place_title"),),
        lists=ListRule(
            list_column="id",
            title_column="name",
            active_column="isactive",
            active_values=("1", "true"),
        ),
    ),
    sobject(
        "campaignmember",
        "table",
        (1, {"leadid", "contactid", "leadorcontactid"}),
        all_of=frozenset({"campaignid"}),
        people="contact",
        columns=(
            ColumnRule(("contactid", "leadid", "leadorcontactid"), "person_ref"),
            *_PERSON,
            ColumnRule(("companyoraccount",), "other"),
            ColumnRule(("firstrespondeddate",), "seen_at"),
        ),
        consents=_OPT_OUTS,
        lists=ListRule(
            list_column="campaignid", title_column="campaign_name", since_column="createddate"
        ),
    ),
    sobject(
        "individual",
        "table",
        (
            1,
            {
                "hasoptedoutprocessing",
                "hasoptedoutprofiling",
                "hasoptedoutsolicit",
                "hasoptedouttracking",
                "shouldforget",
                "sendindividualdata",
            },
        ),
        system=0,
        people="contact",
        columns=_PERSON,
        consents=(
            ConsentRule(
                ("hasoptedoutprocessing", "shouldforget"),
                _TRUE,
                label="processing",
                scope="all",
                mark="D",
            ),
            ConsentRule(("hasoptedoutsolicit",), _TRUE, label="marketing", mark="D"),
            ConsentRule(("hasoptedoutprofiling",), _TRUE, label="profiling", mark="D"),
            ConsentRule(
                ("hasoptedouttracking", "hasoptedoutgeotracking"), _TRUE, label="tracking", mark="D"
            ),
        ),
        mark="D",
    ),
    *_CONSENT_OBJECTS,
    sobject(
        "datausepurpose",
        "table",
        (1, {"legalbasisid", "candatasubjectoptout"}),
        all_of=frozenset({"name"}),
        system=0,
        columns=(ColumnRule(("name",), "place_title"),),
        labels=LabelRule("id", "name"),
    ),
    sobject(
        "note",
        "table",
        (1, {"parentid", "isprivate"}),
        all_of=frozenset({"title", "body"}),
        columns=(
            ColumnRule(("parentid",), "place_id"),
            ColumnRule(("title",), "subject"),
            ColumnRule(("body",), "text"),
        ),
    ),
    sobject(
        "user",
        "table",
        (2, {"profileid", "userroleid", "federationidentifier", "timezonesidkey"}),
        all_of=frozenset({"username"}),
        system=1,
        people="staff",
        columns=(
            *_PERSON,
            ColumnRule(("username",), "email"),
            ColumnRule(("employeenumber", "federationidentifier"), "employee_id", "M"),
            ColumnRule(("isactive",), "account_open", "M"),
            ColumnRule(("lastlogindate",), "seen_at", "M"),
        ),
        mark="M",
    ),
    Layout(
        "salesforce",
        "report",
        "table",
        all_of=frozenset({"account_name"}),
        some_of=((1, frozenset({"lead_source", "email_opt_out", "do_not_call"})),),
        people="contact",
        columns=(
            ColumnRule(("contact_id", "lead_id", "contact_id_18"), "record_id"),
            ColumnRule(("account_id",), "account_ref"),
            ColumnRule(("email",), "email"),
            ColumnRule(("phone", "mobile", "mobile_phone"), "phone"),
            ColumnRule(("first_name",), "first_name"),
            ColumnRule(("last_name",), "last_name"),
            ColumnRule(("full_name", "contact_name"), "name"),
            ColumnRule(("created_date",), "created_at"),
            ColumnRule(("last_modified_date",), "updated_at"),
            ColumnRule(("contact_owner", "account_owner", "lead_owner"), "staff"),
            ColumnRule(("description",), "text"),
            ColumnRule(("lead_source",), "source"),
        ),
        consents=(
            ConsentRule(
                ("email_opt_out",), _TRUE, label="email opt out", scope="all", channel="email"
            ),
            ConsentRule(("do_not_call",), _TRUE, label="do not call", scope="all", channel="voice"),
        ),
        # The zone is the user's, and nothing in the file tells it.
        times=Times("local"),
        footer=True,
    ),
)
