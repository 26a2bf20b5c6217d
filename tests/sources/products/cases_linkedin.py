"""Connections of one of our people, and answers to forms in advertisements; invented."""

from exported import table

CONNECTIONS = table(
    "linkedin",
    "connections",
    "Connections.csv",
    """
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Meena,Iyer,https://linkedin.example.com/in/meena,meena.iyer@example.in,Firm,Head of Tax,04 May 2025
Ravi,Menon,https://linkedin.example.com/in/ravi,,Other,Buyer,05 May 2025
""",
    before='Notes:\n"When exporting your connection data, you may notice that some addresses, of '
    'many, are missing."\n\n',
    people="lead",
)
LEADS = table(
    "linkedin",
    "leads",
    "leads.csv",
    """
Lead ID,Form name,Campaign name,Submitted at,First name,Last name,Work email,I consent to be called
l-1,Webinar,Diwali,2025-05-04T10:15:30Z,Meena,Iyer,meena.iyer@example.in,Yes
""",
    people="lead",
    how="looks_like",
)
CASES = (CONNECTIONS, LEADS)
