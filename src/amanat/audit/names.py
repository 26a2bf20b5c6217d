"""Screen what evidence does not hold: file names in the report, told as its titles are told."""

from collections.abc import Sequence

from amanat.detect.people import screen
from amanat.evidence.derive.titles import UNSHOWN, Known
from amanat.evidence.store import are_screened


def nobody(asked: Sequence[str]) -> list[bool]:
    """Say that no known person is called so: before people are known."""
    return [False] * len(asked)


class Screener:
    """Screens titles and remembers who is known, so that what comes later is screened alike."""

    def __init__(self) -> None:
        """Know nobody yet."""
        self._known: Known = nobody

    def __call__(self, titles: Sequence[str], known: Known) -> list[str]:
        """Return screened titles, as `derive` asks for them."""
        self._known = known
        return screen(titles, known)

    def names(self, raw: Sequence[str]) -> tuple[str, ...]:
        """Return n names of files without what could be a person's."""
        texts = screen(raw, self._known)
        return tuple(
            text if fits else UNSHOWN for text, fits in zip(texts, are_screened(texts), strict=True)
        )
