"""Bookings of Calendly, invented."""

from exported import table

BOOKINGS = table(
    "calendly",
    "bookings",
    "events.csv",
    """
User Name,User Email,Team,Invitee Name,Invitee First Name,Invitee Last Name,Invitee Email,Invitee Time Zone,Invitee accepted marketing emails,Text Reminder Number,Event Type Name,Start Date & Time,End Date & Time,Location,Event Created Date & Time,Canceled,Cancellation reason,Question 1,Response 1,UTM Source,Salesforce UUID,Guest Email(s),Meeting Notes,Event UUID,Invitee UUID
Asha Rao,asha@firm.example.in,CS,Meena Iyer,Meena,Iyer,meena.iyer@example.in,Asia/Kolkata,true,+919000000001,Onboarding,2025-05-14 10:15 am,2025-05-14 10:45 am,Zoom,2025-05-10 09:15 pm,false,,Why?,My PAN is ABCPI1234K,web,003000000000001,friend@example.in,,e-1,i-1
Asha Rao,asha@firm.example.in,CS,Ravi Menon,Ravi,Menon,ravi.menon@example.in,Asia/Kolkata,false,,Onboarding,2025-05-15 10:15 am,2025-05-15 10:45 am,Zoom,2025-05-11 09:15 am,false,,Why?,To learn,web,,,,e-2,i-2
""",
    kind="events",
)
CASES = (BOOKINGS,)
