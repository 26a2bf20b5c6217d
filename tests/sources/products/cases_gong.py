"""Transcripts and facts of calls as Gong gives them, invented."""

from exported import Case

TRANSCRIPTS = Case(
    "gong",
    "transcripts",
    "transcripts.json",
    records=(
        {
            "callId": "7782342274025937895",
            "transcript": [
                {
                    "speakerId": "6432345678555530067",
                    "topic": "Pricing",
                    "sentences": [
                        {"start": 460230, "end": 462343, "text": "My aadhaar is 2341 2341 2346"}
                    ],
                }
            ],
        },
    ),
    wrap="callTranscripts",
    kind="messages",
    people=None,
)
CALLS = Case(
    "gong",
    "calls",
    "calls.json",
    records=(
        {
            "metaData": {"id": "7782342274025937895", "title": "Renewal", "duration": 460},
            "parties": [{"emailAddress": "meena.iyer@example.in", "affiliation": "External"}],
        },
    ),
    wrap="calls",
    kind="messages",
    people=None,
    how="looks_like",
)
CASES = (TRANSCRIPTS, CALLS)
