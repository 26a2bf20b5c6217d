"""How each kind of data is known, in words: the detector, its check, what stands for what tier."""

from dataclasses import dataclass
from importlib import import_module
from typing import Final

from amanat.detect.detectors import names
from amanat.detect.headers import hint
from amanat.terms.words import TOPICS


@dataclass(frozen=True, slots=True)
class Why:
    """The detector that finds a category, and what it checks."""

    detector: str
    check: str


#: What a hit of a tier rests on.
TIERS_TOLD: Final = {
    "confirmed": "its check held, or its shape can be nothing else",
    "likely": "its shape, and a word beside it or the title of its column",
    "possible": "its shape alone: counted, never judged",
}
#: Categories that a detector of another name finds.
_FOUND_BY: Final = {
    "pan_company": "pan",
    "gstin_company": "gstin",
    "role_mailbox": "email",
    "location": "coordinates",
    "social_handle": "url",
}
_TOPIC: Final = Why("topics", "a cue of the topic in a sentence that speaks of a person")
_HEADER: Final = Why("headers", "the title of the column, or what its values are alike in")
_PLUGIN: Final = "as its plug-in has it"


def why(category: str) -> Why:
    """Return how a category is found; one that no detector finds is known by a title alone.

    The check is told in the words of the detector's own module.
    """
    if category in TOPICS:
        return _TOPIC
    name = _FOUND_BY.get(category, category)
    if name not in names():
        return _HEADER
    try:
        told = import_module(f"amanat.detect.{name}").__doc__
    except ModuleNotFoundError:
        told = None
    return Why(name, told.splitlines()[0].rstrip(".") if told else _PLUGIN)


def by_title(title: str, category: str) -> bool:
    """Whether a column's title says this category."""
    return hint(title).category == category
