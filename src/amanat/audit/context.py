"""The words around a place with what was found in them masked: for a screen, never for a file."""

from amanat.audit.locate import Shown
from amanat.audit.names import nobody
from amanat.detect.people import screen
from amanat.findings.model import Place


def masked_context(place: Place, shown: Shown, category: str, *, context: int) -> str:
    """Return the text of a place with its value, and what else a detector finds, as a category.

    Args:
        place: the place; `shown` is its text with at most `context` characters on each side.
        shown: as `Originals.show` gives it.
        category: stands for the place's own value.
        context: as it was asked for.
    """
    if place.offset is None or place.length is None:
        return f"[{category}]"
    begin = min(place.offset, context)
    before, behind = shown.text[:begin], shown.text[begin + place.length :]
    left, right = screen([before, behind], nobody)
    # Screening trims what stands at the edges.
    left += " " if before[-1:].isspace() else ""
    right = (" " if behind[:1].isspace() else "") + right
    return f"{left}[{category}]{right}"
