"""Amplitude: raw events (zipped JSON lines), and cohorts as CSV.

Event times are written without a zone and are UTC (documented). A cohort that was downloaded is an
audience: it shows whom somebody meant to reach.
"""

from typing import Final

from amanat.sources.model import ColumnRule, Layout, ListRule, Times

_PERSON: Final = (
    ColumnRule(("user_id",), "customer_id"),
    ColumnRule(("amplitude_id",), "person_ref"),
    ColumnRule(("device_id",), "device_id"),
    ColumnRule(("user_properties_email", "user_properties_$email", "email"), "email"),
    ColumnRule(("user_properties_phone", "phone"), "phone"),
    ColumnRule(("user_properties_name", "name"), "name"),
)

LAYOUTS: Final = (
    Layout(
        "amplitude",
        "events",
        "events",
        all_of=frozenset({"amplitude_id", "event_type"}),
        some_of=(
            (
                1,
                frozenset(
                    str.split("""
                    server_upload_time server_received_time client_event_time
                    client_upload_time processed_time""")
                ),
            ),
        ),
        people="user",
        columns=(
            ColumnRule(("uuid", "$insert_id"), "record_id"),
            *_PERSON,
            ColumnRule(("event_time", "client_event_time"), "seen_at"),
            ColumnRule(("user_creation_time",), "created_at"),
            ColumnRule(
                (
                    "server_upload_time",
                    "server_received_time",
                    "processed_time",
                    "client_upload_time",
                ),
                "updated_at",
            ),
            ColumnRule(
                (
                    "event_type",
                    "session_id",
                    "event_id",
                    "app",
                    "data",
                    "platform",
                    "library",
                    "os_name",
                    "os_version",
                    "version_name",
                    "schema",
                    "groups",
                    "amplitude_event_type",
                ),
                "other",
            ),
            ColumnRule(
                ("user_properties_utm_source", "user_properties_initial_utm_source"), "source"
            ),
        ),
        times=Times("auto", "UTC", known=True),
        mark="D",
    ),
    Layout(
        "amplitude",
        "cohort",
        "table",
        all_of=frozenset({"amplitude_id", "user_id"}),
        people="user",
        columns=_PERSON,
        lists=ListRule(named_by_unit=True),
        times=Times("auto", "UTC", known=False),
        none_of=frozenset({"event_type"}),
    ),
)
