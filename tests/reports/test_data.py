import csv
import io
import json
from dataclasses import replace

import pytest
from example import FINDINGS, LATER, MARKERS, REPORT

from amanat.reports.data import findings_json, report_csv, report_json

KEYS = [
    "id",
    "rule",
    "control",
    "verdict",
    "severity",
    "confidence",
    "event_on",
    "standing",
    "subject",
    "places",
    "people",
    "cap_inr",
    "text",
]


def strict(raw):
    def refuse(name):
        raise AssertionError(name)

    return json.loads(raw, parse_constant=refuse)


def test_findings_have_the_keys_that_programs_rely_on():
    told = strict(findings_json(FINDINGS))
    assert [list(each) for each in told] == [KEYS] * len(FINDINGS)
    assert told[0]["places"][0] == {
        "system": "google-sheets",
        "dataset": "google-sheets/files",
        "unit": "unit-7f3a",
        "row": 40,
        "column": 4,
        "offset": 12,
        "length": 14,
    }
    assert "offset" not in told[0]["places"][2]
    assert told[0]["event_on"] is None


def test_revealing_adds_to_a_place_what_the_original_says():
    told = strict(
        findings_json(
            FINDINGS[:1], lambda place: {"file": f"f{place.row}", "record": "r", "column_name": "c"}
        )
    )
    assert [place["file"] for place in told[0]["places"]] == ["f40", "f117", "f202"]


@pytest.mark.parametrize("report", [REPORT, LATER])
@pytest.mark.parametrize("marker", MARKERS)
def test_the_default_leaves_no_place(report, marker):
    assert marker not in report_json(report).decode()
    assert marker not in report_csv(report).decode()


def test_small_counts_are_hidden_unless_the_copy_stays():
    assert [each["people"] for each in strict(report_json(REPORT))][:3] == ["<5", "<5", 24]
    assert [each["people"] for each in strict(report_json(REPORT, inside=True))][:3] == [3, 3, 24]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_a_formula(start):
    held = replace(FINDINGS[0], text=f"{start}HYPERLINK(1)", where=f"{start}cmd")
    report = replace(REPORT, findings=(held,))
    for inside in (True, False):
        rows = list(csv.reader(io.StringIO(report_csv(report, inside=inside).decode(), newline="")))
        assert len(rows) == 2
        assert len(set(map(len, rows))) == 1
        assert not [cell for cell in rows[1] if cell.startswith(start)]


def test_where_is_a_column_of_the_inside_copy_only():
    inside = report_csv(REPORT, inside=True).decode().splitlines()[0]
    assert inside.endswith(",where")
    assert "where" not in report_csv(REPORT).decode().splitlines()[0]
