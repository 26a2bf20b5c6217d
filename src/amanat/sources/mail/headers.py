"""Read the headers of a message as they come: folded, in any charset, wrong ones as well."""

import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote_to_bytes

from amanat.sources.stream import decode

#: Headers of more bytes are read up to here: no honest list of addresses is longer.
_LONGEST: Final = 256 << 10
_DATE: Final = 200
_PARAMETERS: Final = 16 << 10
_FIELD: Final = re.compile(rb"^([!-9;-~]{1,80}):[ \t]*(.*(?:\r?\n[ \t].*)*)", re.MULTILINE)
_FOLD: Final = re.compile(r"\r?\n[ \t]")
_WORD: Final = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]*)?\?([bq])\?([^?]*)\?=", re.IGNORECASE)
_ADDRESS: Final = re.compile(
    r"""(?:"((?:\\.|[^"\\]){0,400})"|([^,;:<>"]{0,200}))\s{0,9}<\s*([^<>\s]{1,320})\s*>"""
    r"""|([^\s,;:<>"()\[\]]{1,250}@[^\s,;:<>"()]{1,250})"""
)
_PARAMETER: Final = re.compile(
    r""";\s*([^\s=;"]{1,80})\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)""", re.DOTALL
)
_NUMBERED: Final = re.compile(r"\*(\d{1,3})\*?$")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")
#: Codecs that are no charsets of text, or take time out of proportion.
_NO_CHARSETS: Final = frozenset(
    str.split("idna punycode unicode_escape raw_unicode_escape undefined mbcs oem")
)


@dataclass(frozen=True, slots=True)
class Headers:
    """Headers in order: names in lower case, values unfolded and not decoded yet."""

    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, data: bytes) -> "Headers":
        """Read the block of headers that a message or a part begins with."""
        return cls(
            tuple(
                (
                    found[1].decode("ascii").lower(),
                    _FOLD.sub(" ", decode(found[2], "utf-8")).strip(),
                )
                for found in _FIELD.finditer(data[:_LONGEST])
            )
        )

    def first(self, name: str) -> str:
        """Return the first value of a header as it was written; empty without one."""
        return next((value for field, value in self.fields if field == name), "")

    def text(self, name: str) -> str | None:
        """Return a header as text, encoded words decoded; None without one."""
        return plain(self.first(name)) or None

    def addresses(self, name: str) -> list[tuple[str, str]]:
        """Return (name, address) of all that the headers of a name list."""
        values = [value for field, value in self.fields if field == name and value]
        found = [match for value in values for match in _ADDRESS.finditer(value[:_LONGEST])]
        named = [(match[1] or match[2] or "", match[3] or match[4]) for match in found]
        return [(plain(shown), address) for shown, address in named if "@" in address]

    def moment(self, name: str = "date") -> str | None:
        """Return a time as ISO text with its offset; None where it cannot be read."""
        try:
            moment = parsedate_to_datetime(self.first(name)[:_DATE])
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        # "-0000" says that the zone is not known, and the time is UTC.
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()

    def parameters(self, name: str) -> tuple[str, dict[str, str]]:
        """Return a header's value (`text/plain`) in lower case, and its parameters by name."""
        value = self.first(name)[:_PARAMETERS]
        head = value.partition(";")[0].strip().lower()
        said: dict[str, list[tuple[int, str]]] = {}
        for found in _PARAMETER.finditer(value):
            written = found[2].strip()
            if written.startswith('"'):
                written = re.sub(r"\\(.)", r"\1", written[1:-1])
            key = found[1].lower()
            number = _NUMBERED.search(key)
            place = int(number[1]) if number else 0
            said.setdefault(key[: number.start()] if number else key, []).append((place, written))
        whole = {key: "".join(text for _, text in sorted(parts)) for key, parts in said.items()}
        return head, {key.rstrip("*"): _extended(text) for key, text in sorted(whole.items())}


def plain(text: str) -> str:
    """Decode the encoded words of a header's value."""
    if "=?" in text:
        text = "".join(_decoded(text))
    return _CONTROL.sub(" ", text).strip()


def _decoded(text: str) -> Iterator[str]:
    """Yield plain pieces and decoded ones; neighbours share their bytes, as letters may be cut."""
    charset, held, at = "", b"", 0
    for word in _WORD.finditer(text):
        between = text[at : word.start()]
        if between.strip() or word[1].lower() != charset:
            yield in_charset(held, charset)
            held = b""
            yield between if between.strip() or not charset else ""
        charset, held, at = word[1].lower(), held + _bytes(word[2], word[3]), word.end()
    yield in_charset(held, charset)
    yield text[at:]


def charset_of(name: str) -> str | None:
    """Return the codec of a charset's name; None for what is none."""
    try:
        found = codecs.lookup(name.strip().lower())
    except (LookupError, ValueError):
        return None
    text = getattr(found, "_is_text_encoding", True) and found.name not in _NO_CHARSETS
    return found.name if text else None


def in_charset(data: bytes, charset: str) -> str:
    """Decode text; a charset that is wrong or unknown is guessed as UTF-8, then cp1252."""
    known = charset_of(charset) if charset else None
    if known in (None, "utf-8", "ascii"):
        return decode(data, "utf-8")
    try:
        text = data.decode(known, "replace")
    except (UnicodeError, LookupError):
        return decode(data, "utf-8")
    # UTF-7 can write halves of letters, which are no text.
    return text.encode("utf-8", "replace").decode("utf-8") if known == "utf-7" else text


def _bytes(kind: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if kind in "qQ":
        return binascii.a2b_qp(raw, header=True)
    try:
        return binascii.a2b_base64(raw + b"===")
    except binascii.Error:
        return raw


def _extended(text: str) -> str:
    """Decode `charset'language'percent-encoded`, or encoded words where nobody should put them."""
    parts = text.split("'", 2)
    if len(parts) == 3 and charset_of(parts[0]) is not None:
        return in_charset(unquote_to_bytes(parts[2]), parts[0])
    return plain(text)
