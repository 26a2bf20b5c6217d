import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from reading import read_file

from amanat.sources.footers import is_footer_row

HEAD = ["Cust Name", "Mail id", "Amount"]
ROWS = [["Harish Gowda", "harish@example.in", 100], ["Komal Bose", "komal@example.in", 200]]


@pytest.mark.parametrize(
    "row",
    [
        ("Total", None, "300"),
        ("Grand Total", "2", None),
        ("Sub-total:", None, "₹ 300.50"),
        ("Total (2)", "2", "300"),
        ("Prepared by", "asha@example.in", None),
        ("Prepared by Asha Rao", None, None),
        ("Generated on 01/10/2026", None, None),
        ("Confidential", None, None),
        ("Note: refunds of October", None, None),
        (None, "Total", "300"),
    ],
)
def test_what_stands_below_a_table_is_no_record(row):
    assert is_footer_row(row)


@pytest.mark.parametrize(
    "row",
    [
        ("Total Tools Pvt Ltd", "info@example.in", "300"),
        ("Total Tools Pvt Ltd", "9000000001", None),
        ("Totalsia Rao", None, None),
        ("Notre Dame", None, None),
        ("Noted: Asha", "a@example.in", "3"),
        ("Asha Rao", None, None),
        ("Prepared by", "asha@example.in", "12"),
        (None, None, None),
    ],
)
def test_records_that_look_a_little_like_footers_stay(row):
    assert not is_footer_row(row)


def test_a_sheet_with_preamble_and_footer_has_its_records_only(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "t.xlsx")) as book:
        sheet = book.add_worksheet()
        table = [["Refunds"], ["Confidential"], [], HEAD, *ROWS, []]
        table += [["Total", "", 300], [], ["Prepared by", "asha@example.in"]]
        for at, row in enumerate(table):
            sheet.write_row(at, 0, row)
    head, rows, notes = read_file(tmp_path / "t.xlsx")
    assert head.columns == tuple(HEAD)
    assert [row[0] for row in rows] == ["Harish Gowda", "Komal Bose"]
    assert notes.bad_records == 0


@pytest.mark.parametrize("total", ["Grand Total,2,", "Grand Total,2", "Total,,300\nConfidential"])
def test_delimited_text_with_preamble_and_footer_has_its_records_only(tmp_path, total):
    lines = ["Report: Active customers", "From 01/10/2026 to 31/10/2026", "", ",".join(HEAD)]
    lines += [",".join(map(str, row)) for row in ROWS]
    (tmp_path / "t.csv").write_text("\n".join([*lines, total, ""]))
    head, rows, notes = read_file(tmp_path / "t.csv")
    assert head.columns == tuple(HEAD)
    assert len(rows) == 2
    assert notes.bad_records == 0


def test_a_total_between_records_is_not_at_the_end(tmp_path):
    lines = [",".join(HEAD), "Total,,300", "Komal Bose,komal@example.in,200", ""]
    (tmp_path / "t.csv").write_text("\n".join(lines))
    _, rows, _ = read_file(tmp_path / "t.csv")
    assert len(rows) == 2


@given(st.lists(st.none() | st.sampled_from(["a@example.in", "Asha", "12"]), min_size=1))
def test_a_row_without_a_closing_word_is_always_a_record(row):
    assert not is_footer_row(row)
