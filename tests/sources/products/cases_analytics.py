"""Amplitude, Segment, RudderStack and Mixpanel: invented events, cohorts and plans."""

from exported import Case, table

AMPLITUDE = Case(
    "amplitude",
    "events",
    "123456_2025-05-01_4.json",
    records=tuple(
        {
            "amplitude_id": 9000 + n, "user_id": f"C-100{n}", "device_id": f"d-{n}",
            "event_type": "Order Placed", "event_time": f"2025-05-01 04:3{n}:00.000000",
            "server_upload_time": f"2025-05-01 04:3{n}:02.000000", "uuid": f"u-{n}",
            "ip_address": "203.0.113.7", "city": "Pune", "location_lat": None,
            "user_properties": {"email": f"p{n}@example.in", "age": 41},
            "event_properties": {"amount": 10 * n}, "groups": {}, "session_id": 1746073800000,
        }
        for n in (1, 2)
    ),
    kind="events",
    people="user",
)  # fmt: skip
COHORT = table(
    "amplitude",
    "cohort",
    "Likely to churn.csv",
    """amplitude_id,user_id,email
9001,C-1001,meena.iyer@example.in
9002,C-1002,kiran.shah@example.in
""",
    people="user",
)


def _line(number: int, **more: object) -> dict[str, object]:
    return {
        "anonymousId": f"a-{number}", "userId": f"C-100{number}", "messageId": f"m-{number}",
        "type": "identify", "channel": "server", "originalTimestamp": f"2025-05-0{number}T04:30:00.000Z",
        "sentAt": f"2025-05-0{number}T04:30:01.000Z", "receivedAt": f"2025-05-0{number}T04:30:02.000Z",
        "traits": {"email": f"p{number}@example.in"}, **more,
    }  # fmt: skip


SEGMENT = Case(
    "twilio-segment",
    "logs",
    "segment-logs.jsonl",
    records=(
        _line(
            1,
            context={
                "ip": "203.0.113.7",
                "library": {"name": "analytics.js"},
                "consent": {"categoryPreferences": {"Advertising": True, "Functional": True}},
            },
        ),
        _line(
            2,
            context={
                "ip": "203.0.113.8",
                "library": {"name": "analytics.js"},
                "consent": {"categoryPreferences": {"Advertising": False, "Functional": True}},
            },
        ),
        _line(3, context={"ip": "203.0.113.9", "library": {"name": "analytics.js"}}),
    ),
    kind="events",
    people="user",
)
RUDDERSTACK = Case(
    "rudderstack",
    "logs",
    "rudder-logs.jsonl",
    records=tuple(
        _line(n, rudderId=f"r-{n}", request_ip="203.0.113.7", context={"library": {"name": "RudderLabs"}})
        for n in (1, 2)
    ),
    kind="events",
    people="user",
)  # fmt: skip
PLAN = table(
    "twilio-segment",
    "tracking-plan",
    "plan.csv",
    """Event Name,Event Description,Property Name,Property Type,Required
Order Placed,When somebody orders,email,string,true
Order Placed,When somebody orders,amount,number,true
""",
    how="looks_like",
    people=None,
)
CASES = (
    AMPLITUDE, COHORT, SEGMENT, RUDDERSTACK, PLAN,
    table(
        "twilio-segment", "destinations", "destinations.csv",
        """workspace,source_name,destination_name,enabled,connection_mode,created_at
demo,Website,Mixpanel,true,cloud,2025-05-01T04:30:00Z
""",
        how="looks_like", people=None,
    ),
    Case(
        "mixpanel", "events", "events.jsonl",
        records=(
            {
                "event": "Order Placed",
                "properties": {
                    "distinct_id": "C-1001", "time": 1746073800, "$insert_id": "i1",
                    "mp_processing_time_ms": 1746073800123, "$city": "Pune", "mp_lib": "web",
                },
            },
        ),
        kind="events", people="user",
    ),
)  # fmt: skip
