"""LeadSquared: leads by label and by schema name, do-not flags, activities."""

import pytest
from cases_leadsquared import ACTIVITIES, API, LEADS
from exported import consents_of, extracted, head_of, plain, renamed, roles, told


def test_leads_have_their_roles_and_notes_are_searched(tmp_path):
    found = roles(head_of(LEADS, tmp_path / "a"))
    assert (found["Prospect ID"], found["Lead Number"], found["Owner"]) == (
        "record_id",
        "other",
        "staff",
    )
    tables = extracted(LEADS, tmp_path / "b")
    assert {row["category"] for row in tables["mentions"].to_pylist()} == {"children"}
    assert {row["zone"] for row in tables["rows"].to_pylist()} == {"unknown"}


def test_a_set_do_not_flag_is_an_opt_out_and_an_unset_one_nothing(tmp_path):
    assert consents_of(LEADS, tmp_path / "a") == [
        ("do-not-call", "state_out", "voice", None),
        ("do-not-email", "state_out", "email", None),
    ]
    assert consents_of(API, tmp_path / "b") == [("do-not-email", "state_out", "email", None)]


def test_an_activity_is_joined_to_its_lead_by_number_and_address(tmp_path):
    ids = extracted(ACTIVITIES, tmp_path)["row_ids"].to_pylist()
    assert {(row["kind"], row["who"]) for row in ids} == {("email", "own"), ("phone", "own")}


def test_hindi_titles_give_a_table_of_no_product_and_allege_nothing(tmp_path):
    hindi = {"Prospect ID": "प्रॉस्पेक्ट आईडी", "Do Not Email": "ईमेल न करें", "Do Not Call": "कॉल न करें"}
    case = renamed(LEADS, hindi)
    assert told(head_of(case, tmp_path / "a")) == (None, "rows", "generic")
    assert extracted(case, tmp_path / "b")["consents"].num_rows == 0


@pytest.mark.parametrize(
    "columns",
    [
        "Lead Number,Lead Stage,Email",
        "Prospect ID,Email,Phone",
        "Lead Source,Lead Origin,Email,Do Not Email",
        "ActivityEvent,Owner,Status",
    ],
)
def test_a_list_with_some_of_its_columns_is_not_leadsquareds(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
