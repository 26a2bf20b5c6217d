"""Recognise a unit that is text: a table, JSON records, a page or running text."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from amanat.sources.chats import COLUMNS as CHAT_COLUMNS
from amanat.sources.chats import first_rows, is_chat
from amanat.sources.dialect import Chat, Csv, Document, Page
from amanat.sources.documents import COLUMNS, html_title, markdown_title
from amanat.sources.errors import SourceError
from amanat.sources.expand import stem_of
from amanat.sources.format import Form
from amanat.sources.header import find_header, is_footer, reads_like_titles
from amanat.sources.jsonshape import Shape, shape_of
from amanat.sources.limits import Limits
from amanat.sources.model import Found
from amanat.sources.names import split_key
from amanat.sources.opening import DAMAGE, open_unit
from amanat.sources.pages import page_table
from amanat.sources.sniff import Table, sniff_encoding, sniff_table
from amanat.sources.stream import decode

_TEXT_SAMPLE: Final = 256 << 10
_JSON_SAMPLE: Final = 1 << 20
_TAIL: Final = 4096
#: So many rows show what the cells of a column look like.
SAMPLE_ROWS: Final = 200
_PAGE: Final = re.compile(
    rb"^\s*(<!doctype html|<html\b|<\?xml[^>]*>\s*<html\b|<table\b|<head\b|<style\b|<meta\b)",
    re.IGNORECASE,
)
_PORTAL: Final = re.compile(r"https://app(?:-[a-z0-9]+)?\.hubspot\.com/[a-z-]+/(\d{4,12})/")
#: A link to somebody else's account stands in a note now and then, not row after row.
_LINKS: Final = 3
_SUBDOMAIN: Final = re.compile(r"^https://([a-z0-9-]+\.(?:zendesk|freshdesk)\.com)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sample:
    """The first piece of a unit. `whole`: it is all of it; `footer`: a report's stands below."""

    data: bytes
    whole: bool
    footer: bool


def is_page(data: bytes) -> bool:
    """Say whether text that begins so is HTML, whatever its name says."""
    return _PAGE.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def text_form(found: Found, limits: Limits) -> Form:
    """Return the form of text; its format says what kind of text the content is.

    Raises:
        SourceError: `empty`, `format_unknown`, `encoding_unknown`, `corrupt` or `over_size`.
    """
    with open_unit(found.where, limits) as stream:
        large = found.format in ("json", "jsonl")
        sample = _sample(stream, _JSON_SAMPLE if large else _TEXT_SAMPLE)
        encoding = sniff_encoding(sample.data)
        if not sample.data.strip(b"\x00 \t\r\n\xff\xfe\xef\xbb\xbf"):
            raise no_text("empty" if sample.whole else "format_unknown")
        text = decode(sample.data, encoding).removeprefix("\ufeff").replace("\x00", "")
        utf8 = text.encode("utf-8", "replace")
        if found.format == "html" or _PAGE.match(utf8):
            return _page_form(found, stream, sample, encoding, limits)
        if found.format == "markdown":
            name = markdown_title(text) if split_key(stem_of(found.where))[1] is not None else None
            return Form(
                "markdown", Document(encoding, "markdown"), COLUMNS, title=name, documents=True
            )
        if large or utf8.lstrip()[:1] in (b"{", b"["):
            shape = _json_shape(stream, sample, utf8, encoding, limits)
            if shape is not None:
                return _json_form(shape)
            if large:
                raise no_text("corrupt")
    return _text_form(found, text, encoding, sample)


def _sample(stream: BinaryIO, size: int) -> _Sample:
    data = _up_to(stream, size)
    if len(data) < size:
        return _Sample(data, whole=True, footer=_has_footer(data[-_TAIL:]))
    tail = b""
    if stream.seekable():
        stream.seek(-min(_TAIL, size), io.SEEK_END)
        tail = stream.read(_TAIL)
        stream.seek(size)
    return _Sample(data, whole=False, footer=_has_footer(tail))


def _up_to(stream: BinaryIO, size: int) -> bytes:
    pieces: list[bytes] = []
    have = 0
    while have < size:
        try:
            piece = stream.read(size - have)
        except DAMAGE:
            if not pieces:
                raise
            break
        if not piece:
            break
        pieces.append(piece)
        have += len(piece)
    return b"".join(pieces)


def _has_footer(tail: bytes) -> bool:
    text = tail.replace(b"\x00", b"").lower()
    return b"salesforce.com, inc" in text and (
        b"confidential information" in text or b"grand totals" in text
    )


def _json_shape(
    stream: BinaryIO, sample: _Sample, utf8: bytes, encoding: str, limits: Limits
) -> Shape | None:
    shape = shape_of(utf8, encoding, whole=sample.whole)
    if shape is not None or sample.whole:
        return shape
    # One record that is longer than the sample: a single large object.
    whole = _whole(stream, sample, encoding, limits)
    if whole is None:
        raise no_text("over_size")
    return shape_of(whole, encoding, whole=True)


def _whole(stream: BinaryIO, sample: _Sample, encoding: str, limits: Limits) -> bytes | None:
    """Return all of a unit as UTF-8; None where it is too long to be held."""
    more = b"" if sample.whole else _up_to(stream, limits.max_document)
    if len(more) >= limits.max_document:
        return None
    text = decode(sample.data + more, encoding).removeprefix("\ufeff").replace("\x00", "")
    return text.encode("utf-8", "replace")


def _page_form(
    found: Found, stream: BinaryIO, sample: _Sample, encoding: str, limits: Limits
) -> Form:
    """Read a page that is one table as that: business software saves reports so, as `.xls`."""
    data = _whole(stream, sample, encoding, limits)
    page = data if data is not None else sample.data
    rows = (
        page_table(page)
        if data is not None and split_key(stem_of(found.where))[1] is None
        else None
    )
    if rows is None:
        return Form(
            "html", Document(encoding, "html"), COLUMNS, title=html_title(page), documents=True
        )
    width = max(map(len, rows))
    header = find_header(rows, width)
    skip = header.first + header.rows
    filled = [any(row[index] for row in rows[skip:] if index < len(row)) for index in range(width)]
    dialect = Page(encoding, width, skip)
    return Form("html", dialect, header.titles, header.named, filled, rows[skip:])


def _json_form(shape: Shape) -> Form:
    url = next((str(record["url"]) for record in shape.records if "url" in record), "")
    host = _SUBDOMAIN.match(url)
    return Form(
        "jsonl" if shape.dialect.form == "lines" else "json",
        shape.dialect,
        shape.titles,
        rows=shape.rows(SAMPLE_ROWS),
        account=host[1].lower() if host is not None else None,
    )


def _text_form(found: Found, text: str, encoding: str, sample: _Sample) -> Form:
    if found.format in ("text", "unknown") and is_chat(text):
        begun = first_rows(text, SAMPLE_ROWS)
        return Form("text", Chat(encoding), CHAT_COLUMNS, rows=begun)
    endless = not sample.whole and "\n" not in text and "\r" not in text
    table = sniff_table("" if endless else text, whole=sample.whole)
    # A line that goes on and on is no header of a table: it is read as running text.
    if endless or (found.format not in ("csv", "tsv") and not _is_table(table)):
        return Form("text", Document(encoding, "text"), COLUMNS, documents=True)
    header = find_header(table.rows, table.width)
    written = table.rows[header.first] if header.rows and header.first < len(table.rows) else ()
    width = max(table.width, len(_trimmed(written)))
    if width > table.width:
        header = find_header(table.rows, width)
    skip = 0
    last = header.first + header.rows - 1
    if last >= 0 and last < len(table.ends):
        skip = len(text[: table.ends[last]].encode("utf-8", "replace"))
    rows = table.rows[last + 1 :]
    return Form(
        "tsv" if table.delimiter == "\t" else "csv",
        Csv(encoding, table.delimiter, table.escape, width, skip, pad=width > table.width),
        header.titles,
        header.named,
        [any(index < len(row) and row[index] for row in rows) for index in range(width)],
        rows,
        footer=sample.footer or any(is_footer(row[0]) for row in rows if len(row) == 1),
        portal=_portal(text),
    )


def _portal(text: str) -> str | None:
    """Return the HubSpot account that links to records speak of; None: none, or several."""
    portals = _PORTAL.findall(text)
    return portals[0] if len(portals) >= _LINKS and len(set(portals)) == 1 else None


def _trimmed(row: Sequence[str]) -> Sequence[str]:
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _is_table(table: Table) -> bool:
    """Say whether a text without a telling suffix is a table: prose has commas too."""
    least = 3 if table.delimiter == "," else 2
    if table.width < least or len(table.rows) < 2 or table.share < 900:
        return False
    return reads_like_titles(table.rows[0]) and not any(map(_is_prose, table.rows[0]))


def _is_prose(cell: str) -> bool:
    return cell.startswith(" ") or cell.endswith((".", "!", "?", ":")) or len(cell.split()) > 6


def no_text(reason: str) -> SourceError:
    """Return the error of a unit that cannot be read as text or table."""
    return SourceError(
        reason, "a file that cannot be read", "a table or text", "export it again as CSV or UTF-8"
    )
