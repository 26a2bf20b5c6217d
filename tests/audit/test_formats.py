"""What a person said is found whatever it is written in, and no reader can stop an audit."""

import mailbox
import os
import sys
import time
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen import canvas

from amanat.evidence.store import read_table
from canary import Search
from hostile_files import pdf_bomb
from outlook_files import compound, message, texts
from walk import Home

WORKERS = [
    pytest.param(2, id="workers"),
    pytest.param(1, id="main process", marks=pytest.mark.proof),
]
AADHAAR = "2345 6789 0124"
LINES = (
    f"Meena Iyer gave her Aadhaar number {AADHAAR} on the phone.",
    "Arjun Rao has diabetes, so calls only after lunch.",
)
MAIL = "arjun.rao.canary@example.in"
CANARIES = [AADHAAR, AADHAAR.replace(" ", ""), "Meena Iyer", "Arjun Rao", MAIL]


def as_text(path):
    path.write_text("\n".join(LINES))


def as_docx(path):
    made = docx.Document()
    for line in LINES:
        made.add_paragraph(line)
    made.save(path)


def as_pdf(path):
    made = canvas.Canvas(str(path))
    for at, line in enumerate(LINES):
        made.drawString(72, 700 - 20 * at, line)
    made.save()


def a_mail():
    made = EmailMessage()
    made["From"] = f"Arjun Rao <{MAIL}>"
    made["To"] = "support@example.com"
    made["Date"] = "Mon, 16 Nov 2026 10:30:00 +0530"
    made["Subject"] = "about the renewal"
    made.set_content("\n".join(LINES))
    return made


def as_eml(path):
    path.write_bytes(a_mail().as_bytes())


def as_msg(path):
    said = texts(t0037="about the renewal", t0C1A="Arjun Rao", t5D01=MAIL, t1000="\n".join(LINES))
    path.write_bytes(compound(message(said)))


def as_mbox(path):
    box = mailbox.mbox(path)
    box.add(a_mail())
    box.close()


def as_vtt(path):
    cues = "".join(
        f"00:0{at}.000 --> 00:0{at}.900\n<v Kavita Das>{line}</v>\n\n"
        for at, line in enumerate(LINES)
    )
    path.write_text(f"WEBVTT\n\n{cues}")


def as_vcf(path):
    notes = "".join(f"NOTE:{line.replace(',', chr(92) + ',')}\n" for line in LINES)
    path.write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:Kavita Das\n{notes}END:VCARD\n")


def as_ics(path):
    said = "\\n".join(LINES).replace(",", "\\,")
    path.write_text(
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:call\nDESCRIPTION:{said}\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )


FORMS = {
    "note.txt": as_text,
    "note.docx": as_docx,
    "note.pdf": as_pdf,
    "note.eml": as_eml,
    "note.mbox": as_mbox,
    "note.msg": as_msg,
    "note.vtt": as_vtt,
    "note.vcf": as_vcf,
    "note.ics": as_ics,
}


def evidence(home, table):
    return read_table(home.audits()[-1] / "evidence", table).to_pylist()


@pytest.fixture(scope="module", params=WORKERS)
def audited(request, tmp_path_factory):
    root = tmp_path_factory.mktemp("formats")
    folder = root / "exports"
    folder.mkdir()
    for name, write in FORMS.items():
        write(folder / name)
    home = Home(root / "home", same_key=True)
    done = home.audit(folder, workers=request.param)
    assert done.code == 0, done.errors
    return home, done


def test_an_identity_number_and_a_health_note_are_found_in_every_form_as_in_a_text_file(audited):
    home, _ = audited
    names = {row["unit_id"]: row["name"] for row in evidence(home, "units")}
    found = {name: Counter() for name in FORMS}
    for row in evidence(home, "mentions"):
        name = next(each for each in FORMS if names[row["unit_id"]].startswith(each))
        found[name][row["kind"], row["category"], row["tier"], row["about"]] += 1
    assert found["note.txt"] == {
        ("government_id", "aadhaar", "confirmed", "nobody"): 1,
        ("topic", "health", "likely", "person"): 1,
    }
    assert {name: each for name, each in found.items() if each != found["note.txt"]} == {}


def test_no_value_of_them_lies_anywhere_afterwards(audited):
    home, done = audited
    search = Search(CANARIES)
    assert search.hits(home.at_rest()) == []
    assert search.in_text(done.out + done.err) == []


# --- a file that eats memory -----------------------------------------------------------------


@pytest.fixture(scope="module")
def bombed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bombed")
    pdf_bomb(folder / "bomb.pdf")
    as_pdf(folder / "note.pdf")
    as_docx(folder / "note.docx")
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded by the kernel of Linux")
@pytest.mark.parametrize("workers", WORKERS)
def test_a_file_that_eats_memory_says_so_and_the_files_behind_it_are_read(
    bombed, tmp_path, workers
):
    home = Home(tmp_path)
    done = home.audit(bombed, workers=workers)
    assert done.code == 0, done.errors
    told = {row["name"]: (row["status"], row["reason"]) for row in evidence(home, "units")}
    assert told == {
        "bomb.pdf": ("skipped", "over_memory"),
        "note.pdf": ("read", None),
        "note.docx": ("read", None),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("workers", WORKERS)
def test_a_killed_audit_leaves_no_reader_behind(bombed, tmp_path, workers):
    home = Home(tmp_path)
    options = ("--as-of", "2026-11-23", "--yes", "--workers", str(workers))
    with home.start("audit", bombed, *options) as audit:
        reader = wait_for(lambda: next(filter(is_large, below(audit.pid)), None))
        everybody = below(audit.pid)
        audit.kill()
    assert reader in everybody
    assert wait_for(lambda: not [pid for pid in everybody if parent_of(pid) is not None])


def wait_for(asked):
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        answer = asked()
        if answer:
            return answer
        time.sleep(0.02)
    raise AssertionError("in vain")


def parent_of(pid):
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return None if state == "Z" else int(parent)


def below(pid):
    everybody = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    family, new = set(), {pid}
    while new:
        family |= new
        new = {each for each in everybody if parent_of(each) in family} - family
    return family - {pid}


def is_large(pid):
    """Say whether a process reads the bomb: nothing else takes half a gigabyte here."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return False
    return pages * os.sysconf("SC_PAGE_SIZE") > 512 << 20
