"""Zoom: who was in a meeting, and whether they agreed to its recording.

The report stands below two rows about the meeting; its times are local, without a zone.
"""

from dataclasses import replace
from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

_RECORDING: Final = ConsentRule(
    ("recording_consent",),
    {"y": "give", "yes": "give"},
    label="recording",
    at="join_time",
    method="ticked",
)
_PARTICIPANTS: Final = Layout(
    "zoom",
    "participants",
    "events",
    all_of=frozenset({"name_(original_name)"}),
    some_of=((1, frozenset({"join_time", "duration_(minutes)", "total_duration_(minutes)"})),),
    plus=frozenset(
        {"recording_consent", "recording_disclaimer_response", "in_waiting_room", "guest"}
    ),
    people="unknown",
    columns=(
        ColumnRule(("name_(original_name)",), "name"),
        ColumnRule(("user_email", "email"), "email"),
        ColumnRule(("join_time",), "created_at"),
        ColumnRule(("leave_time",), "seen_at"),
        ColumnRule(("feedback",), "text"),
    ),
    consents=(
        _RECORDING,
        replace(_RECORDING, names=("recording_disclaimer_response",), values={"ok": "give"}),
    ),
    times=Times("local"),
)

LAYOUTS: Final = (
    _PARTICIPANTS,
    Layout(
        "zoom",
        "registrations",
        "events",
        all_of=frozenset({"email", "registration_time", "approval_status"}),
        mark="M",
        people="lead",
        columns=(
            ColumnRule(("first_name",), "first_name", "M"),
            ColumnRule(("last_name",), "last_name", "M"),
            ColumnRule(("email",), "email", "M"),
            ColumnRule(("phone",), "phone", "M"),
            ColumnRule(("registration_time",), "created_at", "M"),
            ColumnRule(("questions_&_comments", "questions_and_comments"), "text", "M"),
            ColumnRule(("source_name",), "source", "M"),
        ),
        times=Times("local"),
    ),
)
