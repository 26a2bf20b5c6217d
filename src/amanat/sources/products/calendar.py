"""Calendars as files of any program: who was invited to what, and what notes say of it."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        None,
        "calendar",
        "events",
        all_of=frozenset({"uid", "start", "summary", "attendees"}),
        mark="D",
        columns=(
            ColumnRule(("uid",), "record_id", "D"),
            ColumnRule(("created",), "created_at", "D"),
            ColumnRule(("updated",), "updated_at", "D"),
            ColumnRule(("start", "end", "status"), "other", "D"),
            ColumnRule(("summary",), "subject", "D"),
            ColumnRule(("description", "location"), "text", "D"),
            ColumnRule(("organizer", "attendees"), "other_email", "D"),
            ColumnRule(("organizer_name", "attendee_names"), "other_name", "D"),
        ),
        times=Times("iso"),
        formats=("ics",),
    ),
)
