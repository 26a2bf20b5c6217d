"""Open workbooks (XLSX, XLSB, XLS, ODS): locked, cut and damaged ones are told apart."""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import Locator
from amanat.sources.ole import is_ole
from amanat.sources.opening import DAMAGE, open_unit

#: The first record of an old workbook, in the two lengths that it has; it begins a sector.
_FIRST: Final = (struct.pack("<HH", 0x809, 16), struct.pack("<HH", 0x809, 8))
_SECTOR: Final = 512
_FILE_PASS: Final = 0x2F
_WRITE_PROTECT: Final = 0x86
#: What an open workbook says of its members, and of those that are locked.
_MANIFEST: Final = "META-INF/manifest.xml"
_LOCKED: Final = b"encryption-data"
_LONGEST_MANIFEST: Final = 4 << 20


def open_sheet(where: Locator, limits: Limits) -> CalamineSheet:
    """Open one sheet.

    Raises:
        SourceError: the workbook or the sheet cannot be read.
    """
    workbook = open_workbook(where, limits)
    return guarded(lambda: workbook.get_sheet_by_name(where.part or ""))


def open_workbook(where: Locator, limits: Limits) -> CalamineWorkbook:
    """Open a workbook for its cell values.

    Raises:
        SourceError: `encrypted`, `truncated`, `corrupt`, `over_size` or `over_ratio`.
    """
    data = _bytes(where, limits)
    return guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)))


def sheet_names(where: Locator, limits: Limits) -> list[str]:
    """Return the names of a workbook's sheets, hidden ones too, without charts.

    Raises:
        SourceError: as `open_workbook`.
    """
    charts = (SheetTypeEnum.ChartSheet, SheetTypeEnum.Vba)
    opened = open_workbook(where, limits)
    return [sheet.name for sheet in opened.sheets_metadata if sheet.typ not in charts]


def guarded(asked: Callable[[], Any]) -> Any:
    """Return what the library gives.

    Raises:
        SourceError: `corrupt`, where it gives an error, or panics.
    """
    try:
        return asked()
    except (CalamineError, OSError, ValueError):
        raise _error("corrupt") from None
    except BaseException as error:
        # Its panics are no exceptions of Python's, and have a name only.
        if type(error).__name__ != "PanicException":
            raise
        raise _error("corrupt") from None


def _bytes(where: Locator, limits: Limits) -> bytes:
    with open_unit(where, limits) as stream:
        try:
            data = _read_up_to(stream, limits.max_workbook)
        except DAMAGE:
            raise _error("truncated") from None
    if is_ole(data) and _is_locked(data):
        raise _error("encrypted")
    if data.startswith(b"PK"):
        _check(data, limits)
    return data


def _check(data: bytes, limits: Limits) -> None:
    """Refuse a packed workbook that is locked, cut, or unpacks to more than an honest one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            locked = any(info.flag_bits & 0x1 for info in members)
            if not locked and _MANIFEST in packed.namelist():
                with packed.open(_MANIFEST) as manifest:
                    locked = _LOCKED in manifest.read(_LONGEST_MANIFEST)
    except (*DAMAGE, NotImplementedError, RuntimeError):
        whole = b"PK\x05\x06" in data[-65_600:]
        raise _error("corrupt" if whole else "truncated") from None
    if locked:
        raise _error("encrypted")
    if limits.over_ratio(sum(info.file_size for info in members), len(data)):
        raise _error("over_ratio")


def _is_locked(data: bytes) -> bool:
    """Say whether an old workbook has a password: the record that says so is its second."""
    for first in _FIRST:
        at = data.find(first)
        while at >= 0:
            if at % _SECTOR == 0:
                at += len(first) + first[2]
                kind, size = struct.unpack("<HH", data[at : at + 4].ljust(4, b"\x00"))
                if kind == _WRITE_PROTECT:
                    kind = int.from_bytes(data[at + 4 + size : at + 6 + size], "little")
                return bool(kind == _FILE_PASS)
            at = data.find(first, at + 1)
    return False


def _read_up_to(stream: BinaryIO, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(1 << 20):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise _error("over_size")
    return b"".join(pieces)


def _error(reason: str) -> SourceError:
    return SourceError(
        reason, "a workbook that cannot be opened", "a whole, unlocked one", "save it again"
    )
