from datetime import UTC, datetime

import pytest
from made_units import KEYS, extracted, fp, head

from amanat.evidence.extract_titles import (
    normal_title,
    product_in,
    product_named,
    title_key,
    undated,
)
from amanat.evidence.seal import Seal
from amanat.sources.model import (
    ColumnRule,
    ConsentRule,
    GrantRule,
    LabelRule,
    Layout,
    ListRule,
    Times,
)

ASHA, RAVI = "asha@firm.example.com", "ravi@other.example.in"


def consents(rules, columns, *rows):
    layout = Layout(
        "hubspot",
        "contact",
        "table",
        people="contact",
        consents=tuple(rules),
        times=Times("iso", "UTC", known=True),
    )
    return extracted(head(columns, layout), rows)["consents"].to_pylist()


OPT_OUT = ConsentRule(
    ("unsubscribed_from_all_email",),
    {"true": "state_out"},
    label="all-email",
    scope="all",
    channel="email",
)


def test_an_opt_out_is_a_row_and_its_empty_or_default_cell_is_none():
    found = consents(
        [OPT_OUT], ("Unsubscribed from all email",), ("TRUE",), ("false",), (None,), ("maybe",)
    )
    assert [(c["row_ordinal"], c["act"], c["scope"], c["channel"], c["zone"]) for c in found] == [
        (0, "state_out", "all", "email", "unknown")
    ]
    assert found[0]["at_from"] is None


def test_an_act_with_its_time_has_bounds():
    rule = ConsentRule(
        ("status",),
        {"optin": "give", "optout": "withdraw"},
        label="newsletter",
        at="capture_date",
        source_rank=0,
    )
    found = consents(
        [rule], ("Status", "Capture Date"), ("OptIn", "2026-01-05T06:30:00Z"), ("OptOut", None)
    )
    assert found[0]["at_from"] == datetime(2026, 1, 5, 6, 30, tzinfo=UTC)
    assert (found[0]["zone"], found[1]["zone"], found[1]["at_from"]) == ("known", "unknown", None)
    assert [c["act"] for c in found] == ["give", "withdraw"]


def test_a_prefix_rule_takes_its_label_from_the_header_and_a_label_column_from_the_row():
    prefix = ConsentRule(("opted_out_of_email*",), {"true": "state_out"})
    found = consents([prefix], ("Opted out of email: Newsletter",), ("true",))
    assert found[0]["label"] == "newsletter"
    ledger = ConsentRule(
        ("status",), {"yes": "give"}, label_column="purpose", channel_column="channel"
    )
    rows = consents(
        [ledger],
        ("Status", "Purpose", "Channel"),
        ("yes", "Newsletter", "E-Mail"),
        ("yes", "Meena Iyer 99", "smoke"),
        ("yes", None, None),
    )
    assert [c["channel"] for c in rows] == ["email", None, None]
    assert rows[0]["label"] == "newsletter"
    assert rows[1]["label"].startswith("h-")
    assert rows[2]["label"] == "unlabelled"


def test_several_choices_in_one_cell_are_several_rows():
    rule = ConsentRule(
        ("basis",),
        {"freely_given_consent_from_contact": "state_in", "legitimate_interest": "state_in"},
        label="basis",
        ground_values={
            "freely_given_consent_from_contact": "consent",
            "legitimate_interest": "legitimate_interest",
        },
    )
    found = consents(
        [rule], ("Basis",), ("Legitimate interest; Freely given consent from contact; other",)
    )
    assert [c["ground_word"] for c in found] == ["legitimate_interest", "consent"]
    assert len({c["seq"] for c in found}) == 2


def listed(rule, columns, *rows, **more):
    layout = Layout(
        "hubspot",
        "list",
        "table",
        people="contact",
        lists=rule,
        times=Times("iso", "UTC", known=True),
    )
    return extracted(head(columns, layout, **more), rows)


def test_a_list_column_gives_lists_and_who_is_on_them():
    rule = ListRule(
        "list_id",
        "list_name",
        active_column="status",
        active_values=("active",),
        since_column="added",
    )
    tables = listed(
        rule,
        ("List ID", "List name", "Status", "Added"),
        ("7", "Newsletter", "Active", "2026-01-01"),
        ("8; 7", "Meena Iyer list", "Left", None),
        (None, None, None, None),
    )
    members = tables["memberships"].to_pylist()
    assert [(m["row_ordinal"], m["active"]) for m in members] == [(0, True), (1, False), (1, False)]
    assert members[0]["since_from"] == datetime(2026, 1, 1, tzinfo=UTC)
    assert {m["list_key"] for m in members} == {
        each["list_key"] for each in tables["lists"].to_pylist()
    }
    assert members[0]["list_key"] == members[2]["list_key"] != members[1]["list_key"]
    titles = {Seal(KEYS).open(each["title"]): each["slug"] for each in tables["lists"].to_pylist()}
    assert titles["Newsletter"] == "newsletter"


def test_a_unit_that_is_one_list_keeps_its_list_when_the_file_is_dated_anew():
    rule = ListRule(named_by_unit=True)
    one = listed(rule, ("Email",), ("a@example.in",), title="Newsletter 2026-11-18.csv")[
        "lists"
    ].to_pylist()
    two = listed(rule, ("Email",), ("a@example.in",), title="Newsletter 2026-11-25.csv")[
        "lists"
    ].to_pylist()
    other = listed(rule, ("Email",), ("a@example.in",), title="Events 2026-11-25.csv")[
        "lists"
    ].to_pylist()
    assert one[0]["list_key"] == two[0]["list_key"] != other[0]["list_key"]


GRANT = GrantRule(
    ("id",), ("name",), ("permissions_{n}_type",),
    {"anyone": "link", "user": "user", "domain": "domain", "group": "group"},
    who=("permissions_{n}_emailaddress",), may=("permissions_{n}_role",), may_values={"writer": "write", "reader": "read"},
    discovery=("permissions_{n}_allowfilediscovery",),
)  # fmt: skip
WIDE = (
    "Owner",
    "id",
    "name",
    *(
        f"permissions.{n}.{part}"
        for n in (0, 1)
        for part in ("type", "emailAddress", "role", "allowFileDiscovery", "deleted")
    ),
)


def grants(*rows, owner=True):
    layout = Layout(
        "google-drive",
        "permissions",
        "table",
        columns=(ColumnRule(("owner",), "staff"),) if owner else (),
        grants=GRANT,
    )
    return extracted(head(WIDE, layout), rows)["grants"].to_pylist()


def test_wide_permissions_become_one_grant_each():
    found = grants(
        (
            ASHA,
            "f1",
            "Plan",
            "anyone",
            None,
            "reader",
            "true",
            None,
            "user",
            RAVI,
            "writer",
            None,
            None,
        ),
        (
            ASHA,
            "f2",
            "Notes.xlsx",
            "anyone",
            None,
            "reader",
            "false",
            None,
            "user",
            ASHA,
            "writer",
            None,
            "TRUE",
        ),
        (
            ASHA,
            "f3",
            "Odd",
            "somebody",
            None,
            "reader",
            None,
            None,
            "user",
            ASHA,
            "commenter",
            None,
            None,
        ),
    )
    assert [(g["row_ordinal"], g["seq"], g["opened_to"], g["may"]) for g in found] == [
        (0, 0, "anyone", "read"), (0, 1, "guest", "write"), (1, 0, "link", "read"), (2, 0, None, "read"), (2, 1, "user", None),
    ]  # fmt: skip
    assert found[1]["who"] == fp(RAVI)
    assert found[0]["place_key"] == fp("f1", "place")
    assert found[2]["title_key"] == title_key("notes", KEYS)


def test_nobody_is_a_guest_where_our_own_domain_is_not_known():
    found = grants(
        (None, "f1", "Plan", "user", RAVI, "reader", None, None, *[None] * 5), owner=False
    )
    assert [g["opened_to"] for g in found] == ["user"]


def test_the_app_that_wrote_a_row_is_a_product_or_a_keyed_word():
    layout = Layout(
        "hubspot",
        "contact",
        "table",
        people="contact",
        columns=(
            ColumnRule(("record_source",), "integration"),
            ColumnRule(("create_date",), "created_at"),
        ),
        times=Times("iso", "UTC", known=True),
    )
    tables = extracted(
        head(("Record source", "Create date"), layout),
        [("Mixpanel", "2026-01-01"), ("Xyzzy-Meena", None), (None, None)],
    )
    found = tables["integrations"].to_pylist()
    assert [(i["row_ordinal"], i["product"]) for i in found] == [(0, "mixpanel"), (1, None)]
    assert found[1]["app"].startswith("h-")
    assert found[0]["seen_from"] == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_merged_row_is_kept_apart_from_a_deleted_one():
    layout = Layout(
        "salesforce",
        "contact",
        "table",
        people="contact",
        columns=(ColumnRule(("isdeleted",), "deleted"), ColumnRule(("masterrecordid",), "merged")),
    )
    tables = extracted(
        head(("IsDeleted", "MasterRecordId"), layout),
        [("0", None), ("1", None), ("0", "0035g"), ("1", "0035g")],
    )
    assert [r["state"] for r in tables["rows"].to_pylist()] == [
        "active",
        "deleted",
        "archived",
        "deleted",
    ]
    assert [(d["row_ordinal"], d["how"]) for d in tables["deletions"].to_pylist()] == [
        (1, "flag"),
        (2, "merged"),
        (3, "flag"),
    ]


@pytest.mark.parametrize(
    ("text", "named", "inside"),
    [
        ("HubSpot", "hubspot", "hubspot"),
        ("Signed DPA Google Drive 2025", None, "google-drive"),
        ("hub spot", "hubspot", None),
        ("HubSpot and Mixpanel", None, None),
        ("rent", None, None),
    ],
)
def test_products_are_known_by_their_whole_names(text, named, inside):
    assert (product_named(text), product_in(text)) == (named, inside)


def test_titles_are_one_whatever_a_download_adds():
    assert (
        normal_title("Plan_(Final) - Sheet1.csv") == normal_title("plan final.xlsx") == "plan final"
    )
    assert normal_title("Plan (1).csv") == normal_title("Plan")
    assert normal_title("Plan A") != normal_title("Plan B")
    assert undated("segment_2026-11-18.csv") != "segment_2026-11-18"


def test_a_filled_cell_is_an_act_where_the_rule_says_any():
    rule = ConsentRule(
        ("unsub_time",), {"*": "withdraw"}, label="newsletter", at="unsub_time", source_rank=1
    )
    found = consents([rule], ("Unsub time",), ("2026-01-05 06:30:00",), (None,), ("soon",))
    assert [(c["row_ordinal"], c["act"], c["at_from"] is None) for c in found] == [
        (0, "withdraw", False),
        (2, "withdraw", True),
    ]


def test_a_row_may_be_on_lists_by_several_columns_and_a_missing_one_lists_nobody():
    rule = ListRule(active_column="marketing", active_values=("yes",))
    layout = Layout(
        "hubspot",
        "contacts",
        "table",
        people="contact",
        lists=rule,
        more_lists=(ListRule("lists"), ListRule("gone")),
    )
    tables = extracted(
        head(("Marketing", "Lists"), layout), [("yes", "Autumn; Spring"), ("no", None)]
    )
    members = tables["memberships"].to_pylist()
    assert sorted((m["row_ordinal"], m["active"]) for m in members if m["active"] is not None) == [
        (0, True),
        (1, False),
    ]
    assert [m["row_ordinal"] for m in members if m["active"] is None] == [0, 0]
    assert tables["lists"].num_rows == 3
    bare = extracted(head(("Email",), layout), [("a@example.in",)])
    assert bare["memberships"].num_rows == bare["lists"].num_rows == 0


def test_rows_that_are_lists_name_them_and_put_nobody_on_them():
    rule = ListRule("id", "name", active_column="isactive", active_values=("1",))
    campaigns = Layout("salesforce", "campaign", "table", lists=rule)
    tables = extracted(
        head(("Id", "Name", "IsActive"), campaigns),
        [("701000000000001AAA", "Newsletter", "1"), ("701000000000002AAA", "Old", "0")],
    )
    assert tables["memberships"].num_rows == 0
    assert {t["active"] for t in tables["lists"].to_pylist()} == {True, False}
    members = Layout(
        "salesforce", "campaignmember", "table", people="contact", lists=ListRule("campaignid")
    )
    other = extracted(head(("CampaignId",), members), [("701000000000001",)])
    assert set(other["memberships"]["list_key"].to_pylist()) < set(
        tables["lists"]["list_key"].to_pylist()
    )


def test_ids_of_labels_stay_apart_where_only_their_case_differs():
    layout = Layout(
        "salesforce",
        "contactpointtypeconsent",
        "table",
        people="contact",
        consents=(
            ConsentRule(("status",), {"optin": "give"}, label_column="purpose", label_ids=True),
        ),
    )
    ids = ("0ZW0000000000aB", "0ZW0000000000Ab", "0ZW0000000000aBXYZ")
    tables = extracted(head(("Status", "Purpose"), layout), [("OptIn", each) for each in ids])
    short, other, long = (row["label"] for row in tables["consents"].to_pylist())
    assert short == long != other
    named = Layout("salesforce", "datausepurpose", "table", labels=LabelRule("id", "name"))
    rows = [(ids[2], "Marketing"), (ids[1], "Xyzzy Meena"), (None, "Support")]
    labels = extracted(head(("Id", "Name"), named), rows)["labels"].to_pylist()
    assert {each["label"]: each["slug"] for each in labels} == {short: "marketing", other: other}


def test_a_list_says_by_which_channel_it_reaches_people():
    rule = ListRule(named_by_unit=True, channel="email")
    for given, channel in ((rule, "email"), (ListRule(named_by_unit=True), None)):
        (found,) = listed(given, ("Email",), (ASHA,))["lists"].to_pylist()
        assert found["channel"] == channel


def test_a_column_that_tells_choices_is_no_address_whatever_its_title_says():
    rule = ConsentRule(("msg_email",), {"false": "state_out"}, label="email", scope="all")
    layout = Layout("clevertap", "profiles", "table", people="contact", consents=(rule,))
    rows = [("true", ASHA), ("false", RAVI)] * 20
    columns = extracted(head(("MSG-email", "Email"), layout), rows)["columns"].to_pylist()
    assert [(c["category"], c["personal"], c["spdi_class"]) for c in columns] == [
        ("consent_flag", "yes", "none"),
        ("email", "yes", "none"),
    ]
