"""Cut a mailbox (MBOX) into its messages, as a stream of any length."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

#: A line that begins a message says when it came; "From " in a text does not.
_LINE: Final = rb"From [^\r\n]{1,250}\d\d:\d\d[^\r\n]{0,100}\r?\n"
_FIRST: Final = re.compile(rb"\A" + _LINE)
_NEXT: Final = re.compile(rb"\r?\n\r?\n" + _LINE)
_HEADER: Final = re.compile(rb"[!-9;-~]+:|>From ")
#: No beginning of a message is longer, with the blank line before it.
_OVERLAP: Final = 400
_PIECE: Final = 4 << 20


@dataclass(slots=True)
class Piece:
    """A message of a mailbox: its bytes from `start` on; `cut`: it was longer than allowed."""

    start: int
    data: bytearray = field(default_factory=bytearray)
    cut: bool = False


def begins(head: bytes) -> bool:
    """Say whether a file that begins so is a mailbox."""
    found = _FIRST.match(head)
    return found is not None and _HEADER.match(head, found.end()) is not None


def messages(read: Callable[[int], bytes], most: int) -> Iterator[Piece]:
    """Yield the messages of a mailbox in order, without the lines that begin them.

    Args:
        read: gives up to so many bytes, and nothing only at the end.
        most: bytes of a message; what is beyond is left out.
    """
    current: Piece | None = None
    window, base = b"", 0
    while True:
        data = read(_PIECE)
        window += data
        # What begins further on may need more bytes to be seen whole.
        sure = len(window) - _OVERLAP if data else len(window)
        at = 0
        for begin, end in _beginnings(window, first=base == 0):
            if begin >= sure:
                break
            if current is not None:
                _add(current, window[at:begin], most)
                yield current
            current, at = Piece(base + end), end
        if at < sure:
            if current is not None:
                _add(current, window[at:sure], most)
            at = sure
        window, base = window[at:], base + at
        if not data:
            break
    if current is not None:
        yield current


def _beginnings(window: bytes, *, first: bool) -> Iterator[tuple[int, int]]:
    found = _FIRST.match(window) if first else None
    if found is not None:
        yield found.span()
    for found in _NEXT.finditer(window):
        yield found.span()


def _add(message: Piece, data: bytes, most: int) -> None:
    room = most - len(message.data)
    message.data += data[:room]
    message.cut = message.cut or len(data) > room
