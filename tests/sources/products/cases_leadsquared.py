"""LeadSquared: invented leads by label and by schema name, and activities."""

from exported import table

LEADS = table(
    "leadsquared",
    "leads",
    "Leads_Export.csv",
    """Prospect ID,Lead Number,First Name,Last Name,Email,Phone Number,Lead Origin,Lead Source,Source Campaign,Do Not Email,Do Not Call,Lead Stage,Lead Score,Engagement Score,Last Activity,Last Activity Date,Owner,Notes,Created On,Modified On
11111111-1111-4111-8111-111111111111,1001,Meena,Iyer,meena.iyer@example.in,+91-9000000001,API,Google,Diwali,Yes,No,Prospect,80,40,Email Opened,2025-05-01 10:00:00,Asha Rao,Wants it for her son,2024-05-01 10:00:00,2025-05-01 10:00:00
11111111-1111-4111-8111-111111111112,1002,Kiran,Shah,kiran.shah@example.in,+91-9000000002,Import,Partner,,No,Yes,Customer,20,10,Call,2025-05-02 10:00:00,Asha Rao,,2024-05-02 10:00:00,2025-05-02 10:00:00
""",
    people="lead",
)
API = table(
    "leadsquared",
    "leads",
    "leads-api.csv",
    """ProspectID,ProspectAutoId,FirstName,LastName,EmailAddress,Phone,Mobile,Origin,Source,ProspectStage,DoNotEmail,DoNotCall,OwnerIdName,OwnerIdEmailAddress,CreatedOn,ModifiedOn,mx_City1
11111111-1111-4111-8111-111111111111,1001,Meena,Iyer,meena.iyer@example.in,+91-9000000001,,API,Google,Prospect,1,0,Asha Rao,asha.rao@example.com,2024-05-01 04:30:00,2025-05-01 04:30:00,Pune
11111111-1111-4111-8111-111111111112,1002,Kiran,Shah,kiran.shah@example.in,+91-9000000002,,Import,Partner,Customer,0,0,Asha Rao,asha.rao@example.com,2024-05-02 04:30:00,2025-05-02 04:30:00,Surat
""",
    people="lead",
)
ACTIVITIES = table(
    "leadsquared",
    "activities",
    "activities.csv",
    """ActivityEvent,Owner,Call Duration,Status,CreatedOn,Lead Stage,Lead Source,Lead | Phone Number,Lead | Email
Outbound Phone Call Activity,Asha Rao,61,Answered,2025-05-01 10:00:00,Prospect,Google,+91-9000000001,meena.iyer@example.in
Outbound Phone Call Activity,Asha Rao,0,NotAnswered,2025-05-02 10:00:00,Customer,Partner,+91-9000000002,kiran.shah@example.in
""",
    kind="events",
    people="lead",
)
CASES = (LEADS, API, ACTIVITIES)
