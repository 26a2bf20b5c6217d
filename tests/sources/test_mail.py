"""Mail made by Python's own library is read; attachments are units; hostile mail stays bounded."""

import mailbox
import time
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading import found, only, read_file, rows_of

from amanat.sources.limits import Limits
from amanat.sources.mail.headers import Headers, plain
from amanat.sources.mail.mailbox import messages
from amanat.sources.mail.parts import message_of
from amanat.sources.model import ReadNotes
from amanat.sources.read import read
from amanat.sources.recognise import recognise

CSV = b"Name,Email,Plan\nMeena Iyer,meena@example.in,Pro\n"


def a_mail(number=1, *, files=(), html=None, text="Meena Iyer has diabetes – naïve मीना"):
    made = EmailMessage()
    made["Message-ID"] = f"<{number}@example.in>"
    made["Date"] = "Mon, 23 Nov 2026 10:30:00 +0530"
    made["From"] = "Meena Iyer <meena@example.in>"
    made["To"] = '"Das, Kavita" <kavita@example.in>, arjun@example.com'
    made["Cc"] = "support@example.com"
    made["Subject"] = "Renewal – über मीना " * 5
    made.set_content(text)
    if html is not None:
        made.add_alternative(html, subtype="html")
    for name, kind, data in files:
        made.add_attachment(
            data, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=name
        )
    return made


def saved(path, made, policy=None):
    path.write_bytes(made.as_bytes(policy=policy) if policy else made.as_bytes())
    return path


def units(path):
    return {(unit.where.members, unit.where.part): unit for unit in found(path)}


def message(path):
    (unit,) = [each for each in found(path) if not each.where.members and each.where.part]
    head, notes = recognise(unit), ReadNotes()
    rows = [dict(zip(head.columns, row, strict=True)) for row in rows_of(head, notes)]
    return head, rows, notes


@pytest.mark.parametrize("policy", [None, SMTP], ids=["line feeds", "CRLF"])
def test_a_message_is_a_row_with_people_time_and_text(tmp_path, policy):
    head, (row,), notes = message(saved(tmp_path / "a.eml", a_mail(), policy))
    assert (head.found.format, head.layout.object, head.how) == ("eml", "mail", "seen")
    assert row == {
        "Message-ID": "<1@example.in>",
        "Date": "2026-11-23T10:30:00+05:30",
        "From Name": "Meena Iyer",
        "From": "meena@example.in",
        "To": "kavita@example.in; arjun@example.com",
        "Cc": "support@example.com",
        "Bcc": None,
        "Subject": ("Renewal – über मीना " * 5).strip(),
        "Text": "Meena Iyer has diabetes – naïve मीना",
        "Attachments": None,
    }
    assert notes == ReadNotes(content_hash=notes.content_hash)


def test_of_two_forms_of_a_text_the_plain_one_is_read_and_html_where_there_is_no_other(tmp_path):
    both = a_mail(html="<p>Dear <b>Meena</b></p>")
    assert message(saved(tmp_path / "a.eml", both))[1][0]["Text"].startswith("Meena Iyer has")
    bare = a_mail(text=" ", html="<style>x</style><p>She is&nbsp;<b>unwell</b></p>")
    assert message(saved(tmp_path / "b.eml", bare))[1][0]["Text"] == "She is\xa0\nunwell"


def test_attachments_are_units_of_their_own_under_names_in_any_charset(tmp_path):
    files = [("kunden müller.csv", "text/csv", CSV), ("मीना.txt", "text/plain", b"a note of hers")]
    path = saved(tmp_path / "a.eml", a_mail(files=files))
    found_units = units(path)
    assert set(found_units) == {
        ((), "message"),
        (("1 kunden müller.csv",), None),
        (("2 मीना.txt",), None),
    }
    assert message(path)[1][0]["Attachments"] == "1 kunden müller.csv | 2 मीना.txt"
    table = recognise(found_units[("1 kunden müller.csv",), None])
    assert rows_of(table) == [["Meena Iyer", "meena@example.in", "Pro"]]


def test_a_forwarded_message_is_a_unit_with_attachments_of_its_own(tmp_path):
    outer = a_mail(2)
    outer.add_attachment(a_mail(1, files=[("list.csv", "text/csv", CSV)]))
    found_units = units(saved(tmp_path / "a.eml", outer))
    assert set(found_units) == {
        ((), "message"),
        (("1 unnamed.eml",), "message"),
        (("1 unnamed.eml", "1 list.csv"), None),
    }


def test_an_attachment_beyond_any_name_is_kept_apart_from_others(tmp_path):
    files = [
        ("../../etc/passwd", "text/plain", b"one"),
        ("", "text/csv", CSV),
        ("x", "text/csv", CSV),
    ]
    names = {unit.where.members for unit in found(saved(tmp_path / "a.eml", a_mail(files=files)))}
    assert names == {(), ("1 _.._etc_passwd",), ("2 unnamed.csv",), ("3 x.csv",)}


def test_locked_parts_are_encrypted_and_the_message_around_them_is_read(tmp_path):
    (tmp_path / "a.eml").write_text(
        "From: meena@example.in\nMIME-Version: 1.0\n"
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\n\nabcd\n'
    )
    reasons = {unit.where.members: unit.reason for unit in found(tmp_path / "a.eml")}
    assert reasons == {(): None, ("1 smime.p7m",): "encrypted"}


# --- mailboxes -------------------------------------------------------------------------------


def a_mailbox(path, made, **headers):
    box = mailbox.mbox(path)
    for each in made:
        kept = mailbox.mboxMessage(each)
        for name, value in headers.items():
            kept[name.replace("_", "-")] = value
        box.add(kept)
    box.close()
    return path


def test_a_mailbox_is_a_table_of_its_messages(tmp_path):
    texts = [
        f"Note {at}\n\nFrom here on it is one text.\nFrom there too: 10:30" for at in range(40)
    ]
    path = a_mailbox(tmp_path / "Inbox", [a_mail(at, text=text) for at, text in enumerate(texts)])
    head, rows, notes = message(path)
    assert (head.found.format, head.layout.product, head.layout.object) == ("mbox", None, "mail")
    assert [row["Message-ID"] for row in rows] == [f"<{at}@example.in>" for at in range(40)]
    assert [row["Text"].replace(">From", "From") for row in rows] == texts
    assert (notes.bad_records, notes.partly) == (0, None)


def test_a_mailbox_of_gmail_has_its_labels_and_threads(tmp_path):
    path = a_mailbox(
        tmp_path / "All mail.mbox",
        [a_mail()],
        X_GM_THRID="1849",
        X_Gmail_Labels="=?UTF-8?Q?Wichtig,=C3=9C?=",
    )
    head, (row,), _ = message(path)
    assert (head.layout.product, head.layout.object, head.how) == ("gmail", "messages", "seen")
    assert (row["X-GM-THRID"], row["X-Gmail-Labels"]) == ("1849", "Wichtig,Ü")


def test_attachments_of_a_mailbox_are_units_and_open_alone(tmp_path):
    made = [
        a_mail(at, files=[("list.csv", "text/csv", CSV + b"%d,x,y\n" % at)] * (at % 2))
        for at in range(6)
    ]
    path = a_mailbox(tmp_path / "a.mbox", made)
    tables = [unit for unit in found(path) if unit.where.members]
    assert [unit.where.members for unit in tables] == [
        (f"message {number}/1 list.csv",) for number in (2, 4, 6)
    ]
    last = rows_of(recognise(tables[-1]))
    assert [row[0] for row in last] == ["Meena Iyer", "5"]


@given(
    bodies=st.lists(
        st.binary(max_size=900).map(lambda body: body.replace(b"From ", b"from ")), max_size=8
    ),
    piece=st.integers(1, 700),
    ending=st.sampled_from([b"\n", b"\r\n"]),
)
def test_a_mailbox_is_cut_into_the_same_messages_however_it_is_read(bodies, piece, ending):
    begin = b"From x@example.in Mon Nov 23 10:30:00 2026" + ending
    data = b"".join(begin + b"X: y" + ending + body + ending * 2 for body in bodies)
    at = 0

    def read_some(_size):
        nonlocal at
        at += piece
        return data[at - piece : at]

    cut = [bytes(each.data) for each in messages(read_some, 10_000)]
    assert len(cut) == len(bodies)
    ends = b"\r\n"
    assert [each.rstrip(ends) for each in cut] == [
        (b"X: y" + ending + body).rstrip(ends) for body in bodies
    ]


def test_a_message_longer_than_any_is_cut_and_the_next_one_is_read(tmp_path):
    path = a_mailbox(tmp_path / "a.mbox", [a_mail(1, text="x " * 40_000), a_mail(2)])
    notes = ReadNotes()
    (unit,) = [each for each in found(path) if each.where.part]
    batches = list(read(recognise(unit), notes, limits=Limits(max_mail=4096)))
    assert [each for batch in batches for each in batch.column("Message-ID").to_pylist()] == [
        "<1@example.in>",
        "<2@example.in>",
    ]
    assert notes.partly == "text_cut"


# --- hostile and careless --------------------------------------------------------------------


def nested(depth):
    body = "Content-Type: text/plain\n\ninnermost words\n"
    for at in range(depth):
        body = f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n{body}\n--b{at}--\n'
    return f"From: meena@example.in\nMIME-Version: 1.0\nSubject: nested\n{body}"


def test_two_hundred_nested_parts_are_read_as_deep_as_mail_goes_and_the_rest_says_why(tmp_path):
    (tmp_path / "a.eml").write_text(nested(200))
    began = time.monotonic()
    assert {unit.where.members: unit.reason for unit in found(tmp_path / "a.eml")} == {
        (): None,
        ("1 parts.eml",): "over_depth",
    }
    assert time.monotonic() - began < 5
    (tmp_path / "b.eml").write_text(nested(10))
    assert message(tmp_path / "b.eml")[1][0]["Text"] == "innermost words"


def test_two_hundred_forwarded_messages_end_at_the_depth_of_containers(tmp_path):
    made = a_mail().as_string()
    for at in range(200):
        made = (
            f'From: meena@example.in\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="f{at}"\n\n'
            f"--f{at}\nContent-Type: message/rfc822\n\n{made}\n--f{at}--\n"
        )
    (tmp_path / "a.eml").write_text(made)
    listed = found(tmp_path / "a.eml")
    assert [unit.reason for unit in listed if unit.reason] == ["over_depth"]
    assert max(len(unit.where.members) for unit in listed) == Limits().max_depth


@pytest.mark.parametrize(
    "line",
    [
        b"--b\n" * 200_000,
        b'Content-Type: text/plain; x="' * 20_000,
        b"Subject: =?utf-8?q?" * 50_000,
    ],
    ids=["boundaries", "parameters", "encoded words"],
)
def test_mail_written_to_take_long_does_not(line):
    data = (
        b'From: a@example.in\nContent-Type: multipart/mixed; boundary="b"\n' + line + b"\n\n" + line
    )
    began = time.monotonic()
    message_of(data)
    assert time.monotonic() - began < 5


def test_wrong_charsets_and_broken_encodings_lose_nothing_that_can_be_read(tmp_path):
    (tmp_path / "a.eml").write_bytes(
        b"\xef\xbb\xbfFrom: =?utf-8?B?TWVlbmEgSXllcg?= <meena@example.in>\r\n"
        b"To: undisclosed-recipients:;\r\nSubject: Caf\xe9 =?nonsense?Q?M=FCller?= =?utf-8?q?=E0=A4?=\r\n"
        b" =?utf-8?q?=AE=E0=A5=80?=\r\nDate: yesterday\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=rot13\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"U2hlIGlzIHVud2VsbCA=\r\n!!\r\nQ2Fm6Q"
    )
    row = message(tmp_path / "a.eml")[1][0]
    assert (row["From Name"], row["From"], row["To"]) == ("Meena Iyer", "meena@example.in", None)
    assert row["Subject"] == "Café Müllerमी"
    assert row["Date"] is None
    assert row["Text"].startswith("She is unwell")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"Iyer, Meena" <meena@example.in>', [("Iyer, Meena", "meena@example.in")]),
        ("meena@example.in (Meena)", [("", "meena@example.in")]),
        ("Team: a@example.in, B <b@example.in>;", [("", "a@example.in"), ("B", "b@example.in")]),
        ("=?utf-8?q?M=C3=BCller?= <m@example.in>", [("Müller", "m@example.in")]),
        ("nobody", []),
        ("", []),
    ],
)
def test_addresses_are_read_as_they_are_written(written, expected):
    headers = Headers.of(f"To: {written}\n".encode())
    assert [(name.strip(), mail) for name, mail in headers.addresses("to")] == expected


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="="), max_size=80))
def test_a_text_without_encoded_words_stays_as_it_is(text):
    assert plain(text) == text.strip()


@given(st.binary(max_size=400))
def test_any_bytes_are_taken_apart_without_a_fault(data):
    made = message_of(b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n' + data)
    assert isinstance(made.body, str)


def test_a_note_about_mail_is_no_mail(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("From: the team\nTo do: call Meena\n\nReceived the signed copy.\n")
    assert read_file(path)[0].found.format == "text"
    (tmp_path / "diary.txt").write_text("From Monday on 10:30 works.\nShe agreed.\n")
    assert read_file(tmp_path / "diary.txt")[0].found.format == "text"


def test_mail_is_known_by_its_content_too(tmp_path):
    path = saved(tmp_path / "saved message", a_mail())
    text = path.read_text()
    path.write_text(f"Received: by example.in\n{text}")
    assert only_format(path) == "eml"
    path.rename(tmp_path / "b.txt")
    assert only_format(tmp_path / "b.txt") == "eml"


def only_format(path):
    return only(path).format
