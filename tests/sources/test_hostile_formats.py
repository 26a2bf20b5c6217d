"""Hostile files of the formats of tables and containers: each costs itself, with its reason."""

import bz2
import gzip
import io
import json
import os
import random
import sqlite3
import struct
import tarfile
import zipfile

import fastavro
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from reading import found, only, read_file, reasons, rows_of

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import ReadNotes
from amanat.sources.read import read
from amanat.sources.recognise import recognise
from tables import WRITERS, as_xls, as_xlsx, ods_of

GOOD = "Name,Email,City\nMeena Iyer,meena.iyer@example.in,Pune\nArjun Rao,arjun@example.com,Surat\n"
COLUMNS = ("Name", "City", "Visits")
ROWS = [("Meena", "Pune", 1), ("Arjun", "Surat", 2), ("Kavita", "Nashik", 3)] * 40
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 10)
)
LAUGHS += "]>"


def reason_of(path, **limits):
    """Why a file cannot be read, wherever that shows first; None: it can."""
    bounds = Limits(**limits)
    units = found(path, limits=bounds)
    for unit in units:
        if unit.reason is not None:
            return unit.reason
        try:
            rows_of(recognise(unit, limits=bounds), limits=bounds)
        except SourceError as error:
            return error.reason
    return None


def repacked(path, change):
    """A zip again with some members changed."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, change(name, data))
    return path


def tarred(path, mode="w", **members):
    with tarfile.open(path, mode) as packed:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return path


# --- XML bombs --------------------------------------------------------------------------------


def test_entities_that_multiply_in_a_workbook_are_never_expanded(tmp_path):
    as_xlsx(tmp_path / "t.xlsx", COLUMNS, [("Meena", "Pune", 1), ("BOMB", "Surat", 2)])

    def change(name, data):
        if name == "xl/sharedStrings.xml":
            begin = data.index(b"<sst")
            data = data[:begin] + LAUGHS.replace("DOCTYPE x", "DOCTYPE sst").encode() + data[begin:]
            data = data.replace(b"BOMB", b"&a9;")
        return data

    path = repacked(tmp_path / "t.xlsx", change)
    bounds = Limits(max_workbook_memory=512 << 20, max_seconds=20)
    head = recognise(*found(path, limits=bounds), limits=bounds)
    cells = [cell for row in rows_of(head, limits=bounds) for cell in row]
    assert "Meena" in cells
    assert max(len(cell or "") for cell in cells) < 100


def test_entities_that_multiply_in_an_ods_are_never_expanded(tmp_path):
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    content = "".join(
        row.format("".join(cell.format(text) for text in texts))
        for texts in (("Name", "City", "Note"), ("Meena", "Pune", "&a9;"), ("Arjun", "Surat", "x"))
    )
    doctype = LAUGHS.replace("DOCTYPE x", "DOCTYPE office")
    (tmp_path / "t.ods").write_bytes(ods_of(content, more={"doctype": doctype}))
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


# --- tars -------------------------------------------------------------------------------------


def test_names_that_lead_out_of_a_tar_write_nothing_and_are_read_where_they_lie(tmp_path):
    folder = tmp_path / "in" / "folder"
    folder.mkdir(parents=True)
    tarred(
        folder / "t.tar",
        **{"../../out.csv": GOOD.encode(), "/etc/out.csv": GOOD.encode(), "./a.csv": GOOD.encode()},
    )
    units = found(folder)
    assert [unit.where.members[0] for unit in units] == ["../../out.csv", "/etc/out.csv", "a.csv"]
    assert [len(rows_of(recognise(unit))) for unit in units] == [2, 2, 2]
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["t.tar"]


def test_links_and_devices_in_a_tar_are_told_and_never_followed(tmp_path):
    with tarfile.open(tmp_path / "t.tar", "w") as packed:
        for name, kind, target in (
            ("null", tarfile.CHRTYPE, ""),
            ("disk", tarfile.BLKTYPE, ""),
            ("pipe.csv", tarfile.FIFOTYPE, ""),
            ("out.csv", tarfile.SYMTYPE, "/etc/passwd"),
            ("up.csv", tarfile.SYMTYPE, "../../x.csv"),
            ("d/same.csv", tarfile.SYMTYPE, "../a.csv"),
            ("hard.csv", tarfile.LNKTYPE, "a.csv"),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            packed.addfile(info)
        info = tarfile.TarInfo("a.csv")
        info.size = len(GOOD)
        packed.addfile(info, io.BytesIO(GOOD.encode()))
    assert reasons(found(tmp_path)) == {
        "null": "special_file",
        "disk": "special_file",
        "pipe.csv": "special_file",
        "out.csv": "link_outside",
        "up.csv": "link_outside",
        "same.csv": "duplicate",
        "hard.csv": "duplicate",
        "a.csv": None,
    }


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_tar_bomb_is_over_the_ratio(tmp_path, mode):
    with tarfile.open(tmp_path / "bomb.tar", mode) as packed:
        info = tarfile.TarInfo("zeros.csv")
        info.size = 40 << 20
        packed.addfile(info, io.BytesIO(bytes(info.size)))
    assert reasons(found(tmp_path)) == {"bomb.tar": "over_ratio"}


def test_a_bomb_of_a_single_packed_file_is_over_the_ratio(tmp_path):
    for pack in (gzip, bz2):
        (tmp_path / "bomb.csv").write_bytes(pack.compress(b"a,b\n" + b"1,2\n" * (5 << 20)))
        assert reason_of(tmp_path) == "over_ratio"


def test_a_tar_of_too_many_members_is_left_out_as_a_whole(tmp_path):
    tarred(tmp_path / "t.tar", **{f"{at}.csv": GOOD.encode() for at in range(6)})
    assert reasons(found(tmp_path, limits=Limits(max_members=5))) == {"t.tar": "over_members"}
    assert len(found(tmp_path, limits=Limits(max_members=6))) == 6


def test_a_header_of_a_tar_without_end_is_never_held(tmp_path):
    info = tarfile.TarInfo("long")
    info.type, info.size = tarfile.XHDTYPE, 50 << 20
    (tmp_path / "t.tar").write_bytes(info.tobuf() + bytes(60 << 20))
    assert reasons(found(tmp_path)) == {"t.tar": "corrupt"}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2"])
def test_a_cut_tar_gives_the_members_before_the_cut_and_says_that_more_is_missing(tmp_path, mode):
    chance = random.Random(3)
    big = b"id,name,word\n" + b"".join(
        b"%d,name,%s\n" % (at, chance.randbytes(8).hex().encode()) for at in range(90_000)
    )
    tarred(tmp_path / "t.tar", mode, **{"a.csv": GOOD.encode(), "b.csv": big, "c.csv": big})
    data = (tmp_path / "t.tar").read_bytes()
    (tmp_path / "t.tar").write_bytes(data[: len(data) * 2 // 3])
    units = found(tmp_path)
    told = [(unit.where.members, unit.where.part, unit.reason) for unit in units]
    assert told[-1] == ((), "the rest of it", "truncated")
    assert told[:2] == [(("a.csv",), None, None), (("b.csv",), None, None)]
    assert len(rows_of(recognise(units[0]))) == 2


def test_a_damaged_header_does_not_end_a_tar_in_silence(tmp_path):
    tarred(tmp_path / "t.tar", **{"a.csv": GOOD.encode(), "b.csv": GOOD.encode()})
    data = bytearray((tmp_path / "t.tar").read_bytes())
    data[1024 + 148 : 1024 + 156] = b"9999999\x00"
    (tmp_path / "t.tar").write_bytes(bytes(data))
    assert [unit.reason for unit in found(tmp_path)] == [None, "corrupt"]


def test_equal_names_in_a_tar_are_each_read(tmp_path):
    with tarfile.open(tmp_path / "t.tar", "w") as packed:
        for city in ("Pune", "Surat"):
            data = f"Name,City,Plan\nMeena,{city},basic\n".encode()
            info = tarfile.TarInfo("a.csv")
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    units = found(tmp_path)
    assert {unit.where.members[0]: rows_of(recognise(unit))[0][1] for unit in units} == {
        "a.csv": "Pune",
        "a #2.csv": "Surat",
    }


def test_tars_within_tars_end_at_the_third(tmp_path):
    data = tarred(tmp_path / "t", **{"deep.csv": GOOD.encode()}).read_bytes()
    for level in range(3):
        tarred(tmp_path / "t", "w:gz", **{f"level-{level}.tgz": data})
        data = (tmp_path / "t").read_bytes()
    assert reasons(found(tmp_path)) == {"level-0.tgz": "over_depth"}


class Counting(io.BytesIO):
    """Packed bytes, and how many were asked for."""

    count = 0

    def read(self, *size):
        data = super().read(*size)
        self.count += len(data)
        return data


@pytest.mark.parametrize("packing", ["gz", "bz2"])
def test_members_of_a_packed_tar_are_read_in_one_pass(tmp_path, packing):
    from amanat.sources.formats.tarred import Tar
    from amanat.sources.packed import Cursor, Unpacker

    chance = random.Random(5)
    members = {f"{at}.bin": chance.randbytes(20_000) for at in range(200)}
    tarred(tmp_path / "t", f"w:{packing}", **members)
    raw = Counting((tmp_path / "t").read_bytes())
    opened = Tar(Cursor(Unpacker(raw, packing, Limits())), Limits())
    for name, content in members.items():
        for _ in range(2):  # recognised, then read
            with opened.open(name) as member:
                assert member.read() == content[:20_000]
    assert raw.count <= len(raw.getvalue())


def test_a_large_member_is_read_again_without_starting_over(tmp_path):
    from amanat.sources.packed import Cursor, Unpacker

    data = random.Random(1).randbytes(1 << 20) * 50
    raw = Counting(gzip.compress(data, 1))
    cursor = Cursor(Unpacker(raw, "gz", Limits()))
    for at in (0, len(data) - 10, 45 << 20, 3, 33 << 20):
        cursor.seek(at)
        assert cursor.read(8) == data[at : at + 8]
    # Once through, and from a mark nearby for each step back that what was kept does not reach.
    assert raw.count < 2.2 * len(raw.getvalue())


# --- names, encodings, lines without end --------------------------------------------------------


def test_names_of_old_packers_are_read_as_they_were_written(tmp_path):
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as packed:
        for name in ("caf\x82.csv", "plain.csv"):
            packed.writestr(name, GOOD)
    data = (tmp_path / "t.zip").read_bytes()
    # What Python marks as UTF-8, an old packer wrote as one byte of its code page.
    old = data.replace("caf\x82.csv".encode(), b"caf\x82\x82.csv").replace(b"\x00\x08", b"\x00\x00")
    (tmp_path / "t.zip").write_bytes(old)
    heads = [recognise(unit) for unit in found(tmp_path)]
    assert [head.title for head in heads] == ["caféé", "plain"]


@pytest.mark.parametrize(
    "encoded",
    [
        GOOD.encode("utf-8-sig"),
        b"\xfe\xff" + GOOD.encode("utf-16-be"),
        b"\xff\xfe" + GOOD.encode("utf-16-le"),
        GOOD.encode("utf-16-le"),
    ],
)
def test_marks_of_byte_order_are_no_part_of_the_first_header(tmp_path, encoded):
    (tmp_path / "t.csv").write_bytes(encoded)
    head, rows, _ = read_file(tmp_path / "t.csv")
    assert head.columns == ("Name", "Email", "City")
    assert len(rows) == 2


def test_lines_of_two_encodings_in_one_file_are_both_read(tmp_path):
    mixed = "Name,City,Plan\nमीना,Pune,a\n".encode() + "Zoë,Köln,b\n".encode("cp1252")
    (tmp_path / "t.csv").write_bytes(mixed + "Zoë,Köln,c\n".encode())
    _, rows, _ = read_file(tmp_path / "t.csv")
    assert rows == [["मीना", "Pune", "a"], ["Zoë", "Köln", "b"], ["Zoë", "Köln", "c"]]


SHORT = Limits(max_line=1 << 20, max_document=1 << 20)


def read_short(path):
    notes = ReadNotes()
    (unit,) = found(path, limits=SHORT)
    head = recognise(unit, limits=SHORT)
    return head, rows_of(head, notes, limits=SHORT), notes


@pytest.mark.parametrize("inside", [b"x" * (9 << 20), b'"' + b"x,\n" * 100 + b"y" * (9 << 20)])
def test_a_line_of_a_csv_without_end_costs_itself(tmp_path, inside):
    lines = GOOD.encode() + b"long," + inside + b",end\n" + b"Kavita,k@example.in,Nashik\n"
    (tmp_path / "t.csv").write_bytes(lines)
    _, rows, notes = read_short(tmp_path / "t.csv")
    assert rows[0] == ["Meena Iyer", "meena.iyer@example.in", "Pune"]
    assert rows[-1] == ["Kavita", "k@example.in", "Nashik"]
    assert notes.bad_records >= 1
    assert notes.partly == "bad_rows"


def test_a_line_of_json_without_end_costs_itself(tmp_path):
    line = json.dumps({"name": "Meena", "city": "Pune"}).encode()
    long = b'{"name":"' + b"x" * (9 << 20) + b'"}'
    (tmp_path / "t.jsonl").write_bytes(b"\n".join([line, long, line, line]) + b"\n")
    _, rows, notes = read_short(tmp_path / "t.jsonl")
    assert [row[:2] for row in rows] == [["Meena", "Pune"]] * 3
    assert (notes.bad_records, notes.partly) == (1, "bad_rows")


@pytest.mark.parametrize("name", ["t.csv", "t.txt", "t"])
def test_text_that_is_one_endless_line_is_read_as_running_text(tmp_path, name):
    (tmp_path / name).write_bytes(b"Meena called, " * (1 << 20))
    head, rows, _ = read_short(tmp_path / name)
    assert head.found.format == "text"
    assert sum(len(row[1]) for row in rows) == 14 << 20
    assert max(len(row[1]) for row in rows) <= 4 << 20


def test_one_endless_record_of_json_is_over_size(tmp_path):
    (tmp_path / "t.jsonl").write_bytes(b'{"name":"' + b"x" * (9 << 20))
    with pytest.raises(SourceError) as error:
        read_short(tmp_path / "t.jsonl")
    assert error.value.reason == "over_size"


@pytest.mark.skipif(os.name != "posix", reason="devices of POSIX")
def test_devices_are_never_opened_whatever_leads_to_them(tmp_path):
    from pathlib import Path

    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert reasons(found(tmp_path)) == {"zero.csv": "link_outside", "pipe.xlsx": "special_file"}
    assert only(tmp_path / "zero.csv").reason == "special_file"
    assert only(Path("/dev/zero")).reason == "special_file"


@pytest.mark.proof
@pytest.mark.parametrize("name", ["t.csv", "t.jsonl", "t.txt"])
def test_a_gigabyte_in_one_line_is_read_in_bounded_memory(tmp_path, name):
    import subprocess
    import sys

    begin = {"t.csv": GOOD.encode(), "t.jsonl": b'{"name":"Meena"}\n', "t.txt": b""}[name]
    with (tmp_path / name).open("wb") as file:
        file.write(begin)
        for _ in range(1024):
            file.write(b"Meena called, " * 74_898)
    code = (
        "import resource, sys\nfrom pathlib import Path\n"
        "from amanat.sources.discover import discover\nfrom amanat.sources.model import ReadNotes\n"
        "from amanat.sources.read import read\nfrom amanat.sources.recognise import recognise\n"
        "(unit,) = discover([Path(sys.argv[1])], workspace=None)\nnotes = ReadNotes()\n"
        "rows = sum(batch.num_rows for batch in read(recognise(unit), notes))\n"
        "print(rows, notes.bad_records,"
        " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=True,
    )
    rows, bad, megabytes = map(int, done.stdout.split())
    assert megabytes < 800
    assert (rows, bad) == {"t.csv": (2, 1), "t.jsonl": (1, 1), "t.txt": (rows, 0)}[name]
    assert rows > 200 or name != "t.txt"


@pytest.mark.proof
def test_three_hundred_columns_of_twenty_thousand_rows_are_read(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "wide.xlsx"), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [f"Column {at}" for at in range(300)])
        for row in range(1, 20_001):
            sheet.write_row(row, 0, [row * at if at % 3 else f"word {at}" for at in range(300)])
    head, rows, _ = read_file(tmp_path / "wide.xlsx")
    assert len(head.columns) == 300
    assert len(rows) == 20_000


@pytest.mark.proof
def test_a_sheet_of_a_million_rows_is_read(tmp_path):
    def row(at):
        cells = "".join(
            f"<c><v>{at * column}</v></c>"
            if column % 3
            else f"<c t='inlineStr'><is><t>word {column} {at}</t></is></c>"
            for column in range(20)
        )
        return f"<row r='{at}'>{cells}</row>"

    as_xlsx(tmp_path / "small.xlsx", ("Name",), [])
    with (
        zipfile.ZipFile(tmp_path / "small.xlsx") as small,
        zipfile.ZipFile(tmp_path / "long.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
    ):
        for name in small.namelist():
            data = small.read(name)
            if name != "xl/worksheets/sheet1.xml":
                book.writestr(name, data)
                continue
            begin, end = data.index(b"<sheetData"), data.index(b"</sheetData>")
            with book.open(name, "w") as sheet:
                # No dimension: it would speak of the small one.
                sheet.write(data[: data.index(b"<dimension")] + b"<sheetData>")
                for at in range(1, 1_000_001):
                    sheet.write(row(at).encode())
                sheet.write(data[end:])
                assert begin < end
    head = recognise(only(tmp_path / "long.xlsx"))
    assert len(head.columns) == 20
    assert sum(batch.num_rows for batch in read(head, ReadNotes())) == 1_000_000


# --- what is finished stays closed --------------------------------------------------------------


def test_units_that_are_finished_are_named_and_never_opened(tmp_path):
    tarred(tmp_path / "t.tgz", "w:gz", **{"a.csv": GOOD.encode(), "b.csv": GOOD.encode()})
    (tmp_path / "c.csv").write_bytes(b"never opened")
    seen = []

    def finished(unit):
        seen.append(unit.where.members or unit.where.file.rsplit("/", 1)[-1])
        return seen[-1] in (("a.csv",), "c.csv")

    (tmp_path / "c.csv").chmod(0)
    units = found(tmp_path, finished=finished)
    assert [unit.where.members for unit in units] == [(), ("a.csv",), ("b.csv",)]
    assert seen == ["c.csv", "t.tgz", ("a.csv",), ("b.csv",)]


def test_a_container_that_breaks_off_is_never_taken_for_all_of_its_units(tmp_path):
    tarred(tmp_path / "t.tar", **{"a.csv": GOOD.encode(), "b.csv": GOOD.encode()})
    data = (tmp_path / "t.tar").read_bytes()
    (tmp_path / "t.tar").write_bytes(data[:1600])
    first = found(tmp_path)
    # The run was stopped when all but the first unit were kept.
    again = found(tmp_path, finished=lambda unit: unit.where in [each.where for each in first[1:]])
    assert [each.where for each in again] == [each.where for each in first]
