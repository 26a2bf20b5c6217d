"""Attendance of a Google Meet call, invented."""

from exported import table

ATTENDANCE = table(
    "google-meet",
    "attendance",
    "attendance.csv",
    """
First name,Last name,Email,Duration,Time joined,Time exited
Meena,Iyer,meena.iyer@example.in,45 min,2025-05-04 10:15:30,2025-05-04 11:00:00
Ravi,Menon,,30 min,2025-05-04 10:30:30,2025-05-04 11:00:00
""",
    kind="events",
    people="unknown",
    how="looks_like",
)
CASES = (ATTENDANCE,)
