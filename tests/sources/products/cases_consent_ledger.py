"""Ledgers of consents, as teams write them."""

from exported import table

ACTS = table(
    None,
    "consents",
    "consent-ledger.csv",
    """Email,Purpose,Action,Timestamp,Channel,Notice version
meena.iyer@example.in,Newsletter,given,2025-01-05T10:00:00+05:30,Email,v3
meena.iyer@example.in,Newsletter,withdrawn,2025-06-01T09:00:00+05:30,Email,v3
kiran.shah@example.in,Research,refused,2025-02-01T09:00:00+05:30,WhatsApp,v3
""",
)
STATUS = table(
    None,
    "consents",
    "consents.csv",
    """Customer ID,Mobile No,Consent For,Consent Status,Consent Date,Consent Text Version
C-1001,9000000001,Newsletter,Active,2025-01-05,2
C-1002,9000000002,Newsletter,Withdrawn,2025-01-06,2
""",
)
BOTH_DAYS = table(
    None,
    "consents",
    "records.csv",
    """consent_id,data_principal_id,purpose,consented_at,withdrawn_at,status
1,C-1001,marketing,2025-01-05T10:00:00Z,2025-06-01T09:00:00Z,withdrawn
2,C-1002,marketing,2025-01-06T10:00:00Z,,active
""",
)
CASES = (ACTS, STATUS, BOTH_DAYS)
