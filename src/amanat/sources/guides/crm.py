"""Guides to the exports of CRMs and of support desks."""

from typing import Final

from amanat.sources.guides.model import Guide

GUIDES: Final = (
    Guide(
        "zoho-crm",
        5,
        (
            "In Setup, Data Administration, open Data Backup and start one; it takes some hours.",
            "Fetch every Data_ part while its link works; leave the zips as they are.",
            "For one module only: open it and choose Export, with all fields.",
        ),
        "contacts, leads, notes, deals, opt-outs with the time of unsubscribing",
        "the recycle bin, and who may open records; the zone of its times",
    ),
    Guide(
        "leadsquared",
        4,
        (
            "Open Manage Leads, choose All Leads, and Export with all lead fields.",
            "Export activities of the last months as well: calls and notes are there.",
            "The file comes by mail; large accounts export in parts.",
        ),
        "leads, where they came from, do-not-email and do-not-call flags",
        "the day of a choice, and who may open leads",
    ),
    Guide(
        "erpnext",
        4,
        (
            "Open the list of Leads, then Customers, Contacts and Issues; choose Menu, Export.",
            "Choose All Records and all fields, as CSV or Excel.",
        ),
        "leads, customers, contacts, issues and who unsubscribed",
        "mail and comments on a record, deleted documents, and the site's time zone",
    ),
    Guide(
        "frappe-crm",
        4,
        (
            "Open Leads, choose Export, All Records and all fields, as CSV or Excel.",
            "As an administrator the list view of CRM Lead offers the same under Menu, Export.",
        ),
        "leads and who owns them",
        "comments, calls and messages of a lead; the day of a choice",
    ),
    Guide(
        "zoho-desk",
        3,
        (
            "Open Tickets, choose All Tickets, and export with all fields as CSV.",
            "In Setup, Data Administration, Export gives contacts and accounts as well.",
        ),
        "tickets with who wrote them and how they were resolved",
        "the conversation of a ticket: threads and private comments are not in it",
    ),
    Guide(
        "freshservice",
        3,
        (
            "Open Tickets, choose all of them and the date range, and export with all fields.",
            "Include the description, so that the first mail of each ticket is there.",
        ),
        "tickets and who asked",
        "replies and private notes",
    ),
    Guide(
        "intercom",
        5,
        (
            "Open Contacts, choose All users, then All leads, and export each with all columns.",
            "Conversations: use the data export in Settings, or save the API's answers as JSON.",
        ),
        "people, who unsubscribed, and conversations with their notes",
        "people who were deleted, the day of unsubscribing, and who may open conversations",
    ),
    Guide(
        "chatwoot",
        4,
        (
            "As an administrator open Contacts and export; it gives names, mail and numbers only.",
            "Hosted by yourselves: save the tables contacts and messages of the database as CSV.",
            "Else save the API's answers for contacts and conversations as JSON.",
        ),
        "contacts with our own ids, and messages with private notes",
        "opt-outs: Chatwoot keeps none; the contacts export alone reads as any list",
    ),
)
