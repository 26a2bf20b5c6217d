"""Names and text of odd encodings, and lines that have no end."""

import json
import os
import zipfile

import pytest
from reading import found, only, read_file, reasons, rows_of

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import ReadNotes
from amanat.sources.recognise import recognise

GOOD = "Name,Email,City\nMeena Iyer,meena.iyer@example.in,Pune\nArjun Rao,arjun@example.com,Surat\n"


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
