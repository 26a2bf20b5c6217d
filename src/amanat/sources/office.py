"""Tell a packed office file from a plain zip by the first members, without unpacking it."""

import re
from typing import Final

_LOCAL: Final = re.compile(rb"PK\x03\x04.{26}(xl|word|ppt)/", re.DOTALL)
_TYPES: Final = b"[Content_Types].xml"
_KIND: Final = re.compile(
    rb"^PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\."
    rb"(spreadsheet|text|presentation)",
    re.DOTALL,
)
_OPEN: Final = {b"spreadsheet": "ods", b"text": "odt", b"presentation": "odp"}
_BY_SUFFIX: Final = {
    **dict.fromkeys(("xlsx", "xlsm", "xltx", "xltm", "xlsb", "xlam", "xls"), "xl"),
    **dict.fromkeys(("docx", "docm", "dotx", "doc"), "word"),
    **dict.fromkeys(("pptx", "pptm", "ppsx", "ppt"), "ppt"),
    "ods": "ods",
    "odt": "odt",
    "odp": "odp",
}


def packed_as(head: bytes, suffix: str) -> str | None:
    """Return what a zip is: "xl", "word", "ppt", "ods", "odt", "odp" or "zip"; None: no zip.

    A plain zip that holds a folder `word` is a zip; an office file whose telling members come
    late is what its suffix says.
    """
    if not head.startswith(b"PK"):
        return None
    open_kind = _KIND.match(head)
    if open_kind is not None:
        return _OPEN[open_kind[1]]
    member = _LOCAL.search(head)
    if member is not None and (_TYPES in head or suffix in _BY_SUFFIX):
        return member[1].decode("ascii")
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    return "zip" if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None
