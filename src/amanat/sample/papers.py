"""Everything beside tables: Notion pages, loose documents, papers, media, an old backup."""

# ruff: noqa: RUF005  (rows stand in the order of their header, a line a group of columns)

import csv
import io
from typing import IO, Final

import numpy as np

from amanat.sample.ids import hex32
from amanat.sample.kit import Kit, moments
from amanat.sample.names import CITIES
from amanat.sample.notes import ordinary
from amanat.sample.people import Block, firm_name
from amanat.sample.sheets import BACKUP
from amanat.sample.writing import Cell, Csv, Zip, write_csv

#: A one-pixel picture.
_PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
_M4A: Final = b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00M4A mp42isom\x00\x00\x00\x00" + bytes(256)
#: The head of a compound file, as a workbook with a password has it.
_LOCKED: Final = (
    bytes.fromhex("d0cf11e0a1b11ae1")
    + bytes(504)
    + "EncryptedPackage".encode("utf-16-le").ljust(512, b"\0")
    + "EncryptionInfo".encode("utf-16-le").ljust(512, b"\0")
)
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DIRECTORY: Final = ("Name", "Email", "Company", "Role", "Last edited time")
#: Loose documents; each counts as one note.
LOOSE: Final = 2


def _uuid(kit: Kit, label: str) -> str:
    text = hex32(kit.plan.seed, f"{label}/{kit.plan.week}")
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _pages(kit: Kit, out: Zip, where: str) -> None:
    total = kit.plan.pages
    people = kit.people.some("notion/pages", total)
    block = kit.people.at(np.array([person.index for person in people], dtype=np.int64))
    notes = kit.notes("notion/pages", where, total)
    for row, text in enumerate(notes.rows(block, 0, total, list(range(total)))):
        person = people[row]
        # A few pages are called after the person they are about.
        title = f"Handover {person.name}" if row % 20 == 3 else f"Review {row + 1} {person.firm}"
        owner = kit.people.staff[row % 24].name
        body = f"# {title}\n\nAccount: {person.firm}\nOwner: {owner}\n\n{text}\n"
        if row % 4 == 0:
            body += f"\nContact: {person.name}, {person.email}\n"
        page = hex32(kit.plan.seed, f"notion/{row}")
        out.write(f"Private & Shared/Customer notes/{title} {page}.md", body.encode())
    kit.canaries.add(text for person in people for text in (person.name, person.email))
    kit.truth.file(where, total)


def _directory(kit: Kit, out: Zip, where: str) -> None:
    people = kit.people.some("notion/directory", kit.plan.sheet_rows(80))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_DIRECTORY)
    for n, person in enumerate(people):
        day = f"May {n % 28 + 1}, 2025 3:30 PM"
        table.writerow((person.name, person.email, person.firm, "Champion", day))
    kit.canaries.add(text for person in people for text in (person.name, person.email))
    page = hex32(kit.plan.seed, "notion/directory")
    content = ("\ufeff" + text.getvalue()).encode()
    for twin in ("", "_all"):
        out.write(f"Private & Shared/Champions directory {page}{twin}.csv", content)
    kit.truth.file(f"{where}/Champions directory", len(people))


def write_notion(kit: Kit) -> None:
    """Write a workspace export: a zip in a zip, pages named by 32 hex digits, a database twice."""
    name = f"Export-{_uuid(kit, 'notion')}"
    moment = kit.plan.exported("notion")
    inner = io.BytesIO()
    with Zip(inner, moment) as part:
        _pages(kit, part, f"{name}.zip")
        _directory(kit, part, f"{name}.zip")
    with Zip(kit.exports / f"{name}.zip", moment) as out:
        out.write(f"{name}-Part-1.zip", inner.getvalue())


def write_documents(kit: Kit) -> tuple[str, ...]:
    """Write two loose documents, one called after a person, and a roster whose headers are names.

    Returns the titles of those that the permission list names.
    """
    people = kit.people.some("documents", 4)
    kit.canaries.add(person.name for person in people)
    block = kit.people.at(np.array([person.index for person in people], dtype=np.int64))
    texts = ordinary(kit.plan, "documents", np.arange(2), block, [0, 1])
    titles = (f"Handover {people[0].name}", "Meeting summary Onboarding")
    for title, ending, text in zip(titles, (".md", ".txt"), texts, strict=True):
        path = kit.exports / f"{title}{ending}"
        path.write_text(f"{title}\n\n{text}\n", encoding="utf-8", newline="\n")
        kit.truth.file(path.name, 1)
    roster = "CSM roster"
    header = ("Week", people[2].name, people[3].name)
    rows: list[list[Cell]] = [[f"Week {n + 1}", n % 5 + 2, n % 7 + 1] for n in range(12)]
    kit.truth.file(f"{roster}.csv", write_csv(kit.exports / f"{roster}.csv", header, rows))
    return (*titles, roster)


def _pdf(text: str) -> bytes:
    stream = f"BT /F1 14 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + b"xref\n0 7\n0000000000 65535 f \n" + table + tail


def _docx(kit: Kit, name: str, text: str) -> None:
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
        '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    document = f'<w:document xmlns:w="{_WORD}">{body}</w:document>'
    with Zip(kit.exports / name, kit.plan.exported("drive")) as out:
        out.write("[Content_Types].xml", types.encode())
        out.write("_rels/.rels", relations.encode())
        out.write("word/document.xml", document.encode())


def write_papers(kit: Kit) -> None:
    """Write two agreements that are not read yet, sound, a picture, and a locked workbook."""
    agreement = _pdf("Data processing agreement between Saptarang Cloud and Mixpanel. Invented.")
    (kit.exports / "Mixpanel agreement.pdf").write_bytes(agreement)
    _docx(kit, "CleverTap DPA draft.docx", "Draft data processing agreement, not signed. Invented.")
    (kit.exports / "Support call 12 Nov.m4a").write_bytes(_M4A)
    (kit.exports / "Whiteboard.png").write_bytes(_PNG)
    (kit.exports / "Escalations 2025.xlsx").write_bytes(_LOCKED)
    kit.truth.plant("near-unread-draft", "CleverTap DPA draft.docx")
    for name in (
        "Mixpanel agreement.pdf",
        "CleverTap DPA draft.docx",
        "Support call 12 Nov.m4a",
        "Whiteboard.png",
        "Escalations 2025.xlsx",
    ):
        kit.truth.file(name, 0)


def write_backup(kit: Kit) -> None:
    """Write what somebody kept of the old CRM in 2021: a table of no known product."""
    if not kit.plan.has("copy-crm-backup"):
        return
    name, member = "CRM backup 2021.zip", "contacts_backup.csv"
    moment = kit.plan.exported("sheets").replace(year=2021, month=6, day=30)
    with Zip(kit.exports / name, moment) as out, out.member(member) as handle:
        table = Csv(handle, BACKUP)
        _backup_rows(kit, table, int(moment.timestamp()), name)
        kit.truth.file(f"{name}/{member}", table.close())


def _backup_rows(kit: Kit, table: Csv, before: int, where: str) -> None:
    for start, stop in kit.people.blocks():
        block = kit.people.block(start, stop)
        old = [p for p in range(len(block)) if block.created[p] < before]
        _backup_people(kit, table, block, old, [block.created[p] for p in old], where)
    # Whom the CRM has erased since stands nowhere else: people far beyond the last one.
    begun, last = kit.plan.first_second(), kit.plan.people
    erased = kit.people.at(np.arange(max(3, last // 540), dtype=np.int64) + 2 * last)
    made = [begun + (second - begun) % (before - begun) for second in erased.created]
    _backup_people(kit, table, erased, list(range(len(erased))), made, where)


def _backup_people(
    kit: Kit, table: Csv, block: Block, old: list[int], made: list[int], where: str
) -> None:
    rows: list[list[str]] = [
        [block.name[p], f"0{block.phone[p]}", block.email[p], firm_name(block.firm[p])]
        + [CITIES[block.city[p]][0], f"{day[8:10]}/{day[5:7]}/{day[:4]}"]
        for p, day in zip(old, moments(made), strict=True)
    ]
    kit.canaries.add(row[column] for row in rows for column in range(3))
    kit.truth.plant("copy-crm-backup", where, 0, [block.index[p] for p in old])
    table.write(rows)


def write_readme(file: IO[str]) -> None:
    """Write the page that says what this folder is."""
    file.write(
        "Everything in this folder is invented: the company, its people and every number.\n"
        "Identifiers only look valid. Made by `amanat sample`.\n\n"
        "exports/      what the tools of the company gave, in the shapes of real products\n"
        "register/     what the company says about itself, for the workspace\n"
        "truth.json    what was planted, and what looks like it and is not\n"
        "canaries.txt  every personal value that was written; none may appear in any output\n"
    )
