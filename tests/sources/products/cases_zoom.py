"""Zoom: participants of a meeting and registrations, invented."""

from exported import Case, table

PARTICIPANTS = table(
    "zoom",
    "participants",
    "participants.csv",
    """
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
Meena Iyer (Meena),meena.iyer@example.in,04/13/2025 10:15:30 AM,04/13/2025 11:00:00 AM,45,Yes,Y
Asha Rao,asha@firm.example.in,04/13/2025 10:14:30 AM,04/13/2025 11:00:00 AM,46,No,
Ravi Menon,ravi.menon@example.in,04/13/2025 10:20:30 PM,04/13/2025 11:00:00 PM,40,Yes,Yes
""",
    before="Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    "999 0000 0001,Renewal,04/13/2025 10:14:00 AM,04/13/2025 11:00:00 AM,asha@firm.example.in,46,3\n\n",
    kind="events",
    people="unknown",
)
OLDER = table(
    "zoom",
    "participants",
    "older.csv",
    """
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording disclaimer response
Meena Iyer,meena.iyer@example.in,04/13/2025 10:15:30 AM,04/13/2025 11:00:00 AM,45,Yes,OK
""",
    kind="events",
    people="unknown",
)
SHORT = table(
    "zoom",
    "participants",
    "short.csv",
    """
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)
Meena Iyer,meena.iyer@example.in,04/13/2025 10:15:30 AM,04/13/2025 11:00:00 AM,45
""",
    kind="events",
    people="unknown",
    how="looks_like",
)
REGISTERED = table(
    "zoom",
    "registrations",
    "registration.csv",
    """
First Name,Last Name,Email,Registration Time,Approval Status,Questions & Comments
Meena,Iyer,meena.iyer@example.in,04/13/2025 10:15:30 AM,approved,Is it about tax?
""",
    kind="events",
    people="lead",
    how="looks_like",
)
CASES: tuple[Case, ...] = (PARTICIPANTS, OLDER, SHORT, REGISTERED)
