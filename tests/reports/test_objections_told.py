"""What objections set aside is told in every copy; what they are about stays inside."""

import json
from dataclasses import replace
from datetime import date

import pytest
from example import REPORT as FULL

from amanat.findings.freeze import dump, load
from amanat.findings.model import Objected
from amanat.reports import document
from amanat.reports.html import render
from amanat.reports.terminal import summary

OBJECTIONS = (
    Objected("not_personal", "PAN in files/t-1", "user-2", date(2026, 11, 20), 30, 1),
    Objected("test_data", "all that was found in files/t-9", "user-2", date(2026, 11, 20), 0, 0),
)
TOLD = "30 hits and 1 field set aside or named anew by 2 objections of yours."


@pytest.fixture
def report():
    return replace(FULL, objections=OBJECTIONS)


def test_the_terminal_tells_the_sum_and_each_objection_that_meets_nothing(report):
    told = " ".join(summary(report).replace("ASIDE", "").split())
    assert TOLD in told
    assert "files/t-9) meets nothing any more" in told
    assert "files/t-1" not in told
    assert "set aside" not in summary(FULL)


def test_the_copy_for_sharing_tells_the_sum_and_no_place(report):
    inside, share = (render(report, inside=each).decode() for each in (True, False))
    assert "30 hits" in inside
    assert "30 hits" in share
    assert "files/t-9" in inside
    assert "files/t-9" not in share
    assert "set aside" not in render(FULL, inside=True).decode()


def test_the_document_has_the_counts_only_where_there_are_objections(report):
    made = json.loads(document.render(report, inside=True))
    assert made["set_aside"] == {"objections": 2, "hits": 30, "fields": 1}
    assert not json.loads(document.render(FULL, inside=True)).get("set_aside")


def test_a_kept_report_keeps_its_objections(report):
    assert load(dump(report)) == report
