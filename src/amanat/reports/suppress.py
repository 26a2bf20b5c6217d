"""Hide small counts of people and records in what leaves the house, also against subtraction.

A count of one to four is shown as "<5". Where such a count would follow from two numbers that
are shown, the larger one is told only as a floor ("27+"). Everything here is pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from amanat.terms.numbers import grouped

LEAST: Final = 5
HIDDEN: Final = "<5"
SOME: Final = "some"


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A total and its parts as they may be shown."""

    total: str
    parts: tuple[str, ...]


def hide(count: int | None, *, unknown: str = "not counted") -> str:
    """Return a count as it may leave the house: 0, <5, or the number itself."""
    if count is None:
        return unknown
    return HIDDEN if 0 < count < LEAST else grouped(count)


def suppress(total: int, parts: Sequence[int], *, distinct: bool = False) -> Suppressed:
    """Return total and parts so that no part under five can be computed from them.

    Args:
        total: what the parts add up to, or, with `distinct`, a union that is at most their sum.
        parts: counts of zero or more.
        distinct: parts may overlap (people of several systems).

    Returns:
        The total exactly, or as a floor that the shown parts give already.
    """
    shown = [part for part in parts if not 0 < part < LEAST]
    hidden = len(parts) - len(shown)
    safe = not hidden or (distinct and total - sum(shown) <= 1 + (LEAST - 1) * (hidden - 1))
    if hidden >= LEAST - 1 and len(shown) == shown.count(0):
        # "<5" would say of four hidden parts that each is one, "5+" that some is not.
        text = SOME
    elif 0 < total < LEAST or safe:
        text = hide(total)
    else:
        floor = max(shown, default=0) if distinct else sum(shown)
        text = f"{grouped(max(floor, LEAST))}+"
    return Suppressed(text, tuple(hide(part) for part in parts))


def nested(outer: int | None, inners: Sequence[int | None]) -> tuple[str, ...]:
    """Return counts that each lie within the one before, so that no difference under five shows.

    Args:
        outer: the number of all, shown elsewhere through `hide`.
        inners: parts of it, each a part of the one before; None: not read.

    Returns:
        A text for each of `inners`.
    """
    last = outer
    texts = []
    for inner in inners:
        if inner is None:
            texts.append("not read")
        elif inner == 0 or last is None or inner == last:
            texts.append(hide(inner))
        elif last < 2 * LEAST:
            texts.append(SOME)
        elif inner < LEAST:
            texts.append(HIDDEN)
        elif last - inner < LEAST:
            texts.append(f"{grouped(last - LEAST + 1)}+")
        else:
            texts.append(grouped(inner))
            last = inner
    return tuple(texts)


def of(part: int, whole: int) -> str:
    """Return "part of whole" so that neither the part nor the rest shows when it is small."""
    if part > whole:
        return f"{hide(part)} of {hide(whole)}"
    both = suppress(whole, (part, whole - part))
    return f"{both.parts[0]} of {both.total}"


#: What may be counted in the open: things of the company or of the law, never people or records.
_OPEN: Final = frozenset(
    (
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "control",
        "controls",
        "gap",
        "gaps",
        "finding",
        "findings",
        "question",
        "questions",
        "answer",
        "answers",
        "task",
        "tasks",
        "system",
        "systems",
        "tool",
        "tools",
        "file",
        "files",
        "vendor",
        "vendors",
        "agreement",
        "agreements",
        "field",
        "fields",
        "column",
        "columns",
        "sheet",
        "sheets",
        "list",
        "lists",
        "purpose",
        "purposes",
        "category",
        "categories",
        "digit",
        "digits",
        "crore",
        "lakh",
        "percent",
        "per",
        "and",
        "to",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    )
)
_NAMES: Final = frozenset(
    (
        "row",
        "rows",
        "rule",
        "rules",
        "section",
        "sections",
        "step",
        "task",
        "tab",
        "article",
        "question",
        "part",
        "gap",
        "phase",
        "version",
        "schedule",
        "item",
        "chapter",
        "rs",
    )
)
_FREE: Final = r"(?<![\w.,(:/#~<+-])"
_PAIR: Final = re.compile(_FREE + r"(\d[\d,]*) of (\d[\d,]*)(?![\w.-])(?:\s+([a-z]+))?")
_SMALL: Final = re.compile(_FREE + r"([1-4])(\s+)(?!of \d)([A-Za-z][\w-]*)")
_SPELLED: Final = re.compile(r"\b([Tt]wo|[Tt]hree|[Ff]our|[Oo]ne(?= person))\s+([a-z])([\w-]*)")


#: A verb in the singular would tell that "<5" is 1.
_PLURAL_VERBS: Final = {
    "gets": "get",
    "has": "have",
    "holds": "hold",
    "is": "are",
    "mentions": "mention",
    "names": "name",
    "speaks": "speak",
    "stands": "stand",
    "uses": "use",
}
_VERB: Final = re.compile(rf"(<5 [^.;:,]*?)\b({'|'.join(_PLURAL_VERBS)})\b")


def mask(text: str) -> str:
    """Return a sentence in which small counts of people and records are hidden.

    A net below the data model, whose shared sentences should not need it: numbers that stand
    before a word count, unless the word is harmless ("4 minutes") or the number names ("row 1").
    """
    text = _PAIR.sub(_pair, text)
    text = _SMALL.sub(lambda hit: _small(hit, text), text)
    return _VERB.sub(lambda hit: hit[1] + _PLURAL_VERBS[hit[2]], _SPELLED.sub(_spelled, text))


def _pair(hit: re.Match[str]) -> str:
    part, whole = int(hit[1].replace(",", "")), int(hit[2].replace(",", ""))
    if hit[3] in _OPEN:
        return hit[0]
    if part <= whole < LEAST * 2:
        said = f"{SOME} of {hide(whole)}" if 0 < part < whole else f"{hide(part)} of {hide(whole)}"
    else:
        said = of(part, whole)
    return f"{said} {hit[3]}" if hit[3] else said


def _small(hit: re.Match[str], text: str) -> str:
    before = text[: hit.start()].split()
    if hit[3].lower() in _OPEN or (before and before[-1].lower() in _NAMES):
        return hit[0]
    return f"{HIDDEN}{hit[2]}{_plural(hit[3]) if hit[1] == '1' else hit[3]}"


def _plural(noun: str) -> str:
    if noun == "person":
        return "people"
    if not noun.islower() or noun.endswith("s"):
        return noun
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def _spelled(hit: re.Match[str]) -> str:
    noun = hit[2] + hit[3]
    if noun in _OPEN:
        return hit[0]
    if noun == "person":
        return f"{HIDDEN} people"
    return (hit[2].upper() if hit[1][0].isupper() else hit[2]) + hit[3]
