"""Each format of tables, written by another library, is read back cell by cell."""

import datetime as dt
import io
import shutil
import sqlite3
import sys
import tarfile
import zipfile
from decimal import Decimal

import fastavro
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import found, only, read_file, rows_of

from amanat.sources.recognise import recognise
from amanat.sources.telling import known_formats
from amanat.terms.words import TERMS
from tables import WRITERS, as_ods, as_xls

COLUMNS = ("Name", "Work e-mail", "Visits", "Rate")
ROWS = [
    ("Meena Iyer", "meena.iyer@example.in", 3, 12.5),
    ("मीना Zoë", None, 919000000001, 0.1),
    ("Arjun Rao", "arjun@example.com", None, 2.0),
    ("Kavita, Das", "k@example.in", 4, None),
]
CELLS = [
    ["Meena Iyer", "meena.iyer@example.in", "3", "12.5"],
    ["मीना Zoë", None, "919000000001", "0.1"],
    ["Arjun Rao", "arjun@example.com", None, "2"],
    ["Kavita, Das", "k@example.in", "4", None],
]
TITLES = {"avro": ("name", "work_e-mail", "visits", "rate")}
LETTERS = st.characters(min_codepoint=32, blacklist_categories=("Cs", "Cc", "Cn", "Co", "Zs"))
#: A mark of byte order is no text; libraries of workbooks drop it at a cell's beginning.
WORD = st.text(LETTERS, min_size=1, max_size=9).filter(
    lambda word: word[:1] not in "'=#" and "\ufeff" not in word
)
BINARY = ("xlsx", "xls", "ods", "xlsb", "parquet", "avro", "sqlite")


def plain(suffix, columns):
    return tuple(each.replace("-", "_") for each in columns) if suffix == "avro" else columns


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_gives_the_cells_of_the_same_table(tmp_path, suffix):
    WRITERS[suffix](tmp_path / f"t.{suffix}", plain(suffix, COLUMNS), ROWS)
    head, rows, notes = read_file(tmp_path / f"t.{suffix}")
    expected = [cell for row in CELLS for cell in row]
    if suffix in ("csv", "tsv", "html"):
        # Text keeps a number as it was written.
        expected[expected.index("2")] = "2.0"
    assert [cell for row in rows for cell in row] == expected
    assert head.found.format == suffix
    assert head.folded == ("name", "work_e_mail", "visits", "rate")
    assert (notes.bad_records, notes.partly) == (0, None)
    assert notes.content_hash is not None


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsb", "parquet", "avro", "sqlite"])
@settings(max_examples=12, deadline=None)
@given(rows=st.lists(st.tuples(WORD, WORD, st.integers(-(10**9), 10**9)), min_size=1, max_size=9))
def test_any_table_of_words_and_numbers_is_read_back(tmp_path_factory, suffix, rows):
    path = tmp_path_factory.mktemp("t") / f"t.{suffix}"
    WRITERS[suffix](path, ("Name", "City", "Count"), rows)
    _, read, _ = read_file(path)
    assert read == [[name, city, str(count)] for name, city, count in rows]


@pytest.mark.parametrize("suffix", BINARY)
def test_content_tells_the_format_whatever_the_name_says(tmp_path, suffix):
    WRITERS[suffix](tmp_path / "made", plain(suffix, COLUMNS), ROWS)
    for name in ("export.csv", "export.json", "export"):
        shutil.copy(tmp_path / "made", tmp_path / name)
        head, rows, _ = read_file(tmp_path / name)
        assert (head.found.format, rows) == (suffix, CELLS), name


@pytest.mark.parametrize("suffix", ["csv", "tsv", "html", "jsonl"])
@pytest.mark.parametrize("name", ["report.xls", "report.xlsx", "report.parquet", "report.tar"])
def test_text_under_the_name_of_another_format_is_read_as_what_it_is(tmp_path, suffix, name):
    WRITERS[suffix](tmp_path / name, COLUMNS, ROWS)
    head, rows, _ = read_file(tmp_path / name)
    assert head.found.format == suffix
    assert len(rows) == 4


def test_a_page_under_the_name_of_a_letter_is_read(tmp_path):
    (tmp_path / "letter.doc").write_text("<html><body><p>Meena called twice.</p></body></html>")
    head, rows, _ = read_file(tmp_path / "letter.doc")
    assert (head.found.format, rows[0][1]) == ("html", "Meena called twice.")


@pytest.mark.parametrize(
    ("name", "reason"),
    [("a.doc", "format_unsupported"), ("a.db", "format_unsupported"), ("a.rar", "unpack_first")],
)
def test_a_suffix_that_no_reader_claims_stays_unread_where_content_tells_nothing(
    tmp_path, name, reason
):
    (tmp_path / name).write_bytes(b"words")
    assert only(tmp_path / name).reason == reason


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x01", b"\x28\xb5\x2f\xfd"])
def test_what_no_reader_unpacks_has_to_be_unpacked_first_whatever_its_name(tmp_path, magic):
    (tmp_path / "t.csv").write_bytes(magic + bytes(range(200)))
    assert only(tmp_path / "t.csv").reason == "unpack_first"


def test_every_format_has_a_word_of_the_closed_list_and_suffixes_of_its_own():
    words = [each.word for each in known_formats()]
    suffixes = [suffix for each in known_formats() for suffix in each.suffixes]
    assert set(words) <= set(TERMS["format"])
    assert len(words) == len(set(words))
    assert len(suffixes) == len(set(suffixes))
    for each in known_formats():
        assert (each.form is None) == (each.batches is None), each.word
        assert each.form is not None or each.archive is not None, each.word


def test_to_know_the_formats_imports_no_library_of_theirs(tmp_path):
    import subprocess

    code = (
        "import sys\nfrom amanat.sources.telling import known_formats\nknown_formats()\n"
        "heavy = {'python_calamine', 'fastavro', 'pyarrow.parquet', 'sqlite3', 'pypdfium2',"
        " 'icalendar', 'striprtf'}\nprint(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- workbooks --------------------------------------------------------------------------------


def test_sheets_of_an_old_workbook_are_units_with_dates_as_dates(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Q1")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for at, cell in enumerate(["Name", "Joined", "Paid"]):
        sheet.write(0, at, cell)
    sheet.write(1, 0, "Meena")
    sheet.write(1, 1, dt.date(2026, 5, 1), day)
    sheet.write(1, 2, True)
    hidden = book.add_sheet("Old")
    hidden.visibility = 1
    hidden.write(0, 0, "Name")
    hidden.write(0, 1, "City")
    hidden.write(1, 0, "Arjun")
    hidden.write(1, 1, "Surat")
    book.save(str(tmp_path / "b.xls"))
    heads = [recognise(unit) for unit in found(tmp_path)]
    assert [head.title for head in heads] == ["b / Q1", "b / Old"]
    assert rows_of(heads[0])[0][:2] == ["Meena", "2026-05-01"]
    assert rows_of(heads[1]) == [["Arjun", "Surat"]]


def test_a_workbook_in_a_zip_in_a_tar_is_read_in_place(tmp_path):
    as_xls(tmp_path / "t.xls", COLUMNS, ROWS)
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(tmp_path / "t.xls", "a/t.xls")
    with tarfile.open(tmp_path / "out.tgz", "w:gz") as packed:
        packed.add(tmp_path / "in.zip", "in.zip")
    head, rows, _ = read_file(tmp_path / "out.tgz")
    assert head.found.where.members == ("in.zip", "a/t.xls")
    assert rows == CELLS


def test_a_report_below_a_sheet_of_ods_is_no_record(tmp_path):
    as_ods(
        tmp_path / "t.ods", ("Name", "City", "Visits"), [("Meena", "Pune", 3), ("Total", None, 3)]
    )
    _, rows, _ = read_file(tmp_path / "t.ods")
    assert rows == [["Meena", "Pune", "3"]]


def test_a_wide_sheet_of_many_rows_is_read_whole(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "wide.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [f"Column {at}" for at in range(300)])
        for row in range(1, 300):
            sheet.write_row(row, 0, [row * at for at in range(300)])
    head, rows, _ = read_file(tmp_path / "wide.xlsx")
    assert len(head.columns) == 300
    assert len(rows) == 299
    assert rows[-1][-1] == str(299 * 299)


# --- Parquet and Avro -------------------------------------------------------------------------


def test_typed_columns_of_parquet_are_the_text_that_a_csv_would_have(tmp_path):
    moment = dt.datetime(2026, 5, 1, 10, tzinfo=dt.UTC)
    table = pa.table(
        {
            "zoned": pa.array([moment, None], pa.timestamp("us", "Asia/Kolkata")),
            "bare": pa.array([moment.replace(tzinfo=None, microsecond=5000)] * 2),
            "day": pa.array([dt.date(2026, 5, 1)] * 2),
            "clock": pa.array([dt.time(6, 30)] * 2),
            "price": pa.array([Decimal("1.50"), None]),
            "kind": pa.array(["lead", "user"]).dictionary_encode(),
            "phone": pa.array([919000000001.0, float("nan")]),
            "narrow": pa.array([0.1, 2.5], pa.float32()),
            "flag": pa.array([True, None]),
            "bytes": pa.array([b"Meena", "Zoë".encode()]),
            "blank": pa.array(["", "x\x00y"]),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    head, rows, _ = read_file(tmp_path / "t.parquet")
    assert dict(zip(head.columns, rows[0], strict=True)) == {
        "zoned": "2026-05-01 10:00:00Z",
        "bare": "2026-05-01 10:00:00.005",
        "day": "2026-05-01",
        "clock": "06:30:00",
        "price": "1.50",
        "kind": "lead",
        "phone": "919000000001",
        "narrow": "0.1",
        "flag": "true",
        "bytes": "Meena",
        "blank": None,
    }
    assert rows[1][:1] == [None]
    assert rows[1][6:] == [None, "2.5", None, "Zoë", "xy"]


NESTED = [
    {
        "name": "Meena",
        "properties": {"email": "m@example.in", "visits": 2},
        "address": {"city": "Pune"},
        "tags": ["vip", "new"],
        "permissions": [{"type": "user"}, {"type": "anyone"}],
    },
    {"name": "Arjun", "properties": None, "address": None, "tags": [], "permissions": []},
]


def nested_parquet(path):
    pq.write_table(pa.Table.from_pylist(NESTED), path)


def nested_avro(path):
    def record(named, /, **fields):
        listed = [{"name": key, "type": kind} for key, kind in fields.items()]
        return {"type": "record", "name": named, "fields": listed}

    schema = record(
        "row",
        name="string",
        properties=["null", record("p", email="string", visits="int")],
        address=["null", record("a", city="string")],
        tags={"type": "array", "items": "string"},
        permissions={"type": "array", "items": record("g", type="string")},
    )
    with path.open("wb") as file:
        fastavro.writer(file, schema, NESTED)


@pytest.mark.parametrize("write", [nested_parquet, nested_avro])
def test_nested_values_become_the_columns_that_they_are_in_json(tmp_path, write):
    write(tmp_path / "t")
    head, rows, _ = read_file(tmp_path / "t")
    assert head.columns == (
        "name",
        "properties.email",
        "properties.visits",
        "address",
        "tags",
        "permissions.0.type",
        "permissions.1.type",
    )
    assert rows[0] == [
        "Meena",
        "m@example.in",
        "2",
        '{"city":"Pune"}',
        '["vip","new"]',
        "user",
        "anyone",
    ]
    assert rows[1] == ["Arjun", *[None] * 6]


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "xz"])
def test_an_avro_of_every_packing_that_is_read_gives_its_records(tmp_path, codec):
    schema = {"type": "record", "name": "r", "fields": [{"name": "at", "type": "long"}]}
    with (tmp_path / "t.avro").open("wb") as file:
        fastavro.writer(file, schema, [{"at": n} for n in range(5000)], codec=codec)
    _, rows, _ = read_file(tmp_path / "t.avro")
    assert rows == [[str(n)] for n in range(5000)]


def test_a_picture_in_a_cell_is_told_and_the_rest_of_the_table_read(tmp_path):
    picture = b"\x89PNG\x00\x00"
    pq.write_table(pa.table({"name": ["Meena"], "photo": [picture]}), tmp_path / "t.parquet")
    database = sqlite3.connect(tmp_path / "t.sqlite")
    database.execute("create table people (name, photo)")
    database.execute("insert into people values ('Meena', ?)", (picture,))
    database.commit()
    database.close()
    for name in ("t.parquet", "t.sqlite"):
        _, rows, notes = read_file(tmp_path / name)
        assert rows == [["Meena", None]]
        assert notes.partly == "members_skipped", name


def test_a_single_file_that_is_packed_is_read_as_what_it_packs(tmp_path):
    import bz2
    import gzip
    import lzma

    made = io.BytesIO()
    pq.write_table(pa.table({"name": ["Meena"]}), made)
    for pack in (bz2, gzip, lzma):
        (tmp_path / "t.bin").write_bytes(pack.compress(made.getvalue()))
        head, rows, _ = read_file(tmp_path / "t.bin")
        assert (head.found.format, rows) == ("parquet", [["Meena"]])
