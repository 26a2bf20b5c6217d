"""Zoho Desk, Freshdesk, Freshservice and Zendesk: invented tickets, users and organisations."""

from exported import Case, table

ZOHO_DESK = table(
    "zoho-desk",
    "tickets",
    "tickets.csv",
    """Ticket Id,Ticket Reference Id,Ticket Owner,Contact Name,Contact Id,Email,To Address,Account Name,Subject,Mode,Classification,Is Overdue,Is Escalated,Resolution,Created Time,Modified Time,Ticket Closed Time
1001,TKT-1,Asha Rao,Meena Iyer,2001,meena.iyer@example.in,support@example.com,Firm One,Refund,Email,Problem,false,false,Paid back to her,2025-05-01 10:00:00,2025-05-02 10:00:00,2025-05-02 10:00:00
1002,TKT-2,Asha Rao,Kiran Shah,2002,kiran.shah@example.in,support@example.com,Firm Two,Login,Chat,Question,true,false,Reset,2025-05-03 10:00:00,2025-05-04 10:00:00,
""",
)
FRESHDESK = table(
    "freshdesk",
    "tickets",
    "tickets.csv",
    """Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,Last update time,Agent interactions,Customer interactions,Resolution status,Every response status,Tags,Full name,Email,Contact ID,Description
1,Refund,Open,Low,Email,Question,Asha Rao,Support,2025-05-01 10:00:00,2025-05-02 10:00:00,,2025-05-01 11:00:00,1,2,Within SLA,Within SLA,"vip,refund",Meena Iyer,meena.iyer@example.in,5001,I was charged twice
2,Login,Closed,High,Chat,Problem,Asha Rao,Support,2025-05-03 10:00:00,2025-05-04 10:00:00,2025-05-03 12:00:00,2025-05-03 12:00:00,2,1,SLA Violated,Within SLA,,Kiran Shah,kiran.shah@example.in,5002,Please reset
""",
)
FRESHSERVICE = table(
    "freshservice",
    "tickets",
    "tickets.csv",
    """Ticket Id,Subject,Status,Priority,Urgency,Impact,Source,Type,Agent,Group,Requester Name,Requester Email,Requester VIP,Created Time,Due by Time,Resolved Time,Last Updated Time,Agent interactions,Initial response time,Survey Result
1,Laptop,Open,Low,Low,Low,Email,Incident,Asha Rao,IT,Meena Iyer,meena.iyer@example.in,No,2025-05-01 10:00:00,2025-05-02 10:00:00,,2025-05-01 11:00:00,1,,
2,VPN,Closed,High,High,Medium,Portal,Incident,Asha Rao,IT,Kiran Shah,kiran.shah@example.in,Yes,2025-05-03 10:00:00,2025-05-04 10:00:00,2025-05-03 12:00:00,2025-05-03 12:00:00,2,,Happy
""",
)
FRESHDESK_JSON = Case(
    "freshdesk",
    "tickets",
    "Tickets0.json",
    records=(
        {
            "display_id": 1, "requester_id": 5001, "responder_id": 91, "subject": "Refund",
            "description": "<p>I was charged twice</p>", "description_text": "I was charged twice",
            "fwd_emails": ["partner@example.com"], "reply_cc_emails": [], "fr_escalated": False,
            "spam": False, "deleted": False, "source": 1, "status": 2,
            "created_at": "2025-05-01T04:30:00Z", "updated_at": "2025-05-01T05:30:00Z",
        },
        {
            "display_id": 2, "requester_id": 5002, "responder_id": 91, "subject": "Login",
            "description": "<p>Reset</p>", "description_text": "Reset",
            "fwd_emails": [], "reply_cc_emails": [], "fr_escalated": False,
            "spam": False, "deleted": True, "source": 7, "status": 5,
            "created_at": "2025-05-03T04:30:00Z", "updated_at": "2025-05-03T05:30:00Z",
        },
    ),
    wrap="tickets",
    kind="messages",
)  # fmt: skip
ZENDESK_TICKETS = Case(
    "zendesk",
    "tickets",
    "tickets.jsonl",
    records=(
        {
            "id": 35436, "requester_id": 1234567890123, "submitter_id": 1234567890999,
            "assignee_id": 1234567890999, "subject": "Refund", "raw_subject": "Refund",
            "description": "I was charged twice", "via": {"channel": "email"}, "tags": ["vip"],
            "comments": [{"id": 1, "author_id": 1234567890123, "public": True,
                          "plain_body": "I was charged twice"}],
            "created_at": "2025-05-01T04:30:00Z", "updated_at": "2025-05-01T05:30:00Z",
        },
        {
            "id": 35437, "requester_id": 1234567890124, "submitter_id": 1234567890124,
            "assignee_id": None, "subject": "Login", "raw_subject": "Login",
            "description": "Reset", "via": {"channel": "web"}, "tags": [],
            "comments": [{"id": 2, "author_id": 1234567890999, "public": False,
                          "plain_body": "He lost his job"}],
            "created_at": "2025-05-03T04:30:00Z", "updated_at": "2025-05-03T05:30:00Z",
        },
    ),
    kind="messages",
)  # fmt: skip
ZENDESK_USERS = Case(
    "zendesk",
    "users",
    "users.jsonl",
    records=(
        {
            "id": 1234567890123, "role": "end-user", "name": "Meena Iyer",
            "email": "meena.iyer@example.in", "phone": "+919000000001", "external_id": "C-1001",
            "organization_id": 5, "ticket_restriction": "requested", "user_fields": {},
            "last_login_at": "2025-05-01T04:30:00Z", "details": "Prefers Hindi", "notes": "",
            "created_at": "2024-05-01T04:30:00Z", "updated_at": "2025-05-01T04:30:00Z",
        },
        {
            "id": 1234567890999, "role": "agent", "name": "Asha Rao",
            "email": "asha.rao@example.com", "phone": None, "external_id": None,
            "organization_id": 5, "ticket_restriction": None, "user_fields": {},
            "last_login_at": "2025-05-02T04:30:00Z", "details": "", "notes": "",
            "created_at": "2024-05-01T04:30:00Z", "updated_at": "2025-05-01T04:30:00Z",
        },
    ),
    people="user",
)  # fmt: skip
ZENDESK_ORGANIZATIONS = Case(
    "zendesk",
    "organizations",
    "organizations.jsonl",
    records=(
        {
            "id": 5, "name": "Firm One", "domain_names": ["example.com"], "shared_tickets": True,
            "shared_comments": False, "organization_fields": {}, "details": "", "notes": "",
            "created_at": "2024-05-01T04:30:00Z", "updated_at": "2025-05-01T04:30:00Z",
        },
        {
            "id": 6, "name": "Firm Two", "domain_names": [], "shared_tickets": False,
            "shared_comments": False, "organization_fields": {}, "details": "", "notes": "",
            "created_at": "2024-05-01T04:30:00Z", "updated_at": "2025-05-01T04:30:00Z",
        },
    ),
    how="looks_like",
    people=None,
)  # fmt: skip
CASES = (
    ZOHO_DESK, FRESHDESK, FRESHSERVICE, FRESHDESK_JSON, ZENDESK_TICKETS, ZENDESK_USERS,
    ZENDESK_ORGANIZATIONS,
    table(
        "zendesk", "tickets", "export.csv",
        """Summation column,Id,Requester,Requester id,Requester external id,Requester email,Requester domain,Submitter,Assignee,Group,Subject,Tags,Status,Via,Created at,Updated at,Group stations,Reopens,Plan [list]
1,35436,Meena Iyer,1234567890123,C-1001,meena.iyer@example.in,example.in,Meena Iyer,Asha Rao,Support,Refund,vip,Open,Mail,2025-05-01 10:00,2025-05-01 11:00,1,0,gold
""",
    ),
    table(
        "zendesk", "auditlog", "audit.csv",
        """Time,Actor,IP address,Item,Activity type,Activity
2025-05-01 10:00:00,Asha Rao,203.0.113.7,User: Kiran Shah,Updated,Role changed from agent to admin
""",
        kind="events", how="looks_like", people=None,
    ),
)  # fmt: skip
