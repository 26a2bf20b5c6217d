"""CleverTap, MoEngage, WebEngage: audiences, flags that say no, and flags that say nothing."""

import pytest
from cases_engagement import CLEVERTAP_EVENTS, MOENGAGE, MOENGAGE_LABELLED, WEBENGAGE
from exported import consents_of, extracted, head_of, plain, renamed, roles, told


def test_events_of_clevertap_are_joined_to_people_by_their_profile(tmp_path):
    tables = extracted(CLEVERTAP_EVENTS, tmp_path)
    assert {row["kind"] for row in tables["row_ids"].to_pylist()} == {"customer_id", "email"}
    assert [str(row["seen_at"])[:16] for row in tables["rows"].to_pylist()] == [
        "2025-05-01 10:00"
    ] * 2


def test_moengage_tells_who_unsubscribed_and_whatsapp_flags_tell_nothing(tmp_path):
    assert consents_of(MOENGAGE, tmp_path / "a") == [("email", "state_out", "email", None)]
    found = roles(head_of(MOENGAGE, tmp_path / "b"))
    assert (found["uid"], found["u_em"], found["u_mb"]) == ("customer_id", "email", "phone")
    tables = extracted(MOENGAGE, tmp_path / "c")
    assert (tables["lists"].num_rows, tables["memberships"].num_rows) == (1, 2)
    assert tables["lists"]["mark"].to_pylist() == ["M"]


def test_display_names_are_known_from_memory_only(tmp_path):
    (row,) = extracted(MOENGAGE_LABELLED, tmp_path)["consents"].to_pylist()
    assert (row["act"], row["mark"]) == ("state_out", "M")


def test_a_false_opt_in_of_webengage_is_an_opt_out_and_a_true_one_nothing(tmp_path):
    rows = extracted(WEBENGAGE, tmp_path)["consents"].to_pylist()
    assert [(row["row_ordinal"], row["channel"], row["mark"]) for row in rows] == [
        (0, "email", "C"),
        (1, "whatsapp", "M"),
    ]


def test_hindi_titles_give_a_table_of_no_product_and_allege_nothing(tmp_path):
    hindi = renamed(
        MOENGAGE_LABELLED, {"Email (Standard)": "ईमेल", "Mobile Number (Standard)": "मोबाइल"}
    )
    assert told(head_of(hindi, tmp_path / "a")) == (None, "rows", "generic")
    assert extracted(hindi, tmp_path / "b")["consents"].num_rows == 0


@pytest.mark.parametrize(
    "columns",
    [
        "Email,Unsubscribe,Hard Bounce",
        "we_email,Name",
        "uid,Email,Mobile",
        "moe_id,Name,Email",
        "userId,firstName,email",
    ],
)
def test_a_list_with_some_of_their_columns_is_of_none_of_them(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
