import pytest
from cases_notion_members import MEMBERS
from checks import finds_aadhaar, ids, is_recognised
from exported import head_of, renamed, table


def test_the_list_of_members_looks_like_it_by_its_roles(tmp_path):
    is_recognised(MEMBERS, tmp_path / "a", Email="email", Name="name")
    is_recognised(renamed(MEMBERS, {"Status": "Role"}), tmp_path / "b")


def test_guests_are_none_of_our_own_people(tmp_path):
    staff = {row for row, _, who in ids(MEMBERS, tmp_path) if who == "staff"}
    assert staff == {0, 1}


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(MEMBERS, tmp_path)


def test_headers_in_another_language_make_it_a_table_of_no_product(tmp_path):
    german = renamed(MEMBERS, {"Status": "Rolle", "Last active": "Zuletzt aktiv"})
    assert head_of(german, tmp_path).layout.product is None


@pytest.mark.parametrize("word", ["Member", "Active", "Gold"])
def test_members_of_a_club_are_not_notions(tmp_path, word):
    club = table(
        None,
        "rows",
        "club.csv",
        "Name,Email,Status,Last active\n"
        + "".join(f"P {n},p{n}@example.in,{word},2025-05-0{n}\n" for n in range(1, 6)),
    )
    assert head_of(club, tmp_path).layout.product is None
