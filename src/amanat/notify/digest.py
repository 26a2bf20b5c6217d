"""Messages as plain text of 80 columns."""

import textwrap
import unicodedata
from collections.abc import Sequence
from datetime import date

from amanat.notify.due import Message
from amanat.terms.days import day_text


def digest(messages: Sequence[Message], *, now: date, days: int = 90, width: int = 80) -> str:
    """Return what is overdue, what is due within `days`, and what comes later.

    Args:
        messages: what is due, in the order in which it is shown.
        now: the day of asking.
        days: how far "soon" reaches.
        width: columns; no line is wider.
    """
    overdue = [each for each in messages if each.overdue or each.on < now]
    rest = [each for each in messages if each not in overdue]
    soon = [each for each in rest if (each.on - now).days <= days]
    later = [each for each in rest if each not in soon]
    lines = [f"Amanat: what is due, {day_text(now)}", ""]
    for heading, held in (
        ("Overdue", overdue),
        (f"Within {days} days", soon),
        ("Later", later),
    ):
        if held:
            lines += [heading, *(line for each in held for line in _lines(each, now, width)), ""]
    if not messages:
        lines += ["Nothing is due in the areas you chose.", ""]
    closing = (
        "Nothing was sent: this text and amanat.ics lie on your computer only. To unsubscribe, "
        "delete the calendar that you imported. Due days of tasks are proposals until owners "
        "accept them."
    )
    return "\n".join([*lines, *textwrap.wrap(closing, width)]) + "\n"


def _lines(message: Message, now: date, width: int) -> list[str]:
    left = (message.on - now).days
    when = "today" if left == 0 else f"in {left} d" if left > 0 else f"{-left} d late"
    head = f"  {day_text(message.on):<12}{when:>10}  "
    title = textwrap.wrap(_plain(message.title), width - len(head)) or [""]
    detail = textwrap.wrap(_plain(message.detail), width - len(head))
    pad = " " * len(head)
    return [head + title[0], *(pad + line for line in [*title[1:], *detail])]


def _plain(text: str) -> str:
    """Return the text without characters that would act on a terminal."""
    return "".join(
        letter
        if letter in "\u200c\u200d"
        or unicodedata.category(letter) not in {"Cc", "Cf", "Zl", "Zp", "Cs"}
        else "\ufffd"
        for letter in text.replace("\n", " ")
    )
