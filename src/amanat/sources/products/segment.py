"""Twilio Segment and RudderStack: raw logs, tracking plans, destinations, requests to delete.

The keys of logs were seen in public code. `context.consent.categoryPreferences` tells for each
category what the person chose (documented); where it is missing nothing is told. A log's `writeKey`
and a destination's settings are secrets and mean nothing here.
"""

from dataclasses import replace
from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

_LOGS: Final = Layout(
    "twilio-segment",
    "logs",
    "events",
    all_of=frozenset({"messageid", "originaltimestamp"}),
    some_of=(
        (1, frozenset({"anonymousid", "userid"})),
        (1, frozenset({"context", "context_*"})),
        (1, frozenset({"receivedat", "sentat", "writekey", "type", "channel"})),
    ),
    people="user",
    columns=(
        ColumnRule(("messageid",), "record_id"),
        ColumnRule(("userid",), "customer_id"),
        ColumnRule(("anonymousid",), "device_id"),
        ColumnRule(("traits_email", "properties_email"), "email"),
        ColumnRule(("traits_phone", "properties_phone"), "phone"),
        ColumnRule(("traits_name",), "name"),
        ColumnRule(("traits_firstname", "traits_first_name"), "first_name"),
        ColumnRule(("traits_lastname", "traits_last_name"), "last_name"),
        ColumnRule(("originaltimestamp", "timestamp"), "seen_at"),
        ColumnRule(("receivedat", "sentat"), "updated_at"),
        ColumnRule(("properties_utm_source",), "source"),
        ColumnRule(
            (
                "event",
                "type",
                "channel",
                "integrations",
                "projectid",
                "version",
                "context_library",
                "writekey",
                "metadata",
            ),
            "other",
        ),
    ),
    consents=(
        ConsentRule(
            ("context_consent_categorypreferences_*",),
            {"true": "give", "false": "withdraw"},
            at="originaltimestamp",
            mark="D",
            source_rank=1,
        ),
    ),
    times=Times("auto", "UTC", known=True),
    none_of=frozenset({"rudderid", "request_ip"}),
)

LAYOUTS: Final = (
    _LOGS,
    # The same keys, and its own id: what wrote the line says so in `context.library`, too.
    replace(
        _LOGS,
        product="rudderstack",
        some_of=(*_LOGS.some_of, (1, frozenset({"rudderid", "request_ip"}))),
        consents=(),
        none_of=frozenset(),
    ),
    Layout(
        "twilio-segment",
        "tracking-plan",
        "table",
        all_of=frozenset({"event_name", "property_name"}),
        some_of=((1, frozenset({"property_type", "event_description", "required"})),),
        mark="M",
        columns=(
            ColumnRule(("event_name", "property_name", "property_type", "required"), "other", "M"),
        ),
    ),
    Layout(
        "twilio-segment",
        "destinations",
        "table",
        all_of=frozenset({"source_name", "destination_name"}),
        some_of=((1, frozenset({"connection_mode", "workspace", "enabled"})),),
        mark="M",
        columns=(
            ColumnRule(("destination_name",), "integration", "M"),
            ColumnRule(("created_at",), "created_at", "M"),
            ColumnRule(("settings", "settings_*", "source_name", "workspace"), "other", "M"),
        ),
        times=Times("auto"),
    ),
    Layout(
        "twilio-segment",
        "regulations",
        "table",
        all_of=frozenset({"regulation_type"}),
        some_of=((1, frozenset({"attributes", "attributes_name", "subject_type", "values"})),),
        columns=(
            ColumnRule(("id",), "record_id"),
            ColumnRule(("regulation_type", "status"), "other"),
            ColumnRule(("created_at",), "updated_at"),
        ),
        times=Times("auto", "UTC", known=False),
    ),
)
