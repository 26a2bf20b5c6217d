"""Customers of Chargebee, as its export and its API give them; invented."""

from exported import Case, table

EXPORT = table(
    "chargebee",
    "customers",
    "Customers.csv",
    """
Customer Id,First Name,Last Name,Email,Phone,Company,Auto Collection,Net Term Days,Taxability,Card Status,Promotional Credits,Excess Payments,Created At,PII Cleared
c1,Meena,Iyer,meena.iyer@example.in,+919000000001,Firm,On,0,taxable,valid,0,0,04-May-2025 10:15,active
c2,,,,,,Off,0,taxable,no_card,0,0,14-May-2024 10:15,cleared
""",
    how="looks_like",
)
_CUSTOMERS = tuple(
    {
        "id": f"c{n}",
        "first_name": "Meena",
        "last_name": "Iyer",
        "email": f"meena{n}@example.in",
        "auto_collection": "on",
        "net_term_days": 0,
        "created_at": 1748148330,
        "created_from_ip": "203.0.113.7",
        "taxability": "taxable",
        "pii_cleared": "active",
        "card_status": "valid",
        "promotional_credits": 0,
        "resource_version": 1748148330000,
        "deleted": n == 2,
    }
    for n in (1, 2)
)
API = Case("chargebee", "customers", "customers.json", records=_CUSTOMERS, wrap="list")
#: As the API itself answers.
WRAPPED = Case(
    "chargebee",
    "customers",
    "answer.json",
    records=tuple({"customer": each} for each in _CUSTOMERS),
    wrap="list",
)
CASES = (EXPORT, API)
