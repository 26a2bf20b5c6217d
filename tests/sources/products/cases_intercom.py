"""Intercom: invented contacts and conversations."""

from exported import Case, table

CONTACTS = Case(
    "intercom",
    "contacts",
    "contacts.json",
    records=(
        {
            "type": "contact", "id": "6543210fedcba9876543210a", "external_id": "C-1001",
            "role": "user", "email": "meena.iyer@example.in", "phone": "+919000000001",
            "name": "Meena Iyer", "owner_id": 91, "has_hard_bounced": False,
            "marked_email_as_spam": False, "unsubscribed_from_emails": True,
            "created_at": 1714537800, "updated_at": 1746073800, "signed_up_at": 1714537800,
            "last_seen_at": 1746073800, "last_replied_at": 1746073800,
            "last_contacted_at": 1746073900, "custom_attributes": {"plan": "gold"},
        },
        {
            "type": "contact", "id": "6543210fedcba9876543210b", "external_id": "C-1002",
            "role": "lead", "email": "kiran.shah@example.in", "phone": None,
            "name": "Kiran Shah", "owner_id": None, "has_hard_bounced": False,
            "marked_email_as_spam": False, "unsubscribed_from_emails": False,
            "created_at": 1714537801, "updated_at": 1746073801, "signed_up_at": 1714537801,
            "last_seen_at": 1746073801, "last_replied_at": None,
            "last_contacted_at": None, "custom_attributes": {"plan": "free"},
        },
    ),
    wrap="data",
)  # fmt: skip
LABELLED = table(
    "intercom",
    "contacts",
    "users.csv",
    """Name,Owner,Email,Phone,User ID,First Seen,Signed up,Last seen,Last contacted,Last heard from,Web sessions,Unsubscribed from Emails,Has hard bounced,UTM Source
Meena Iyer,Asha Rao,meena.iyer@example.in,+919000000001,C-1001,2024-05-01 10:00:00,2024-05-01 10:00:00,2025-05-01 10:00:00,2025-05-02 10:00:00,2025-05-01 10:00:00,12,true,false,google
Kiran Shah,Asha Rao,kiran.shah@example.in,+919000000002,C-1002,2024-05-02 10:00:00,2024-05-02 10:00:00,2025-05-02 10:00:00,,,3,false,false,
""",
    how="looks_like",
)
CONVERSATIONS = Case(
    "intercom",
    "conversations",
    "conversations.json",
    records=(
        {
            "type": "conversation", "id": "215", "created_at": 1746073800, "updated_at": 1746073900,
            "state": "closed", "admin_assignee_id": 91, "contacts": {"contacts": [{"id": "65"}]},
            "source": {"type": "email", "body": "<p>My daughter is ill</p>",
                       "author": {"email": "meena.iyer@example.in"}},
            "conversation_parts": {"conversation_parts": [
                {"part_type": "note", "body": "<p>Call +91 90000 00001</p>"}]},
        },
        {
            "type": "conversation", "id": "216", "created_at": 1746073801, "updated_at": 1746073901,
            "state": "open", "admin_assignee_id": 91, "contacts": {"contacts": [{"id": "66"}]},
            "source": {"type": "chat", "body": "<p>Hello</p>", "author": {"email": ""}},
            "conversation_parts": {"conversation_parts": []},
        },
    ),
    wrap="conversations",
    kind="messages",
)  # fmt: skip
CASES = (CONTACTS, LABELLED, CONVERSATIONS)
