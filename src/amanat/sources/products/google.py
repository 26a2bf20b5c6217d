"""Google Drive: who can open which file (a list of permissions, or the log of sharing).

`anyone` with discovery is public, without it open to all who have the link.
"""

from dataclasses import replace
from typing import Final

from amanat.sources.model import ColumnRule, GrantRule, Layout, Times

_TYPES: Final = {"user": "user", "group": "group", "domain": "domain", "anyone": "link"}
_ROLES: Final = {
    "owner": "own",
    "organizer": "own",
    "fileorganizer": "write",
    "writer": "write",
    "editor": "write",
    "commenter": "read",
    "reader": "read",
    "viewer": "read",
}
_WIDE: Final = GrantRule(
    place_id=("id", "file_id", "fileid"),
    place_title=("name", "title"),
    scope=("permissions_{n}_type",),
    scope_values=_TYPES,
    who=("permissions_{n}_emailaddress",),
    domain=("permissions_{n}_domain",),
    may=("permissions_{n}_role",),
    may_values=_ROLES,
    discovery=("permissions_{n}_allowfilediscovery",),
    size=("size", "quotabytesused"),
    mime=("mimetype",),
)
_LONG: Final = GrantRule(
    place_id=("id", "file_id", "fileid"),
    place_title=("name", "title"),
    scope=("permission_type",),
    scope_values=_TYPES,
    who=("permission_emailaddress",),
    domain=("permission_domain",),
    may=("permission_role",),
    may_values=_ROLES,
    discovery=("permission_allowfilediscovery",),
    size=("size", "quotabytesused"),
    mime=("mimetype",),
)
#: The log's words, from closed to open (documented by its maker).
_VISIBILITY: Final = {
    "private": "user",
    "shared_internally": "group",
    "people_within_domain_with_link": "domain",
    "public_in_the_domain": "domain",
    "shared_externally": "outsider",
    "people_with_link": "link",
    "public_on_the_web": "anyone",
}
_COLUMNS: Final = (
    ColumnRule(("id", "file_id", "fileid"), "place_id"),
    ColumnRule(("name", "title"), "place_title"),
    ColumnRule(("owner", "owners_0_emailaddress", "owners_*"), "staff"),
    ColumnRule(("createdtime",), "created_at"),
    ColumnRule(("modifiedtime",), "updated_at"),
    ColumnRule(("permissions_*", "permission_*"), "other"),
)

_WIDE_LIST: Final = Layout(
    "google-drive",
    "permissions",
    "table",
    all_of=frozenset({"permissions_0_type", "permissions_0_role"}),
    columns=_COLUMNS,
    grants=_WIDE,
    times=Times("iso", "UTC", known=True),
    formats=("csv", "tsv", "xlsx"),
)

LAYOUTS: Final = (
    _WIDE_LIST,
    # What the API answers is no older state of a list that an administrator made, nor a newer one.
    replace(_WIDE_LIST, object="permissions-api", formats=("json", "jsonl")),
    Layout(
        "google-drive",
        "permissions",
        "table",
        all_of=frozenset({"permission_type", "permission_role"}),
        some_of=((1, frozenset({"id", "file_id", "fileid"})),),
        columns=_COLUMNS,
        grants=_LONG,
        times=Times("iso", "UTC", known=True),
    ),
    Layout(
        "google-drive",
        "log",
        "events",
        all_of=frozenset({"visibility"}),
        some_of=(
            (1, frozenset({"document_id", "item_id"})),
            (1, frozenset({"actor", "user", "event", "event_name"})),
        ),
        columns=(
            ColumnRule(("document_id", "item_id"), "place_id"),
            ColumnRule(("title", "item_name"), "place_title"),
            ColumnRule(("actor", "user", "owner"), "staff"),
            ColumnRule(("date",), "updated_at"),
            ColumnRule(("target",), "other"),
        ),
        grants=GrantRule(
            place_id=("document_id", "item_id"),
            place_title=("title", "item_name"),
            scope=("visibility",),
            scope_values=_VISIBILITY,
        ),
        times=Times("auto"),
    ),
)
