"""HubSpot: invented exports by label (as exported from a view) and by internal name."""

from exported import table

CONTACTS = table(
    "hubspot",
    "contacts",
    "hubspot-crm-exports-all-contacts-2026-11-20.csv",
    """Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Lead Status,Contact owner,Create Date,Original Source,Unsubscribed from all email,Marketing contact status
900001,Meena,Iyer,meena.iyer@example.in,+91 90000 00001,Customer,Open,Kiran Shah,2026-01-13 10:00,OFFLINE,true,Marketing contact
900002,Asha,Rao,asha.rao@example.in,+91 90000 00002,Lead,New,Kiran Shah,2026-01-14 11:30,PAID_SOCIAL,false,Non-marketing contact
""",
)
TICKETS = table(
    "hubspot",
    "tickets",
    "tickets.csv",
    """Record ID,Ticket name,Ticket description,Ticket status,Pipeline,Source,Create Date,Associated Contact IDs
700001,Cannot log in,My son's account is blocked,Open,Support,EMAIL,2026-01-13 10:00,900001
700002,Invoice,Please send it again,Closed,Support,CHAT,2026-01-14 10:00,900002
""",
    people=None,
)
CALLS = table(
    "hubspot",
    "calls",
    "calls.csv",
    """hs_object_id,hs_timestamp,hs_call_title,hs_call_body,hs_call_to_number,hs_call_recording_url,hubspot_owner_id
800001,2026-01-13T10:00:00Z,Renewal,She asked to be called after her surgery,+91 90000 00001,https://rec.example.com/1,11
800002,2026-01-14T10:00:00Z,Intro,No answer,+91 90000 00002,https://rec.example.com/2,11
""",
    people=None,
)
CASES = (
    CONTACTS,
    TICKETS,
    CALLS,
    table(
        "hubspot", "contacts", "contacts-internal.csv",
        """hs_object_id,email,firstname,lastname,lifecyclestage,createdate,hs_email_optout,hs_legal_basis
900001,meena.iyer@example.in,Meena,Iyer,customer,2026-01-13T10:00:00Z,true,Freely given consent from contact
""",
    ),
    table(
        "hubspot", "companies", "companies.csv",
        """Record ID,Company name,Company Domain Name,Company owner,Number of Associated Contacts,Create Date
600001,Firm One,example.com,Kiran Shah,2,2026-01-13 10:00
""",
        people=None,
    ),
    table(
        "hubspot", "deals", "deals.csv",
        """Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Amount
500001,Firm One renewal,Won,Sales,2026-03-31 10:00,100000
""",
        people=None,
    ),
    table(
        "hubspot", "meetings", "meetings.csv",
        """Record ID,Activity date,Meeting name,Meeting description,Internal meeting notes
400001,2026-01-13 10:00,Review,Agenda,He is going through a divorce
""",
        people=None,
    ),
    table(
        "hubspot", "submissions", "submissions.csv",
        """Conversion Date,Conversion Page,Conversion Title,Email,First Name,Message
2026-01-13 10:00,example.com/demo,Demo,meena.iyer@example.in,Meena,Please call
""",
        how="looks_like",
    ),
)  # fmt: skip
