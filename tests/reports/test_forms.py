"""Every form of a report, read back by another tool."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date

import duckdb
import jsonschema
import openpyxl
import pytest
from example import EMPTY, FINDINGS, LATER, MARKERS, REPORT
from sarif_pydantic import Sarif

from amanat.cli.report import report as command
from amanat.findings.model import Acceptance
from amanat.reports import board, document, forms, table, texts, worklist
from amanat.reports.forms import FORMS

ALL = [REPORT, LATER, EMPTY]
STARTS = ["=", "+", "-", "@", "\t", "\r", "＝"]
GAP = next(each for each in FINDINGS if each.verdict == "fails")
ACCEPTED = replace(
    REPORT,
    accepted=(
        Acceptance(GAP.id, date(2027, 3, 31), "user-2", "The Pune team needs it till March", False),
    ),
    projection=replace(REPORT.projection, accepted=1),
)


def workbook(raw):
    return openpyxl.load_workbook(io.BytesIO(raw))


def text_of(form, raw):
    """Return all text of a report in a form."""
    if form != "xlsx":
        return raw.decode()
    cells = (cell for sheet in workbook(raw) for row in sheet.iter_rows() for cell in row)
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("marker", MARKERS)
def test_a_copy_that_leaves_names_no_place(form, marker):
    for held in (REPORT, LATER):
        assert marker not in text_of(form, FORMS[form].render(held, inside=False))


@pytest.mark.parametrize("form", list(FORMS))
def test_equal_reports_give_equal_bytes_and_an_empty_one_is_made(form):
    for held in ALL:
        for inside in (True, False):
            made = FORMS[form].render(held, inside=inside)
            assert made
            assert made == FORMS[form].render(held, inside=inside)


@pytest.mark.parametrize("form", list(FORMS))
def test_the_reason_of_an_accepted_gap_stays_inside(form):
    shared = text_of(form, FORMS[form].render(ACCEPTED, inside=False))
    assert "Pune team" not in shared


def test_help_names_every_form():
    for form in forms.FORMS.values():
        assert re.search(
            rf"^ +{form.name} +{re.escape(form.what)}$", command.help or "", re.MULTILINE
        )


# --- worklist ---------------------------------------------------------------------------------


def test_the_worklist_has_a_row_a_task_with_owner_day_and_state():
    book = workbook(worklist.render(REPORT, inside=True))
    head, *rows = book["Tasks"].iter_rows(values_only=True)
    assert head[:9] == (
        "No.",
        "Do",
        "Where",
        "Clicks",
        "Owner (role)",
        "Minutes",
        "Due (proposed)",
        "Standing",
        "Closes",
    )
    assert len(rows) == len(REPORT.tasks)
    first = min(REPORT.tasks, key=lambda task: task.order)
    assert rows[0][6].date() == first.due_on
    assert rows[0][5] == first.minutes
    assert {row[9] for row in rows} == {"open"}
    [choice] = book["Tasks"].data_validations.dataValidation
    assert choice.formula1 == '"open,in work,done,accepted"'
    assert book.sheetnames == ["Tasks", "Findings", "Controls", "Questions", "Not read", "About"]


def test_a_shared_worklist_hides_small_counts_and_columns_of_places():
    book = workbook(worklist.render(REPORT, inside=False))
    head, *rows = book["Findings"].iter_rows(values_only=True)
    assert "Where" not in head
    assert "<5" in {row[head.index("People")] for row in rows}
    inside = workbook(worklist.render(REPORT, inside=True))["Findings"]
    assert "<5" not in {cell.value for row in inside.iter_rows() for cell in row}


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_of_the_worklist_is_a_formula(start):
    held = replace(GAP, text=f"{start}HYPERLINK(1)", where=f"{start}cmd")
    book = workbook(worklist.render(replace(REPORT, findings=(held,)), inside=True))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert [cell for cell in cells if "HYPERLINK" in str(cell.value)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]


# --- table ------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_of_the_table_is_a_formula(start):
    held = replace(GAP, text=f"{start}HYPERLINK(1)", where=f"{start}cmd")
    for inside in (True, False):
        raw = table.render(replace(REPORT, findings=(held,)), inside=inside).decode()
        rows = list(csv.reader(io.StringIO(raw, newline="")))
        assert len(rows) == 2
        assert len(set(map(len, rows))) == 1
        assert not [cell for cell in rows[1] if cell.startswith(start)]


def test_where_is_a_column_of_the_inside_table_only():
    assert table.render(REPORT, inside=True).decode().splitlines()[0].endswith(",where")
    assert "where" not in table.render(REPORT, inside=False).decode().splitlines()[0]


# --- document ---------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("held", [*ALL, ACCEPTED])
def test_the_document_keeps_to_its_published_schema(held, inside):
    schema = json.loads(document.schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    made = json.loads(document.render(held, inside=inside))
    jsonschema.Draft202012Validator(schema).validate(made)
    assert made["copy"] == ("inside" if inside else "share")
    assert len(made["findings"]) == len(held.findings)


def test_a_document_with_another_word_breaks_the_schema():
    made = json.loads(document.render(REPORT, inside=True))
    made["findings"][0]["verdict"] = "maybe"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, json.loads(document.schema()))


def test_the_published_schema_is_that_of_the_structs():
    assert document.schema() == document.build_schema()


def test_counts_of_a_document_are_numbers_or_hidden():
    inside, share = (json.loads(document.render(REPORT, inside=each)) for each in (True, False))
    assert [each["people"] for each in inside["findings"]][:3] == [3, 3, 24]
    assert [each["people"] for each in share["findings"]][:3] == ["<5", "<5", 24]
    assert "where" not in share["findings"][0]
    assert "places" not in share["findings"][0]


# --- SARIF ------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("held", [*ALL, ACCEPTED])
def test_code_hosts_can_read_the_findings(held, inside):
    raw = FORMS["sarif"].render(held, inside=inside)
    [run] = Sarif.model_validate_json(raw).runs
    told = [each for each in held.findings if each.verdict != "passes"]
    assert len(run.results or []) == len(told)
    for result in run.results or []:
        assert run.tool.driver.rules[result.rule_index].id == result.rule_id
        assert result.locations
    levels = {(each.kind, each.level) for each in run.results or []}
    assert not [pair for pair in levels if (pair[0] == "open") != (pair[1] == "none")]


def test_an_accepted_gap_is_suppressed_with_its_reason_inside_only():
    for inside in (True, False):
        [run] = json.loads(FORMS["sarif"].render(ACCEPTED, inside=inside))["runs"]
        held = [each for each in run["results"] if "suppressions" in each]
        assert [each["partialFingerprints"]["amanatFindingId/v1"] for each in held] == [GAP.id]
        said = held[0]["suppressions"][0]["justification"]
        assert ("Pune team" in said) == inside


# --- board ------------------------------------------------------------------------------------


def test_the_board_page_names_what_mitigates_beside_the_caps():
    page = board.render(REPORT, inside=False).decode()
    assert "s.33(2)(e)" in page
    assert "Rs 250 crore" in page
    assert "not a forecast" in page.lower()
    assert "Prepared for counsel" not in page
    assert "Questions for counsel" not in page


def test_on_demand_the_board_page_is_marked_for_counsel():
    page = board.render(REPORT, inside=False, counsel=True).decode()
    assert "Prepared for counsel" in page
    assert not [question for question in REPORT.counsel if question not in page]


# --- texts ------------------------------------------------------------------------------------


def test_each_open_place_and_each_vendor_without_papers_gets_its_mail():
    made = {text.name: text.file().decode() for text in texts.texts(REPORT)}
    places = {
        each.where for each in FINDINGS if each.verdict == "fails" and each.control in texts.PLACES
    }
    assert places
    for where in places:
        assert [name for name, text in made.items() if name.startswith("owner-") and where in text]
    assert all(text.startswith("To: (you fill this in)\nSubject: ") for text in made.values())


def test_the_page_for_the_founder_names_no_place():
    page = texts.founder(REPORT).file().decode()
    assert not [marker for marker in MARKERS if marker in page]
    assert "13 May 2027" in page
    assert "s.33(2)(e)" in page


def test_without_gaps_only_the_founders_page_is_left():
    assert [text.name for text in texts.texts(EMPTY)] == ["founder.txt"]


# --- read back by other tools -----------------------------------------------------------------


@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("held", ALL)
def test_a_database_reads_the_table_as_python_does(held, inside, tmp_path):
    path = tmp_path / "findings.csv"
    path.write_bytes(table.render(held, inside=inside))
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    with duckdb.connect() as database:
        read = database.execute(
            "select * from read_csv(?, header = true, all_varchar = true)", [str(path)]
        )
        assert [name for name, *_ in read.description] == header
        assert [[cell or "" for cell in row] for row in read.fetchall()] == rows
    assert len(rows) == len(held.findings)


def test_a_text_that_is_sent_names_places_and_nobody():
    who = "Meenakshi Sundararajan"
    held = replace(
        ACCEPTED,
        accepted=tuple(replace(each, by=who, reason=f"{who} asked") for each in ACCEPTED.accepted),
    )
    for text in texts.texts(held):
        assert who not in text.file().decode()
        assert text.file().startswith(b"To: (you fill this in)\n")
