"""A Slack workspace export, invented."""

from exported import Case

USERS = Case(
    "slack",
    "users",
    "users.json",
    records=tuple(
        {
            "id": f"U0000000{n}",
            "team_id": "T00000001",
            "name": f"person{n}",
            "deleted": n == 2,
            "real_name": f"Asha Rao {n}",
            "tz": "Asia/Kolkata",
            "profile": {
                "real_name": f"Asha Rao {n}",
                "display_name": "asha",
                "email": f"asha{n}@firm.example.in",
                "phone": "+91 90000 00001",
                "title": "CSM",
            },
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": n == 3,
            "is_ultra_restricted": False,
            "is_bot": False,
            "updated": 1714557000 + n,
        }
        for n in (1, 2, 3)
    ),
    people="user",
)
CHANNELS = Case(
    "slack",
    "channels",
    "channels.json",
    records=tuple(
        {
            "id": f"C0000000{n}",
            "name": name,
            "created": 1714557000,
            "creator": "U00000001",
            "is_archived": False,
            "is_general": n == 1,
            "members": ["U00000001", "U00000003"],
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "All about churn", "creator": "U00000001", "last_set": 0},
            "is_ext_shared": n == 2,
        }
        for n, name in ((1, "general"), (2, "with-partner"))
    ),
    people=None,
)
GROUPS = Case(
    "slack",
    "groups",
    "groups.json",
    records=(
        {
            "id": "G00000001",
            "name": "renewals",
            "created": 1714557000,
            "creator": "U00000001",
            "is_archived": False,
            "members": ["U00000001"],
            "topic": {"value": ""},
            "purpose": {"value": ""},
        },
    ),
    people=None,
)
DMS = Case(
    "slack",
    "direct",
    "dms.json",
    records=({"id": "D00000001", "created": 1714557000, "members": ["U00000001", "U00000003"]},),
    people=None,
)
APPS = Case(
    "slack",
    "apps",
    "integration_logs.json",
    records=(
        {
            "user_id": "U00000001",
            "user_name": "asha",
            "date": "1714557000",
            "change_type": "added",
            "app_type": "HubSpot",
            "app_id": "A00000001",
            "scope": "chat:write,users:read.email",
        },
        {
            "user_id": "U00000001",
            "user_name": "asha",
            "date": "1714657000",
            "change_type": "added",
            "service_type": "Incoming Hook",
            "service_id": "7",
            "scope": "incoming-webhook",
        },
    ),
    people=None,
    how="looks_like",
)
MESSAGES = Case(
    "slack",
    "messages",
    "2024-05-01.json",
    records=(
        {
            "client_msg_id": "0f0e",
            "type": "message",
            "user": "U00000001",
            "text": "Her aadhaar is 2341 2341 2346, call her",
            "ts": "1714557000.123456",
            "team": "T00000001",
            "blocks": [{"type": "rich_text", "elements": [{"text": "aadhaar 2341 2341 2346"}]}],
        },
        {
            "type": "message",
            "subtype": "bot_message",
            "bot_id": "B00000001",
            "text": "",
            "ts": "1714557060.000100",
            "attachments": [{"fallback": "Ticket of meena.iyer@example.in", "id": 1}],
        },
        {
            "type": "message",
            "subtype": "tombstone",
            "user": "U00000003",
            "text": "This message was deleted.",
            "ts": "1714557120.000200",
        },
    ),
    kind="messages",
    people=None,
)
CASES = (USERS, CHANNELS, GROUPS, DMS, APPS, MESSAGES)
