"""People from ZoomInfo, invented."""

from exported import table

PEOPLE = table(
    "zoominfo",
    "contacts",
    "zoominfo.csv",
    """
ZoomInfo Contact ID,Last Name,First Name,Job Title,Email Address,Direct Phone Number,Direct Phone Do Not Call,Mobile phone,Mobile Phone Do Not Call,Contact Accuracy Score,Contact Accuracy Grade,ZoomInfo Company ID,Last Updated Date,Notice Provided Date
-1234567890,Iyer,Meena,Head of Tax,meena.iyer@example.in,,,+919000000001,true,95,A,345,2025-05-14,2025-01-14
1234567891,Menon,Ravi,Buyer,ravi.menon@example.in,+918000000003,false,,,85,B,346,2025-05-15,
""",
    people="lead",
)
CASES = (PEOPLE,)
