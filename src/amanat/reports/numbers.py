"""Counts for programs: numbers where they may be shown, else the words of the shared copy."""

from amanat.reports.voice import Voice

#: A number, or "<5", "27+" and the like in a copy that leaves the house; None: not counted.
Count = int | str | None


def shown(number: int | None, voice: Voice) -> Count:
    """Return a count as a copy may show it."""
    return None if number is None else told(voice.count(number))


def told(text: str) -> Count:
    """Return what a report prints as a number again, where it is one."""
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() else text
