import pytest
from cases_teams import ATTENDANCE, CASES, CHATS, GRAPH
from checks import finds_aadhaar, ids, is_recognised, mentions, moments
from exported import Case, head_of, plain


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_export_is_known_by_its_keys(tmp_path, case):
    is_recognised(case, tmp_path)


def test_what_was_written_is_searched_in_both_kinds_of_chat(tmp_path):
    assert mentions(CHATS, tmp_path / "a") == {("aadhaar", 0)}
    assert mentions(GRAPH, tmp_path / "b") == {("email", row) for row in range(3)}


def test_attendance_stands_below_a_summary_in_16_bit_text(tmp_path):
    roles = {"Name": "name", "Email": "email", "First Join": "created_at"}
    is_recognised(ATTENDANCE, tmp_path / "a", **roles)
    assert moments(ATTENDANCE, tmp_path / "b") == [
        ("2026-07-13 18:01", "unknown"),
        ("2026-07-13 18:00", "unknown"),
    ]
    assert ids(ATTENDANCE, tmp_path / "b") == [(0, "email", "own"), (1, "email", "own")]


def test_a_key_of_our_own_beside_messages_is_searched(tmp_path):
    finds_aadhaar(GRAPH, tmp_path)


def test_a_report_in_german_is_a_table_of_no_product(tmp_path):
    head = plain("Name,Erster Beitritt,Letzter Austritt,Dauer in der Besprechung,E-Mail", tmp_path)
    assert (head.layout.product, head.how) == (None, "generic")


@pytest.mark.parametrize(
    "record",
    [
        {"id": "1", "displayName": "Pune", "members": 3},
        {"createdDateTime": "2025-05-04T10:15:00Z", "body": "x", "author": "y"},
    ],
)
def test_like_keys_alone_are_not_teams(tmp_path, record):
    case = Case(None, "rows", "data.json", records=(record, record))
    assert head_of(case, tmp_path).layout.product is None
