"""Parts of an audience export of Mailchimp, invented."""

from exported import table

_HEAD = "Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,LAST_CHANGED,LEID,EUID,NOTES,TAGS"
_ROWS = (
    "meena.iyer@example.in,Meena,Iyer,2,2025-05-04 04:45:30,203.0.113.7,2025-05-04 04:46:30,,2025-05-04 04:46:30,1,e1,,",
    'ravi.menon@example.in,Ravi,Menon,2,,,2024-05-04 04:46:30,,2024-05-04 04:46:30,2,e2,"asked, twice",""" vip """',
)
SUBSCRIBED = table("mailchimp", "audience", "subscribed.csv", "\n".join((_HEAD, *_ROWS)))
UNSUBSCRIBED = table(
    "mailchimp",
    "unsubscribed",
    "unsubscribed.csv",
    f"{_HEAD},UNSUB_TIME,UNSUB_REASON\n{_ROWS[0]},2025-06-04 04:46:30,NORMAL\n",
)
CLEANED = table(
    "mailchimp", "cleaned", "cleaned.csv", f"{_HEAD},CLEAN_TIME\n{_ROWS[1]},2025-06-04 04:46:30\n"
)
CASES = (SUBSCRIBED, UNSUBSCRIBED, CLEANED)
