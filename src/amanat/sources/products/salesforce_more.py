"""Salesforce: what stands beside its people: access to files, mail, feeds, history, more consents.

Field history keeps what a field held before: personal data that was corrected or emptied lives on
there. Names of objects are standard and long stable, their columns mostly known from memory: such a
table only looks like it. That a public link has run out is not told apart.
"""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, GrantRule, LabelRule, Layout, Times
from amanat.sources.products.salesforce import sobject

#: Times are stored and exported in UTC (documented).
_TIMES: Final = Times("auto", "UTC", known=True)
#: The id of a row that speaks of a person is not the person's.
_NO_PERSON: Final = ColumnRule(("id",), "other")
_LINKS: Final = GrantRule(
    place_id=("contentdocumentid",),
    place_title=("name",),
    scope=("preferencespasswordrequired",),
    # With a password the link alone opens nothing.
    scope_values={"0": "link", "false": "link", "1": "guest", "true": "guest"},
    mark="M",
)
_SHARED: Final = GrantRule(
    place_id=("contentdocumentid",),
    place_title=(),
    scope=("visibility",),
    scope_values={"allusers": "group", "internalusers": "group", "sharedusers": "group"},
    may=("sharetype",),
    may_values={"v": "read", "c": "write", "i": "read"},
    mark="M",
)
_WITH_GRANTS: Final = (
    Layout(
        "salesforce",
        "contentdocumentlink",
        "table",
        all_of=frozenset({"contentdocumentid", "linkedentityid", "sharetype"}),
        mark="M",
        columns=(
            ColumnRule(("id",), "record_id", "M"),
            ColumnRule(("contentdocumentid",), "place_id", "M"),
            ColumnRule(("systemmodstamp",), "updated_at", "M"),
            ColumnRule(("isdeleted",), "deleted", "M"),
            # A person's record, a colleague, or a group: the first three characters tell.
            ColumnRule(("linkedentityid", "sharetype", "visibility"), "other", "M"),
        ),
        grants=_SHARED,
        times=_TIMES,
    ),
    Layout(
        "salesforce",
        "contentdistribution",
        "table",
        all_of=frozenset({"contentversionid", "distributionpublicurl"}),
        mark="M",
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("contentdocumentid",), "place_id"),
            ColumnRule(("name",), "place_title"),
            ColumnRule(("ownerid", "createdbyid", "lastmodifiedbyid"), "staff"),
            ColumnRule(("createddate",), "created_at"),
            ColumnRule(("lastmodifieddate", "systemmodstamp"), "updated_at"),
            ColumnRule(("lastviewdate", "firstviewdate"), "updated_at", "M"),
            # Who has the link opens the file: it is a secret.
            ColumnRule(("distributionpublicurl", "password", "pdfdownloadurl"), "other"),
        ),
        grants=_LINKS,
        times=_TIMES,
    ),
)
_SHARES: Final = (
    Layout(
        "salesforce",
        "share",
        "table",
        all_of=frozenset({"userorgroupid", "rowcause"}),
        mark="M",
        columns=(
            ColumnRule(("id",), "record_id", "M"),
            ColumnRule(("userorgroupid", "lastmodifiedbyid"), "staff", "M"),
            ColumnRule(("lastmodifieddate",), "updated_at", "M"),
            ColumnRule(("isdeleted",), "deleted", "M"),
            ColumnRule(("rowcause", "accountid", "contactid", "leadid", "caseid"), "other", "M"),
        ),
        times=_TIMES,
    ),
    Layout(
        "salesforce",
        "fieldhistory",
        "table",
        all_of=frozenset({"field", "oldvalue", "newvalue", "createdbyid"}),
        people="contact",
        columns=(
            _NO_PERSON,
            ColumnRule(("contactid", "leadid"), "person_ref"),
            ColumnRule(("accountid",), "account_ref"),
            ColumnRule(("oldvalue", "newvalue"), "text"),
            ColumnRule(("createdbyid",), "staff"),
            ColumnRule(("createddate",), "updated_at"),
            ColumnRule(("isdeleted",), "deleted"),
            ColumnRule(("field", "datatype"), "other"),
        ),
        times=_TIMES,
    ),
    Layout(
        "salesforce",
        "setupaudittrail",
        "events",
        all_of=frozenset({"action", "section", "display", "createddate"}),
        some_of=((1, frozenset({"createdbyid", "delegateuser", "createdbycontext"})),),
        mark="M",
        columns=(
            ColumnRule(("id",), "record_id", "M"),
            ColumnRule(("createdbyid", "delegateuser"), "staff", "M"),
            ColumnRule(("createddate",), "updated_at", "M"),
            ColumnRule(("display",), "text", "M"),
            ColumnRule(("action", "section"), "other", "M"),
        ),
        times=_TIMES,
    ),
)
_AGREED: Final = {"optin": "give", "optout": "withdraw", "agreed": "give", "signed": "give"}


def _consent(
    name: str, giver: str, at: str, label: str, status: str, *, by_id: bool = True
) -> Layout:
    return sobject(
        name,
        "table",
        (1, {at, label}),
        all_of=frozenset({giver, status}),
        system=0,
        people="contact",
        columns=(
            _NO_PERSON,
            ColumnRule((giver,), "person_ref", "M"),
            ColumnRule((at,), "seen_at", "M"),
        ),
        consents=(
            ConsentRule(
                (status,),
                _AGREED,
                label_column=label,
                label_ids=by_id,
                at=at,
                source_rank=0,
                mark="M",
            ),
        ),
        mark="M",
    )


_MAIL: Final = sobject(
    "emailmessage",
    "messages",
    (2, {"textbody", "htmlbody", "messagedate", "incoming", "ccaddress", "headers"}),
    all_of=frozenset({"fromaddress", "toaddress"}),
    columns=(
        # Who wrote and who was written to: one of them is ours, and neither owns the row.
        ColumnRule(("fromaddress", "toaddress", "ccaddress", "bccaddress"), "other_email", "M"),
        ColumnRule(("fromname",), "other_name", "M"),
        ColumnRule(("parentid", "activityid", "relatedtoid"), "other", "M"),
        ColumnRule(("subject",), "subject", "M"),
        ColumnRule(("textbody", "htmlbody"), "text", "M"),
        ColumnRule(("headers", "messageidentifier", "threadidentifier"), "other", "M"),
        ColumnRule(("messagedate",), "updated_at", "M"),
    ),
    mark="M",
)

LAYOUTS: Final = (
    *_WITH_GRANTS,
    *_SHARES,
    _consent(
        "commsubscriptionconsent",
        "consentgiverid",
        "consentcaptureddatetime",
        "commsubscriptionchanneltypeid",
        "privacyconsentstatus",
    ),
    _consent(
        "authorizationformconsent",
        "consentgiverid",
        "consentcaptureddatetime",
        "authorizationformtextid",
        "status",
    ),
    sobject(
        "authorizationformtext",
        "table",
        (1, {"fullauthorizationformurl", "locale"}),
        all_of=frozenset({"summary", "name"}),
        system=1,
        columns=(
            ColumnRule(("name",), "place_title", "M"),
            ColumnRule(("summary",), "text", "M"),
        ),
        labels=LabelRule("id", "name"),
        mark="M",
    ),
    *(
        sobject(
            name,
            "table",
            (1, {"parentid", "activefromdate", "bestcontactday", "isprimary"}),
            all_of=frozenset({column}),
            people="contact",
            columns=(
                # Consents speak of the address by its id: it leads to the person as well.
                ColumnRule(("parentid", "id"), "person_ref", "M"),
                ColumnRule((column,), role, "M"),
            ),
            mark="M",
        )
        for name, column, role in (
            ("contactpointemail", "emailaddress", "email"),
            ("contactpointphone", "telephonenumber", "phone"),
        )
    ),
    _MAIL,
    sobject(
        "contentnote",
        "documents",
        (1, {"textpreview", "content"}),
        all_of=frozenset({"title", "fileextension"}),
        system=1,
        columns=(
            ColumnRule(("title",), "subject", "M"),
            ColumnRule(("textpreview",), "text", "M"),
            # The text again, encoded.
            ColumnRule(("content",), "other", "M"),
        ),
        mark="M",
    ),
    sobject(
        "contentversion",
        "table",
        (1, {"pathonclient", "versionnumber", "filetype"}),
        all_of=frozenset({"contentdocumentid", "title"}),
        system=1,
        columns=(
            ColumnRule(("contentdocumentid",), "place_id", "M"),
            ColumnRule(("title",), "place_title", "M"),
            ColumnRule(("versiondata", "pathonclient"), "other", "M"),
        ),
        mark="M",
    ),
    sobject(
        "feeditem",
        "messages",
        (1, {"linkurl", "likecount", "commentcount", "insertedbyid"}),
        all_of=frozenset({"parentid", "body", "type"}),
        system=1,
        columns=(
            ColumnRule(("parentid",), "place_id", "M"),
            ColumnRule(("title",), "subject", "M"),
            ColumnRule(("body",), "text", "M"),
            ColumnRule(("insertedbyid",), "staff", "M"),
        ),
        mark="M",
    ),
    sobject(
        "feedcomment",
        "messages",
        (1, {"parentid", "commenttype", "isrichtext", "status"}),
        all_of=frozenset({"commentbody", "feeditemid"}),
        system=1,
        columns=(
            ColumnRule(("feeditemid", "parentid"), "place_id", "M"),
            ColumnRule(("commentbody",), "text", "M"),
        ),
        mark="M",
    ),
    sobject(
        "opportunity",
        "table",
        (1, {"stagename", "closedate", "probability", "forecastcategory"}),
        all_of=frozenset({"accountid", "name"}),
        columns=(
            ColumnRule(("name",), "subject", "M"),
            ColumnRule(("accountid",), "account_ref", "M"),
            ColumnRule(("contactid",), "person_ref", "M"),
            ColumnRule(("nextstep",), "text", "M"),
            ColumnRule(("leadsource",), "source", "M"),
        ),
        mark="M",
    ),
)
