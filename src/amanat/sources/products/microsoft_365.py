"""Microsoft 365: who can open what in SharePoint and OneDrive, the audit log, apps and guests."""

from typing import Final

from amanat.sources.model import ColumnRule, GrantRule, Layout, Times

_LINKS: Final = {
    "anonymous": "link",
    "anyone": "link",
    "organization": "domain",
    "specific_people": "user",
    # What a row without a link says of whom it names.
    "internal": "user",
    "external": "guest",
}
_PERMISSIONS: Final = {
    "read": "read",
    "view": "read",
    "view_only": "read",
    "edit": "write",
    "contribute": "write",
    "design": "write",
    "full_control": "own",
}

LAYOUTS: Final = (
    Layout(
        "microsoft-365",
        "sharing",
        "table",
        all_of=frozenset({"resource_path", "item_type", "permission"}),
        some_of=((1, frozenset({"link_type", "link_id", "accessvialinkid"})),),
        columns=(
            ColumnRule(("resource_path",), "place_title"),
            ColumnRule(("item_type", "link_id", "accessvialinkid"), "other"),
        ),
        grants=GrantRule(
            place_id=(),
            place_title=(),
            place_path=("resource_path",),
            scope=("link_type", "user_or_group_type"),
            scope_values=_LINKS,
            who=("user_e_mail", "user_email"),
            may=("permission",),
            may_values=_PERMISSIONS,
        ),
    ),
    Layout(
        "microsoft-365",
        "audit-log",
        "events",
        all_of=frozenset({"creationdate", "userids", "operations", "auditdata"}),
        columns=(
            ColumnRule(("creationdate",), "created_at"),
            ColumnRule(("userids",), "staff"),
            ColumnRule(("operations", "recordtype"), "other"),
            ColumnRule(("auditdata",), "text"),
        ),
        times=Times("auto", "UTC", known=False),
    ),
    Layout(
        "microsoft-365",
        "apps",
        "table",
        all_of=frozenset({"appid", "displayname", "consenttype"}),
        mark="M",
        columns=(
            ColumnRule(("displayname",), "integration", "M"),
            ColumnRule(("appid", "scope", "id"), "other"),
        ),
    ),
    Layout(
        "microsoft-365",
        "users",
        "table",
        all_of=frozenset({"userprincipalname", "displayname", "usertype"}),
        mark="M",
        people="user",
        staff_when=("usertype", ("member",)),
        columns=(
            ColumnRule(("id", "objectid"), "record_id", "M"),
            ColumnRule(("displayname",), "name", "M"),
            ColumnRule(("mail", "userprincipalname"), "email", "M"),
            ColumnRule(("mobilephone", "telephonenumber"), "phone", "M"),
            ColumnRule(("accountenabled",), "account_open", "M"),
            ColumnRule(("createddatetime",), "created_at", "M"),
        ),
        times=Times("auto"),
    ),
)
