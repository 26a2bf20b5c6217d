"""Transcripts as timed text: who said what; their times count from the beginning of the call."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout

LAYOUTS: Final = (
    Layout(
        None,
        "transcripts",
        "messages",
        all_of=frozenset({"start", "end", "speaker", "text"}),
        mark="D",
        people="unknown",
        columns=(
            ColumnRule(("start", "end"), "other", "D"),
            ColumnRule(("speaker",), "name", "D"),
            ColumnRule(("text",), "text", "D"),
        ),
        formats=("vtt", "srt"),
    ),
)
