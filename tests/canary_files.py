"""One company whose people's values sit in every place that a file of every format has.

Each file has a person of its own, so that a leak says which format it comes from. The person is
in cells, running text, header, file name, sheet or member name, and an author who is nowhere else
in the metadata.
"""

import io
import mailbox
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pptx
from reportlab.pdfgen import canvas

from tables import WRITERS

_FIRST = (
    *("Aparna", "Bhaskar", "Chitra", "Devika", "Eshwar", "Farida", "Girish", "Harini", "Ishaan"),
    *("Jayanti", "Kamala", "Lakshman", "Madhavi", "Nandini", "Omkar", "Padma", "Quasim", "Revathi"),
    *("Sudhir", "Tanvi", "Umesh", "Vasudha", "Waheeda", "Yamini", "Zubair", "Alok", "Bindu"),
)
_LAST = ("Deshpande", "Chatterjee", "Venkataraman", "Mukhopadhyay", "Bhattacharya")
_AUTHORS = ("Parvati Subramanian", "Rustom Daruwala", "Gurpreet Ahluwalia")


@dataclass(frozen=True)
class Person:
    """Somebody invented, with the values that may be left nowhere."""

    name: str
    mail: str
    phone: str
    aadhaar: str

    @property
    def values(self) -> tuple[str, ...]:
        """Every form in which they are written."""
        return self.name, self.mail, self.phone, self.aadhaar, self.aadhaar.replace(" ", "")

    @property
    def lines(self) -> tuple[str, str]:
        """What was written down about them."""
        return (
            f"{self.name} gave the Aadhaar number {self.aadhaar} on the phone, {self.phone}.",
            f"{self.name} ({self.mail}) has diabetes, so calls only after lunch.",
        )


def _verhoeff(digits: str) -> str:
    """Return a number with its check digit, as the standard's tables say (not those of detect)."""
    from stdnum import verhoeff

    return digits + verhoeff.calc_check_digit(digits)


def person(number: int) -> Person:
    """Return the person with a number."""
    first, last = _FIRST[number % len(_FIRST)], _LAST[number % len(_LAST)]
    aadhaar = _verhoeff(f"{29_486_103_517 + 7_919_311 * number}")
    return Person(
        name=f"{first} {last}",
        mail=f"{first}.{last}.{number}@example.in".lower(),
        phone=f"+91 98{number + 411:03d} {number * 137 + 20_411:05d}",
        aadhaar=f"{aadhaar[:4]} {aadhaar[4:8]} {aadhaar[8:]}",
    )


Write = Callable[[Path, Person], None]


def _table(suffix: str) -> Write:
    def write(path: Path, who: Person) -> None:
        columns = ("customer_name", "email", "phone", "call_notes", f"Notes of {who.name}")
        rows = [
            (who.name, who.mail, who.phone, who.lines[0], who.lines[1]),
            ("", "", "", "asked about the renewal, call on Monday", ""),
        ]
        WRITERS[suffix](path, columns, rows)

    return write


def _xlsx(path: Path, who: Person) -> None:
    _table("xlsx")(path, who)
    book = openpyxl.load_workbook(path)
    book.active.title = who.name[:31]
    book.create_sheet("contacts")["A1"] = who.mail
    book.properties.creator = _AUTHORS[0]
    book.properties.title = f"About {who.name}"
    book.save(path)


def _docx(path: Path, who: Person) -> None:
    made = docx.Document()
    for line in who.lines:
        made.add_paragraph(line)
    made.core_properties.author = _AUTHORS[1]
    made.core_properties.title = f"About {who.name}"
    made.save(str(path))


def _pptx(path: Path, who: Person) -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = f"About {who.name}"
    slide.placeholders[1].text = "\n".join(who.lines)
    slide.notes_slide.notes_text_frame.text = who.mail
    made.core_properties.author = _AUTHORS[1]
    made.save(str(path))


def _pdf(path: Path, who: Person) -> None:
    made = canvas.Canvas(str(path))
    made.setAuthor(_AUTHORS[2])
    made.setTitle(f"About {who.name}")
    for at, line in enumerate(who.lines):
        made.drawString(72, 700 - 20 * at, line)
    made.save()


def _rtf(path: Path, who: Person) -> None:
    said = "\\par ".join(who.lines)
    path.write_text(f"{{\\rtf1\\ansi{{\\info{{\\author {_AUTHORS[0]}}}}} {said}\\par}}")


def _text(path: Path, who: Person) -> None:
    path.write_text(f"# About {who.name}\n\n" + "\n\n".join(who.lines) + "\n")


def _page(path: Path, who: Person) -> None:
    said = "".join(f"<p>{line}</p>" for line in who.lines)
    path.write_text(
        f"<html><head><title>About {who.name}</title><meta name='author' content="
        f"'{_AUTHORS[0]}'></head><body><h1>{who.name}</h1>{said}</body></html>"
    )


def _mail(who: Person) -> EmailMessage:
    made = EmailMessage()
    made["From"] = f"{who.name} <{who.mail}>"
    made["To"] = "support@example.com"
    made["Date"] = "Mon, 16 Nov 2026 10:30:00 +0530"
    made["Subject"] = f"{who.name}: about the renewal"
    made["X-Sender"] = _AUTHORS[1]
    made.set_content("\n".join(who.lines))
    made.add_attachment(f"mail\n{who.mail}\n".encode(), "text", "csv", filename=f"{who.name}.csv")
    return made


def _eml(path: Path, who: Person) -> None:
    path.write_bytes(_mail(who).as_bytes())


def _mbox(path: Path, who: Person) -> None:
    box = mailbox.mbox(path)
    box.add(_mail(who))
    box.close()


def _vtt(path: Path, who: Person) -> None:
    cues = "".join(
        f"00:0{at}.000 --> 00:0{at}.900\n<v {who.name}>{line}</v>\n\n"
        for at, line in enumerate(who.lines)
    )
    path.write_text(f"WEBVTT {who.name}\n\n{cues}")


def _ics(path: Path, who: Person) -> None:
    said = "\\n".join(who.lines).replace(",", "\\,")
    path.write_text(
        f"BEGIN:VCALENDAR\nX-WR-CALNAME:{who.name}\nBEGIN:VEVENT\nUID:{who.mail}\n"
        f"ORGANIZER;CN={who.name}:mailto:{who.mail}\nSUMMARY:Call {who.name}\n"
        f"DESCRIPTION:{said}\nEND:VEVENT\nEND:VCALENDAR\n"
    )


def _vcf(path: Path, who: Person) -> None:
    notes = "".join(f"NOTE:{line.replace(',', chr(92) + ',')}\n" for line in who.lines)
    path.write_text(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:{who.name}\nEMAIL:{who.mail}\nTEL:{who.phone}\n{notes}"
        "END:VCARD\n"
    )


def _zip(path: Path, who: Person) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.comment = who.mail.encode()
        packed.writestr(f"{who.name}/call with {who.name}.txt", "\n".join(who.lines))


def _tar(path: Path, who: Person) -> None:
    said = "\n".join(who.lines).encode()
    with tarfile.open(path, "w") as packed:
        member = tarfile.TarInfo(f"{who.name}/call with {who.name}.txt")
        member.size, member.uname = len(said), who.name
        packed.addfile(member, io.BytesIO(said))


#: Every format that is read, with what writes a file of it about somebody.
FILES: dict[str, Write] = {
    **{suffix: _table(suffix) for suffix in WRITERS},
    "xlsx": _xlsx,
    "docx": _docx,
    "pptx": _pptx,
    "pdf": _pdf,
    "rtf": _rtf,
    "txt": _text,
    "md": _text,
    "htm": _page,
    "eml": _eml,
    "mbox": _mbox,
    "vtt": _vtt,
    "ics": _ics,
    "vcf": _vcf,
    "zip": _zip,
    "tar": _tar,
}
PEOPLE: dict[str, Person] = {form: person(number) for number, form in enumerate(FILES)}
CANARIES: list[str] = [
    *(value for who in PEOPLE.values() for value in who.values),
    *_AUTHORS,
]


def write_company(folder: Path, forms: tuple[str, ...] = tuple(FILES)) -> None:
    """Write a file of each format, named after its person, and a list of all its people."""
    folder.mkdir(parents=True)
    for form in forms:
        FILES[form](folder / f"Review of {PEOPLE[form].name}.{form}", PEOPLE[form])
    everybody = [(who.name, who.mail, who.phone) for who in PEOPLE.values()]
    WRITERS["csv"](folder / "clients.csv", ("name", "email", "phone"), everybody)


def damaged(raw: bytes) -> dict[str, bytes]:
    """Return a file's content broken in several ways: cut, overwritten, filled up."""
    half, third = len(raw) // 2, len(raw) // 3
    return {
        "cut": raw[:half],
        "headless": raw[third:],
        "overwritten": raw[:third] + b"\xff\x00\x1b" * 20 + raw[third + 60 :],
        "twice": raw + raw[half:],
    }
