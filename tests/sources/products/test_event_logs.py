"""Amplitude, Twilio Segment, RudderStack: whose event it is, when, and what was chosen."""

import json

import pytest
from cases_analytics import AMPLITUDE, CASES, COHORT, RUDDERSTACK, SEGMENT
from exported import Case, consents_of, extracted, head_of, plain, roles, told


def test_amplitudes_times_are_utc_and_its_user_properties_name_people(tmp_path):
    tables = extracted(AMPLITUDE, tmp_path)
    assert [str(row["seen_at"])[:16] for row in tables["rows"].to_pylist()] == [
        "2025-05-01 04:31",
        "2025-05-01 04:32",
    ]
    assert {row["zone"] for row in tables["rows"].to_pylist()} == {"known"}
    assert {row["kind"] for row in tables["row_ids"].to_pylist()} == {
        "customer_id",
        "device_id",
        "email",
    }


def test_a_cohort_that_was_downloaded_is_a_list(tmp_path):
    tables = extracted(COHORT, tmp_path)
    assert (tables["lists"].num_rows, tables["memberships"].num_rows) == (1, 2)


def test_choices_in_segment_are_dated_by_category_and_no_word_is_no_choice(tmp_path):
    told_acts = [
        (act, day)
        for label, act, _, day in consents_of(SEGMENT, tmp_path)
        if label == "advertising"
    ]
    assert told_acts == [("give", "2025-05-01"), ("withdraw", "2025-05-02")]
    assert extracted(SEGMENT, tmp_path)["consents"].num_rows == 4


def test_segment_and_rudderstack_are_told_apart(tmp_path):
    for number, case in enumerate((SEGMENT, RUDDERSTACK)):
        head = head_of(case, tmp_path / str(number))
        assert head.layout.product == case.product
        assert roles(head)["traits.email"] == "email"


def test_a_destination_is_an_app_that_data_goes_to(tmp_path):
    (case,) = [case for case in CASES if case.object == "destinations"]
    (row,) = extracted(case, tmp_path)["integrations"].to_pylist()
    assert row["product"] == "mixpanel"


@pytest.mark.parametrize(
    "columns",
    [
        "user_id,event_type,time",
        "messageId,userId,type",
        "Event Name,Event Description",
        "source_name,created_at",
        "amplitude_score,user_id",
    ],
)
def test_a_table_with_some_of_their_columns_is_of_none_of_them(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")


def test_a_programs_log_with_a_context_is_nobodys(tmp_path):
    line = json.dumps({"level": "info", "messageId": "m", "context": {"ip": "203.0.113.7"}})
    case = Case(None, "rows", "app.jsonl", data=f"{line}\n{line}\n")
    assert told(head_of(case, tmp_path)) == (None, "rows", "generic")
