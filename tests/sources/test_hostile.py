"""The twelve hostile inputs: each has its status and reason, and none harms the file beside it."""

import os
import pickle
import struct
import zipfile

import pytest
import xlsxwriter
from reading import found, only, read_file, reasons

from amanat.sources.errors import SourceError
from amanat.sources.recognise import recognise

GOOD = "Name,Email,City\nMeena Iyer,meena.iyer@example.in,Pune\nArjun Rao,arjun@example.com,Surat\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.csv").write_text(GOOD)
    return tmp_path


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_an_empty_file_is_skipped_as_empty(folder):
    (folder / "none.csv").write_bytes(b"")
    assert reasons(found(folder)) == {"good.csv": None, "none.csv": "empty"}


def test_blank_lines_alone_are_empty(folder):
    (folder / "blank.csv").write_bytes(b"\r\n \n\n")
    with pytest.raises(SourceError) as error:
        recognise(only(folder / "blank.csv"))
    assert error.value.reason == "empty"


def test_a_zip_without_its_end_is_truncated(folder):
    path = zipped(folder / "cut.zip", {"a.csv": GOOD * 400})
    path.write_bytes(path.read_bytes()[:-40])
    assert reasons(found(folder)) == {"cut.zip": "truncated", "good.csv": None}


def test_a_zip_with_a_broken_list_of_files_is_corrupt(folder):
    path = zipped(folder / "bad.zip", {"a.csv": GOOD})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02")] = 0
    path.write_bytes(bytes(data))
    assert reasons(found(path)) == {"bad.zip": "corrupt"}


def test_a_member_that_ends_too_soon_keeps_what_could_be_read(folder):
    whole = "".join(f"{row},name {row % 7},x{row * 7919 % 99991}\n" for row in range(60_000))
    path = zipped(folder / "member.zip", {"a.csv": "id,name,word\n" + whole})
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = b"\xff" * 64
    path.write_bytes(bytes(data))
    _, rows, notes = read_file(path)
    assert notes.partly == "truncated_tail"
    assert 1000 < len(rows) < 60_000
    assert rows[0] == ["0", "name 0", "x0"]


def test_a_zip_bomb_is_over_the_ratio(folder):
    with (
        zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("bomb.csv", "w") as member,
    ):
        for _ in range(40):
            member.write(b"0" * (1 << 20))
    assert reasons(found(folder)) == {"bomb.zip": "over_ratio", "good.csv": None}


def test_a_file_of_equal_letters_below_the_floor_is_no_bomb(folder):
    path = zipped(folder / "plain.zip", {"a.csv": "a,b\n" + "1,2\n" * 100_000})
    _, rows, _ = read_file(path)
    assert len(rows) == 100_000


def test_a_locked_zip_member_is_encrypted(folder):
    path = zipped(folder / "locked.zip", {"a.csv": GOOD, "b.csv": GOOD})
    data = bytearray(path.read_bytes())
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1
    path.write_bytes(bytes(data))
    assert reasons(found(folder)) == {"a.csv": "encrypted", "b.csv": None, "good.csv": None}


def test_a_locked_workbook_is_encrypted(folder):
    stream = "EncryptedPackage".encode("utf-16-le")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.ljust(128, b"\0")
    (folder / "locked.xlsx").write_bytes(ole)
    (folder / "letter.xls").write_bytes(ole[:512] + bytes(128))
    assert reasons(found(folder)) == {
        "good.csv": None,
        "letter.xls": "corrupt",
        "locked.xlsx": "encrypted",
    }


def test_a_cut_workbook_is_truncated_and_junk_is_corrupt(folder):
    book = xlsxwriter.Workbook(str(folder / "a.xlsx"))
    book.add_worksheet().write(0, 0, "Name")
    book.close()
    (folder / "cut.xlsx").write_bytes((folder / "a.xlsx").read_bytes()[:-60])
    (folder / "junk.xlsx").write_bytes(bytes(range(256)) * 20)
    told = reasons(found(folder))
    assert told["cut.xlsx"] == "truncated"
    assert told["junk.xlsx"] == "corrupt"


def test_bytes_of_another_encoding_are_read_as_cp1252(folder):
    rows = "Name,City\nZoë Müller,Pune\nRené,Köln\n"
    (folder / "excel.csv").write_bytes(rows.encode("cp1252"))
    _, read, notes = read_file(folder / "excel.csv")
    assert read == [["Zoë Müller", "Pune"], ["René", "Köln"]]
    assert (notes.bad_records, notes.partly) == (0, None)


def test_one_such_byte_far_down_spoils_nothing_before_it(folder):
    body = "नाम,शहर\n".encode() + "मीना,पुणे\n".encode() * 60_000 + "Zoë,Köln\n".encode("cp1252")
    (folder / "late.csv").write_bytes(body)
    _, rows, _ = read_file(folder / "late.csv")
    assert rows[0] == ["मीना", "पुणे"]
    assert rows[-1] == ["Zoë", "Köln"]
    assert len(rows) == 60_001


def test_unicode_text_of_excel_is_read(folder):
    (folder / "u.txt").write_bytes(
        "Name\tCity\tNo\nमीना\tPune\t1\nArjun\tSurat\t2\n".encode("utf-16")
    )
    head, rows, _ = read_file(folder / "u.txt")
    assert head.columns == ("Name", "City", "No")
    assert rows == [["मीना", "Pune", "1"], ["Arjun", "Surat", "2"]]


def test_nul_bytes_cost_no_row(folder):
    (folder / "nul.csv").write_bytes(
        b"Name,City\nMeena\x00\x00,Pune\nArjun,Su\x00rat\n\x00\x00\x00"
    )
    _, rows, notes = read_file(folder / "nul.csv")
    assert rows == [["Meena", "Pune"], ["Arjun", "Surat"]]
    assert (notes.bad_records, notes.partly) == (0, None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (bytes(range(256)) * 40, "format_unknown"),
        (b"\x89PNG\r\n" + b"x" * 99, "format_unknown"),
        (b"\x00" * 4000, "format_unknown"),
        ("Name,City\n".encode("utf-32"), "encoding_unknown"),
    ],
)
def test_bytes_that_are_no_text_are_told(folder, content, reason):
    (folder / "junk.csv").write_bytes(content)
    with pytest.raises(SourceError) as error:
        recognise(only(folder / "junk.csv"))
    assert error.value.reason == reason


def test_equal_headers_are_told_apart(folder):
    (folder / "twice.csv").write_text("Email,Name,Email,Email\na@example.in,A,b@example.in,\n")
    head, rows, _ = read_file(folder / "twice.csv")
    assert head.columns == ("Email", "Name", "Email #2", "Email #3")
    assert rows == [["a@example.in", "A", "b@example.in", None]]


def test_formula_cells_give_the_value_that_was_saved(folder):
    book = xlsxwriter.Workbook(str(folder / "sum.xlsx"))
    sheet = book.add_worksheet("Q1")
    sheet.write_row(0, 0, ["Name", "Seats", "Twice"])
    sheet.write_row(1, 0, ["Meena", 4])
    sheet.write_formula(1, 2, "=B2*2", None, 8)
    sheet.write_row(2, 0, ["Arjun", 5])
    sheet.write_formula(2, 2, '=HYPERLINK("https://example.in","x")', None, "x")
    book.close()
    _, rows, _ = read_file(folder / "sum.xlsx")
    assert rows == [["Meena", "4", "8"], ["Arjun", "5", "x"]]


def test_formulas_in_text_are_text(folder):
    (folder / "f.csv").write_text('Name,Phone,Pin\n\'=cmd,\'+91 90000 00001,"=""411001"""\n')
    _, rows, _ = read_file(folder / "f.csv")
    assert rows == [["=cmd", "+91 90000 00001", "411001"]]


def test_links_that_lead_back_or_out_are_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "a.csv"
    outside.write_text(GOOD)
    inner = folder / "inner"
    inner.mkdir()
    (inner / "loop").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "out.csv").symlink_to(outside)
    (folder / "same.csv").symlink_to(folder / "good.csv")
    assert reasons(found(folder)) == {
        "good.csv": None,
        "loop": "link_cycle",
        "out.csv": "link_outside",
        "same.csv": "duplicate",
        "self": "link_cycle",
    }


def test_a_file_without_permission_is_unreadable(folder):
    path = folder / "closed.csv"
    path.write_text(GOOD)
    path.chmod(0)
    root = os.geteuid() == 0
    if root:  # the rule does not bind root: look as somebody else
        for place in (folder, *folder.parents[:3]):
            place.chmod(0o755)
        os.seteuid(65_534)
    try:
        units = found(folder)
        with pytest.raises(SourceError) as error:
            recognise(units[0])
    finally:
        if root:
            os.seteuid(0)
    assert error.value.reason == "unreadable"
    assert reasons(units)["good.csv"] is None


def test_a_name_with_a_newline_and_escape_codes_is_read(folder):
    name = "li\nst\x1b[31m.csv"
    (folder / name).write_text(GOOD)
    head, rows, _ = read_file(folder / name)
    assert head.title == "li\nst\x1b[31m"
    assert len(rows) == 2


def test_a_pipe_is_never_opened(folder):
    os.mkfifo(folder / "pipe.csv")
    assert reasons(found(folder)) == {"good.csv": None, "pipe.csv": "special_file"}


def test_a_member_that_lies_about_its_size_is_corrupt(folder):
    path = zipped(folder / "lie.zip", {"a.csv": "a,b\n" + "1,2\n" * 5000})
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 404)
    path.write_bytes(bytes(data))
    with pytest.raises(SourceError) as error:
        recognise(only(path))
    assert error.value.reason == "corrupt"


def test_what_a_source_says_of_a_fault_passes_from_a_worker():
    error = pickle.loads(pickle.dumps(SourceError("empty", "nothing", "a table", "nothing")))
    assert (error.reason, str(error)) == (
        "empty",
        "found nothing, wanted a table\n     do: nothing",
    )
