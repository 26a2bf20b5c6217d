"""Read the text of a DOCX: body, tables, notes, comments, headers, footers, deleted words."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, Final

from amanat.sources.limits import Limits
from amanat.sources.model import Locator
from amanat.sources.readers.ooxml import Event, Packed, error
from amanat.sources.readers.whole import whole_bytes

_MAIN: Final = "word/document.xml"
#: A piece of text is cut at the first line end behind so many characters.
_PIECE: Final = 1 << 20
#: Words that were deleted with changes tracked are still in the file.
_WORDS: Final = frozenset({"t", "delText", "text"})
_LINES: Final = frozenset({"p", "tr", "text"})
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PARTS: Final = (
    ("footnotes", "footnotes"),
    ("endnotes", "endnotes"),
    ("comments", "comments"),
    ("header", "page header"),
    ("footer", "page footer"),
)


def texts(where: Locator, limits: Limits) -> Iterator[Any]:
    """Yield [[title of the part, text]] for each part or piece with text, then what to note.

    Raises:
        SourceError: `truncated`, `corrupt`, `encrypted`, `over_size`, `over_ratio` or `empty`.
    """
    data = whole_bytes(where, limits)
    packed = Packed(data, limits)
    main = packed.main(_MAIN)
    folder = main.rpartition("/")[0]
    parts = [("", main)]
    parts += [(title, name) for stem, title in _PARTS for name in packed.numbered(folder, stem)]
    read = 0
    for title, name in parts:
        for text in paragraphs(packed.events(name)):
            read += 1
            yield [[title or None, text]]
    inside = any(name.startswith(f"{folder}/embeddings/") for name in packed.names)
    if not read and not inside:
        raise error("empty")
    yield {
        "hash": blake2b(data, digest_size=16).digest(),
        "partly": "members_skipped" if inside else None,
    }


def paragraphs(events: Iterable[Event]) -> Iterator[str]:
    """Yield text in pieces of whole lines: a line is a paragraph, or a row of a table.

    Words that stand twice for older programs (`Fallback`) are read once.
    """
    lines = _Lines()
    for kind, name, _ in events:
        if kind == "start":
            lines.begin(name)
        elif kind == "end":
            lines.end(name)
            if lines.size > _PIECE and lines.whole:
                yield from lines.taken()
        else:
            lines.write(name)
    yield from lines.taken()


class _Lines:
    """Text as it grows."""

    def __init__(self) -> None:
        self.size = 0
        self._pieces: list[str] = []
        self._cells = 0
        self._words = 0
        self._unseen = 0

    @property
    def whole(self) -> bool:
        """Whether a line may end here; a row of a table longer than any is cut all the same."""
        return not self._cells or self.size > 4 * _PIECE

    def begin(self, name: str) -> None:
        self._unseen += name == "Fallback"
        self._cells += name == "tc"
        self._words += name in _WORDS
        if name in _SIGNS and not self._unseen:
            self._add(" " if self._cells else _SIGNS[name])

    def end(self, name: str) -> None:
        self._unseen -= name == "Fallback"
        self._words -= name in _WORDS
        if name == "tc":
            self._cells -= 1
            self._add("\t")
        elif name in _LINES:
            self._add(" " if self._cells else "\n")

    def write(self, text: str) -> None:
        if self._words and not self._unseen:
            self._add(text)

    def taken(self) -> Iterator[str]:
        text = "".join(self._pieces).replace(" \t", "\t").strip()
        self._pieces.clear()
        self.size = 0
        if text:
            yield text

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self.size += len(text)
