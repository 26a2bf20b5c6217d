"""Outlook files (MSG) are read as any mail; attachments are units; hostile ones stay bounded."""

import io
import random
import struct
import time
from datetime import UTC, datetime

import pytest
from reading import found, reason_of, reasons, rows_of

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import ReadNotes
from amanat.sources.ole import Compound
from amanat.sources.readers.msg import unpacked
from amanat.sources.recognise import recognise
from outlook_files import (
    SECTOR,
    attached,
    compound,
    message,
    recipient,
    renewal,
    rtf_packed,
    short,
    texts,
)

CSV = b"Name,Email,Plan\nMeena Iyer,meena@example.in,Pro\n"


def saved(path, tree):
    path.write_bytes(compound(tree))
    return path


def read_mail(path):
    """The rows of a file's messages, and what was noted."""
    (unit,) = [each for each in found(path) if not each.where.members and each.where.part]
    head, notes = recognise(unit), ReadNotes()
    assert (head.found.format, head.layout.object, head.how) == ("msg", "mail", "seen")
    return [dict(zip(head.columns, row, strict=True)) for row in rows_of(head, notes)], notes


def row_of(tmp_path, tree):
    rows, _ = read_mail(saved(tmp_path / "a.msg", tree))
    return rows[0]


def test_a_message_is_a_row_as_in_any_other_mail(tmp_path):
    rows, notes = read_mail(saved(tmp_path / "a.msg", renewal()))
    assert rows == [
        {
            "Message-ID": "<1@example.in>",
            "Date": "2026-11-16T05:00:00+00:00",
            "From Name": "Meena Iyer",
            "From": "meena.iyer@example.in",
            "To": "kavita@example.com",
            "Cc": "arjun@example.com",
            "Bcc": "support@example.com",
            "Subject": "About the renewal",
            "Text": "Meena Iyer gave her PAN ABCPE1234F.\nShe calls on Monday.",
            "Attachments": None,
        }
    ]
    assert notes == ReadNotes(content_hash=notes.content_hash)


def test_a_message_is_told_by_its_content_and_other_files_of_office_are_none(tmp_path):
    saved(tmp_path / "a.xls", renewal())
    saved(tmp_path / "b.msg", {"WordDocument": b"x" * 5000})
    assert {unit.where.file[-5:]: (unit.format, unit.reason) for unit in found(tmp_path)} == {
        "a.xls": ("msg", None),
        "b.msg": ("unknown", "corrupt"),
    }


def test_attachments_are_units_at_any_depth_and_messages_within_are_rows(tmp_path):
    deepest = message(
        texts(t0037="third", t1000="at the bottom"),
        inner=True,
        attachments=[attached("c.csv", CSV * 400)],
    )
    inner = message(
        texts(t0037="second", t1000="in the middle"),
        inner=True,
        attachments=[attached("b.csv", CSV), attached("third", message=deepest)],
    )
    tree = renewal(
        attachments=[
            attached("a.csv", CSV),
            attached("second", message=inner),
            attached("d.csv", CSV),
        ]
    )
    path = saved(tmp_path / "t.msg", tree)
    rows, _ = read_mail(path)
    assert [row["Subject"] for row in rows] == ["About the renewal", "second", "third"]
    assert [row["Attachments"] for row in rows] == [
        "1 a.csv | 3 d.csv",
        "2 message/1 b.csv",
        "2 message/2 message/1 c.csv",
    ]
    members = {unit.where.members[0]: unit for unit in found(path) if unit.where.members}
    assert {name: len(rows_of(recognise(unit))) for name, unit in members.items()} == {
        "1 a.csv": 1,
        "3 d.csv": 1,
        "2 message/1 b.csv": 1,
        "2 message/2 message/1 c.csv": 799,
    }


def test_what_an_attachment_has_no_content_of_its_own_says_why(tmp_path):
    attachments = [
        attached("in the cloud.docx", way=7),
        attached("none.csv", b""),
        attached("drawing", way=6, **{"__substg1.0_3701000D": {"CONTENTS": b"x"}}),
        attached("smime.p7m", b"\x30\x80" * 40),
    ]
    told = reasons(found(saved(tmp_path / "a.msg", renewal(attachments=attachments))))
    assert told.pop("a.msg") is None
    assert told == {
        "1 in the cloud.docx": "link_outside",
        "2 none.csv": "empty",
        "3 drawing": "format_unsupported",
        "4 smime.p7m": "encrypted",
    }


def test_a_signed_message_is_read_within_the_one_that_carries_it(tmp_path):
    mime = (
        b"Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
        b"She is unwell.\r\n--x\r\nContent-Type: application/pkcs7-signature\r\n\r\nMII\r\n--x--\r\n"
    )
    tree = message(
        texts(t001A="IPM.Note.SMIME.MultipartSigned", t0037="signed"),
        attachments=[attached("smime.p7m", mime)],
    )
    units = found(saved(tmp_path / "a.msg", tree))
    (inner,) = [unit for unit in units if unit.where.members and unit.where.part == "message"]
    head = recognise(inner)
    assert rows_of(head)[0][head.columns.index("Text")] == "She is unwell."


@pytest.mark.parametrize(("page", "number"), [("cp1252", 1252), ("cp1251", 1251), ("utf-8", 65001)])
def test_texts_of_older_messages_are_read_in_their_code_page(tmp_path, page, number):
    said = {"cp1252": "naïve – Müller", "cp1251": "Привет", "utf-8": "मीना"}[page]
    tree = message(texts(page, t0037=said, t1000=f"{said}\r\n{said}"), n3FFD=number)
    row = row_of(tmp_path, tree)
    assert (row["Subject"], row["Text"]) == (said, f"{said}\n{said}")


def test_a_message_without_code_page_is_read_as_western(tmp_path):
    assert row_of(tmp_path, message(texts("cp1252", t1000="Müller")))["Text"] == "Müller"


def test_a_body_that_is_only_a_page_or_only_rtf_is_read(tmp_path):
    page = "<style>x</style><p>Dear <b>Müller</b></p>".encode("cp1252")
    row = row_of(tmp_path, message(texts(t0037="x"), binary={"1013": page}, n3FDE=1252))
    assert row["Text"].split() == ["Dear", "Müller"]
    rtf = rb"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 She has \b diabetes\b0\par M\'fcller}"
    row = row_of(tmp_path, message(texts(t0037="x"), binary={"1009": rtf_packed(rtf)}))
    assert row["Text"].split() == ["She", "has", "diabetes", "Müller"]


def test_a_page_that_lies_in_rtf_gives_its_words_and_none_of_its_tags(tmp_path):
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}"
        rb"{\*\htmltag64 <p class=x>}\htmlrtf {\htmlrtf0 Meena is {\*\htmltag84 <b>}\htmlrtf {\b"
        rb"\htmlrtf0 unwell{\*\htmltag92 </b>}\htmlrtf }\htmlrtf0.\htmlrtf\par}\htmlrtf0}"
    )
    row = row_of(tmp_path, message(texts(t0037="x"), binary={"1009": rtf_packed(rtf)}))
    assert " ".join(row["Text"].split()) == "Meena is unwell."


def test_rtf_is_unpacked_as_the_format_says():
    # The example of the format's own description.
    data = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af3"
        "2068656c090020627705b06c647d0a800fa0"
    )
    whole = b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpacked(data) == whole
    assert unpacked(data[:30]) == whole[:23]
    assert unpacked(b"") == unpacked(b"x" * 40) == b""
    assert unpacked(struct.pack("<II4sI", 17, 5, b"MELA", 0) + b"{\\x}yz") == b"{\\x}y"


def test_addresses_of_a_firms_own_directory_are_found_in_the_headers(tmp_path):
    own = "/o=ExchangeLabs/ou=Group/cn=Recipients/cn=meena"
    headers = (
        "From: Meena Iyer <meena@example.in>\r\nTo: Kavita <kavita@example.com>,\r\n"
        " arjun@example.com\r\nDate: Mon, 16 Nov 2026 10:30:00 +0530\r\nMessage-ID: <7@example.in>"
    )
    kavita = {"__properties_version1.0": short(8, n0C15=1), **texts(t3001="Kavita", t3003=own)}
    tree = message(
        texts(t0C1A="Meena Iyer", t0C1F=own, t007D=headers),
        recipients=[kavita, recipient(1, "Arjun", "arjun@example.com")],
    )
    row = row_of(tmp_path, tree)
    assert (row["From Name"], row["From"]) == ("Meena Iyer", "meena@example.in")
    assert (row["To"], row["Cc"]) == ("kavita@example.com; arjun@example.com", None)
    assert (row["Date"], row["Message-ID"]) == ("2026-11-16T10:30:00+05:30", "<7@example.in>")


def test_a_message_without_date_sender_or_text_is_a_row_all_the_same(tmp_path):
    row = row_of(tmp_path, message(texts(t0037="only a subject")))
    assert {name: cell for name, cell in row.items() if cell} == {"Subject": "only a subject"}
    late = datetime(2026, 11, 17, 5, 0, tzinfo=UTC)
    row = row_of(tmp_path, message(texts(t0037="x"), n0E06=late))
    assert row["Date"] == "2026-11-17T05:00:00+00:00"


# --- hostile ----------------------------------------------------------------------------------


def changed(data, at, value):
    return data[:at] + struct.pack("<I", value) + data[at + 4 :]


@pytest.fixture
def whole():
    return compound(renewal(attachments=[attached("a.csv", CSV * 2000)]))


def table_at(data):
    """Where the table of sectors lies in the file."""
    return (struct.unpack_from("<I", data, 76)[0] + 1) * SECTOR


def test_a_cut_file_is_truncated_wherever_it_is_cut(tmp_path, whole):
    for share in (0.1, 0.5, 0.9):
        (tmp_path / "a.msg").write_bytes(whole[: int(len(whole) * share)])
        assert reason_of(tmp_path) in ("truncated", "corrupt"), share
    (tmp_path / "a.msg").write_bytes(whole[:600])
    assert reason_of(tmp_path) in ("truncated", "corrupt")


def test_chains_that_lead_back_into_themselves_end(tmp_path, whole):
    table = table_at(whole)
    (mini,) = struct.unpack_from("<I", whole, 60)
    (directory,) = struct.unpack_from("<I", whole, 48)
    for sector, reason in ((0, "corrupt"), (directory, "corrupt"), (mini, None)):
        (tmp_path / "a.msg").write_bytes(changed(whole, table + 4 * sector, sector))
        began = time.monotonic()
        assert reason_of(tmp_path) == reason, sector
        assert time.monotonic() - began < 5


def test_a_directory_that_leads_back_into_itself_is_corrupt(tmp_path, whole):
    begin = (struct.unpack_from("<I", whole, 48)[0] + 1) * SECTOR
    data = bytearray(whole)
    for at in range(begin + 128, begin + 128 * 8, 128):
        data[at + 68 : at + 80] = struct.pack("<III", 1, 2, 0)
    (tmp_path / "a.msg").write_bytes(bytes(data))
    assert reason_of(tmp_path) == "corrupt"


def test_a_table_that_does_not_tell_of_the_directory_is_corrupt(tmp_path, whole):
    for listed in (0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFF):
        (tmp_path / "a.msg").write_bytes(changed(whole, 76, listed))
        assert reason_of(tmp_path) == "corrupt"


def test_of_attachments_that_lie_in_the_same_bytes_one_is_read(tmp_path):
    tree = renewal(attachments=[attached(f"{at}.csv", CSV * 180) for at in range(3)])
    data = compound(tree)
    size = struct.pack("<I", len(CSV) * 180)
    first, second, third = (
        at for at in range(0, len(data), 128) if data[at + 120 : at + 124] == size
    )
    shared = changed(data, second + 116, struct.unpack_from("<I", data, first + 116)[0])
    # So do those of which one begins within the other.
    shared = changed(shared, third + 116, struct.unpack_from("<I", data, first + 116)[0] + 1)
    told = []
    for each in (data, shared):
        (tmp_path / "a.msg").write_bytes(each)
        units = [unit for unit in found(tmp_path / "a.msg") if unit.where.members]
        told.append([read_or_reason(unit) for unit in units])
    assert told == [[359, 359, 359], [359, "corrupt", "corrupt"]]


def read_or_reason(unit):
    try:
        return unit.reason or len(rows_of(recognise(unit)))
    except SourceError as error:
        return error.reason


def test_properties_that_lie_in_the_same_bytes_end_the_list(tmp_path):
    tree = renewal(attachments=[attached(name * 3000, CSV) for name in "abc"])
    data = compound(tree)
    size = struct.pack("<I", 6000)
    places = [at for at in range(0, len(data), 128) if data[at + 120 : at + 124] == size]
    assert len(places) == 3
    for at in places[1:]:
        data = changed(data, at + 116, struct.unpack_from("<I", data, places[0] + 116)[0])
    (tmp_path / "a.msg").write_bytes(data)
    assert reason_of(tmp_path) == "corrupt"


def test_of_a_stream_only_what_is_wanted_is_read():
    class Counted(io.BytesIO):
        """Bytes that count how many of them were read."""

        taken = 0

        def read(self, size=-1, /):
            data = super().read(size)
            self.taken += len(data)
            return data

    raw = Counted(compound({"long": bytes(range(256)) * 4000, "short": b"x"}))
    file = Compound(raw)
    number = file.inside()["long"]
    assert file.stream(number, 5).read() == bytes(range(5))
    before = raw.taken
    with file.stream(number, 5) as stream:
        assert stream.read() == bytes(range(5))
    assert raw.taken - before <= SECTOR
    assert file.stream(number).read() == bytes(range(256)) * 4000


def partly_of(path, room):
    """What is noted of a message of whose body so many bytes are read."""
    limits, notes = Limits(max_mail=room), ReadNotes()
    (unit,) = found(path, limits=limits)
    (row,) = rows_of(recognise(unit, limits=limits), notes, limits=limits)
    assert any(cell and "yyyy" in cell for cell in row)
    return notes.partly


BODIES = {
    "unicode": lambda size: message(texts(t0037="x", t1000="y" * (size // 2))),
    "code page": lambda size: message(texts("cp1252", t0037="x", t1000="y" * size)),
    "page": lambda size: message(texts(t0037="x"), binary={"1013": b"y" * size}),
}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_longer_than_is_read_says_that_it_was_cut(tmp_path, body):
    told = {
        size: partly_of(saved(tmp_path / f"{size}.msg", BODIES[body](size)), 100)
        for size in (90, 100, 102, 400)
    }
    assert told == {90: None, 100: None, 102: "text_cut", 400: "text_cut"}


def test_packed_rtf_that_is_longer_than_is_read_says_that_it_was_cut(tmp_path):
    packed = rtf_packed(rb"{\rtf1 " + b"y" * 400 + b"}")
    path = saved(tmp_path / "a.msg", message(texts(t0037="x"), binary={"1009": packed}))
    assert partly_of(path, len(packed)) is None
    assert partly_of(path, len(packed) - 100) == "text_cut"


def test_messages_within_messages_end_at_a_depth(tmp_path):
    tree = message(texts(t0037="bottom"), inner=True)
    for _ in range(40):
        tree = message(texts(t0037="x"), inner=True, attachments=[attached("y", message=tree)])
    tree["__properties_version1.0"] = short(32)
    path = saved(tmp_path / "a.msg", tree)
    rows, _ = read_mail(path)
    assert len(rows) == 17
    assert [unit.reason for unit in found(path)] == [None, "over_depth"]


def test_more_attachments_than_any_honest_message_has_are_too_many(tmp_path):
    tree = renewal(attachments=[attached(f"{at}.txt", b"hello") for at in range(6)])
    for most, expected in ((5, {None, "over_members"}), (6, {None})):
        path = saved(tmp_path / f"{most}.msg", tree)
        units = found(path, limits=Limits(max_members=most))
        assert {unit.reason for unit in units} == expected


def test_attachments_that_share_their_bytes_unpack_to_too_much(tmp_path):
    tree = renewal(attachments=[attached(f"{at}.txt", bytes(9000)) for at in range(2)])
    data = bytearray(compound(tree))
    sizes = [at for at in range(0, len(data), 128) if data[at + 120 : at + 124] == b"\x28\x23\0\0"]
    assert len(sizes) == 2
    limits = Limits(ratio_floor=1000, max_ratio=0)
    (tmp_path / "a.msg").write_bytes(bytes(data))
    assert "over_ratio" in {unit.reason for unit in found(tmp_path, limits=limits)}


def test_damage_anywhere_ends_in_a_reason_or_in_fewer_words_and_never_in_a_fault(tmp_path, whole):
    chance = random.Random(11)
    for turn in range(25):
        data = bytearray(whole)
        at = chance.randrange(len(data))
        data[at : at + 24] = chance.randbytes(24)
        (tmp_path / "a.msg").write_bytes(bytes(data))
        assert reason_of(tmp_path) not in ("reader_fault", "too_slow"), (turn, at)
    for turn in range(40):
        data = bytearray(whole)
        at = table_at(whole) + 4 * chance.randrange(200)
        data[at : at + 4] = struct.pack("<I", chance.randrange(300))
        (tmp_path / "a.msg").write_bytes(bytes(data))
        assert reason_of(tmp_path) not in ("reader_fault", "too_slow"), (turn, at)
