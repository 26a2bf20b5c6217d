import pytest
from cases_ozonetel import CALLS
from checks import finds_aadhaar, ids, is_recognised, mentions, moments
from exported import extracted, plain


def test_calls_are_known_by_their_ids_and_agents(tmp_path):
    is_recognised(CALLS, tmp_path, UCID="record_id", CallerID="phone", Comments="text")


def test_the_caller_is_the_rows_person_and_the_agent_is_ours(tmp_path):
    phones = [(row, who) for row, kind, who in ids(CALLS, tmp_path) if kind == "phone"]
    assert phones == [(0, "own"), (1, "own")]


def test_notes_of_agents_are_searched(tmp_path):
    assert ("aadhaar", 0) in mentions(CALLS, tmp_path)


def test_a_disposition_of_do_not_disturb_is_a_withdrawal_that_nothing_fails_by(tmp_path):
    (row,) = extracted(CALLS, tmp_path)["consents"].to_pylist()
    assert (row["row_ordinal"], row["act"], row["channel"], row["mark"]) == (
        1,
        "withdraw",
        "voice",
        "M",
    )


def test_the_zone_is_only_assumed(tmp_path):
    assert moments(CALLS, tmp_path)[0] == ("2025-05-03 18:30", "assumed")


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(CALLS, tmp_path)


@pytest.mark.parametrize("columns", ["UCID,CallDate,Duration", "AgentID,AgentName,CallerID,Status"])
def test_another_list_of_calls_is_not_ozonetels(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
