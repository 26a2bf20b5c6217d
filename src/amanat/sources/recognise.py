"""Recognise a unit by its content: encoding, delimiter, header, layout, what its columns mean."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from amanat.sources.archive import where_name
from amanat.sources.bodies import with_rules
from amanat.sources.dialect import Csv, Document, Json, Page
from amanat.sources.documents import COLUMNS, html_title, markdown_title
from amanat.sources.errors import SourceError
from amanat.sources.fold import fold
from amanat.sources.header import find_header, is_footer, reads_like_titles, unique
from amanat.sources.jsonshape import Shape, shape_of
from amanat.sources.layouts import GENERIC_DOCUMENT, GENERIC_TABLE, known_layouts
from amanat.sources.limits import DEFAULT, Limits
from amanat.sources.match import Traits, match, rules_of
from amanat.sources.model import Found, Head, Layout
from amanat.sources.names import date_in, repaired, split_key
from amanat.sources.opening import DAMAGE, open_unit
from amanat.sources.pages import page_table
from amanat.sources.sheets import open_sheet, sheet_header
from amanat.sources.sniff import Table, sniff_encoding, sniff_table
from amanat.sources.stream import decode

_TEXT_SAMPLE: Final = 256 << 10
_JSON_SAMPLE: Final = 1 << 20
_TAIL: Final = 4096
_PAGE: Final = re.compile(
    rb"^\s*(<!doctype html|<html\b|<\?xml[^>]*>\s*<html\b|<table\b|<head\b|<style\b|<meta\b)",
    re.IGNORECASE,
)
_ORG: Final = re.compile(r"^WE_(00D[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?)_\d+\.zip$", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class _Form:
    """A unit's columns before they mean anything."""

    format: str
    dialect: object
    titles: Sequence[str]
    named: Sequence[bool] = ()
    filled: Sequence[bool] = ()
    footer: bool = False
    title: str | None = None
    account: str | None = None
    portal: str | None = None


def recognise(
    found: Found, *, layouts: Sequence[Layout] | None = None, limits: Limits = DEFAULT
) -> Head:
    """Recognise a unit by what is in it, never by its name alone.

    Args:
        found: a unit without a `reason`.
        layouts: the layouts to try; None: all known ones.
        limits: bounds on containers.

    Returns:
        Its head. `head.found.format` is what the content is, whatever the suffix says.

    Raises:
        SourceError: the unit cannot be read, with the reason code of the inventory.
    """
    if found.reason is not None:
        raise _error(found.reason)
    try:
        form = _sheet_form(found, limits) if found.where.part is not None else _form(found, limits)
    except SourceError:
        raise
    except (*DAMAGE, OSError, ValueError, MemoryError):
        raise _error("corrupt") from None
    return _head(found, form, known_layouts() if layouts is None else layouts)


def _head(found: Found, form: _Form, layouts: Sequence[Layout]) -> Head:
    columns = unique(form.titles)
    stem = _stem(found)
    title, key, _ = split_key(stem)
    base = [fold(name) for name in form.titles]
    traits = Traits(frozenset(base), form.format, stem, form.footer)
    matched = match(traits, layouts)
    generic = GENERIC_DOCUMENT if isinstance(form.dialect, Document) else GENERIC_TABLE
    layout, how = matched if matched is not None else (generic, "generic")
    rules = rules_of(layout, base)
    dialect = form.dialect
    if isinstance(dialect, Json):
        dialect = with_rules(dialect, base, rules)
    unnamed = any(full and not name for name, full in zip(form.named, form.filled, strict=True))
    taken_at, taken_how = _taken(found)
    if found.where.part is not None:
        title = f"{title} / {found.where.part}"
    return Head(
        found=replace(found, format=form.format),
        layout=layout,
        how=how,
        columns=columns,
        folded=tuple(fold(name) for name in columns),
        rules=rules,
        title=form.title or title,
        taken_at=taken_at,
        taken_how=taken_how,
        account=form.account
        or _account(found)
        or (form.portal if layout.product == "hubspot" else None),
        place_key=key if layout.product == "notion" else None,
        partly="columns_unnamed" if unnamed else None,
        dialect=dialect,
    )


def _form(found: Found, limits: Limits) -> _Form:
    with open_unit(found.where, limits) as stream:
        large = found.format in ("json", "jsonl")
        sample = _sample(stream, _JSON_SAMPLE if large else _TEXT_SAMPLE)
        encoding = sniff_encoding(sample.data)
        if not sample.data.strip(b"\x00 \t\r\n\xff\xfe\xef\xbb\xbf"):
            raise _error("empty" if sample.whole else "format_unknown")
        text = decode(sample.data, encoding).removeprefix("\ufeff").replace("\x00", "")
        utf8 = text.encode("utf-8", "replace")
        if found.format == "html" or _PAGE.match(utf8):
            return _page_form(found, stream, sample, encoding, limits)
        if found.format == "markdown":
            name = markdown_title(text) if split_key(_stem(found))[1] is not None else None
            return _Form("markdown", Document(encoding, "markdown"), COLUMNS, title=name)
        if large or utf8.lstrip()[:1] in (b"{", b"["):
            shape = _json_shape(stream, sample, utf8, encoding, limits)
            if shape is not None:
                return _json_form(shape)
            if large:
                raise _error("corrupt")
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
        raise _error("over_size")
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
) -> _Form:
    """Read a page that is one table as that: business software saves reports so, as `.xls`."""
    data = _whole(stream, sample, encoding, limits)
    page = data if data is not None else sample.data
    rows = page_table(page) if data is not None and split_key(_stem(found))[1] is None else None
    if rows is None:
        return _Form("html", Document(encoding, "html"), COLUMNS, title=html_title(page))
    width = max(map(len, rows))
    header = find_header(rows, width)
    skip = header.first + header.rows
    filled = [any(row[index] for row in rows[skip:] if index < len(row)) for index in range(width)]
    return _Form("html", Page(encoding, width, skip), header.titles, header.named, filled)


def _json_form(shape: Shape) -> _Form:
    url = next((str(record["url"]) for record in shape.records if "url" in record), "")
    host = _SUBDOMAIN.match(url)
    return _Form(
        "jsonl" if shape.dialect.form == "lines" else "json",
        shape.dialect,
        shape.titles,
        account=host[1].lower() if host is not None else None,
    )


def _text_form(found: Found, text: str, encoding: str, sample: _Sample) -> _Form:
    table = sniff_table(text, whole=sample.whole)
    if found.format not in ("csv", "tsv") and not _is_table(table):
        return _Form("text", Document(encoding, "text"), COLUMNS)
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
    return _Form(
        "tsv" if table.delimiter == "\t" else "csv",
        Csv(encoding, table.delimiter, table.escape, width, skip, pad=width > table.width),
        header.titles,
        header.named,
        [any(index < len(row) and row[index] for row in rows) for index in range(width)],
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


def _sheet_form(found: Found, limits: Limits) -> _Form:
    dialect, header, rows = sheet_header(open_sheet(found.where, limits))
    filled = [any(row[index] for row in rows if index < len(row)) for index in range(dialect.width)]
    return _Form("xlsx", dialect, header.titles, header.named, filled)


def _stem(found: Found) -> str:
    name = PurePosixPath(repaired(where_name(found.where)).replace("\\", "/")).name
    name = name.removesuffix(".gz")
    return name.rsplit(".", 1)[0] if "." in name.strip(".") else name


def _taken(found: Found) -> tuple[datetime, str]:
    if found.modified_how == "container":
        return found.modified_at, "container"
    for name in (*reversed(found.where.members), PurePosixPath(found.where.file).name):
        day = date_in(name)
        if day is not None:
            return day, "name"
    return found.modified_at, "mtime"


def _account(found: Found) -> str | None:
    for name in (PurePosixPath(found.where.file).name, *found.where.members):
        org = _ORG.match(name.rsplit("/", 1)[-1])
        if org is not None:
            return org[1][:15]
    return None


def _error(reason: str) -> SourceError:
    return SourceError(
        reason, "a file that cannot be read", "a table or text", "export it again as CSV or UTF-8"
    )
