"""Fold headers and cell values, so that spellings of one title compare equal."""

import re
from typing import Final
from unicodedata import normalize

#: Zero-width and directional marks that spreadsheets and chat exports leave in titles.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00]")
_SEPARATORS: Final = re.compile(r"[\s_\-./]+")
_QUOTES: Final = "\"'\u2018\u2019\u201c\u201d`"


def fold(header: str) -> str:
    """Return a title as it is compared: NFKC, case-folded, separators as one `_`.

    Runs of space, `_`, `-`, `.` and `/` become one `_`; BOM, zero-width marks and outer quotes go.
    camelCase is folded, not split: `CreatedById` gives `createdbyid`. Folding twice changes
    nothing.
    """
    text = header
    for _ in range(4):  # case-folding can yield what NFKC changes again; it settles at once
        folded = _once(text)
        if folded == text:
            break
        text = folded
    return text


def _once(text: str) -> str:
    plain = normalize("NFKC", _INVISIBLE.sub("", normalize("NFKC", text)).casefold())
    return _SEPARATORS.sub("_", plain.strip().strip(_QUOTES).strip()).strip("_")
