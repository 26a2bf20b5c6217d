"""Salesforce: consents, access to files, field history and reports."""

import pytest
from cases_salesforce import CONTACT, HISTORY, LINKS, MAIL, REPORT, SHARE, SUBSCRIPTION
from exported import consents_of, extracted, head_of, plain, renamed, roles, told


def test_a_contact_has_its_roles_times_in_utc_and_its_opt_outs(tmp_path):
    found = roles(head_of(CONTACT, tmp_path / "a"))
    assert (found["ID"], found["EMAIL"], found["MOBILEPHONE"]) == ("record_id", "email", "phone")
    rows = extracted(CONTACT, tmp_path / "b")["rows"].to_pylist()
    assert [(str(row["created_at"])[:16], row["zone"]) for row in rows] == [
        ("2023-04-02 05:10", "known")
    ] * 2
    assert consents_of(CONTACT, tmp_path / "c") == [
        ("do-not-call", "state_out", "voice", None),
        ("email-opt-out", "state_out", "email", None),
    ]


def test_what_a_field_held_before_is_searched_and_makes_no_person_of_the_change(tmp_path):
    tables = extracted(HISTORY, tmp_path)
    found = [row["category"] for row in tables["mentions"].to_pylist()]
    assert sorted(found) == ["email", "email", "phone", "phone"]
    own = [row for row in tables["row_ids"].to_pylist() if row["who"] == "own"]
    assert len(own) == 2  # the contact of each change


def test_a_public_link_opens_and_a_password_keeps_strangers_out(tmp_path):
    assert extracted(LINKS, tmp_path)["grants"]["opened_to"].to_pylist() == ["link", "guest"]


def test_sender_and_receiver_of_a_mail_are_not_made_one_person(tmp_path):
    ids = extracted(MAIL, tmp_path)["row_ids"].to_pylist()
    assert {row["who"] for row in ids if row["kind"] == "email"} == {"other"}


def test_a_share_names_colleagues_and_a_subscription_tells_acts_from_memory(tmp_path):
    assert roles(head_of(SHARE, tmp_path / "a"))["UserOrGroupId"] == "staff"
    rows = extracted(SUBSCRIPTION, tmp_path / "b")["consents"].to_pylist()
    assert [(row["act"], row["mark"]) for row in rows] == [("give", "M"), ("withdraw", "M")]


def test_a_report_in_german_is_a_table_of_no_product_and_alleges_nothing(tmp_path):
    german = renamed(
        REPORT,
        {"Account Name": "Accountname", "Lead Source": "Lead-Quelle", "Email": "E-Mail"}
        | {"Email Opt Out": "E-Mail-Deaktivierung", "Do Not Call": "Nicht anrufen"},
    )
    assert told(head_of(german, tmp_path / "a")) == (None, "rows", "generic")
    assert extracted(german, tmp_path / "b")["consents"].num_rows == 0


@pytest.mark.parametrize(
    "columns",
    [
        "Field,OldValue,NewValue,Changed by",
        "UserOrGroupId,Name,Role",
        "FromAddress,ToAddress,Subject",
        "ContentDocumentId,Title",
        "ConsentGiverId,Status",
    ],
)
def test_a_table_with_some_of_its_columns_is_not_salesforces(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
