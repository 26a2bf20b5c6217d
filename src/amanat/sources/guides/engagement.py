"""Guides to the exports of success platforms, analytics and engagement tools."""

from typing import Final

from amanat.sources.guides.model import Guide

GUIDES: Final = (
    Guide(
        "gainsight",
        6,
        (
            "In Administration, Data Management, open Person and Company and export each as CSV.",
            "In Reports build one on Timeline with subject and notes, and export it.",
            "In Journey Orchestrator export the list of those who opted out.",
        ),
        "people and firms, scores, timeline notes, who opted out",
        "which data came from which tool, and the day of a choice",
    ),
    Guide(
        "churnzero",
        4,
        (
            "Open Contacts, show all columns, and export the view as CSV.",
            "Do the same for Accounts; events come by its data export.",
        ),
        "contacts by account, scores of accounts",
        "opt-outs and notes; its layout is known from memory, so that nothing fails by it alone",
    ),
    Guide(
        "vitally",
        4,
        (
            "Open Users, show all columns, and export the view as CSV; do the same for Accounts.",
            "The API's answer for users has more: the day on which somebody unsubscribed.",
        ),
        "users by account, what they said in surveys, who unsubscribed",
        "notes and conversations; in the CSV the day of unsubscribing",
    ),
    Guide(
        "totango",
        4,
        (
            "Open a segment of users with all columns and export it as CSV.",
            "Export touchpoints as well: notes about people are there.",
        ),
        "users by account, touchpoints with their text",
        "opt-outs; its layout is known from memory, so that nothing fails by it alone",
    ),
    Guide(
        "amplitude",
        5,
        (
            "In Settings, Projects, export raw data of the last months; it is a zip of JSON lines.",
            "Download each cohort that somebody uses as CSV: it shows who was to be reached.",
        ),
        "events by person and device, cohorts",
        "opt-outs and requests to delete; what was sent to other tools",
    ),
    Guide(
        "moengage",
        4,
        (
            "Open each segment that campaigns use and export its users with all attributes.",
            "Keep the moe_ attributes: they say who unsubscribed.",
        ),
        "who is in a segment, and who unsubscribed",
        "the day of a choice; a subscription flag that the app set is no consent",
    ),
    Guide(
        "webengage",
        4,
        (
            "Open each segment that campaigns use and export its users with all attributes.",
            "Keep the opt-in columns: they say who may be messaged.",
        ),
        "who is in a segment, and who is opted out by channel",
        "the day of a choice; a true opt-in flag is no consent",
    ),
    Guide(
        "twilio-segment",
        6,
        (
            "From the storage destination copy some weeks of raw logs (gz of JSON lines).",
            "Export the tracking plan, and list sources and destinations as CSV or JSON.",
            "Remove write keys and settings first: they are secrets.",
        ),
        "events by person, choices by category with their times, where data goes",
        "people whose data was suppressed, and what destinations did with the data",
    ),
    Guide(
        "rudderstack",
        6,
        (
            "From the storage destination copy some weeks of raw logs (gz of JSON lines).",
            "List sources and destinations as CSV.",
        ),
        "events by person and device",
        "what destinations did with the data",
    ),
)
