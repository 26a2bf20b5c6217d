from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import found, read_file, rows_of

from amanat.sources.errors import SourceError
from amanat.sources.recognise import recognise
from amanat.sources.sheets import cell_text

LETTERS = st.characters(min_codepoint=32, blacklist_categories=("Cs", "Cc", "Cn", "Co"))
TEXT = st.text(LETTERS, max_size=9).filter(lambda cell: cell[:1] not in ("'", "="))
CELL = (
    TEXT
    | st.integers(-(10**12), 10**12)
    | st.booleans()
    | st.integers(-9999, 9999).map(lambda n: n / 8)
)


def write(path, sheets):
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    elif cell is not None:
                        sheet.write(at, column, cell)
    return path


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8))
def test_any_sheet_written_is_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("x") / "t.xlsx"
    write(path, {"S": [["Name", "City", "Remark"], *rows]})
    head, read, _ = read_file(path)
    texts = [[c if isinstance(c, str) else cell_text(c) for c in row] for row in rows]
    cells = [[cell or None for cell in row] for row in texts]
    assert head.columns == ("Name", "City", "Remark")
    assert read == [row for row in cells if any(row)]


def test_hidden_sheets_are_read_and_charts_are_not(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "QBR.xlsx")) as book:
        book.add_worksheet("Q1").write_row(0, 0, ["Name", "City"])
        hidden = book.add_worksheet("Old")
        hidden.hide()
        hidden.write_row(0, 0, ["Name", "Phone"])
        hidden.write_row(1, 0, ["Meena", "+91 90000 00001"])
        chart = book.add_chartsheet("Chart")
        line = book.add_chart({"type": "line"})
        line.add_series({"values": "=Q1!$A$1:$B$1"})
        chart.set_chart(line)
    heads = [recognise(unit) for unit in found(tmp_path)]
    assert [head.title for head in heads] == ["QBR / Q1", "QBR / Old"]
    assert rows_of(heads[1]) == [["Meena", "+91 90000 00001"]]


def test_dates_flags_and_whole_numbers_are_plain_text(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Day", "Moment", "Clock", "Paid", "Count", "Flag"])
        for column, form, value in (
            (0, "yyyy-mm-dd", date(2024, 5, 1)),
            (1, "yyyy-mm-dd hh:mm", datetime(2024, 5, 1, 6, 30)),  # noqa: DTZ001  sheets have no zone
            (2, "hh:mm", time(6, 30)),
        ):
            sheet.write_datetime(1, column, value, book.add_format({"num_format": form}))
        sheet.write_row(1, 3, [12.5, 9000000001, True])
    _, rows, _ = read_file(tmp_path / "t.xlsx")
    assert rows == [["2024-05-01", "2024-05-01 06:30:00", "06:30:00", "12.5", "9000000001", "true"]]


def test_merged_headers_count_for_all_their_columns(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 4, "Team review, July")
        sheet.merge_range(1, 0, 2, 0, "Name")
        sheet.merge_range(1, 1, 1, 2, "Phone")
        sheet.merge_range(1, 3, 1, 4, "City")
        sheet.write_row(2, 1, ["Home", "Work", "Now", "Before"])
        sheet.write_row(3, 0, ["Meena", "1", "2", "Pune", "Surat"])
    head, rows, _ = read_file(tmp_path / "t.xlsx")
    assert head.columns == ("Name", "Phone / Home", "Phone / Work", "City / Now", "City / Before")
    assert rows == [["Meena", "1", "2", "Pune", "Surat"]]


def test_a_merged_title_above_the_header_is_no_header(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Customers")
        sheet.write_row(1, 0, ["Name", "Email", "City"])
        sheet.write_row(2, 0, ["Meena", "m@example.in", "Pune"])
    head, rows, _ = read_file(tmp_path / "t.xlsx")
    assert head.columns == ("Name", "Email", "City")
    assert len(rows) == 1


@pytest.mark.parametrize("merged", [True, False])
def test_below_titles_of_groups_stands_the_header(tmp_path, merged):
    titles = ["Cust Name", "Mail id", "Company", "Renewal Dt"]
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        sheet = book.add_worksheet()
        if merged:
            sheet.merge_range(0, 0, 0, 1, "Customer")
            sheet.merge_range(0, 2, 0, 3, "Commercial")
        else:
            sheet.write_row(0, 0, ["Customer", "Customer", "Customer", "Commercial"])
        sheet.write_row(1, 0, titles)
        sheet.write_row(2, 0, ["Meena", "m@example.in", "Co", "13/05/2026"])
    head, rows, _ = read_file(tmp_path / "t.xlsx")
    assert head.columns == tuple(titles)
    assert rows == [["Meena", "m@example.in", "Co", "13/05/2026"]]


def test_equal_titles_alone_are_no_titles_of_groups(tmp_path):
    rows = [["Name", "Phone", "Phone"], ["Meena", "Pune", "Surat"], ["Asha", "Goa", "2024-05-01"]]
    write(tmp_path / "t.xlsx", {"S": rows})
    head, read, _ = read_file(tmp_path / "t.xlsx")
    assert head.columns == ("Name", "Phone", "Phone #2")
    assert len(read) == 2


def test_a_sheet_without_cells_is_empty(tmp_path):
    write(tmp_path / "t.xlsx", {"S": []})
    with pytest.raises(SourceError) as error:
        recognise(found(tmp_path)[0])
    assert error.value.reason == "empty"


def test_the_hash_is_of_the_sheets_own_cells(tmp_path):
    rows = [["Name", "City"], ["Meena", "Pune"]]
    write(tmp_path / "a.xlsx", {"S": rows, "T": [["Name"], ["x"]]})
    write(tmp_path / "b.xlsx", {"S": rows, "T": [["Name"], ["y"]]})
    hashes = []
    for unit in found(tmp_path):
        from amanat.sources.model import ReadNotes

        notes = ReadNotes()
        rows_of(recognise(unit), notes)
        hashes.append(notes.content_hash)
    assert hashes[0] == hashes[2]
    assert hashes[1] != hashes[3]
