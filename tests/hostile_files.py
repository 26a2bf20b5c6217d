"""Write files that hang, fill or deceive who reads them; each writer takes a path."""

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from tables import as_xlsx, ods_of

#: Entities that multiply to a thousand million laughs.
LAUGHS = "<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 10)
)
Change = Callable[[str, bytes], bytes]


def repacked(path: Path, change: Change) -> Path:
    """Write a zip again with some members changed."""
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, change(name, data))
    return path


def laughing_xlsx(path: Path) -> None:
    """Two rows, of which one asks for the laughs."""
    as_xlsx(path, ("Name", "City", "Visits"), [("Meena", "Pune", 1), ("BOMB", "Surat", 2)])

    def change(name: str, data: bytes) -> bytes:
        if name == "xl/sharedStrings.xml":
            begin = data.index(b"<sst")
            data = data[:begin] + f"<!DOCTYPE sst [{LAUGHS}]>".encode() + data[begin:]
            data = data.replace(b"BOMB", b"&a9;")
        return data

    repacked(path, change)


def laughing_ods(path: Path) -> None:
    """Two rows, of which one asks for the laughs."""
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    table = (("Name", "City", "Note"), ("Meena", "Pune", "&a9;"), ("Arjun", "Surat", "x"))
    content = "".join(row.format("".join(map(cell.format, texts))) for texts in table)
    path.write_bytes(ods_of(content, more={"doctype": f"<!DOCTYPE office [{LAUGHS}]>"}))


def laughing_docx(path: Path) -> None:
    """One paragraph that asks for the laughs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "word/document.xml",
            f"<!DOCTYPE d [{LAUGHS}]><w:document xmlns:w='{space}'><w:body><w:p><w:r>"
            "<w:t>&a9;</w:t></w:r></w:p></w:body></w:document>",
        )


def pdf_bomb(path: Path) -> None:
    """A PDF of 1.4 MB whose one page unpacks to 1.5 GB, more than a reader may have."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    page = b"\x78\xda" + block * 1430 + packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(page) + page + b"\nendstream",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 5\n0000000000 65535 f \n%btrailer << /Size 5 /Root 1 0 R >>\n"
    path.write_bytes(data + tail % table + b"startxref\n%d\n%%%%EOF\n" % len(data))


def locked_pdf(path: Path) -> None:
    """A PDF that opens with a password only."""
    made = canvas.Canvas(str(path), encrypt=StandardEncryption("secret"))
    made.drawString(72, 700, "Meena Iyer")
    made.save()


def long_pdf(path: Path, pages: int) -> None:
    """A PDF of so many pages with a line each."""
    made = canvas.Canvas(str(path))
    for page in range(pages):
        made.drawString(72, 700, f"Page {page}: the depot of Pune has {page} buses")
        made.showPage()
    made.save()


def nested_mail(path: Path, levels: int) -> None:
    """A mail whose text lies so many parts deep."""
    begin = "From: Meena <meena@example.in>\r\nSubject: deep\r\nMIME-Version: 1.0\r\n"
    for level in range(levels):
        begin += f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n'
    path.write_text(f"{begin}Content-Type: text/plain\r\n\r\nat the bottom\r\n", newline="")


def endless_line(path: Path, megabytes: int) -> None:
    """A table of two good rows and between them one line of so many megabytes."""
    with path.open("wb") as file:
        file.write(b"Ward,Beds,Rate\nA,1,2\n")
        for _ in range(megabytes):
            file.write(b"x," * (1 << 19))
        file.write(b"\nB,3,4\n")


def wide_xlsx(path: Path, columns: int = 300, rows: int = 20_000) -> None:
    """A sheet with very many columns, with numbers and words in them."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [f"Column {at}" for at in range(columns)])
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [row * at if at % 3 else f"word {at}" for at in range(columns)])


def long_xlsx(path: Path, columns: int = 20, rows: int = 1_000_000) -> None:
    """A sheet with very many rows, the first of them its header."""

    def row(at: int) -> str:
        cells = "".join(
            f"<c><v>{at * column}</v></c>"
            if at > 1 and column % 3
            else f"<c t='inlineStr'><is><t>word {column} {at}</t></is></c>"
            for column in range(columns)
        )
        return f"<row r='{at}'>{cells}</row>"

    small = path.with_suffix(".small.xlsx")
    as_xlsx(small, ("Name",), [])
    with (
        zipfile.ZipFile(small) as begun,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book,
    ):
        for name in begun.namelist():
            data = begun.read(name)
            if name != "xl/worksheets/sheet1.xml":
                book.writestr(name, data)
                continue
            with book.open(name, "w") as sheet:
                # No dimension: it would speak of the small one.
                sheet.write(data[: data.index(b"<dimension")] + b"<sheetData>")
                for at in range(1, rows + 2):
                    sheet.write(row(at).encode())
                sheet.write(data[data.index(b"</sheetData>") :])
    small.unlink()
