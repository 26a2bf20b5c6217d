"""Answers to a Google Form, from its zip and from the linked sheet; invented."""

from exported import table

ZIPPED = table(
    "google-forms",
    "responses",
    "Feedback.csv",
    """
Timestamp,Email Address,What is your name?,How did you hear about us?,I agree to the privacy notice
2025/05/04 10:15:30 AM GMT+5:30,meena.iyer@example.in,Meena Iyer,From a friend,Yes
2025/05/04 10:16:30 PM GMT+5:30,ravi.menon@example.in,Ravi Menon,Web,No
""",
    how="generic",
)
SHEET = table(
    "google-forms",
    "responses",
    "Feedback (Responses).csv",
    """
Timestamp,What is your name?,How did you hear about us?
25/05/2025 10:15:30,Meena Iyer,From a friend
26/05/2025 22:16:30,Ravi Menon,Web
""",
    how="generic",
)
CASES = (ZIPPED, SHEET)
