"""Read the text of an RTF."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from striprtf.striprtf import rtf_to_text

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import Locator
from amanat.sources.readers.whole import whole_bytes


def texts(where: Locator, limits: Limits) -> Iterator[Any]:
    """Yield [[None, text]] and then what to note.

    Raises:
        SourceError: `truncated`, `over_size` or `empty`.
    """
    data = whole_bytes(where, limits, limits.max_document)
    text = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace").strip()
    cut = not data.rstrip(b"\x00\r\n\t ").endswith(b"}")
    if not text:
        raise SourceError(
            "truncated" if cut else "empty", "a text without words", "one with words", "nothing"
        )
    yield [[None, text]]
    yield {
        "hash": blake2b(data, digest_size=16).digest(),
        "partly": "truncated_tail" if cut else None,
    }
