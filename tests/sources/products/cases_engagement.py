"""CleverTap, MoEngage and WebEngage: invented audiences and events."""

from exported import Case, table

CLEVERTAP_EVENTS = Case(
    "clevertap",
    "events",
    "events.jsonl",
    records=tuple(
        {
            "profile": {"identity": f"C-100{n}", "objectId": f"o-{n}", "email": f"p{n}@example.in"},
            "ts": 20250501100000 + n,
            "event_props": {"CT Source": "SDK", "ct_latitude": 18.52, "ct_longitude": 73.85},
            "session_props": {"utm_source": "google"},
        }
        for n in (1, 2)
    ),
    kind="events",
)
CLEVERTAP = table(
    "clevertap",
    "profiles",
    "Lapsed.csv",
    """CleverTap ID,Identity,Name,Email,Phone,Gender,MSG-email,MSG-sms,MSG-push,MSG-whatsapp,Last Seen
__1,C-1001,Meena Iyer,meena.iyer@example.in,+919000000001,F,false,true,true,true,2025-05-01 10:00:00
__2,C-1002,Kiran Shah,kiran.shah@example.in,+919000000002,M,true,true,true,false,2025-05-02 10:00:00
""",
)
MOENGAGE = table(
    "moengage",
    "users",
    "Diwali.csv",
    """uid,u_fn,u_ln,u_em,u_mb,cr_t,moe_unsubscribe,moe_wa_subscription,moe_ip_city,publisher_name
C-1001,Meena,Iyer,meena.iyer@example.in,919000000001,1714537800,true,true,Pune,Google
C-1002,Kiran,Shah,kiran.shah@example.in,919000000002,1714537801,false,false,Surat,Organic
""",
    people="user",
)
MOENGAGE_LABELLED = table(
    "moengage",
    "users",
    "Segment.csv",
    """ID,Name,Email (Standard),Mobile Number (Standard),First Seen,Last Seen,No. of Sessions,Reachability Email,Hard Bounce,Unsubscribe
C-1001,Meena Iyer,meena.iyer@example.in,919000000001,2024-05-01 10:00:00,2025-05-01 10:00:00,4,100,false,true
C-1002,Kiran Shah,kiran.shah@example.in,919000000002,2024-05-02 10:00:00,2025-05-02 10:00:00,2,100,false,false
""",
    how="looks_like",
    people="user",
)
WEBENGAGE = table(
    "webengage",
    "users",
    "Users.csv",
    """user_id,we_first_name,we_last_name,we_email,we_phone,we_email_opt_in,we_sms_opt_in,we_whatsapp_opt_in,last_seen
C-1001,Meena,Iyer,meena.iyer@example.in,+919000000001,false,true,true,2025-05-01T10:00:00+0530
C-1002,Kiran,Shah,kiran.shah@example.in,+919000000002,true,true,false,2025-05-02T10:00:00+0530
""",
    people="user",
)
WEBENGAGE_API = Case(
    "webengage",
    "users",
    "users.json",
    records=(
        {
            "userId": "C-1001", "firstName": "Meena", "lastName": "Iyer", "birthDate": "1990-01-01",
            "email": "meena.iyer@example.in", "phone": "+919000000001", "emailOptIn": False,
            "smsOptIn": True, "whatsappOptIn": True, "hashedEmail": "ab",
        },
        {
            "userId": "C-1002", "firstName": "Kiran", "lastName": "Shah", "birthDate": None,
            "email": "kiran.shah@example.in", "phone": "+919000000002", "emailOptIn": True,
            "smsOptIn": True, "whatsappOptIn": True, "hashedEmail": "cd",
        },
    ),
    wrap="users",
    people="user",
)  # fmt: skip
CASES = (
    CLEVERTAP, CLEVERTAP_EVENTS, MOENGAGE, MOENGAGE_LABELLED, WEBENGAGE, WEBENGAGE_API,
    Case(
        "moengage", "events", "moengage-events.jsonl",
        records=(
            {
                "uid": "C-1001", "event_name": "EMAIL_UNSUBSCRIBE", "event_time": 1746073800,
                "event_attributes": {"campaign": "x"}, "user_attributes": {"u_em": "p1@example.in"},
                "moe_campaign_id": "c1",
            },
        ),
        kind="events", how="looks_like", people="user",
    ),
    Case(
        "webengage", "events", "webengage-events.jsonl",
        records=(
            {
                "license_code": "in~abc", "event_name": "Email Clicked", "category": "system",
                "event_time": "2025-05-01T10:00:00+0530", "cuid": "C-1001", "luid": "l-1",
                "event_data": {"campaign": "x"}, "system_data": {"city": "Pune"},
            },
        ),
        kind="events", how="looks_like", people="user",
    ),
)  # fmt: skip
