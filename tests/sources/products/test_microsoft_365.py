import pytest
from cases_microsoft_365 import APPS, AUDIT, CASES, SHARING, USERS
from checks import finds_aadhaar, ids, is_recognised, moments
from exported import KEYS, extracted, plain

from amanat.evidence.extract_titles import title_key


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_report_is_known_in_any_order(tmp_path, case):
    is_recognised(case, tmp_path)


def test_links_and_people_open_files_and_a_new_word_opens_nothing_for_sure(tmp_path):
    grants = extracted(SHARING, tmp_path)["grants"].to_pylist()
    assert [(row["opened_to"], row["may"]) for row in grants] == [
        ("link", "write"),
        ("domain", "read"),
        ("user", "own"),
        ("guest", "read"),
        (None, "read"),
    ]
    assert grants[0]["title_key"] == title_key("Renewals.xlsx", KEYS)


def test_a_page_of_the_log_tells_when_by_whom_and_what(tmp_path):
    assert moments(AUDIT, tmp_path) == [("2025-05-04 10:15", "known")]
    assert ids(AUDIT, tmp_path) == [(0, "email", "staff")]


def test_apps_are_integrations(tmp_path):
    assert extracted(APPS, tmp_path)["integrations"].column("product").to_pylist() == ["zoom"]


def test_members_are_our_own_people_and_guests_are_not(tmp_path):
    staff = {row for row, kind, who in ids(USERS, tmp_path) if (kind, who) == ("email", "staff")}
    assert staff == {0}


@pytest.mark.parametrize("case", [SHARING, USERS], ids=lambda case: case.object)
def test_a_column_of_our_own_is_searched(tmp_path, case):
    finds_aadhaar(case, tmp_path)


@pytest.mark.parametrize(
    "columns",
    [
        "Ressourcenpfad,Elementtyp,Berechtigung,Linktyp",  # German
        "Resource Path,Owner,Permission",
        "CreationDate,UserIds,Operations",
        "displayName,mail,department",
    ],
)
def test_like_columns_alone_are_not_microsofts(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
