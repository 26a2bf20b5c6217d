"""Answers to a Typeform, invented."""

from exported import table

RESPONSES = table(
    "typeform",
    "responses",
    "responses.csv",
    """
#,"What is your name, please?",Your email,I agree to be called,Start Date (UTC),Submit Date (UTC),Network ID
0f1e2d3c4b5a69788796a5b4c3d2e1f0,Meena Iyer,meena.iyer@example.in,1,2025-05-04 04:45:30,2025-05-04 04:47:30,aa11bb22cc
1f1e2d3c4b5a69788796a5b4c3d2e1f1,Ravi Menon,ravi.menon@example.in,0,2025-05-04 05:45:30,2025-05-04 05:47:30,dd11bb22cc
""",
    how="generic",
)
CASES = (RESPONSES,)
