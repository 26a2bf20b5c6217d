"""The list of members of a Notion workspace, invented."""

from exported import table

MEMBERS = table(
    "notion",
    "members",
    "members.csv",
    """
Name,Email,Status,Last active
Asha Rao,asha@firm.example.in,Workspace Owner,"May 4, 2025"
Ravi Menon,ravi@firm.example.in,Member,"May 3, 2025"
Partner,guest@partner.example.com,Guest,"May 1, 2025"
""",
    people="user",
    how="looks_like",
)
CASES = (MEMBERS,)
