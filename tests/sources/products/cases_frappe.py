"""ERPNext and Frappe CRM: invented exports of records, and the API's answers."""

from exported import Case, table

ERPNEXT_LEADS = table(
    "erpnext",
    "leads",
    "Lead.csv",
    """ID,Series,Full Name,Lead Owner,Status,Email,Mobile No,Source,Organization Name,Qualification Status,Unsubscribed,Blog Subscriber
CRM-LEAD-2025-00001,CRM-LEAD-.YYYY.-,Meena Iyer,asha.rao@example.com,Open,meena.iyer@example.in,9000000001,Campaign,Firm One,Qualified,1,0
CRM-LEAD-2025-00002,CRM-LEAD-.YYYY.-,Kiran Shah,asha.rao@example.com,Lead,kiran.shah@example.in,9000000002,Website,Firm Two,Unqualified,0,1
""",
    people="lead",
)
CRM_LEADS = table(
    "frappe-crm",
    "leads",
    "CRM Lead.csv",
    """ID,Full Name,Lead Owner,Status,Email,Mobile No,Source,Organization,SLA Status,Converted,First Responded On
CRM-LEAD-2025-00001,Meena Iyer,asha.rao@example.com,New,meena.iyer@example.in,9000000001,Facebook,Firm One,Fulfilled,0,2025-05-01 10:00:00
CRM-LEAD-2025-00002,Kiran Shah,asha.rao@example.com,Contacted,kiran.shah@example.in,9000000002,Website,Firm Two,Failed,1,
""",
    people="lead",
)
API = Case(
    "erpnext",
    "leads",
    "leads.json",
    records=tuple(
        {
            "name": f"CRM-LEAD-2025-0000{n}", "owner": "asha.rao@example.com", "docstatus": 0,
            "creation": f"2025-05-0{n} 10:00:00.000000", "modified": f"2025-05-0{n} 11:00:00.000000",
            "modified_by": "asha.rao@example.com", "idx": 0, "lead_name": f"Person {n}",
            "email_id": f"p{n}@example.in", "mobile_no": f"900000000{n}", "status": "Lead",
            "lead_owner": "asha.rao@example.com", "unsubscribed": n % 2, "blog_subscriber": 0,
        }
        for n in (1, 2)
    ),
    wrap="data",
    people="lead",
)  # fmt: skip
ISSUES = table(
    "erpnext",
    "tickets",
    "Issue.csv",
    """ID,Series,Subject,Raised By (Email),Status,Issue Type,Description,Customer,Opening Date,Resolution Details
ISS-2025-00001,ISS-.YYYY.-,Refund,meena.iyer@example.in,Open,Billing,She was charged twice,Firm One,2025-05-01,
ISS-2025-00002,ISS-.YYYY.-,Login,kiran.shah@example.in,Closed,Access,Locked out,Firm Two,2025-05-02,Reset
""",
)
CASES = (
    ERPNEXT_LEADS, CRM_LEADS, API, ISSUES,
    table(
        "erpnext", "customers", "Customer.csv",
        """ID,Customer Name,Customer Type,Customer Group,Territory,Mobile No,Email Id,Customer Primary Contact,Default Price List
Meena Iyer,Meena Iyer,Individual,Retail,India,9000000001,meena.iyer@example.in,Meena Iyer-Meena Iyer,Standard
""",
    ),
    table(
        "erpnext", "contacts", "Contact.csv",
        """ID,First Name,Last Name,Email Address,Mobile No,Is Primary Contact,Unsubscribed,Sync with Google Contacts,Link Document Type (Links)
Meena Iyer-Firm One,Meena,Iyer,meena.iyer@example.in,9000000001,1,0,0,Customer
""",
    ),
)  # fmt: skip
