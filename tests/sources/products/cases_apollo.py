"""People from Apollo.io, invented."""

from exported import table

PEOPLE = table(
    "apollo-io",
    "contacts",
    "apollo-contacts-export.csv",
    """
First Name,Last Name,Title,Company,Company Name for Emails,Email,Email Status,Primary Email Source,Email Confidence,Seniority,Departments,Contact Owner,Work Direct Phone,Mobile Phone,Corporate Phone,Stage,Lists,Last Contacted,Person Linkedin Url,Company Linkedin Url,# Employees,Apollo Contact Id,Apollo Account Id
Meena,Iyer,Head of Tax,Firm,Firm,meena.iyer@example.in,Verified,Apollo,0.98,head,finance,asha@firm.example.in,,+919000000001,+918000000002,Cold,Diwali targets,2025-05-04T10:15:30+05:30,https://linkedin.example.com/in/meena,https://linkedin.example.com/firm,40,a1b2c3d4e5f6,f6e5d4c3b2a1
Ravi,Menon,Buyer,Other,Other,ravi.menon@example.in,Guessed,Apollo,0.4,entry,ops,asha@firm.example.in,,+919000000003,+918000000002,Cold,,,https://linkedin.example.com/in/ravi,https://linkedin.example.com/other,400,a1b2c3d4e5f7,f6e5d4c3b2a2
""",
    people="lead",
)
CASES = (PEOPLE,)
