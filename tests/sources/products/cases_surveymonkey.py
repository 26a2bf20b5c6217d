"""Answers to a SurveyMonkey survey, under two rows of titles; invented."""

from exported import Case, table

RESPONSES = table(
    "surveymonkey",
    "responses",
    "Sheet_1.csv",
    """
Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Which products do you use?,,What should we know of you?
,,,,,,,,Alpha,Beta,Open-Ended Response
11400000001,40000001,04/13/2025 10:15:30 AM,04/13/2025 10:20:30 AM,203.0.113.7,meena.iyer@example.in,Meena,Iyer,Alpha,,I use it at home with my aadhaar 2341 2341 2346
11400000002,40000001,04/13/2025 11:15:30 AM,04/13/2025 11:20:30 AM,203.0.113.8,ravi.menon@example.in,Ravi,Menon,,Beta,Nothing that comes to my mind right now
""",
    how="generic",
)
#: The second row of titles would move and repeat with the rows.
WHOLE = Case("surveymonkey", "responses", "Sheet_1.csv", data=RESPONSES.text(), how="generic")
CASES = (WHOLE,)
