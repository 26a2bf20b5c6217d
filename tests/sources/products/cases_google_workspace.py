"""Reports of apps that people let into their Google accounts, invented."""

from exported import table

TOKENS = table(
    "google-workspace",
    "apps",
    "tokens.csv",
    """
user,clientId,displayText,anonymous,nativeApp,scopes
asha@firm.example.in,123-a.apps.googleusercontent.com,HubSpot,False,False,https://www.googleapis.com/auth/gmail.readonly https://www.googleapis.com/auth/contacts
ravi@firm.example.in,456-b.apps.googleusercontent.com,Mail Merger Pro,False,False,https://www.googleapis.com/auth/spreadsheets
""",
    people=None,
)
CONTROL = table(
    "google-workspace",
    "app-list",
    "apps.csv",
    """
App name,Type,Id,Verified,Users,Requested services,Access
Zoom,Web,123-a.apps.googleusercontent.com,Yes,12,Calendar,Trusted
""",
    people=None,
    how="looks_like",
)
LOG = table(
    "google-workspace",
    "app-log",
    "log.csv",
    """
Date,Event,Actor,App name,Client ID,Scope,API name,Client type,IP address
2025-05-04T10:15:30+05:30,authorize,asha@firm.example.in,Calendly,123-a.apps.googleusercontent.com,https://www.googleapis.com/auth/calendar,calendar,WEB,203.0.113.7
""",
    people=None,
    how="looks_like",
)
CASES = (TOKENS, CONTROL, LOG)
