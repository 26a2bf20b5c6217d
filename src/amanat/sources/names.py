"""What a file's name says before it is opened: its suffix, and whether it is anything of ours."""

import re
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

#: What is no text, is told by its suffix, and has no reader in `sources/formats/`.
_UNREAD: Final = {
    **dict.fromkeys(
        str.split(
            "png jpg jpeg gif webp bmp tif tiff heic heif svg ico "
            "mp3 m4a wav ogg oga opus flac aac amr wma mp4 mov avi mkv webm m4v 3gp wmv"
        ),
        ("media", "media_not_read"),
    ),
    **dict.fromkeys(
        str.split(
            "doc dot pst ost ppt odt odp xml orc db mdb accdb sql bak key numbers pages vsdx "
            "exe dll so"
        ),
        ("unknown", "format_unsupported"),
    ),
    **dict.fromkeys(str.split("rar zst cab iso dmg"), ("unknown", "unpack_first")),
}
#: Packings of a single file, which are undone on the way.
_PACKED: Final = frozenset({"gz", "bz2", "xz"})
#: Formats in which agreements are kept.
AGREEMENTS: Final = frozenset({"pdf", "docx"})
_JUNK: Final = re.compile(
    r"^(__macosx|\._.*|\.ds_store|thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#|\.git|\.svn)$",
    re.IGNORECASE,
)
_AGREEMENT: Final = frozenset(
    str.split(
        "dpa agreement agreements contract contracts msa addendum addenda nda sow "
        "subprocessor subprocessors"
    )
)
_HEX: Final = re.compile(r"^(?P<title>.*?)[ _](?P<key>[0-9a-f]{32})(?P<all>_all)?$", re.DOTALL)
_DATE: Final = re.compile(
    r"(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)(?![-_.]?\d{10})"
)


def suffix_of(name: str) -> str:
    """Return a name's suffix in lower case, without dot and without a packing's (`.gz`)."""
    words = name.lower().replace("\\", "/").rsplit("/", 1)[-1].split(".")
    if len(words) > 2 and words[-1] in _PACKED:
        words.pop()
    return words[-1] if len(words) > 1 else ""


def unread(name: str) -> tuple[str, str | None]:
    """Return format and reason of a name whose suffix no reader claims.

    A name without a telling suffix is `unknown` and without reason: its content decides.
    """
    return _UNREAD.get(suffix_of(name), ("unknown", None))


def speaks_of_agreement(name: str) -> bool:
    """Say whether a name is that of a PDF or DOCX of an agreement with somebody."""
    return suffix_of(name) in AGREEMENTS and is_agreement(name)


def is_agreement(name: str) -> bool:
    """Say whether a PDF's or DOCX's name speaks of an agreement with somebody."""
    stem = PurePosixPath(name).stem
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)
    words = set(re.split(r"[^a-z]+", split.lower()))
    return bool(words & _AGREEMENT) or {"data", "processing"} <= words


def is_junk(name: str) -> bool:
    """Say whether a file or folder is what an operating system leaves about."""
    return _JUNK.match(name) is not None


def split_key(stem: str) -> tuple[str, str | None, bool]:
    """Split a Notion name into title, page id (32 hex digits) and whether it is the `_all` twin."""
    found = _HEX.match(stem)
    if found is None:
        return stem, None, False
    return found["title"], found["key"], found["all"] is not None


def date_in(name: str) -> datetime | None:
    """Return the day that a name tells, as midnight UTC; None without one."""
    for found in _DATE.finditer(name):
        try:
            return datetime(int(found[1]), int(found[3]), int(found[4]), tzinfo=UTC)
        except ValueError:
            continue
    return None


class UniqueNames:
    """Names of a container's members, told apart where several are called the same."""

    def __init__(self) -> None:
        """Begin without any."""
        #: Of each name the number of the last member that is called so.
        self._last: dict[str, int] = {}

    def add(self, name: str) -> str:
        """Return a member's name, with ` #2` before its suffix where others are called so."""
        unique = name
        stem, dot, suffix = name.rpartition(".")
        # A number that was in use stays so: counting goes on where it ended.
        while unique in self._last:
            self._last[name] += 1
            count = self._last[name]
            unique = f"{stem} #{count}.{suffix}" if dot else f"{name} #{count}"
        self._last[unique] = 1
        return unique


def repaired(name: str) -> str:
    """Return a zip member's name as its maker wrote it: UTF-8 that was read as cp437."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
