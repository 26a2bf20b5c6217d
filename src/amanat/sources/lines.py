"""Give the lines of a text file one by one; one that is far too long comes in pieces."""

from collections.abc import Callable, Iterator
from typing import Final

from amanat.sources.limits import Limits
from amanat.sources.model import Locator
from amanat.sources.opening import DAMAGE, open_unit
from amanat.sources.sniff import sniff_encoding
from amanat.sources.stream import decode

LONGEST: Final = 1 << 20
_PIECE: Final = 1 << 20
_SAMPLE: Final = 256 << 10


def beginning(where: Locator, limits: Limits) -> tuple[str, str]:
    """Return the encoding and the first 256 KB of a text.

    Raises:
        SourceError: it cannot be opened, or is no text.
    """
    pieces: list[bytes] = []
    have = 0
    with open_unit(where, limits) as stream:
        try:
            while have < _SAMPLE and (piece := stream.read(_SAMPLE - have)):
                pieces.append(piece)
                have += len(piece)
        except DAMAGE:
            if not pieces:
                raise
    data = b"".join(pieces)
    encoding = sniff_encoding(data)
    return encoding, decode(data, encoding).removeprefix("\ufeff").replace("\x00", "")


def lines(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Yield lines without their ends; one longer than `LONGEST` bytes comes in pieces of that.

    Args:
        read: gives up to so many bytes, and nothing only at the end.
    """
    rest = b""
    while data := read(_PIECE):
        *whole, rest = (rest + data).split(b"\n")
        for line in whole:
            yield from _pieces(line.removesuffix(b"\r"))
        while len(rest) > LONGEST:
            yield rest[:LONGEST]
            rest = rest[LONGEST:]
    if rest:
        yield rest.removesuffix(b"\r")


def _pieces(line: bytes) -> Iterator[bytes]:
    for at in range(0, max(len(line), 1), LONGEST):
        yield line[at : at + LONGEST]
