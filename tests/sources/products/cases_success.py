"""Gainsight, ChurnZero, Vitally and Totango: invented people, accounts and notes."""

from exported import Case, table

GAINSIGHT = table(
    "gainsight",
    "person",
    "Person.csv",
    """GSID,Name,Email,Person ID,Company GSID,Company Name,Is Primary Company,Role,CSM,Is Opted Out of Email,Created Date,Modified Date,Loyalty__gc
1I0054U9FAKXZ5H26HSE0CR5BMK34DGDE8ZF,Meena Iyer,meena.iyer@example.in,1P01X1,1P02A,Firm One,true,Champion,Asha Rao,true,2024-05-01 04:30:00,2025-05-01 04:30:00,gold
1I0054U9FAKXZ5H26HSE0CR5BMK34DGDE8ZG,Kiran Shah,kiran.shah@example.in,1P01X2,1P02A,Firm One,true,User,Asha Rao,false,2024-05-02 04:30:00,2025-05-02 04:30:00,silver
""",
)
TIMELINE = table(
    "gainsight",
    "timeline",
    "Timeline.csv",
    """GSID,Subject,Activity Type,Activity Date,Notes,Author,Internal Attendees,External Attendees,Company Name
1I00A,Review,Meeting,2025-05-01 04:30:00,<p>He is being treated for cancer</p>,Asha Rao,asha.rao@example.com,meena.iyer@example.in,Firm One
""",
    kind="documents",
    how="looks_like",
    people=None,
)
CHURNZERO = table(
    "churnzero",
    "contacts",
    "contacts.csv",
    """Account Name,Account External ID,Contact External ID,Contact Name,Contact Email,ChurnScore,Contact Is Active,Last Activity Date
Firm One,A-1,C-1001,Meena Iyer,meena.iyer@example.in,41,true,2025-05-01
Firm One,A-1,C-1002,Kiran Shah,kiran.shah@example.in,77,true,2025-05-02
""",
    how="looks_like",
)
VITALLY = Case(
    "vitally",
    "users",
    "users.json",
    records=(
        {
            "id": "11111111-1111-4111-8111-111111111111", "externalId": "C-1001",
            "name": "Meena Iyer", "email": "meena.iyer@example.in", "accountIds": ["a1"],
            "npsLastScore": 9, "npsLastFeedback": "Good", "traits": {"plan": "gold"},
            "unsubscribedFromConversations": True,
            "unsubscribedFromConversationsAt": "2025-05-01T04:30:00.000Z",
            "firstKnown": "2024-05-01T04:30:00.000Z", "lastSeenTimestamp": "2025-05-01T04:30:00.000Z",
        },
        {
            "id": "11111111-1111-4111-8111-111111111112", "externalId": "C-1002",
            "name": "Kiran Shah", "email": "kiran.shah@example.in", "accountIds": ["a1"],
            "npsLastScore": None, "npsLastFeedback": None, "traits": {"plan": "free"},
            "unsubscribedFromConversations": False, "unsubscribedFromConversationsAt": None,
            "firstKnown": "2024-05-02T04:30:00.000Z", "lastSeenTimestamp": "2025-05-02T04:30:00.000Z",
        },
    ),
    wrap="results",
    people="user",
)  # fmt: skip
TOTANGO = table(
    "totango",
    "users",
    "users.csv",
    """Account ID,Account Name,Account Health,Success Manager,User ID,User Name,Last Activity
A-1,Firm One,Good,Asha Rao,C-1001,Meena Iyer,2025-05-01
A-1,Firm One,Good,Asha Rao,C-1002,Kiran Shah,2025-05-02
""",
    how="looks_like",
    people="user",
)
CASES = (
    GAINSIGHT, TIMELINE, CHURNZERO, VITALLY, TOTANGO,
    table(
        "gainsight", "company", "Company.csv",
        """GSID,Name,CSM,Current Score,ARR,Renewal Date,Created Date,Modified Date
1P02A,Firm One,Asha Rao,71,100000,2026-03-31,2024-05-01 04:30:00,2025-05-01 04:30:00
""",
        people=None,
    ),
    table(
        "gainsight", "survey", "NPS.csv",
        """NPS Score,Comment,Responded Date,Respondent Email,Is Anonymous,Company GSID
9,Good,2025-05-01,meena.iyer@example.in,false,1P02A
""",
        how="looks_like",
    ),
    table(
        "churnzero", "events", "events.csv",
        """accountExternalId,contactExternalId,eventName,eventDate,description,quantity
A-1,C-1001,Login,2025-05-01T04:30:00Z,,1
""",
        kind="events", how="looks_like", people="user",
    ),
    table(
        "vitally", "users", "users.csv",
        """Vitally ID,External ID,Name,Email,Health Score,First Seen,Last Seen,Key roles,NPS Score,Unsubscribed from conversations
11111111-1111-4111-8111-111111111111,C-1001,Meena Iyer,meena.iyer@example.in,7,2024-05-01,2025-05-01,Champion,9,true
""",
        how="looks_like", people="user",
    ),
    table(
        "totango", "touchpoints", "touchpoints.csv",
        """Account ID,Account Name,Touchpoint Subject,Touchpoint Content,Touchpoint Type,Created Date
A-1,Firm One,Call,Her son failed his exams,Call,2025-05-01
""",
        kind="documents", how="looks_like", people=None,
    ),
)  # fmt: skip
