"""Google Chat as Takeout exports it, invented."""

from exported import Case

_ASHA = {"name": "Asha Rao", "email": "asha@firm.example.in", "user_type": "Human"}
MESSAGES = Case(
    "google-chat",
    "messages",
    "messages.json",
    records=(
        {
            "creator": _ASHA,
            "created_date": "Tuesday, 4 March 2025 at 09:15:00 UTC",
            "text": "aadhaar 2341 2341 2346",
            "topic_id": "t1",
            "message_id": "s/t1/m1",
        },
        {
            "creator": {**_ASHA, "name": "Ravi Menon", "email": "ravi@firm.example.in"},
            "created_date": "Tuesday, March 4, 2025 at 9:16:00\u202fPM UTC",
            "topic_id": "t1",
            "message_id": "s/t1/m2",
            "message_state": "DELETED",
        },
    ),
    wrap="messages",
    kind="messages",
    people=None,
)
SPACES = Case(
    "google-chat",
    "spaces",
    "group_info.json",
    data="""{"name": "Renewals", "members": [
        {"name": "Asha Rao", "email": "asha@firm.example.in", "user_type": "Human"},
        {"name": "Guest", "email": "guest@partner.example.com", "user_type": "Human"}]}""",
    people=None,
)
CASES = (MESSAGES, SPACES)
