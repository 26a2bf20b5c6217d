"""Calls of Ozonetel, invented."""

from exported import table

CALLS = table(
    "ozonetel",
    "calls",
    "cdr.csv",
    """
CallID,CallDate,StartTime,EndTime,Duration,CallerID,DialedNumber,DID,Location,AgentID,AgentName,Skill,CampaignName,Type,Status,DialStatus,Disposition,Comments,UCID,UUI,CallAudio,CallerConfAudioFile
1,2025-05-04,10:15:30,10:20:30,00:05:00,9000000001,8000000002,8000000003,Pune,asha,Asha Rao,Sales,Diwali,Inbound,Answered,answered,Interested,Aadhaar given: 2341 2341 2346,123451714557000,,https://recordings.example.com/1.mp3,
2,2025-05-04,11:15:30,11:20:30,00:05:00,9000000004,8000000002,8000000003,Pune,asha,Asha Rao,Sales,Diwali,Inbound,Answered,answered,DND,Said never call again,123451714557001,,https://recordings.example.com/2.mp3,
""",
    kind="events",
)
CASES = (CALLS,)
