"""Zoho CRM: invented modules of a data backup, and of the bulk API."""

from exported import table

CONTACTS = table(
    "zoho-crm",
    "contacts",
    "Contacts_001.csv",
    """Record Id,Contact Owner.id,Contact Owner,First Name,Last Name,Account Name.id,Account Name,Email,Mobile,Asst Phone,Email Opt Out,Unsubscribed Mode,Unsubscribed Time,Created Time,Modified Time,Last Activity Time,Data Source
zcrm_400000000000123001,zcrm_400000000000098001,Asha Rao,Meena,Iyer,zcrm_400000000000055001,Firm One,meena.iyer@example.in,9000000001,9000000009,true,Consent form,2025-01-09 12:00:00,2024-04-02 11:20:00,2025-01-09 15:32:45,2025-01-08 10:00:00,Import
zcrm_400000000000123002,zcrm_400000000000098001,Asha Rao,Kiran,Shah,zcrm_400000000000055001,Firm One,kiran.shah@example.in,9000000002,,false,,,2024-04-03 11:20:00,2025-01-10 15:32:45,2025-01-10 10:00:00,Web Forms
""",
)
LEADS = table(
    "zoho-crm",
    "leads",
    "Leads_001.csv",
    """Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Email,Phone,Lead Source,Lead Status,No. of Employees,Email Opt Out,Created Time,Modified Time
zcrm_400000000000223001,zcrm_400000000000098001,Asha Rao,Firm Two,Ravi,Nair,ravi.nair@example.in,9000000003,Advertisement,Contacted,10,false,2024-05-02 11:20:00,2025-02-09 15:32:45
zcrm_400000000000223002,zcrm_400000000000098001,Asha Rao,Firm Two,Sara,Khan,sara.khan@example.in,9000000004,Partner,Lost,10,true,2024-05-03 11:20:00,2025-02-10 15:32:45
""",
    people="lead",
)
NOTES = table(
    "zoho-crm",
    "notes",
    "Notes_001.csv",
    """Record Id,Note Owner.id,Note Owner,Note Title,Note Content,Parent ID,Created Time,Modified Time
zcrm_400000000000323001,zcrm_400000000000098001,Asha Rao,Call,Her father is in hospital,zcrm_400000000000123001,2024-04-02 11:20:00,2024-04-02 11:20:00
zcrm_400000000000323002,zcrm_400000000000098001,Asha Rao,Visit,Wants a demo,zcrm_400000000000123002,2024-04-03 11:20:00,2024-04-03 11:20:00
""",
    kind="documents",
    people=None,
)
BULK = table(
    "zoho-crm",
    "contacts",
    "contacts-bulk.csv",
    """id,Owner,First_Name,Last_Name,Email,Mobile,Account_Name,Email_Opt_Out,Unsubscribed_Mode,Created_Time,Modified_Time,Last_Activity_Time
400000000000123001,400000000000098001,Meena,Iyer,meena.iyer@example.in,9000000001,400000000000055001,true,,2024-04-02T11:20:00+05:30,2025-01-09T15:32:45+05:30,2025-01-08T10:00:00+05:30
""",
)
CASES = (
    CONTACTS,
    LEADS,
    NOTES,
    BULK,
    table(
        "zoho-crm", "deals", "Deals_001.csv",
        """Record Id,Deal Owner.id,Deal Owner,Deal Name,Account Name.id,Account Name,Stage,Amount,Closing Date,Contact Name.id,Contact Name,Created Time,Modified Time
zcrm_400000000000423001,zcrm_400000000000098001,Asha Rao,Firm One renewal,zcrm_400000000000055001,Firm One,Won,100000,2025-03-31,zcrm_400000000000123001,Meena Iyer,2024-04-02 11:20:00,2025-01-09 15:32:45
""",
        people=None,
    ),
    # A chosen few columns: the ids alone tell.
    table(
        "zoho-crm", "contacts", "few.csv",
        """Record Id,Contact Owner,Last Name,Email,Created Time,Modified Time
zcrm_400000000000123001,Asha Rao,Iyer,meena.iyer@example.in,2024-04-02 11:20:00,2025-01-09 15:32:45
""",
    ),
)  # fmt: skip
