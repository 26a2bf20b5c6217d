import csv
import gzip
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import head_of, read_file, rows_of

from amanat.sources.dialect import Csv
from amanat.sources.model import ReadNotes
from amanat.sources.readcsv import read_csv
from amanat.sources.records import Records
from amanat.sources.sniff import sniff_table
from amanat.sources.stream import Raw

#: No NULs and no guards of spreadsheets: those are taken off.
LETTERS = st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\ufeff")
CELL = st.text(LETTERS, max_size=12).filter(lambda cell: cell[:1] not in ("'", "\t", "="))
TABLE = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), max_size=12)
)
PRINTED = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(CELL.filter(str.isprintable), min_size=width, max_size=width), max_size=12
    )
)


def written(rows, **options):
    text = io.StringIO(newline="")
    csv.writer(text, **options).writerows(rows)
    return text.getvalue()


def wanted(rows):
    cleaned = [[cell or None for cell in row] for row in rows]
    return [row for row in cleaned if any(row)]


def parsed(data, dialect):
    notes = ReadNotes()
    batches = list(read_csv(lambda: Raw(io.BytesIO(data)), dialect, notes))
    rows = [
        list(row) for b in batches for row in zip(*(c.to_pylist() for c in b.columns), strict=True)
    ]
    return rows, notes


@settings(max_examples=120, deadline=None)
@given(TABLE, st.sampled_from(",;\t|"), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_any_table_written_is_read_back(rows, delimiter, every, end):
    width = len(rows[0]) if rows else 2
    quoting = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    if not every:  # the writer leaves a lone carriage return unquoted
        rows = [[cell.replace("\r", "") for cell in row] for row in rows]
    text = written(rows, delimiter=delimiter, quoting=quoting, lineterminator=end)
    fast, notes = parsed(text.encode(), Csv("utf-8", delimiter, None, width, 0))
    slow, _ = parsed(text.encode(), Csv("utf-8", delimiter, None, width, 0, pad=True))
    assert fast == slow == wanted(rows)
    assert notes.bad_records == 0


@settings(max_examples=60, deadline=None)
@given(PRINTED, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_whole_file_is_read_back_in_any_encoding(tmp_path_factory, rows, encoding):
    width = len(rows[0]) if rows else 2
    header = [f"Title {letter}" for letter in "ABCDE"[:width]]
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(written([header, *rows], quoting=csv.QUOTE_ALL).encode(encoding))
    head, read, notes = read_file(path)
    assert head.columns == tuple(header)
    assert read == wanted(rows)
    assert notes.bad_records == 0


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_cells_that_hold_others(tmp_path, delimiter):
    rows = [["Name", "Tags", "Note"]] + [[f"n{n}", "a;b,c", "x|y\tz, and more"] for n in range(9)]
    (tmp_path / "t.csv").write_text(written(rows, delimiter=delimiter))
    head, read, _ = read_file(tmp_path / "t.csv")
    assert head.columns == ("Name", "Tags", "Note")
    assert read == rows[1:]


#: Titles as people write them, and cells full of what else could be a delimiter.
TITLE = st.text(st.sampled_from("NameEmailCityTags _"), min_size=1, max_size=8).map(str.strip)
LISTS = st.text(st.sampled_from('ab ;,|\t"\n'), max_size=20)


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from([",", ";", "\t", "|"]))
def test_lists_in_cells_never_make_another_delimiter_likelier(data, delimiter):
    titles = data.draw(st.lists(TITLE.filter(bool), min_size=2, max_size=5))
    row = st.lists(LISTS, min_size=len(titles), max_size=len(titles))
    text = written([titles, *data.draw(st.lists(row, min_size=1, max_size=8))], delimiter=delimiter)
    table = sniff_table(text, whole=True)
    oracle = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert table.delimiter == delimiter
    assert [list(each) for each in table.rows] == [each for each in oracle if each]


@pytest.mark.parametrize("sign", [";", "|", "\t"])
def test_a_table_with_commas_whose_cells_hold_lists_keeps_its_columns(tmp_path, sign):
    tags = sign.join("abcdefgh")
    lines = ["Name,Tags,City", *[f"Meena {at},{tags},Pune" for at in range(20)]]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n")
    head, rows, notes = read_file(tmp_path / "t.csv")
    assert head.columns == ("Name", "Tags", "City")
    assert rows == [[f"Meena {at}", tags, "Pune"] for at in range(20)]
    assert notes.bad_records == 0


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from([",", ";", "\t", "|"]), st.integers(0, 2))
def test_a_delimiter_after_the_last_cell_never_makes_another_one_likelier(data, delimiter, after):
    titles = data.draw(st.lists(TITLE.filter(bool), min_size=3, max_size=5))
    sign = data.draw(st.sampled_from([each for each in ",;\t|" if each != delimiter]))
    titles[1] = f"{titles[1]}{sign}State"
    row = st.lists(LISTS, min_size=len(titles), max_size=len(titles))
    rows = [each + [""] * after for each in data.draw(st.lists(row, min_size=1, max_size=8))]
    text = written([titles, *rows], delimiter=delimiter)
    table = sniff_table(text, whole=True)
    oracle = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assert table.delimiter == delimiter
    assert [list(each) for each in table.rows] == [each for each in oracle if each]


def test_a_list_in_a_title_is_no_header_and_a_space_after_each_delimiter_is():
    lists = ['Name,"Tags (a; b; c; d)",City', *[f"Meena {at},{'x;' * 9}y,Pune" for at in range(20)]]
    assert sniff_table("\n".join(lists), whole=True).delimiter == ","
    spaced = ["Name; City,State; Email", *[f"Meena; Pune,MH; m{at}@example.in" for at in range(20)]]
    assert sniff_table("\n".join(spaced), whole=True).delimiter == ";"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("ends", [("",), ("@",), ("", "@"), ("", "@x@y", "@x@y")])
def test_a_comma_within_one_title_is_no_delimiter_however_ragged_the_rows(
    tmp_path, delimiter, ends
):
    lines = [
        f"Meena Iyer@Pune,MH@m{at}@@example.in@98000000{at:02d}{ends[at % len(ends)]}"
        for at in range(30)
    ]
    text = "\n".join(["Customer name@City,State@Email@Mobile", *lines]) + "\n"
    text = text.replace("@@", "\0").replace("@", delimiter).replace("\0", "@")
    (tmp_path / "t.csv").write_text(text)
    assert sniff_table(text, whole=True).delimiter == delimiter
    _, rows, _ = read_file(tmp_path / "t.csv")
    assert ["Meena Iyer", "Pune,MH", "m1@example.in"] in [row[:3] for row in rows]


def test_a_table_with_semicolons_below_a_title_with_a_comma_keeps_its_columns(tmp_path):
    lines = ["Report, third quarter", "Name;Price;City", *["Meena;1,5;Pune, MH"] * 9]
    (tmp_path / "t.csv").write_text("\n".join(lines) + "\n")
    head, rows, _ = read_file(tmp_path / "t.csv")
    assert head.columns == ("Name", "Price", "City")
    assert rows == [["Meena", "1,5", "Pune, MH"]] * 9


def test_a_sep_line_names_the_delimiter_and_is_no_row(tmp_path):
    (tmp_path / "t.csv").write_text("sep=;\nName;City\nMeena;Pune\n")
    head, rows, _ = read_file(tmp_path / "t.csv")
    assert (head.columns, rows) == (("Name", "City"), [["Meena", "Pune"]])


def test_titles_and_filters_above_the_header_are_no_rows(tmp_path):
    text = 'CS report,,\n"From 1 May, all",,\n\nName,Email,City\nMeena,m@example.in,Pune\n'
    (tmp_path / "t.csv").write_text(text)
    head, rows, _ = read_file(tmp_path / "t.csv")
    assert head.columns == ("Name", "Email", "City")
    assert rows == [["Meena", "m@example.in", "Pune"]]


def test_the_footer_of_a_report_is_no_person(tmp_path):
    body = '"First Name","Account Name","Lead Source"\n' + '"Meena","Acme","Web"\n' * 30
    footer = (
        '\n"Grand Totals (30 records)"\n"CS contacts"\n"Confidential Information - Do Not '
        'Distribute"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
    )
    (tmp_path / "r.csv").write_text(body + footer)
    head, rows, notes = read_file(tmp_path / "r.csv")
    assert (head.layout.product, head.layout.object) == ("salesforce", "report")
    assert (len(rows), notes.bad_records) == (30, 0)
    (tmp_path / "t.csv").write_text(body)
    assert head_of(tmp_path / "t.csv").layout.product is None


def test_a_padded_footer_is_no_row(tmp_path):
    text = "Name,City,Seats\nMeena,Pune,3\nGrand Total,,\nArjun,,\n"
    (tmp_path / "t.csv").write_text(text)
    _, rows, _ = read_file(tmp_path / "t.csv")
    assert rows == [["Meena", "Pune", "3"], ["Arjun", None, None]]


def test_rows_of_another_width_are_counted_and_cost_themselves(tmp_path):
    good = "".join(f"n{n},m{n}@example.in,Pune\n" for n in range(50))
    (tmp_path / "t.csv").write_text("Name,Email,City\n" + good + "a,b\nc,d,e,f\n" + good)
    _, rows, notes = read_file(tmp_path / "t.csv")
    assert (len(rows), notes.bad_records, notes.partly) == (100, 2, "bad_rows")


def test_a_quote_that_is_never_closed_costs_its_own_line(tmp_path):
    lines = [f"{n},name {n},city {n % 5}\n" for n in range(3000)]
    lines[1500] = '1500,name,"city\n'
    (tmp_path / "t.csv").write_text("Id,Name,City\n" + "".join(lines))
    _, rows, notes = read_file(tmp_path / "t.csv")
    assert (len(rows), notes.bad_records) == (2999, 1)
    assert rows[-1] == ["2999", "name 2999", "city 4"]
    (tmp_path / "e.csv").write_text('Id,Name,City\n1,a,b\n2,c,"d')
    _, rows, notes = read_file(tmp_path / "e.csv")
    assert (rows, notes.bad_records) == ([["1", "a", "b"]], 1)


def test_an_inch_mark_is_no_open_quote(tmp_path):
    (tmp_path / "t.csv").write_text('Item,Size\npipe,5" wide\nrod,7\n')
    _, rows, notes = read_file(tmp_path / "t.csv")
    assert (rows, notes.bad_records) == ([["pipe", '5" wide'], ["rod", "7"]], 0)


def test_columns_without_a_title_are_numbered_and_told(tmp_path):
    (tmp_path / "t.csv").write_text("Name,,City\nMeena,x,Pune\nArjun,y,Surat\n")
    head = head_of(tmp_path / "t.csv")
    assert (head.columns, head.partly) == (("Name", "Column 2", "City"), "columns_unnamed")
    (tmp_path / "e.csv").write_text("Name,City,\nMeena,Pune,\nArjun,Surat,\n")
    assert head_of(tmp_path / "e.csv").partly is None


def test_a_table_without_header_loses_no_row(tmp_path):
    (tmp_path / "t.csv").write_text(
        "Meena,m@example.in,9000000001\nArjun,a@example.in,9000000002\n"
    )
    head, rows, _ = read_file(tmp_path / "t.csv")
    assert (len(rows), head.partly) == (2, "columns_unnamed")


def test_short_rows_below_a_long_header_are_filled_up(tmp_path):
    (tmp_path / "t.csv").write_text("Name,City,Note\n" + "Meena,Pune\n" * 20 + "Arjun,Surat,call\n")
    _, rows, notes = read_file(tmp_path / "t.csv")
    assert rows[0] == ["Meena", "Pune", None]
    assert (len(rows), notes.bad_records) == (21, 0)


def test_backslash_escapes_are_read(tmp_path):
    (tmp_path / "t.csv").write_text("Name,Note\n" + '"Meena","said \\"yes\\", then left"\n' * 9)
    _, rows, _ = read_file(tmp_path / "t.csv")
    assert rows == [["Meena", 'said "yes", then left']] * 9


def test_empty_rows_are_no_records(tmp_path):
    (tmp_path / "t.csv").write_text("Name,City\nMeena,Pune\n,\n\n , \nArjun,Surat\n")
    _, rows, _ = read_file(tmp_path / "t.csv")
    assert rows == [["Meena", "Pune"], [" ", " "], ["Arjun", "Surat"]]


def test_row_ranges_and_batches_join_to_the_whole(tmp_path):
    (tmp_path / "t.csv").write_text("Id,Name\n" + "".join(f"{n},n{n}\n" for n in range(1000)))
    head = head_of(tmp_path / "t.csv")
    whole, notes = rows_of(head), ReadNotes()
    parts = [rows_of(head, notes, row_range=span) for span in ((0, 300), (300, 999), (999, 5000))]
    assert [row for part in parts for row in part] == whole == rows_of(head, batch_rows=7)
    again = ReadNotes()
    rows_of(head, again)
    assert notes.content_hash == again.content_hash


def test_the_hash_is_of_the_bytes_and_nothing_else(tmp_path):
    for name, text in (("a.csv", "A,B\nx,y\n"), ("b.csv", "A,B\nx,y\n"), ("c.csv", "A,B\nx,z\n")):
        (tmp_path / name).write_text(text)
    hashes = [read_file(tmp_path / name)[2].content_hash for name in ("a.csv", "b.csv", "c.csv")]
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_cut_gzip_keeps_what_could_be_read(tmp_path):
    letters = random.Random(7)
    body = "".join(f"{n},{letters.random()}\n" for n in range(30_000))
    data = gzip.compress(f"Id,Value\n{body}".encode(), mtime=0)
    (tmp_path / "t.csv.gz").write_bytes(data)
    assert len(read_file(tmp_path / "t.csv.gz")[1]) == 30_000
    (tmp_path / "t.csv.gz").write_bytes(data[: len(data) // 2])
    head, rows, notes = read_file(tmp_path / "t.csv.gz")
    assert notes.partly == "truncated_tail"
    assert 5000 < len(rows) < 20_000
    assert (head.title, rows[0][0]) == ("t", "0")


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from('ab,"\n\\ '), max_size=60))
def test_records_never_lose_a_character(text):
    records = Records(io.StringIO(text, newline=""), ",", None)
    for _ in records:
        assert records.position <= len(text)
