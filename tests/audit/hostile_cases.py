"""The hostile inputs: what each is, how it is made, and what the audit has to say of it."""

import bz2
import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import fastavro
import xlsxwriter

import hostile_files as hostile
from outlook_files import attached, compound, renewal, self_linked
from seven_files import MADE, seven_of
from tables import WRITERS

Told = tuple[str, str | None, int | None]
READ, SKIPPED = "read", "skipped"
GOOD = (
    "Customer,Email,Call notes\n"
    "Meena Iyer,meena.iyer@example.in,she gave her PAN ABCPE1234F on the phone\n"
    'Arjun Rao,arjun.rao@example.com,"Arjun has diabetes, so calls only after lunch"\n'
    "Kavita Das,kavita.das@example.in,asked about the renewal and wants a call on Monday\n"
)
TABLE = (("Depot", "Stock", "Rate"), [("Pune", 3, 1.5), ("Surat", 4, 2.5)])
EVIL = "evil\n\x1b]0;owned\x07\x1b[31mred\x1b[0m"


@dataclass(frozen=True)
class Case:
    """An input. `told`: (status, reason, rows) of each unit by the beginning of its name."""

    name: str
    make: Callable[[Path], object]
    told: dict[str, Told]
    slow: bool = False


def bytes_of(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def skipped(name: str, make: Callable[[Path], object], reason: str, *, slow: bool = False) -> Case:
    """An input of one unit that cannot be read."""
    return Case(name, make, {name: (SKIPPED, reason, None)}, slow)


def table(name: str, make: Callable[[Path], object], rows: int = 2, *, slow: bool = False) -> Case:
    """An input of one unit that is read as any other, with so many rows."""
    return Case(name, make, {name: (READ, None, rows)}, slow)


def partly(name: str, make: Callable[[Path], object], reason: str, rows: int) -> Case:
    """An input of one unit of which a part is read."""
    return Case(name, make, {name: ("partly", reason, rows)})


def zipped(path: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> None:
    with zipfile.ZipFile(path, "w", packing) as packed:
        for name, data in members.items():
            packed.writestr(name, data)


def cut_zip(path: Path) -> None:
    zipped(path, {"a.csv": GOOD.encode() * 200})
    path.write_bytes(path.read_bytes()[:-40])


def locked_zip(path: Path) -> None:
    zipped(path, {"inner.csv": GOOD.encode()}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))


def locked_xlsx(path: Path) -> None:
    path.write_bytes(compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"y"}))


def locked_xls(path: Path) -> None:
    WRITERS["xls"](path, *TABLE)
    data = bytearray(path.read_bytes())
    data[532:534] = b"\x2f\x00"  # behind the first record: how the rest is locked
    path.write_bytes(bytes(data))


def formulas(path: Path) -> None:
    rows = [
        ["Task", "Hours", "Link"],
        ["ship", "=1+1", '=HYPERLINK("http://example.com","go")'],
        ["test", "=SUM(B2:B2)", "=cmd|' /C calc'!A0"],
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Plan")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell.startswith("="):
                    sheet.write_formula(row, column, cell, value="2")
                else:
                    sheet.write(row, column, cell)


def closed_file(path: Path) -> None:
    path.write_text("Plan,Price\nbasic,100\n")
    path.chmod(0)


def evil_names(path: Path) -> None:
    (path.parent / f"{EVIL}.csv").write_text("Region,Count\nNorth,1\nSouth,2\n")
    (path.parent / f"{EVIL}.mp3").write_bytes(b"ID3")


def live_database(path: Path) -> None:
    WRITERS["sqlite"](path, *TABLE)
    path.with_name(path.name + "-wal").write_bytes(bytes(range(256)) * 20)


def tar_bomb(path: Path) -> None:
    with tarfile.open(path, "w:gz") as packed:
        info = tarfile.TarInfo("zeros.csv")
        info.size = 40 << 20
        packed.addfile(info, io.BytesIO(bytes(info.size)))


def tar_outside(path: Path) -> None:
    with tarfile.open(path, "w") as packed:
        for name, kind, content in (
            ("../../../out.csv", tarfile.REGTYPE, b"Ward,Beds,Rate\nA,1,2\nB,3,4\n"),
            ("/dev/null", tarfile.CHRTYPE, b""),
            ("passwd.csv", tarfile.SYMTYPE, b""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, len(content), "/etc/passwd"
            packed.addfile(info, io.BytesIO(content))


def cut_parquet(path: Path) -> None:
    WRITERS["parquet"](path, *TABLE)
    os.truncate(path, 200)


def old_names(path: Path) -> None:
    zipped(path, {"caf\x82.csv": b"Bus,Seats,Stops\n1,40,9\n2,50,8\n"})


def endless_avro(path: Path) -> None:
    entry = {"type": "array", "items": "null"}
    schema = {"type": "record", "name": "r", "fields": [{"name": "x", "type": entry}]}
    with path.open("wb") as file:
        fastavro.writer(file, schema, [])


def deep_zip(path: Path) -> None:
    data = GOOD.encode()
    for level in range(5):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as packed:
            packed.writestr(f"{level}.zip" if level else "deep.csv", data)
        data = inner.getvalue()
    path.write_bytes(data)


def full_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        for at in range(100_001):
            packed.writestr(f"{at}.csv", b"")


def mixed_encodings(path: Path) -> None:
    devanagari = "Pond,Depth,Village\nतालाब,3,पुणे\n".encode("utf-8-sig")
    path.write_bytes(devanagari + "Étang,4,Köln\n".encode("cp1252") + "Étang,5,Köln\n".encode())


def deep_json(path: Path) -> None:
    path.write_text('[{"a":' + "[" * 200_000 + "]" * 200_000 + "}]")


CASES = (
    skipped("01 empty.csv", bytes_of(b""), "empty"),
    skipped("02 cut.zip", cut_zip, "truncated"),
    skipped("03 bomb.zip", lambda path: zipped(path, {"b.csv": b"0" * (40 << 20)}), "over_ratio"),
    Case("04 locked.zip", locked_zip, {"inner.csv": (SKIPPED, "encrypted", None)}),
    skipped("05 locked.xlsx", locked_xlsx, "encrypted"),
    table("06 windows.csv", bytes_of("Firm,Town\nMüller,Köln\nCafé,Pune\n".encode("cp1252"))),
    table("07 nul.csv", bytes_of(b"Part,Depot\nbolt\x00\x00,Pune\nnut,Su\x00rat\n\x00\x00")),
    table("08 twice.csv", bytes_of(b"Stage,Stage,Owner\nwon,lost,a\nopen,won,b\n")),
    table("09 formulas.xlsx", formulas),
    skipped("10 loop", lambda path: path.symlink_to(path.parent), "link_cycle"),
    skipped("11 closed.csv", closed_file, "unreadable"),
    Case("12 names", evil_names, {"evil": (READ, None, 2)}),
    skipped("13 laughs.ods", hostile.laughing_ods, "corrupt"),
    skipped("14 pipe.xlsx", os.mkfifo, "special_file"),
    skipped("15 zero.csv", lambda path: path.symlink_to("/dev/zero"), "link_outside"),
    Case(
        "16 live.db",
        live_database,
        {
            "16 live.db-wal": (SKIPPED, "format_unknown", None),
            "16 live.db": (SKIPPED, "live_database", None),
        },
    ),
    skipped("17 bomb.tgz", tar_bomb, "over_ratio"),
    Case(
        "18 outside.tar",
        tar_outside,
        {
            "out.csv": (READ, None, 2),
            "null": (SKIPPED, "special_file", None),
            "passwd.csv": (SKIPPED, "link_outside", None),
        },
    ),
    skipped("19 cut.parquet", cut_parquet, "truncated"),
    skipped("20 locked.xls", locked_xls, "encrypted"),
    table(
        "21 marks.csv",
        bytes_of(b"\xfe\xff" + "Street,Houses,Lamps\nMG,30,2\nFC,40,3\n".encode("utf-16-be")),
    ),
    Case("22 names.zip", old_names, {"caf": (READ, None, 2)}),
    skipped("23 page.db", bytes_of(b"SQLite format 3\x00" + b"\xff" * 5000), "corrupt"),
    table("24 table.xls", bytes_of(b"Tree\tAge\tGirth\nNeem\t9\t2\nSal\t7\t1\n")),
    table(
        "25 book.csv", lambda path: WRITERS["xlsx"](path, ("Lake", "Depth"), [("A", 1), ("B", 3)])
    ),
    table("26 laughs.xlsx", hostile.laughing_xlsx),
    skipped("27 laughs.docx", hostile.laughing_docx, "corrupt"),
    skipped("28 locked.pdf", hostile.locked_pdf, "encrypted"),
    skipped(
        "29 cut.pdf", lambda path: (hostile.long_pdf(path, 9), os.truncate(path, 900)), "truncated"
    ),
    Case(
        "30 nested.eml",
        lambda path: hostile.nested_mail(path, 200),
        {"30 nested.eml": (READ, None, 1), "1 parts.eml": (SKIPPED, "over_depth", None)},
    ),
    Case(
        "31 cycle.msg",
        bytes_of(self_linked(compound(renewal(attachments=[attached("a.csv", b"x" * 9000)])), 0)),
        {
            "31 cycle.msg": (READ, None, 1),
            "1 a.csv": (SKIPPED, "corrupt", None),
        },
    ),
    skipped("32 cut.msg", bytes_of(compound(renewal())[:2000]), "truncated"),
    skipped(
        "33 bomb.7z",
        bytes_of(seven_of({"b.csv": b"0" * (40 << 20)}, packing="bzip2")),
        "over_ratio",
    ),
    skipped("34 hidden.7z", bytes_of(MADE["hidden"]), "encrypted"),
    skipped("35 rare.7z.001", bytes_of(MADE["ppmd"]), "unpack_first"),
    skipped("36 endless.avro", endless_avro, "corrupt"),
    table("37 mixed.csv", mixed_encodings, 3),
    partly("38 line.csv", lambda path: hostile.endless_line(path, 20), "bad_rows", 2),
    Case("39 deep.zip", deep_zip, {"2.zip": (SKIPPED, "over_depth", None)}),
    skipped(
        "40 bomb.csv.gz", bytes_of(gzip.compress(b"a,b\n" + b"1,2\n" * (5 << 20))), "over_ratio"
    ),
    skipped(
        "41 bomb.csv.bz2", bytes_of(bz2.compress(b"a,b\n" + b"1,2\n" * (5 << 20))), "over_ratio"
    ),
    skipped("42 within.json", deep_json, "corrupt"),
    skipped("43 gone.csv", lambda path: path.symlink_to("nowhere.csv"), "link_outside"),
    skipped("44 bomb.pdf", hostile.pdf_bomb, "over_memory", slow=True),
    skipped("45 full.zip", full_zip, "over_members", slow=True),
    table("46 long.pdf", lambda path: hostile.long_pdf(path, 2000), 2000, slow=True),
    table("47 wide.xlsx", hostile.wide_xlsx, 20_000, slow=True),
    table("48 long.xlsx", hostile.long_xlsx, 1_000_000, slow=True),
    Case(
        "49 line.csv",
        lambda path: hostile.endless_line(path, 1024),
        {"49 line.csv": ("partly", "bad_rows", 2)},
        slow=True,
    ),
)
