"""Messages as an iCalendar file (RFC 5545): all-day events with alarms. Nothing is sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event

from amanat.notify.due import Message


def calendar(messages: Iterable[Message], *, now: datetime) -> bytes:
    """Return a calendar with one all-day event a message.

    Args:
        messages: what is due; their uids replace older copies of the same event.
        now: the moment of writing, with a zone; it becomes DTSTAMP.

    Returns:
        Bytes with CRLF line ends, lines folded at 75 octets.
    """
    book = Calendar()
    book.add("prodid", "-//Amanat//Reminders//EN")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", "Amanat: data protection")
    for message in messages:
        book.add_component(_event(message, now))
    raw: bytes = book.to_ical()
    return raw


def _event(message: Message, now: datetime) -> Event:
    event = Event()
    event.add("uid", message.uid)
    event.add("dtstamp", now)
    event.add("dtstart", message.on)
    event.add("dtend", message.on + timedelta(days=1))
    event.add("summary", f"Overdue: {message.title}" if message.overdue else message.title)
    if message.detail:
        event.add("description", message.detail)
    event.add("categories", [message.area])
    event.add("transp", "TRANSPARENT")
    # What is overdue needs no alarm before its day: that day is over.
    for days in () if message.overdue else message.remind_before:
        event.add_component(_alarm(message, days))
    return event


def _alarm(message: Message, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    # Nine in the morning of that day: an all-day event begins at midnight.
    alarm.add("trigger", timedelta(hours=9) - timedelta(days=days))
    alarm.add("description", message.title)
    return alarm
