from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from amanat.notify.digest import digest
from amanat.notify.due import CalendarEntry, ContractEnd, OpenTask, due
from amanat.notify.ics import calendar

NOW = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
MESSAGES = due(
    (
        CalendarEntry(
            "phase-3",
            date(2027, 5, 13),
            "All duties, rights; penalties ₹" + " and more" * 20,
            remind_before=(30, 7),
        ),
    ),
    (ContractEnd("rc-1", "मेलर, Ltd", date(2026, 12, 1)),),
    (
        OpenTask(
            "91b0",
            "Close\x1b[2J the sheet\nBEGIN:VEVENT",
            "owner",
            5,
            date(2026, 11, 20),
            "access-limited-to-need",
        ),
    ),
    now=NOW,
)


def events():
    return list(Calendar.from_ical(calendar(MESSAGES, now=MOMENT)).walk("VEVENT"))


def test_each_message_is_one_all_day_event():
    held = events()
    assert [str(each["uid"]) for each in held] == [each.uid for each in MESSAGES]
    for event, message in zip(held, MESSAGES, strict=True):
        assert event.decoded("dtstart") == message.on
        assert event.decoded("dtend") == message.on + timedelta(days=1)
        assert event.decoded("dtstamp") == MOMENT
        assert event["dtstart"].params["VALUE"] == "DATE"


def test_alarms_stand_before_the_day_and_none_for_what_is_overdue():
    alarms = {
        str(event["summary"]): [each.decoded("trigger") for each in event.walk("VALARM")]
        for event in events()
    }
    assert alarms["Agreement with मेलर, Ltd ends"] == [
        timedelta(hours=9) - timedelta(days=days) for days in (90, 60, 30, 7)
    ]
    assert next(held for title, held in alarms.items() if title.startswith("Overdue: ")) == []


def test_lines_end_and_fold_as_the_standard_asks():
    raw = calendar(MESSAGES, now=MOMENT)
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert len(events()) == len(MESSAGES)


def test_the_same_day_gives_the_same_bytes():
    assert calendar(MESSAGES, now=MOMENT) == calendar(MESSAGES, now=MOMENT)


def test_the_digest_is_80_columns_and_says_that_nothing_is_sent():
    text = digest(MESSAGES, now=NOW)
    assert max(map(len, text.splitlines())) <= 80
    assert text.index("Overdue") < text.index("Within 90 days") < text.index("Later")
    assert "3 d late" in text
    assert "in 8 d" in text
    assert "Nothing was sent" in text
    assert "To unsubscribe, delete the calendar" in " ".join(text.split())
    assert "\x1b" not in text
    assert "\nBEGIN" not in text


def test_an_empty_digest_says_so():
    assert "Nothing is due in the areas you chose." in digest((), now=NOW)
