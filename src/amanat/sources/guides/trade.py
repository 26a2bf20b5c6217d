"""Guides to the exports of billing, of mail that is not sent any more, and of bought data."""

from typing import Final

from amanat.sources.guides.model import Guide

GUIDES: Final = (
    Guide(
        "razorpay",
        3,
        (
            "Open Reports, choose payments, refunds and settlements, and the date range.",
            "Download customers from their own page; save as CSV or XLSX.",
        ),
        "who paid, UPI ids, notes that the shop adds to a payment",
        "the zone of its times; full card numbers are never in it",
    ),
    Guide(
        "chargebee",
        3,
        (
            "Open Settings, Import and Export Data, Export, and choose Customers with all fields.",
            "Add Comments and, where it is switched on, Consents; put the zip in as it is.",
        ),
        "customers, and whose personal data was cleared",
        "who may open customers; labels of columns are known from memory only",
    ),
    Guide(
        "sendgrid",
        3,
        (
            "Open Suppressions and download bounces, blocks, spam reports and unsubscribes.",
            "Keep the files as they are: with a column more they are not known any more.",
        ),
        "who unsubscribed or complained, on which day; who cannot be reached",
        "who was written to since; from which list somebody came",
    ),
    Guide(
        "apollo-io",
        3,
        (
            "Open People, choose saved contacts, select all, and export as CSV with all fields.",
            "Do the same for each list that somebody writes to.",
        ),
        "people whose data came from Apollo and not from them, and who was written to",
        "whether they were told, and where Apollo has the data from",
    ),
    Guide(
        "lusha",
        2,
        ("Open the dashboard's Contacts, choose all lists, and export as CSV.",),
        "people whose data came from Lusha and not from them",
        "whether they were told; its layout is known from memory only",
    ),
    Guide(
        "kaspr",
        2,
        ("Open Leads, choose all, and export as CSV.",),
        "people whose data came from Kaspr and not from them",
        "whether they were told; its layout is known from memory only",
    ),
    Guide(
        "zoominfo",
        3,
        ("Open Exports or a saved list, choose contacts, and export as CSV with all fields.",),
        "people whose data was bought, and numbers that are not to be called",
        "whether they agreed; when a number was marked",
    ),
    Guide(
        "linkedin",
        3,
        (
            "Connections: each colleague asks for them in Settings, Data privacy, Get a copy.",
            "Leads: in Campaign Manager open the form and download its leads as CSV.",
        ),
        "whom a colleague is connected with, who answered a form",
        "whether a connection agreed to be in our tools; the text of a form's box",
    ),
    Guide(
        "sales-navigator",
        2,
        (
            "It has no export of its own: ask who uses a tool that collects its lists.",
            "Put the CSV of that tool into the folder.",
        ),
        "that people were collected without their knowledge, and with which tool",
        "whether they were told; its layout is known from memory only",
    ),
)
