"""Read the register strictly: all faults of all files at once, and nothing used until they mend."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from amanat.law.load import controls
from amanat.register.faults import Fault, RegisterError
from amanat.register.model import Company, Complete, Entry, Objection, Register, Retention
from amanat.register.parse import Parsed, parse
from amanat.register.subjects import FILES, SUBJECTS, Subject
from amanat.register.tables import tables
from amanat.register.values import SEEN_OUTSIDE, Slot, Wrong, clean, kind_of, near_key, slots
from amanat.terms.words import TERMS

__all__ = ["Refuse", "Register", "read_register", "tables"]

#: Says for each id whether a detector finds personal data in it.
Refuse = Callable[[Sequence[str]], Sequence[bool]]

_BUILT_IN_PURPOSES: Final = frozenset(f"class-{name}" for name in TERMS["purpose_class"])


class _At(NamedTuple):
    """A file and a place in it."""

    file: str
    place: str = ""

    def inside(self, place: str) -> "_At":
        return _At(self.file, f"{self.place}, {place}" if self.place else place)


@dataclass(frozen=True, slots=True)
class _Seen:
    """An id at its place, for the checks that need all files."""

    at: _At
    text: str
    listed_in: str | None


@dataclass(slots=True)
class _Reading:
    """What one reading gathers."""

    faults: list[Fault] = field(default_factory=list)
    seen: list[_Seen] = field(default_factory=list)
    listed: dict[str, set[str]] = field(default_factory=dict)
    guesses: int = 0

    def fault(self, at: _At, found: str, wanted: str, remedy: str) -> None:
        self.faults.append(Fault(at.file, at.place, found, wanted, remedy))


def read_register(folder: Path, *, refuse: Refuse) -> Register:
    """Read the register of a workspace.

    Args:
        folder: `<workspace>/register`; a missing folder or file is an empty register.
        refuse: says for a list of ids which of them hold personal data; asked once.

    Raises:
        RegisterError: some file is at fault; all faults of all files are in it, without values.
    """
    reading = _Reading()
    _foreign_files(reading, folder)
    company = _company(reading, folder)
    complete = _complete(reading, folder)
    reading.listed["controls"] = set(controls())
    found: dict[str, Any] = {
        subject.name: _entries(reading, folder, subject) for subject in SUBJECTS.values()
    }
    _refused(reading, refuse)
    if reading.faults:
        raise RegisterError(reading.faults)
    return Register(company=company, complete=complete, guesses=reading.guesses, **found)


def checked(subject: str, values: Mapping[str, Any], *, refuse: Refuse) -> Entry:
    """Return an entry as the register would read it; `values` without those that are None.

    Raises:
        RegisterError: it would be at fault; all its faults are in it.
    """
    reading = _Reading()
    of = SUBJECTS[subject]
    given = {name: value for name, value in values.items() if value is not None}
    entry = _entry(reading, _At(of.file, "the new entry"), of.struct, given, of.links)
    _refused(reading, refuse)
    if entry is None or reading.faults:
        raise RegisterError(reading.faults)
    return entry


def _foreign_files(reading: _Reading, folder: Path) -> None:
    for path in sorted(folder.glob("*.toml")):
        if path.name not in FILES:
            near = near_key(path.name, dict.fromkeys(FILES))
            reading.fault(
                _At("", "a file name"),
                f"a .toml file of another name{near}",
                f"one of: {', '.join(FILES)}",
                "give the file its right name, or move it out of the register",
            )


def _document(reading: _Reading, folder: Path, file: str) -> Parsed:
    found = parse(folder, file)
    if isinstance(found, Fault):
        reading.faults.append(found)
        return Parsed({}, "")
    return found


def _company(reading: _Reading, folder: Path) -> Company:
    document = _document(reading, folder, "company.toml").tables
    entry = _entry(reading, _At("company.toml"), Company, document, {})
    return entry if isinstance(entry, Company) else Company()


def _complete(reading: _Reading, folder: Path) -> tuple[Complete, ...]:
    at = _At("complete.toml")
    document = _document(reading, folder, at.file).tables
    table = document.pop("complete", {})
    _strange_keys(reading, at, document, ("complete",))
    if not isinstance(table, dict):
        reading.fault(at, kind_of(table), "a table", "begin the table with the line [complete]")
        return ()
    known, subjects = slots(Complete), TERMS["complete_subject"]
    inside = at.inside("[complete]")
    _strange_keys(reading, inside, table, (*subjects, "by", "note"))
    days = {key: table[key] for key in subjects if key in table}
    by = _value(reading, inside.inside("key by"), known["by"], table.get("by"))
    if days and "by" not in table:
        remedy = 'add a line with your user id: by = "user-2"'
        reading.fault(inside, "no key by", "who says so", remedy)
    rows = []
    for subject, day in days.items():
        on_day = _value(reading, inside.inside(f"key {subject}"), known["on_day"], day)
        if on_day is not None and by is not None:
            rows.append(Complete(subject=subject, on_day=on_day, by=by))
    return tuple(rows)


def _entries(reading: _Reading, folder: Path, subject: Subject) -> tuple[Entry, ...]:
    at = _At(subject.file)
    parsed = _document(reading, folder, subject.file)
    document = parsed.tables
    tables = document.pop(subject.entry, [])
    _strange_keys(reading, at, document, (subject.entry,))
    listed = reading.listed.setdefault(subject.name, set())
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        remedy = f"begin each entry with the line [[{subject.entry}]]"
        where = at.inside(f"key {subject.entry}")
        reading.fault(where, kind_of(tables), f"tables [[{subject.entry}]]", remedy)
        return ()
    lines = _lines(parsed.text, subject.entry, len(tables))
    entries: list[Entry] = []
    places: list[_At] = []
    for number, table in enumerate(tables, start=1):
        place = at.inside(f"{lines[number - 1]}entry {number}")
        if subject.key and isinstance(table.get(subject.key[0]), str):
            listed.add(table[subject.key[0]])
        # A guess may point to what nobody confirmed yet.
        links = {} if table.get("guess") is True else subject.links
        entry = _entry(reading, place, subject.struct, table, links)
        if entry is not None:
            entries.append(entry)
            places.append(place)
    _twice(reading, subject, entries, places)
    return tuple(entries)


def _lines(text: str, entry: str, count: int) -> list[str]:
    """Return `line 14, ` for each entry, or nothing where headers cannot be counted."""
    header = re.compile(rf"\s*\[\[\s*[\"']?{entry}[\"']?\s*\]\]")
    found = [n for n, line in enumerate(text.splitlines(), start=1) if header.match(line)]
    return [f"line {n}, " for n in found] if len(found) == count else [""] * count


def _entry(
    reading: _Reading,
    at: _At,
    struct: type[Entry],
    table: dict[str, Any],
    links: Mapping[str, str],
) -> Entry | None:
    """Return a confirmed entry; None for a guess, and where something of it is at fault."""
    before = len(reading.faults)
    known = slots(struct)
    guess = table.pop("guess", False)
    if not isinstance(guess, bool):
        remedy = "write true, or take the line out once you agree"
        reading.fault(at.inside("key guess"), kind_of(guess), "true or false", remedy)
    _strange_keys(reading, at, table, tuple(known))
    values = {}
    for key, slot in known.items():
        if key not in table:
            if slot.required:
                remedy = f"add the line {key} = ... to this entry"
                reading.fault(at, f"no key {key}", slot.wanted, remedy)
            continue
        where = at.inside(f"key {key}")
        value = _value(reading, where, slot, table[key], links.get(slot.field))
        if value is not None:
            values[slot.field] = value
    _whole(reading, at, struct, values)
    if guess is True:
        reading.guesses += 1
        return None
    return struct(**values) if len(reading.faults) == before else None


def _value(
    reading: _Reading, at: _At, slot: Slot, value: object, listed_in: str | None = None
) -> Any:
    if value is None:
        return None
    try:
        found = clean(slot, value)
    except Wrong as wrong:
        reading.fault(at, wrong.found, slot.wanted, "correct this line")
        return None
    if slot.kind in SEEN_OUTSIDE:
        texts: Iterable[str] = found if slot.many else (found,)
        reading.seen += [_Seen(at, text, listed_in) for text in texts]
    return found


def _strange_keys(
    reading: _Reading, at: _At, table: Mapping[str, Any], known: tuple[str, ...]
) -> None:
    for number, key in enumerate(table, start=1):
        if key not in known:
            # The key could be a person's name, so only its number and its neighbour are said.
            near = near_key(key, dict.fromkeys(known))
            reading.fault(
                at.inside(f"key number {number}"),
                f"a key that is not known{near}",
                f"one of: {', '.join(known)}",
                "correct the key, or write what it says as a comment that begins with #",
            )


def _twice(reading: _Reading, subject: Subject, entries: list[Entry], places: list[_At]) -> None:
    if not subject.key:
        return
    first: dict[tuple[Any, ...], _At] = {}
    for entry, at in zip(entries, places, strict=True):
        key = tuple(getattr(entry, name) for name in subject.key)
        if key in first:
            wanted = f"each {' and '.join(subject.key)} once"
            found = f"the same as {first[key].place}"
            reading.fault(at, found, wanted, "keep one of the two entries")
        first.setdefault(key, at)


def _whole(reading: _Reading, at: _At, struct: type[Entry], values: dict[str, Any]) -> None:
    """Check what no key shows alone."""
    begin, end = values.get("valid_from"), values.get("valid_to")
    if begin is not None and end is not None and end < begin:
        wanted = "valid_from on or before valid_to"
        reading.fault(at, "an end before the beginning", wanted, "correct one of the two")
    least, most = values.get("min_months"), values.get("max_months")
    if least is not None and most is not None and least > most:
        reading.fault(at, "min_months over max_months", "the reverse", "correct one of the two")
    if struct is Objection:
        _objection(reading, at, values)
    if struct is Retention and (values.get("covers") == "category") != ("category" in values):
        found = 'one of covers = "category" and category without the other'
        reading.fault(at, found, "both or none", "add or remove one of the two lines")


def _objection(reading: _Reading, at: _At, values: dict[str, Any]) -> None:
    """Check that an objection says what it is against, and no more than it can mean."""
    if not values.keys() & {"place_id", "dataset_id", "shape"}:
        wanted = "a place_id, a dataset_id or a shape"
        reading.fault(at, "none of them", wanted, "say where or what the objection is about")
    if "field_id" in values and "dataset_id" not in values:
        wanted = "the dataset_id of the field"
        reading.fault(at, "a field_id without it", wanted, "add the line dataset_id = ...")
    whole = values.get("kind") == "test_data" and "shape" not in values
    if not whole and not values.keys() & {"field_id", "category"}:
        wanted = "a category or a field_id: only a place or dataset of test data is so as a whole"
        reading.fault(at, "neither", wanted, "add the category that was found")
    if (values.get("kind") == "wrong_kind") != ("right_category" in values):
        found = 'one of kind = "wrong_kind" and right_category without the other'
        reading.fault(at, found, "both or none", "add or remove one of the two lines")
    if "right_category" in values and values["right_category"] == values.get("category"):
        reading.fault(
            at, "right_category and category alike", "two categories", "correct one of the two"
        )
    if "place_id" in values and "dataset_id" in values:
        wanted = "one of place_id and dataset_id"
        reading.fault(at, "both", wanted, "keep one of the two lines")


def _refused(reading: _Reading, refuse: Refuse) -> None:
    texts = sorted({seen.text for seen in reading.seen})
    hits = {text for text, hit in zip(texts, refuse(texts), strict=True) if hit} if texts else set()
    for seen in reading.seen:
        if seen.text in hits:
            reading.fault(
                seen.at,
                "what looks like personal data",
                "an id of your own making, such as vendor-4",
                "choose another id; who is meant can stand in a comment that begins with #",
            )
        elif seen.listed_in is not None and not _is_listed(reading, seen):
            place = "the controls (amanat law show)"
            if seen.listed_in != "controls":
                place = SUBJECTS[seen.listed_in].file
            remedy = f"list {seen.text} in {place}, or correct this line"
            reading.fault(seen.at, "an id that is listed nowhere", f"one of {place}", remedy)


def _is_listed(reading: _Reading, seen: _Seen) -> bool:
    if seen.listed_in == "purposes" and seen.text in _BUILT_IN_PURPOSES:
        return True
    return seen.text in reading.listed.get(seen.listed_in or "", ())
