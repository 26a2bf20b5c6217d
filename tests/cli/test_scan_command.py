"""The shape of an export: what it looks like, and not one value of it."""

import json

import pytest
from sarif_pydantic import Sarif

from walk import Home

_PEOPLE = """Full name,Work email,Mobile,Born on,Balance,Active,Remarks,Meena Iyer
Ravi Rao,ravi@example.in,98765 43210,1990-02-11,"1,20,000",yes,Has diabetes since June,7
Asha Nair,asha@example.in,98765 43211,1988-12-01,500,no,"Asked for a call back, twice",8
"""


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "Ravi Rao 2026.csv").write_text(_PEOPLE)
    (tmp_path / "x" / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    return home


def test_kinds_and_counts_are_told_and_no_value(home):
    done = home.run("scan", "--shape-only", "--format", "json", home.root / "x")
    assert done.code == 0, done.errors
    shapes = [json.loads(line) for line in done.text.splitlines()]
    [people] = [each for each in shapes if each["format"] == "csv"]
    assert people["name"] == "aaaa aaa 9999.aaa"
    assert people["rows"] == 2
    kinds = {each["title"]: each["kind"] for each in people["columns"]}
    assert kinds == {
        "Full name": "words",
        "Work email": "mail address",
        "Mobile": "phone number",
        "Born on": "day, year first",
        "Balance": "number with separators",
        "Active": "yes or no",
        "Remarks": "words",
        "[PERSON]": "whole number",
    }
    for value in ("Ravi", "Asha", "example.in", "98765", "diabetes", "1990", "Meena"):
        assert value not in done.text


def test_what_cannot_be_read_says_why_and_the_rest_goes_on(home):
    done = home.run("scan", "--shape-only", home.root / "x")
    assert done.code == 0, done.errors
    assert "not read: It is cut off." in done.text
    assert "2 rows" in done.text


def test_nothing_is_written(home):
    before = sorted(home.root.rglob("*"))
    home.run("scan", "--shape-only", home.root / "x")
    assert sorted(home.root.rglob("*")) == before


def test_without_a_wish_it_says_what_can_be_asked(home):
    assert home.run("scan", home.root / "x").code == 2


def scanned(home, *lines, more=()):
    path = home.root / "notes.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = home.run("scan", path, "--format", "jsonl", *more)
    return done, [json.loads(line) for line in done.out.decode().splitlines()]


def test_records_give_spans_in_code_points_in_their_order(home):
    text = "😀 मीना: PAN ABCPK1234L, call 98765 43210; her father is in ICU"
    done, found = scanned(
        home, json.dumps({"id": 7, "text": text}), "", json.dumps({"text": "order 12 is late"})
    )
    assert done.code == 0, done.errors
    assert [each["id"] for each in found] == [7, None]
    labels = {span["label"]: text[span["start"] : span["end"]] for span in found[0]["spans"]}
    assert labels["PAN"] == "ABCPK1234L"
    assert labels["PHONE"] == "98765 43210"
    assert "health" in {topic["topic"] for topic in found[0]["topics"]}
    assert found[1] == {"id": None, "spans": [], "topics": []}
    assert "98765" not in done.text


def test_what_a_shape_alone_tells_is_told_on_demand_only(home):
    line = json.dumps({"id": 1, "text": "2345 6789 0124"})
    _, found = scanned(home, line, more=("--tier", "confirmed"))
    sure = found[0]["spans"]
    _, found = scanned(home, line, more=("--tier", "possible"))
    assert len(found[0]["spans"]) >= len(sure)
    assert {span["tier"] for span in sure} <= {"confirmed"}


def test_other_fields_and_lines_that_are_no_record(home):
    done, found = scanned(
        home,
        json.dumps({"nr": "a", "body": "write to meena@firm.example.in"}),
        "{not json, meena@firm.example.in",
        json.dumps({"nr": "b", "body": 5}),
        json.dumps(["meena@firm.example.in"]),
        json.dumps({"nr": "c", "body": ""}),
        more=("--text-field", "body", "--id-field", "nr"),
    )
    assert done.code == 2
    assert [each["id"] for each in found] == ["a", "c"]
    assert "line 2, 3, 4" in done.errors
    assert "meena" not in done.errors


def test_lines_of_text_are_told_to_code_hosts(home):
    lines = ["\ufeffPAN: ABCPK1234L", "nothing", "😀 call 98765 43210; her father is in ICU"]
    path = home.root / "a file.sql"
    path.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe 98765 43210\n" + b"PAN: ABCPK1234L")
    done = home.run("scan", path, "--format", "sarif")
    assert done.code == 2
    assert "line 4" in done.errors
    log = json.loads(done.out)
    Sarif.model_validate(log)
    [run] = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert "line 4" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    lines[0] = lines[0].removeprefix("\ufeff")
    found = {}
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        [place] = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"].endswith("/a%20file.sql")
        region = place["physicalLocation"]["region"]
        if region["startLine"] < 5:
            text = lines[region["startLine"] - 1]
            found[result["ruleId"]] = text[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert found["pan"] == "ABCPK1234L"
    assert found["phone"] == "98765 43210"
    assert "health" in found
    assert [each["ruleId"] for each in run["results"]].count("pan") == 2
    assert "98765" not in done.text
    assert "ABCPK" not in done.text


def test_many_lines_are_numbered_across_batches(home, monkeypatch):
    monkeypatch.setattr("amanat.audit.lines._LINES", 3)
    path = home.root / "many.txt"
    path.write_text("".join(f"write to a{at}@firm.example.in\n\n" for at in range(7)))
    done = home.run("scan", path, "--format", "sarif")
    [run] = json.loads(done.out)["runs"]
    places = [each["locations"][0]["physicalLocation"]["region"] for each in run["results"]]
    assert [each["startLine"] for each in places] == [1, 3, 5, 7, 9, 11, 13]


def test_a_file_without_a_hit_is_an_empty_log(home):
    path = home.root / "empty.txt"
    path.write_text("")
    done = home.run("scan", path, "--format", "sarif")
    assert done.code == 0, done.errors
    assert json.loads(done.out)["runs"][0]["results"] == []


def test_a_folder_of_files_is_asked_for_its_files(home):
    done = home.run("scan", home.root / "x", "--format", "sarif")
    assert done.code == 2
    assert "name its files" in done.errors
