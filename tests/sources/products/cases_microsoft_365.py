"""Microsoft 365: sharing, audit log, apps, users; invented."""

from exported import table

SHARING = table(
    "microsoft-365",
    "sharing",
    "sharing.csv",
    """
Resource Path,Item Type,Permission,User Name,User E-mail,User Or Group Type,Link ID,Link Type,AccessViaLinkID
Shared Documents/CS/Renewals.xlsx,xlsx,Edit,,,,l-1,Anonymous,
Shared Documents/CS/Plan.docx,docx,Read,,,,l-2,Organization,
Shared Documents/CS/Notes.docx,docx,Full Control,Asha Rao,asha@firm.example.in,Internal,,,
Shared Documents/CS/Notes.docx,docx,Read,Guest,guest@partner.example.com,External,,,
Shared Documents/CS/Other.docx,docx,Read,Everyone,,Something new,,,
""",
    before="Report of 04 May 2025\n\n",
    people=None,
)
AUDIT = table(
    "microsoft-365",
    "audit-log",
    "audit.csv",
    """
RecordId,CreationDate,RecordType,Operations,UserIds,AuditData
r1,2025-05-04T10:15:00.0000000Z,14,AnonymousLinkCreated,asha@firm.example.in,"{""ObjectId"":""https://firm.example.in/Renewals.xlsx""}"
""",
    kind="events",
    people=None,
)
APPS = table(
    "microsoft-365",
    "apps",
    "apps.csv",
    """
appId,displayName,consentType,scope
0f0e,Zoom,AllPrincipals,User.Read
""",
    people=None,
    how="looks_like",
)
USERS = table(
    "microsoft-365",
    "users",
    "users.csv",
    """
userPrincipalName,displayName,userType,accountEnabled,mail
asha@firm.example.in,Asha Rao,Member,True,asha@firm.example.in
guest_partner.example.com#EXT#@firm.example.in,Guest,Guest,True,guest@partner.example.com
""",
    people="user",
    how="looks_like",
)
CASES = (SHARING, AUDIT, APPS, USERS)
