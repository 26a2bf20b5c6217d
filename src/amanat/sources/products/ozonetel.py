"""Ozonetel (CloudAgent, KooKoo): the list of calls, with agents, their notes and recordings."""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

LAYOUTS: Final = (
    Layout(
        "ozonetel",
        "calls",
        "events",
        some_of=(
            (1, frozenset({"ucid", "monitorucid", "callerconfaudiofile"})),
            (2, frozenset({"agentid", "agentuniqueid", "agentname", "callerid", "dialstatus"})),
        ),
        people="contact",
        columns=(
            ColumnRule(("ucid", "monitorucid"), "record_id"),
            ColumnRule(("callerid", "e164"), "phone"),
            ColumnRule(("agentname", "agentid", "agentuniqueid", "agentphonenumber"), "staff"),
            ColumnRule(("comments", "ratingcomments", "uui"), "text"),
            ColumnRule(("calldate",), "created_at"),
            ColumnRule(
                ("callid", "callaudio", "callerconfaudiofile", "audiofile", "videorecordingurl"),
                "other",
            ),
            ColumnRule(("apikey",), "other"),
        ),
        consents=(
            ConsentRule(
                ("disposition",),
                {"dnd": "withdraw", "do_not_call": "withdraw", "dnc": "withdraw"},
                label="calls",
                scope="all",
                at="calldate",
                channel="voice",
                method="request",
                mark="M",
            ),
        ),
        times=Times("auto", "Asia/Kolkata", known=False),
    ),
)
