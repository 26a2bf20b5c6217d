"""Read running text: one document a row, cut into pieces where it is very long."""

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
from selectolax.lexbor import LexborHTMLParser

from amanat.sources.cells import TEXT
from amanat.sources.dialect import Document
from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import ReadNotes
from amanat.sources.stream import Raw, Utf8

COLUMNS: Final = ("title", "text")
_PIECE: Final = 4 << 20
#: A cut falls on a line end or space of the last part, so that no number is cut in two.
_MARGIN: Final = 4096
_UNSEEN: Final = ("script", "style", "noscript", "template", "svg")
_HEADING: Final = re.compile(r"^#\s+(.+?)\s*$", re.MULTILINE)
_BLANKS: Final = re.compile(r"\n[ \t\n]*\n")


def read_document(
    raw: Raw, dialect: Document, title: str, notes: ReadNotes, limits: Limits
) -> Iterator[Any]:
    """Yield a batch of (title, text) for each piece of a document of any length.

    Raises:
        SourceError: `over_size`, for HTML too large to be parsed as a whole.
    """
    stream = Utf8(raw, dialect.encoding)
    if dialect.form == "html":
        data = stream.read(limits.max_document + 1)
        if len(data) > limits.max_document:
            raise SourceError("over_size", "a very large page", "a smaller one", "split the page")
        pieces = _cut(iter([html_text(data)]))
    else:
        pieces = _cut(_decoded(stream))
    for piece in pieces:
        if piece.strip():
            yield pa.record_batch(
                [pa.array([title or None], TEXT), pa.array([piece], TEXT)], names=list(COLUMNS)
            )
    raw.drain()
    if raw.cut:
        notes.partly = "truncated_tail"
    notes.content_hash = raw.digest()


def html_text(data: bytes) -> str:
    """Return what a reader of a page sees, one line a block; scripts and styles are dropped."""
    tree = LexborHTMLParser(data.decode("utf-8", "replace"))
    tree.strip_tags(list(_UNSEEN))
    root = tree.body or tree.root
    text = root.text(separator="\n", strip=False) if root is not None else ""
    return _BLANKS.sub("\n", text).strip()


def html_title(data: bytes) -> str | None:
    """Return the title of a page, if it says one."""
    node = LexborHTMLParser(data.decode("utf-8", "replace")).css_first("title")
    return (node.text(strip=True) or None) if node is not None else None


def markdown_title(text: str) -> str | None:
    """Return the first heading of a Markdown text, if it has one."""
    found = _HEADING.search(text[:4096])
    return found[1] if found is not None else None


def _decoded(stream: Utf8) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    while data := stream.read(_PIECE):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def _cut(texts: Iterator[str]) -> Iterator[str]:
    rest = ""
    for text in texts:
        rest += text
        while len(rest) > _PIECE:
            end = max(rest.rfind("\n", _PIECE - _MARGIN, _PIECE), 0) or max(
                rest.rfind(" ", _PIECE - _MARGIN, _PIECE), 0
            )
            end = end + 1 if end else _PIECE
            yield rest[:end]
            rest = rest[end:]
    yield rest
