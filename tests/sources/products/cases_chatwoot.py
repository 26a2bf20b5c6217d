"""Chatwoot: invented answers of its API, and tables of its database."""

from exported import Case, table

CONTACTS = Case(
    "chatwoot",
    "contacts",
    "contacts.json",
    records=tuple(
        {
            "id": n, "name": f"Person {n}", "email": f"p{n}@example.in",
            "phone_number": f"+91900000000{n}", "identifier": f"C-100{n}", "thumbnail": "",
            "availability_status": "offline", "additional_attributes": {"city": "Pune"},
            "custom_attributes": {"plan": "gold"}, "last_activity_at": 1746073800 + n,
            "created_at": 1714537800 + n, "contact_inboxes": [],
        }
        for n in (1, 2)
    ),
    wrap="payload",
)  # fmt: skip
CONVERSATIONS = Case(
    "chatwoot",
    "conversations",
    "conversations.json",
    records=tuple(
        {
            "id": n, "uuid": f"u-{n}", "account_id": 1, "inbox_id": 3, "status": "open",
            "meta": {"sender": {"id": n, "email": f"p{n}@example.in"}, "hmac_verified": False},
            "messages": [{"id": n, "content": "My Aadhaar was rejected", "message_type": 0}],
            "agent_last_seen_at": 1746073800, "assignee_last_seen_at": 0,
            "contact_last_seen_at": 1746073800, "can_reply": True, "custom_attributes": {},
            "created_at": 1746073800 + n, "timestamp": 1746073800, "unread_count": 0,
        }
        for n in (1, 2)
    ),
    wrap="payload",
    kind="messages",
)  # fmt: skip
MESSAGES = table(
    "chatwoot",
    "messages",
    "messages.csv",
    """id,content,account_id,inbox_id,conversation_id,message_type,created_at,updated_at,private,status,content_type,sender_type,sender_id
1,My mother is in hospital,1,3,10,0,2025-05-01 04:30:00,2025-05-01 04:30:00,f,0,0,Contact,7
2,Do not call her before Monday,1,3,10,1,2025-05-01 04:31:00,2025-05-01 04:31:00,t,0,0,User,2
""",
    kind="messages",
)
CASES = (CONTACTS, CONVERSATIONS, MESSAGES)
