"""The labelled text that the names tagger learns from, as records."""

import hashlib
import json
from pathlib import Path

from names_text import Record


def labelled(path: Path) -> list[Record]:
    """Read a set of the shape of `ner-train`; @handles are neither learnt nor unlearnt."""
    result = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        record = Record(text)
        for span in sorted(row["spans"], key=lambda each: each["start"]):
            start, end = span["start"], span["end"]
            if "@" in text[max(0, start - 2) : end]:
                record.skip.append((start, end))
            else:
                record.spans.append((start, end, span["label"]))
        result.append(record)
    return result


def held_out(record: Record) -> bool:
    """Say whether a note is one of the fifth that is only measured on."""
    return int(hashlib.sha256(record.text.encode()).hexdigest()[:8], 16) % 5 == 0


def written(path: Path) -> list[Record]:
    """Read notes written for this project: `persons` are pieces of `text`."""
    result = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        row = json.loads(line)
        text, taken = row["text"], [False] * len(row["text"])
        spans = []
        for person in sorted(set(row["persons"]), key=lambda each: (-len(each), each)):
            at = text.find(person)
            while at >= 0:
                end = at + len(person)
                whole = not (_letter(text, at - 1) or _letter(text, end))
                if whole and not any(taken[at:end]):
                    taken[at:end] = [True] * len(person)
                    spans.append((at, end, "PERSON"))
                at = text.find(person, at + 1)
        result.append(Record(text, sorted(spans)))
    return result


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or "\u0900" <= text[at] <= "\u0963")
