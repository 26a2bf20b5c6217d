"""Look into zips and workbooks in place: which units they hold, and which cannot be read."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
)

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import Found, Locator
from amanat.sources.names import format_of, is_agreement, is_junk, repaired
from amanat.sources.opening import DAMAGE, open_container, open_unit, refused

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_UNIX_TIME: Final = b"UT"
_FIRST_YEAR: Final = 1981  # 1980-01-01 is what packers write who know no time


class _NoWorkbookError(Exception):
    """The file is plain text under a workbook's name."""


def units_of_zip(zipped: Found, limits: Limits, depth: int = 1) -> Iterator[Found]:
    """Yield the units of a zip, nested ones too; or the zip itself with the reason."""
    if depth > limits.max_depth:
        yield replace(zipped, reason="over_depth")
        return
    try:
        members = open_container(zipped.where, limits).infolist()
    except SourceError as error:
        yield replace(zipped, reason=error.reason)
        return
    files = {info.filename: info for info in members if not _left_out(info)}
    if not files:
        yield replace(zipped, reason="empty")
    elif len(members) > limits.max_members:
        yield replace(zipped, reason="over_members")
    elif limits.over_ratio(sum(info.file_size for info in members), zipped.size):
        yield replace(zipped, reason="over_ratio")
    else:
        for name in sorted(files):
            yield from _member(zipped, files[name], limits, depth)


def units_of_workbook(workbook: Found, limits: Limits) -> Iterator[Found]:
    """Yield the sheets of a workbook, hidden ones too; or the workbook itself with the reason."""
    try:
        names = _sheet_names(workbook, limits)
    except _NoWorkbookError:
        # Many products call a table of text or HTML ".xls"; its content decides.
        yield replace(workbook, format="unknown")
        return
    except SourceError as error:
        yield replace(workbook, reason=error.reason)
        return
    if not names:
        yield replace(workbook, reason="empty")
    for name in names:
        yield replace(workbook, where=replace(workbook.where, part=name))


def open_workbook(where: Locator, limits: Limits) -> CalamineWorkbook:
    """Open a workbook (XLSX, XLS, XLSB or ODS) for its cell values.

    Raises:
        SourceError: `encrypted`, `truncated`, `corrupt` or `over_ratio`.
    """
    data = _bytes(where, limits)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise _workbook_error("encrypted") from None
    except (CalamineError, OSError, ValueError):
        raise _workbook_error("corrupt") from None


def _bytes(where: Locator, limits: Limits) -> bytes:
    with open_unit(where, limits) as stream:
        try:
            data = _read_up_to(stream, limits.max_workbook)
        except DAMAGE:
            raise _workbook_error("truncated") from None
    if data.startswith(_OLE):
        # A locked workbook is an OLE file that holds the packed one; an old .xls is OLE as well.
        if _LOCKED in data or not where_name(where).lower().endswith(".xls"):
            raise _workbook_error("encrypted" if _LOCKED in data else "format_unsupported")
        return data
    if not data.startswith(b"PK"):
        if b"\x00" not in data[:4096] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise _NoWorkbookError
        raise _workbook_error("corrupt")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(info.file_size for info in packed.infolist())
            locked = any(info.flag_bits & 0x1 for info in packed.infolist())
    except DAMAGE:
        whole = b"PK\x05\x06" in data[-65_600:]
        raise _workbook_error("corrupt" if whole else "truncated") from None
    if locked:
        raise _workbook_error("encrypted")
    if limits.over_ratio(unpacked, len(data)):
        raise _workbook_error("over_ratio")
    return data


def where_name(where: Locator) -> str:
    """Return the last name of a locator: of the member, else of the file."""
    return where.members[-1] if where.members else where.file


def _read_up_to(stream: BinaryIO, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(1 << 20):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise _workbook_error("over_size")
    return b"".join(pieces)


def _sheet_names(workbook: Found, limits: Limits) -> list[str]:
    if workbook.size > limits.max_workbook:
        raise _workbook_error("over_size")
    opened = open_workbook(workbook.where, limits)
    charts = (SheetTypeEnum.ChartSheet, SheetTypeEnum.Vba)
    return [sheet.name for sheet in opened.sheets_metadata if sheet.typ not in charts]


def _workbook_error(reason: str) -> SourceError:
    return SourceError(
        reason, "a workbook that cannot be opened", "a whole, unlocked one", "save it again"
    )


def _left_out(info: zipfile.ZipInfo) -> bool:
    return info.is_dir() or any(is_junk(part) for part in info.filename.split("/"))


def _member(zipped: Found, info: zipfile.ZipInfo, limits: Limits, depth: int) -> Iterator[Found]:
    name = repaired(info.filename)
    kind, reason = format_of(name)
    modified = _modified(info)
    found = replace(
        zipped,
        where=Locator(zipped.where.file, (*zipped.where.members, info.filename)),
        format=kind,
        size=info.file_size,
        modified_at=modified or zipped.modified_at,
        modified_how=zipped.modified_how if modified is None else "container",
        agreement=kind in ("pdf", "docx") and is_agreement(name),
    )
    reason = refused(info) or ("empty" if info.file_size == 0 else reason)
    if reason is None and limits.over_ratio(info.file_size, info.compress_size):
        reason = "over_ratio"
    if reason is not None:
        yield replace(found, reason=reason)
    elif kind == "zip":
        yield from units_of_zip(replace(found, size=info.file_size), limits, depth + 1)
    elif kind == "xlsx":
        yield from units_of_workbook(found, limits)
    else:
        yield found


def _modified(info: zipfile.ZipInfo) -> datetime | None:
    at = _unix_time(info.extra)
    if at is not None:
        return at
    try:
        # Zips carry no zone; the day is what matters, and it is marked as a container's time.
        local = datetime(*info.date_time, tzinfo=UTC)
    except ValueError:
        return None
    return local if local.year >= _FIRST_YEAR else None


def _unix_time(extra: Any) -> datetime | None:
    at = 0
    while at + 4 <= len(extra):
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        field = extra[at + 4 : at + 4 + size]
        if extra[at : at + 2] == _UNIX_TIME and len(field) >= 5 and field[0] & 1:
            seconds = int.from_bytes(field[1:5], "little")
            return datetime.fromtimestamp(seconds, UTC) if seconds else None
        at += 4 + size
    return None
