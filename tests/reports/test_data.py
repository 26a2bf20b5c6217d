import json

from example import FINDINGS

from amanat.reports.data import findings_json

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


def first(finding):
    return finding.places.first


def strict(raw):
    def refuse(name):
        raise AssertionError(name)

    return json.loads(raw, parse_constant=refuse)


def test_findings_have_the_keys_that_programs_rely_on():
    told = strict(b"".join(findings_json(FINDINGS, first)))
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
        b"".join(
            findings_json(
                FINDINGS[:1],
                first,
                lambda place: {"file": f"f{place.row}", "record": "r", "column_name": "c"},
            )
        )
    )
    assert [place["file"] for place in told[0]["places"]] == ["f40", "f117", "f202"]
