"""Salesforce: invented exports of Data Export (`0`/`1`, GMT) and Data Loader."""

from exported import table

_WHEN = "0,2025-01-09 10:02:45,0055g00000AaAaAAAV,2023-04-02 05:10:11,0055g00000AaAaAAAV,2025-01-08 09:00:00"
_SYSTEM = "ID,ISDELETED,SYSTEMMODSTAMP,CREATEDBYID,CREATEDDATE,LASTMODIFIEDBYID,LASTMODIFIEDDATE"
_FOOTER = """

"Grand Totals (2 records)"
"Confidential Information - Do Not Distribute"
"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
"""

CONTACT = table(
    "salesforce",
    "contact",
    "Contact.csv",
    f"""{_SYSTEM},ACCOUNTID,LASTNAME,FIRSTNAME,EMAIL,MOBILEPHONE,HASOPTEDOUTOFEMAIL,DONOTCALL
0035g00000AbCdEAAV,{_WHEN},0015g00000XyZwVAAV,Iyer,Meena,meena.iyer@example.in,+91 90000 00001,0,1
0035g00000AbCdFAAV,{_WHEN},0015g00000XyZwVAAV,Rao,Asha,asha.rao@example.in,+91 90000 00002,1,0
""",
)
HISTORY = table(
    "salesforce",
    "fieldhistory",
    "ContactHistory.csv",
    """Id,IsDeleted,ContactId,CreatedById,CreatedDate,Field,OldValue,NewValue
0175g00000AbCdEAAV,0,0035g00000AbCdEAAV,0055g00000AaAaAAAV,2025-01-08 09:00:00,MobilePhone,+91 90000 00009,+91 90000 00001
0175g00000AbCdFAAV,0,0035g00000AbCdFAAV,0055g00000AaAaAAAV,2025-01-08 09:01:00,Email,asha.old@example.in,asha.rao@example.in
""",
)
LINKS = table(
    "salesforce",
    "contentdistribution",
    "ContentDistribution.csv",
    f"""{_SYSTEM},NAME,CONTENTVERSIONID,CONTENTDOCUMENTID,DISTRIBUTIONPUBLICURL,PREFERENCESPASSWORDREQUIRED
05D5g00000AbCdEAAV,{_WHEN},Renewals.pdf,0685g00000AbCdEAAV,0695g00000AbCdEAAV,https://files.example.com/a,0
05D5g00000AbCdFAAV,{_WHEN},Pricing.pdf,0685g00000AbCdFAAV,0695g00000AbCdFAAV,https://files.example.com/b,1
""",
    how="looks_like",
    people=None,
)
DOCUMENT_LINKS = table(
    "salesforce",
    "contentdocumentlink",
    "ContentDocumentLink.csv",
    """Id,ContentDocumentId,LinkedEntityId,ShareType,Visibility,SystemModstamp,IsDeleted
06A5g00000AbCdEAAV,0695g00000AbCdEAAV,0035g00000AbCdEAAV,V,AllUsers,2025-01-09 10:02:45,0
06A5g00000AbCdFAAV,0695g00000AbCdFAAV,00G5g00000AbCdEAAV,C,InternalUsers,2025-01-09 10:02:45,0
""",
    how="looks_like",
    people=None,
)
MAIL = table(
    "salesforce",
    "emailmessage",
    "EmailMessage.csv",
    f"""{_SYSTEM},PARENTID,FROMADDRESS,TOADDRESS,CCADDRESS,SUBJECT,TEXTBODY,HTMLBODY,INCOMING,MESSAGEDATE
02s5g00000AbCdEAAV,{_WHEN},5005g00000AbCdEAAV,meena.iyer@example.in,desk@example.com,,Help,"Please call me.

Meena",,1,2025-01-08 09:00:00
02s5g00000AbCdFAAV,{_WHEN},5005g00000AbCdEAAV,desk@example.com,meena.iyer@example.in,,Re: Help,We will.,,0,2025-01-08 10:00:00
""",
    kind="messages",
    how="looks_like",
    people=None,
)
SHARE = table(
    "salesforce",
    "share",
    "ContactShare.csv",
    """Id,ContactId,UserOrGroupId,ContactAccessLevel,RowCause,LastModifiedDate,LastModifiedById,IsDeleted
03s5g00000AbCdEAAV,0035g00000AbCdEAAV,0055g00000AaAaAAAV,Edit,Manual,2025-01-09 10:02:45,0055g00000AaAaAAAV,0
03s5g00000AbCdFAAV,0035g00000AbCdFAAV,00G5g00000AaAaAAAV,Read,Rule,2025-01-09 10:02:45,0055g00000AaAaAAAV,0
""",
    how="looks_like",
    people=None,
)
SUBSCRIPTION = table(
    "salesforce",
    "commsubscriptionconsent",
    "CommSubscriptionConsent.csv",
    f"""{_SYSTEM},CONSENTGIVERID,COMMSUBSCRIPTIONCHANNELTYPEID,PRIVACYCONSENTSTATUS,CONSENTCAPTUREDDATETIME
0eB5g00000AbCdEAAV,{_WHEN},0PK5g00000AbCdEAAV,0eC5g00000AbCdEAAV,OptIn,2025-01-05 06:30:00
0eB5g00000AbCdFAAV,{_WHEN},0PK5g00000AbCdFAAV,0eC5g00000AbCdEAAV,OptOut,2025-01-06 06:30:00
""",
    how="looks_like",
)
REPORT = table(
    "salesforce",
    "report",
    "report1715.csv",
    """First Name,Last Name,Email,Account Name,Lead Source,Email Opt Out,Do Not Call,Created Date
Meena,Iyer,meena.iyer@example.in,Firm One,Web,0,1,13/05/2025
Asha,Rao,asha.rao@example.in,Firm Two,Event,1,0,14/05/2025
""",
    after=_FOOTER,
)

CASES = (
    CONTACT, HISTORY, LINKS, DOCUMENT_LINKS, MAIL, SHARE, SUBSCRIPTION, REPORT,
    table(
        "salesforce", "feedcomment", "FeedComment.csv",
        f"""{_SYSTEM},FEEDITEMID,PARENTID,COMMENTBODY
0D75g00000AbCdEAAV,{_WHEN},0D55g00000AbCdEAAV,0035g00000AbCdEAAV,Asked again
""",
        kind="messages", how="looks_like", people=None,
    ),
    table(
        "salesforce", "feeditem", "FeedItem.csv",
        f"""{_SYSTEM},PARENTID,TYPE,TITLE,BODY,LINKURL
0D55g00000AbCdEAAV,{_WHEN},0035g00000AbCdEAAV,TextPost,,Called today,
""",
        kind="messages", how="looks_like", people=None,
    ),
    table(
        "salesforce", "opportunity", "Opportunity.csv",
        f"""{_SYSTEM},ACCOUNTID,NAME,STAGENAME,CLOSEDATE,DESCRIPTION
0065g00000AbCdEAAV,{_WHEN},0015g00000XyZwVAAV,Renewal,Won,2025-03-31,Spoke to the owner
""",
        how="looks_like", people=None,
    ),
)  # fmt: skip
