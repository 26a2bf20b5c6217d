"""People from Lusha and Kaspr, as they are remembered; invented."""

from exported import table

LUSHA = table(
    "lusha",
    "contacts",
    "lusha.csv",
    """
First Name,Last Name,Job Title,Company,Work Email,Direct Phone,Mobile Phone,LinkedIn URL,Data source,Lusha Credits
Meena,Iyer,Head of Tax,Firm,meena.iyer@example.in,,+919000000001,https://linkedin.example.com/in/meena,Lusha,1
""",
    people="lead",
    how="looks_like",
)
KASPR = table(
    "kaspr",
    "contacts",
    "kaspr.csv",
    """
First Name,Last Name,Company,Email,Phone 1,LinkedIn URL,Kaspr List
Ravi,Menon,Other,ravi.menon@example.in,+919000000003,https://linkedin.example.com/in/ravi,Mine
""",
    people="lead",
    how="looks_like",
)
CASES = (LUSHA, KASPR)
