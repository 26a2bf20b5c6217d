"""ERPNext and Frappe CRM: which of the two it is, who unsubscribed, what issues say."""

import pytest
from cases_frappe import API, CRM_LEADS, ERPNEXT_LEADS, ISSUES
from exported import consents_of, extracted, head_of, plain, renamed, roles, told


def test_the_two_are_told_apart_by_what_one_has_alone(tmp_path):
    assert told(head_of(ERPNEXT_LEADS, tmp_path / "a"))[0] == "erpnext"
    assert told(head_of(CRM_LEADS, tmp_path / "b"))[0] == "frappe-crm"
    both = "ID,Full Name,Lead Owner,Status,Email,SLA Status,Blog Subscriber"
    assert told(plain(both, tmp_path / "c")) == (None, "rows", "generic")


def test_leads_have_their_roles_and_a_set_flag_is_an_opt_out(tmp_path):
    found = roles(head_of(ERPNEXT_LEADS, tmp_path / "a"))
    assert (found["ID"], found["Lead Owner"], found["Email"]) == ("record_id", "staff", "email")
    for number, case in enumerate((ERPNEXT_LEADS, API)):
        assert consents_of(case, tmp_path / str(number)) == [
            ("unsubscribed", "state_out", "email", None)
        ]


def test_an_issue_is_the_persons_who_raised_it_and_no_person_itself(tmp_path):
    ids = extracted(ISSUES, tmp_path)["row_ids"].to_pylist()
    assert {row["kind"] for row in ids} == {"email"}


def test_german_titles_give_a_table_of_no_product_and_allege_nothing(tmp_path):
    german = renamed(ERPNEXT_LEADS, {"Lead Owner": "Lead-Besitzer", "Unsubscribed": "Abgemeldet"})
    assert told(head_of(german, tmp_path / "a")) == (None, "rows", "generic")
    assert extracted(german, tmp_path / "b")["consents"].num_rows == 0


@pytest.mark.parametrize(
    "columns",
    [
        "ID,Full Name,Lead Owner,Status,Email",
        "ID,Customer Name,Customer Group,Email",
        "ID,Subject,Raised By,Status",
        "name,owner,creation,modified,status",
    ],
)
def test_a_list_with_some_of_their_columns_is_of_neither(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
