"""Notion: the list of a workspace's members and guests.

Its columns have names that any list of customers has; only the roles tell it.
"""

from typing import Final

from amanat.sources.model import CellSign, ColumnRule, Layout, Times

_ROLES: Final = ("workspace_owner", "membership_admin", "member")


def _members(role: str) -> Layout:
    return Layout(
        "notion",
        "members",
        "table",
        all_of=frozenset({"email", role}),
        some_of=((1, frozenset({"name", "full_name"})), (1, frozenset({"last_active"}))),
        mark="M",
        people="user",
        staff_when=(role, _ROLES),
        cells=(
            CellSign((role,), r"(?i)^(workspace owner|membership admin|member|guest)s?$", 1000),
            CellSign((role,), r"(?i)^workspace owner$", 1),
        ),
        columns=(
            ColumnRule(("email",), "email", "M"),
            ColumnRule(("name", "full_name"), "name", "M"),
            ColumnRule(("last_active",), "seen_at", "M"),
        ),
        times=Times("local"),
    )


LAYOUTS: Final = (_members("role"), _members("status"))
