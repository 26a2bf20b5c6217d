"""Calls of Exotel and of Twilio, whose columns it copied; invented."""

from exported import table

CALLS = table(
    "exotel",
    "calls",
    "calls.csv",
    """
Sid,ParentCallSid,DateCreated,DateUpdated,AccountSid,From,To,PhoneNumberSid,Status,StartTime,EndTime,Duration,Price,Direction,AnsweredBy,CallerName,Uri,RecordingUrl
b6bf0c8a1d2e3f405162738495a6b7c8,,2025-05-04 10:15:30,2025-05-04 10:20:30,firm1,09000000001,08000000002,08000000002,completed,2025-05-04 10:15:30,2025-05-04 10:20:30,300,1.2,inbound,human,Meena Iyer,/v1/a,https://recordings.example.com/a.mp3
c7bf0c8a1d2e3f405162738495a6b7c9,,2025-05-04 11:15:30,2025-05-04 11:20:30,firm1,08000000002,09000000003,08000000002,completed,2025-05-04 11:15:30,2025-05-04 11:20:30,300,1.2,outbound-api,,,/v1/b,https://recordings.example.com/b.mp3
""",
    kind="events",
    people=None,
)
TWILIO = table(
    "twilio",
    "calls",
    "twilio.csv",
    """
Sid,ParentCallSid,AccountSid,From,To,PhoneNumberSid,Status,StartTime,EndTime,Duration,Direction
CA0123456789abcdef0123456789abcdef,,AC0123456789abcdef0123456789abcdef,+919000000001,+918000000002,PN0123456789abcdef0123456789abcdef,completed,2025-05-04T04:45:30Z,2025-05-04T04:50:30Z,300,inbound
CA1123456789abcdef0123456789abcdef,,AC0123456789abcdef0123456789abcdef,+919000000003,+918000000002,PN0123456789abcdef0123456789abcdef,completed,2025-05-04T05:45:30Z,2025-05-04T05:50:30Z,300,inbound
""",
    kind="events",
    people=None,
)
CASES = (CALLS, TWILIO)
