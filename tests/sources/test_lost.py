"""Nothing is lost in silence: what once vanished between the lines of odd files."""

import gzip
import zipfile

import pytest
from reading import found, head_of, read_file, reason_of, rows_of

from amanat.sources.model import ReadNotes
from amanat.sources.read import read
from amanat.sources.recognise import recognise
from hostile_files import long_pdf
from tables import WRITERS

TABLE = "Name,City,Plan\nMeena,Pune,Pro\nArjun,Surat,Pro\n"


@pytest.mark.parametrize("suffix", ["mbox", "eml", "ics", "vcf"])
def test_a_table_that_is_called_a_mail_a_calendar_or_a_card_is_read_as_a_table(tmp_path, suffix):
    (tmp_path / f"t.{suffix}").write_text(TABLE)
    head, rows, _ = read_file(tmp_path / f"t.{suffix}")
    assert head.columns == ("Name", "City", "Plan")
    assert rows == [["Meena", "Pune", "Pro"], ["Arjun", "Surat", "Pro"]]


def test_a_card_below_blank_lines_is_still_a_card(tmp_path):
    (tmp_path / "t.vcf").write_text("\n\nBEGIN:VCARD\nVERSION:3.0\nFN:Meena Iyer\nEND:VCARD\n")
    assert head_of(tmp_path / "t.vcf").found.format == "vcf"


def text_of_mail(path):
    (unit,) = [each for each in found(path) if not each.where.members]
    head = recognise(unit)
    return rows_of(head)[0][head.columns.index("Text")]


def test_a_mail_whose_parts_are_told_by_a_line_that_is_nowhere_keeps_its_text(tmp_path):
    begin = 'From: a@example.in\nContent-Type: multipart/mixed; boundary="x"\n\n'
    (tmp_path / "a.eml").write_text(f"{begin}Meena has diabetes\n")
    assert text_of_mail(tmp_path / "a.eml") == "Meena has diabetes"
    whole = f"{begin}--x\nContent-Type: text/plain\n\nshe is unwell\n--x--\n"
    (tmp_path / "b.eml").write_text(whole)
    assert text_of_mail(tmp_path / "b.eml") == "she is unwell"


def test_half_a_letter_in_utf_7_costs_itself_and_not_the_mailbox(tmp_path):
    begin = "From: a@example.in\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n\n"
    (tmp_path / "a.eml").write_text(f"{begin}Meena +2AA- and +AOk-\n")
    assert text_of_mail(tmp_path / "a.eml") == "Meena ? and é"


def test_a_cue_that_never_ends_is_read_to_its_end(tmp_path):
    line = "Meena said hello again\n"
    (tmp_path / "t.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\n" + line * 100_000)
    _, rows, notes = read_file(tmp_path / "t.srt")
    assert sum(row[3].count("Meena") for row in rows) == 100_000
    assert {row[0] for row in rows} == {"00:00:01.000"}
    assert notes.bad_records == 0


@pytest.mark.parametrize("name", ["t.srt", "t.txt"])
def test_a_line_that_never_ends_is_read_to_its_end(tmp_path, name):
    begin = "1\n00:00:01,000 --> 00:00:02,000\n" if name == "t.srt" else "Notes\n\n"
    (tmp_path / name).write_text(begin + "Meena called, " * 300_000)
    _, rows, _ = read_file(tmp_path / name)
    text = "".join(row[-1] + "\n" for row in rows)
    # A cut may fall within a word.
    assert text.replace("\n", "").count("Meena") >= 299_990


def test_a_note_of_a_card_that_is_too_long_says_so_and_a_picture_does_not(tmp_path):
    for name, expected in (("NOTE", "text_cut"), ("PHOTO;ENCODING=b", None)):
        text = f"BEGIN:VCARD\nFN:Meena\n{name}:{'she called ' * 300_000}\nTEL:1\nEND:VCARD\n"
        (tmp_path / "t.vcf").write_text(text)
        head, rows, notes = read_file(tmp_path / "t.vcf")
        assert notes.partly == expected
        assert rows[0][head.columns.index("Phone")] == "1"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_equal_names_in_a_zip_are_each_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as packed:
        packed.writestr("a.csv", TABLE)
        packed.writestr("a.csv", TABLE.replace("Pune", "Nashik"))
    cities = {unit.where.members[0]: rows_of(recognise(unit))[0][1] for unit in found(tmp_path)}
    assert cities == {"a.csv": "Pune", "a #2.csv": "Nashik"}


def test_a_packed_database_with_damage_is_corrupt_and_no_fault_of_ours(tmp_path):
    WRITERS["sqlite"](
        tmp_path / "t.db", ("Name", "City"), [(f"M {at}", "Pune") for at in range(3000)]
    )
    data = bytearray(gzip.compress((tmp_path / "t.db").read_bytes()))
    (tmp_path / "t.db").unlink()
    data[len(data) // 2 : len(data) // 2 + 30] = b"\xff" * 30
    (tmp_path / "t.db.gz").write_bytes(bytes(data))
    assert reason_of(tmp_path) == "corrupt"


def test_pages_of_a_paper_share_a_batch_and_the_title_is_said_once(tmp_path):
    long_pdf(tmp_path / "paper.pdf", 60)
    batches = list(read(head_of(tmp_path / "paper.pdf"), ReadNotes()))
    titles = [title for batch in batches for title in batch.column(0).to_pylist()]
    assert len(batches) == 1
    assert titles == ["paper, page 1", *[f"page {at}" for at in range(2, 61)]]
