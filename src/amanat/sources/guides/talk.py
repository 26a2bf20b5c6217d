"""Guides to the exports of calls and meetings, forms and bookings."""

from typing import Final

from amanat.sources.guides.model import Guide

GUIDES: Final = (
    Guide(
        "zoom",
        4,
        (
            "In Reports, Usage, open the number of participants of a meeting and export it.",
            "Tick Show unique users off, so that joining and leaving are there.",
            "Registrations: Reports, Meeting, Registration report.",
        ),
        "who was in a meeting, who agreed to its recording",
        "the zone of its times; what became of a recording; who watched it",
    ),
    Guide(
        "google-meet",
        3,
        (
            "The host gets an attendance report by mail after a meeting; save it as CSV or XLSX.",
            "Transcripts and notes lie in the host's Drive: download them as DOCX or text.",
        ),
        "who was in a meeting and for how long",
        "whether somebody agreed to a recording; its layout is known from memory only",
    ),
    Guide(
        "fireflies",
        5,
        (
            "Ask for transcripts by its API with sentences, attendees and summary, as JSON.",
            "Or download single transcripts from the notebook.",
        ),
        "what was said, who was there, summaries that a machine made",
        "whether those who were recorded knew it; who opened a transcript",
    ),
    Guide(
        "gong",
        6,
        (
            "As an administrator make an API key and ask for calls and for transcripts, as JSON.",
            "Or download the transcript of a call from its page.",
        ),
        "what was said in calls, and with whom",
        "calls and people that were erased; who listened to a call",
    ),
    Guide(
        "exotel",
        3,
        (
            "Open Reports, choose calls and the date range, and download as CSV.",
            "The API's list of calls has more columns.",
        ),
        "numbers, times, recordings",
        "which number is a customer's; whether a recording's link opens without signing in",
    ),
    Guide(
        "twilio",
        3,
        ("In the console open Monitor, Logs, Calls, and export the date range as CSV.",),
        "numbers, times and how calls ended",
        "what was said; recordings are a list of their own",
    ),
    Guide(
        "ozonetel",
        3,
        (
            "Open Reports, CDR, choose the date range, and download as CSV.",
            "Take all columns: comments of agents and dispositions are among them.",
        ),
        "callers, agents, what agents noted, who asked not to be called",
        "the zone of its times; long ids are damaged when Excel saves the file",
    ),
    Guide(
        "google-forms",
        2,
        (
            "Open the form's Responses, More, Download responses (.csv).",
            "Or save the linked sheet as XLSX.",
        ),
        "answers, with the time and, in the CSV, its zone",
        "earlier wordings of a question; who may open the answers; no question has an id",
    ),
    Guide(
        "typeform",
        2,
        ("Open the form's Results, Responses, and download all responses as CSV or XLSX.",),
        "answers with their times in UTC",
        "the notice that was shown beside a question, and earlier wordings",
    ),
    Guide(
        "surveymonkey",
        3,
        (
            "Open Analyze Results, Save as, Export file, All responses data.",
            "Choose CSV, original view, actual answer text.",
        ),
        "answers, addresses of the internet, e-mail where it was collected",
        "who answered where a collector is anonymous; the account's time zone",
    ),
    Guide(
        "calendly",
        2,
        ("Open Meetings, choose the date range with past and future, and export as CSV.",),
        "who booked what, answers, guests, who wants marketing mail",
        "the zone of its times; the text beside the box for marketing mail",
    ),
)
