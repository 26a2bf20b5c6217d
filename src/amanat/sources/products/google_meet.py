"""Google Meet: who was in a meeting; its transcripts are documents of Google Drive."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "google-meet",
        "attendance",
        "events",
        all_of=frozenset({"time_joined", "time_exited"}),
        some_of=((1, frozenset({"first_name", "email", "duration"})),),
        mark="M",
        people="unknown",
        columns=(
            ColumnRule(("first_name",), "first_name", "M"),
            ColumnRule(("last_name",), "last_name", "M"),
            ColumnRule(("email",), "email", "M"),
            ColumnRule(("time_joined",), "created_at", "M"),
            ColumnRule(("time_exited",), "seen_at", "M"),
        ),
        times=Times("local"),
    ),
)
