"""What a key of the register may hold: its kind, and the fault of a value that is not of it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import msgspec

from amanat.register.model import Entry

_ID: Final = re.compile(r"[a-z0-9][a-z0-9._~/-]*")
_SUBJECT: Final = re.compile(r"[a-z0-9][a-z0-9._~/>-]*")
_FINDING: Final = re.compile(r"[0-9a-f]{16}")
_LONGEST_ID: Final = 300
_LONGEST_WORDS: Final = 4000
_MOST_MONTHS: Final = 1200
#: Signs, spaces, a for any letter, 9 for any digit: an ASCII letter or digit beside them is one
#: of a value.
_SHAPE: Final = re.compile(r"[a9? !-/:-@\[-`{-~]*")
_LONGEST_SHAPE: Final = 60
_LEAST_PLACES: Final = 3
_PATTERNS: Final = {"id": _ID, "subject": _SUBJECT, "finding": _FINDING}
_PLAIN_KINDS: Final = {bool: "flag", dt.date: "day", int: "months", str: "words"}
#: Kinds whose value may be seen outside the file, so that the caller's detectors are asked.
SEEN_OUTSIDE: Final = frozenset({"id", "subject", "shown"})

_WANTED: Final = {
    "id": "an id of small letters, digits and . _ ~ / - such as vendor-4",
    "subject": "an id of small letters, digits and . _ ~ / > - such as crm>mailer",
    "finding": "the 16 letters and digits of a finding, as amanat findings lists them",
    "shape": "the shape of values, with a for each letter and 9 for each digit, as in 9999-aaaa",
    "words": "words in quotes",
    "shown": "words in quotes",
    "months": f"a whole number of months from 0 to {_MOST_MONTHS}",
    "ground": "consent, or a clause of section 7 such as s7a, in quotes",
    "fact": "true, false, or the fact in words",
    "flag": "true or false, without quotes",
    "day": "a day without quotes, such as 2026-11-20",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One key of an entry: the struct's field it fills, and what it may hold."""

    key: str
    field: str
    kind: str
    words: tuple[str, ...]
    many: bool
    required: bool

    @property
    def wanted(self) -> str:
        """What a value should be, in words."""
        one = f"one of: {', '.join(self.words)}" if self.kind == "term" else _WANTED[self.kind]
        return f"a list [...], each {one}" if self.many else one


@cache
def slots(struct: type[Entry]) -> Mapping[str, Slot]:
    """Return the keys that an entry of this struct may have, by name in the file."""
    found = {}
    for one in msgspec.structs.fields(struct):
        kind, words, many = _kind(one.type)
        found[one.encode_name] = Slot(one.encode_name, one.name, kind, words, many, one.required)
    return found


def _kind(annotation: Any) -> tuple[str, tuple[str, ...], bool]:
    if get_origin(annotation) in (Union, UnionType):
        [annotation] = [part for part in get_args(annotation) if part is not type(None)]
    many = get_origin(annotation) is tuple
    if many:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is Annotated:
        extra = get_args(annotation)[1].extra
        return extra["kind"], extra.get("words", ()), many
    return _PLAIN_KINDS[annotation], (), many


class Wrong(Exception):  # noqa: N818  a fault in the making, never seen outside
    """A value is not of its kind; `found` says of which kind it is, never what it is."""

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def clean(slot: Slot, value: object) -> Any:
    """Return the value as the struct keeps it.

    Raises:
        Wrong: it is not of the slot's kind.
    """
    if not slot.many:
        return _one(slot, value)
    if not isinstance(value, list):
        raise Wrong(kind_of(value))
    return tuple(dict.fromkeys(_one(slot, item) for item in value))


def _one(slot: Slot, value: object) -> Any:
    kind = slot.kind
    if kind == "flag":
        return _of(bool, value)
    if kind == "day":
        # A TOML date with a time is a date too in Python, but it is no day.
        if isinstance(value, dt.datetime):
            raise Wrong(kind_of(value))
        return _of(dt.date, value)
    if kind == "months":
        if isinstance(value, bool):
            raise Wrong(kind_of(value))
        months: int = _of(int, value)
        if not 0 <= months <= _MOST_MONTHS:
            raise Wrong("a number out of range")
        return months
    if kind == "fact" and isinstance(value, bool):
        return value
    text: str = _of(str, value)
    return _text(slot, text)


def _of(wanted: type, value: object) -> Any:
    if not isinstance(value, wanted):
        raise Wrong(kind_of(value))
    return value


def _text(slot: Slot, text: str) -> Any:
    if slot.kind == "fact":
        return bool(text.strip())
    if slot.kind == "ground":
        return _ground(slot, text)
    if slot.kind == "term":
        if text not in slot.words:
            raise Wrong("a word outside the list" + _near(text, slot.words))
        return text
    if slot.kind in _PATTERNS:
        pattern = _PATTERNS[slot.kind]
        if len(text) > _LONGEST_ID or not pattern.fullmatch(text):
            raise Wrong(kind_of(text))
        return text
    if slot.kind == "shape":
        return shape_of(text)
    if not text.strip() or len(text) > _LONGEST_WORDS:
        raise Wrong("an empty text" if not text.strip() else "a very long text")
    return text


def shape_of(text: str) -> str:
    """Return a shape as evidence has it: `9999-AAAA` is `9999-aaaa`.

    Raises:
        Wrong: it has a letter or digit of a value, is so long that it could be one text alone, or
            is so short that it says nothing.
    """
    shape = text.strip().replace("A", "a")
    if not _SHAPE.fullmatch(shape):
        raise Wrong("letters or digits that could be somebody's")
    if len(shape) > _LONGEST_SHAPE:
        raise Wrong("a shape so long that it could be one value")
    if sum(sign in "a9?" for sign in shape) < _LEAST_PLACES:
        raise Wrong("a shape that says nothing")
    return shape


def _ground(slot: Slot, text: str) -> str | None:
    # Empty is its own fact: a purpose for which no ground is named.
    word = text.strip().lower()
    if not word:
        return None
    return word if word in slot.words else "other_words"


def _near(text: str, words: tuple[str, ...]) -> str:
    near = get_close_matches(text.strip().lower(), words, n=1, cutoff=0.6)
    return f" (near {near[0]})" if near else ""


def near_key(key: str, keys: Mapping[str, object]) -> str:
    """Return ` (near role)` where an unknown key looks like a mistyped known one, else ``."""
    return _near(key, tuple(keys))


def kind_of(value: object) -> str:
    """Say what kind of value this is; the value itself could be personal."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, dt.datetime):
        return "a day with a time"
    if isinstance(value, str):
        return _kind_of_text(value)
    kinds = {
        dt.date: "a day",
        dt.time: "a time",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "a table",
    }
    return kinds.get(type(value), "another kind of value")


def _kind_of_text(text: str) -> str:
    if not text.strip():
        return "an empty text"
    if "@" in text:
        return "a text with @"
    if any(letter.isspace() for letter in text):
        return "a text with spaces"
    if text != text.lower():
        return "a text with capital letters"
    return "a text"
