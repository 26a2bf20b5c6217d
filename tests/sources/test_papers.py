"""DOCX, PPTX, PDF and RTF made by other libraries are read; hostile ones cost themselves, quickly."""

import io
import time
import zipfile
from pathlib import Path

import docx
import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import found, head_of, only, read_file, rows_of
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import ReadNotes
from amanat.sources.read import read
from amanat.sources.recognise import recognise

TEXT = "Meena Iyer has diabetes"


def reason(path, **limits):
    with pytest.raises(SourceError) as raised:
        list(read(head_of(path), ReadNotes(), limits=Limits(**limits)))
    return raised.value.reason


def texts(path):
    return [row[1] for row in read_file(path)[1]]


def a_docx(path):
    made = docx.Document()
    made.add_heading("Renewals")
    paragraph = made.add_paragraph("Meena Iyer has ")
    paragraph.add_run("dia")
    paragraph.add_run("betes").bold = True
    table = made.add_table(2, 2)
    for at, word in enumerate(["Name", "Phone", "Arjun\nRao", "+91 98123 45678"]):
        table.cell(at // 2, at % 2).text = word
    made.sections[0].header.paragraphs[0].text = "Only for the team"
    made.sections[0].footer.paragraphs[0].text = "page of five"
    made.add_comment(paragraph.runs, text="She told us on the phone", author="A", initials="a")
    made.save(path)
    return path


def repacked(path, target, members):
    """Copy a packed file with other bytes in some members."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
        for name in members.keys() - set(old.namelist()):
            new.writestr(name, members[name])
    return target


def a_pdf(path, pages=(TEXT,), **options):
    made = canvas.Canvas(str(path), **options)
    for page in pages:
        for at, line in enumerate(page.splitlines()):
            made.drawString(72, 780 - 14 * at, line)
        made.showPage()
    made.save()
    return path


# --- documents -------------------------------------------------------------------------------


def test_a_docx_gives_body_tables_comments_headers_and_footers(tmp_path):
    head, rows, notes = read_file(a_docx(tmp_path / "plan.docx"))
    assert (head.found.format, head.layout.kind, notes.partly) == ("docx", "documents", None)
    assert rows == [
        ["plan", f"Renewals\n{TEXT}\nName\tPhone\t\nArjun Rao\t+91 98123 45678"],
        ["comments", "She told us on the phone"],
        ["page header", "Only for the team"],
        ["page footer", "page of five"],
    ]


def test_words_that_were_deleted_with_changes_tracked_are_read_and_twins_for_old_programs_not(
    tmp_path,
):
    path = a_docx(tmp_path / "a.docx")
    body = (
        '<w:document xmlns:w="w" xmlns:mc="mc"><w:body>'
        "<w:p><w:r><w:t>kept </w:t></w:r><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>"
        "<w:p><mc:AlternateContent><mc:Choice><w:t>box</w:t></mc:Choice>"
        "<mc:Fallback><w:t>box</w:t></mc:Fallback></mc:AlternateContent></w:p>"
        "</w:body></w:document>"
    )
    repacked(path, tmp_path / "b.docx", {"word/document.xml": body.encode()})
    assert texts(tmp_path / "b.docx")[0] == "kept deleted\nbox"


def test_a_docx_with_a_workbook_in_it_is_partly_read(tmp_path):
    path = repacked(
        a_docx(tmp_path / "a.docx"), tmp_path / "b.docx", {"word/embeddings/x.xlsx": b"x"}
    )
    assert read_file(path)[2].partly == "members_skipped"


def test_the_longest_document_comes_in_pieces_that_hold_all_of_it(tmp_path):
    lines = "".join(f"<w:p><w:r><w:t>line {at} of it</w:t></w:r></w:p>" for at in range(80_000))
    body = f'<w:document xmlns:w="w"><w:body>{lines}</w:body></w:document>'
    path = repacked(
        a_docx(tmp_path / "a.docx"), tmp_path / "b.docx", {"word/document.xml": body.encode()}
    )
    pieces = [text for text in texts(path) if text.startswith("line")]
    assert len(pieces) > 1
    assert "\n".join(pieces).split("\n") == [f"line {at} of it" for at in range(80_000)]


def test_a_pptx_gives_slides_in_their_order_with_tables_and_notes(tmp_path):
    made = pptx.Presentation()
    for number in range(11):
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = f"Title {number}"
        slide.placeholders[1].text = "Meena\nIyer"
        slide.notes_slide.notes_text_frame.text = f"she is unwell {number}"
    table = slide.shapes.add_table(1, 2, 0, 0, 100, 100).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Name", "Arjun"
    ids = made.slides._sldIdLst
    ids.insert(0, ids[10])
    made.save(tmp_path / "deck.pptx")
    head, rows, _ = read_file(tmp_path / "deck.pptx")
    assert head.found.format == "pptx"
    assert rows[0] == ["deck, slide 1", "Title 10\nMeena\nIyer\nName\tArjun"]
    assert rows[1] == ["slide 1", "she is unwell 10"]
    assert rows[2] == ["slide 2", "Title 0\nMeena\nIyer"]
    assert len(rows) == 22


def test_an_rtf_gives_its_words_in_any_charset(tmp_path):
    path = tmp_path / "note.rtf"
    path.write_text(r"{\rtf1\ansi\ansicpg1252 Caf\'e9 \u2350?\u2368? {\b diab}etes\par next}")
    assert texts(path) == ["Café मी diabetes\nnext"]
    path.write_text(r"{\rtf1\ansi cut off in the mid")
    assert read_file(path)[2].partly == "truncated_tail"


# --- PDF -------------------------------------------------------------------------------------


def test_a_pdf_gives_a_row_a_page(tmp_path):
    head, rows, notes = read_file(a_pdf(tmp_path / "report.pdf", [TEXT, "two\nlines", "three"]))
    assert (head.found.format, notes.partly) == ("pdf", None)
    assert rows == [["report, page 1", TEXT], ["page 2", "two\nlines"], ["page 3", "three"]]


def test_what_was_written_into_fields_and_comments_is_read(tmp_path):
    made = canvas.Canvas(str(tmp_path / "form.pdf"))
    made.drawString(72, 700, "Form")
    made.textAnnotation("she told us", Rect=[0, 0, 99, 99])
    made.acroForm.textfield(name="pan", value="ABCPE1234F", x=99, y=99)
    made.save()
    assert texts(tmp_path / "form.pdf") == ["Form\nshe told us\nABCPE1234F"]


def a_picture(made):
    from PIL import Image

    made.drawImage(ImageReader(Image.new("RGB", (40, 40), "red")), 0, 0, 400, 400)
    made.showPage()


def test_a_scanned_pdf_has_no_text_layer_and_a_scanned_page_makes_it_partly_read(tmp_path):
    made = canvas.Canvas(str(tmp_path / "scan.pdf"))
    a_picture(made)
    made.save()
    assert reason(tmp_path / "scan.pdf") == "no_text_layer"
    made = canvas.Canvas(str(tmp_path / "mixed.pdf"))
    made.drawString(72, 700, TEXT)
    made.showPage()
    a_picture(made)
    made.showPage()
    made.save()
    _, rows, notes = read_file(tmp_path / "mixed.pdf")
    assert (len(rows), notes.partly) == (1, "pages_without_text")


def test_a_blank_page_leaves_a_pdf_whole(tmp_path):
    _, rows, notes = read_file(a_pdf(tmp_path / "a.pdf", [TEXT, "", "three"]))
    assert ([row[0] for row in rows], notes.partly) == (["a, page 1", "page 3"], None)


def test_a_locked_pdf_is_encrypted_and_one_locked_for_printing_only_is_read(tmp_path):
    a_pdf(tmp_path / "a.pdf", encrypt=StandardEncryption("secret"))
    assert reason(tmp_path / "a.pdf") == "encrypted"
    a_pdf(tmp_path / "b.pdf", encrypt=StandardEncryption("", "owner", canPrint=0))
    assert texts(tmp_path / "b.pdf") == [TEXT]


def test_a_pdf_of_two_thousand_pages_is_read_in_little_memory(tmp_path):
    pages = [f"page {at}\n" + f"{TEXT} and so on\n" * 8 for at in range(2000)]
    head = head_of(a_pdf(tmp_path / "long.pdf", pages))
    began = time.monotonic()
    rows = rows_of(head, limits=Limits(max_memory=256 << 20))
    assert [row[1].split("\n")[0] for row in rows] == [f"page {at}" for at in range(2000)]
    assert time.monotonic() - began < 60


def test_a_pdf_that_is_cut_off_says_so(tmp_path):
    whole = a_pdf(tmp_path / "whole.pdf", [TEXT] * 50, pageCompression=0).read_bytes()
    (tmp_path / "half.pdf").write_bytes(whole[: len(whole) // 2])
    assert reason(tmp_path / "half.pdf") == "truncated"
    (tmp_path / "most.pdf").write_bytes(whole[: whole.rindex(b"startxref")])
    _, rows, notes = read_file(tmp_path / "most.pdf")
    assert (len(rows), notes.partly) == (50, "truncated_tail")
    (tmp_path / "junk.pdf").write_bytes(b"%PDF-1.4\n" + b"junk " * 99 + b"%%EOF")
    assert reason(tmp_path / "junk.pdf") == "corrupt"


# --- hostile ---------------------------------------------------------------------------------

_LAUGHS = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
_BOMBS = {
    "entities": f'<!DOCTYPE w [<!ENTITY l0 "lol">{_LAUGHS}]><w>&l11;</w>',
    "outside": '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w><t>&x;</t></w>',
    "cut": "<w><t>never closed",
    "no xml": "Name,Email",
}


@pytest.mark.parametrize("bomb", sorted(_BOMBS))
def test_an_xml_bomb_is_corrupt_at_once_and_names_nothing(tmp_path, bomb):
    path = repacked(
        a_docx(tmp_path / "a.docx"),
        tmp_path / "b.docx",
        {"word/document.xml": _BOMBS[bomb].encode()},
    )
    head = head_of(path)
    began = time.monotonic()
    with pytest.raises(SourceError) as raised:
        rows_of(head)
    assert raised.value.reason == "corrupt"
    assert time.monotonic() - began < 5


def test_a_docx_that_unpacks_to_far_too_much_is_refused(tmp_path):
    body = b"<w>" + b" " * (40 << 20) + b"</w>"
    path = repacked(a_docx(tmp_path / "a.docx"), tmp_path / "b.docx", {"word/document.xml": body})
    assert reason(path) == "over_ratio"


def test_a_docx_nested_a_hundred_thousand_deep_does_no_harm(tmp_path):
    body = b"<w>" * 100_000 + b"<t>deep</t>" + b"</w>" * 100_000
    path = repacked(a_docx(tmp_path / "a.docx"), tmp_path / "b.docx", {"word/document.xml": body})
    assert texts(path)[0] == "deep"


def test_a_cut_or_locked_or_empty_document_says_which(tmp_path):
    whole = a_docx(tmp_path / "a.docx").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
    assert reason(tmp_path / "cut.docx") == "truncated"
    docx.Document().save(tmp_path / "none.docx")
    assert reason(tmp_path / "none.docx") == "empty"
    locked = bytearray(whole)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + at] |= 1
    (tmp_path / "locked.docx").write_bytes(bytes(locked))
    assert reason(tmp_path / "locked.docx") == "encrypted"


def test_a_document_that_takes_too_long_or_too_much_costs_itself_alone(tmp_path):
    path = a_pdf(tmp_path / "long.pdf", [f"{TEXT}\n" * 30] * 300)
    assert reason(path, max_seconds=0) == "too_slow"
    assert reason(path, max_workbook=1000) == "over_size"
    assert len(texts(path)) == 300


def test_an_agreement_is_named_and_not_read(tmp_path):
    a_pdf(tmp_path / "DPA with Mailchimp.pdf")
    a_docx(tmp_path / "Data Processing terms.docx")
    a_pdf(tmp_path / "disagreements.pdf")
    units = {Path(each.where.file).name: each for each in found(tmp_path)}
    assert {name: unit.reason for name, unit in units.items()} == {
        "DPA with Mailchimp.pdf": "agreement_not_read",
        "Data Processing terms.docx": "agreement_not_read",
        "disagreements.pdf": None,
    }
    assert [name for name, unit in sorted(units.items()) if unit.agreement] == [
        "DPA with Mailchimp.pdf",
        "Data Processing terms.docx",
    ]


def test_content_tells_a_document_whatever_it_is_called(tmp_path):
    a_pdf(tmp_path / "a.pdf").rename(tmp_path / "scan.txt")
    a_docx(tmp_path / "a.docx").rename(tmp_path / "notes")
    (tmp_path / "table.pdf").write_text("Name,Email,Plan\nMeena Iyer,meena@example.in,Pro\n")
    formats = {Path(each.where.file).name: recognise(each).found.format for each in found(tmp_path)}
    assert formats == {"scan.txt": "pdf", "notes": "docx", "table.pdf": "csv"}


def test_a_document_in_a_zip_is_read_like_any_other(tmp_path):
    a_pdf(tmp_path / "a.pdf")
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(tmp_path / "a.pdf", "inner/a.pdf")
    (tmp_path / "a.pdf").unlink()
    assert rows_of(recognise(only(tmp_path / "all.zip"))) == [["a, page 1", TEXT]]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_damaged_ends_in_a_reason_and_never_in_a_fault(tmp_path, data):
    made = io.BytesIO()
    docx.Document().save(made)
    kinds = {"a.pdf": a_pdf(tmp_path / "whole.pdf").read_bytes(), "a.docx": made.getvalue()}
    name = data.draw(st.sampled_from(sorted(kinds)))
    damaged = bytearray(kinds[name])
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(12, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / name
    path.write_bytes(bytes(damaged))
    ended = "read"
    try:
        rows_of(head_of(path))
    except SourceError as error:
        ended = error.reason
    assert ended != "reader_fault"
