"""Hostile inputs beside a good file: each costs itself, with its reason, and nothing else."""

import csv
import io
import json
import os
import re
import tarfile
import zipfile

import pytest
import xlsxwriter

from amanat.evidence.store import read_table
from tables import WRITERS, ods_of
from walk import Home

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and names of POSIX")

GOOD = (
    "Customer,Email,Call notes\n"
    "Meena Iyer,meena.iyer@example.in,she gave her PAN ABCPE1234F on the phone\n"
    'Arjun Rao,arjun.rao@example.com,"Arjun has diabetes, so calls only after lunch"\n'
    "Kavita Das,kavita.das@example.in,asked about the renewal and wants a call on Monday\n"
)
EVIL = "evil\n\x1b]0;owned\x07\x1b[31mred\x1b[0m"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: A name's beginning -> (status, reason, rows). None: the row says nothing of rows.
EXPECTED = {
    "good.csv": ("read", None, 3),
    "01 empty.csv": ("skipped", "empty", None),
    "02 cut.zip": ("skipped", "truncated", None),
    "03 bomb.zip": ("skipped", "over_ratio", None),
    "inner.csv": ("skipped", "encrypted", None),
    "05 locked.xlsx": ("skipped", "encrypted", None),
    "06 windows.csv": ("read", None, 2),
    "07 nul.csv": ("read", None, 2),
    "08 twice.csv": ("read", None, 2),
    "09 formulas.xlsx": ("read", None, 2),
    "10 loop": ("skipped", "link_cycle", None),
    "11 closed.csv": ("skipped", "unreadable", None),
    "evil": ("read", None, 2),
    "13 laughs.ods": ("skipped", "corrupt", None),
    "14 pipe.xlsx": ("skipped", "special_file", None),
    "15 zero.csv": ("skipped", "link_outside", None),
    "16 live.db-wal": ("skipped", "format_unknown", None),
    "16 live.db": ("skipped", "live_database", None),
    "17 bomb.tgz": ("skipped", "over_ratio", None),
    "out.csv": ("read", None, 2),
    "null": ("skipped", "special_file", None),
    "passwd.csv": ("skipped", "link_outside", None),
    "19 cut.parquet": ("skipped", "truncated", None),
    "20 locked.xls": ("skipped", "encrypted", None),
    "21 marks.csv": ("read", None, 2),
    "caf": ("read", None, 2),
    "23 page.db": ("skipped", "corrupt", None),
    "24 table.xls": ("read", None, 2),
    "25 workbook.csv": ("read", None, 2),
}
LAUGHS = "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 10))


def make_more(folder):
    """Databases, tars and workbooks that are not what they say, or harm who reads them."""
    doctype = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{LAUGHS}]>"
    cell = "<table:table-cell office:value-type='string'><text:p>&a9;</text:p></table:table-cell>"
    row = f"<table:table-row>{cell}</table:table-row>"
    (folder / "13 laughs.ods").write_bytes(ods_of(row, more={"doctype": doctype}))
    os.mkfifo(folder / "14 pipe.xlsx")
    (folder / "15 zero.csv").symlink_to("/dev/zero")
    table = (("Depot", "Stock", "Rate"), [("Pune", 3, 1.5), ("Surat", 4, 2.5)])
    WRITERS["sqlite"](folder / "16 live.db", *table)
    (folder / "16 live.db-wal").write_bytes(bytes(range(256)) * 20)
    with tarfile.open(folder / "17 bomb.tgz", "w:gz") as packed:
        info = tarfile.TarInfo("zeros.csv")
        info.size = 40 << 20
        packed.addfile(info, io.BytesIO(bytes(info.size)))
    with tarfile.open(folder / "18 outside.tar", "w") as packed:
        for name, kind, content in (
            ("../../../out.csv", tarfile.REGTYPE, b"Ward,Beds,Rate\nA,1,2\nB,3,4\n"),
            ("/dev/null", tarfile.CHRTYPE, b""),
            ("passwd.csv", tarfile.SYMTYPE, b""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, len(content), "/etc/passwd"
            packed.addfile(info, io.BytesIO(content))
    WRITERS["parquet"](folder / "19 cut.parquet", *table)
    os.truncate(folder / "19 cut.parquet", 200)
    WRITERS["xls"](folder / "20 locked.xls", *table)
    data = bytearray((folder / "20 locked.xls").read_bytes())
    data[532:534] = b"\x2f\x00"  # behind the first record: how the rest is locked
    (folder / "20 locked.xls").write_bytes(bytes(data))
    marked = "Street,Houses,Lamps\nMG Road,30,2\nFC Road,40,3\n"
    (folder / "21 marks.csv").write_bytes(b"\xfe\xff" + marked.encode("utf-16-be"))
    with zipfile.ZipFile(folder / "22 names.zip", "w") as packed:
        packed.writestr("caf\x82.csv", "Bus,Seats,Stops\n1,40,9\n2,50,8\n")
    (folder / "23 page.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    WRITERS["tsv"](
        folder / "24 table.xls", ("Tree", "Age", "Girth"), [("Neem", 9, 2), ("Sal", 7, 1)]
    )
    WRITERS["xlsx"](
        folder / "25 workbook.csv", ("Lake", "Depth", "Area"), [("A", 1, 2), ("B", 3, 4)]
    )


def make_hostile(folder):
    (folder / "01 empty.csv").write_bytes(b"")
    with zipfile.ZipFile(folder / "02 cut.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.csv", GOOD * 200)
    cut = (folder / "02 cut.zip").read_bytes()[:-40]
    (folder / "02 cut.zip").write_bytes(cut)
    with (
        zipfile.ZipFile(folder / "03 bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("bomb.csv", "w") as member,
    ):
        for _ in range(40):
            member.write(b"0" * (1 << 20))
    with zipfile.ZipFile(folder / "04 locked.zip", "w") as packed:
        packed.writestr("inner.csv", GOOD)
    data = bytearray((folder / "04 locked.zip").read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (folder / "04 locked.zip").write_bytes(bytes(data))
    stream = "EncryptedPackage".encode("utf-16-le")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.ljust(128, b"\0")
    (folder / "05 locked.xlsx").write_bytes(ole)
    (folder / "06 windows.csv").write_bytes("Firm,Town\nMüller,Köln\nCafé,Pune\n".encode("cp1252"))
    (folder / "07 nul.csv").write_bytes(b"Part,Depot\nbolt\x00\x00,Pune\nnut,Su\x00rat\n\x00\x00")
    (folder / "08 twice.csv").write_text("Stage,Stage,Owner\nwon,lost,a\nopen,won,b\n")
    book = xlsxwriter.Workbook(str(folder / "09 formulas.xlsx"))
    sheet = book.add_worksheet("Plan")
    for row, cells in enumerate(
        [
            ["Task", "Hours", "Link"],
            ["ship", "=1+1", '=HYPERLINK("http://example.com","go")'],
            ["test", "=SUM(B2:B2)", "=cmd|' /C calc'!A0"],
        ]
    ):
        for column, cell in enumerate(cells):
            if cell.startswith("="):
                sheet.write_formula(row, column, cell, value="2")
            else:
                sheet.write(row, column, cell)
    book.close()
    (folder / "10 loop").symlink_to(folder, target_is_directory=True)
    closed = folder / "11 closed.csv"
    closed.write_text("Plan,Price\nbasic,100\n")
    closed.chmod(0)
    (folder / f"{EVIL}.csv").write_text("Region,Count\nNorth,1\nSouth,2\n")
    (folder / f"{EVIL}.mp3").write_bytes(b"ID3")


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    """Two audits with one key: the good file alone, and among the hostile ones."""
    root = tmp_path_factory.mktemp("hostile")
    homes = []
    for name in ("alone", "among"):
        folder = root / name
        folder.mkdir()
        (folder / "good.csv").write_text(GOOD)
        if name == "among":
            make_hostile(folder)
            make_more(folder)
        home = Home(root / f"{name}-home", same_key=True)
        done = home.audit(folder)
        assert done.code == 0, done.errors
        homes.append((home, done, folder))
    return homes


def units(home):
    rows = read_table(home.audits()[-1] / "evidence", "units").to_pylist()
    return {
        next((name for name in EXPECTED if row["name"].startswith(name)), row["name"]): row
        for row in rows
        if row["format"] != "media"
    }


def test_each_has_its_status_its_reason_and_its_rows(audited):
    _, (home, _, _) = audited
    expected = dict(EXPECTED)
    if os.geteuid() == 0:
        # Nothing is closed to this account: the file is read like any other.
        expected["11 closed.csv"] = ("read", None, 1)
    told = {
        name: (row["status"], row["reason"], row["records"]) for name, row in units(home).items()
    }
    assert told == expected


def test_the_good_file_gives_the_same_findings_as_alone(audited):
    found = []
    for home, _, _ in audited:
        dataset = units(home)["good.csv"]["dataset_id"]
        kept = json.loads((home.audits()[-1] / "findings.json").read_bytes())["findings"]
        mine = [
            each
            for each in kept
            if each["places"] and {place["dataset"] for place in each["places"]} == {dataset}
        ]
        found.append({each["id"]: each for each in mine})
    alone, among = found
    assert {each["verdict"] for each in alone.values()} >= {"fails"}
    assert {name: among.get(name) for name in alone} == alone


def test_no_control_character_reaches_a_log_or_a_report(audited):
    _, (home, done, _) = audited
    assert CONTROL.search(done.text) is None
    assert CONTROL.search(done.errors) is None
    for path in sorted(home.workspace.rglob("*")):
        if path.suffix in {".html", ".json", ".jsonl", ".toml"}:
            found = CONTROL.search(path.read_text("utf-8"))
            assert found is None, (path.name, found)


def test_no_command_of_a_file_name_reaches_a_terminal(audited):
    _, (home, _, folder) = audited
    shown = home.on_terminal("audit", folder, "--as-of", "2026-11-23", "--yes")
    assert b"\x1b[" in shown, "colours are there, so it is a terminal"
    assert b"\x1b]0;" not in shown
    assert b"\x07" not in shown
    assert b"owned" in shown, "the name itself is shown"


def test_a_spreadsheet_runs_nothing_of_what_is_exported(audited):
    _, (home, _, _) = audited
    out = home.root / "report.csv"
    done = home.run("report", "--format", "csv", "--inside", "--output", out)
    assert done.code == 0, done.errors
    with out.open(newline="", encoding="utf-8") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]
