"""Gong: transcripts and facts of recorded calls, as its API gives them."""

from typing import Final

from amanat.sources.model import ColumnRule, Layout

_JSON: Final = ("json", "jsonl")

LAYOUTS: Final = (
    Layout(
        "gong",
        "transcripts",
        "messages",
        all_of=frozenset({"callid", "transcript"}),
        columns=(
            ColumnRule(("callid",), "other"),
            ColumnRule(("transcript",), "text", bodies=("sentences",)),
        ),
        formats=_JSON,
    ),
    Layout(
        "gong",
        "calls",
        "messages",
        all_of=frozenset({"metadata", "parties"}),
        mark="M",
        columns=(
            ColumnRule(("metadata",), "text", "M", bodies=("title",)),
            ColumnRule(("parties", "content"), "text", "M"),
        ),
        formats=_JSON,
    ),
)
