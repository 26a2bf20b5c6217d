"""Take out of a text what would act on a terminal or turn the words around it."""

import re
import unicodedata
from typing import Final

#: Control characters, bidirectional marks, line separators, surrogates, private use, tags. The two
#: joiners (U+200C, U+200D) stay: Indian scripts need them.
HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
MARK: Final = "\ufffd"


def screened(text: str) -> str:
    """Return the text on one line, with a mark where a character would have acted."""
    return HIDDEN.sub(MARK, text.replace("\n", " ").replace("\t", " "))


def cells(text: str) -> int:
    """Return how many columns of a terminal the text takes."""
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrapped(text: str, width: int) -> list[str]:
    """Return lines of at most `width` columns; a word that is longer is cut.

    A no-break space keeps two words together and is shown as a space.
    """
    lines: list[str] = []
    line = ""
    for word in screened(text).split(" "):
        if not word:
            continue
        for piece in _pieces(word, width):
            longer = f"{line} {piece}" if line else piece
            if cells(longer) <= width:
                line = longer
            else:
                lines += [line] if line else []
                line = piece
    every = [*lines, line] if line else lines
    return [each.replace("\xa0", " ") for each in every]


def _pieces(word: str, width: int) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if cells(piece + letter) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]
