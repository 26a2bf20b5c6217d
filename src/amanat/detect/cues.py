"""The lexicon of sensitive topics: words that may tell a matter, and near misses that do not.

Each `data/topics_<topic>.txt` has one cue a line: plain (tells it), `~ cue` (only with a person in
the sentence), `cue + a|b` (only with one of these words in the sentence), `! phrase` (a near miss
that hides the cue inside it).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import daachorse

from amanat.terms.words import TOPICS


@dataclass(frozen=True, slots=True)
class Cue:
    """One reading of a cue: `topic` None is a near miss; `beside` must match the sentence."""

    topic: str | None
    weak: bool
    beside: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The automaton over lower-case UTF-8, and what each of its patterns can mean."""

    automaton: daachorse.DoubleArrayAhoCorasick
    meanings: tuple[tuple[Cue, ...], ...]


_FOLDED = bytes(
    byte
    if byte >= 128
    else (byte | 32)
    if chr(byte).isalpha()
    else byte
    if chr(byte).isdigit()
    else 32
    for byte in range(256)
)


def fold_bytes(text: bytes) -> bytes:
    """Return as many bytes: ASCII letters in lower case, other scripts as they are, else spaces.

    Every cue begins with a space, so that the search skips the insides of words.
    """
    return text.translate(_FOLDED)


@cache
def lexicon(topics: frozenset[str], more: tuple[tuple[str, str], ...] = ()) -> Lexicon:
    """Return the lexicon of some topics; near misses of all topics hold for each.

    Args:
        topics: those that are wanted.
        more: (cue, topic) pairs beside the built-in ones, each telling its topic plainly.
    """
    meanings: dict[str, list[Cue]] = {}
    for text, topic in more:
        if topic in topics:
            folded = unicodedata.normalize("NFC", text).strip()
            meanings.setdefault(folded, []).append(Cue(topic, weak=False, beside=None))
    for topic in TOPICS:
        for line in _lines(topic):
            text, cue = _cue(topic, line)
            if cue.topic is None or cue.topic in topics:
                meanings.setdefault(text, []).append(cue)
    merged: dict[bytes, list[Cue]] = {}
    for text, cues in sorted(meanings.items()):
        merged.setdefault(fold_bytes(b" " + text.encode()).rstrip(), []).extend(cues)
    words = sorted(merged)
    automaton = daachorse.DoubleArrayAhoCorasick(
        words, match_kind=daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )
    return Lexicon(automaton, tuple(tuple(merged[word]) for word in words))


def _lines(topic: str) -> list[str]:
    path = files("amanat.detect") / "data" / f"topics_{topic}.txt"
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _cue(topic: str, line: str) -> tuple[str, Cue]:
    if line.startswith("! "):
        return line[2:], Cue(None, weak=False, beside=None)
    weak = line.startswith("~ ")
    text, _, beside = line.removeprefix("~ ").partition(" + ")
    pattern = beside and re.compile(
        "|".join(
            rf"(?<![\w\u0900-\u097f]){re.escape(word)}"
            + ("" if len(word) > 4 else r"(?![\w\u0900-\u097f])")
            for word in beside.split("|")
        )
    )
    return text.strip(), Cue(topic, weak, pattern or None)
