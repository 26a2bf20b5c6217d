"""Transcripts, calendars and address cards, as other libraries and programs write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event, vCalAddress, vText
from reading import read_file

from amanat.sources.contentlines import blocks
from amanat.sources.stream import Raw

SAID = "I have diabetes"


def written(path, text, encoding="utf-8", newline="\n"):
    path.write_text(text, encoding=encoding, newline=newline)
    return path


def rows(path):
    return read_file(path)[1]


# --- transcripts -----------------------------------------------------------------------------


def test_a_transcript_with_voices_gives_a_row_for_each(tmp_path):
    text = (
        "WEBVTT - a call\n\nSTYLE\n::cue {color: red}\n\nNOTE Meena called again\n\n"
        "1\n00:00:01.000 --> 00:00:04.000 align:start\n"
        f"<v.loud Meena Iyer>{SAID} <b>since</b> May &amp; on</v>\n<v Arjun Rao>ok</v>\n\n"
        "00:05.000 --> 00:06.000\nno speaker: here\n"
    )
    head, found, notes = read_file(written(tmp_path / "call.vtt", text))
    assert (head.found.format, head.layout.object, head.how) == ("vtt", "transcripts", "seen")
    assert found == [
        [None, None, None, "NOTE Meena called again"],
        ["00:00:01.000", "00:00:04.000", "Meena Iyer", f"{SAID} since May & on"],
        ["00:00:01.000", "00:00:04.000", "Arjun Rao", "ok"],
        ["00:05.000", "00:06.000", None, "no speaker: here"],
    ]
    assert notes.bad_records == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_transcript_with_names_before_colons_gives_speakers(tmp_path, encoding):
    cues = "".join(
        f"{at}\r\n00:00:0{at},000 --> 00:00:0{at},900\r\n{name}: {SAID}: yes\r\n\r\n"
        for at, name in enumerate(["Meena Iyer", "अर्जुन राव", "Meena Iyer"])
    )
    head, found, _ = read_file(written(tmp_path / "call.srt", cues, encoding, newline=""))
    assert head.found.format == "srt"
    assert [row[2] for row in found] == ["Meena Iyer", "अर्जुन राव", "Meena Iyer"]
    assert {row[3] for row in found} == {f"{SAID}: yes"}
    assert found[1][:2] == ["00:00:01.000", "00:00:01.900"]


def test_a_colon_in_prose_names_no_speaker(tmp_path):
    cues = "".join(
        f"00:0{at}.000 --> 00:0{at}.900\n{text}\n\n"
        for at, text in enumerate(["Note: bring the file", "so she said", "at 10:30", "bye"])
    )
    assert {row[2] for row in rows(written(tmp_path / "a.vtt", f"WEBVTT\n\n{cues}"))} == {None}


def test_blocks_without_times_are_counted_and_their_words_kept(tmp_path):
    _, found, notes = read_file(
        written(
            tmp_path / "a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{SAID}\n\nlost words\nhere\n"
        )
    )
    assert notes.bad_records == 1
    assert found[1] == [None, None, None, "lost words\nhere"]


# --- calendars -------------------------------------------------------------------------------


def an_event():
    event = Event()
    event.add("uid", "1@example.in")
    event.add("summary", "Renewal; मीना, " * 9)
    event.add("dtstart", datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Asia/Kolkata")))
    event.add("dtend", datetime(2026, 11, 23, 6, tzinfo=UTC))
    event.add("description", f"She said: {SAID}\nso only after lunch, ok; C:\\x")
    for mail, name in (("meena@example.in", "Iyer, Meena"), ("kavita@example.in", "Kavita")):
        who = vCalAddress(f"MAILTO:{mail}")
        who.params["CN"] = vText(name)
        event.add("attendee", who)
    event.add("organizer", vCalAddress("mailto:arjun@example.com"))
    return event


def test_a_calendar_is_a_table_of_its_events(tmp_path):
    calendar = Calendar()
    calendar.add("prodid", "-//example.in//")
    calendar.add_component(an_event())
    (tmp_path / "a.ics").write_bytes(calendar.to_ical())
    head, (row,), notes = read_file(tmp_path / "a.ics")
    assert (head.found.format, head.layout.object, head.how) == ("ics", "calendar", "seen")
    told = dict(zip(head.columns, row, strict=True))
    assert {key: value for key, value in told.items() if value} == {
        "UID": "1@example.in",
        "Start": "2026-11-23T10:30:00+05:30",
        "End": "2026-11-23T06:00:00+00:00",
        "Summary": ("Renewal; मीना, " * 9).strip(),
        "Description": f"She said: {SAID}\nso only after lunch, ok; C:\\x",
        "Organizer": "arjun@example.com",
        "Attendee Names": "Iyer, Meena; Kavita",
        "Attendees": "meena@example.in; kavita@example.in",
    }
    assert notes.partly is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DTSTART;VALUE=DATE:20261123", "2026-11-23"),
        ("DTSTART:20261123T103000", "2026-11-23T10:30:00"),
        ("DTSTART:20261123T103000Z", "2026-11-23T10:30:00+00:00"),
        ("DTSTART;TZID=India Standard Time:20261123T103000", "2026-11-23T10:30:00+05:30"),
        ("DTSTART;TZID=../../etc/passwd:20261123T103000", "2026-11-23T10:30:00"),
        ("DTSTART:20261399T103000", None),
        ("DTSTART:whenever", "whenever"),
    ],
)
def test_times_of_a_calendar_have_the_zone_that_they_name(tmp_path, line, expected):
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{line}\nEND:VEVENT\nEND:VCALENDAR\n"
    assert rows(written(tmp_path / "a.ics", text))[0][1] == expected


def test_alarms_are_no_events_and_a_calendar_that_is_cut_off_says_so(tmp_path):
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:call\nBEGIN:VALARM\nSUMMARY:ring\nEND:VALARM\n"
        "END:VEVENT\nBEGIN:VTODO\nSUMMARY:write"
    )
    _, found, notes = read_file(written(tmp_path / "a.ics", text))
    assert [row[3] for row in found] == ["call", "write"]
    assert notes.partly == "truncated_tail"


# --- cards -----------------------------------------------------------------------------------

_OLD = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E0=A4=85;Meena;;;\r\n"
    "FN:Meena Iyer\r\nTEL;CELL;PREF:+919812345678\r\nEMAIL;INTERNET:meena@example.in\r\n"
    "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:has dia=\r\nbetes =C3=A9=0D=0Asince May\r\n"
    "PHOTO;ENCODING=BASE64;JPEG:\r\n AAAA\r\n BBBB\r\n\r\nX-AADHAAR:2345 6789 0124\r\nEND:VCARD\r\n"
)
_THREE = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Rao;Arjun;;;\nFN:Arjun Rao\nORG:Acme\\, Inc;Sales\nTITLE:Buyer\n"
    "EMAIL;TYPE=INTERNET,WORK:arjun@example.com\nEMAIL:a.rao@example.in\nNOTE:a\\nb\nEND:VCARD\n"
)
_FOUR = (
    'BEGIN:VCARD\nVERSION:4.0\nFN:Kavita Das\nitem1.TEL;VALUE=uri;TYPE="voice,home":tel:+91-98-1234-5678\n'
    "item1.X-ABLabel:Home\nADR;TYPE=home:;;12 MG Road;Pune;;411001;India\nBDAY:19900412\nEND:VCARD\n"
)


def test_cards_of_all_versions_are_a_row_a_person(tmp_path):
    head, found, notes = read_file(written(tmp_path / "a.vcf", _OLD + _THREE + _FOUR, newline=""))
    assert (head.found.format, head.layout.object, head.how) == ("vcf", "cards", "seen")
    told = [
        {key: cell for key, cell in zip(head.columns, row, strict=True) if cell} for row in found
    ]
    assert told == [
        {
            "Name": "Meena Iyer",
            "First Name": "Meena",
            "Last Name": "अ",
            "Email": "meena@example.in",
            "Phone": "+919812345678",
            "Note": "has diabetes é\nsince May",
            "Other": "X-AADHAAR: 2345 6789 0124",
        },
        {
            "Name": "Arjun Rao",
            "First Name": "Arjun",
            "Last Name": "Rao",
            "Email": "arjun@example.com; a.rao@example.in",
            "Organization": "Acme, Inc, Sales",
            "Title": "Buyer",
            "Note": "a\nb",
        },
        {
            "Name": "Kavita Das",
            "Phone": "+91-98-1234-5678",
            "Address": "12 MG Road, Pune, 411001, India",
            "Birthday": "19900412",
            "Other": "X-ABLABEL: Home",
        },
    ]
    assert notes.bad_records == 0


def test_an_empty_card_is_a_bad_record(tmp_path):
    _, found, notes = read_file(written(tmp_path / "a.vcf", "BEGIN:VCARD\nEND:VCARD\n" + _THREE))
    assert (len(found), notes.bad_records) == (1, 1)


class _Bytes:
    def __init__(self, data):
        self.data = data

    def read(self, size):
        piece, self.data = self.data[:size], self.data[size:]
        return piece

    def close(self):
        pass


@given(
    value=st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=200
    ),
    width=st.integers(1, 30),
)
def test_a_value_folded_between_any_two_bytes_is_what_it_was(value, width):
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    raw = f"NOTE:{escaped}".encode()
    folded = b"\r\n ".join(raw[at : at + width] for at in range(0, len(raw), width))
    data = b"BEGIN:VCARD\r\nX:y\r\n" + folded + b"\r\nEND:VCARD\r\n"
    if folded.startswith(b"NOTE:"):
        (card,) = blocks(Raw(_Bytes(data)), "utf-8", frozenset({"VCARD"}))
        assert card.first("NOTE").text() == value


@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_fault(data):
    list(blocks(Raw(_Bytes(b"BEGIN:VCARD\n" + data)), "utf-8", frozenset({"VCARD"})))
