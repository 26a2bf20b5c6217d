"""Ledgers of consents: acts with their times, purposes and channels, and lists that are none."""

from dataclasses import replace

import pytest
from cases_consent_ledger import ACTS, BOTH_DAYS, STATUS
from exported import consents_of, extracted, plain, told


def test_each_row_of_a_ledger_is_an_act_with_its_purpose_channel_and_time(tmp_path):
    assert consents_of(ACTS, tmp_path) == [
        ("newsletter", "give", "email", "2025-01-05"),
        ("newsletter", "withdraw", "email", "2025-06-01"),
        ("research", "refuse", "whatsapp", "2025-02-01"),
    ]


def test_a_status_beside_the_day_of_consent_does_not_date_the_withdrawal(tmp_path):
    assert consents_of(STATUS, tmp_path) == [
        ("newsletter", "give", None, "2025-01-04"),
        ("newsletter", "state_out", None, None),
    ]


def test_both_days_in_a_row_are_two_acts_and_the_status_of_today_none(tmp_path):
    assert consents_of(BOTH_DAYS, tmp_path) == [
        ("marketing", "give", None, "2025-01-05"),
        ("marketing", "give", None, "2025-01-06"),
        ("marketing", "withdraw", None, "2025-06-01"),
    ]


def test_a_word_that_is_no_act_tells_nothing(tmp_path):
    rows = tuple((*row[:2], "pending", *row[3:]) for row in ACTS.rows)
    assert consents_of(replace(ACTS, rows=rows), tmp_path) == []


def test_every_ledger_is_a_dataset_of_its_own(tmp_path):
    units = [
        extracted(case, tmp_path / str(number))["unit"].to_pylist()[0]
        for number, case in enumerate((ACTS, STATUS, BOTH_DAYS))
    ]
    assert len({unit["object"] for unit in units}) == 3
    assert all(unit["object"].startswith("consents-") for unit in units)


@pytest.mark.parametrize(
    "columns",
    [
        "user_id,purpose,consent_given,timestamp",
        "Email ID,Purpose Name,Consent Status,Date,Notice Version",
        "Customer Mobile,Consent Type,Decision,Recorded At,Consent ID",
        "Data Principal ID,Processing Purpose,Event Type,Event Time",
    ],
)
def test_reasonable_spellings_are_a_ledger(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "consents", "seen")


@pytest.mark.parametrize(
    "columns",
    [
        "Name,Phone,Purpose,Status,Date",  # a visitors' book
        "Email,Consent,Date",  # a form's answers: for which purpose is not said
        "Purpose,Consent Status,Date",  # nobody is named
        "Email,Purpose,Consent ID",  # nothing was done
        "Email,Purpose,Status,Amount",  # claims
    ],
)
def test_a_list_that_speaks_of_purposes_or_consent_alone_is_no_ledger(tmp_path, columns):
    assert told(plain(columns, tmp_path)) == (None, "rows", "generic")
