"""Gainsight, ChurnZero, Vitally, Totango: people, notes, and what rests on memory."""

import pytest
from cases_success import CHURNZERO, GAINSIGHT, TIMELINE, TOTANGO, VITALLY
from exported import consents_of, extracted, head_of, plain, renamed, roles, told


def test_a_person_of_gainsight_has_its_roles_and_an_opt_out_from_memory(tmp_path):
    found = roles(head_of(GAINSIGHT, tmp_path / "a"))
    assert (found["Company GSID"], found["Email"], found["CSM"]) == (
        "account_ref",
        "email",
        "staff",
    )
    (row,) = extracted(GAINSIGHT, tmp_path / "b")["consents"].to_pylist()
    assert (row["act"], row["mark"]) == ("state_out", "M")


def test_notes_of_a_timeline_are_searched_and_attendees_are_told_apart(tmp_path):
    tables = extracted(TIMELINE, tmp_path)
    assert {row["category"] for row in tables["mentions"].to_pylist()} == {"health"}
    assert {row["who"] for row in tables["row_ids"].to_pylist()} == {"staff", "other"}


def test_unsubscribing_in_vitally_is_a_dated_act(tmp_path):
    assert consents_of(VITALLY, tmp_path) == [
        ("email", "state_out", "email", None),
        ("email", "withdraw", "email", "2025-05-01"),
    ]


def test_all_that_rests_on_memory_only_looks_like_it(tmp_path):
    for number, case in enumerate((CHURNZERO, TOTANGO, TIMELINE)):
        head = head_of(case, tmp_path / str(number))
        assert head.how == "looks_like"
        assert head.layout.mark == "M"


def test_hindi_titles_give_a_table_of_no_product(tmp_path):
    hindi = renamed(GAINSIGHT, {"GSID": "आईडी", "Company GSID": "कंपनी आईडी", "Email": "ईमेल"})
    assert told(head_of(hindi, tmp_path)) == (None, "rows", "generic")


@pytest.mark.parametrize(
    "columns",
    [
        "Account Name,ChurnScore,Email",
        "External ID,Health Score,Email",
        "Account ID,User ID,User Name,Last Activity",
        "Email,NPS Score,Comment",
        "Subject,Activity Type,Notes",
    ],
)
def test_a_list_with_some_of_their_columns_is_of_none_of_them(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
