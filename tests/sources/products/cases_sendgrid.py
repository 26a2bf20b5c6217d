"""Lists of suppressions of SendGrid, invented."""

from exported import table

_MAILS = ("meena.iyer@example.in", "ravi.menon@example.in", "asha@example.in")
BOUNCES = table(
    "sendgrid",
    "bounces",
    "bounces.csv",
    'status,reason,email,created\n5.1.1,"550 no such user,\nreally",'
    f"{_MAILS[0]},1714557000\n4.0.0,full,{_MAILS[1]},1714557100\n",
)
INVALID = table(
    "sendgrid",
    "invalid",
    "invalid.csv",
    f"reason,email,created\nno domain,{_MAILS[0]},1714557000\n",
    how="looks_like",
)
SPAM = table(
    "sendgrid",
    "spam-reports",
    "spam.csv",
    f"ip,email,created\n203.0.113.7,{_MAILS[0]},1714557000\n",
    how="looks_like",
)
GLOBAL = table(
    "sendgrid",
    "unsubscribes",
    "unsubscribes.csv",
    "email,created\n" + "".join(f"{mail},171455700{n}\n" for n, mail in enumerate(_MAILS)),
    how="looks_like",
)
GROUPS = table(
    "sendgrid",
    "group-unsubscribes",
    "groups.csv",
    f"email,group_id,group_name,created_at\n{_MAILS[0]},7,Offers,1714557000\n",
    how="looks_like",
)
CASES = (BOUNCES, INVALID, SPAM, GLOBAL, GROUPS)
