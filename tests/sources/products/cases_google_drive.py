"""Google Drive: a list of files with permissions, and the log of sharing; invented."""

from exported import table

WIDE = table(
    "google-drive",
    "permissions",
    "filelist.csv",
    """
Owner,id,name,mimeType,permissions,permissions.0.type,permissions.0.role,permissions.0.emailAddress,permissions.0.allowFileDiscovery,permissions.1.type,permissions.1.role,permissions.1.emailAddress,permissions.1.domain,permissions.1.allowFileDiscovery,modifiedTime
asha@firm.example.in,f1,Renewals,application/vnd.google-apps.spreadsheet,2,user,owner,asha@firm.example.in,,anyone,reader,,,False,2025-05-04T10:15:30.000Z
asha@firm.example.in,f2,Plan,application/vnd.google-apps.document,2,user,owner,asha@firm.example.in,,domain,writer,,firm.example.in,True,2025-05-04T10:15:30.000Z
asha@firm.example.in,f3,Board,application/vnd.google-apps.document,2,anyone,reader,,True,user,reader,guest@partner.example.com,,,2025-05-04T10:15:30.000Z
""",
    before="Got 1 Shared Drive\n",
    people=None,
)
LOG = table(
    "google-drive",
    "log",
    "drive.csv",
    """
Date,Event,Actor,Document ID,Title,Document type,Owner,Visibility,Prior visibility
2025-05-04T10:15:30+05:30,change_document_visibility,asha@firm.example.in,f1,Renewals,spreadsheet,asha@firm.example.in,people_with_link,private
2025-05-04T11:15:30+05:30,change_user_access,asha@firm.example.in,f2,Plan,document,asha@firm.example.in,shared_externally,private
""",
    kind="events",
    people=None,
)
CASES = (WIDE, LOG)
