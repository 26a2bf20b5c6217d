"""Read the list of a 7z: its files, and the packed pieces (folders) in which they lie.

Every number of the list is held to what the list itself has room for and to the most members that
are wanted, so that one that speaks of a thousand million files costs nothing, however small it was
packed itself.
"""

import io
import lzma
import struct
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import BinaryIO, Final

from amanat.sources.errors import SourceError
from amanat.sources.sevenbytes import Said, TooManyError

MAGIC: Final = b"7z\xbc\xaf\x27\x1c"
_FIRST: Final = struct.Struct("<6sBBIQQI")
#: No honest list is longer: names of 100,000 files take a few of these; packed lists may be packed
#: again.
_LONGEST: Final = 16 << 20
_LAYERS: Final = 4
_MOST_CODERS: Final = 8
_FIRST_MOMENT: Final = datetime(1601, 1, 1, tzinfo=UTC)
_FOLDER: Final = 0x10
_UNIX: Final = 0x8000
_LINK: Final = 0xA000

_HEADER, _STREAMS, _FILES, _PACK, _UNPACK, _SUB = 1, 4, 5, 6, 7, 8
_SIZE, _CRC, _FOLDERS, _UNPACKED, _COUNTS = 9, 10, 11, 12, 13
_NO_STREAM, _NO_FOLDER, _NAMES, _MODIFIED, _ATTRIBUTES, _ENCODED = 14, 15, 17, 20, 21, 23
_DUMMY: Final = 25


@dataclass(frozen=True, slots=True)
class Coder:
    """One step of packing: its id and its settings."""

    id: bytes
    settings: bytes


@dataclass(frozen=True, slots=True)
class Folder:
    """A packed piece: where it lies in the file, how it was packed, how long it is unpacked.

    `coders`: from the unpacked side; None where they are no simple chain.
    """

    start: int
    packed: int
    size: int
    coders: tuple[Coder, ...] | None
    locked: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the list; `folder` is the number of its piece, None for an empty one."""

    name: str
    size: int
    folder: int | None
    offset: int
    crc: int | None
    modified: datetime | None
    is_link: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What a 7z holds."""

    folders: tuple[Folder, ...]
    members: tuple[Member, ...]


@dataclass(slots=True)
class _Streams:
    """What is said of packed streams: their pieces, and what lies in each."""

    folders: list[Folder]
    crcs: list[int | None]
    sizes: list[list[int]]
    sub_crcs: list[list[int | None]]


def listing(raw: BinaryIO, most: int) -> Listing:
    """Read the list of a 7z.

    Args:
        raw: all of the file, seekable.
        most: members that it may have, folders counted.

    Raises:
        SourceError: `truncated`, `corrupt`, `encrypted`, `unpack_first`, `over_size` or
            `over_members`.
    """
    length = raw.seek(0, io.SEEK_END)
    raw.seek(0)
    first = raw.read(_FIRST.size)
    if len(first) < _FIRST.size:
        raise error("truncated")
    _, _, _, check, offset, size, crc = _FIRST.unpack(first)
    if zlib.crc32(first[12:]) != check:
        raise error("corrupt")
    if _FIRST.size + offset + size > length:
        raise error("truncated")
    if size > _LONGEST:
        raise error("over_size")
    if not size:
        return Listing((), ())
    raw.seek(_FIRST.size + offset)
    data = _exactly(raw, size)
    for _ in range(_LAYERS):
        if zlib.crc32(data) != crc:
            raise error("corrupt")
        try:
            said = Said(data, most)
            kind = said.byte()
            if kind == _HEADER:
                return _header(said)
            if kind != _ENCODED:
                break
            streams = _streams(said)
            (folder,) = streams.folders
            (known,) = streams.crcs
        except TooManyError:
            raise error("over_members") from None
        except (ValueError, IndexError, struct.error, OverflowError):
            break
        if folder.size > _LONGEST:
            raise error("over_size")
        data = _unpacked(raw, folder)
        crc = zlib.crc32(data) if known is None else known
    raise error("corrupt")


def _unpacked(raw: BinaryIO, folder: Folder) -> bytes:
    # How folders unpack is asked for only when one is there.
    from amanat.sources.unseven import Piece  # noqa: PLC0415

    piece = Piece(raw, folder)
    data = bytearray()
    try:
        while more := piece.read(1 << 16):
            data += more
    except (EOFError, lzma.LZMAError, zlib.error, OSError):
        raise error("corrupt") from None
    return bytes(data)


def _header(said: Said) -> Listing:
    streams = _Streams([], [], [], [])
    members: tuple[Member, ...] = ()
    for kind in said.until(_STREAMS, _FILES):
        if kind == _STREAMS:
            streams = _streams(said)
        else:
            members = _files(said, streams)
    return Listing(tuple(streams.folders), members)


def _streams(said: Said) -> _Streams:
    streams = _Streams([], [], [], [])
    places: list[tuple[int, int]] = []
    for kind in said.until(_PACK, _UNPACK, _SUB):
        if kind == _PACK:
            places = _places(said)
        elif kind == _UNPACK:
            streams = _folders(said, places)
        else:
            _parts(said, streams)
    return streams


def _places(said: Said) -> list[tuple[int, int]]:
    """Return where the packed streams lie, and how long each is."""
    start = _FIRST.size + said.number()
    count = said.count()
    sizes: list[int] = []
    for kind in said.until(_SIZE, _CRC):
        if kind == _SIZE:
            sizes = [said.number() for _ in range(count)]
        else:
            said.crcs(count)
    places = []
    for size in sizes:
        places.append((start, size))
        start += size
    return places


def _folders(said: Said, places: list[tuple[int, int]]) -> _Streams:
    if said.number() != _FOLDERS:
        raise ValueError
    count = said.count()
    if said.byte():
        raise ValueError
    shapes = [_shape(said) for _ in range(count)]
    if said.number() != _UNPACKED:
        raise ValueError
    folders = []
    waiting = iter(places)
    for coders, chain, outputs, inputs in shapes:
        sizes = [said.number() for _ in range(outputs)]
        mine = list(islice(waiting, inputs)) if inputs else [(0, 0)]
        if len(mine) < inputs:
            raise ValueError
        folders.append(
            Folder(
                start=mine[0][0],
                packed=sum(size for _, size in mine),
                # What no other step takes in is the last one's.
                size=sizes[chain[0]] if chain else sizes[-1],
                coders=tuple(coders[at] for at in chain) if chain and inputs == 1 else None,
                locked=any(coder.id == b"\x06\xf1\x07\x01" for coder in coders),
            )
        )
    crcs: list[int | None] = [None] * count
    for _ in said.until(_CRC):
        crcs = said.crcs(count)
    whole = [[folder.size] for folder in folders]
    return _Streams(folders, crcs, whole, [[crc] for crc in crcs])


def _shape(said: Said) -> tuple[list[Coder], list[int], int, int]:
    """Return the steps of a piece, their order from the unpacked side, outputs, packed inputs."""
    coders: list[Coder] = []
    inputs = outputs = 0
    for _ in range(_few(said)):
        flags = said.byte()
        kind = said.take(flags & 15)
        ins, outs = (_few(said), _few(said)) if flags & 0x10 else (1, 1)
        coders.append(Coder(kind, said.take(said.count()) if flags & 0x20 else b""))
        inputs, outputs = inputs + ins, outputs + outs
    fed = {}
    for _ in range(outputs - 1):
        into = said.number()
        fed[into] = said.number()
    packed = inputs - len(fed)
    if packed > 1:
        for _ in range(packed):
            said.number()
    simple = inputs == outputs == len(coders)
    chain = [at for at in range(outputs) if at not in fed.values()] if simple else []
    while chain and chain[-1] in fed and len(chain) < len(coders):
        chain.append(fed[chain[-1]])
    return coders, chain if len(chain) == len(coders) else [], outputs, packed


def _few(said: Said) -> int:
    value = said.number()
    if not 0 < value <= _MOST_CODERS:
        raise ValueError
    return value


def _parts(said: Said, streams: _Streams) -> None:
    """Read how many files lie in each piece, how long they are, and their sums."""
    counts = [1] * len(streams.folders)
    known = False
    for kind in said.until(_COUNTS, _SIZE, _CRC):
        if kind == _COUNTS:
            counts = [said.count() for _ in streams.folders]
            said.bounded(sum(counts))
        if kind == _SIZE:
            streams.sizes = [
                _sizes(said, folder, count)
                for folder, count in zip(streams.folders, counts, strict=True)
            ]
            known = True
        if kind == _CRC:
            # A piece of one file has its sum already.
            own = [
                count == 1 and crc is not None
                for count, crc in zip(counts, streams.crcs, strict=True)
            ]
            wanted = sum(count for count, has in zip(counts, own, strict=True) if not has)
            read = iter(said.crcs(wanted))
            streams.sub_crcs = [
                [crc] if has else list(islice(read, count))
                for count, crc, has in zip(counts, streams.crcs, own, strict=True)
            ]
    if not known:
        if any(count > 1 for count in counts):
            raise ValueError
        pairs = zip(streams.folders, counts, strict=True)
        streams.sizes = [[folder.size] * count for folder, count in pairs]
    if [len(each) for each in streams.sub_crcs] != counts:
        streams.sub_crcs = [[None] * count for count in counts]


def _sizes(said: Said, folder: Folder, count: int) -> list[int]:
    sizes = [said.number() for _ in range(count - 1)]
    last = folder.size - sum(sizes)
    if last < 0:
        raise ValueError
    return [*sizes, last] if count else []


def _files(said: Said, streams: _Streams) -> tuple[Member, ...]:
    count = said.count()
    bare = [False] * count
    bare_files: list[bool] = []
    names: list[str] = []
    moments: list[int | None] = [None] * count
    attributes: list[int | None] = [None] * count
    seen: set[int] = set()
    while kind := said.number():
        about = Said(said.take(said.number()), said.most)
        if kind in seen and kind != _DUMMY:
            raise ValueError
        seen.add(kind)
        if kind == _NO_STREAM:
            bare = about.bits(count)
        elif kind == _NO_FOLDER:
            bare_files = about.bits(sum(bare))
        elif kind == _NAMES:
            if about.byte():
                raise ValueError
            names = about.take(about.left).decode("utf-16-le", "replace").split("\x00", count)
            if names.pop():
                raise ValueError
        elif kind in (_MODIFIED, _ATTRIBUTES):
            there = about.defined(count)
            if about.byte():
                raise ValueError
            form, size = ("<Q", 8) if kind == _MODIFIED else ("<I", 4)
            values = [struct.unpack(form, about.take(size))[0] if has else None for has in there]
            moments, attributes = (values, attributes) if kind == _MODIFIED else (moments, values)
    if len(names) != count:
        raise ValueError
    places = (
        (number, size, crc)
        for number, (sizes, crcs) in enumerate(zip(streams.sizes, streams.sub_crcs, strict=True))
        for size, crc in zip(sizes, crcs, strict=True)
    )
    empties = iter(bare_files)
    members: list[Member] = []
    folder, offset = -1, 0
    for name, empty, ticks, flags in zip(names, bare, moments, attributes, strict=True):
        moment = _moment(ticks)
        if empty:
            if next(empties, False):
                members.append(Member(name, 0, None, 0, None, moment, is_link=False))
            continue
        number, size, crc = next(places, (None, 0, None))
        if number is None:
            raise ValueError
        folder, offset = (folder, offset) if number == folder else (number, 0)
        members.append(Member(name, size, number, offset, crc, moment, _is_link(flags or 0)))
        offset += size
    return tuple(members)


def _is_link(attributes: int) -> bool:
    return bool(attributes & _UNIX) and (attributes >> 16 & 0xF000) == _LINK


def _moment(ticks: int | None) -> datetime | None:
    try:
        return _FIRST_MOMENT + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None


def _exactly(raw: BinaryIO, size: int) -> bytes:
    pieces: list[bytes] = []
    while size > 0 and (piece := raw.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def error(reason: str) -> SourceError:
    """Return the error of a 7z that cannot be read."""
    remedy = "download it again" if reason in ("truncated", "corrupt") else "unpack it here"
    return SourceError(reason, "a 7z that cannot be read", "a whole, open one", remedy)
