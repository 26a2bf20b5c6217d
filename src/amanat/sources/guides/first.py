"""Guides to the exports that most teams fetch first."""

from typing import Final

from amanat.sources.guides.model import Guide

GUIDES: Final = (
    Guide(
        "hubspot",
        4,
        (
            "Open Contacts, choose the view with all contacts, and export it as CSV.",
            "Choose all properties and include associations; English headers or internal names.",
            "Do the same for Tickets and Notes, and for each marketing list that is in use.",
            "The file comes by mail; its link ends after some days.",
        ),
        "contacts, opt-outs, scores, where people came from",
        "the day of a consent: it holds opt-out states only; nor who may open records",
        first=1,
    ),
    Guide(
        "salesforce",
        5,
        (
            "In Setup search for Data Export, choose all objects, encoding UTF-8, and export now.",
            "Fetch every part (_1, _2 ...): the links work for about 48 hours.",
            "Put the zips into the folder as they are.",
        ),
        "accounts, contacts, leads, cases, tasks, campaigns, consent objects",
        "org-wide sharing defaults; formula fields",
    ),
    Guide(
        "google-drive",
        3,
        (
            "As an administrator list files with permissions as CSV (GAM: print filelist).",
            "Save each sheet that CS uses as XLSX, with its title as file name.",
        ),
        "who can open which sheet",
        "who did open it: that is in the Drive log",
        first=2,
    ),
    Guide(
        "notion",
        5,
        (
            "In Settings export the workspace as Markdown and CSV, with subpages.",
            "Also save the list of members: it says who can open pages.",
        ),
        "pages and databases with their text",
        "who can open a page, guests, the bin",
        first=3,
    ),
    Guide(
        "freshdesk",
        3,
        (
            "Open Tickets, choose the date range, and export with all ticket and contact fields.",
            "Include the description, so that the first mail of each ticket is there.",
        ),
        "tickets and who wrote them",
        "replies and private notes: only the account's JSON export has them",
    ),
    Guide(
        "zendesk",
        5,
        (
            "Admin Center, Account, Tools, Reports, Export: JSON for tickets and users.",
            "If Export is not there, Zendesk support has to switch it on.",
        ),
        "tickets with comments, users, roles",
        "the names of custom fields without ticket_fields",
    ),
    Guide(
        "mixpanel",
        4,
        (
            "Export raw events of the last months as JSON lines (Raw Data Export).",
            "Export user profiles from Users as CSV, or by the Engage API as JSON.",
        ),
        "events by person, profiles, what wrote them",
        "erasure requests: they are kept as tasks elsewhere",
    ),
    Guide(
        "clevertap",
        4,
        (
            "Download the profiles of each segment that campaigns use, as CSV.",
            "Keep the MSG- columns: they say who may be messaged.",
        ),
        "who is in an audience, and who is switched off",
        "the day of a choice; a true MSG- flag is no consent",
    ),
    Guide(
        "mailchimp",
        3,
        (
            "Open Audience, export it, and put the zip into the folder as it is:",
            "subscribed, unsubscribed and cleaned members are separate files.",
        ),
        "opt-in and opt-out with times",
        "people who were deleted for good",
    ),
)
