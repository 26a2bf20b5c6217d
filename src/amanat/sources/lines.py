"""Give the lines of a text file one by one; one that is far too long is cut."""

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
    """Yield lines without their ends, each of at most `LONGEST` bytes.

    Args:
        read: gives up to so many bytes, and nothing only at the end.
    """
    rest = b""
    dropping = False
    while data := read(_PIECE):
        *whole, rest = (rest + data).split(b"\n")
        for line in whole:
            if not dropping:
                yield line[:LONGEST].removesuffix(b"\r")
            dropping = False
        if len(rest) > LONGEST:
            if not dropping:
                yield rest[:LONGEST]
            rest, dropping = b"", True
    if rest and not dropping:
        yield rest.removesuffix(b"\r")
