"""What a file's name says before it is opened: its format, and whether it is anything of ours."""

import re
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

_FORMATS: Final = {
    "csv": "csv",
    "tsv tab": "tsv",
    "xlsx xlsm xlsb xls ods": "xlsx",
    "json": "json",
    "jsonl ndjson": "jsonl",
    "md markdown": "markdown",
    "html htm": "html",
    "txt text log vtt srt": "text",
    "zip": "zip",
    "pdf": "pdf",
    "docx": "docx",
    "png jpg jpeg gif webp bmp tif tiff heic heif svg ico "
    "mp3 m4a wav ogg oga opus flac aac amr wma mp4 mov avi mkv webm m4v 3gp wmv": "media",
}
_BY_SUFFIX: Final = {word: name for words, name in _FORMATS.items() for word in words.split()}
_UNSUPPORTED: Final = frozenset(
    str.split(
        "doc docm dot msg pst ost ppt pptx rtf odt odp xml eml mbox parquet avro orc sqlite "
        "sqlite3 db mdb accdb sql bak key numbers pages vsdx exe dll so"
    )
)
_UNPACK_FIRST: Final = frozenset(str.split("7z rar tar tgz bz2 xz zst tbz cab iso dmg"))
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


def format_of(name: str) -> tuple[str, str | None]:
    """Return the format that a name's suffix tells, and the reason if it is not read.

    A name without a telling suffix is `unknown` and without reason: its content decides.
    """
    words = name.lower().rsplit("/", 1)[-1].split(".")
    if len(words) > 2 and words[-1] == "gz":
        words.pop()
    suffix = words[-1] if len(words) > 1 else ""
    kind = _BY_SUFFIX.get(suffix, "unknown")
    if kind == "media":
        return kind, "media_not_read"
    if kind in ("pdf", "docx"):
        return kind, "agreement_not_read" if is_agreement(name) else "format_unsupported"
    if suffix in _UNPACK_FIRST:
        return kind, "unpack_first"
    return kind, "format_unsupported" if suffix in _UNSUPPORTED else None


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


def repaired(name: str) -> str:
    """Return a zip member's name as its maker wrote it: UTF-8 that was read as cp437."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
