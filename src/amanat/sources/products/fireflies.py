"""Fireflies: transcripts of calls with their summaries, as its API gives them."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "fireflies",
        "transcripts",
        "messages",
        all_of=frozenset({"sentences"}),
        some_of=(
            (2, frozenset({"organizer_email", "host_email", "transcript_url", "audio_url"})),
            (1, frozenset({"meeting_attendees", "participants", "meeting_attendance"})),
        ),
        columns=(
            ColumnRule(("title",), "subject"),
            ColumnRule(("date",), "created_at"),
            ColumnRule(("organizer_email", "host_email"), "staff"),
            ColumnRule(("sentences",), "text", bodies=("raw_text", "text")),
            # A summary and a mood that a machine made of what people said.
            ColumnRule(("summary",), "text"),
            ColumnRule(("participants", "meeting_attendees", "meeting_attendance"), "text"),
            ColumnRule(("id", "transcript_url", "audio_url", "video_url", "privacy"), "other"),
        ),
        times=Times("epoch_ms", "UTC", known=True),
        formats=("json", "jsonl"),
    ),
)
