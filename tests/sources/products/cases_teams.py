"""Microsoft Teams: a person's own export, messages of Graph, attendance; invented."""

from exported import Case

CHATS = Case(
    "microsoft-teams",
    "chats",
    "messages.json",
    data="""{"userId": "8:live:asha", "exportDate": "2025-05-04T10:15", "conversations": [
      {"id": "19:abc@thread.v2", "displayName": "Renewals", "version": 1, "MessageList": [
        {"id": "1", "originalarrivaltime": "2025-05-04T10:15:00Z", "messagetype": "RichText",
         "content": "<p>Aadhaar of Meena: 2341 2341 2346</p>", "from": "8:live:asha",
         "conversationid": "19:abc@thread.v2"}]},
      {"id": "19:def@thread.v2", "displayName": null, "version": 1, "MessageList": []}]}""",
    kind="messages",
    people=None,
)
GRAPH = Case(
    "microsoft-teams",
    "messages",
    "graph.json",
    records=tuple(
        {
            "id": f"17145570000{n}",
            "createdDateTime": "2025-05-04T10:15:00Z",
            "lastModifiedDateTime": "2025-05-04T10:15:00Z",
            "deletedDateTime": None,
            "from": {"user": {"id": "u", "displayName": "Asha Rao"}},
            "body": {"contentType": "html", "content": "call meena.iyer@example.in"},
            "channelIdentity": {"teamId": "t", "channelId": "c"},
        }
        for n in range(3)
    ),
    wrap="value",
    kind="messages",
    people=None,
    how="looks_like",
)
ATTENDANCE = Case(
    "microsoft-teams",
    "attendance",
    "attendance.csv",
    data="""1. Summary
Meeting title\tRenewal
Start time\t7/13/26, 6:00:00 PM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Meena Iyer\t7/13/26, 6:01:05 PM\t7/13/26, 7:00:00 PM\t58m\tmeena.iyer@example.in\tm@example.in\tAttendee
Asha Rao\t7/13/26, 6:00:05 PM\t7/13/26, 7:00:00 PM\t59m\tasha@firm.example.in\ta@example.in\tOrganizer
""".encode("utf-16"),
    kind="events",
    people="unknown",
)
CASES = (CHATS, GRAPH, ATTENDANCE)
