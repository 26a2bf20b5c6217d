"""Mixpanel: raw events (JSON lines) and people, by API or from its pages."""

from typing import Final

from amanat.sources.model import ColumnRule, ConsentRule, Layout, Times

_PEOPLE: Final = (
    ColumnRule(("$distinct_id", "distinct_id"), "record_id"),
    ColumnRule(("$properties_$email", "$email"), "email"),
    ColumnRule(("$properties_$phone", "$phone"), "phone"),
    ColumnRule(("$properties_$name", "$name"), "name"),
    ColumnRule(("$properties_$first_name", "$first_name"), "first_name"),
    ColumnRule(("$properties_$last_name", "$last_name"), "last_name"),
    ColumnRule(("$properties_$user_id", "$user_id", "user_id"), "customer_id"),
    ColumnRule(("$properties_$last_seen", "$last_seen"), "seen_at"),
    ColumnRule(("$properties_$created", "$created"), "created_at"),
)
_UNSUBSCRIBED: Final = (
    ConsentRule(
        ("$unsubscribed", "$properties_$unsubscribed"),
        {"true": "state_out", "1": "state_out"},
        label="messages",
        scope="all",
        mark="M",
    ),
)

LAYOUTS: Final = (
    Layout(
        "mixpanel",
        "events",
        "events",
        all_of=frozenset({"event", "properties_distinct_id"}),
        some_of=(
            (
                1,
                frozenset(
                    {
                        "properties_time",
                        "properties_$insert_id",
                        "properties_mp_processing_time_ms",
                        "properties_$mp_api_endpoint",
                        "properties_mp_lib",
                    }
                ),
            ),
        ),
        people="user",
        columns=(
            ColumnRule(("properties_$insert_id",), "record_id", "D"),
            ColumnRule(("properties_distinct_id",), "person_ref", "D"),
            ColumnRule(("properties_$user_id", "properties_user_id"), "customer_id", "D"),
            ColumnRule(("properties_$device_id",), "device_id", "D"),
            ColumnRule(("properties_$email", "properties_email"), "email"),
            ColumnRule(("properties_time",), "seen_at", "D"),
            ColumnRule(("properties_mp_lib",), "integration"),
            ColumnRule(("properties_utm_source", "properties_$initial_referrer"), "source"),
            ColumnRule(("event",), "other"),
        ),
        times=Times("epoch_s", "UTC", known=False),
        mark="D",
    ),
    Layout(
        "mixpanel",
        "people",
        "table",
        all_of=frozenset({"$distinct_id"}),
        some_of=(
            (1, frozenset({"$properties_$email", "$properties_$last_seen", "$properties_*"})),
        ),
        people="user",
        columns=_PEOPLE,
        consents=_UNSUBSCRIBED,
        times=Times("auto", "UTC", known=False),
        mark="D",
    ),
    Layout(
        "mixpanel",
        "people",
        "table",
        some_of=(
            (1, frozenset({"$distinct_id", "distinct_id"})),
            (2, frozenset({"$email", "$last_seen", "$name", "$created", "$city"})),
        ),
        people="user",
        columns=_PEOPLE,
        consents=_UNSUBSCRIBED,
        times=Times("auto", "UTC", known=False),
    ),
)
