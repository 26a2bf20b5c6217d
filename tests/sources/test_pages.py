import pytest
from reading import read_file

ROWS = (
    "<tr><th>Cust Name</th><th>Email</th><th>City</th></tr>"
    "<tr><td>Harish&nbsp;Gowda</td><td>harish@example.in</td><td>Pune</td></tr>"
    "<tr><td>Komal Bose</td><td>komal@example.in</td><td></td></tr>"
)
TABLE = f"<table border=1>{ROWS}</table>"


@pytest.mark.parametrize("name", ["report.xls", "report.html"])
@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><title>r</title></head><body>{TABLE}</body></html>",
        TABLE,
        f"<html><body><h3>Refunds of October</h3>{TABLE}<p>End</p></body></html>",
    ],
)
def test_a_page_that_is_one_table_is_a_table(tmp_path, name, page):
    (tmp_path / name).write_text(page)
    head, rows, notes = read_file(tmp_path / name)
    assert head.columns == ("Cust Name", "Email", "City")
    assert head.layout.kind == "table"
    assert rows == [
        ["Harish Gowda", "harish@example.in", "Pune"],
        ["Komal Bose", "komal@example.in", None],
    ]
    assert notes.content_hash is not None


def test_titles_total_and_wide_cells_of_a_page_are_no_records(tmp_path):
    page = (
        "<table><tr><td colspan=3>Refunds</td></tr>"
        + ROWS
        + "<tr><td colspan=2>Total</td><td>2</td></tr></table>"
    )
    (tmp_path / "r.xls").write_text(page)
    head, rows, _ = read_file(tmp_path / "r.xls")
    assert head.columns == ("Cust Name", "Email", "City")
    assert len(rows) == 2


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body>{TABLE}{TABLE}</body></html>",
        f"<html><body>{TABLE}<p>{'What we agreed on. ' * 20}</p></body></html>",
        "<html><body><table><tr><td>a word</td></tr></table></body></html>",
        "<html><body><p>no table</p></body></html>",
    ],
)
def test_a_page_that_is_more_than_a_table_is_a_document(tmp_path, page):
    (tmp_path / "a.html").write_text(page)
    head, rows, _ = read_file(tmp_path / "a.html")
    assert head.layout.kind == "documents"
    assert len(rows) == 1
