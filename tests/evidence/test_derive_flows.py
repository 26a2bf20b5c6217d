"""Flows, lists and disclosures: shown by rows, named by stamps, the register or a question."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from derive_units import at, derived, fp, person, register, rows_of, unit


def mails(start, stop, **row):
    return [person(f"p{n}@example.in", **row) for n in range(start, stop)]


def crm(start=0, stop=10, **values):
    return unit("u-1", product="salesforce", rows=mails(start, stop), **values)


def profiles(rows, unit_id="u-2", **values):
    return unit(unit_id, product="clevertap", object="profile", people="user", rows=rows, **values)


def audience(rows, unit_id="u-3", *, active=None, slug="autumn-news", **values):
    lists = [{"list_key": "l-1", "slug": slug, "title": b"Autumn news", "active": active, **values}]
    return unit(unit_id, product="mailchimp", object="audience", rows=rows, lists=lists)


def flows_of(tables, *columns):
    return rows_of(tables, "flows", "flow_id", *columns)


def test_people_in_a_marketing_tool_raise_the_question_of_a_flow_from_an_unknown_sender():
    tables = derived(profiles(mails(0, 4)))
    assert flows_of(
        tables, "source_system_id", "recipient_system_kind", "vendor_id", "basis", "people"
    ) == [("unknown>clevertap", None, "marketing", "clevertap", "question", 4)]
    assert tables["disclosures"].num_rows == 4
    assert rows_of(tables, "flow_purposes", "purpose_id", "how") == [("class-marketing", "kind")]


def test_a_helpdesk_or_crm_alone_is_no_flow():
    tables = derived(crm(), unit("u-2", product="freshdesk", object="ticket", rows=mails(0, 4)))
    assert tables["flows"].num_rows == 0


def test_half_of_the_people_in_a_crm_name_it_as_a_question_and_less_does_not():
    half = derived(crm(), profiles(mails(5, 15)))
    assert flows_of(half, "basis") == [("salesforce>clevertap", "question")]
    assert rows_of(half, "flow_proofs", "basis", "unit_id", "records") == [("question", "u-2", 10)]
    less = derived(crm(), profiles(mails(6, 16)))
    assert flows_of(less, "basis") == [("unknown>clevertap", "question")]


def test_a_profile_export_is_a_list_only_where_it_tells_who_is_reached():
    def named(active):
        rows = mails(0, 4, lists=[("l-1", active)])
        lists = [{"list_key": "l-1", "slug": "profiles", "title": b"Profiles", "active": None}]
        return flows_of(derived(profiles(rows, lists=lists)), "basis")

    assert named(None) == [("unknown>clevertap", "question")]
    assert named(True) == [("unknown>clevertap", "list")]
    assert named(False) == [("unknown>clevertap", "list")]


def test_a_question_that_was_refuted_names_no_sender():
    said = register(
        answers=[
            {
                "question_id": "q",
                "subject_id": "salesforce>clevertap",
                "answer": "refuted",
                "on_day": date(2026, 1, 1),
            }
        ]
    )
    tables = derived(crm(), profiles(mails(0, 4)), said=said)
    assert flows_of(tables, "refuted") == [("unknown>clevertap", False)]


def test_a_stamp_names_the_sender_of_its_row():
    stamps = [{"row_ordinal": 1, "app": "hubspot", "product": "hubspot"}]
    tables = derived(profiles(mails(0, 3), stamps=stamps))
    assert flows_of(tables, "basis", "people") == [
        ("hubspot>clevertap", "integration", 1),
        ("unknown>clevertap", "question", 2),
    ]


def declared(recipient, **values):
    return {
        "declared_id": "d-1",
        "source_system_id": "salesforce",
        "recipient_id": recipient,
    } | values


def test_a_declared_flow_takes_the_rows_of_its_sender_s_people():
    said = register(flows=[declared("clevertap", purpose_id="news")])
    tables = derived(crm(0, 2), profiles(mails(0, 3)), said=said)
    assert flows_of(tables, "basis", "declared_id", "people") == [
        ("salesforce>clevertap", "declared", "d-1", 2),
        ("unknown>clevertap", "question", None, 1),
    ]
    assert rows_of(tables, "flow_purposes", "flow_id", "purpose_id", "how") == [
        ("salesforce>clevertap", "news", "declared"),
        ("unknown>clevertap", "news", "recipient"),
    ]


def test_a_declared_flow_that_no_export_shows_is_still_a_flow():
    said = register(
        flows=[declared("dealer-one")], entities=[{"entity_id": "dealer-one", "ours": False}]
    )
    tables = derived(crm(), said=said)
    assert flows_of(tables, "recipient_kind", "basis", "people", "same_entity") == [
        ("salesforce>dealer-one", "entity", "declared", None, False)
    ]


def test_a_declared_flow_into_a_helpdesk_shows_only_the_people_of_both():
    said = register(flows=[declared("freshdesk")])
    desk = unit("u-2", product="freshdesk", object="contact", rows=mails(8, 14))
    tables = derived(crm(), desk, said=said)
    assert flows_of(tables, "people") == [("salesforce>freshdesk", 2)]
    assert rows_of(tables, "flow_purposes", "purpose_id") == ["class-support"]


def test_each_list_is_a_flow_and_who_is_on_an_active_one_continues():
    rows = [
        person(
            "a@example.in",
            lists=[("l-1", True)],
            sent_from=at(2026, 3, 1, 19),
            sent_to=at(2026, 3, 1, 19),
        ),
        person("b@example.in", lists=[("l-1", False)]),
        person("c@example.in", lists=[("l-1", None)]),
        person("d@example.in"),
    ]
    tables = derived(audience(rows))
    assert flows_of(tables, "list_id", "people", "first_seen_on", "last_seen_on") == [
        ("unknown>mailchimp", None, 1, None, None),
        (
            "unknown>mailchimp/autumn-news",
            "mailchimp/autumn-news",
            3,
            date(2026, 3, 2),
            date(2026, 11, 18),
        ),
    ]
    assert rows_of(tables, "disclosures", "row_ordinal", "continuing", "on_day", "channel") == [
        (0, True, date(2026, 3, 2), "email"),
        (1, False, None, "email"),
        (2, False, None, "email"),
        (3, False, None, "email"),
    ]
    assert rows_of(tables, "memberships", "list_id", "active") == [
        ("mailchimp/autumn-news", False),
        ("mailchimp/autumn-news", None),
        ("mailchimp/autumn-news", True),
    ]


def test_an_active_list_carries_members_of_whom_nothing_is_said_and_an_ended_one_nobody():
    rows = [
        person("a@example.in", lists=[("l-1", None)]),
        person("b@example.in", lists=[("l-1", True)]),
    ]
    assert rows_of(derived(audience(rows, active=True)), "disclosures", "continuing") == [
        True,
        True,
    ]
    assert rows_of(derived(audience(rows, active=False)), "disclosures", "continuing") == [
        False,
        False,
    ]


def channels(rows, consents, **told):
    lists = [{"list_key": "l-1"} | told]
    return rows_of(
        derived(profiles(rows, lists=lists, consents=consents)), "disclosures", "channel"
    )


def test_a_list_whose_off_rows_are_the_refusals_of_a_channel_is_a_list_of_that_channel():
    rows = [
        person("a@example.in", lists=[("l-1", True)]),
        person("b@example.in", lists=[("l-1", False)]),
    ]
    by_mail = {"row_ordinal": 1, "act": "state_out", "channel": "email", "label": "email"}
    by_sms = {"row_ordinal": 0, "act": "state_out", "channel": "sms", "label": "sms"}
    assert channels(rows, [by_mail, by_sms]) == ["email", "email"]
    assert channels(rows, [by_sms]) == [None, None]
    assert channels(rows, [by_mail, by_mail | {"channel": "push", "seq": 1}]) == [None, None]
    assert channels(rows, [by_mail | {"act": "give"}]) == [None, None]
    assert channels(rows[:1], []) == [None]
    assert channels(rows, [by_mail], channel="whatsapp") == ["whatsapp", "whatsapp"]


class Read(Mapping):
    """Tables of a unit that count how often each is asked for."""

    def __init__(self, tables):
        self.tables, self.asked = tables, Counter()

    def __getitem__(self, name):
        self.asked[name] += 1
        return self.tables[name]

    def __iter__(self):
        return iter(self.tables)

    def __len__(self):
        return len(self.tables)


def test_many_lists_of_a_unit_are_told_apart_and_its_memberships_read_no_oftener_for_them():
    reads = set()
    for count in (2, 40):
        names = [f"l-{n:02}" for n in range(count)]
        rows = [
            person(f"p{n}@example.in", lists=[(key, key != name) for key in names])
            for n, name in enumerate(names)
        ]
        by_mail = {"row_ordinal": 1, "act": "state_out", "channel": "email", "label": "email"}
        lists = [{"list_key": key} for key in names]
        read = Read(profiles(rows, lists=lists, consents=[by_mail]))
        sent = derived(read)["disclosures"].to_pylist()
        assert len(sent) == count * count
        assert sum(each["channel"] == "email" for each in sent) == count
        reads.add((read.asked["memberships"], read.asked["consents"]))
    assert len(reads) == 1


def test_a_list_that_is_all_of_its_tool_is_named_after_the_tool_whatever_the_file_is_called():
    rows = [person("a@example.in", lists=[("l-1", True)])]
    for slug in ("autumn-news", "autumn-news-copy"):
        tables = derived(audience(rows, slug=slug))
        assert flows_of(tables, "list_id") == [("unknown>mailchimp", "mailchimp/audience")]
        assert rows_of(tables, "lists", "list_id", "label_id") == [("mailchimp/audience", slug)]
    loose = unit("u-4", product="mailchimp", object="contact", rows=[person("b@example.in")])
    assert flows_of(derived(audience(rows), loose), "people") == [("unknown>mailchimp", 2)]


def test_a_list_s_own_purpose_goes_before_what_the_tool_is_for():
    rows = [person("a@example.in", lists=[("l-1", True)])]
    purposes = [
        {"purpose_id": "autumn-news", "class": "newsletter"},
        {"purpose_id": "offers", "class": "marketing"},
    ]
    by_text = derived(audience(rows), said=register(purposes=purposes))
    assert rows_of(by_text, "flow_purposes", "purpose_id", "how") == [("autumn-news", "list")]
    tied = register(
        purposes=purposes, lists=[{"list_id": "mailchimp/audience", "purpose_id": "offers"}]
    )
    assert rows_of(derived(audience(rows), said=tied), "flow_purposes", "purpose_id", "how") == [
        ("offers", "list")
    ]
    whole = register(systems=[{"system_id": "mailchimp", "purpose_id": "offers"}])
    assert rows_of(derived(audience(rows), said=whole), "flow_purposes", "purpose_id", "how") == [
        ("offers", "recipient")
    ]
    several = register(
        purposes=[{"purpose_id": each, "class": "newsletter"} for each in ("digest", "news")]
    )
    assert rows_of(derived(audience(rows), said=several), "flow_purposes", "purpose_id", "how") == [
        ("digest", "kind"),
        ("news", "kind"),
    ]


def test_a_marketing_team_s_list_in_a_crm_is_a_flow_to_the_team_and_another_list_is_none():
    rows = [
        person("a@example.in", lists=[("l-1", True)]),
        person("b@example.in", lists=[("l-2", True)]),
    ]
    lists = [{"list_key": "l-1", "slug": "offers"}, {"list_key": "l-2", "slug": "trials"}]
    campaign = unit("u-1", product="salesforce", object="campaign-member", rows=rows, lists=lists)
    said = register(lists=[{"list_id": "salesforce/offers", "team": "marketing"}])
    tables = derived(campaign, said=said)
    assert flows_of(tables, "recipient_kind", "recipient_id", "people", "same_entity") == [
        ("salesforce>marketing/offers", "team", "marketing", 1, True)
    ]
    assert derived(campaign)["flows"].num_rows == 0


def test_scores_in_the_recipient_show_that_cs_data_is_used_and_silence_shows_nothing():
    def flag(columns, **list_values):
        rows = [person("a@example.in", lists=[("l-1", True)])]
        lists = [{"list_key": "l-1"} | list_values]
        return flows_of(
            derived(
                unit(
                    "u-3",
                    product="mailchimp",
                    object="audience",
                    rows=rows,
                    columns=columns,
                    lists=lists,
                )
            ),
            "uses_cs_data",
        )[0][1]

    assert flag({"churn": {"score": "computed"}}) is True
    assert flag({"last-ticket-on": {}}) is True
    assert flag({"email": {}}) is None
    assert flag({"churn": {"score": "computed"}}, uses_cs_data=False) is False


def test_colleagues_and_rows_without_identifier_are_no_disclosures_and_shared_ones_are_unmatched():
    staff = unit(
        "u-1",
        product="salesforce",
        object="user",
        people="staff",
        rows=[{"ids": [("email", "c@example.com")]}],
    )
    rows = [
        person("c@example.com"),
        {},
        {"ids": [("role_mailbox", "info@example.in")]},
        person("a@example.in"),
    ]
    tables = derived(staff, profiles(rows))
    assert rows_of(tables, "disclosures", "row_ordinal", "person") == [
        (2, None),
        (3, fp(("email", "a@example.in"))),
    ]
    assert flows_of(tables, "people") == [("unknown>clevertap", 1)]


def test_only_the_current_export_discloses():
    old = profiles(mails(0, 8), "u-1", taken_at=at(2026, 10))
    assert derived(old, profiles(mails(0, 7)))["disclosures"].num_rows == 7


def test_a_looks_like_layout_shows_in_the_flow():
    assert flows_of(derived(profiles(mails(0, 2), layout="looks_like")), "layout") == [
        ("unknown>clevertap", "looks_like")
    ]


def test_a_list_that_only_columns_from_memory_show_makes_its_flow_one_that_nothing_fails_by():
    def listed_by(*marks):
        rows = mails(0, 2, lists=[("l-1", None)])
        lists = [{"list_key": "l-1", "slug": "autumn", "mark": mark} for mark in marks]
        made = unit("u-3", product="mailchimp", object="audience", rows=rows, lists=lists)
        return flows_of(derived(made), "layout")

    assert listed_by("M") == [("unknown>mailchimp", "looks_like")]
    assert listed_by("M", "C") == listed_by("C") == [("unknown>mailchimp", "seen")]
