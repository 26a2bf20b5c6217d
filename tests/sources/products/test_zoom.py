import pytest
from cases_zoom import CASES, OLDER, PARTICIPANTS
from checks import cells, finds_aadhaar, ids, is_recognised, moments
from exported import consents_of, head_of, plain, renamed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_each_report_is_known_with_or_without_the_rows_above_it(tmp_path, case):
    title = "Email" if case.object == "registrations" else "User Email"
    is_recognised(case, tmp_path, **{title: "email"})


def test_the_meeting_above_the_list_is_no_participant(tmp_path):
    assert [row[0] for row in cells(PARTICIPANTS, tmp_path)] == [
        "Meena Iyer (Meena)",
        "Asha Rao",
        "Ravi Menon",
    ]
    assert [kind for _, kind, _ in ids(PARTICIPANTS, tmp_path)] == ["email"] * 3


def test_times_are_local_and_claim_no_zone(tmp_path):
    assert moments(PARTICIPANTS, tmp_path) == [
        ("2025-04-13 10:15", "unknown"),
        ("2025-04-13 10:14", "unknown"),
        ("2025-04-13 22:20", "unknown"),
    ]


def test_who_agreed_to_be_recorded_gave_consent_and_an_empty_cell_says_nothing(tmp_path):
    given = [(act, channel) for _, act, channel, _ in consents_of(PARTICIPANTS, tmp_path / "a")]
    assert given == [("give", None)] * 2
    assert [act for _, act, _, _ in consents_of(OLDER, tmp_path / "b")] == ["give"]


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(PARTICIPANTS, tmp_path)


def test_a_report_in_german_is_a_table_of_no_product(tmp_path):
    german = renamed(OLDER, {"Name (Original Name)": "Name (Originalname)"})
    assert head_of(german, tmp_path).layout.product is None


@pytest.mark.parametrize(
    "columns",
    ["Name,User Email,Join Time,Leave Time,Duration", "First Name,Email,Registration Time,Status"],
)
def test_another_list_of_guests_is_not_zooms(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
