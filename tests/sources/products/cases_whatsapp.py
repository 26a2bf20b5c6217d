"""WhatsApp chats as phones export them, invented."""

from exported import Case

NOTICE = "Messages and calls are end-to-end encrypted. Only people in this chat can read them."
ANDROID = Case(
    "whatsapp",
    "chats",
    "WhatsApp Chat with Pilot group.txt",
    data=f"""04/05/2025, 10:14 - {NOTICE}
04/05/2025, 10:15 - Meena Iyer: My aadhaar:
2341 2341 2346
25/05/2025, 22:16 - \u202a+91\u00a090000\u00a000001\u202c: call me: now
25/05/2025, 22:17 - Asha Rao: <Media omitted>
25/05/2025, 22:18 - Asha Rao: This message was deleted
25/05/2025, 22:19 - Asha Rao added Ravi Menon
""",
    kind="messages",
    people="unknown",
)
IOS = Case(
    "whatsapp",
    "chats",
    "_chat.txt",
    data=f"""[04/05/25, 10:14:01\u202fAM] Pilot group: \u200e{NOTICE}
[04/05/25, 10:15:30\u202fAM] Meena Iyer: hello
\u200e[04/05/25, 10:16:30\u202fAM] ~ Ravi: \u200eimage omitted
[25/05/25, 10:15:30\u202fPM] Meena Iyer: PAN is ABCPI1234K
[25/05/25, 12:15:30\u202fAM] Meena Iyer: thanks
""",
    kind="messages",
    people="unknown",
)
CASES = (ANDROID, IOS)
