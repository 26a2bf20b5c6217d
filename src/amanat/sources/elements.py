"""Cut a stream of JSON into blocks of whole records, without parsing it.

Bounded memory at any size: JSON lines are cut at line ends, an array of objects where its nesting
returns to the top.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

_BLOCK: Final = 4 << 20
#: No honest record is longer; one that is costs the rest of its file.
_LONGEST: Final = 64 << 20
_QUOTE: Final = 34
_BACKSLASH: Final = 92
_COMMA: Final = 44
_LINE: Final = 10
_CLASSES: Final = np.zeros(256, np.int8)
_CLASSES[[ord("{"), ord("[")]] = 1
_CLASSES[[ord("}"), ord("]")]] = -1
_CLASSES[_QUOTE] = 2

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """Whole records, one after another: each on its line, or (`ends` set) at its span."""

    data: bytes
    starts: Positions | None = None
    ends: Positions | None = None

    def records(self) -> Iterator[bytes]:
        """Yield each record's bytes; blank lines are none."""
        if self.starts is None or self.ends is None:
            for line in self.data.split(b"\n"):
                if line.strip():
                    yield line
        else:
            for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True):
                yield self.data[start:end]


class Lines:
    """Blocks of JSON lines. `bad`: lines without end, which are left out and not held."""

    cut = False

    def __init__(self, stream: Any, longest: int = _LONGEST) -> None:
        self._stream = stream
        self._longest = longest
        self.bad = 0

    def __iter__(self) -> Iterator[Block]:
        rest = b""
        skipping = False
        while data := self._stream.read(_BLOCK):
            if skipping:
                skipping = b"\n" not in data
                data = data.partition(b"\n")[2]
            end = data.rfind(b"\n") + 1
            if end:
                yield Block(rest + data[:end])
                rest = data[end:]
            else:
                rest += data
            if len(rest) > self._longest:
                self.bad += 1
                rest, skipping = b"", True
        if rest.strip():
            yield Block(rest)


class Array:
    """Blocks of the objects of an array, from behind its `[` on.

    `cut` is true after the end if the array was not closed.
    """

    bad = 0

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.cut = False

    def __iter__(self) -> Iterator[Block]:
        rest = b""
        while data := self._stream.read(_BLOCK):
            rest += data
            spans = spans_of(rest)
            if len(spans.starts):
                last = int(spans.ends[-1])
                yield Block(_on_lines(rest[:last], spans), spans.starts, spans.ends)
                rest = rest[last:]
            if spans.closed:
                return
            if len(rest) > _LONGEST:
                break
        self.cut = True


@dataclass(frozen=True, slots=True)
class Spans:
    """Where the whole objects of a piece begin and end, and whether the array ends in it."""

    starts: Positions
    ends: Positions
    closed: bool


def spans_of(data: bytes) -> Spans:
    """Find the objects at the top level of a piece of an array."""
    array = np.frombuffer(data, np.uint8)
    classes = _CLASSES[array]
    at = np.flatnonzero(classes)
    kinds = classes[at]
    quotes = kinds == 2
    if b"\\" in data:
        escaped = _escaped(array, at[quotes])
        real = np.ones(len(at), bool)
        real[np.flatnonzero(quotes)[escaped]] = False
        at, kinds, quotes = at[real], kinds[real], quotes[real]
    outside = ((np.cumsum(quotes) & 1) == 0) & ~quotes
    at, steps = at[outside], kinds[outside]
    depth = np.cumsum(steps, dtype=np.int64)
    closing = np.flatnonzero(depth < 0)
    closed = len(closing) > 0
    if closed:
        at, steps, depth = at[: closing[0]], steps[: closing[0]], depth[: closing[0]]
    opened = (steps == 1) & (depth == 1)
    ends = at[(steps == -1) & (depth == 0)] + 1
    starts = at[opened][: len(ends)]
    objects = array[starts] == ord("{")
    return Spans(starts[objects], ends[objects], closed)


def _escaped(array: npt.NDArray[np.uint8], quotes: Positions) -> npt.NDArray[np.bool_]:
    """Say of each quote whether an odd number of backslashes stands before it."""
    plain = np.flatnonzero(array != _BACKSLASH)
    before = np.searchsorted(plain, quotes) - 1
    last = np.where(before >= 0, plain[np.maximum(before, 0)], -1)
    odd: npt.NDArray[np.bool_] = ((quotes - 1 - last) & 1) == 1
    return odd


def _on_lines(data: bytes, spans: Spans) -> bytes:
    """Put line ends in place of the commas between objects, as readers of JSON lines want it."""
    array = np.frombuffer(data, np.uint8).copy()
    array[: spans.starts[0]] = _LINE
    gaps = spans.ends[:-1]
    nearby = array[gaps] == _COMMA
    array[gaps[nearby]] = _LINE
    for end, start in zip(gaps[~nearby].tolist(), spans.starts[1:][~nearby].tolist(), strict=True):
        array[end:start] = _LINE
    return array.tobytes()
