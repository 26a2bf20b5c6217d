"""Guides to the exports of chats, files, and of the apps that were let into them."""

from typing import Final

from amanat.sources.guides.model import Guide

GUIDES: Final = (
    Guide(
        "slack",
        5,
        (
            "As an owner open the workspace's settings, Import/Export Data, Export.",
            "Choose the date range and start; the link comes by mail.",
            "Private channels and direct messages need a higher plan or Slack's approval.",
            "Put the zip into the folder as it is: its folders are the channels.",
        ),
        "messages, members and guests, public channels, channels shared with others, apps",
        "files themselves; private channels without approval; what apps read",
    ),
    Guide(
        "microsoft-teams",
        8,
        (
            "In the Purview portal make a content search over Teams chats and export its results.",
            "One's own chats: export them at the account's privacy page; it gives messages.json.",
            "Of a meeting: open its Attendance tab and download the report.",
        ),
        "messages, who was in a meeting and when",
        "who is a guest of a team; the zone of attendance; PST files are not read",
    ),
    Guide(
        "google-chat",
        6,
        (
            "As an administrator use Data Export; for one's own chats use Takeout, Google Chat.",
            "Fetch every part, and put the zips into the folder as they are.",
        ),
        "messages of each space, its members, messages that were deleted",
        "the day on which somebody joined a space; who read it",
    ),
    Guide(
        "whatsapp",
        2,
        (
            "On the phone open the chat, choose More, Export chat, Without media.",
            "Do so for each group with customers or vendors; save the text or zip as it is.",
        ),
        "messages, who sent them, numbers of contacts that are not saved",
        "the phone's time zone; names are the exporter's own; media that were left out",
    ),
    Guide(
        "google-workspace",
        4,
        (
            "In the admin console open Security, API controls, App access control, and download.",
            "Also Reporting, Audit, OAuth log events: export them as CSV.",
            "With GAM: print tokens of all users.",
        ),
        "which apps people let into mail, files, contacts and calendars, with scopes",
        "what an app did with that data; apps that were removed before the log begins",
    ),
    Guide(
        "microsoft-365",
        5,
        (
            "In a SharePoint site open Site usage, Shared with external users, Run report.",
            "In Purview open Audit, search for sharing operations, and export all results.",
            "In Entra download Enterprise applications and Users as CSV.",
        ),
        "which files links and people open, guests, apps, acts of sharing",
        "sites for which no report was run; the audit log is kept for some months only",
    ),
)
