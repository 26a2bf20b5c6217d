"""Google Workspace: reports of the apps of others that our people let into their accounts."""

from typing import Final

from amanat.sources.model import CellSign, ColumnRule, Layout, Times

#: Scopes and client ids are written in a way of Google's own.
_GOOGLES: Final = CellSign(
    ("*",), r"https://www\.googleapis\.com/auth/|\.apps\.googleusercontent\.com"
)
_COLUMNS: Final = (
    ColumnRule(("displaytext", "app_name", "application_name"), "integration"),
    ColumnRule(("user", "actoremail", "actor", "actor_email", "useremail"), "staff"),
    ColumnRule(("time", "date"), "created_at"),
    ColumnRule(
        (
            "clientid",
            "client_id",
            "id",
            "scopes",
            "scope",
            "api_name",
            "requested_services",
            "anonymous",
            "nativeapp",
            "ip_address",
        ),
        "other",
    ),
)

LAYOUTS: Final = (
    Layout(
        "google-workspace",
        "apps",
        "table",
        all_of=frozenset({"clientid", "displaytext", "scopes"}),
        columns=_COLUMNS,
        times=Times("auto"),
    ),
    Layout(
        "google-workspace",
        "app-list",
        "table",
        all_of=frozenset({"app_name", "requested_services", "access"}),
        mark="M",
        columns=_COLUMNS,
        times=Times("auto"),
    ),
    Layout(
        "google-workspace",
        "app-log",
        "table",
        all_of=frozenset({"app_name", "client_id", "scope"}),
        cells=(_GOOGLES,),
        mark="M",
        columns=_COLUMNS,
        times=Times("auto"),
    ),
)
