"""What products write, from their files to the evidence: lists, choices, traces, databases."""

import re
import zipfile

import pytest
from derive_units import rows_of
from from_files import evidence

CONTACTS = "Record ID,First Name,Last Name,Email,Create Date,Lifecycle Stage,Lead Status{more}\n"


def contacts(count=4, more="", cells=(), *, first=0):
    rows = [
        f"90000{n},Asha,Rao,p{n}@example.in,2026-01-{2 * n + 13} 10:00,Customer,"
        + ("," + cells[n] if cells else "")
        for n in range(first, first + count)
    ]
    return CONTACTS.format(more=more) + "\n".join(rows) + "\n"


def put(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_a_mailchimp_part_tells_acts_with_their_times(tmp_path):
    head = "Email Address,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,LAST_CHANGED,LEID,EUID"
    rows = [
        "a@example.in,2,2026-01-05 06:30:00,1.1.1.1,2026-01-05 06:31:00,2026-01-05 06:31:00,1,e1",
        "b@example.in,2,,,2025-06-01 00:00:00,2025-06-01 00:00:00,2,e2",
    ]
    gone = (
        "c@example.in,2,2026-01-05 06:30:00,1.1.1.1,,2026-02-01 08:00:00,3,e3,2026-02-01 08:00:00"
    )
    folder = put(
        tmp_path / "x",
        subscribed="\n".join([head, *rows]),
        unsubscribed="\n".join([f"{head},UNSUB_TIME", gone]),
    )
    tables = evidence(folder)
    acts = rows_of(tables, "consents", "act", "at_from")
    assert [(act, at and at.date().isoformat()) for act, at in acts] == [
        ("give", "2026-01-04"),
        ("give", "2026-01-04"),
        ("state_in", None),
        ("state_in", None),
        ("withdraw", "2026-01-31"),
    ]


def test_a_cell_of_several_lists_puts_a_person_on_each_and_nothing_is_sure_of_it(tmp_path):
    cells = ("Autumn offers; Webinar", "Webinar", "", "")
    tables = evidence(put(tmp_path / "x", people=contacts(more=",Lists", cells=cells)))
    assert rows_of(tables, "lists", "title", "people") == [("Autumn offers", 1), ("Webinar", 2)]
    assert rows_of(tables, "memberships", "active") == [None, None, None]


SALESFORCE = "Id,IsDeleted,SystemModstamp,CreatedById,LastModifiedById,CreatedDate"
WHEN = "0,2026-01-01 00:00:00,005000000000001,005000000000001,2026-01-01 00:00:00"


def campaigns(folder, active="1"):
    return put(
        folder,
        Campaign=f"{SALESFORCE},Name,StartDate,IsActive\n"
        f"701000000000001AAA,{WHEN},Diwali offers,2026-01-01,{active}\n"
        f"701000000000002AAA,{WHEN},Old news,2026-01-01,0\n",
        CampaignMember=f"{SALESFORCE},CampaignId,ContactId,LeadId\n"
        f"00v000000000001AAA,{WHEN},701000000000001AAA,003000000000001AAA,\n"
        f"00v000000000002AAA,{WHEN},701000000000001AAA,,00Q000000000001AAA\n",
        Contact=f"{SALESFORCE},AccountId,LastName,MobilePhone,Email\n"
        f"003000000000001AAA,{WHEN},001000000000001AAA,Rao,,a@example.in\n",
        Lead=f"{SALESFORCE},Company,LastName,IsConverted,Email\n"
        f"00Q000000000001AAA,{WHEN},Firm,Iyer,0,b@example.in\n",
    )


def test_campaigns_name_and_date_the_lists_that_their_members_are_on(tmp_path):
    tables = evidence(campaigns(tmp_path / "x"))
    assert rows_of(tables, "lists", "title", "active", "people", "dataset_id") == [
        ("Diwali offers", True, 2, "salesforce/campaignmember"),
        ("Old news", False, 0, "salesforce/campaign"),
    ]
    assert tables["memberships"].num_rows == 2
    assert tables["memberships"]["person"].null_count == 0


def test_a_campaign_that_is_over_is_no_active_list(tmp_path):
    tables = evidence(campaigns(tmp_path / "x", active="0"))
    assert rows_of(tables, "lists", "active") == [False, False]


def test_members_whose_campaigns_are_not_here_are_on_a_list_without_title(tmp_path):
    folder = campaigns(tmp_path / "x")
    (folder / "Campaign.csv").unlink()
    assert rows_of(evidence(folder), "lists", "title", "active", "people") == [(None, None, 2)]


def test_each_notion_database_is_a_dataset_of_its_own(tmp_path):
    folder = tmp_path / "x"
    folder.mkdir()
    one, two, three = (f"{n}" * 32 for n in "abc")
    with zipfile.ZipFile(folder / "Export-1.zip", "w") as archive:
        archive.writestr(f"Team/Pilots {one}.csv", "Name,Mail\nRao,a@example.in\n")
        archive.writestr(f"Team/Pilots {one}_all.csv", "Name,Mail\nRao,a@example.in\n")
        archive.writestr(f"Team/Churn {two}.csv", "Name,Reason\nIyer,price\n")
        archive.writestr(
            f"Team/Pilots north {three}.csv", "Name,Mail\nRao,a@example.in\nIyer,b@example.in\n"
        )
    tables = evidence(folder)
    databases = [
        (dataset, records)
        for dataset, records in rows_of(tables, "datasets", "dataset_id", "records")
        if records
    ]
    assert sorted(records for _, records in databases) == [1, 3]
    assert all(dataset.startswith("notion/databases-") for dataset, _ in databases)
    assert rows_of(tables, "places", "title") == ["Churn", "Pilots", "Pilots north"]


def profiles(ids, header="HubSpot Record ID"):
    rows = [
        f"__{n},p{n}@example.in,2026-02-01 10:00:00,true,true,{each}" for n, each in enumerate(ids)
    ]
    head = f"CleverTap ID,Email,First Seen,MSG-email,MSG-sms,{header}\n"
    return head + "\n".join(rows) + "\n"


def flows(tables):
    return rows_of(tables, "flows", "flow_id", "basis", "people")


def proofs(tables):
    return rows_of(tables, "flow_proofs", "flow_id", "basis", "records")


def test_ids_of_another_product_s_people_name_the_sender_before_overlap_does(tmp_path):
    folder = put(
        tmp_path / "x",
        contacts=contacts(),
        profiles=profiles(["900000", "900001", "900002", ""]),
    )
    tables = evidence(folder)
    assert flows(tables) == [("hubspot>clevertap", "list", 4)]
    assert proofs(tables) == [
        ("hubspot>clevertap", "copied_trace", 3),
        ("hubspot>clevertap", "list", 4),
        ("hubspot>clevertap", "question", 1),
    ]


def test_a_few_traces_name_the_sender_of_their_own_rows_only(tmp_path):
    many = [f"{900000 + n}" if n == 0 else "" for n in range(4)]
    text = profiles(many).replace("p1@", "q1@").replace("p2@", "q2@").replace("p3@", "q3@")
    tables = evidence(put(tmp_path / "x", contacts=contacts(), profiles=text))
    assert flows(tables) == [("hubspot>clevertap", "list", 1), ("unknown>clevertap", "list", 3)]


@pytest.mark.parametrize(
    ("header", "ids"),
    [
        ("HubSpot Record ID", ["1", "2", "3", "4"]),  # ids of nobody there
        ("HubSpot Score ID text", ["900000", "900001", "900002", "900003"]),
        ("HubSpot Company ID", ["900000", "900001", "900002", "900003"]),
    ],
)
def test_what_only_looks_like_a_trace_is_none(tmp_path, header, ids):
    text = profiles(ids, header).replace("p", "q")
    tables = evidence(put(tmp_path / "x", contacts=contacts(), profiles=text))
    assert not [each for each in proofs(tables) if each[1] == "copied_trace"]


def test_a_tool_that_is_no_receiver_shows_a_flow_only_by_its_traces(tmp_path):
    desk = "Ticket ID,Subject,Status,Priority,Source,Contact ID,Email,Created time,Agent{}\n"
    row = "{n},Help,Open,Low,Email,5,p{n}@example.in,2026-02-01 10:00:00,Agent{more}\n"
    plain = desk.format("") + "".join(row.format(n=n, more="") for n in range(4))
    told = desk.format(",HubSpot contact ID") + "".join(
        row.format(n=n, more=f",90000{n}") for n in range(3)
    )
    folder = put(tmp_path / "x", contacts=contacts(), tickets=plain)
    assert flows(evidence(folder)) == []
    put(folder, tickets=told)
    ((flow, basis, people),) = flows(evidence(folder))
    assert (flow.startswith("hubspot>"), basis, people) == (True, "copied_trace", 3)


def portal(number, mails):
    links = [f"https://app.hubspot.com/contacts/{number}/record/0-1/9"] * 4
    return re.sub(r"p(\d)@", rf"{mails}\1@", contacts(more=",Profile link", cells=links))


@pytest.mark.parametrize(("mails", "sender"), [("s", ["hubspot"]), ("n", ["hubspot~2"]), ("q", [])])
def test_a_trace_names_the_portal_whose_person_the_row_names(tmp_path, mails, sender):
    ids = [f"90000{n}" for n in range(4)]
    text = re.sub(r"p(\d)@", rf"{mails}\1@", profiles(ids))
    folder = put(tmp_path / "x", north=portal(4411223, "n"), south=portal(5511223, "s"))
    tables = evidence(put(folder, profiles=text))
    told = [each[0] for each in proofs(tables) if each[1] == "copied_trace"]
    assert told == [f"{each}>clevertap" for each in sender]


def test_two_portals_and_two_orgs_are_two_systems_each(tmp_path):
    folder = put(tmp_path / "x", north=portal(4411223, "n"), south=portal(5511223, "s"))
    assert rows_of(evidence(folder), "systems", "system_id", "instance_how") == [
        ("hubspot", "content"),
        ("hubspot~2", "content"),
    ]
    orgs = tmp_path / "y"
    for org in ("00D5g000004KbCdEAK", "00D5g000009ZzZzEAK"):
        made = campaigns(tmp_path / org)
        orgs.mkdir(exist_ok=True)
        with zipfile.ZipFile(orgs / f"WE_{org}_1.ZIP", "w") as archive:
            archive.writestr(
                "Contact.csv", (made / "Contact.csv").read_text().replace("a@", f"{org[-6]}@")
            )
    tables = evidence(orgs)
    assert rows_of(tables, "systems", "system_id", "instance_how", "people") == [
        ("salesforce", "content", 1),
        ("salesforce~2", "content", 1),
    ]


def test_one_portal_and_a_link_to_another_are_one_system(tmp_path):
    links = ["https://app.hubspot.com/contacts/4411223/record/0-1/9"] * 3
    other = ["https://app.hubspot.com/contacts/5511223/record/0-1/9", "", ""]
    folder = put(
        tmp_path / "x",
        north=contacts(3, ",Profile link", links),
        south=contacts(3, ",Profile link,Plan", [f"{each},a" for each in other]),
    )
    assert rows_of(evidence(folder), "systems", "system_id") == ["hubspot"]


def test_an_older_export_is_history_and_its_people_are_counted_and_shown_once(tmp_path):
    folder = put(
        tmp_path / "x",
        **{
            "hubspot-crm-exports-all-contacts-2026-11-01": contacts(8),
            "hubspot-crm-exports-all-contacts-2026-11-20": contacts(8, first=1),
        },
    )
    tables = evidence(folder)
    assert rows_of(tables, "datasets", "people", "records") == [(8, 8)]
    assert rows_of(tables, "presence", "in_current").count(False) == 1


def test_a_filtered_newest_export_is_asked_about(tmp_path):
    folder = put(
        tmp_path / "x",
        **{
            "hubspot-crm-exports-all-contacts-2026-11-01": contacts(8),
            "hubspot-crm-exports-all-contacts-2026-11-20": contacts(3, first=6),
        },
    )
    assert rows_of(evidence(folder), "snapshots", "relation", "records") == [
        ("asked", 8),
        ("current", 3),
    ]
