"""Lists that tools scraped from Sales Navigator, invented."""

from exported import table

SCRAPED = table(
    "sales-navigator",
    "leads",
    "result.csv",
    """
profileUrl,fullName,firstName,lastName,title,companyName,vmid,connectionDegree,sharedConnectionsCount,query,timestamp
https://linkedin.example.com/in/meena,Meena Iyer,Meena,Iyer,Head of Tax,Firm,ACw1,2nd,3,https://linkedin.example.com/sales/q,2025-05-04T10:15:30.000Z
https://linkedin.example.com/in/ravi,Ravi Menon,Ravi,Menon,Buyer,Other,ACw2,3rd,0,https://linkedin.example.com/sales/q,2025-05-04T10:15:31.000Z
""",
    people="lead",
    how="looks_like",
)
CASES = (SCRAPED,)
