"""What rests on the company's own word: lists that are complete, and what it objects to."""

import re
from datetime import date
from typing import Final

from amanat.findings.model import Objected, Report
from amanat.reports.voice import Voice
from amanat.reports.words import counted, day

_ISO: Final = re.compile(r"\b2\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])\b")
_KINDS: Final = {
    "not_personal": "no personal data",
    "wrong_kind": "of another kind",
    "test_data": "test data",
}


def rests(report: Report, voice: Voice) -> str:
    """Return what rests on the company's own word: complete lists, and what it objects to."""
    said = objections(report, voice)
    if report.rests_on_register:
        listed = "; ".join(_with_days(voice.text(each)) for each in report.rests_on_register)
        only = "Only then does a missing entry count as a gap."
        said = [f"This rests on your own word: {listed}. {only}", *said]
    return " ".join(said)


def _with_days(text: str) -> str:
    return _ISO.sub(lambda hit: day(date.fromisoformat(hit[0])), text)


def objections(report: Report, voice: Voice) -> list[str]:
    """Return a sentence on all objections, and one for each that meets nothing; none: empty."""
    if not report.objections:
        return []
    hits, fields = totals(report)
    told = _counted(voice.count(hits), "hit", hits)
    if fields:
        told += f" and {_counted(voice.count(fields), 'field', fields)}"
    number = counted(len(report.objections), "objection")
    said = [f"{told} set aside or named anew by {number} of yours."]
    stale = [each for each in report.objections if not each.hits + each.fields]
    if voice.inside:
        return said + [_stale(each) for each in stale]
    return said


def totals(report: Report) -> tuple[int, int]:
    """Return how many hits and fields all objections set aside or named anew."""
    hits = sum(each.hits for each in report.objections)
    return hits, sum(each.fields for each in report.objections)


def _counted(shown: str, word: str, number: int) -> str:
    return f"{shown} {word if number == 1 else word + 's'}"


def _stale(each: Objected) -> str:
    return (
        f"The objection of {each.by} of {day(each.on_day)} ({_KINDS[each.kind]}: {each.what}) "
        "meets nothing any more: take it out of register/objections.toml."
    )
