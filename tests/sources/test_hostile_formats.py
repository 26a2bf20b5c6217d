"""Hostile files of the formats of tables and containers: each costs itself, with its reason."""

import random
import sqlite3
import struct

import fastavro
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading import found, only, read_file, reason_of, reasons, rows_of

from amanat.sources.limits import Limits
from amanat.sources.model import ReadNotes
from amanat.sources.read import read
from amanat.sources.recognise import recognise
from hostile_files import laughing_ods, laughing_xlsx, long_xlsx, wide_xlsx
from tables import WRITERS, as_xls, ods_of

COLUMNS = ("Name", "City", "Visits")
ROWS = [("Meena", "Pune", 1), ("Arjun", "Surat", 2), ("Kavita", "Nashik", 3)] * 40
# --- XML bombs --------------------------------------------------------------------------------


def test_entities_that_multiply_in_a_workbook_are_never_expanded(tmp_path):
    path = tmp_path / "t.xlsx"
    laughing_xlsx(path)
    bounds = Limits(max_workbook_memory=512 << 20, max_seconds=20)
    head = recognise(*found(path, limits=bounds), limits=bounds)
    cells = [cell for row in rows_of(head, limits=bounds) for cell in row]
    assert "Meena" in cells
    assert max(len(cell or "") for cell in cells) < 100


def test_entities_that_multiply_in_an_ods_are_never_expanded(tmp_path):
    laughing_ods(tmp_path / "t.ods")
    # The reader knows no entities but XML's own: what names another one is no workbook.
    assert reason_of(tmp_path, max_workbook_memory=512 << 20, max_seconds=20) == "corrupt"


# --- locked and damaged -----------------------------------------------------------------------


def test_a_locked_old_workbook_is_encrypted(tmp_path):
    as_xls(tmp_path / "t.xls", COLUMNS, ROWS)
    data = bytearray((tmp_path / "t.xls").read_bytes())
    # The record behind the first one becomes the one that says how the rest is locked.
    first = data.index(struct.pack("<HH", 0x0809, 16))
    second = first + 20
    data[second : second + 2] = struct.pack("<H", 0x2F)
    (tmp_path / "t.xls").write_bytes(bytes(data))
    assert reasons(found(tmp_path)) == {"t.xls": "encrypted"}


def test_a_locked_ods_is_encrypted(tmp_path):
    entry = "<manifest:encryption-data manifest:checksum='x'></manifest:encryption-data>"
    (tmp_path / "t.ods").write_bytes(ods_of("", more={"entry": entry}))
    assert reasons(found(tmp_path)) == {"t.ods": "encrypted"}


def test_a_parquet_whose_footer_is_locked_is_encrypted(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PARE" + bytes(100) + b"PARE")
    assert reason_of(tmp_path) == "encrypted"


@pytest.mark.parametrize("suffix", ["xls", "xlsx", "ods", "xlsb", "parquet", "avro", "sqlite"])
def test_damage_anywhere_ends_in_a_reason_or_in_fewer_rows_and_never_in_a_fault(tmp_path, suffix):
    WRITERS[suffix](tmp_path / "whole", COLUMNS, ROWS)
    whole = (tmp_path / "whole").read_bytes()
    (tmp_path / "whole").unlink()
    chance = random.Random(7)
    for turn in range(12):
        data = bytearray(whole)
        at = chance.randrange(len(data))
        if turn % 2:
            data[at : at + 40] = chance.randbytes(40)
        else:
            del data[at:]
        path = tmp_path / f"{turn}.{suffix}"
        path.write_bytes(bytes(data))
        assert reason_of(path) != "reader_fault", (turn, at)


def test_a_cut_parquet_is_truncated_and_a_damaged_footer_corrupt(tmp_path):
    WRITERS["parquet"](tmp_path / "t.parquet", COLUMNS, ROWS)
    data = (tmp_path / "t.parquet").read_bytes()
    (tmp_path / "t.parquet").write_bytes(data[:-9])
    assert reason_of(tmp_path) == "truncated"
    (tmp_path / "t.parquet").write_bytes(data[:-60] + b"\xff" * 40 + data[-20:])
    assert reason_of(tmp_path) == "corrupt"


def test_a_damaged_row_group_costs_its_own_rows(tmp_path):
    table = pa.table({"name": [f"name {at}" for at in range(900)]})
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=300, compression="gzip")
    data = bytearray((tmp_path / "t.parquet").read_bytes())
    start = pq.read_metadata(tmp_path / "t.parquet").row_group(1).column(0).dictionary_page_offset
    data[start + 40 : start + 140] = bytes(100)
    (tmp_path / "t.parquet").write_bytes(bytes(data))
    _, rows, notes = read_file(tmp_path / "t.parquet")
    assert rows == [[f"name {at}"] for at in range(900) if not 300 <= at < 600]
    assert (notes.bad_records, notes.partly) == (300, "bad_rows")


def test_a_damaged_block_of_avro_costs_its_own_records(tmp_path):
    schema = {"type": "record", "name": "r", "fields": [{"name": "name", "type": "string"}]}
    records = [{"name": f"name {at:04d}"} for at in range(900)]
    with (tmp_path / "t.avro").open("wb") as file:
        fastavro.writer(file, schema, records, sync_interval=3000)
    data = bytearray((tmp_path / "t.avro").read_bytes())
    at = data.index(b"name 0450")
    data[at - 1 : at + 20] = b"\xff" * 21
    (tmp_path / "t.avro").write_bytes(bytes(data))
    _, rows, notes = read_file(tmp_path / "t.avro")
    assert rows[0] == ["name 0000"]
    assert rows[-1] == ["name 0899"]
    assert len(rows) + notes.bad_records == 900
    assert 0 < notes.bad_records < 400
    assert notes.partly == "bad_rows"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ([{"name": "x", "type": {"type": "array", "items": "null"}}], "corrupt"),
        ([], "format_unsupported"),
    ],
)
def test_an_avro_whose_records_take_no_room_is_left_out(tmp_path, fields, reason):
    schema = {"type": "record", "name": "r", "fields": fields}
    with (tmp_path / "t.avro").open("wb") as file:
        fastavro.writer(file, schema, [])
    assert reason_of(tmp_path) == reason


def test_an_avro_packed_in_a_way_that_is_not_read_has_to_be_unpacked(tmp_path):
    schema = {"type": "record", "name": "r", "fields": [{"name": "x", "type": "string"}]}
    with (tmp_path / "t.avro").open("wb") as file:
        fastavro.writer(file, schema, [{"x": "y"}])
    data = (tmp_path / "t.avro").read_bytes()
    (tmp_path / "t.avro").write_bytes(data.replace(b"\x08null", b"\x0csnappy"))
    assert reason_of(tmp_path) == "unpack_first"


def test_a_database_with_a_damaged_page_keeps_what_lies_before_it(tmp_path):
    database = sqlite3.connect(tmp_path / "t.sqlite")
    database.execute("create table people (name)")
    rows = [(f"name {at} {'x' * 100}",) for at in range(2000)]
    database.executemany("insert into people values (?)", rows)
    database.commit()
    database.close()
    data = bytearray((tmp_path / "t.sqlite").read_bytes())
    data[len(data) // 2 & ~4095 :][:4096] = b""
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    (tmp_path / "t.sqlite").write_bytes(bytes(data))
    _, read, notes = read_file(tmp_path / "t.sqlite")
    assert 100 < len(read) < 2000
    assert read[:2] == [[rows[0][0]], [rows[1][0]]]
    assert notes.partly == "truncated_tail"


def test_a_database_that_is_only_its_header_is_corrupt(tmp_path):
    (tmp_path / "t.sqlite").write_bytes(b"SQLite format 3\x00" + b"\xff" * 200)
    assert reason_of(tmp_path) == "corrupt"


def test_no_command_in_a_database_is_obeyed(tmp_path):
    database = sqlite3.connect(tmp_path / "t.sqlite")
    database.execute("create table people (name, big generated always as (zeroblob(900000000)))")
    database.execute("create view all_people as select name, randomblob(900000000) from people")
    database.execute("insert into people (name) values ('Meena')")
    database.commit()
    database.close()
    head, rows, _ = read_file(tmp_path / "t.sqlite")
    assert (head.columns, rows) == (("name",), [["Meena"]])


# --- very large sheets


@pytest.mark.proof
def test_three_hundred_columns_of_twenty_thousand_rows_are_read(tmp_path):
    wide_xlsx(tmp_path / "wide.xlsx")
    head, rows, _ = read_file(tmp_path / "wide.xlsx")
    assert len(head.columns) == 300
    assert len(rows) == 20_000


@pytest.mark.proof
def test_a_sheet_of_a_million_rows_is_read(tmp_path):
    long_xlsx(tmp_path / "long.xlsx")
    head = recognise(only(tmp_path / "long.xlsx"))
    assert len(head.columns) == 20
    assert sum(batch.num_rows for batch in read(head, ReadNotes())) == 1_000_000
