"""A transcript of Fireflies, invented."""

from exported import Case

TRANSCRIPT = Case(
    "fireflies",
    "transcripts",
    "transcripts.json",
    records=(
        {
            "id": "01H",
            "title": "Renewal with Meena",
            "date": 1714557000000,
            "duration": 32.5,
            "organizer_email": "asha@firm.example.in",
            "host_email": "asha@firm.example.in",
            "participants": ["asha@firm.example.in", "meena.iyer@example.in"],
            "meeting_attendees": [{"displayName": "Meena", "email": "meena.iyer@example.in"}],
            "transcript_url": "https://app.example.com/view/01H",
            "audio_url": None,
            "sentences": [
                {"index": 0, "speaker_name": "Meena Iyer", "text": "", "raw_text": "My aadhaar is"},
                {"index": 1, "speaker_name": "Meena Iyer", "raw_text": "2341 2341 2346 yes"},
            ],
            "summary": {"overview": "She has diabetes and wants a later date."},
        },
    ),
    kind="messages",
    people=None,
)
CASES = (TRANSCRIPT,)
