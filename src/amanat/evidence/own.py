"""A team's own patterns and words in `amanat.toml`: read strictly, tested, used beside ours."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b
from typing import Any, Final

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from amanat.detect import own_patterns
from amanat.detect.columns import ColumnKind, classify
from amanat.detect.headers import fold
from amanat.detect.own_patterns import Pattern
from amanat.detect.scan import scan
from amanat.detect.topics import topics
from amanat.terms.categories import CATEGORIES
from amanat.terms.errors import UserError
from amanat.terms.words import TIERS, TOPICS

_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
#: Where a word stands: in the title of a column, or in text, where it tells a sensitive topic.
SOUGHT_IN: Final = ("header", "notes")
#: Per mille of the filled cells from which on a column is of one kind.
_TYPED: Final = 800


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase of a team. `where`: one of `SOUGHT_IN`; in notes `category` is a topic."""

    word: str
    where: str
    category: str
    matches: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """What a team adds to our detectors; empty where it adds nothing."""

    patterns: tuple[Pattern, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def digest(self) -> str:
        """Hash of what changes results: a unit that was read without it was read otherwise."""
        if not (self.patterns or self.words):
            return ""
        parts = [[astuple(each) for each in group] for group in (self.patterns, self.words)]
        return blake2b(json.dumps(parts).encode(), digest_size=8).hexdigest()

    @property
    def cues(self) -> tuple[tuple[str, str], ...]:
        """Words that tell a topic in notes, each with its topic."""
        return tuple((each.word, each.category) for each in self.words if each.where == "notes")

    def spans(self, texts: pa.Array, spans: pa.Table) -> pa.Table:
        """Return the spans of built-in detectors in some cells together with the team's own."""
        if not self.patterns:
            return spans
        return own_patterns.beside(spans, own_patterns.find(texts, self.patterns))

    def kind(self, title: str, values: pa.Array, counts: pa.Array, kind: ColumnKind) -> ColumnKind:
        """Say again what a column holds, now with the team's patterns and words.

        What the built-in detectors confirmed stays. A pattern that covers most values goes before
        a word in the title.

        Args:
            title: the column's header.
            values: its n distinct values, large_string, without nulls.
            counts: n int64, how often each comes.
            kind: what the built-in detectors say.
        """
        if kind.tier == "confirmed" or kind.free_text:
            return kind
        for pattern in self.patterns:
            hits = _covered(pattern, values, counts)
            filled = int(pc.sum(counts).as_py() or 0)
            if hits and hits * 1000 >= _TYPED * filled:
                return _of(kind, pattern.category, pattern.tier, hits)
        named = self.named(title)
        return kind if named is None or kind.contaminated else _of(kind, named, "likely", 0)

    def named(self, title: str) -> str | None:
        """Return the category that a column's title says by a word of the team."""
        folded = f"_{fold(title)}_"
        return next(
            (
                each.category
                for each in self.words
                if each.where == "header" and f"_{fold(each.word)}_" in folded
            ),
            None,
        )

    def refuse_failing(self) -> None:
        """Run the tests that stand beside the patterns and words.

        Raises:
            UserError: some fail; all of them are named, without a word of theirs.
        """
        faults = []
        for number, pattern in enumerate(self.patterns, start=1):
            failing = own_patterns.failing(pattern)
            if failing is not None:
                faults.append(_failed(f"[[pattern]] {number} ({pattern.name})", *failing))
        for number, word in enumerate(self.words, start=1):
            told = self._failing(word)
            if told is not None:
                faults.append(_failed(f"[[word]] {number}", *told))
        if faults:
            raise UserError(
                where="amanat.toml",
                found="; ".join(faults),
                wanted="patterns and words that find their matches and none of their misses",
                remedy="correct the pattern or its examples; nothing was read",
            )

    def _failing(self, word: Word) -> tuple[str, int] | None:
        alone = Own(words=(word,))
        for name, texts, wanted in (
            ("matches", word.matches, True),
            ("misses", word.misses, False),
        ):
            for number, text in enumerate(texts, start=1):
                if alone.tells(text, word) is not wanted:
                    return name, number
        return None

    def tells(self, text: str, word: Word) -> bool:
        """Whether a title or a text says what a word stands for."""
        if word.where == "header":
            return self.named(text) == word.category
        found = topics(pa.array([text], pa.large_string()), more=self.cues)
        return word.category in found["topic"].to_pylist()


NOTHING: Final = Own()


@dataclass(frozen=True, slots=True)
class Search:
    """The detectors in use: ours without those that are off, and the team's own."""

    off: frozenset[str] = frozenset()
    own: Own = NOTHING

    def spans(self, texts: pa.Array) -> pa.Table:
        """Find identifiers in cells, as `detect.scan.scan` gives them."""
        return self.own.spans(texts, scan(texts, off=self.off))

    def topics(self, texts: pa.Array) -> pa.Table:
        """Find sensitive topics in cells, as `detect.topics.topics` gives them."""
        return topics(texts, off=self.off, more=self.own.cues)

    def classify(self, title: str, values: pa.Array, counts: pa.Array) -> ColumnKind:
        """Say what a column holds, from its title, its distinct values and how often each comes."""
        kind = classify(title, values, counts, off=self.off)
        return self.own.kind(title, values, counts, kind)


def read_own(tables: Mapping[str, Any]) -> tuple[Own, list[str]]:
    """Read the tables `[[pattern]]` and `[[word]]` of a file.

    Returns:
        What could be read, and every fault: which entry, which key, never what stands there.
    """
    faults: list[str] = []
    patterns = _entries("pattern", tables.get("pattern", []), _Pattern, faults)
    words = _entries("word", tables.get("word", []), _Word, faults)
    good = [
        Pattern(each.name, each.regex, each.category, each.tier, each.matches, each.misses)
        for at, each in patterns
        if not _add(faults, f"[[pattern]] {at}", _pattern_faults(each))
    ]
    kept = [
        Word(each.word, each.where, each.category, each.matches, each.misses)
        for at, each in words
        if not _add(faults, f"[[word]] {at}", _word_faults(each))
    ]
    names = [each.name for each in good]
    faults += [f"[[pattern]]: two called '{name}'" for name in sorted(_twice(names))]
    return Own(tuple(good), tuple(kept)), faults


class _Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    regex: str
    category: str
    matches: tuple[str, ...]
    misses: tuple[str, ...]
    tier: str = "likely"


class _Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    word: str
    where: str
    category: str
    matches: tuple[str, ...]
    misses: tuple[str, ...]


def _entries(name: str, tables: Any, struct: type[Any], faults: list[str]) -> list[tuple[int, Any]]:
    if not isinstance(tables, list):
        faults.append(f"'{name}' that is no table [[{name}]]")
        return []
    found = []
    for number, table in enumerate(tables, start=1):
        try:
            found.append((number, msgspec.convert(table, struct)))
        except msgspec.ValidationError:
            wanted = ", ".join(struct.__struct_fields__)
            faults.append(f"[[{name}]] {number} with other keys or values than {wanted}")
    return found


def _pattern_faults(entry: _Pattern) -> list[str]:
    faults = [] if _NAME.fullmatch(entry.name) else ["a name that is no slug such as kyc-ref"]
    wrong = own_patterns.fault(entry.regex)
    faults += [wrong] if wrong else []
    known = [each.id for each in CATEGORIES.values() if each.mention_kind != "topic"]
    faults += [] if entry.category in known else [f"a category that is none of {', '.join(known)}"]
    faults += [] if entry.tier in TIERS else [f"a tier that is none of {', '.join(TIERS)}"]
    return faults + _examples(entry.matches, entry.misses)


def _word_faults(entry: _Word) -> list[str]:
    if entry.where not in SOUGHT_IN:
        return [f"a where that is none of {', '.join(SOUGHT_IN)}"]
    faults = [] if len(fold(entry.word)) > 1 else ["a word of less than two letters"]
    known = tuple(CATEGORIES) if entry.where == "header" else TOPICS
    faults += [] if entry.category in known else [f"a category that is none of {', '.join(known)}"]
    return faults + _examples(entry.matches, entry.misses)


def _examples(matches: Sequence[str], misses: Sequence[str]) -> list[str]:
    return [] if matches and misses else ["no example of matches or none of misses"]


def _add(faults: list[str], where: str, found: list[str]) -> bool:
    faults += [f"{where}: {each}" for each in found]
    return bool(found)


def _twice(names: Sequence[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def _failed(where: str, name: str, number: int) -> str:
    did = "found nothing in" if name == "matches" else "found something in"
    return f"{where} {did} number {number} of its {name}"


def _covered(pattern: Pattern, values: pa.Array, counts: pa.Array) -> int:
    """Count cells of which a pattern covers at least 60 of 100 characters."""
    found = own_patterns.find(values, [pattern])
    size = np.asarray(pc.utf8_length(values).to_numpy(zero_copy_only=False))
    row = found["row"].to_numpy()
    whole = np.unique(row[found["length"].to_numpy() * 10 >= size[row] * 6])
    return int(np.asarray(counts.to_numpy(zero_copy_only=False))[whole].sum())


def _of(kind: ColumnKind, category: str, tier: str, hits: int) -> ColumnKind:
    known = CATEGORIES[category]
    return replace(
        kind,
        category=category,
        tier=tier,
        personal="yes" if known.person else "no",
        spdi_class=known.spdi_class,
        contaminated=False,
        hits=hits,
    )
