"""Two voices: the inside copy says all, the shared copy says no place and no small count."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence

from amanat.findings.model import Finding, Gap, Report, Task
from amanat.reports.suppress import hide, mask, nested, suppress
from amanat.reports.words import short_control
from amanat.terms.numbers import grouped
from amanat.terms.products import PRODUCTS

#: Systems that Amanat itself names; such a title says nothing about a company.
_OWN = frozenset({"files"})


class Voice(ABC):
    """How one copy of a report says things."""

    inside: bool

    @abstractmethod
    def count(self, number: int | None) -> str:
        """Return a count of people or records."""

    @abstractmethod
    def total(self, number: int, parts: Sequence[int], *, distinct: bool = False) -> str:
        """Return a total whose parts are shown elsewhere in the same copy."""

    @abstractmethod
    def within(self, outer: int | None, inners: Sequence[int | None]) -> tuple[str, ...]:
        """Return counts of which each is a part of the one before."""

    @abstractmethod
    def text(self, sentence: str) -> str:
        """Return a sentence that may hold counts and titles of systems."""

    @abstractmethod
    def system(self, system: str, title: str) -> str:
        """Return what a system is called."""

    @abstractmethod
    def card(self, gap: Gap) -> tuple[str, str, str, str]:
        """Return title, where, who and do of one of the worst gaps."""

    @abstractmethod
    def task(self, task: Task, findings: Mapping[str, Finding]) -> str:
        """Return what a task asks to do."""


class Inside(Voice):
    """The copy that stays: places, titles, exact counts."""

    inside = True

    def count(self, number: int | None) -> str:
        """Return the exact count."""
        return "not counted" if number is None else grouped(number)

    def total(self, number: int, parts: Sequence[int], *, distinct: bool = False) -> str:  # noqa: ARG002
        """Return the exact total."""
        return grouped(number)

    def within(self, outer: int | None, inners: Sequence[int | None]) -> tuple[str, ...]:  # noqa: ARG002
        """Return the exact counts."""
        return tuple("not read" if each is None else grouped(each) for each in inners)

    def text(self, sentence: str) -> str:
        """Return the sentence as it is."""
        return sentence

    def system(self, system: str, title: str) -> str:  # noqa: ARG002
        """Return the system's own title."""
        return title

    def card(self, gap: Gap) -> tuple[str, str, str, str]:
        """Return the card with its place."""
        return gap.title, gap.where, gap.who, gap.do

    def task(self, task: Task, findings: Mapping[str, Finding]) -> str:  # noqa: ARG002
        """Return the task's title."""
        return task.title


class Share(Voice):
    """The copy that leaves: product names stay, everything that names a place is gone."""

    inside = False

    def __init__(self, report: Report) -> None:
        named = [(line.system, line.title) for line in report.systems]
        named += [(line.system, line.title) for line in report.journey]
        named += [(line.system, line.title) for line in report.inventory]
        strangers = sorted({system for system, _ in named if not _public(system)})
        self._names = {
            system: f"Tool {_letters(number)}" for number, system in enumerate(strangers)
        }
        titles = {(title, self._names[system]) for system, title in named if system in self._names}
        self._titles = [
            (re.compile(rf"(?<!\w){re.escape(title)}(?!\w)"), name)
            # Longest first: a title may hold another one.
            for title, name in sorted(titles, key=lambda pair: (-len(pair[0]), pair))
            if title
        ]

    def count(self, number: int | None) -> str:
        """Return the count, hidden under five."""
        return hide(number)

    def total(self, number: int, parts: Sequence[int], *, distinct: bool = False) -> str:
        """Return the total, told as a floor where a small part would follow from it."""
        return suppress(number, parts, distinct=distinct).total

    def within(self, outer: int | None, inners: Sequence[int | None]) -> tuple[str, ...]:
        """Return the counts, hidden where they or their differences are small."""
        return nested(outer, inners)

    def text(self, sentence: str) -> str:
        """Return the sentence without names of unknown systems and without small counts."""
        for title, name in self._titles:
            sentence = title.sub(name, sentence)
        return mask(sentence)

    def system(self, system: str, title: str) -> str:
        """Return the product's name, or a letter for a system that has none of its own."""
        product, _, number = system.partition("~")
        if product in PRODUCTS:
            return f"{PRODUCTS[product].title} {number}".rstrip()
        return self._names.get(system, title)

    def card(self, gap: Gap) -> tuple[str, str, str, str]:
        """Return the card without its place; people are counted anew, not quoted."""
        people = gap.finding.people
        who = "people cannot be counted here"
        if people is not None:
            who = f"{hide(people)} people" if people != 0 else "nobody known by name"
        return self.text(gap.title_share), self.text(gap.where_share), who, self.text(gap.do_share)

    def task(self, task: Task, findings: Mapping[str, Finding]) -> str:
        """Return the shared title, or failing that a remedy, which names no place."""
        closed = [findings[each].remedy for each in task.finding_ids if each in findings]
        return self.text(task.title_share or (closed[0] if closed else short_control(task.control)))


def voice_of(report: Report, *, inside: bool) -> Voice:
    """Return how a copy says things: inside, or as it may leave the house."""
    return Inside() if inside else Share(report)


def _public(system: str) -> bool:
    product = system.partition("~")[0]
    return product in PRODUCTS or product in _OWN


def _letters(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"{number + 1}"
