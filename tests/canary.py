"""Search every byte at rest for raw personal values: the proof of promise 1.

Independent of `amanat.detect`: it knows nothing but the values that the sample's generator wrote.
"""

import base64
import io
import json
import re
import sqlite3
import zipfile
import zlib
from contextlib import suppress
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
from daachorse import DoubleArrayAhoCorasick

#: A calendar's line ends after 75 bytes, within a word, and goes on after one blank.
_FOLDED = re.compile(r"\r?\n[ \t]")


def _base64_cores(raw: bytes) -> set[bytes]:
    """Base64 of the value wherever it stands in a longer text: the parts that do not depend on it."""
    cores = set()
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + raw + b"\0\0\0")
        start = -(-shift * 8 // 6) if shift else 0
        end = (shift + len(raw)) * 8 // 6
        cores.add(text[start:end])
    return {core for core in cores if len(core) >= 12}


def spellings(value: str) -> set[bytes]:
    """Every form in which the value may lie somewhere."""
    raw = value.encode()
    digits = "".join(each for each in value if each.isdigit())
    forms = {raw, value.lower().encode(), quote(value).encode(), value.encode("utf-16-le")}
    forms.add(json.dumps(value)[1:-1].encode())
    forms.add(escape(value).encode())
    forms |= _base64_cores(raw)
    if len(digits) >= 8:
        forms.add(digits.encode())
    return {form for form in forms if len(form) >= 5}


class Search:
    """All canaries in all spellings as one automaton."""

    def __init__(self, values: list[str]) -> None:
        forms: dict[bytes, int] = {}
        for number, value in enumerate(values):
            for form in spellings(value):
                forms.setdefault(form, number)
        self._numbers = list(forms.values())
        self._automaton = DoubleArrayAhoCorasick(list(forms))
        self._forms = list(forms)
        self._values = values

    def hits(self, roots: list[Path]) -> list[tuple[str, int]]:
        """(file, canary's number) for each hit in the files below `roots`, decoded as they are."""
        found = []
        for root in roots:
            files = [root] if root.is_file() else sorted(p for p in root.rglob("*") if p.is_file())
            for path in files:
                name = str(path.relative_to(root.parent))
                found += [(name, hit) for hit in self._in_bytes(name.encode())]
                for blob in _decoded(path.read_bytes()):
                    found += [(name, hit) for hit in self._in_bytes(blob)]
        return sorted(set(found))

    def in_text(self, text: bytes) -> list[int]:
        """Numbers of the canaries in a piece of output."""
        return sorted({hit for blob in _decoded(text) for hit in self._in_bytes(blob)})

    def _in_bytes(self, blob: bytes) -> set[int]:
        hits = set()
        for text in (blob, blob.lower()):
            for match in self._automaton.find_overlapping(text):
                start, end, number = match
                form = self._forms[number]
                # A short word may stand inside another word of our own; letters beside it tell.
                alone = not (
                    len(form) < 12
                    and (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
                )
                if alone:
                    hits.add(self._numbers[number])
        return hits


def _decoded(blob: bytes):
    yield blob
    yield from _unwritten(blob)
    # What a killed run left half written cannot be decoded: it was searched as it is.
    with suppress(pa.ArrowException, zipfile.BadZipFile, sqlite3.DatabaseError):
        yield from _unpacked(blob)


def _unwritten(blob: bytes):
    """Text as it was before it was written: calendars fold words, prose breaks lines, HTML escapes."""
    with suppress(UnicodeDecodeError):
        text = blob.decode()
        if "&" in text:
            text = unescape(text)
            yield text.encode()
        if "\n" in text:
            yield _FOLDED.sub("", text).encode()
            yield " ".join(text.split()).encode()


def _unpacked(blob: bytes):
    if blob[:4] == b"PAR1":
        table = pq.read_table(io.BytesIO(blob))
        yield str(table.schema).encode()
        for column in table.columns:
            yield from _column(column)
    elif blob[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(blob)) as archive:
            for member in archive.namelist():
                yield member.encode()
                yield from _decoded(archive.read(member))
    elif blob[:15] == b"SQLite format 3":
        database = sqlite3.connect(":memory:")
        database.deserialize(blob)
        yield "\n".join(database.iterdump()).encode()
    elif blob[:4] == b"%PDF":
        for piece in blob.split(b"stream")[1:]:
            try:
                yield zlib.decompress(piece.strip(b"\r\n"))
            except zlib.error:
                continue


def _column(column: pa.ChunkedArray):
    for chunk in column.chunks:
        plain = chunk.dictionary_decode() if pa.types.is_dictionary(chunk.type) else chunk
        kind = plain.type
        if pa.types.is_list(kind) or pa.types.is_large_list(kind):
            yield from _column(pa.chunked_array([plain.flatten()]))
        elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
            yield "\n".join(each or "" for each in plain.unique().to_pylist()).encode()
        elif pa.types.is_binary(kind) or pa.types.is_fixed_size_binary(kind):
            yield b"\n".join(each or b"" for each in plain.unique().to_pylist())
